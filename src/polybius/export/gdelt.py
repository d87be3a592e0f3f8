"""GDELT's events table: 61 columns as in 2.0, or the 58 of 1.0, without a header.

What we do not measure is empty: tone, ethnic groups, and where each actor was.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from polybius.export.cells import Value, compact
from polybius.export.codes import Codes, city_of, name_of
from polybius.export.dates import day_of, published_day
from polybius.export.numbers import number_of
from polybius.export.pairs import pairs
from polybius.record import Actor, Event, Place, Record

_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code",
    "Religion2Code", "Type1Code", "Type2Code", "Type3Code",
)  # fmt: skip
_GEO = (
    "Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID",
)  # fmt: skip
COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{name}" for name in _ACTOR),
    *(f"Actor2{name}" for name in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"Actor1Geo_{name}" for name in _GEO),
    *(f"Actor2Geo_{name}" for name in _GEO),
    *(f"ActionGeo_{name}" for name in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
_KEPT_1 = tuple(number for number, name in enumerate(COLUMNS) if not name.endswith("ADM2Code"))
COLUMNS_1 = tuple(COLUMNS[number] for number in _KEPT_1)

# The lead: what GDELT calls root events are told in the first paragraph.
_LEAD_SENTENCES = 2
# GDELT's own codes for the bodies that PLOVER calls UNO and EUR.
_GROUPS = {"UNO": "UNO", "EUR": "EEC"}
_NO_GEO: tuple[Value, ...] = (0, *(None,) * (len(_GEO) - 1))


def rows(record: Record, event: Event, codes: Codes) -> Iterator[tuple[Value, ...]]:
    """One row of GDELT 2.0 for each pair; `DATEADDED` is the day of publication, at midnight."""
    return _rows(record, event, codes, "000000")


def rows_1(record: Record, event: Event, codes: Codes) -> Iterator[tuple[Value, ...]]:
    """One row of GDELT 1.0 for each pair; `DATEADDED` is the day of publication."""
    for row in _rows(record, event, codes, ""):
        yield tuple(row[number] for number in _KEPT_1)


def _rows(record: Record, event: Event, codes: Codes, time: str) -> Iterator[tuple[Value, ...]]:
    day, code = day_of(record, event), codes.cameo.code_of(event)
    assert day is not None
    assert code is not None
    added = compact(published_day(record) or day)
    for pair in pairs(record, event):
        yield (
            number_of(pair.id),
            compact(day),
            f"{day:%Y%m}",
            f"{day:%Y}",
            f"{_fraction(day):.4f}",
            *_actor(pair.actor, day, codes),
            *_actor(pair.recipient, day, codes),
            int(event.sentence < _LEAD_SENTENCES),
            code.code,
            code.base,
            code.root,
            code.quad,
            code.goldstein,
            1 + len(event.mentions),
            1,
            1,
            None,
            *_NO_GEO,
            *_NO_GEO,
            *_geo(event.place, codes),
            f"{added}{time}",
            record.url,
        )


def _fraction(day: date) -> float:
    """Year and the part of it that has gone, at most .9999."""
    return day.year + min(day.timetuple().tm_yday / 365, 0.9999)


def _actor(actor: Actor | None, day: date, codes: Codes) -> tuple[Value, ...]:
    if actor is None:
        return (None,) * len(_ACTOR)
    country = codes.country(actor, day)
    group = _GROUPS.get(country)
    state = country if actor.country or country == "EUR" else None
    known = codes.tables.sectors
    religion = next((known[s].religion for s in actor.sectors if s in known
                     and known[s].religion), None)  # fmt: skip
    roles = codes.roles(actor)
    if actor.country is None and country and not group:
        roles = (country, *roles)
    types = (*roles[:3], None, None, None)[:3]
    parts = (state, group, religion, *types)
    return (
        "".join(part for part in parts if part) or None,
        name_of(actor).upper(),
        state,
        group,
        None,
        religion,
        None,
        *types,
    )


def _geo(place: Place | None, codes: Codes) -> tuple[Value, ...]:
    """Where the act was, with FIPS 10-4 codes; no id for towns (GDELT's are not GeoNames')."""
    if place is None:
        return _NO_GEO
    country = codes.tables.country(place.country)
    division = codes.tables.divisions.get((place.country or "", place.admin1 or ""))
    province = f"{country.fips}{division}" if country.fips and division else None
    if place.level == "country":
        kind, feature = 1, country.fips or None
    elif place.level == "admin1":
        kind, feature = 2 if place.country == "USA" else 5, province
    else:
        kind, feature = 3 if place.country == "USA" else 4, None
    named = (city_of(place), place.admin1 if place.level != "country" else None, country.name)
    return (
        kind,
        ", ".join(dict.fromkeys(name for name in named if name)),
        country.fips,
        country.fips if kind == 1 else province,
        None,
        place.latitude,
        place.longitude,
        feature,
    )
