"""A group's own labels: a JSON Lines file of sentences, or of gold as the explorer writes it.

A line is a labelled sentence (`sentence`, `trigger`, `type`; perhaps `actor`, `recipient`) or
a whole text with its `events`, as `polybius evaluate articles` reads it. Both may stand in
one file.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from polybius.errors import InputError
from polybius.evaluate.gold import Row, sound_rows
from polybius.events.features import TYPES
from polybius.learn.labelled import Labelled, Mark

NEAR = 3  # characters that a mark of a text may lie beside a word, as `evaluate` has it


@dataclass(frozen=True, slots=True)
class Given:
    """The labelled texts of a file, how many rows they come from, and a line (`file:line: what`)
    for each row that was skipped."""

    texts: tuple[Labelled, ...]
    rows: int
    skipped: tuple[str, ...]


def read_given(path: Path) -> Given:
    """The labels of a file. Raises InputError where it cannot be read or holds no row."""
    sentences: dict[tuple[str, str | None], list[Mark]] = {}
    texts: list[Labelled] = []
    skipped: list[str] = []
    rows = 0
    for row in sound_rows(path):
        rows += 1
        try:
            if isinstance(row, InputError):
                raise row
            if "events" in row.values:
                texts.append(_text(row))
            else:
                key = row.text("sentence"), row.maybe("published")
                sentences.setdefault(key, []).append(_sentence(row))
        except InputError as error:
            skipped.append(str(error))
    told = [
        Labelled(f"{path.name}/{number}", sentence, tuple(marks), published)
        for number, ((sentence, published), marks) in enumerate(
            ((key, marks) for key, marks in sentences.items() if marks), 1
        )
    ]
    return Given((*told, *texts), rows, tuple(skipped))


def _sentence(row: Row) -> Mark:
    text = row.text("sentence")
    return Mark(
        *_place(row, text, row.text("trigger"), "trigger"),
        _type(row, TYPES),
        _places(row, text, "actor"),
        _places(row, text, "recipient"),
    )


def _places(row: Row, text: str, key: str) -> tuple[tuple[int, int], ...]:
    value = row.values.get(key)
    names = (value,) if isinstance(value, str) else row.texts(key)
    return tuple(_place(row, text, name, key) for name in names)


def _place(row: Row, text: str, words: str, key: str) -> tuple[int, int]:
    at = text.find(words) if words else -1
    if at < 0:
        raise row.fail(f"the {key} {words!r} is not in the sentence; words of it would be right")
    return at, at + len(words)


def _text(row: Row) -> Labelled:
    text = row.text("text")
    marks = tuple(mark for event in row.rows("events") for mark in _marks(event, text))
    published = row.maybe("published")
    return Labelled(row.maybe("id") or row.where, text, marks, published, complete=True)


def _marks(event: Row, text: str) -> list[Mark]:
    type_ = _type(event, TYPES) if event.flag("core", True) else None
    return [
        Mark(max(0, start - NEAR), end + NEAR, type_) for start, end in event.spans("spans", text)
    ]


def _type(row: Row, types: tuple[str, ...]) -> str:
    type_ = row.text("type")
    if type_ not in types:
        near = get_close_matches(type_.upper(), types, 1)
        meant = f"{near[0]} would be right" if near else f"one of {', '.join(types)}"
        raise row.fail(f"unknown type {type_!r}; {meant}")
    return type_


def skipped_line(given: Given) -> str:
    """The counts of a file: the three add up."""
    skipped = len(given.skipped)
    return f"read {given.rows}, used {given.rows - skipped}, skipped {skipped}"
