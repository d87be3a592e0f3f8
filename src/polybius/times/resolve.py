"""From a form to its days: one short function for each rule of grammar.tsv.

A function gets the labelled values of a match and the `Setting`; it gives a `Reading`,
or None where the words are no time expression after all ("in May's cabinet").
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Literal

from polybius.record import Basis
from polybius.times import days as calendar
from polybius.times.context import Setting, distance
from polybius.times.days import ORDER, Days
from polybius.times.holidays import Holiday
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
_TEMPORAL = frozenset(
    "in since until till by during of from to between before after through for around about "
    "on at late early mid and due ended ending throughout circa than".split()
)
_ENDS = frozenset(("", ".", ",", ";", ":", ")", "”", '"', "-", "and", "but"))
_DETERMINERS = frozenset("the a an its his her their our my this that 's".split())
_HALVES = {"quarter": 3, "half": 6}
_UNIT_DAYS = frozenset(("day", "time"))


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


# Dates as numbers


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


# Days of a month


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
        return relative(_first(_day_in(now.first.year, now.first.month, day)) if now else None)
    if month is None or not _day_in(2000, month, day):
        return None
    if year is not None:
        found = _day_in(year, month, day)
        return explicit(found[0]) if found else None
    framed = frame_year(setting)
    if framed is not None:
        return relative(_first(_day_in(framed, month, day)), "day")
    options = [found for near in _near_years(setting) for found in _day_in(near, month, day)]
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
    return relative(_first(_day_in(month.first.year, month.first.month, day)) if month else None)


def month_days(values: Values, setting: Setting) -> Reading | None:
    """Oct. 3-9."""
    start = month_day(values, setting)
    end = number(values, "until")
    if start is None or end is None or not 1 <= end <= 31:
        return None
    if start.days is None:
        return start
    first = start.days.first
    last = _first(_day_in(first.year, first.month, end))
    if last is None or last.first <= first:
        return None
    return Reading(Days(first, last.last, "day"), basis=start.basis, grain="day")


def _first(options: list[Days]) -> Days | None:
    return options[0] if options else None


def _near_years(setting: Setting) -> range:
    published = setting.story.published
    return range(published.first.year - 1, published.first.year + 2) if published else range(0)


# Months, quarters, halves, seasons, years and longer


def month(values: Values, setting: Setting) -> Reading | None:
    named = number(values, "month") or 1
    if "shift" in values or "past" in values:
        return relative(_shifted_part(values, setting, lambda year: calendar.month(year, named)))
    if setting.dated() not in ("DATE", "") or (
        setting.before not in _TEMPORAL and not setting.dated() and not _has_part(values)
    ):
        return None
    framed = frame_year(setting)
    if framed is not None:
        return relative(calendar.month(framed, named))
    options = [calendar.month(year, named) for year in _near_years(setting)]
    return relative(setting.nearest(options), "month")


def _has_part(values: Values) -> bool:
    return any(label in values for label in ("early", "later", "partof"))


def _shifted_part(values: Values, setting: Setting, of_year: Callable[[int], Days]) -> Days | None:
    """Last, this or next June, summer, Christmas: the one before, in, after the present."""
    count = number(values, "shift")
    count = number(values, "past") if count is None else count
    published = setting.story.published
    if published is None or published.grain == "year":
        return None
    now = published.first
    years = [of_year(year) for year in range(now.year - 2, now.year + 3)]
    if count == -1:
        return max((d for d in years if d.last < now), key=lambda d: d.first)
    if count == 1:
        return min((d for d in years if d.first > now), key=lambda d: d.first)
    inside = [d for d in years if d.first <= now <= d.last]
    return inside[0] if inside else next(d for d in years if d.first.year == now.year)


def month_year(values: Values, setting: Setting) -> Reading | None:
    named, year = number(values, "month"), number(values, "year")
    return explicit(calendar.month(year, named)) if year and named else None


def _year_of(values: Values, setting: Setting) -> Days | None:
    """The year of "June of last year", "the same year", "the following year"."""
    if "relative" in values or "same" in values:
        anchor = setting.story.anchor
        if anchor is None:
            return None
        return calendar.containing(
            "year", calendar.add(anchor.first, number(values, "relative") or 0, "year")
        )
    return shifted(setting, number(values, "shift") or 0, "year")


def month_of(values: Values, setting: Setting) -> Reading | None:
    if values.get("unit") != "year":
        return None
    year = _year_of(values, setting)
    named = number(values, "month") or 1
    return relative(calendar.month(year.first.year, named) if year else None, "month")


def quarter(values: Values, setting: Setting) -> Reading | None:
    return _piece_of_year(values, setting, "quarter", number(values, "ordinal"))


def quarter_code(values: Values, setting: Setting) -> Reading | None:
    return _piece_of_year(values, setting, "quarter", number(values, "quartercode"))


def half(values: Values, setting: Setting) -> Reading | None:
    return _piece_of_year(values, setting, "half", number(values, "ordinal"))


def _piece_of_year(
    values: Values, setting: Setting, grain: str, piece: int | None
) -> Reading | None:
    size = _HALVES[grain]
    if piece is None or piece > 12 // size:
        return None

    def of_year(year: int) -> Days:
        return calendar.months(year, size * (piece - 1) + 1, size, grain)

    year = number(values, "year")
    if year is not None:
        return explicit(of_year(year))
    if "unit" in values:
        whole = _year_of(values, setting) if values["unit"] == "year" else None
        return relative(of_year(whole.first.year) if whole else None, grain)
    if "shift" in values or "past" in values:
        return relative(_shifted_part(values, setting, of_year), grain)
    return relative(_current_piece(setting, [of_year(y) for y in _near_years(setting)]), grain)


def _current_piece(setting: Setting, options: list[Days]) -> Days | None:
    """The quarter that news speaks of: of those begun, the last; ahead, the nearest."""
    published = setting.story.published
    if published is None or published.grain == "year" or not options:
        return None
    if setting.look() == "future":
        return min(options, key=lambda days: distance(days, published.first))
    begun = [d for d in options if d.first <= published.first]
    return max(begun, key=lambda d: d.first)


def bare_quarter(values: Values, setting: Setting) -> Reading | None:
    """The quarter that figures are given for, else the last that had ended."""
    period = setting.story.period
    if period is not None and period.grain == "quarter":
        return relative(period)
    return relative(shifted(setting, -1, "quarter"), "quarter")


def latest_quarter(values: Values, setting: Setting) -> Reading | None:
    return relative(shifted(setting, -1, "quarter"), "quarter")


def year_quarter(values: Values, setting: Setting) -> Reading | None:
    """The 1988 quarter: the one that figures are given for, in that year."""
    year, period = number(values, "year"), setting.story.period
    if year is None or period is None:
        return None
    first = period.first.month
    return relative(calendar.months(year, first, _HALVES[period.grain], period.grain))


def season(values: Values, setting: Setting) -> Reading | None:
    start = number(values, "season") or 3

    def of_year(year: int) -> Days:
        return calendar.months(year, start, 3, "season")

    year = number(values, "year")
    if year is not None:
        return explicit(of_year(year))
    if "unit" in values:
        whole = shifted(setting, number(values, "shift") or 0, "year")
        return relative(of_year(whole.first.year) if whole else None, "season")
    if "shift" in values or "past" in values:
        return relative(_shifted_part(values, setting, of_year), "season")
    if setting.before not in _TEMPORAL or setting.before in ("of", "to", "and", "than"):
        return None
    return relative(setting.nearest(of_year(y) for y in _near_years(setting)), "season")


def year(values: Values, setting: Setting) -> Reading | None:
    found = number(values, "year")
    spelled = number(values, "years")
    if spelled is not None:
        return explicit(calendar.year(spelled)) if 1000 <= spelled <= 2200 else None
    if found is None:
        return None
    label = setting.dated()
    if _has_part(values) or setting.before in ("in", "since", "until", "due", "during"):
        return explicit(calendar.year(found))
    if label in ("CARDINAL", "QUANTITY", "MONEY", "PERCENT", "ORDINAL", "TIME"):
        return None
    known = label in ("DATE", "EVENT", "LAW") or setting.before in _TEMPORAL | _DETERMINERS
    return explicit(calendar.year(found)) if known and 1700 <= found <= 2100 else None


def years(values: Values, setting: Setting) -> Reading | None:
    """1998-2002, 2014-15."""
    first, last = number(values, "year"), number(values, "until")
    if first is None or last is None:
        return None
    if last < 100:
        last += first - first % 100
    if not first < last < first + 100 or setting.dated() in ("CARDINAL", "QUANTITY"):
        return None
    return explicit(calendar.years(first, last - first + 1, "year"))


def fiscal(values: Values, setting: Setting) -> Reading | None:
    """A fiscal year is read as the calendar year of its number."""
    found = number(values, "year")
    if found is not None:
        return explicit(calendar.year(found))
    return relative(shifted(setting, number(values, "shift") or 0, "year"), "year")


def decade(values: Values, setting: Setting) -> Reading | None:
    found = number(values, "decade") or number(values, "decadeword")
    if found is None:
        return None
    if found % 100 == 0 and found != 2000:
        return explicit(calendar.years(found, 100, "century"))
    return explicit(calendar.years(found, 10, "decade"))


def century(values: Values, setting: Setting) -> Reading | None:
    ordinal = number(values, "ordinal")
    if ordinal is None or not 1 < ordinal < 40:
        return None
    return explicit(calendar.years((ordinal - 1) * 100, 100, "century"))


def year_end(values: Values, setting: Setting) -> Reading | None:
    """Year-end, the year's end, month-end: the period that is to end."""
    unit = word(values, "unit") or "year"
    found = number(values, "year")
    if found is not None:
        return explicit(calendar.year(found))
    return relative(shifted(setting, number(values, "shift") or 0, unit), unit)


