"""What an expression is read as, and what the resolvers share.

A resolver gets the labelled values of a match and the `Setting`; it gives a `Reading`, or
None where the words are no time expression after all ("in May's cabinet").
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from polybius.record import Basis
from polybius.times import days as calendar
from polybius.times.context import Setting
from polybius.times.days import Days
from polybius.times.scan import Value

Kind = Literal["date", "duration", "vague"]
Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression was read as; `count` and `unit` are those of a bare quantity."""

    days: Days | None
    kind: Kind = "date"
    basis: Basis = "relative"
    grain: str | None = None
    count: int | None = None
    unit: str | None = None


VAGUE = Reading(None, "vague")
# The words are taken, so that no part of them is read, but tell no time ("27-year-old").
NOTHING = Reading(None)
Resolver: TypeAlias = Callable[[Values, Setting], Reading | None]
# Words before a month or year that show it to be one.
TEMPORAL = frozenset(
    "in since until till by during of from to between before after through for around about "
    "on at late early mid and due ended ending throughout circa than".split()
)

DETERMINERS = frozenset("the a an its his her their our my this that 's".split())


def number(values: Values, label: str) -> int | None:
    """A labelled value where it is a number."""
    value = values.get(label)
    return value if isinstance(value, int) else None


def numbers(values: Values, label: str) -> tuple[int, ...]:
    """A labelled value that is several numbers."""
    value = values[label]
    return value if isinstance(value, tuple) else ()


def word(values: Values, *labels: str) -> str:
    """The first labelled value that is there, as text."""
    return next((str(values[label]) for label in labels if label in values), "")


def explicit(days: Days) -> Reading:
    """A date that needs nothing but its own words."""
    return Reading(days, basis="explicit", grain=days.grain)


def relative(days: Days | None, grain: str | None = None) -> Reading:
    """A date reckoned from another; open (no days) where that is not known."""
    return Reading(days, grain=grain or (days.grain if days else None))


def unit_of(values: Values) -> str:
    """The unit named, whichever way."""
    if "weekend" in values:
        return "weekend"
    if "daypart" in values or "hours" in values:
        return "time"
    return word(values, "unit", "units")


def shifted(setting: Setting, count: int, unit: str) -> Days | None:
    """The calendar unit that lies `count` units from that of the publication."""
    now = setting.now(unit)
    return None if now is None else calendar.containing(unit, calendar.add(now, count, unit))


def frame_year(setting: Setting) -> int | None:
    """The year that the paragraph is set in, where it opened with one."""
    return setting.story.frame.first.year if setting.story.frame else None


def near_years(setting: Setting) -> range:
    """The years that a date without one may lie in."""
    published = setting.story.published
    return range(published.first.year - 1, published.first.year + 2) if published else range(0)


def first_of(options: list[Days]) -> Days | None:
    """The first of some days, if there are any."""
    return options[0] if options else None


def shifted_part(
    values: Values, setting: Setting, of_year: Callable[[int], Days | None]
) -> Days | None:
    """Last, this or next June, summer, Christmas: the one before, in, after the present."""
    count = number(values, "shift")
    count = number(values, "past") if count is None else count
    published = setting.story.published
    if published is None or published.grain == "year":
        return None
    now = published.first
    found = [days for near in range(now.year - 2, now.year + 3) if (days := of_year(near))]
    if count == -1:
        return max((days for days in found if days.last < now), key=_start, default=None)
    if count == 1:
        return min((days for days in found if days.first > now), key=_start, default=None)
    own = [days for days in found if days.first <= now <= days.last]
    own += [days for days in found if days.first.year == now.year]
    return own[0] if own else None


def _start(days: Days) -> date:
    return days.first


def has_part(values: Values) -> bool:
    """Whether "early", "the end of" or the like stands before."""
    return any(label in values for label in ("early", "later", "partof"))


def year_of(values: Values, setting: Setting) -> Days | None:
    """The year of "June of last year", "the same year", "the following year"."""
    if "relative" in values or "same" in values:
        anchor = setting.story.anchor
        if anchor is None:
            return None
        return calendar.containing(
            "year", calendar.add(anchor.first, number(values, "relative") or 0, "year")
        )
    return shifted(setting, number(values, "shift") or 0, "year")


def span(setting: Setting, sign: int, count: int, unit: str) -> Reading:
    """The past or coming `count` units, the day of publication included."""
    now = setting.now("day")
    if now is None:
        return Reading(None, grain=unit)
    if unit == "time":
        return Reading(calendar.day(now), grain="time")
    ends = sorted((now, calendar.add(now, sign * count, unit)))
    return Reading(Days(ends[0], ends[1], unit), grain=unit)
