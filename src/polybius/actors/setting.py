"""The setting of an article: of which state somebody is whose own words do not tell.

"Police", "the foreign minister", "protesters" as subjects are of the state that the text is
about: the one named most before them; of several named as often, the one named first, for a
report opens with its own state. Others are of the state named last before them in their
sentence: whose banks sanctions are on is said just before. Where nothing is named before, what
follows tells.
"""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

# The dateline stands before the first sentence.
_DATELINE = (-1, -1)


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """A state named in the text, or a `town` of it, by sentence in reading order and token."""

    sentence: int
    token: int
    country: str
    town: bool = False


class Setting:
    """The states that one article names, and what they tell.

    `dateline` is the state in which the report was written. That may be no more than where the
    reporter sits: it counts where the text names the state as well, or none at all.
    """

    def __init__(self, dateline: str | None = None) -> None:
        self._named: list[Named] = []
        self._cities: list[Named] = []
        self._sites: list[Named] = []
        self._dateline = [Named(*_DATELINE, dateline, True)] if dateline else []

    def add(self, sentence: int, token: int, country: str, *, town: bool = False) -> None:
        """Note a state that is named, or a capital, town or region of it."""
        insort(self._named, Named(sentence, token, country, town))

    def add_city(self, sentence: int, token: int, country: str) -> None:
        """Note a city that only the gazetteer has: it may be a namesake, so it counts last."""
        insort(self._cities, Named(sentence, token, country, True))

    def add_site(self, sentence: int, token: int, country: str) -> None:
        """Note a town or region that is no seat of power: where something takes place."""
        insort(self._sites, Named(sentence, token, country, True))

    def scene(self, sentence: int) -> str | None:
        """The state of most places named up to the end of a sentence: where rebels fight."""
        named = [n for n in self._sites if n.sentence <= sentence]
        return _most(named)[0] if named else None

    def home(self, sentence: int, token: int, *, subject: bool) -> tuple[str, str] | None:
        """The state of somebody unnamed at that token, and what tells it; None without any."""
        before = [n for n in self._named if (n.sentence, n.token) < (sentence, token)]
        if not subject and before and before[-1].sentence == sentence:
            return before[-1].country, f"context: {before[-1].country} named just before"
        same = [n for n in self._named if n.sentence == sentence]
        if any(n.country == d.country for n in self._named for d in self._dateline):
            before = self._dateline + before
        for named, where in (
            (before, "times before"),
            (same, "times in the sentence"),
            (self._named, "times in the text"),
            (self._dateline, "by the dateline"),
            (self._cities, "by its cities"),
        ):
            if named:
                country, count = _most(named)
                return country, f"context: {country} named {count} of {len(named)} {where}"
        return None

    def sure_home(self, sentence: int) -> str | None:
        """The state that the text up to the end of a sentence is mostly about; None in doubt."""
        named = [n for n in self._named if n.sentence <= sentence]
        if not named:
            return None
        country, count = _most(named)
        sure = count * 2 >= len(named) and (count > 1 or len(named) == 1)
        return country if sure else None

    def names(self, countries: Iterable[str | None], sentence: int) -> bool:
        """Whether one of some states is named up to the end of a sentence."""
        return any(n.sentence <= sentence and n.country in countries for n in self._named)

    def is_venue(self, country: str | None) -> bool:
        """Whether the text names only towns of a state and nothing else of it."""
        return all(n.town for n in self._named if n.country == country)


def _most(named: list[Named]) -> tuple[str, int]:
    """The state named most often; of several the first."""
    return Counter(n.country for n in named).most_common(1)[0]
