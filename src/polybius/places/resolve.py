"""Which of the places that bear a name is meant.

An article speaks of one part of the world: what it names clearly (countries, states, towns
with their state behind them) pulls the other names towards it. Each candidate has a prior
(how well known the place is) to which the `Context` adds: its country's and division's
share of the clear names, and how near the article's other places lie.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import log10

from polybius.places.candidates import Candidate
from polybius.places.context import Context, Vote, neighbours_of
from polybius.places.keys import key_of
from polybius.places.name import ACCEPTED, Name

# States whose divisions are as well known as countries.
_LARGE_STATES = frozenset({"USA", "CAN", "AUS", "IND", "GBR", "DEU", "BRA", "MEX", "RUS", "CHN"})
# How strongly a cue of wording, and a name that only places in one state bear, point to it.
_CUE = 0.5
# How strongly a choice that the context helped to make becomes context for others.
_CHOSEN = 0.3
# What a fitting context can add to the weight of a doubtful name.
_FIT, _MOST_FIT = 0.25, 0.45


class Resolver:
    """Chooses among candidates; `capitals` are the GeoNames ids of capitals."""

    def __init__(self, capitals: frozenset[int]) -> None:
        self._capitals = capitals

    def resolve(
        self, names: Sequence[Name], anchors: Sequence[Name] = (), cues: Iterable[str] = ()
    ) -> list[tuple[Name, Candidate | None]]:
        """The names that are places, each with the place it means or None where none is known.

        `anchors` are names from outside the text proper (the publisher's) that only give
        context; `cues` the states (alpha-3) that the text's wording points to. Doubtful
        names stay only where they fit the context.
        """
        sure = [name for name in names if name.weight >= ACCEPTED]
        context = self._context([*anchors, *sure], names, cues)
        stated = {
            name.key: self._best(name, context)
            for name in sure
            if name.within is not None and name.candidates
        }
        meant = []
        for name in names:
            place = self._choose(name, stated, context)
            if name.weight >= ACCEPTED or _fits(name, place, context):
                meant.append((name, place))
        return meant

    def _context(self, sure: Sequence[Name], names: Sequence[Name], cues: Iterable[str]) -> Context:
        cued = [Vote("", state, weight=_CUE) for state in cues]
        clear = [name for name in sure if _is_clear(name)]
        open_ = [name for name in sure if name.candidates and name not in clear]
        nothing = Context()
        votes = [Vote.of(name, self._best(name, nothing), 1.0) for name in clear]
        for name in open_:
            states = {place.country for place in name.candidates}
            if len(states) == 1:
                votes.append(Vote(name.key, states.pop(), weight=_CUE))
        first = context = Context((*cued, *votes), neighbours_of([*sure, *names]))
        for _ in range(2):
            chosen = [Vote.of(name, self._best(name, context), _CHOSEN) for name in open_]
            context = first.with_votes(chosen)
        return context

    def _choose(
        self, name: Name, stated: dict[str, Candidate], context: Context
    ) -> Candidate | None:
        if not name.candidates:
            return None
        if name.within is None and (place := stated.get(name.key)) in name.candidates:
            return place
        return self._best(name, context)

    def _best(self, name: Name, context: Context) -> Candidate:
        view = context.for_name(name.key)

        def score(place: Candidate) -> tuple[float, int]:
            total = self._prior(name, place) + view.support(place)
            if place.primary and place.geonames in self._capitals:
                total += 2.0 * view.countries.get(place.country or "", 0.0)
            return total, place.population

        return max(_eligible(name), key=score)

    def _prior(self, name: Name, place: Candidate) -> float:
        if place.level == "country":
            return 4.8
        if place.level == "feature":
            return 3.6
        if place.level == "admin1":
            return 3.4 if place.country in _LARGE_STATES else 2.3
        if place.level == "admin2" and not place.kind:
            return 2.0
        prior = 0.55 * log10(place.population + 10)
        prior += 0.8 if place.geonames in self._capitals else 0.0
        prior += 0.15 if place.country == "USA" else 0.0
        return prior - _penalty_of_other_name(name, place)


def _penalty_of_other_name(name: Name, place: Candidate) -> float:
    """Less where the name is only the beginning of the main one: `New York` (City)."""
    if place.primary:
        return 0.0
    return 0.4 if key_of(place.name).startswith(name.key + " ") else 1.2


def _fits(name: Name, place: Candidate | None, context: Context) -> bool:
    """Whether the context lifts a doubtful name to acceptance."""
    if place is None or not (place.primary or len({c.country for c in name.candidates}) == 1):
        return False
    return (
        name.weight + min(_MOST_FIT, _FIT * context.for_name(name.key).support(place)) >= ACCEPTED
    )


def _is_clear(name: Name) -> bool:
    """Whether the name alone, or the larger place behind it, says what is meant."""
    if not name.candidates:
        return False
    if name.within is not None:
        return True
    listed = [c for c in name.candidates if c.level in ("country", "admin1")]
    if len(listed) != 1:
        return False
    capital_sized = any(c.population > 500_000 for c in name.candidates if c.level == "city")
    known = listed[0].level == "country" or listed[0].country in _LARGE_STATES
    return known and not (capital_sized and listed[0].level == "admin1")


def _eligible(name: Name) -> Sequence[Candidate]:
    """The candidates that lie in the larger place named, where some do.

    A country's name does not mean a town in it ("Mexico", "Singapore"), unless the text
    puts the country behind it.
    """
    if name.within is not None:
        return [c for c in name.candidates if _lies_in(c, name.within)] or name.candidates
    countries = {c.country for c in name.candidates if c.level == "country"}
    return [c for c in name.candidates if c.level != "city" or c.country not in countries]


def _lies_in(place: Candidate, larger: Candidate) -> bool:
    if place.country != larger.country or place == larger:
        return False
    return not larger.admin1 or place.admin1 == larger.admin1
