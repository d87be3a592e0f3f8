"""Which of the places that bear a name is meant.

An article speaks of one part of the world: what it names clearly (countries, states, towns
with their state behind them) pulls the other names towards it. Each candidate has a prior
(how well known the place is) to which the context adds: its country's and division's
share of the clear names, and how near the article's other places lie.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import exp, floor, log10
from typing import TypeVar

from polybius.places.candidates import Candidate
from polybius.places.keys import key_of
from polybius.places.names import Name

Key = TypeVar("Key")

_NEAR_KM = 70.0
# How much less a neighbour says the more places bear its name: its number to this power.
_AMBIGUITY = 0.35
_LARGE_STATES = frozenset({"USA", "CAN", "AUS", "IND", "GBR", "DEU", "BRA", "MEX", "RUS", "CHN"})


@dataclass(slots=True)
class _Context:
    """What an article has made clear so far about where it is."""

    countries: dict[str, float] = field(default_factory=dict)
    divisions: dict[tuple[str, str], float] = field(default_factory=dict)
    points: list[tuple[str, float, float]] = field(default_factory=list)
    neighbours: dict[tuple[str, Candidate], float] = field(default_factory=dict)

    def add(self, name: Name, place: Candidate, weight: float = 1.0) -> None:
        if place.country:
            _count(self.countries, place.country, weight)
            if place.admin1:
                _count(self.divisions, (place.country, place.admin1), weight)
        if place.level in ("city", "admin2") and place.latitude is not None:
            point = (name.key, place.latitude, place.longitude or 0.0)
            if point not in self.points:
                self.points.append(point)

    def share(self, country: str) -> float:
        """The country's part of all that has been made clear, from 0 to 1."""
        weight = self.countries.get(country, 0.0)
        return weight / sum(self.countries.values()) if weight else 0.0

    def support(self, name: Name, place: Candidate) -> float:
        """How well a candidate fits, from 0 to about 5."""
        total = 0.0
        if place.country:
            total += 1.6 * self.share(place.country)
        if weight := self.divisions.get((place.country or "", place.admin1)):
            total += 0.7 + 1.3 * weight / sum(self.divisions.values())
        if place.level in ("city", "admin2", "feature") and place.latitude is not None:
            near = sum(
                exp(-place.km_to(latitude, longitude) / _NEAR_KM)
                for key, latitude, longitude in self.points
                if key != name.key
            )
            total += min(1.8, near) + self.neighbours.get((name.key, place), 0.0)
        return total


def _count(weights: dict[Key, float], key: Key, weight: float) -> None:
    weights[key] = weights.get(key, 0.0) + weight


def resolve(
    names: Sequence[Name],
    anchors: Sequence[Name] = (),
    capitals: frozenset[int] = frozenset(),
    cues: Iterable[str] = (),
) -> list[Candidate | None]:
    """For each name the place it means, or None where none is known.

    `anchors` are names from outside the text proper (the publisher's) that only give
    context; `capitals` the GeoNames ids of capitals; `cues` the states (alpha-3) that the
    text's wording points to.
    """
    context = _Context(neighbours=_neighbours((*anchors, *names)))
    for state in cues:
        _count(context.countries, state, 0.5)
    clear = {id(name) for name in (*anchors, *names) if _is_clear(name)}
    for name in (*anchors, *names):
        if id(name) in clear:
            context.add(name, _best(name, _Context(), capitals))
        elif only := _only_state(name):
            _count(context.countries, only, 0.5)
    first = context
    for _ in range(2):
        grown = _Context(
            dict(first.countries), dict(first.divisions), list(first.points), first.neighbours
        )
        for name in (*anchors, *names):
            if name.candidates and id(name) not in clear:
                grown.add(name, _best(name, context, capitals), 0.3)
        context = grown
    stated = {
        name.key: _best(name, context, capitals)
        for name in names
        if name.within and name.candidates
    }
    return [_choose(name, stated, context, capitals) for name in names]


