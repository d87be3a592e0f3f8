"""Quotations and the tags they belong to, within one paragraph.

A tag claims the quotation it touches; a further quotation of the paragraph goes with the
one before it. What no tag claims is left for the reader, which knows the text before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from polybius.speech import grammar
from polybius.speech.paragraph import Paragraph, Stretch
from polybius.speech.quotes import Quote
from polybius.speech.tags import Tag
from polybius.tokens import Token

_NO_VERB_REACH = 14
_GAP = re.compile(r"[\s,\-–—]*(?:and)?[\s,\-–—]*")
_BLANKS = re.compile(r"\s*")


@dataclass(slots=True)
class Speech:
    """The quotations that one tag introduces (built up while the paragraph is read)."""

    tag: Tag
    content: list[Stretch] = field(default_factory=list)


def is_full(paragraph: Paragraph, quote: Quote) -> bool:
    """Whether a quote is speech of its own rather than a few quoted words within a clause."""
    if quote.open or quote.continues:
        return True
    inner = paragraph.text[quote.start : quote.end].strip("\"“”'‘’«»„` ")
    lead = paragraph.text[paragraph.start : quote.start].rstrip()
    begins = not lead or lead[-1] in ",:.?!" or lead[-1] in '"”’»'
    if not inner or not (begins or inner[0].isupper()):
        return False
    if inner[-1] in "?!.,—-…":
        return begins or inner[-1] in "?!" or len(inner.split()) > 2
    return len(inner.split()) >= 5


def assign(paragraph: Paragraph, tags: Sequence[Tag]) -> tuple[list[Speech], list[Quote]]:
    """The speeches of a paragraph, in order, and the full quotes that no tag claims."""
    speeches: dict[int, Speech] = {}
    left: list[Quote] = []
    previous: Speech | None = None
    beside = _Beside(paragraph, tags)
    for quote in paragraph.quotes:
        full = is_full(paragraph, quote)
        tag = (
            _tag_of(paragraph, quote, beside)
            if full
            else _interrupting(paragraph, quote, beside.before(quote), speeches)
        )
        if tag is not None:
            previous = speeches.setdefault(tag.verb.i, Speech(tag))
            previous.content.extend(_content(paragraph, quote, tag))
        elif full and previous is not None and not _between(paragraph, previous, quote, tags):
            previous.content.append((quote.start, quote.end))
        elif full:
            left.append(quote)
    return list(speeches.values()), left


class _Beside:
    """The tags of a paragraph by where they stand: a page of quotations has many of both."""

    def __init__(self, paragraph: Paragraph, tags: Sequence[Tag]) -> None:
        self._text = paragraph.text
        self._tags = tags
        # Where each may begin, and the stretch after it in which a quotation can be its own.
        self._starts = [paragraph.offsets(_run(tag))[0] for tag in tags]
        self._reaches = [_reach(paragraph, tag) for tag in tags]

    def after(self, quote: Quote) -> list[Tag]:
        """Those that nothing but a mark or a word like "and" parts from the quote before them."""
        gap = _GAP.match(self._text, quote.end)
        last = gap.end() if gap else quote.end
        return [
            tag
            for tag, start in zip(self._tags, self._starts, strict=True)
            if quote.end <= start <= last
        ]

    def before(self, quote: Quote) -> list[Tag]:
        """Those that only a few words part from the quote after them."""
        return [
            tag
            for tag, (low, high) in zip(self._tags, self._reaches, strict=True)
            if low <= quote.start <= high
        ]


def _run(tag: Tag) -> list[Token]:
    return list(tag.verb.doc[tag.start : tag.end])


def _reach(paragraph: Paragraph, tag: Tag) -> Stretch:
    """From the end of a tag's words to that of the blanks after the last word `_is_ahead` sees."""
    end = paragraph.offsets(tag.words)[1]
    between = list(_words_after(tag)) or list(tag.words)
    last = paragraph.offsets(between[-1:])[1]
    blanks = _BLANKS.match(paragraph.text, last)
    return end, blanks.end() if blanks else last


def _words_after(tag: Tag) -> Sequence[Token]:
    after = tag.words[-1].i + 1
    return list(tag.verb.doc[after : after + 1 + _NO_VERB_REACH])


def _between(paragraph: Paragraph, speech: Speech, quote: Quote, tags: Sequence[Tag]) -> bool:
    """Whether somebody else's tag stands between a speech and a quote."""
    end = speech.content[-1][1]
    return any(
        end <= paragraph.offsets(tag.words)[0] < quote.start
        for tag in tags
        if tag.verb is not speech.tag.verb
    )


def _interrupting(
    paragraph: Paragraph, quote: Quote, tags: Sequence[Tag], speeches: dict[int, Speech]
) -> Tag | None:
    """The tag that a few quoted words go on after: "... , he said, but “no more”"."""
    for tag in tags:
        begun = tag.verb.i in speeches or _cut_off(paragraph, tag)
        if begun and _is_ahead(paragraph, quote, tag):
            return tag
    return None


