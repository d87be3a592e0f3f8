"""Known people and organisations, and what each was on a day.

The tables hold one term of office, or one period, a row; rows of one name are one
entity. A person keeps name and country on any day; the sectors depend on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from polybius.actors.sectors import CAREERS, KINDS, OFFICIAL, SECTORS, joined
from polybius.world import Row, World, read_table

PEOPLE_COLUMNS = ("name", "aliases", "country", "sectors", "role", "from", "to", "wikidata", "note")
ORGANISATION_COLUMNS = (
    "name", "aliases", "kind", "country", "sectors", "from", "to", "wikidata", "note"
)  # fmt: skip
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")
_TOP = re.compile(
    r"\b(president|prime minister|premier|king|queen|emperor|sultan|emir|chancellor(?! of the)"
    r"|supreme leader|head of state|head of government|taoiseach|pope|paramount leader|dictator"
    r"|monarch|ruler"
    r"|secretary[- ]general of the united nations|general secretary of the communist party"
    r"|chairman of the (?:presidential|sovereign|transitional)\b.*)\b",
    re.IGNORECASE,
)
_UNDER = re.compile(
    r"\b(vice|deputy|former|adviser|advisor|spokes\w+|candidate|wife|son|daughter|office|aide"
    r"|chief of staff|first lady|assistant|minister-designate|secretary to|party|senate|assembly"
    r"|chamber|parliament|court|bank|council of state|federation of|leader of|governor"
    r"|opposition|traditional|tribal|emir of|sultan of (?!oman|brunei))\b",
    re.IGNORECASE,
)
# Who stands beside an office, or seeks it.
_BESIDE = re.compile(
    r"\b(candidate|nominee|wife|husband|son|daughter|brother|sister|nephew|first lady|aide"
    r"|contender|challenger|hopeful|lawyer)\b",
    re.IGNORECASE,
)
# In a state of one party its head governs.
_RULING_PARTY = re.compile(
    r"(general|first) secretary of the (communist|workers'|people's revolutionary) party",
    re.IGNORECASE,
)
_HIGH = re.compile(
    r"\b(minister|secretary|speaker|leader|crown prince|chief|commander|head|director|governor"
    r"|high representative|vice[- ]president|president|chair\w*)\b",
    re.IGNORECASE,
)
_GRACE = 92  # days between two offices of one who is not called a former official meanwhile

_CAREER = 3650  # days before a first office in which a soldier was a soldier already
_LATELY = 183  # days after an office in which a text that gives the title is believed


@dataclass(frozen=True, slots=True)
class Term:
    """One row: country or None, sectors, and the days it covers ("" is open), both included.

    `rank` is 3 for heads of state and government, 2 for other high offices, else 1.
    """

    country: str | None
    sectors: tuple[str, ...]
    role: str
    from_: str
    to: str
    rank: int
    where: str

    def covers(self, date: str) -> bool:
        """Whether the row holds on an ISO day."""
        return self.from_ <= date and (not self.to or date <= self.to)


@dataclass(frozen=True, slots=True)
class Reading:
    """What an entity is on a day, and which rows say so."""

    country: str | None
    sectors: tuple[str, ...]
    rank: int
    active: bool
    evidence: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Entity:
    """A person, organisation, group or state-like body of the tables."""

    name: str
    kind: str
    wikidata: str | None
    terms: tuple[Term, ...]

    @cached_property
    def top(self) -> int:
        """The highest rank it ever held."""
        return max(term.rank for term in self.terms)

    @cached_property
    def home(self) -> str | None:
        """The state of its most recent top office, else the first that its terms name."""
        found = self._best().country
        return found or next((term.country for term in self.terms if term.country), None)

    def _best(self) -> Term:
        """The most recent of its highest offices."""
        return max(self.terms, key=lambda term: (term.rank, term.to or "9999", term.from_))

    def on(self, date: str | None) -> Reading:
        """Country and sectors on an ISO day; without one, those of the most recent top office."""
        if date is None:
            return self._reading([self._best()], True)
        covering = [term for term in self.terms if term.covers(date)]
        if covering:
            if len(covering) > 1:
                covering.sort(key=lambda term: (-term.rank, _reverse(term.from_)))
            return self._reading(covering, True)
        before = [term for term in self.terms if term.to and term.to < date]
        after = [term for term in self.terms if term.from_ > date]
        if not before:
            first = min(after, key=lambda term: term.from_)
            sectors = first.sectors
            why = f"{first.where} {self.name}: not yet {first.role or 'so'} on {date}"
            if self.kind == "person":
                sectors = tuple(s for s in sectors if s in CAREERS)
                if _days(first.from_) - _days(date) > _CAREER:
                    sectors = ()
            return Reading(self._country(first), sectors, first.rank, False, (why,))
        last = max(before, key=lambda term: (term.to, term.rank))
        if self.kind != "person" or not (OFFICIAL | {"IGO"}).intersection(last.sectors):
            return self._reading([last], False)
        if after and min(_days(t.from_) for t in after) - _days(last.to) <= _GRACE:
            return self._reading([last], False)  # moving from one office to the next
        why = f"{last.where} {self.name}: {last.role or 'office'} to {last.to} -> ELI"
        return Reading(last.country or self.home, ("ELI",), self.top, False, (why,))

    def left_lately(self, date: str) -> bool:
        """Whether its last office before an ISO day ended within half a year of it."""
        ends = [term.to for term in self.terms if term.to and term.to < date]
        return bool(ends) and _days(date) - _days(max(ends)) <= _LATELY

    def _reading(self, terms: list[Term], active: bool) -> Reading:
        evidence = tuple(
            f"{t.where} {self.name}{': ' + t.role if t.role else ''}"
            f" -> {t.country or 'no country'} {','.join(t.sectors)}".rstrip()
            for t in terms
        )
        sectors = joined(*(term.sectors for term in terms))
        return Reading(self._country(terms[0]), sectors, terms[0].rank, active, evidence)

    def _country(self, term: Term) -> str | None:
        if term.country or "IGO" in term.sectors or self.kind != "person":
            return term.country
        return next((other.country for other in self.terms if other.country), None)


def load_people(paths: Iterable[Path], world: World) -> Iterator[tuple[Entity, tuple[str, ...]]]:
    """The people of the tables, each with all its forms of name. Raises `CodebookError`."""
    yield from _entities(
        ((row, "person") for path in paths for row in read_table(path, PEOPLE_COLUMNS)), world
    )


def load_organisations(
    paths: Iterable[Path], world: World
) -> Iterator[tuple[Entity, tuple[str, ...]]]:
    """The organisations of the tables, each with all its forms of name."""

    def rows() -> Iterator[tuple[Row, str]]:
        for path in paths:
            for row in read_table(path, ORGANISATION_COLUMNS):
                kind = row["kind"] or "organisation"
                if kind not in KINDS:
                    raise row.wrong(f"kind {kind!r}; one of {', '.join(sorted(KINDS))} is right")
                yield row, kind

    yield from _entities(rows(), world)


def _entities(
    rows: Iterable[tuple[Row, str]], world: World
) -> Iterator[tuple[Entity, tuple[str, ...]]]:
    groups: dict[tuple[str, str], list[tuple[Row, str]]] = {}
    for row, kind in rows:
        if not row["name"]:
            raise row.wrong("no name; the first column must give one")
        # Two people of one name are told apart by country, two bodies likewise.
        country = row["country"] if kind != "person" else row["wikidata"]
        groups.setdefault((row["name"], country), []).append((row, kind))
    for group in _merged(groups):
        terms = tuple(_term(row, world) for row, _ in group)
        forms = dict.fromkeys(
            form for row, _ in group for form in (row["name"], *row.parts("aliases"))
        )
        wikidata = next((row["wikidata"] for row, _ in group if row["wikidata"]), None)
        yield Entity(group[0][0]["name"], group[0][1], wikidata, terms), tuple(forms)


def _merged(
    groups: dict[tuple[str, str], list[tuple[Row, str]]],
) -> Iterator[list[tuple[Row, str]]]:
    """Join a person's rows without a Wikidata id to those with one, where there is only one."""
    by_name: dict[str, list[str]] = {}
    for name, key in groups:
        by_name.setdefault(name, []).append(key)
    for name, keys in by_name.items():
        first = groups[name, keys[0]][0][1]
        if first == "person" and "" in keys and len(keys) == 2:
            yield [row for key in keys for row in groups[name, key]]
        else:
            yield from (groups[name, key] for key in keys)


