"""What an article has made clear about the part of the world it speaks of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import exp, floor
from typing import TypeVar

from polybius.places.candidates import Candidate
from polybius.places.name import Name

Key = TypeVar("Key")
Neighbours = dict[tuple[str, Candidate], float]

_NEAR_KM = 70.0
# How much less a neighbour says the more places bear its name: its number to this power.
_AMBIGUITY = 0.35
# The most that a candidate's country, its division, near places and neighbours can add.
_COUNTRY, _DIVISION, _NEAR, _NEIGHBOURS = 1.6, 2.0, 1.8, 1.5
_DIVISION_NAMED = 0.7


@dataclass(slots=True)
class Context:
    """Weights of countries and divisions, and the points of the towns named so far."""

    countries: dict[str, float] = field(default_factory=dict)
    divisions: dict[tuple[str, str], float] = field(default_factory=dict)
    points: list[tuple[str, float, float]] = field(default_factory=list)
    neighbours: Neighbours = field(default_factory=dict)

    def copy(self) -> Context:
        return Context(
            dict(self.countries), dict(self.divisions), list(self.points), self.neighbours
        )

    def add(self, name: Name, place: Candidate, weight: float = 1.0) -> None:
        """Count a name as meaning a place."""
        if place.country:
            self.add_country(place.country, weight)
            if place.admin1:
                _count(self.divisions, (place.country, place.admin1), weight)
        if place.level in ("city", "admin2") and place.latitude is not None:
            point = (name.key, place.latitude, place.longitude or 0.0)
            if point not in self.points:
                self.points.append(point)

    def add_country(self, country: str, weight: float) -> None:
        """Count something that points to a country and to no place in it."""
        _count(self.countries, country, weight)

    def share(self, country: str | None) -> float:
        """The country's part of all that has been made clear, from 0 to 1."""
        weight = self.countries.get(country or "", 0.0)
        return weight / sum(self.countries.values()) if weight else 0.0

    def support(self, name: Name, place: Candidate) -> float:
        """How well a candidate fits, from 0 (not at all) to about 6."""
        total = _COUNTRY * self.share(place.country)
        if weight := self.divisions.get((place.country or "", place.admin1)):
            share = weight / sum(self.divisions.values())
            total += _DIVISION_NAMED + (_DIVISION - _DIVISION_NAMED) * share
        if place.level in ("city", "admin2", "feature") and place.latitude is not None:
            near = sum(
                exp(-place.km_to(latitude, longitude) / _NEAR_KM)
                for key, latitude, longitude in self.points
                if key != name.key
            )
            total += min(_NEAR, near) + self.neighbours.get((name.key, place), 0.0)
        return total


def neighbours_of(names: Iterable[Name]) -> Neighbours:
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
            found[key, place] = min(_NEIGHBOURS, total)
    return found


def _cell(place: Candidate) -> tuple[int, int]:
    return floor(place.latitude or 0.0), floor(place.longitude or 0.0)


def _count(weights: dict[Key, float], key: Key, weight: float) -> None:
    weights[key] = weights.get(key, 0.0) + weight
