"""Phoenix: one row a day for each doer, target and act (26 columns, without a header).

As in the Phoenix pipeline, reports of one day that agree in doer, target and code are one row,
with all their sentences, addresses and sources.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from polybius import __version__
from polybius.export.cameo import Code
from polybius.export.cells import Value, compact, joined
from polybius.export.codes import Codes
from polybius.export.dates import day_of
from polybius.export.pairs import pairs
from polybius.record import Actor, Event, Place, Record

COLUMNS = (
    "EventID", "Date", "Year", "Month", "Day", "SourceActorFull", "SourceActorEntity",
    "SourceActorRole", "SourceActorAttribute", "TargetActorFull", "TargetActorEntity",
    "TargetActorRole", "TargetActorAttribute", "EventCode", "EventRootCode", "QuadClass",
    "GoldsteinScore", "Issues", "Lat", "Lon", "LocationName", "StateName", "CountryCode",
    "SentenceID", "URLs", "NewsSources",
)  # fmt: skip

_ROLES = frozenset("GOV MIL REB OPP PTY COP JUD SPY MED EDU BUS CRM CVL".split())
_BODIES = frozenset({"UNO", "EUR"})


@dataclass(frozen=True, slots=True, order=True)
class _Who:
    """An actor as entity, role and attribute; the three run together are its full code."""

    entity: str = ""
    role: str = ""
    attribute: str = ""

    @property
    def cells(self) -> tuple[str, str, str, str]:
        full = f"{self.entity}{self.role}{self.attribute}"
        return full, self.entity, self.role, self.attribute


@dataclass(slots=True)
class _Day:
    """What the reports of one day say of one doer, target and code."""

    code: Code
    place: Place | None = None
    issues: Counter[str] = field(default_factory=Counter)
    sentences: list[str] = field(default_factory=list)
    urls: list[str | None] = field(default_factory=list)
    sources: list[str | None] = field(default_factory=list)

    def add(self, record: Record, event: Event) -> None:
        self.place = self.place or event.place
        self.issues.update(event.contexts)
        self.sentences.append(f"{record.id}_{event.sentence}")
        self.urls.append(record.url)
        self.sources.append(record.publisher)


_Key = tuple[date, _Who, _Who, str]


def rows(events: Iterable[tuple[Record, Event]], codes: Codes) -> Iterator[tuple[Value, ...]]:
    """The rows of all events, by day, doer, target and code.

    Everything is held in memory, some 1 kB a row, until the last event is seen.
    """
    days: dict[_Key, _Day] = {}
    for record, event in events:
        day, code = day_of(record, event), codes.cameo.code_of(event)
        assert day is not None
        assert code is not None
        for pair in pairs(record, event):
            key = (day, _who(pair.actor, day, codes), _who(pair.recipient, day, codes), code.code)
            days.setdefault(key, _Day(code)).add(record, event)
    for number, key in enumerate(sorted(days), 1):
        yield _row(number, key, days[key], codes)


def _row(number: int, key: _Key, told: _Day, codes: Codes) -> tuple[Value, ...]:
    day, doer, target, code = key
    where: tuple[Value, ...] = (None,) * 5
    if place := told.place:
        country = codes.tables.country(place.country).code
        where = (place.latitude, place.longitude, place.name, place.admin1, country)
    return (
        f"{number}_{__version__}",
        compact(day),
        day.year,
        day.month,
        day.day,
        *doer.cells,
        *target.cells,
        code,
        told.code.root,
        told.code.quad,
        told.code.goldstein,
        joined(f"{issue.upper()},{count}" for issue, count in sorted(told.issues.items())),
        *where,
        joined(told.sentences),
        joined(told.urls),
        joined(told.sources),
    )


def _who(actor: Actor | None, day: date, codes: Codes) -> _Who:
    if actor is None:
        return _Who()
    country, roles = codes.country(actor, day), codes.roles(actor)
    role = roles[0] if roles and roles[0] in _ROLES else ""
    others = "".join(other for other in roles if other != role)
    if country in _BODIES:
        return _Who("IGO", role, country + others)
    return _Who(country, role, others)
