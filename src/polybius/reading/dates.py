"""Publication dates as callers give them."""

from __future__ import annotations

import re
from datetime import date, datetime

from polybius.errors import InputError

_PARTIAL = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d))?")


def iso_day(value: object) -> str:
    """An ISO date as the record writes it: day, month (`2016-10`) or year (`2016`).

    A time of day is left out. Raises InputError for anything else.
    """
    if isinstance(value, str):
        text = value.strip()
        match = _PARTIAL.fullmatch(text)
        if match and 1 <= int(match["month"] or 1) <= 12 and int(match["year"]) > 0:
            return text
        for read in (date.fromisoformat, datetime.fromisoformat):
            try:
                return read(text).isoformat()[:10]
            except ValueError:
                continue
    raise InputError(
        f"published {value!r} is no date; an ISO date such as 2016-10-11 would be right"
    )
