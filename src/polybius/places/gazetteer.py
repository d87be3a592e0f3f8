"""All that a name can stand for: countries, divisions, features and towns, from the tables."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from polybius.places.candidates import Candidate
from polybius.places.counties import Counties
from polybius.places.keys import key_of, without_article
from polybius.places.towns import Towns
from polybius.world import Row, World, read_table

_DATA = Path(__file__).parent / "data"
_COUNTRY_COLUMNS = ("iso3", "iso2", "name", "geonames", "latitude", "longitude", "population")
_DIVISION_COLUMNS = (
    "country", "code", "rank", "name", "aliases", "geonames", "latitude", "longitude",
)  # fmt: skip
_FEATURE_COLUMNS = ("name", "aliases", "country", "latitude", "longitude", "kind", "geonames")

_TOWN_COLUMNS = ("name", "aliases", "country", "latitude", "longitude", "population")
_SMALL_TOWN = 5000


@dataclass(frozen=True, eq=False, slots=True)
class Gazetteer:
    """Look-ups by key (`key_of`) and by the exact spelling of an abbreviation."""

    towns: Towns
    counties: Counties
    countries: dict[str, Candidate]
    divisions: dict[tuple[str, str], Candidate]
    _tables: dict[str, tuple[Candidate, ...]]
    _peoples: dict[str, Candidate]
    _short: dict[str, Candidate]

    @classmethod
    def load(cls, world: World, data: Path = _DATA) -> Gazetteer:
        """Read the tables in `data` and open the towns.

        Raises `CodebookError` with file and line for a mistake in a table.
        """
        countries, alpha3 = _read_countries(data)
        tables: dict[str, list[Candidate]] = {}
        for state in world.countries:
            if state.iso2 and (place := countries.get(alpha3.get(state.iso2, ""))):
                for form in (state.name, *state.names):
                    _add(tables, form, place)
        for place in countries.values():
            _add(tables, place.name, place)
        divisions, short = _read_divisions(data, countries, tables)
        for row in read_table(data / "features.tsv", _FEATURE_COLUMNS):
            place = _feature(row)
            for form in (place.name, *row.parts("aliases")):
                _add(tables, form, place)
        for row in read_table(data / "towns.tsv", _TOWN_COLUMNS):
            place = _town(row)
            for form in (place.name, *row.parts("aliases")):
                _add(tables, form, place)
        towns = Towns.open({place.kind: code for code, place in countries.items()})
        return cls(
            towns,
            Counties.load(towns, data / "counties.tsv"),
            countries,
            divisions,
            {key: tuple(places) for key, places in tables.items()},
            _peoples(world, countries, alpha3, tables),
            short,
        )

    def listed(self, key: str) -> tuple[Candidate, ...]:
        """Countries, divisions and features of that name."""
        found = self._tables.get(key, ())
        if not found and (bare := without_article(key)):
            return self._tables.get(bare, ())
        return found

    def find(self, key: str) -> tuple[Candidate, ...]:
        """Everything of that name, the tables' places first, then towns, the largest first."""
        towns = self.towns.find(key)
        if not towns and (bare := without_article(key)):
            towns = self.towns.find(bare)
        return self.listed(key) + towns

    def people(self, form: str) -> Candidate | None:
        """The country or division of an adjective or people: `Turkish`, `Turks`, `Texan`."""
        return self._peoples.get(key_of(form))

    def abbreviation(self, form: str) -> Candidate | None:
        """The state of `Ill.`, `N.C.`, `TX`, `Ont.`, so written (or without the last stop)."""
        return self._short.get(form) or self._short.get(f"{form}.")

    def container(self, form: str) -> Candidate | None:
        """The country or first-level division of that name or abbreviation."""
        if short := self.abbreviation(form):
            return short
        return next(
            (c for c in self.listed(key_of(form)) if c.level in ("country", "admin1")), None
        )

    @property
    def dotted(self) -> frozenset[str]:
        """The abbreviations that end in a full stop."""
        return frozenset(form for form in self._short if form.endswith("."))

    def capitals(self, world: World) -> frozenset[int]:
        """The GeoNames ids of the states' capitals."""
        ids = set()
        for state in world.countries:
            for form in state.capitals:
                towns = [t for t in self.towns.find(key_of(form)) if t.country == state.code]
                if towns:  # the town of just that name before one that also goes by it
                    ids.add(max(towns, key=lambda t: (t.primary, t.population)).geonames or 0)
        return frozenset(ids)

    def division_name(self, country: str | None, code: str) -> str | None:
        """The name of a first-level division by its country and GeoNames' code."""
        place = self.divisions.get((country or "", code))
        return place.name if place else None


