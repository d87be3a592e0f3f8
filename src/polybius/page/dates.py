"""Dates as page furniture writes them: "11 October 2016 14:05", "Tue Oct. 11", a URL's path.

Only what is written is taken: a date without a year stays without one, and 10/11/2016,
which is October in one country and November in another, gives its year alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DAYS = "mon tue wed thu fri sat sun".split()

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
WEEKDAY = (
    r"(?:mon(?:day)?|tues?(?:day)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?)\.?"
)
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_BEFORE = rf"(?<![\w])(?:(?P<weekday>{WEEKDAY}),?\s+(?:the\s+)?)?"

# In the order in which they are tried at each place of the text.
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<number>[01]\d)-(?P<day>[0-3]\d)(?!\d)",
        rf"{_BEFORE}{_DAY}\s+(?:of\s+)?(?P<month>{MONTH})(?:,?\s+{_YEAR})?(?!\w)",
        rf"{_BEFORE}(?P<month>{MONTH})\s+{_DAY}(?!\d)(?:,?\s+{_YEAR}(?!\d))?",
        rf"(?<!\w)(?P<month>{MONTH})\s+{_YEAR}(?!\d)",
        r"(?<!\d)(?P<first>\d\d?)[/.](?P<second>\d\d?)[/.](?P<year>(?:19|20)\d\d)(?!\d)",
    )
)
_IN_URL = re.compile(
    r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>[01]?\d|[a-z]{3})(?:[/-](?P<day>[0-3]?\d)(?!\d))?"
    r"|(?<!\d)(?P<y>(?:19|20)\d\d)-?(?P<m>[01]\d)-?(?P<d>[0-3]\d)(?!\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it was written; `weekday` counts from Monday 0."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None

    def iso(self) -> str | None:
        """`2016-10-11`, `2016-10` or `2016`; None without a year or for a day that is not."""
        if self.year is None:
            return None
        if self.month is None:
            return f"{self.year:04}"
        if self.day is None:
            return f"{self.year:04}-{self.month:02}"
        return f"{self.year:04}-{self.month:02}-{self.day:02}"

    def possible(self) -> bool:
        """Whether there is such a day, and on the weekday that was named."""
        if self.month is not None and not 1 <= self.month <= 12:
            return False
        if self.day is None or self.month is None:
            return True
        try:
            day = date(self.year or 2000, self.month, self.day)
        except ValueError:
            return False
        return self.year is None or self.weekday in (None, day.weekday())


def find_date(text: str) -> tuple[PartialDate, int, int] | None:
    """The first date in a short text, with its offsets there."""
    found = [match for form in _FORMS if (match := form.search(text))]
    for match in sorted(found, key=lambda match: match.start()):
        written = _read(match)
        if written.possible():
            return written, match.start(), match.end()
    return None


def url_date(url: str) -> PartialDate | None:
    """The date in a URL's path, as news sites write it."""
    for match in _IN_URL.finditer(url):
        year, month, day = match["year"] or match["y"], match["month"] or match["m"], None
        if written_day := match["day"] or match["d"]:
            day = int(written_day)
        if month.isdigit():
            number = int(month)
        elif month.lower() in _MONTHS:
            number = _MONTHS.index(month.lower()) + 1
        else:
            continue
        written = PartialDate(int(year), number, day)
        if written.possible():
            return written
    return None


def iso_date(text: str) -> PartialDate | None:
    """An ISO date, month or year as a caller gave it; None where it is something else."""
    match = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![\d-])", text.strip())
    if not match:
        return None
    parts = [int(part) if part else None for part in match.groups()]
    written = PartialDate(*parts)
    return written if written.possible() else None


def combine(candidates: Iterable[PartialDate | None]) -> str | None:
    """One ISO date from several, the most trusted first.

    A later one only adds the parts that an earlier one leaves open, and only where the
    two do not contradict each other.
    """
    best = PartialDate()
    for candidate in candidates:
        if candidate is None:
            continue
        if best.year is None and best.day and candidate.year and candidate.day:
            best = _in_year(best, candidate)
            continue
        merged = replace(
            best,
            year=best.year or candidate.year,
            month=best.month or candidate.month,
            day=best.day or candidate.day,
            weekday=candidate.weekday if best.weekday is None else best.weekday,
        )
        if not merged.possible() or _contradict(best, candidate):
            if best.year is None and candidate.year is not None:
                best = candidate
            continue
        best = merged
    return best.iso()


def _in_year(written: PartialDate, near: PartialDate) -> PartialDate:
    """A day without a year, in the year in which it lies nearest to a full date.

    Where it is more than a month away, it is the day of something else.
    """
    day = date.fromisoformat(near.iso() or "")
    years = [replace(written, year=day.year + step) for step in (0, -1, 1)]
    possible = [each for each in years if each.possible()]
    away = {each: abs((date.fromisoformat(each.iso() or "") - day).days) for each in possible}
    best = min(away, key=away.__getitem__, default=near)
    return best if away.get(best, 99) <= 31 else near


def _contradict(one: PartialDate, other: PartialDate) -> bool:
    pairs = ((one.year, other.year), (one.month, other.month), (one.day, other.day))
    return any(a is not None and b is not None and a != b for a, b in pairs)


def _read(match: re.Match[str]) -> PartialDate:
    parts = match.groupdict()
    year = int(parts["year"]) if parts.get("year") else None
    if parts.get("first"):
        first, second = int(parts["first"]), int(parts["second"])
        if first > 12 >= second:
            return PartialDate(year, second, first)
        if second > 12 >= first or first == second:
            return PartialDate(year, first, second)
        return PartialDate(year)
    if parts.get("number"):
        return PartialDate(year, int(parts["number"]), int(parts["day"]))
    month = _MONTHS.index(parts["month"][:3].lower()) + 1
    weekday = parts.get("weekday")
    return PartialDate(
        year,
        month,
        int(parts["day"]) if parts.get("day") else None,
        _DAYS.index(weekday[:3].lower()) if weekday else None,
    )
