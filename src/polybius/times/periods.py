"""Quarters, halves, seasons, years and longer: "third quarter", "summer of 2014", "the 1990s"."""

from __future__ import annotations

from polybius.times import days as calendar
from polybius.times.context import Setting, distance
from polybius.times.days import Days
from polybius.times.reading import (
    DETERMINERS,
    TEMPORAL,
    Reading,
    Resolver,
    Values,
    explicit,
    has_part,
    near_years,
    number,
    relative,
    shifted,
    shifted_part,
    word,
    year_of,
)

# How many months the named pieces of a year have.
_SIZES = {"quarter": 3, "half": 6}


def quarter(values: Values, setting: Setting) -> Reading | None:
    return _piece_of_year(values, setting, "quarter", number(values, "ordinal"))


def quarter_code(values: Values, setting: Setting) -> Reading | None:
    return _piece_of_year(values, setting, "quarter", number(values, "quartercode"))


def half(values: Values, setting: Setting) -> Reading | None:
    return _piece_of_year(values, setting, "half", number(values, "ordinal"))


def _piece_of_year(
    values: Values, setting: Setting, grain: str, piece: int | None
) -> Reading | None:
    size = _SIZES[grain]
    if piece is None or piece > 12 // size:
        return None

    def of_year(year: int) -> Days:
        return calendar.months(year, size * (piece - 1) + 1, size, grain)

    year = number(values, "year")
    if year is not None:
        return explicit(of_year(year))
    if "unit" in values:
        whole = year_of(values, setting) if values["unit"] == "year" else None
        return relative(of_year(whole.first.year) if whole else None, grain)
    if "shift" in values or "past" in values:
        return relative(shifted_part(values, setting, of_year), grain)
    return relative(_current_piece(setting, [of_year(y) for y in near_years(setting)]), grain)


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
    if setting.after == "-":  # a quarter-century
        return None
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
    return relative(calendar.months(year, first, _SIZES[period.grain], period.grain))


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
        return relative(shifted_part(values, setting, of_year), "season")
    if setting.before not in TEMPORAL or setting.before in ("of", "to", "and", "than"):
        return None
    return relative(setting.nearest(of_year(y) for y in near_years(setting)), "season")


def year(values: Values, setting: Setting) -> Reading | None:
    found = number(values, "year")
    spelled = number(values, "years")
    if spelled is not None:
        return explicit(calendar.year(spelled)) if 1000 <= spelled <= 2200 else None
    if found is None:
        return None
    label = setting.dated()
    if has_part(values) or setting.before in ("in", "since", "until", "due", "during"):
        return explicit(calendar.year(found))
    if label in ("CARDINAL", "QUANTITY", "MONEY", "PERCENT", "ORDINAL", "TIME"):
        return None
    known = label in ("DATE", "EVENT", "LAW") or setting.before in TEMPORAL | DETERMINERS
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


RESOLVERS: tuple[Resolver, ...] = (
    quarter,
    quarter_code,
    half,
    bare_quarter,
    latest_quarter,
    year_quarter,
    season,
    year,
    years,
    fiscal,
    decade,
    century,
    year_end,
)