# Counted from publication


def dayword(values: Values, setting: Setting) -> Reading | None:
    grain = "time" if "daypart" in values else "day"
    return relative(shifted(setting, number(values, "dayword") or 0, "day"), grain)


def daypart_day(values: Values, setting: Setting) -> Reading | None:
    """Last night, this morning."""
    return relative(shifted(setting, number(values, "shift") or 0, "day"), "time")


def shift_unit(values: Values, setting: Setting) -> Reading | None:
    unit = unit_of(values)
    if "past" in values:
        return _span(setting, number(values, "past") or 0, 1, unit)
    count = number(values, "shift") or 0
    if unit == "day":
        # "This day" is the day spoken of; there is no "last day" of the calendar.
        return relative(shifted(setting, 0, "day"), "day") if count == 0 else VAGUE
    if unit == "weekend":
        return relative(_weekend(setting, count), "weekend")
    return relative(shifted(setting, count, unit), unit)


def _weekend(setting: Setting, count: int | None) -> Days | None:
    """Last, this, next weekend; with no count, the one that the tense points to."""
    now = setting.now("day")
    if now is None:
        return None
    own = calendar.containing("weekend", now)
    if count is None:
        count = 0 if now >= own.first or setting.look() == "future" else -1
    elif count == 0 and now.weekday() <= 1 and setting.look() == "past":
        count = -1
    return calendar.moved(own, count, "week")


