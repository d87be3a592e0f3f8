"""Neighbouring expressions that are one: ranges, hours of a day, counts from a date."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from polybius.times import days as calendar
from polybius.times.days import ORDER, Days
from polybius.times.reading import Reading
from polybius.times.scan import Scan


@dataclass(frozen=True, slots=True)
class Found:
    """An expression in a sentence: its first word, the word after its last, its reading."""

    first: int
    last: int
    reading: Reading
    rule: str


def join(found: Sequence[Found], scan: Scan, text: str) -> list[Found]:
    """Make one of neighbours that belong together, from left to right."""
    words = [text[s:e].lower() for s, e in zip(scan.starts, scan.ends, strict=True)]
    out: list[Found] = []
    for part in found:
        after = _of_day(part, words)
        if out:
            before = out[-1]
            between = words[before.last : after.first]
            lead = words[before.first - 1] if before.first else ""
            for rule in (_hour, _count, _range):
                joined = rule(before, after, between, lead)
                if joined is not None:
                    out[-1] = joined
                    break
            else:
                out.append(after)
        else:
            out.append(after)
    return out


_DAYPARTS = frozenset("morning afternoon evening night eve".split())


def _of_day(found: Found, words: list[str]) -> Found:
    """The week of Oct. 3, the night of May 9: the words before a day that name more of it."""
    days = found.reading.days
    if days is None or found.reading.grain != "day" or days.first != days.last:
        return found
    if found.first < 2 or words[found.first - 1] != "of":
        return found
    unit = words[found.first - 2]
    first = found.first - (3 if found.first > 2 and words[found.first - 3] == "the" else 2)
    if unit in ("week", "weekend"):
        whole = calendar.containing(unit, days.first)
        return replace(found, first=first, reading=replace(found.reading, days=whole, grain=unit))
    if unit in _DAYPARTS:
        return replace(found, first=first, reading=replace(found.reading, grain="time"))
    return found


_Rule = Callable[[Found, Found, list[str], str], Found | None]


def _hour(before: Found, after: Found, between: list[str], lead: str) -> Found | None:
    """3 p.m. on Monday; Monday at 3 p.m.; noon on Oct. 9."""
    clocks = [part.rule in ("clock", "noon") for part in (before, after)]
    if sum(clocks) != 1 or between not in ([], ["on"], [","], ["at"], [",", "at"], ["of"]):
        return None
    day = after if clocks[0] else before
    if day.reading.grain not in ("day", "time") or day.reading.kind != "date":
        return None
    return Found(before.first, after.last, replace(day.reading, grain="time"), day.rule)


def _count(before: Found, after: Found, between: list[str], lead: str) -> Found | None:
    """Two days before Oct. 9; a week after Christmas."""
    count, unit, days = before.reading.count, before.reading.unit, after.reading.days
    if between not in ([], ["the"]) or count is None or unit is None or days is None:
        return None
    if ORDER[days.grain] > ORDER[unit]:
        return None
    found = calendar.containing(unit, calendar.add(days.first, count, unit))
    reading = replace(after.reading, days=found, grain=unit)
    return Found(before.first, after.last, reading, before.rule)


def _range(before: Found, after: Found, between: list[str], lead: str) -> Found | None:
    """From 2003 to 2011, between March and May, June-August."""
    opened = lead in ("from", "between")
    allowed: tuple[list[str], ...] = (["-"], ["–"], ["through"])
    if lead == "from":
        allowed += (["to"], ["until"], ["till"], ["-"])
    elif lead == "between":
        allowed = (["and"],)
    if between not in allowed:
        return None
    one, two = before.reading, after.reading
    if one.kind != "date" or two.kind != "date" or one.days is None or two.days is None:
        return None
    if not opened and one.grain != two.grain:
        return None
    start, end = one.days, two.days
    if start.first > end.last and {before.rule, after.rule} <= {"weekday"}:
        end = calendar.moved(end, 1, "week")
    if start.first > end.last and one.basis == "relative" and two.basis == "explicit":
        start = calendar.moved(start, end.first.year - start.first.year, "year")
        if start.first > end.last:
            start = calendar.moved(start, -1, "year")
    if one.basis == "relative" and two.basis == "explicit" and start.grain in ("day", "month"):
        # "From March to May 2015": the year is said once.
        start = calendar.moved(start, end.first.year - start.first.year, "year")
        if start.first > end.first:
            start = calendar.moved(start, -1, "year")
    if start.first > end.last:
        return None
    grain = two.grain if two.grain == one.grain else end.grain
    reading = replace(two, days=Days(start.first, end.last, end.grain), grain=grain)
    if "relative" in (one.basis, two.basis) and two.basis != "explicit":
        reading = replace(reading, basis="relative")
    first = before.first - 1 if opened else before.first
    return Found(first, after.last, reading, "range")
