"""From a form to its days: the resolver of each rule of grammar.tsv."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from polybius.times import anaphoric, dates, deictic, periods
from polybius.times import days as calendar
from polybius.times.context import Setting
from polybius.times.holidays import Holiday
from polybius.times.reading import (
    NOTHING,
    VAGUE,
    Reading,
    Resolver,
    Values,
    explicit,
    first_of,
    frame_year,
    near_years,
    number,
    relative,
    shifted_part,
    unit_of,
    word,
)


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
            return explicit(first_of(list(entry.in_year(year))) or calendar.year(year))
        if entry.once:
            return explicit(next(iter(entry.in_year(int(entry.first["once"][:4])))))
        if "shift" in values or "past" in values:
            return relative(
                shifted_part(values, setting, lambda near: first_of(list(entry.in_year(near)))),
                "day",
            )
        framed = frame_year(setting)
        if framed is not None:
            return relative(first_of(list(entry.in_year(framed))), "day")
        options = [days for near in near_years(setting) for days in entry.in_year(near)]
        return relative(setting.nearest(options), "day")


RESOLVERS: Mapping[str, Resolver] = MappingProxyType(
    {
        resolver.__name__: resolver
        for resolver in (
            *dates.RESOLVERS,
            *periods.RESOLVERS,
            *deictic.RESOLVERS,
            *anaphoric.RESOLVERS,
            age,
            duration,
            every,
            weekdays,
            vague,
        )
    }
)
