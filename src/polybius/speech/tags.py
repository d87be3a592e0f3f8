"""Speech tags: the short "she said" that stands beside a quotation or within a sentence.

Found by word order more than by the parse, which often goes wrong around quotation marks.
Works on one paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from polybius.speech import grammar
from polybius.speech.lexicon import Cue, Lexicon
from polybius.tokens import Token, Words

_BREAKS = frozenset({",", ";", ":", "-", "–", "—", "--", "(", ")", "...", "…"})
_QUOTE_MARKS = frozenset({'"', "“", "”", "''", "``", "«", "»", "‘", "’", "'", "„"})
# The longest stretch between a tag's verb and the quotation or comma that ends it.
_REACH = 16


@dataclass(frozen=True, eq=False, slots=True)
class Tag:
    """A verb of saying with its source: tokens ``[start, end)`` of the paragraph.

    `end` leaves out what follows source and verb ("in an interview"); `reach` takes it in.
    """

    cue: Cue
    verb: Token
    words: tuple[Token, ...]
    source: Token | None
    source_words: tuple[Token, ...]
    start: int
    end: int
    reach: int


def find_tags(tokens: Sequence[Token], quoted: frozenset[int], lexicon: Lexicon) -> Iterator[Tag]:
    """The tags among a sentence's tokens; `quoted` are positions in quotation marks."""
    if not tokens:
        return
    last = tokens[-1].i + 1
    for token in tokens:
        if token.i in quoted or token.pos_ not in ("VERB", "NOUN", "PROPN", "ADJ"):
            continue
        if token.pos_ != "VERB" and token.lower_ not in ("said", "says", "adds", "added"):
            continue
        for cue in lexicon.verb(token.lower_, token.lemma_.lower()):
            if "quote" not in cue.frames or not _follows(token, cue.words[1:]):
                continue
            if (tag := _tag(cue, token, quoted, last)) is not None:
                yield tag
            break


def _follows(verb: Token, words: Sequence[str]) -> bool:
    run = verb.doc[verb.i + 1 : verb.i + 1 + len(words)]
    return [token.lower_ for token in run] == list(words)


def _tag(cue: Cue, verb: Token, quoted: frozenset[int], last: int) -> Tag | None:
    if grammar.child(verb, "auxpass") is not None:
        return None
    group = [token for token in grammar.verb_group(verb) if token.i not in quoted]
    first, stop = group[0].i, verb.i + len(cue.words)
    words = (*group, *verb.doc[verb.i + 1 : stop])
    source = _left_subject(verb, first, quoted)
    source_words: list[Token] = []
    start = first
    if source is not None:
        source_words = grammar.phrase(source, set(quoted) | set(range(first, stop)))
        if source_words[-1].i < verb.i:
            start = min(start, source_words[0].i)
    elif _is_break(verb.doc, first - 1, quoted):
        if verb.tag_ != "VBG":
            source = _right_subject(verb.doc, stop, quoted, last)
        if source is not None:
            source_words = grammar.phrase(source, set(quoted) | set(range(first, stop)))
            source_words = [token for token in source_words if token.i >= stop]
            stop = max(stop, source_words[-1].i + 1) if source_words else stop
        elif verb.tag_ != "VBG":
            inherited = grammar.subject(verb)
            if inherited is None or inherited.i in quoted:
                return None
            source, source_words = inherited, grammar.phrase(inherited, set(range(first, stop)))
        else:
            source = grammar.subject(verb)
            if source is not None:
                source_words = grammar.phrase(source, set(quoted) | grammar.indexes([verb]))
    else:
        source = grammar.subject(verb)
        if source is not None:
            source_words = grammar.phrase(source, set(quoted) | grammar.indexes([verb]))
    reach = stop
    while reach < last and reach - stop < _REACH and reach not in quoted:
        token = verb.doc[reach]
        if token.text in _BREAKS or token.text in ".!?" or token.text in _QUOTE_MARKS:
            break
        reach += 1
    return Tag(cue, verb, tuple(words), source, tuple(source_words), start, stop, reach)


