"""When holidays and named days fall: the rules of holidays.tsv, worked out for a year.

Easter after the algorithm of Meeus, Jones and Butcher (Gregorian) and Meeus (Julian); the
Islamic and Hebrew calendars after Dershowitz and Reingold, "Calendrical Calculations". The
tabular Islamic calendar may differ by a day or two from the sighted one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from polybius.errors import CodebookError
from polybius.times.days import Days
from polybius.times.tables import rows

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_RULE = re.compile(
    r"(?P<once>\d{4}-\d\d-\d\d)|(?P<fixed>\d\d-\d\d)|(?P<weekday>[a-z]{3})>=(?P<since>\d\d-\d\d)"
    r"|(?P<moon>easter|orthodox)(?P<offset>[+-]\d+)"
    r"|(?P<calendar>islamic|hebrew) (?P<month>\d+)(?:-(?P<day>\d+))?"
)


@dataclass(frozen=True, slots=True)
class Holiday:
    """A named day: its rule's parts, first and last; none where it is not reckoned.

    `phrase` is the name with, after a bar, the word that must follow it.
    """

    name: str
    phrase: str
    first: re.Match[str] | None
    last: re.Match[str] | None

    @property
    def once(self) -> bool:
        """Whether it happened on one day of history and does not return."""
        return self.first is not None and self.first["once"] is not None

    def in_year(self, year: int) -> Iterator[Days]:
        """Its days that begin in a year: mostly one stretch, in the Islamic calendar 0 to 2."""
        if self.first is None or self.last is None:
            return
        ends = [day for other in (year, year + 1) for _, day in _fall(self.last, other)]
        for start, its_end in _fall(self.first, year):
            end = its_end if self.last is self.first else min(day for day in ends if day >= start)
            yield Days(start, end, "day")


def load_holidays() -> list[Holiday]:
    """The table; CodebookError for a rule that cannot be read."""
    found = []
    for place, (name, rule) in rows("holidays.tsv", 2):
        head = name.partition(" | ")[0]
        if rule == "vague":
            found.append(Holiday(head, name, None, None))
            continue
        parts = [_RULE.fullmatch(part) for part in rule.split("..")]
        first, last = parts[0], parts[-1]
        weekday = first["weekday"] if first else None
        if len(parts) > 2 or not first or not last or (weekday and weekday not in _WEEKDAYS):
            raise CodebookError(f"{place}: rule '{rule}' is unknown; the table's head lists them")
        found.append(Holiday(head, name, first, last if len(parts) > 1 else first))
    return found


def _fall(rule: re.Match[str], year: int) -> Iterator[tuple[date, date]]:
    """First and last day of each time a rule comes true in a year."""
    if rule["once"]:
        start = date.fromisoformat(rule["once"])
        if start.year == year:
            yield start, start
    elif rule["moon"]:
        easter = easter_sunday(year) if rule["moon"] == "easter" else orthodox_easter(year)
        start = easter + timedelta(int(rule["offset"]))
        yield start, start
    elif rule["calendar"] == "hebrew":
        start = hebrew_day(year, int(rule["month"]), int(rule["day"] or 1))
        yield start, start
    elif rule["calendar"]:
        yield from _islamic_days(year, int(rule["month"]), rule["day"])
    else:
        month, day = map(int, (rule["fixed"] or rule["since"]).split("-"))
        start = date(year, month, day)
        if rule["weekday"]:
            start += timedelta((_WEEKDAYS.index(rule["weekday"]) - start.weekday()) % 7)
        yield start, start


def easter_sunday(year: int) -> date:
    """Easter of the western churches."""
    century, rest = divmod(year, 100)
    golden = year % 19
    moon = (19 * golden + century - century // 4 - (8 * century + 13) // 25 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Easter of the eastern churches, as a Gregorian date (1900 to 2099)."""
    moon = (19 * (year % 19) + 15) % 30
    week = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + week + 114, 31)
    return date(year, month, day + 1) + timedelta(13)


def _islamic(year: int, month: int, day: int) -> date:
    past_months = 29 * (month - 1) + month // 2
    ordinal = 227014 + (year - 1) * 354 + (3 + 11 * year) // 30 + past_months + day
    return date.fromordinal(ordinal)


def _islamic_days(year: int, month: int, day: str | None) -> Iterator[tuple[date, date]]:
    guess = (year - 622) * 33 // 32
    for islamic_year in range(guess - 1, guess + 3):
        start = _islamic(islamic_year, month, int(day or 1))
        if start.year == year:
            after = (islamic_year, month + 1) if month < 12 else (islamic_year + 1, 1)
            yield start, (start if day else _islamic(*after, 1) - timedelta(1))


def _hebrew_elapsed(year: int) -> int:
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    days = 29 * months + parts // 25920
    return days + 1 if (3 * (days + 1)) % 7 < 3 else days


def _hebrew_new_year(year: int) -> int:
    before, this, after = (_hebrew_elapsed(year + n) for n in (-1, 0, 1))
    delay = 2 if after - this == 356 else 1 if this - before == 382 else 0
    return -1373427 + this + delay


def hebrew_day(year: int, month: int, day: int) -> date:
    """A day of Nisan (1) or Tishri (7), the months with the feasts, in a Gregorian year."""
    # Tishri of the Gregorian year opens Hebrew year + 3761; Nisan lies 177 days before it.
    new_year = date.fromordinal(_hebrew_new_year(year + 3761))
    return new_year + timedelta((day - 1) - (177 if month == 1 else 0))
