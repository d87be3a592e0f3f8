"""Counted from the publication date: "yesterday", "next Wednesday", "two weeks ago"."""

from __future__ import annotations

from datetime import timedelta

from polybius.times import days as calendar
from polybius.times.context import Setting
from polybius.times.days import Days
from polybius.times.reading import (
    VAGUE,
    Reading,
    Resolver,
    Values,
    number,
    relative,
    shifted,
    span,
    unit_of,
)

# Words before and after "the year" that make it the present one, or another.
_INSIDE = frozenset(("of", "for", "in", "during", "through"))
_DESCRIBED = frozenset("ended ending that when before after since he she they it of to".split())


def dayword(values: Values, setting: Setting) -> Reading | None:
    grain = "time" if "daypart" in values else "day"
    return relative(shifted(setting, number(values, "dayword") or 0, "day"), grain)


def daypart_day(values: Values, setting: Setting) -> Reading | None:
    """Last night, this morning."""
    return relative(shifted(setting, number(values, "shift") or 0, "day"), "time")


def shift_unit(values: Values, setting: Setting) -> Reading | None:
    unit = unit_of(values)
    if "past" in values:
        return span(setting, number(values, "past") or 0, 1, unit)
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
    return span(setting, sign, count, unit)


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


def the_unit(values: Values, setting: Setting) -> Reading | None:
    """Nine months of the year, a loss for the week: the present one, unless it is described."""
    unit = unit_of(values)
    if setting.before not in _INSIDE or setting.after in _DESCRIBED or setting.capital:
        return None
    return relative(shifted(setting, 0, unit), unit) if unit in ("week", "month", "year") else None


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


def in_span(values: Values, setting: Setting) -> Reading | None:
    """In three days, within two weeks: ahead where the clause looks ahead, else a duration."""
    count, unit = number(values, "count"), unit_of(values)
    if count is None or setting.look() != "future":
        return Reading(None, "duration", grain=unit)
    if "within" in values or unit == "time":
        return span(setting, 1, count, unit)
    return relative(shifted(setting, count, unit), unit)


def clock(values: Values, setting: Setting) -> Reading | None:
    """Three p.m., 15:30 GMT: on the day spoken of in the sentence, else that of publication."""
    return relative(shifted(setting, 0, "day"), "time")


def noon(values: Values, setting: Setting) -> Reading | None:
    """Noon and midnight are times of day by themselves, "morning" is not."""
    if values["daypart"] not in ("noon", "midnight", "midday"):
        return None
    return relative(shifted(setting, 0, "day"), "time")


RESOLVERS: tuple[Resolver, ...] = (
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
    the_unit,
    part_of_unit,
    ago,
    in_span,
    clock,
    noon,
)
