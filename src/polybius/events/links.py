"""Connections between events that the text states: because, after, despite, in response to.

Read from what the words hang on and what they lead to in the grammar; the words are a table,
``links.tsv``. Two events told side by side are not linked, nor is anything guessed from
their order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from polybius.events.clauses import ancestors
from polybius.events.draft import Draft
from polybius.parse import Parse, Sentence
from polybius.record import Span
from polybius.tokens import Token
from polybius.world.table import read_table

_FILE = Path(__file__).parent / "links.tsv"
RELATIONS = ("because", "after", "before", "despite", "in response to", "in exchange for")
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_CLAUSES = frozenset({"advcl", "relcl", "ccomp", "conj", "parataxis", "acl"})
# "since" gives a reason only ahead of a clause that tells of one act: "since it vetoed ..., ...".
_SINCE = "since"

Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cue:
    """A row of the table: the words, the relation, and the types it holds for (empty: any)."""

    words: tuple[str, ...]
    relation: str
    types: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Stated:
    """A connection found in a sentence: the words, where they hang, where they lead."""

    relation: str
    first: Token
    last: Token
    from_: tuple[Token, ...]
    to: tuple[Token, ...]
    types: frozenset[str] = frozenset()


@cache
def cues() -> tuple[Mapping[str, tuple[Cue, ...]], Mapping[str, str]]:
    """Phrases by their first word, longest first, and verbs with their relation.

    Raises CodebookError where the table has a mistake.
    """
    phrases: dict[str, list[Cue]] = {}
    verbs: dict[str, str] = {}
    for row in read_table(_FILE, ("words", "relation", "types")):
        words, relation, types = row["words"], row["relation"], row["types"]
        if relation not in RELATIONS:
            raise row.wrong(f"no relation '{relation}'; one of {', '.join(RELATIONS)}")
        if types == "verb":
            verbs[words] = relation
            continue
        known = frozenset() if types == "*" else frozenset(types.split())
        cue = Cue(tuple(words.split()), relation, known)
        phrases.setdefault(cue.words[0], []).append(cue)
    ordered = {
        first: tuple(sorted(found, key=lambda cue: -len(cue.words)))
        for first, found in phrases.items()
    }
    return ordered, verbs


def links_between(
    drafts: Sequence[Draft], parse: Parse
) -> dict[int, tuple[tuple[str, int, Span], ...]]:
    """For each draft's index the links it has: relation, the other's index, the words."""
    at = _places(drafts)
    found: dict[int, dict[tuple[str, int], Span]] = {}
    for sentence in parse.sentences:
        for stated in _stated(sentence):
            one = _event_at((*stated.from_, *_purposes(stated.from_)), at)
            other = _event_at(stated.to, at)
            if one is None or other is None or one == other:
                continue
            if stated.types and drafts[one].type not in stated.types:
                continue
            span = parse.span(sentence, stated.first, stated.last)
            found.setdefault(one, {}).setdefault((stated.relation, other), span)
    return {
        number: tuple((relation, other, span) for (relation, other), span in links.items())
        for number, links in found.items()
    }


def _places(drafts: Sequence[Draft]) -> dict[Key, int]:
    """The draft that each word tells of: triggers first, then the words about them."""
    at: dict[Key, int] = {}
    for number, draft in enumerate(drafts):
        for key in (_key(draft.token), *draft.tokens):
            at.setdefault(key, number)
    for number, draft in enumerate(drafts):
        for token in draft.scope:
            at.setdefault(_key(token), number)
    return at


def _key(token: Token) -> Key:
    return (id(token.doc), token.i)


def _stated(sentence: Sentence) -> Iterator[_Stated]:
    phrases, verbs = cues()
    taken = -1
    for token in sentence.tokens:
        if token.i <= taken:
            continue
        for cue in phrases.get(token.lower_, ()):
            last = _end_of(cue, token, sentence)
            if last is not None and (stated := _by_phrase(cue, token, last)) is not None:
                taken = last.i
                yield stated
                break
        else:
            if token.lower_ == _SINCE and (stated := _by_since(token)) is not None:
                yield stated
            elif token.pos_ == "VERB" and token.lemma_ in verbs:
                yield from _by_verb(token, verbs[token.lemma_])


def _end_of(cue: Cue, first: Token, sentence: Sentence) -> Token | None:
    """The last word of a cue that starts at a token; None where its words do not follow."""
    if first.i + len(cue.words) > sentence.tokens.end:
        return None
    last = first
    for step, word in enumerate(cue.words):
        last = first.nbor(step) if step else first
        if last.lower_ != word:
            return None
    return last


def _by_phrase(cue: Cue, first: Token, last: Token) -> _Stated | None:
    """What the words hang on, and the phrase or clause that they bring in."""
    words = set(range(first.i, last.i + 1))
    if last.dep_ in {"mark", "advmod", "prep"} and last.head.dep_ in {"advcl", "pcomp"}:
        clause = last.head
        if clause.i not in words and clause.i > last.i:
            return _Stated(cue.relation, first, last, (_governor(clause),), (clause,), cue.types)
    targets = tuple(
        t
        for token in (first.doc[i] for i in sorted(words))
        for t in token.children
        if t.i > last.i and t.dep_ in {"pobj", "pcomp", "dobj", "advcl"}
    )
    top = first
    while top.head.i in words and top.head != top:
        top = top.head
    if not targets or top.head == top:
        return None
    return _Stated(cue.relation, first, last, (top.head,), targets[:1], cue.types)


def _by_since(mark: Token) -> _Stated | None:
    clause = mark.head
    if mark.dep_ != "mark" or clause.dep_ != "advcl" or clause.i > clause.head.i:
        return None
    if any(c.dep_ == "aux" and c.lemma_ == "have" for c in clause.head.children):
        return None
    return _Stated("because", mark, mark, (clause.head,), (clause,))


def _by_verb(verb: Token, relation: str) -> Iterator[_Stated]:
    """ "The attack prompted the army to close the border", "the strike followed a raid"."""
    subjects = tuple(c for c in verb.children if c.dep_ in _SUBJECTS)
    passive = any(c.dep_ == "nsubjpass" for c in verb.children)
    ends = tuple(
        c for c in verb.children if c.dep_ in {"xcomp", "ccomp", "dobj"} and c.i > verb.i
    ) + tuple(
        t
        for prep in verb.children
        if prep.dep_ in {"prep", "agent", "dative"} and prep.lower_ in {"to", "in", "by", "after"}
        for t in prep.children
        if t.dep_ in {"pobj", "pcomp"}
    )
    ends = tuple(sorted(ends, key=lambda t: t.dep_ not in {"xcomp", "ccomp"}))
    if not subjects or not ends:
        return
    earlier_first = relation == "because"
    if passive:
        earlier_first = not earlier_first
    one, other = (ends, subjects) if earlier_first else (subjects, ends)
    yield _Stated(relation, verb, verb, one, other)


def _governor(clause: Token) -> Token:
    """The word that an adverbial clause hangs on."""
    return clause.head.head if clause.dep_ == "pcomp" else clause.head


def _purposes(heads: Sequence[Token]) -> tuple[Token, ...]:
    """The verbs whose purpose the words are: "... to punish the island for the visit"."""
    return tuple(
        head.head
        for head in heads
        if head.dep_ in {"advcl", "xcomp"} and any(c.tag_ == "TO" for c in head.children)
    )


def _event_at(heads: Sequence[Token], at: Mapping[Key, int]) -> int | None:
    """The event of some words: their own, or that of the nearest word below them."""
    for head in heads:
        level = [head]
        while level:
            for token in level:
                if _key(token) in at and not _crosses(token, head):
                    return at[_key(token)]
            level = sorted((c for t in level for c in t.children), key=lambda token: token.i)
    return None


def _crosses(token: Token, head: Token) -> bool:
    """Whether a clause or a link's own phrase lies between a word and one above it."""
    for step in ancestors(token):
        if step == head:
            return False
        if step.dep_ in _CLAUSES or (step.dep_ == "prep" and step.lower_ in cues()[0]):
            return True
    return True