def weekend(values: Values, setting: Setting) -> Reading | None:
    return relative(_weekend(setting, None), "weekend")


def _span(setting: Setting, sign: int, count: int, unit: str) -> Reading:
    """The past or coming `count` units, the day of publication included."""
    now = setting.now("day")
    if now is None:
        return Reading(None, grain=unit)
    if unit == "time":
        return Reading(calendar.day(now), grain="time")
    ends = sorted((now, calendar.add(now, sign * count, unit)))
    return Reading(Days(ends[0], ends[1], unit), grain=unit)


def shift_span(values: Values, setting: Setting) -> Reading | None:
    """The past two weeks, the next ten days; of no date with "few" or after "for"."""
    count, unit = number(values, "count"), unit_of(values)
    if count is None:
        return VAGUE
    if "relative" in values:
        return Reading(None, "duration", grain=unit)
    sign = number(values, "shift")
    sign = number(values, "past") if sign is None else sign
    if not sign:
        return Reading(None, "duration", grain=unit)
    return _span(setting, sign, count, unit)


def vague_span(values: Values, setting: Setting) -> Reading | None:
    """Recent days, coming weeks."""
    return VAGUE


def shift_weekday(values: Values, setting: Setting) -> Reading | None:
    """Last, this, next Wednesday.

    "Last" is the one before today, "next" that of the coming calendar week, "this" that
    of the present week.
    """
    weekday = number(values, "weekday") or 0
    grain = "time" if "daypart" in values else "day"
    if "relative" in values:
        anchor = setting.story.anchor
        if anchor is None:
            return relative(None, grain)
        step = number(values, "relative") or 1
        gap = (step * (weekday - anchor.first.weekday()) - 1) % 7 + 1
        return relative(calendar.day(anchor.first + timedelta(step * gap)), grain)
    now = setting.now("day")
    if now is None:
        return relative(None, grain)
    count = number(values, "shift")
    count = number(values, "past") if count is None else count
    if count == -1:
        found = now - timedelta((now.weekday() - weekday - 1) % 7 + 1)
    elif "past" in values:
        found = now + timedelta((weekday - now.weekday() - 1) % 7 + 1)
    else:
        found = now + timedelta(weekday - now.weekday() + 7 * (count or 0))
        if not count and found < now and setting.look() == "future":
            found += timedelta(7)
    return relative(calendar.day(found), grain)


