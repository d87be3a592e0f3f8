"""Blocking keys: two reports are only compared where they share one.

Each key holds a type, a day or longer period, and something the two must have in common, so
that a block stays small however large the store grows.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from polybius.story.report import Days, Report, kind_of

# Days that may be listed one by one; what is wider is a month or year.
_NARROW = 7
_MONTH = 31


def keys(report: Report) -> Iterator[str]:
    """The keys of a report, each once; none for one without any date."""
    if report.days is None:
        return
    things = set(_things(report))
    for period in _periods(report.days):
        for thing in things:
            yield f"{kind_of(report)}|{period}|{thing}"


def _periods(days: Days) -> Iterator[str]:
    """The days and the one after, since reports differ by a day; month and year for what has
    no narrow date."""
    first, last = date.fromisoformat(days.from_), date.fromisoformat(days.to)
    if days.width <= _NARROW:
        for number in range(days.width + 1):
            yield (first + timedelta(days=number)).isoformat()
    if days.firm:
        yield f"{last:%Y-%m}" if days.width <= _MONTH else f"{last:%Y}"
        if days.width > _NARROW:
            yield f"{last:%Y}"


def _things(report: Report) -> Iterator[str]:
    """Each country and body it touches, each name, and the town."""
    parties = (*report.doers, *report.targets)
    yield from report.lands
    for party in parties:
        if party.code:
            yield party.code
        if party.name:
            yield f"={party.name}"
    if report.site is not None and report.site.exact:
        yield f"@{report.site.name}"
