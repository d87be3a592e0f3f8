"""The states of the world, and look-ups by name, adjective, people, capital and region."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from polybius.world.names import fold
from polybius.world.table import Row, read_table

_DATA = Path(__file__).parent
_COLUMNS = ("code", "iso2", "name", "names", "adjectives", "people", "capitals", "sectors", "note")


@dataclass(frozen=True, slots=True)
class Country:
    """A state, or a place that counts as part of one.

    `code` is the ISO 3166-1 alpha-3 code of the state it counts for (Kosovo XKX,
    Palestine PSE), `iso2` its own alpha-2 code or "". `people` pairs one person with
    many ("Turk", "Turks"). `sectors` is `("PRE",)` for partly recognised entities.
    `where` is the row it comes from.
    """

    code: str
    iso2: str
    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[tuple[str, str], ...]
    capitals: tuple[str, ...]
    sectors: tuple[str, ...]
    where: str


@dataclass(frozen=True, slots=True)
class Region:
    """A part or city of a state: its state's code, names, and people ("Texan", "Texans")."""

    code: str
    name: str
    names: tuple[str, ...]
    people: tuple[tuple[str, str], ...]
    where: str


@dataclass(frozen=True, eq=False, slots=True)
class World:
    """All states, and look-ups; a form is given in any case, with or without accents.

    Of two places with one name the state stands before its parts ("Georgia").
    """

    countries: tuple[Country, ...]
    regions: tuple[Region, ...]
    _names: dict[str, Country]
    _adjectives: dict[str, Country]
    _people: dict[str, Country]
    _capitals: dict[str, Country]
    _regions: dict[str, Region]
    _codes: dict[str, Country]

    @staticmethod
    def sources() -> list[Path]:
        """The files that the world is made of: tables and code."""
        return [*_DATA.glob("*.tsv"), *_DATA.glob("*.py")]

    @classmethod
    def load(cls) -> World:
        """Read the tables. Raises `CodebookError` where one has a mistake."""
        countries = tuple(_country(row) for row in read_table(_DATA / "countries.tsv", _COLUMNS))
        regions = tuple(
            Region(row["code"], row["name"], row.parts("names"), _pairs(row), row.where)
            for row in read_table(_DATA / "regions.tsv", ("code", "name", "names", "people"))
        )
        names: dict[str, Country] = {}
        adjectives: dict[str, Country] = {}
        people: dict[str, Country] = {}
        capitals: dict[str, Country] = {}
        codes: dict[str, Country] = {}
        for country in countries:
            codes.setdefault(country.code, country)
            for form in (country.name, *country.names):
                names.setdefault(fold(form), country)
            for form in country.adjectives:
                adjectives.setdefault(fold(form), country)
            for pair in country.people:
                for form in pair:
                    people.setdefault(fold(form), country)
            for form in country.capitals:
                capitals.setdefault(fold(form), country)
        by_region: dict[str, Region] = {}
        for region in regions:
            for form in (region.name, *region.names):
                by_region.setdefault(fold(form), region)
        return cls(countries, regions, names, adjectives, people, capitals, by_region, codes)

    def by_code(self, code: str) -> Country | None:
        """The state of an ISO alpha-3 code."""
        return self._codes.get(code)

    def by_name(self, form: str) -> Country | None:
        """`the United States`, `U.S.`, `Burma`, `South Ossetia`."""
        key = fold(form)
        return self._names.get(key) or self._names.get(key.removeprefix("the "))

    def by_adjective(self, form: str) -> Country | None:
        """`Turkish`, `South Korean`."""
        return self._adjectives.get(fold(form))

    def by_people(self, form: str) -> Country | None:
        """`Turk`, `Turks`, `the Swiss`."""
        key = fold(form)
        return self._people.get(key) or self._people.get(key.removeprefix("the "))

    def by_capital(self, form: str) -> Country | None:
        """`Ankara`, `Kyiv`."""
        return self._capitals.get(fold(form))

    def by_region(self, form: str) -> Region | None:
        """`Texas`, `Chechnya`, `Catalonia`."""
        return self._regions.get(fold(form))


def _country(row: Row) -> Country:
    code = row["code"]
    if len(code) != 3 or not code.isalpha() or not code.isupper():
        raise row.wrong(f"country code {code!r}; an ISO 3166-1 alpha-3 code would be right")
    return Country(
        code,
        row["iso2"],
        row["name"],
        row.parts("names"),
        row.parts("adjectives"),
        _pairs(row),
        row.parts("capitals"),
        row.parts("sectors"),
        row.where,
    )


def _pairs(row: Row) -> tuple[tuple[str, str], ...]:
    pairs = []
    for part in row.parts("people"):
        one, slash, many = part.partition("/")
        if not slash:
            raise row.wrong(f"people {part!r}; one and many, 'Turk/Turks', would be right")
        pairs.append((one, many))
    return tuple(pairs)