def _left_subject(verb: Token, first: int, quoted: frozenset[int]) -> Token | None:
    own = next(
        (c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c.i < verb.i), None
    )
    if own is not None and own.i not in quoted:
        return own
    # A subject that the parse gave to another word: the noun directly before the verb.
    before = verb.doc[first - 1] if first > 0 else None
    if before is None or before.i in quoted:
        return None
    if before.pos_ in ("PROPN", "PRON") and before.tag_ not in ("WDT", "WP"):
        return before
    return _noun_behind_quote(verb, first, quoted) if before.is_punct else None


def _noun_behind_quote(verb: Token, first: int, quoted: frozenset[int]) -> Token | None:
    """The noun that opens the stretch between a quotation and the verb.

    For names with brackets or titles behind them, which the parse often tears apart.
    """
    at = first - 1
    while at >= 0 and at not in quoted and first - at < _REACH:
        if verb.doc[at].pos_ in ("VERB", "AUX") or verb.doc[at].text in (";", ":"):
            return None
        at -= 1
    if at < 0 or at not in quoted:
        return None
    opening = _right_subject(verb.doc, at + 1, quoted, first)
    return opening if opening is not None and opening.i < first else None


def _right_subject(doc: Words, start: int, quoted: frozenset[int], last: int) -> Token | None:
    """The noun that follows an inverted verb: "said the minister"."""
    for token in doc[start : min(last, start + 8)]:
        if token.i in quoted or token.is_punct or token.pos_ in ("VERB", "AUX", "ADP", "SCONJ"):
            return None
        if token.pos_ in ("PROPN", "PRON", "NOUN"):
            head = token
            while (
                head.head.i > head.i
                and head.head.i < last
                and head.dep_
                in (
                    "compound",
                    "nmod",
                    "amod",
                    "poss",
                    "det",
                    "nummod",
                )
            ):
                head = head.head
            return head if head.i not in quoted else token
    return None


def _is_break(doc: Words, at: int, quoted: frozenset[int]) -> bool:
    """Whether a tag may begin after this position."""
    if at < 0 or at in quoted:
        return True
    token = doc[at]
    return token.text in _BREAKS or token.text in _QUOTE_MARKS or token.is_sent_end is True


def stands_apart(tag: Tag, tokens: Sequence[Token], quoted: frozenset[int]) -> str | None:
    """Where the content of a tag without quotation lies: "before", "around", or None.

    "It is over, he said" and "it is, he said, over": the tag is set off by commas and has
    no complement of its own behind it.
    """
    doc, first, last = tag.verb.doc, tokens[0].i, tokens[-1].i + 1
    if tag.source is None or not tag.start <= tag.source.i < tag.end:
        return None  # ", pleading illness": no tag of its own
    at = tag.start - 1
    if at >= first and doc[at].lower_ == "as":
        at -= 1
        if at < first:
            return "around" if tag.reach < last and doc[tag.reach].text == "," else None
    if at < first:
        return None
    parted = doc[at].text in (",", "-", "–", "—", "--", "(") and at not in quoted
    if not parted and not (doc[at].text in _QUOTE_MARKS and at in quoted and at > first):
        return None
    told = "do" in tag.cue.frames or len(tag.cue.words) > 1
    held = {"ccomp", "xcomp"} if told else {"ccomp", "dobj", "xcomp"}
    if any(tag.verb.i < child.i < tag.reach and child.dep_ in held for child in tag.verb.children):
        return None
    if tag.reach >= last or doc[tag.reach].text in (".", "!", "?", ")", ";"):
        # "When they met, he said no": without a clause of its own there is no content.
        return "before" if _has_main_clause(doc, first, at, tag.verb) else None
    if doc[tag.reach].text in (",", "-", "–", "—", "--"):
        return "around"
    return None


def _has_main_clause(doc: Words, first: int, stop: int, verb: Token) -> bool:
    """Whether more than adverbials of the tag's verb stands in these tokens."""
    if verb.dep_ in ("parataxis", "ccomp"):
        return True
    return any(
        token.dep_ in ("ROOT", "ccomp", "parataxis", "relcl", "conj")
        or (token.head == verb and token.dep_ in ("dobj", "attr", "dep", "intj"))
        for token in doc[first:stop]
    )
