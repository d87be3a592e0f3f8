"""Events asked for: conditions -> SQL, and what is found as Arrow, pandas, polars or records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from polybius.actors.sectors import SECTORS
from polybius.errors import InputError, UsageError
from polybius.reading import iso_day
from polybius.record import Record
from polybius.world import World

if TYPE_CHECKING:
    from polybius.store.store import Store

STATUSES = ("actual", "future", "hypothetical", "negated")

# The days of an event: its own, else those that the document was published on. The ends of
# "2016-10" come before and after all its days.
_DAY = """coalesce(
    e."date"."{0}", CASE WHEN NOT e.historical THEN left(d.published || '{1}', 10) END
)"""
FROM = _DAY.format("from", "-00-00")
TO = _DAY.format("to", "-99-99")

# One event a row, in the columns of `polybius.write.columns`.
_COLUMNS = """
d.id AS document, d.published, d.publisher, d.title, d.url,
e.id AS event, e."type", e.modes, e.contexts, e.status, e.historical,
e."trigger"."text" AS "trigger", e."trigger"."start" AS trigger_start,
e."trigger"."end" AS trigger_end, e.sentence,
list_transform(e.mentions, lambda m: m."text") AS mentions,
{actors}, {recipients},
e."date"."from" AS date_from, e."date"."to" AS date_to, e."date"."text" AS date_text,
e."date".basis AS date_basis,
e.place."name" AS place, e.place.country AS place_country, e.place.admin1 AS place_admin1,
e.place.latitude AS latitude, e.place.longitude AS longitude, e.place.geonames AS geonames,
list_transform(e.claims, lambda c: coalesce(nullif(c."source"."name", ''), c."source"."text"))
  AS claimed_by,
list_transform(e.claims, lambda c: c.stance) AS stances,
e.counts.killed AS killed, e.counts.injured AS injured, e.counts.arrested AS arrested,
e.counts.displaced AS displaced, e.counts.crowd AS crowd,
list_transform(e.links, lambda l: l.relation || ' ' || l.event) AS links,
e.score, e.quad, e.cameo, e.confidence, e.evidence
"""
_PARTY = """
list_transform(e.{0}s, lambda a: coalesce(nullif(a."name", ''), a."text")) AS {0}s,
list_transform(e.{0}s, lambda a: a."text") AS {0}_texts,
list_transform(e.{0}s, lambda a: coalesce(a.country, '')) AS {0}_countries,
list_transform(e.{0}s, lambda a: array_to_string(a.sectors, ' ')) AS {0}_sectors
"""


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Conditions on events; within one, any of its values will do.

    `actor` and `recipient`: a country's code or name, a sector, both ("RUS MIL"), or part
    of a name or of its words in the text. `type`: a type or a type and mode
    ("COERCE arrest"). `since` and `until`: ISO dates, months or years, both included, of
    the event's own days, else of publication. `where`: a country's code or name, or a
    place or division. `status`: any of `STATUSES`. `document`: ids.
    """

    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    where: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    min_confidence: float = 0.0
    document: tuple[str, ...] = ()

    @classmethod
    def of(cls, **wanted: Any) -> EventFilter:
        """A filter from single values or lists of them, checked.

        Raises UsageError for a condition that there is not, or a value it cannot have.
        """
        known = {field.name for field in fields(cls)}
        if wrong := set(wanted) - known:
            raise UsageError(
                f"no condition {', '.join(sorted(wrong))}; one of {', '.join(sorted(known))}"
                " would be right"
            )
        given: dict[str, Any] = {}
        for name, value in wanted.items():
            if value is None:
                continue
            if name in ("since", "until"):
                given[name] = _day(name, value)
            elif name == "min_confidence":
                given[name] = float(value)
            else:
                given[name] = (value,) if isinstance(value, str) else tuple(value)
        for status in given.get("status", ()):
            if status not in STATUSES:
                raise UsageError(f"no status {status!r}; {', '.join(STATUSES)} would be right")
        return cls(**given)

    def sql(self) -> tuple[str, list[Any]]:
        """The condition over `events e` and `documents d`, and its values."""
        parts: list[tuple[str, list[Any]]] = []
        world = World.load() if self.actor or self.recipient or self.where else None
        for column, phrases in (("e.actors", self.actor), ("e.recipients", self.recipient)):
            if phrases and world:
                one, values = any_of([_actor(phrase, world) for phrase in phrases])
                parts.append((f"len(list_filter({column}, lambda a: {one})) > 0", values))
        if self.type:
            parts.append(any_of([type_sql(name) for name in self.type]))
        if self.since:
            parts.append((f"{TO} >= ?", [self.since]))
        if self.until:
            parts.append((f"{FROM} <= ?", [(self.until + "-99-99")[:10]]))
        if self.where and world:
            parts.append(any_of([_place(name, world) for name in self.where]))
        if self.status:
            parts.append(("e.status IN ?", [list(self.status)]))
        if self.min_confidence:
            parts.append(("e.confidence >= ?", [self.min_confidence]))
        if self.document:
            parts.append(("d.id IN ?", [list(self.document)]))
        return joined(parts, "AND") if parts else ("true", [])


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a phrase asks for: a country's code, sectors, both; or words of a name."""

    country: str | None
    sectors: tuple[str, ...]
    words: str | None


