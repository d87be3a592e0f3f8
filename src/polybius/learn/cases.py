"""Labelled texts -> cases: each act that the rules, or the gaps, find, with its right type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from polybius.article import Article
from polybius.coder import Coder
from polybius.events.act import Act
from polybius.events.reader import EventReader, Findings
from polybius.learn.labelled import Labelled, Mark
from polybius.learn.model import Floats

# An act that no mark names may yet be one: labels give the main events of a text.
UNSAID_WEIGHT = 0.3


@dataclass(frozen=True, slots=True)
class Case:
    """An act as the scorer sees it, its right type, the number of its text, and how far its
    label is trusted."""

    features: tuple[str, ...]
    vector: Floats
    rule: str
    wanted: str
    group: int
    weight: float = 1.0


def read_texts(coder: Coder, texts: Sequence[Labelled]) -> list[tuple[Labelled, Findings]]:
    """The texts with what the stages before the events read out of them."""
    articles = (Article(text.id, text.text, published=text.published) for text in texts)
    return list(zip(texts, coder.findings_many(articles), strict=True))


def cases_of(reader: EventReader, texts: Iterable[tuple[Labelled, Findings]]) -> list[Case]:
    """The acts that the reader's rules and gaps find in some texts, with their right types.

    An act that no mark names is NONE, for little unless its text is complete; one whose mark
    counts neither way is left out.
    """
    cases = []
    for group, (text, findings) in enumerate(texts):
        for act, features, vector in reader.described(findings):
            mark = mark_of(act, text.marks)
            if mark is not None and mark.type is None:
                continue
            wanted = mark.type if mark is not None and mark.type else "NONE"
            sure = mark is not None or (text.complete and bool(act.type))
            weight = 1.0 if sure else UNSAID_WEIGHT
            cases.append(Case(features, vector, act.type or "NONE", wanted, group, weight))
    return cases


def mark_of(act: Act, marks: Iterable[Mark]) -> Mark | None:
    """The mark that tells of an act: the one of its type first, then the one of its trigger."""
    start = act.sentence.start_of(act.trigger)
    places = {start, *_places(act)}
    near = [mark for mark in marks if any(mark.start <= at < mark.end for at in places)]

    def strangeness(mark: Mark) -> tuple[bool, bool, str]:
        return mark.type != act.type, not mark.start <= start < mark.end, mark.type or ""

    return min(near, key=strangeness, default=None)


def _places(act: Act) -> Iterator[int]:
    """Where the words start that an act is read from."""
    words = {token.i for token in act.scope} | act.absorbed
    return (act.sentence.start_of(t) for t in act.sentence.tokens if t.i in words)
