"""Blocking keys: two reports are only compared where they share one.

Each key holds a type, a day or longer period, and something the two must have in common, so
that a block stays small however large the store grows.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from zlib import crc32

from polybius.story.report import Days, Report

# Days that a date may leave open and be narrow, or be listed one by one.
_NARROW = 7
_MONTH = 31
# Words that make keys.
_WORDS = 8


def keys(report: Report) -> Iterator[str]:
    """The keys of a report, each once; none for one without any date."""
    if report.days is None:
        return
    things = set(_things(report))
    for period in _periods(report.days):
        for thing in things:
            yield f"{report.kind}|{period}|{thing}"


def _periods(days: Days) -> Iterator[str]:
    """The days and the one after, since reports differ by a day; the year of what has no
    narrow date. What is dated by the year is not compared with what has its day."""
    if days.width <= _MONTH:
        yield from map(str, range(days.first, days.last + 2))
    if days.width > _NARROW:
        yield f"year {date.fromordinal(days.last).year}"


def _things(report: Report) -> Iterator[str]:
    """Who to whom; a country or body with the mode; a name; the town; words of the sentences."""
    parties = (*report.doers, *report.targets)
    doers, targets = (
        {party.code for party in side if party.code} for side in (report.doers, report.targets)
    )
    codes = doers | targets or set(report.lands)
    if report.mutual:
        yield from (f"{one}+{other}" for one, other in combinations(sorted(codes), 2))
    else:
        yield from (f"{one}>{other}" for one in doers for other in targets)
    modes = set(report.modes) if report.doers and report.targets else {*report.modes, ""}
    for code in codes:
        yield from (f"{code}/{mode}" for mode in modes or ("",))
    for party in parties:
        if party.name:
            yield f"={party.name}"
    if report.site is not None and report.site.exact:
        yield f"@{report.site.name}"
    # The same few of all words in every report: those with the smallest hashes.
    yield from sorted(map(_hashed, report.words))[:_WORDS]


def _hashed(word: str) -> str:
    return f"{crc32(word.encode()):08x}{word}"