class Events:
    """The events of a store that a filter holds for; asked for when they are used."""

    def __init__(self, store: Store, wanted: EventFilter) -> None:
        self._store = store
        self._wanted = wanted

    def arrow(self) -> Any:
        """An Arrow table, one event a row, in the columns of the CSV and Parquet formats."""
        where, values = self._wanted.sql()
        party = {f"{role}s": _PARTY.format(role) for role in ("actor", "recipient")}
        return self._store.query(
            f"SELECT {_COLUMNS.format(**party)} FROM events e"
            f' JOIN documents d ON d."number" = e.document WHERE {where}'
            ' ORDER BY e.document, e."number"',
            values,
        )

    def pandas(self) -> Any:
        """A pandas data frame; raises UsageError where pandas is not installed."""
        _needs("pandas")
        return self.arrow().to_pandas()

    def polars(self) -> Any:
        """A polars data frame; raises UsageError where polars is not installed."""
        polars = _needs("polars")
        return polars.from_arrow(self.arrow())

    def records(self) -> Iterator[Record]:
        """The records that have such events, with these only."""
        return self._store.records(self._wanted)

    def count(self) -> int:
        """How many they are."""
        where, values = self._wanted.sql()
        table = self._store.query(
            "SELECT count(*) AS n FROM events e JOIN documents d"
            f' ON d."number" = e.document WHERE {where}',
            values,
        )
        return int(table.column("n")[0].as_py())


def actor_sql(phrase: str) -> tuple[str, list[Any]]:
    """The condition on an actor `a` that a phrase of `EventFilter.actor` stands for."""
    return _actor(phrase, World.load())


def _needs(package: str) -> Any:
    from importlib import import_module

    try:
        return import_module(package)
    except ImportError:
        raise UsageError(f"{package} is not installed; pip install {package}") from None


def _day(name: str, value: object) -> str:
    try:
        return iso_day(value)
    except InputError as error:
        raise UsageError(str(error).replace("published", name, 1)) from None


def joined(parts: list[tuple[str, list[Any]]], word: str) -> tuple[str, list[Any]]:
    """Conditions with AND or OR between them."""
    sql = f" {word} ".join(f"({part})" for part, _ in parts)
    return sql, [value for _, values in parts for value in values]


def any_of(parts: list[tuple[str, list[Any]]]) -> tuple[str, list[Any]]:
    """That one of the conditions holds."""
    return joined(parts, "OR")


def country_code(name: str, world: World) -> str | None:
    """The code of a country given by code or name."""
    if world.by_code(name):
        return name
    country = world.by_name(name)
    return country.code if country else None


def named(phrase: str, world: World) -> Named:
    """What a phrase of `EventFilter.actor` names. Raises UsageError for an empty one."""
    words = phrase.split()
    if not words:
        raise UsageError("an empty actor; RUS, Russia, MIL or a name would be right")
    sectors = tuple(word for word in words if word in SECTORS)
    country = country_code(" ".join(word for word in words if word not in SECTORS), world)
    if country or len(sectors) == len(words):
        return Named(country, sectors, None)
    return Named(None, (), phrase.lower())


def _actor(phrase: str, world: World) -> tuple[str, list[Any]]:
    who = named(phrase, world)
    if who.words is not None:
        return "contains(lower(coalesce(a.\"name\", '') || ' ' || a.\"text\"), ?)", [who.words]
    parts: list[tuple[str, list[Any]]] = [
        ("list_contains(a.sectors, ?)", [sector]) for sector in who.sectors
    ]
    if who.country:
        parts.append(("a.country = ?", [who.country]))
    return joined(parts, "AND")


def type_sql(name: str) -> tuple[str, list[Any]]:
    """The condition that a value of `EventFilter.type` stands for. Raises UsageError for an
    empty one."""
    words = name.replace("/", " ").split()
    if not words:
        raise UsageError("an empty type; REJECT or COERCE arrest would be right")
    kind, *modes = words
    parts: list[tuple[str, list[Any]]] = [('e."type" = ?', [kind.upper()])]
    parts += [("list_contains(e.modes, ?)", [mode.lower()]) for mode in modes]
    return joined(parts, "AND")


def _place(name: str, world: World) -> tuple[str, list[Any]]:
    country = country_code(name, world)
    if country:
        return "e.place.country = ?", [country]
    parts = [f"lower(e.place.{part}) = ?" for part in ('"name"', '"text"', "admin1")]
    return " OR ".join(parts), [name.lower()] * len(parts)