def _term(row: Row, world: World) -> Term:
    country = row["country"]
    if country and world.by_code(country) is None:
        raise row.wrong(f"country {country!r}; an ISO 3166-1 alpha-3 code or nothing is right")
    sectors = row.parts("sectors", ",")
    for sector in sectors:
        if sector not in SECTORS:
            raise row.wrong(f"sector {sector!r}; right are {', '.join(sorted(SECTORS))}")
    from_, to = bounds(row)
    role = row.cells.get("role", "")
    rank = _rank(role, bool(country) and "GOV" in sectors)
    return Term(country or None, sectors, role, from_, to, rank, row.where)


def bounds(row: Row) -> tuple[str, str]:
    """The first and last day of a row ("" is open). A year or month is its whole."""
    from_, to = row["from"], row["to"]
    for date in (from_, to):
        if date and not _DATE.match(date):
            raise row.wrong(f"date {date!r}; a day, month or year in ISO form is right")
    first = from_ + "-01-01"[len(from_) - 4 :] if from_ else ""
    last = to + "-12-31"[len(to) - 4 :] if to else ""
    if first and last and first > last:
        raise row.wrong(f"from {from_} is after to {to}; the other way round would be right")
    return first, last


def _rank(role: str, of_state: bool) -> int:
    if of_state and (_RULING_PARTY.match(role) or (_TOP.search(role) and not _UNDER.search(role))):
        return 3
    return 2 if _HIGH.search(role) and not _BESIDE.search(role) else 1


def _reverse(date: str) -> int:
    return -int(date.replace("-", "") or 0)


def _days(date: str) -> int:
    """A day count good enough to compare gaps of months."""
    year, month, day = (int(part) for part in date.split("-"))
    return year * 365 + month * 30 + day