def weekday(values: Values, setting: Setting) -> Reading | None:
    """A weekday alone: today if it is today's, else the last or the coming one by tense."""
    grain = "time" if "daypart" in values else "day"
    named, now = number(values, "weekday") or 0, setting.now("day")
    if now is None:
        return relative(None, grain)
    ahead = (named - now.weekday()) % 7
    if ahead and setting.look() not in ("future", "present"):
        ahead -= 7
    return relative(calendar.day(now + timedelta(ahead)), grain)


def weekday_week(values: Values, setting: Setting) -> Reading | None:
    """Wednesday last week, Monday of the following week."""
    named = number(values, "weekday") or 0
    if "relative" in values:
        anchor = setting.story.anchor
        now = anchor.first if anchor else None
    else:
        now = setting.now("day")
    if now is None:
        return relative(None, "day")
    count = number(values, "relative") or number(values, "shift") or 0
    week = calendar.containing("week", now + timedelta(7 * count))
    return relative(calendar.day(week.first + timedelta(named)))


def weekday_ago(values: Values, setting: Setting) -> Reading | None:
    """A week from Friday."""
    now = setting.now("day")
    if now is None:
        return relative(None, "day")
    ahead = ((number(values, "weekday") or 0) - now.weekday() - 1) % 7 + 1
    return relative(calendar.day(now + timedelta(ahead + 7)))


def weeks_ago(values: Values, setting: Setting) -> Reading | None:
    """A week ago Monday."""
    count, now = number(values, "count"), setting.now("day")
    if count is None or unit_of(values) != "week" or now is None:
        return None
    week = calendar.containing("week", now - timedelta(7 * count))
    return relative(calendar.day(week.first + timedelta(number(values, "weekday") or 0)))