def _neighbours(names: Iterable[Name]) -> dict[tuple[str, Candidate], float]:
    """How close each candidate lies to some candidate of the article's other names.

    This is what tells a county and its town from all others of their names before
    anything else is clear. Candidates are compared within cells of one degree.
    """
    by_key = {name.key: name.candidates for name in names if name.candidates}
    cells: dict[tuple[int, int], list[tuple[str, Candidate]]] = {}
    for key, candidates in by_key.items():
        for place in candidates:
            if place.level in ("city", "admin2") and place.latitude is not None:
                cells.setdefault(_cell(place), []).append((key, place))
    found = {}
    for (row, column), inside in cells.items():
        around = [
            entry
            for up in (-1, 0, 1)
            for along in (-1, 0, 1)
            for entry in cells.get((row + up, column + along), ())
        ]
        for key, place in inside:
            closest: dict[str, float] = {}
            for other, neighbour in around:
                if other != key and neighbour.latitude is not None:
                    km = place.km_to(neighbour.latitude, neighbour.longitude or 0.0)
                    closest[other] = max(closest.get(other, 0.0), exp(-km / _NEAR_KM))
            total = sum(
                weight / len(by_key[other]) ** _AMBIGUITY for other, weight in closest.items()
            )
            found[key, place] = min(1.5, total)
    return found


def _cell(place: Candidate) -> tuple[int, int]:
    return floor(place.latitude or 0.0), floor(place.longitude or 0.0)


def _choose(
    name: Name,
    stated: dict[str, Candidate],
    context: _Context,
    capitals: frozenset[int],
) -> Candidate | None:
    if not name.candidates:
        return None
    if name.within is None and (place := stated.get(name.key)) in name.candidates:
        return place
    return _best(name, context, capitals)


def _is_clear(name: Name) -> bool:
    """Whether the name alone, or the larger place behind it, says what is meant."""
    if not name.candidates:
        return False
    if name.within is not None:
        return True
    listed = [c for c in name.candidates if c.level in ("country", "admin1")]
    if len(listed) != 1 or name.key in ("georgia", "washington", "new york"):
        return False
    return listed[0].level == "country" or listed[0].country in _LARGE_STATES


def _only_state(name: Name) -> str | None:
    """The state in which every place of this name lies, where it is one."""
    states = {place.country for place in name.candidates}
    return states.pop() if len(states) == 1 else None


def _best(name: Name, context: _Context, capitals: frozenset[int]) -> Candidate:
    def score(place: Candidate) -> tuple[float, int]:
        total = _prior(name, place, capitals) + context.support(name, place)
        if place.country and place.geonames in capitals:
            total += 2.0 * context.share(place.country)
        return total, place.population

    return max(_in_container(name), key=score)


def _in_container(name: Name) -> Iterable[Candidate]:
    if name.within is None:
        return name.candidates
    return [c for c in name.candidates if _lies_in(c, name.within)] or name.candidates


def _lies_in(place: Candidate, larger: Candidate) -> bool:
    if place.country != larger.country or place == larger:
        return False
    return not larger.admin1 or place.admin1 == larger.admin1


def _prior(name: Name, place: Candidate, capitals: frozenset[int]) -> float:
    if place.level == "country":
        return 4.8
    if place.level == "admin1":
        return 3.4 if place.country in _LARGE_STATES else 2.8
    if place.level == "feature":
        return 3.6
    if place.level == "admin2" and not place.kind:
        return 2.0
    prior = 0.55 * log10(place.population + 10)
    if place.geonames in capitals:
        prior += 0.8
    if place.country == "USA":
        prior += 0.15
    return prior - _penalty_of_other_name(name, place)


def _penalty_of_other_name(name: Name, place: Candidate) -> float:
    """Less where the name is only the beginning of the main one: `New York` (City)."""
    if place.primary:
        return 0.0
    return 0.4 if key_of(place.name).startswith(name.key + " ") else 1.2
