"""Days and months by name or number: "Oct. 9", "13/10/2015", "June of last year"."""

from __future__ import annotations

from datetime import date

from polybius.times import days as calendar
from polybius.times.context import Setting
from polybius.times.days import Days
from polybius.times.reading import (
    DETERMINERS,
    TEMPORAL,
    Reading,
    Resolver,
    Values,
    explicit,
    first_of,
    frame_year,
    has_part,
    near_years,
    number,
    numbers,
    relative,
    shifted,
    shifted_part,
    year_of,
)


def iso(values: Values, setting: Setting) -> Reading | None:
    year, month, day = numbers(values, "iso")
    return explicit(calendar.day(date(year, month, day)))


def numeric(values: Values, setting: Setting) -> Reading | None:
    """Month first, as in the United States, unless only the other order is a date."""
    month, day, year = numbers(values, "numeric")
    if month > 12:
        month, day = day, month
    if year < 100:
        year += 2000 if year < 50 else 1900
    return explicit(calendar.day(date(year, month, day)))


def yearmonth(values: Values, setting: Setting) -> Reading | None:
    year, month = numbers(values, "yearmonth")
    return explicit(calendar.month(year, month))


def _day_in(year: int, month: int, day: int) -> list[Days]:
    try:
        return [calendar.day(date(year, month, day))]
    except ValueError:
        return []


def month_day(values: Values, setting: Setting) -> Reading | None:
    month, day, year = (number(values, label) for label in ("month", "day", "year"))
    if day is None or not 1 <= day <= 31:
        return None
    if "shift" in values:
        now = shifted(setting, number(values, "shift") or 0, "month")
        return relative(first_of(_day_in(now.first.year, now.first.month, day)) if now else None)
    if month is None or not _day_in(2000, month, day):
        return None
    if year is not None:
        found = _day_in(year, month, day)
        return explicit(found[0]) if found else None
    framed = frame_year(setting)
    if framed is not None:
        return relative(first_of(_day_in(framed, month, day)), "day")
    options = [found for near in near_years(setting) for found in _day_in(near, month, day)]
    weekday = number(values, "weekday")
    if weekday is not None:
        options = [days for days in options if days.first.weekday() == weekday] or options
    return relative(setting.nearest(options), "day")


def day_of_month(values: Values, setting: Setting) -> Reading | None:
    """The 9th of this month."""
    day = number(values, "day")
    month = shifted(setting, number(values, "shift") or 0, "month")
    if values.get("unit") != "month" or day is None or not 1 <= day <= 31:
        return None
    return relative(first_of(_day_in(month.first.year, month.first.month, day)) if month else None)


def month_days(values: Values, setting: Setting) -> Reading | None:
    """Oct. 3-9."""
    start = month_day(values, setting)
    end = number(values, "until")
    if start is None or end is None or not 1 <= end <= 31:
        return None
    if start.days is None:
        return start
    first = start.days.first
    last = first_of(_day_in(first.year, first.month, end))
    if last is None or last.first <= first:
        return None
    return Reading(Days(first, last.last, "day"), basis=start.basis, grain="day")


def month(values: Values, setting: Setting) -> Reading | None:
    named = number(values, "month") or 1
    if "shift" in values or "past" in values:
        return relative(shifted_part(values, setting, lambda year: calendar.month(year, named)))
    if not (_has_sign(setting) or has_part(values)):
        return None
    framed = frame_year(setting)
    if framed is not None:
        return relative(calendar.month(framed, named))
    options = [calendar.month(year, named) for year in near_years(setting)]
    return relative(setting.nearest(options), "month")


def _has_sign(setting: Setting) -> bool:
    """Whether a month's name alone means the month, not a person of that name."""
    label = setting.dated()
    if setting.before in TEMPORAL:
        return label in ("DATE", "")
    if setting.before in DETERMINERS:
        return label in ("DATE", "", "EVENT", "LAW", "ORG")
    return label == "DATE" and not setting.capital


def month_year(values: Values, setting: Setting) -> Reading | None:
    named, year = number(values, "month"), number(values, "year")
    return explicit(calendar.month(year, named)) if year and named else None


def month_of(values: Values, setting: Setting) -> Reading | None:
    if values.get("unit") != "year":
        return None
    year = year_of(values, setting)
    named = number(values, "month") or 1
    return relative(calendar.month(year.first.year, named) if year else None, "month")


RESOLVERS: tuple[Resolver, ...] = (
    iso,
    numeric,
    yearmonth,
    month_day,
    day_of_month,
    month_days,
    month,
    month_year,
    month_of,
)
