"""Counted from what was said before: "the next day", "a year earlier", "that month"."""

from __future__ import annotations

from polybius.times import days as calendar
from polybius.times.context import Setting
from polybius.times.days import ORDER
from polybius.times.deictic import shift_unit
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
    word,
)

# What may follow "a day after" where it counts from the date told of before.
_ENDS = frozenset(("", ".", ",", ";", ":", ")", "”", '"', "-", "and", "but"))


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
    if count == 1 and "next" in values and unit not in ("day", "time"):
        return span(setting, 1, 1, unit)
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


RESOLVERS: tuple[Resolver, ...] = (
    year_ago,
    aside,
    the_aside,
    relative_unit,
    same_unit,
)
