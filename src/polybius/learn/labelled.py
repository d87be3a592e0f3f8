"""Texts with their acts marked: what the learned part is taught by, wherever it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from polybius.learn.examples import Example


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text (code points, half-open) that tells of an act.

    `type` is PLOVER's, NONE where it tells of none, None where it counts neither way; `actors`
    and `recipients` are the stretches that name them, empty where nobody says.
    """

    start: int
    end: int
    type: str | None
    actors: tuple[tuple[int, int], ...] = ()
    recipients: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text and its marks. Where it is `complete`, all else in it is no act."""

    id: str
    text: str
    marks: tuple[Mark, ...]
    published: str | None = None
    complete: bool = False


def sentences(examples: Iterable[Example]) -> list[Labelled]:
    """The examples as labelled texts, the rows of a sentence together, in order."""
    rows: dict[str, list[Mark]] = {}
    for example in examples:
        rows.setdefault(example.sentence, []).append(_mark(example))
    return [
        Labelled(f"example-{number}", sentence, tuple(marks), "2020-06-15")
        for number, (sentence, marks) in enumerate(rows.items())
    ]


def _mark(example: Example) -> Mark:
    text = example.sentence
    return Mark(
        *_place(text, example.trigger),
        example.type,
        tuple(_place(text, words) for words in example.actor),
        tuple(_place(text, words) for words in example.recipient),
    )


def _place(text: str, words: str) -> tuple[int, int]:
    at = text.find(words)
    return at, at + len(words)
