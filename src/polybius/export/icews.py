"""ICEWS: events of one doer and one target, CAMEO codes, names of countries (20 columns)."""

from __future__ import annotations

from collections.abc import Iterator

from polybius.export.cells import Value, joined
from polybius.export.codes import Codes, city_of, name_of
from polybius.export.dates import day_of
from polybius.export.numbers import number_of
from polybius.export.pairs import pairs
from polybius.record import Actor, Event, Record

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text",
    "CAMEO Code", "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID",
    "Sentence Number", "Publisher", "City", "District", "Province", "Country", "Latitude",
    "Longitude",
)  # fmt: skip


def rows(record: Record, event: Event, codes: Codes) -> Iterator[tuple[Value, ...]]:
    """One row for each pair. `Sentence Number` counts from 1."""
    day, code, place = day_of(record, event), codes.cameo.code_of(event), event.place
    assert day is not None
    assert code is not None
    where: tuple[Value, ...] = (None,) * 6
    if place is not None:
        country = codes.tables.country(place.country).name
        where = (city_of(place), None, place.admin1, country, place.latitude, place.longitude)
    for pair in pairs(record, event):
        yield (
            number_of(pair.id),
            day.isoformat(),
            *_party(pair.actor, codes),
            code.label,
            code.code,
            code.goldstein,
            *_party(pair.recipient, codes),
            number_of(record.id),
            event.sentence + 1,
            record.publisher,
            *where,
        )


def _party(actor: Actor | None, codes: Codes) -> tuple[Value, Value, Value]:
    if actor is None:
        return None, None, None
    known = codes.tables.sectors
    sectors = joined((name for s in actor.sectors if s in known for name in known[s].icews), ",")
    return name_of(actor), sectors, codes.tables.country(actor.country).name
