"""Stretches of days and their arithmetic: the calendar itself, without any language.

A `Days` has both ends included. Weeks run from Monday to Sunday; seasons are the
meteorological ones of the northern hemisphere (winter 2014 starts in December 2014);
decades and centuries are counted as they are spoken of: the 1990s are 1990-1999, the
20th century 1900-1999.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

# Units from fine to coarse. `time` is a time of day, whose days are the day.
ORDER = {
    unit: rank
    for rank, unit in enumerate(
        "time day weekend week fortnight month quarter season half year decade century".split()
    )
}
_MONTHS = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120}
_MONTHS["century"] = 1200
_DAYS = {"time": 1, "day": 1, "weekend": 7, "week": 7, "fortnight": 14}


@dataclass(frozen=True, slots=True)
class Days:
    """The days from `first` to `last`, both included, and the unit they were named in."""

    first: date
    last: date
    grain: str

    def of_grain(self, grain: str) -> Days:
        """The same days, named in another unit."""
        return Days(self.first, self.last, grain)


def day(of: date) -> Days:
    """One day."""
    return Days(of, of, "day")


def month(year: int, number: int) -> Days:
    """A calendar month, 1 to 12."""
    last = calendar.monthrange(year, number)[1]
    return Days(date(year, number, 1), date(year, number, last), "month")


def months(year: int, number: int, count: int, grain: str) -> Days:
    """`count` calendar months from month `number` on."""
    first = date(year, number, 1)
    return Days(first, add(first, count, "month") - timedelta(1), grain)


def year(number: int) -> Days:
    """A calendar year."""
    return Days(date(number, 1, 1), date(number, 12, 31), "year")


def years(first: int, count: int, grain: str) -> Days:
    """`count` calendar years from `first` on."""
    return Days(date(first, 1, 1), date(first + count - 1, 12, 31), grain)


def containing(unit: str, of: date) -> Days:
    """The calendar unit that the day `of` lies in; a week's weekend for `weekend`."""
    match unit:
        case "week" | "fortnight":
            monday = of - timedelta(of.weekday())
            return Days(monday, monday + timedelta(6), "week")
        case "weekend":
            saturday = of - timedelta(of.weekday()) + timedelta(5)
            return Days(saturday, saturday + timedelta(1), "weekend")
        case "month":
            return month(of.year, of.month)
        case "quarter" | "half":
            count = _MONTHS[unit]
            return months(of.year, of.month - (of.month - 1) % count, count, unit)
        case "season":
            start = add(of, -(of.month % 3), "month")
            return months(start.year, start.month, 3, "season")
        case "year":
            return year(of.year)
        case "decade":
            return years(of.year - of.year % 10, 10, "decade")
        case "century":
            return years(of.year - of.year % 100, 100, "century")
        case _:
            return day(of)


def add(to: date, count: int, unit: str) -> date:
    """The day `count` units after `to`; at the end of a short month, its last day.

    Raises ValueError or OverflowError outside the years 1 to 9999.
    """
    if unit in _DAYS:
        return to + timedelta(count * _DAYS[unit])
    index = to.year * 12 + to.month - 1 + count * _MONTHS[unit]
    number, zero_based = divmod(index, 12)
    if not 1 <= number <= 9999:
        raise ValueError(f"year {number} is out of range")
    last = calendar.monthrange(number, zero_based + 1)[1]
    return date(number, zero_based + 1, min(to.day, last))


def moved(days: Days, count: int, unit: str) -> Days:
    """The stretch of the same grain that lies `count` units later."""
    shifted = add(days.first, count, unit)
    if days.grain in ORDER and days.grain != "weekend":
        return containing(days.grain, shifted).of_grain(days.grain)
    return Days(shifted, shifted + (days.last - days.first), days.grain)


def published_days(text: str | None) -> Days | None:
    """A publication date (`2016-10-11`, `2016-10` or `2016`) as days; None if it is none."""
    if not text:
        return None
    parts = text.strip()[:10].split("-")
    try:
        numbers = [int(part) for part in parts]
        if len(numbers) == 1:
            return year(numbers[0])
        if len(numbers) == 2:
            return month(numbers[0], numbers[1])
        return day(date(*numbers))
    except (ValueError, TypeError):
        return None
