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

_NEAR_KM = 80.0
# How much less a neighbour says the more places bear its name: its number to this power.
_AMBIGUITY = 0.2
# The most that a candidate's country, its division, near places and neighbours can add.
_COUNTRY, _DIVISION, _NEAR, _NEIGHBOURS = 1.6, 2.0, 1.8, 1.5
_DIVISION_NAMED = 0.7


@dataclass(frozen=True, slots=True)
class Vote:
    """What one name says about where the article is."""

    key: str
    country: str | None
    admin1: str = ""
    point: tuple[float, float] | None = None
    weight: float = 1.0

    @classmethod
    def of(cls, name: Name, place: Candidate, weight: float) -> Vote:
        """The vote of a name that is taken to mean a place."""
        point = None
        town = place.level in ("city", "admin2")
        if town and place.latitude is not None and place.longitude is not None:
            point = place.latitude, place.longitude
        return cls(name.key, place.country, place.admin1, point, weight)


@dataclass(frozen=True, slots=True)
class View:
    """The context as one name sees it: shares from 0 to 1, and points of towns."""

    key: str
    countries: dict[str, float]
    divisions: dict[tuple[str, str], float]
    points: set[tuple[float, float]]
    neighbours: Neighbours

    def support(self, place: Candidate) -> float:
        """How well a candidate fits, from 0 (not at all) to about 7."""
        country = place.country or ""
        total = _COUNTRY * self.countries.get(country, 0.0)
        if share := self.divisions.get((country, place.admin1)):
            total += _DIVISION_NAMED + (_DIVISION - _DIVISION_NAMED) * share
        if place.level in ("city", "admin2", "feature"):
            near = sum(exp(-place.km_to(*point) / _NEAR_KM) for point in self.points)
            total += min(_NEAR, near) + self.neighbours.get((self.key, place), 0.0)
        return total


@dataclass(frozen=True, slots=True)
class Context:
    """Votes for countries and divisions, and the points of the towns named so far.

    Each vote is kept with the key of the name that gave it, since no name may speak for
    its own reading; a cue of wording has the key "".
    """

    votes: tuple[Vote, ...] = ()
    neighbours: Neighbours = field(default_factory=dict)
    _views: dict[str, View] = field(default_factory=dict, init=False, compare=False, repr=False)

    def with_votes(self, votes: Iterable[Vote]) -> Context:
        return Context((*self.votes, *votes), self.neighbours)

    def for_name(self, key: str) -> View:
        """What the other names of the article say to the name of this key."""
        if key not in self._views:
            self._views[key] = self._view(key)
        return self._views[key]

    def _view(self, key: str) -> View:
        countries: dict[str, float] = {}
        divisions: dict[tuple[str, str], float] = {}
        points = set()
        for vote in self.votes:
            if vote.key == key:
                continue
            if vote.country:
                countries[vote.country] = countries.get(vote.country, 0.0) + vote.weight
            if vote.country and vote.admin1:
                division = vote.country, vote.admin1
                divisions[division] = divisions.get(division, 0.0) + vote.weight
            if vote.point is not None:
                points.add(vote.point)
        return View(key, _shares(countries), _shares(divisions), points, self.neighbours)


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


def _shares(weights: dict[Key, float]) -> dict[Key, float]:
    whole = sum(weights.values())
    return {key: weight / whole for key, weight in weights.items()}
