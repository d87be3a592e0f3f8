"""Actor phrases: the country and sector of a noun phrase on a date.

The first two sectors count. The gold's country IGO (or UNO, EUR) is answered by no country
and an organisation of states among those two sectors; its sector "" by none, GOV or UNK.
What a row does not assert is not asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from polybius.evaluate.fields import UNMARKED, WORLD
from polybius.evaluate.figures import Sums, figure, ratio
from polybius.evaluate.gold import Row
from polybius.evaluate.report import Cell, Mistake, Table
from polybius.evaluate.scored import Scored, Scorer, Summary

# Values of the gold's country field that are answered by a sector.
BY_SECTOR = WORLD | {"NGO", "MNC", "ISM", "IMG"}


class Answer(Protocol):
    """What a phrase was resolved to."""

    @property
    def country(self) -> str | None:
        """ISO3 country, or None."""
        ...

    @property
    def sectors(self) -> tuple[str, ...]:
        """PLOVER's sectors, the most telling first."""
        ...

    @property
    def evidence(self) -> tuple[str, ...]:
        """The rows and rules that gave the answer."""
        ...


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase, its date, and what it is: None where the row does not say."""

    id: str
    phrase: str
    date: str | None
    known_country: str | None
    country: str | None
    sector: str | None


def read(row: Row) -> Phrase:
    """A row of the gold."""
    country, sector = row.maybe("country"), row.maybe("sector")
    if country is None and sector is None:
        raise row.fail("neither 'country' nor 'sector': nothing to score")
    return Phrase(
        row.text("id"), row.text("phrase"), row.maybe("date"), row.maybe("known_country"),
        country, sector,
    )  # fmt: skip


def ask(gold: Phrase) -> Phrase:
    """The phrase itself."""
    return gold


def country_right(gold: str, answer: Answer) -> bool:
    """Whether the country is the gold's."""
    if gold in WORLD:
        return answer.country is None and bool(WORLD & set(answer.sectors[:2]))
    if gold in BY_SECTOR:
        return answer.country is None and gold in answer.sectors[:2]
    return (answer.country or "") == gold


def sector_right(gold: str, answer: Answer) -> bool:
    """Whether the sector is among the first two."""
    sectors = set(answer.sectors[:2])
    return gold in sectors if gold else sectors <= UNMARKED | WORLD


def score(gold: Phrase, answer: Answer) -> Scored:
    """The counts of one phrase."""
    counts: dict[str, float] = {"rows": 1}
    checks: list[bool] = []
    if gold.country is not None:
        checks.append(country_right(gold.country, answer))
        counts |= {"countries": 1, "country": checks[-1]}
    if gold.sector is not None:
        checks.append(sector_right(gold.sector, answer))
        counts |= {"sectors": 1, "sector": checks[-1]}
        counts |= {f"gold:{gold.sector}": 1, f"found:{gold.sector}": checks[-1]}
    counts["all asserted"] = all(checks)
    if len(checks) == 2:
        counts |= {"pairs": 1, "both": all(checks)}
    return Scored(counts, () if all(checks) else (_mistake(gold, answer),))


def summarise(sums: Sums) -> Summary:
    """Country, sector and both, and recall by sector."""
    rows: list[tuple[Cell, ...]] = [
        (
            name or "(none)",
            sums.total(f"gold:{name}"),
            figure(sums, "right", ratio(f"found:{name}", f"gold:{name}"), f"gold:{name}"),
        )
        for name in sums.keys("gold:")
    ]
    return Summary(
        (
            figure(sums, "country", ratio("country", "countries"), "countries"),
            figure(sums, "sector", ratio("sector", "sectors"), "sectors"),
            figure(sums, "both", ratio("both", "pairs"), "pairs"),
            figure(sums, "all that the row asserts", ratio("all asserted", "rows"), "rows"),
        ),
        (Table("By sector", ("sector", "gold", "right"), tuple(rows)),),
    )


def _mistake(gold: Phrase, answer: Answer) -> Mistake:
    def shown(value: str | None) -> str:
        return "not asked" if value is None else value or "none"

    return Mistake(
        f"sector {shown(gold.sector)}",
        gold.id,
        f"{gold.phrase} ({gold.date or 'no date'})",
        f"country {shown(gold.country)}, sector {shown(gold.sector)}",
        (
            f"country {answer.country or 'none'}, sectors {' '.join(answer.sectors) or 'none'} "
            f"({', '.join(answer.evidence)})",
        ),
    )


SCORER = Scorer(read, ask, score, summarise)
