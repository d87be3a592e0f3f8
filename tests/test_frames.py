"""The codebook on sentences: tests/data/frames/TYPE.tsv, one row a sentence and an event in it.

Columns: sentence, type, mode, actor, recipient, comment. A party is a country or sector (or
several, parted by blanks) that one of the event's parties must have; `-` that no such party
is said. `*` leaves a mode or a party open; a mode left empty means that the event has none.
A row of type NONE says that its sentence holds no event at all.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from polybius.article import Article
from polybius.coder import Coder
from polybius.record import Actor, Event

pytestmark = pytest.mark.slow

FOLDER = Path(__file__).parent / "data" / "frames"


@dataclass(frozen=True)
class Row:
    """One line of a table, and where it stands."""

    where: str
    sentence: str
    type: str
    mode: str
    actor: str
    recipient: str


def _table(lines: Iterable[str]) -> Iterator[list[str]]:
    return csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def _rows() -> Iterator[Row]:
    for path in sorted(FOLDER.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for number, fields in enumerate(_table(lines), 1):
                if not fields or fields[0].startswith("#") or fields[0] == "sentence":
                    continue
                sentence, type_, mode, actor, recipient = (*fields, "", "", "", "")[:5]
                yield Row(f"{path.name}:{number}", sentence, type_, mode, actor, recipient)


def _said(parties: Sequence[Actor], wanted: str) -> bool:
    if wanted in {"*", ""}:
        return True
    named = [p for p in parties if not p.implied]
    if wanted == "-":
        return not named
    return all(any(code in {p.country, *p.sectors} for p in named) for code in wanted.split())


def _fits(event: Event, row: Row) -> bool:
    return (
        event.type == row.type
        and (row.mode == "*" or event.modes == ((row.mode,) if row.mode else ()))
        and _said(event.actors, row.actor)
        and _said(event.recipients, row.recipient)
    )


def _told(event: Event) -> str:
    parties = [
        " + ".join(f"{p.text} [{p.country} {' '.join(p.sectors)}]" for p in side) or "nobody"
        for side in (event.actors, event.recipients)
    ]
    return f"{event.type} {' '.join(event.modes)}: {' -> '.join(parties)} {event.evidence}"


@pytest.mark.parametrize("row", list(_rows()), ids=lambda row: row.where)
def test_sentence(row: Row, coder: Coder) -> None:
    record = coder.code(Article(row.where, row.sentence, published="2019-06-14"))
    told = "\n".join(map(_told, record.events)) or "no event"
    if row.type == "NONE":
        assert not record.events, told
    else:
        assert any(_fits(event, row) for event in record.events), told
