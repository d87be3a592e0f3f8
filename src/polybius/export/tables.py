"""The tables of this package, read once for an export."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from polybius.world import World, read_table

DATA = Path(__file__).parent / "data"
_DIVISIONS = Path(__file__).parent.parent / "places" / "data" / "divisions.tsv"


@dataclass(frozen=True, slots=True)
class CountryCodes:
    """What other data sets call a country; empty where they have no code for it.

    `code` is PLOVER's (Kosovo KOS), `cow` the Correlates of War number, `fips` FIPS 10-4,
    `name` the English name that ICEWS uses.
    """

    code: str
    cow: str
    fips: str
    name: str


@dataclass(frozen=True, slots=True)
class SectorCodes:
    """A PLOVER sector in CAMEO's roles and religions and in ICEWS's names, narrow to wide."""

    role: str
    religion: str
    icews: tuple[str, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Tables:
    """Codes of countries, by ISO 3166-1 alpha-3, of sectors and of first-level divisions."""

    countries: Mapping[str, CountryCodes]
    sectors: Mapping[str, SectorCodes]
    divisions: Mapping[tuple[str, str], str]

    @classmethod
    def load(cls) -> Tables:
        """Read the tables. Raises CodebookError with file and line for a mistake in one."""
        names = {country.code: country.name for country in reversed(World.load().countries)}
        countries = {}
        for row in read_table(DATA / "countries.tsv", ("code", "plover", "cow", "fips", "icews")):
            if row["cow"] and not row["cow"].isdigit():
                raise row.wrong(f"cow {row['cow']!r}; a number would be right")
            name = row["icews"] or names.get(row["code"], "")
            countries[row["code"]] = CountryCodes(
                row["plover"] or row["code"], row["cow"], row["fips"], name
            )
        sectors = {
            row["sector"]: SectorCodes(row["cameo"], row["religion"], row.parts("icews", ","))
            for row in read_table(DATA / "sectors.tsv", ("sector", "cameo", "religion", "icews"))
        }
        divisions = {
            (row["country"], row["name"]): row["code"]
            for row in read_table(_DIVISIONS, ("country", "code", "rank", "name"))
            if row["rank"] == "1"
        }
        return cls(countries, sectors, divisions)

    def country(self, code: str | None) -> CountryCodes:
        """The codes of a country; one that the table lacks keeps its ISO code."""
        if code is None:
            return _NOWHERE
        return self.countries.get(code) or CountryCodes(code, "", "", code)


_NOWHERE = CountryCodes("", "", "", "")