def _add(tables: dict[str, list[Candidate]], form: str, place: Candidate) -> None:
    places = tables.setdefault(key_of(form), [])
    if place not in places:
        places.append(place)


def _read_countries(data: Path) -> tuple[dict[str, Candidate], dict[str, str]]:
    """Countries by alpha-3 code, and alpha-3 by alpha-2; `kind` holds the alpha-2 code."""
    countries = {}
    for row in read_table(data / "countries.tsv", _COUNTRY_COLUMNS):
        latitude, longitude = _point(row)
        countries[row["iso3"]] = Candidate(
            row["name"],
            row["iso3"],
            "",
            latitude,
            longitude,
            _number(row, "geonames"),
            "country",
            _number(row, "population") or 0,
            kind=row["iso2"],
        )
    return countries, {place.kind: code for code, place in countries.items()}


def _read_divisions(
    data: Path, countries: dict[str, Candidate], tables: dict[str, list[Candidate]]
) -> tuple[dict[tuple[str, str], Candidate], dict[str, Candidate]]:
    """Divisions by country and code, and by abbreviation; their names go into `tables`."""
    divisions: dict[tuple[str, str], Candidate] = {}
    short: dict[str, Candidate] = {}
    for row in read_table(data / "divisions.tsv", _DIVISION_COLUMNS):
        place = _division(row)
        if place.country not in countries:
            raise row.wrong(f"country {row['country']!r}; a code of countries.tsv would be right")
        if place.admin1:
            divisions[place.country or "", place.admin1] = place
        for form in (place.name, *row.parts("aliases")):
            if form.endswith("."):
                short[form] = place
            else:
                _add(tables, form, place)
        if place.country == "USA":
            short[place.admin1] = place
    return divisions, short


def _division(row: Row) -> Candidate:
    latitude, longitude = _point(row)
    if row["rank"] not in ("1", "2"):
        raise row.wrong(f"rank {row['rank']!r}; 1 (first-level) or 2 (second-level) would be right")
    return Candidate(
        row["name"],
        row["country"],
        row["code"],
        latitude,
        longitude,
        _number(row, "geonames"),
        "admin1" if row["rank"] == "1" else "admin2",
    )


def _feature(row: Row) -> Candidate:
    latitude, longitude = _point(row)
    number = _number(row, "geonames")
    return Candidate(
        row["name"], row["country"] or None, "", latitude, longitude, number, "feature",
        kind=row["kind"],
    )  # fmt: skip


def _town(row: Row) -> Candidate:
    latitude, longitude = _point(row)
    people = _number(row, "population") or _SMALL_TOWN
    return Candidate(row["name"], row["country"], "", latitude, longitude, None, "city", people)


def _peoples(
    world: World,
    countries: dict[str, Candidate],
    alpha3: dict[str, str],
    tables: dict[str, list[Candidate]],
) -> dict[str, Candidate]:
    peoples: dict[str, Candidate] = {}
    for state in world.countries:
        place = countries.get(alpha3.get(state.iso2, "")) or _named(tables, state.name, state.code)
        if place is None:
            place = countries.get(state.code)
        if place is not None:
            for form in (*state.adjectives, *(form for pair in state.people for form in pair)):
                peoples.setdefault(key_of(form), place)
    for region in world.regions:
        place = _named(tables, region.name, region.code)
        if place is not None:
            for form in (form for pair in region.people for form in pair):
                peoples.setdefault(key_of(form), place)
    return {key: replace(place, primary=False) for key, place in peoples.items()}


def _named(tables: dict[str, list[Candidate]], name: str, country: str) -> Candidate | None:
    places = tables.get(key_of(name), ())
    return next((place for place in places if place.country == country), None)


def _point(row: Row) -> tuple[float, float]:
    try:
        latitude, longitude = float(row["latitude"]), float(row["longitude"])
    except ValueError:
        latitude = longitude = float("nan")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        where = f"{row['latitude']!r}, {row['longitude']!r}"
        raise row.wrong(f"point {where}; degrees such as 35.0 and 38.5 would be right")
    return latitude, longitude


def _number(row: Row, column: str) -> int | None:
    cell = row[column]
    if not cell:
        return None
    if not cell.isdigit():
        raise row.wrong(f"{column} {cell!r}; a whole number would be right")
    return int(cell)