def _cut_off(paragraph: Paragraph, tag: Tag) -> tuple[int, int] | None:
    """The unquoted words before a tag that interrupts its sentence, if it does."""
    start, _ = paragraph.offsets(_run(tag))
    sentence = paragraph.sentence_at(start)
    lead = paragraph.text[sentence.start : start].rstrip()
    own = tag.source is not None and tag.start <= tag.source.i < tag.end
    mixed = any(sentence.start < quote.end <= start for quote in paragraph.quotes)
    if mixed or not own or not lead.endswith(","):
        return None
    return sentence.start, sentence.start + len(lead) - 1


def _content(paragraph: Paragraph, quote: Quote, tag: Tag) -> list[Stretch]:
    start = _clause_start(paragraph, quote, tag)
    first = paragraph.text[quote.start : quote.end].lstrip("\"“”'‘’«»„` ")[:1]
    out = [(start, quote.end)]
    if paragraph.offsets(tag.words)[1] <= quote.start and first.islower():
        before = _cut_off(paragraph, tag)
        if before is not None:
            out.insert(0, before)
    return out


def _tag_of(paragraph: Paragraph, quote: Quote, beside: _Beside) -> Tag | None:
    after = next((tag for tag in beside.after(quote) if _is_behind(paragraph, quote, tag)), None)
    ahead = reversed(beside.before(quote))
    before = next((tag for tag in ahead if _is_ahead(paragraph, quote, tag)), None)
    if after is None or before is None:
        return after or before
    # Between two tags: a comma in the quotation leads on, a colon before it leads in.
    inner = paragraph.text[quote.start : quote.end].rstrip("\"”'’»")
    lead = paragraph.text[: quote.start].rstrip()
    if lead.endswith(":"):
        return before
    return after if inner.endswith((",", "?", "!")) else before


def _is_behind(paragraph: Paragraph, quote: Quote, tag: Tag) -> bool:
    start, _ = paragraph.offsets(_run(tag))
    if start < quote.end:
        return False
    lead = paragraph.text[paragraph.start : quote.start].rstrip()
    if lead and lead[-1].isalnum() and _has_complement(tag):
        return False  # "In an interview on “Today,” she said that ..."
    gap = paragraph.text[quote.end : start].strip()
    if gap.strip(",-–— ") not in ("", "and"):
        return False
    inner = paragraph.text[quote.start : quote.end].rstrip("\"”'’»")
    if inner.endswith(".") and not gap:
        # A full stop within the marks: what follows is a sentence of its own, unless
        # nothing but the tag stands there.
        doc = tag.verb.doc
        ends = tag.reach >= len(doc) or doc[tag.reach].text in ".,"
        return ends and not any(child.dep_ == "ccomp" for child in tag.verb.children)
    return True


def _has_complement(tag: Tag) -> bool:
    """Whether the tag's verb holds a clause of its own behind it."""
    return any(
        child.dep_ in ("ccomp", "xcomp") and child.i > tag.verb.i for child in tag.verb.children
    )


def _is_ahead(paragraph: Paragraph, quote: Quote, tag: Tag) -> bool:
    _, end = paragraph.offsets(tag.words)
    if end > quote.start:
        return False
    between = [token for token in _words_after(tag) if paragraph.offsets([token])[0] < quote.start]
    if between and paragraph.text[paragraph.offsets(between[-1:])[1] : quote.start].strip():
        return False
    if len(between) > 1 and between[-1].lower_ in ("but", "and") and between[-2].text == ",":
        between.pop()
    stop = between[-1].text if between else ""
    if stop not in ("", ",", ":", "that", "-", "–", "—") and tag.end - 1 < (
        between[-1].i if between else 0
    ):
        return False
    if any(token.head is tag.verb and token.dep_ in ("xcomp", "ccomp") for token in between):
        return False
    outside = [token for token in between if token not in tag.source_words]
    if any(token.i in paragraph.quoted or token.text in (".", ";") for token in outside):
        return False
    return not any(grammar.is_finite(token) for token in outside if token.pos_ in ("VERB", "AUX"))


def _clause_start(paragraph: Paragraph, quote: Quote, tag: Tag) -> int:
    """Where the content begins: the quote, or the unquoted words of its sentence before it."""
    if paragraph.offsets(tag.words)[0] < quote.start:
        return quote.start
    sentence = paragraph.sentence_at(quote.start)
    lead = paragraph.text[sentence.start : quote.start].strip()
    if not lead or (lead.endswith((":", ".", "?", "!", '"', "”", "''", ",")) and len(lead) < 3):
        return quote.start
    if lead.endswith((":", ".", "?", "!", '"', "”", "''", "-", "—", "–")):
        return quote.start
    return sentence.start
