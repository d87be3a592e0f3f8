"""Labelled sentences: one row an event, read from tab-separated files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from polybius.errors import CodebookError
from polybius.events.features import TYPES

COLUMNS = ("sentence", "trigger", "type", "mode", "actor", "recipient", "status", "claimed")


@dataclass(frozen=True, slots=True)
class Example:
    """An event of a sentence, or (type NONE) a word that names none."""

    sentence: str
    trigger: str
    type: str
    mode: str | None
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    status: str
    claimed: str | None
    source: str


def read_examples(paths: Iterable[Path]) -> list[Example]:
    """The examples of some files, in order.

    Raises CodebookError (file:line: what) for a wrong column count, an unknown type, or a
    trigger that its sentence does not hold.
    """
    found = []
    for path in paths:
        lines = path.read_text(encoding="utf-8").split("\n")
        if tuple(lines[0].split("\t")) != COLUMNS:
            raise CodebookError(f"{path.name}:1: expected the columns {', '.join(COLUMNS)}")
        for number, line in enumerate(lines[1:], 2):
            if line and not line.startswith("#"):
                found.append(_example(line, f"{path.name}:{number}"))
    return found


def _example(line: str, source: str) -> Example:
    cells = line.split("\t")
    if len(cells) != len(COLUMNS):
        raise CodebookError(f"{source}: {len(cells)} columns, expected {len(COLUMNS)}")
    sentence, trigger, type_, mode, actor, recipient, status, claimed = cells
    if type_ not in TYPES:
        raise CodebookError(f"{source}: unknown type {type_!r}")
    if trigger not in sentence:
        raise CodebookError(
            f"{source}: the trigger {trigger!r} is not in the sentence; its words would be right"
        )
    return Example(
        sentence,
        trigger,
        type_,
        None if mode == "-" else mode,
        () if actor == "-" else tuple(actor.split(" ; ")),
        () if recipient == "-" else tuple(recipient.split(" ; ")),
        "actual" if status == "-" else status,
        None if claimed == "-" else claimed,
        source,
    )


def shipped() -> list[Path]:
    """The files of examples that come with the package, in order of their names."""
    return sorted((Path(__file__).parent / "examples").glob("*.tsv"))