def part_of_unit(values: Values, setting: Setting) -> Reading | None:
    """The end of the year, earlier in the week."""
    unit = unit_of(values)
    if unit == "day" and "partof" in values:
        return VAGUE
    if values.get("partof") in ("turn", "eve") and unit != "year":
        return VAGUE
    return relative(shifted(setting, 0, unit), unit)


def ago(values: Values, setting: Setting) -> Reading | None:
    """Two weeks ago: the calendar unit that lies that far back."""
    count, unit = number(values, "count"), unit_of(values)
    if count is None:
        return VAGUE
    if unit == "time":
        return relative(shifted(setting, 0, "day"), "time")
    period = setting.story.period
    if unit == "year" and count == 1 and period is not None:
        return relative(calendar.moved(period, -1, "year"))
    if unit == "decade":
        unit, count = "year", 10 * count
    if unit == "century":
        unit, count = "year", 100 * count
    return relative(shifted(setting, -count, unit), unit)


def year_ago(values: Values, setting: Setting) -> Reading | None:
    """The year-ago quarter, the quarter a year earlier: that spoken of, a year back."""
    unit, period, anchor = word(values, "unit"), setting.story.period, setting.story.anchor
    if unit not in ORDER:
        return None
    if unit == "year" and period is None and values.get("of") == "quarter":
        period = shifted(setting, -1, "quarter")
    if unit == "year" and period is not None:
        return relative(calendar.moved(period, -1, "year"))
    if anchor is None or ORDER[anchor.grain] > ORDER[unit]:
        return relative(shifted(setting, -1, unit), unit)
    return relative(calendar.containing(unit, calendar.add(anchor.first, -1, unit)))


def in_span(values: Values, setting: Setting) -> Reading | None:
    """In three days, within two weeks: ahead where the clause looks ahead, else a duration."""
    count, unit = number(values, "count"), unit_of(values)
    if count is None or setting.look() != "future":
        return Reading(None, "duration", grain=unit)
    if "within" in values or unit == "time":
        return _span(setting, 1, count, unit)
    return relative(shifted(setting, count, unit), unit)


# Counted from what was said before


def aside(values: Values, setting: Setting) -> Reading | None:
    """Three days later, a year earlier: counted from the date told of before."""
    count, unit = number(values, "count"), unit_of(values)
    sign = number(values, "later") or number(values, "aside") or 1
    if count is None:
        return VAGUE
    if values.get("aside") == "from now" or values.get("aside") == "hence":
        return relative(shifted(setting, count, unit), unit)
    anchor = setting.story.anchor
    if unit == "time":
        return Reading(anchor, grain="time") if anchor and anchor.grain == "day" else VAGUE
    period = setting.story.period
    if period is not None and unit == "year" and count == 1:
        return relative(calendar.moved(period, sign, "year"))
    # "A day after the vote" counts from the vote; "a day after." from the date told of.
    counted = values.get("aside") in (-1, 1) and setting.after not in _ENDS
    if anchor is None or counted:
        return Reading(None, grain=unit, count=sign * count, unit=unit)
    if ORDER[anchor.grain] > ORDER[unit]:
        return Reading(None, grain=unit, count=sign * count, unit=unit)
    found = calendar.containing(unit, calendar.add(anchor.first, sign * count, unit))
    return Reading(found, grain=unit, count=sign * count, unit=unit)


def the_aside(values: Values, setting: Setting) -> Reading | None:
    """The day before, the year after, the night before."""
    unit = unit_of(values)
    if unit == "time":
        return relative_unit({**values, "relative": number(values, "aside") or 0}, setting)
    return aside({**values, "count": 1}, setting)


