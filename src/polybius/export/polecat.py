"""POLECAT: PLOVER events of one doer and one target (40 columns)."""

from __future__ import annotations

from collections.abc import Iterator

from polybius import __version__
from polybius.export.cells import Value, joined
from polybius.export.codes import Codes, city_of, name_of
from polybius.export.dates import day_of, published_day
from polybius.export.pairs import pairs
from polybius.record import Actor, Event, Place, Record

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors",
    "Actor Title", "Actor Name Raw", "Wikipedia Actor ID", "Recipient Name", "Recipient Country",
    "Recipient COW", "Primary Recipient Sector", "Recipient Sectors", "Recipient Title",
    "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City", "District", "Province",
    "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type", "Source",
    "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language",
    "Version",
)  # fmt: skip

# GeoNames' feature codes for what a place was resolved to.
_FEATURES = {"country": "PCLI", "admin1": "ADM1", "city": "PPL"}


def rows(record: Record, event: Event, codes: Codes) -> Iterator[tuple[Value, ...]]:
    """One row for each pair."""
    day, published = day_of(record, event), published_day(record)
    assert day is not None
    story = (
        joined(_named(record, ("person",))),
        joined(_named(record, ("organisation", "group"))),
        joined(place.name for place in record.places),
    )
    for pair in pairs(record, event):
        yield (
            pair.id,
            day.isoformat(),
            event.type,
            joined(event.modes),
            None if event.score is None else float(event.score),
            event.quad.upper(),
            joined(event.contexts),
            *_party(pair.actor, record, event, codes),
            *_party(pair.recipient, record, event, codes),
            *_place(event.place, codes),
            record.publisher,
            published.isoformat() if published else None,
            *story,
            record.language,
            f"polybius {__version__}",
        )


def _party(actor: Actor | None, record: Record, event: Event, codes: Codes) -> tuple[Value, ...]:
    if actor is None:
        return (None,) * 8
    sectors = codes.sectors(actor)
    cow = codes.tables.country(actor.country).cow
    return (
        name_of(actor),
        codes.country(actor, day_of(record, event)),
        int(cow) if cow else None,
        sectors[0] if sectors else None,
        joined(sectors),
        None,
        actor.text,
        None,
    )


def _place(place: Place | None, codes: Codes) -> tuple[Value, ...]:
    if place is None:
        return (None,) * 10
    return (
        place.name,
        city_of(place),
        None,
        place.admin1,
        codes.tables.country(place.country).code,
        place.latitude,
        place.longitude,
        place.geonames,
        place.text,
        _FEATURES.get(place.level or ""),
    )


def _named(record: Record, kinds: tuple[str, ...]) -> Iterator[str | None]:
    """The known names of those kinds in the story: doers, targets, then speakers."""
    for event in record.events:
        for actor in (*event.actors, *event.recipients):
            if actor.kind in kinds:
                yield actor.name
    for quotation in record.quotations:
        if quotation.source is not None and quotation.source.kind in kinds:
            yield quotation.source.name
