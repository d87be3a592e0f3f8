"""What a request asks for: the conditions of `EventFilter` and those of the page, as SQL over
the index.

The conditions that `polybius events` has too mean the same here; a test holds both to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any

from duckdb import DuckDBPyConnection

from polybius.errors import UsageError
from polybius.store import EventFilter
from polybius.store.query import any_of, country_code, joined, named, type_sql
from polybius.world import World

Condition = tuple[str, list[Any]]
EVERYTHING: Condition = ("true", [])

STANCES = ("asserts", "denies", "questions")
VERDICTS = ("right", "wrong", "mended", "missed")
_BASE = frozenset(each.name for each in fields(EventFilter))
_WORLD = cache(World.load)


@dataclass(frozen=True, slots=True)
class Asked:
    """Conditions on events; within one, any of its values will do.

    `base` are those of `EventFilter`. `party` is an actor or recipient. `background` asks
    for (True) or leaves out (False) what was long before. `source` are publishers, `claimed`
    `any`, `none`, a stance, or part of a source's name; `text` words of the event's sentence;
    `verdict` what people said of it, `any` or `none`.
    """

    base: EventFilter = field(default_factory=EventFilter)
    party: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    quad: tuple[str, ...] = ()
    background: bool | None = None
    source: tuple[str, ...] = ()
    claimed: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    story: tuple[str, ...] = ()
    verdict: tuple[str, ...] = ()

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Asked:
        """The conditions that were given; empty ones are left out. Raises UsageError for a
        value that a condition cannot have."""
        told = {name: value for name, value in given.items() if value not in (None, "", [])}
        lists: dict[str, Any] = {n: tuple(v) if isinstance(v, list) else v for n, v in told.items()}
        for verdict in lists.get("verdict", ()):
            if verdict not in (*VERDICTS, "any", "none"):
                options = ", ".join((*VERDICTS, "any", "none"))
                raise UsageError(f"no verdict {verdict!r}; {options} would be right")
        base = {name: value for name, value in lists.items() if name in _BASE}
        return cls(EventFilter.of(**base), **{n: v for n, v in lists.items() if n not in _BASE})

    @property
    def everything(self) -> bool:
        """Whether there are no conditions."""
        return self == Asked()

    def found(self, connection: DuckDBPyConnection) -> Condition:
        """The same as `sql` for one connection that asks several times: words, which take
        longest to look for, are looked for once."""
        if not self.text:
            return self.sql()
        where, values = self.sql()
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE found AS"
            f" SELECT e.rowid AS seat FROM events e WHERE {where}",
            values,
        ).fetchall()
        return "e.rowid IN (SELECT seat FROM found)", []

    def sql(self) -> Condition:
        """The condition over `events e` of the index, and its values."""
        parts = [*self._parties(), *self._base(), *self._own()]
        return joined(parts, "AND") if parts else EVERYTHING

    def _parties(self) -> list[Condition]:
        base = self.base
        return [
            any_of([_party(phrase, side) for phrase in phrases for side in sides])
            for phrases, sides in (
                (base.actor, ("actor",)),
                (base.recipient, ("recipient",)),
                (self.party, ("actor", "recipient")),
            )
            if phrases
        ]

    def _base(self) -> list[Condition]:
        base = self.base
        parts: list[Condition] = []
        if base.type:
            parts.append(any_of([type_sql(name) for name in base.type]))
        if base.since:
            parts.append(('e."last" >= ?', [base.since]))
        if base.until:
            parts.append(('e."first" <= ?', [(base.until + "-99-99")[:10]]))
        if base.where:
            parts.append(any_of([_place(name) for name in base.where]))
        if base.status:
            parts.append(("e.status IN ?", [list(base.status)]))
        if base.min_confidence:
            parts.append(("e.confidence >= ?", [base.min_confidence]))
        if base.document:
            found = 'e.document IN (SELECT "number" FROM documents WHERE id IN ?)'
            parts.append((found, [list(base.document)]))
        return parts

    def _own(self) -> list[Condition]:
        parts: list[Condition] = []
        if self.mode:
            parts.append(("list_has_any(e.modes, ?)", [list(self.mode)]))
        if self.context:
            parts.append(("list_has_any(e.contexts, ?)", [list(self.context)]))
        if self.quad:
            parts.append(("e.quad IN ?", [list(self.quad)]))
        if self.background is not None:
            parts.append(("e.historical = ?", [self.background]))
        if self.source:
            parts.append(("e.publisher IN ?", [list(self.source)]))
        if self.claimed:
            parts.append(any_of([_claimed(value) for value in self.claimed]))
        if self.text:
            found = "contains(e.sentence_words, ?)"
            parts.append(any_of([(found, [words.lower()]) for words in self.text]))
        if self.story:
            found = "e.id IN (SELECT event FROM members WHERE story IN ?)"
            parts.append((found, [list(self.story)]))
        if self.verdict:
            parts.append(any_of([_verdict(value) for value in self.verdict]))
        return parts


def party_sql(phrase: str, sides: Sequence[str] = ("actor", "recipient")) -> Condition:
    """The condition that one of the sides is whom a phrase of the filter asks for."""
    return any_of([_party(phrase, side) for side in sides])


def _party(phrase: str, side: str) -> Condition:
    who = named(phrase, _WORLD())
    if who.words is not None:
        return f"contains(e.{side}_words, ?)", [who.words]
    keys = [f"{who.country} {sector}" if who.country else sector for sector in who.sectors]
    if who.country and not keys:
        keys = [who.country]
    condition = f"list_contains(e.{side}_keys, ?)"
    if len(keys) == 1:
        return condition, [keys[0]]
    # One and the same actor must have all the sectors.
    same = f"len(list_filter(e.{side}s, lambda a: list_has_all(a.sectors, ?){{0}})) > 0"
    country = " AND a.country = ?" if who.country else ""
    values: list[Any] = [keys[0], list(who.sectors), *([who.country] if who.country else [])]
    return f"{condition} AND {same.format(country)}", values


def _place(name: str) -> Condition:
    country = country_code(name, _WORLD())
    if country:
        return "e.place_country = ?", [country]
    return "contains(e.place_words, chr(10) || ? || chr(10))", [name.lower()]


def _claimed(value: str) -> Condition:
    if value == "any":
        return "len(e.stances) > 0", []
    if value == "none":
        return "len(e.stances) = 0", []
    if value in STANCES:
        return "list_contains(e.stances, ?)", [value]
    return "contains(e.claim_words, ?)", [value.lower()]


def _verdict(value: str) -> Condition:
    judged = "e.id IN (SELECT event FROM verdicts WHERE event IS NOT NULL{0})"
    if value == "any":
        return judged.format(""), []
    if value == "none":
        return f"NOT ({judged.format('')})", []
    return judged.format(" AND verdict = ?"), [value]
