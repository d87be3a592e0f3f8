"""PLOVER's own JSON, one event a line: lists of actors, no pairs, every status.

Field names are those of the manual's tables (version 2.0, chapter "Data fields"). Status is
told by the manual's auxiliary modes: `historical`, `future`, `hypothetical`, `negation`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from polybius import __version__
from polybius.export.codes import Codes, city_of
from polybius.export.dates import day_of
from polybius.record import Actor, Event, Place, Record

_QUADS = {
    "verbal cooperation": 1,
    "material cooperation": 2,
    "verbal conflict": 3,
    "material conflict": 4,
}
_AUXILIARY = {"future": "future", "hypothetical": "hypothetical", "negated": "negation"}
_RESOLUTION = {"city": 4, "feature": 4, "admin1": 2, "country": 1}
_CODEBOOK = "PLOVER 2.0"


def event_object(record: Record, event: Event, codes: Codes) -> dict[str, Any]:
    """The event as PLOVER writes it; fields without a value are left out."""
    day = day_of(record, event)
    assert day is not None
    last = event.date.to if event.date else None
    modes = [*event.modes]
    if event.historical:
        modes.append("historical")
    if event.status in _AUXILIARY:
        modes.append(_AUXILIARY[event.status])
    actors = [_entity(actor, day, codes) for actor in event.actors]
    fields = {
        "id": event.id,
        "date": day.isoformat(),
        "enddate": last if last != day.isoformat() else None,
        "actor": actors,
        "recipient": [_entity(actor, day, codes) for actor in event.recipients],
        "event": [event.type],
        "event_loc": _location(event.place, codes) if event.place else None,
        "event_text": [event.trigger.text, *(mention.text for mention in event.mentions)],
        "quad_code": _QUADS.get(event.quad),
        "event_scale": event.score,
        "mode": modes,
        "context": list(event.contexts),
        "link": [link.event for link in event.links],
        "text_info": {
            "sequence": event.sentence,
            "start": event.trigger.start,
            "end": event.trigger.end,
        },
        "size_info": _filled(
            {
                "dead": event.counts.killed,
                "injured": event.counts.injured,
                "arrested": event.counts.arrested,
            }
        ),
        "cite_info": _filled(
            {
                "url": record.url,
                "title": record.title,
                "language": record.language,
                "publication": record.publisher,
                "codebook": _CODEBOOK,
            }
        ),
        "coder": f"polybius {__version__}",
    }
    # The manual requires the list of actors, even where nobody is named.
    return {name: value for name, value in fields.items() if name == "actor" or _told(value)}


def _entity(actor: Actor, day: date, codes: Codes) -> dict[str, Any]:
    return _filled({
        "code": codes.country(actor, day),
        "sector": "".join(codes.sectors(actor)[:2]),
        "entity_text": actor.text,
        "identifier_id": actor.wikidata,
        "identifier_text": actor.name,
    })  # fmt: skip


def _location(place: Place, codes: Codes) -> dict[str, Any]:
    country = codes.tables.country(place.country)
    return _filled({
        "extracted_place": place.text,
        "resolved_place": place.name,
        "geonameid": place.geonames,
        "lat": place.latitude,
        "lon": place.longitude,
        "city": city_of(place) if place.level == "city" else None,
        "province": place.admin1,
        "country": country.name,
        "country_code": place.country,
        "resolution": _RESOLUTION.get(place.level or ""),
    })  # fmt: skip


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if _told(value)}


def _told(value: Any) -> bool:
    return value not in (None, "", [], {})