def relative_unit(values: Values, setting: Setting) -> Reading | None:
    """The following day, the next morning, the previous year."""
    unit = unit_of(values)
    count = number(values, "relative") or number(values, "next") or 0
    anchor = setting.story.anchor
    if count == 1 and "next" in values and unit not in _UNIT_DAYS:
        return _span(setting, 1, 1, unit)
    if "next" in values and count != 1:
        # "The last week", "the current year".
        return shift_unit({**values, "shift": count}, setting)
    if anchor is None or ORDER[anchor.grain] > ORDER[unit]:
        if unit in ("year", "decade") and count == -1:
            return relative(shifted(setting, -1, unit), unit)
        return Reading(None, grain=unit)
    step = "day" if unit == "time" else "week" if unit == "weekend" else unit
    moved = calendar.containing(unit, calendar.add(anchor.last, count, step))
    return relative(moved, unit)


def same_unit(values: Values, setting: Setting) -> Reading | None:
    """That day, the same month."""
    unit, anchor = unit_of(values), setting.story.anchor
    if unit == "quarter" and setting.story.period is not None:
        anchor = setting.story.period
    if anchor is None or ORDER[anchor.grain] > ORDER[unit]:
        return Reading(None, grain=unit)
    return relative(calendar.containing(unit, anchor.first), unit)


def clock(values: Values, setting: Setting) -> Reading | None:
    """Three p.m., 15:30 GMT: on the day spoken of in the sentence, else that of publication."""
    return relative(shifted(setting, 0, "day"), "time")


def noon(values: Values, setting: Setting) -> Reading | None:
    """Noon and midnight are times of day by themselves, "morning" is not."""
    if values["daypart"] not in ("noon", "midnight", "midday"):
        return None
    return relative(shifted(setting, 0, "day"), "time")


# No calendar value


def age(values: Values, setting: Setting) -> Reading | None:
    return NOTHING


def duration(values: Values, setting: Setting) -> Reading | None:
    return Reading(None, "duration", "explicit", grain=unit_of(values))


def every(values: Values, setting: Setting) -> Reading | None:
    return VAGUE


def weekdays(values: Values, setting: Setting) -> Reading | None:
    return VAGUE


def vague(values: Values, setting: Setting) -> Reading | None:
    return VAGUE


class Holidays:
    """The rule for holidays, which needs their table."""

    def __init__(self, table: list[Holiday]):
        self._named = {entry.name: entry for entry in table}

    def __call__(self, values: Values, setting: Setting) -> Reading | None:
        entry = self._named[word(values, "holiday")]
        if entry.first is None:
            return VAGUE
        year = number(values, "year")
        if year is not None:
            return explicit(_first(list(entry.in_year(year))) or calendar.year(year))
        if entry.once:
            return explicit(next(iter(entry.in_year(int(entry.first["once"][:4])))))
        if "shift" in values or "past" in values:
            return relative(
                _shifted_part(values, setting, lambda y: next(iter(entry.in_year(y)))), "day"
            )
        framed = frame_year(setting)
        if framed is not None:
            return relative(_first(list(entry.in_year(framed))), "day")
        options = [days for near in _near_years(setting) for days in entry.in_year(near)]
        return relative(setting.nearest(options), "day")


Resolver = Callable[[Values, Setting], Reading | None]

RESOLVERS: Mapping[str, Resolver] = MappingProxyType(
    {
        resolver.__name__: resolver
        for resolver in (
            iso,
            numeric,
            yearmonth,
            month_day,
            day_of_month,
            month_days,
            month,
            month_year,
            month_of,
            quarter,
            quarter_code,
            bare_quarter,
            latest_quarter,
            year_quarter,
            half,
            season,
            year,
            years,
            fiscal,
            decade,
            century,
            year_end,
            dayword,
            daypart_day,
            shift_unit,
            weekend,
            shift_span,
            vague_span,
            shift_weekday,
            weekday,
            weekday_week,
            weekday_ago,
            weeks_ago,
            part_of_unit,
            ago,
            year_ago,
            in_span,
            aside,
            relative_unit,
            the_aside,
            same_unit,
            clock,
            noon,
            age,
            duration,
            every,
            weekdays,
            vague,
        )
    }
)
