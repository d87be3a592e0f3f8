"""The narrower days that an event's date may take: "late last month" is its last ten days."""

from __future__ import annotations

import re
from datetime import MAXYEAR, date, timedelta

_PARTS = {
    "first": r"early|beginning|start|opening|first part|early part",
    "middle": r"mid|middle|halfway",
    "final": r"late|end|close|final|latter part",
    "before": r"earlier|rest of .* so far",
    "after": r"later|rest|remainder",
}
_PART = re.compile(
    r"\b(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _PARTS.items()) + r")\b", re.I
)


def narrow(text: str, from_: str, to: str, published: str | None = None) -> tuple[str, str]:
    """The days of a period that an expression's own words point to, as ISO dates.

    `from_` and `to` are the days of the whole named period. Early, middle and late are
    a month's first ten, middle ten and last ten days, and the thirds of anything longer
    (late 2014: September to December); of a week, its first two, middle three and last
    three days. "Earlier" and "later" end or begin at `published`, where it is given.
    Without such a word, and at the end of the calendar, the period comes back as it was.
    """
    found = _PART.search(text)
    first, last = date.fromisoformat(from_), date.fromisoformat(to)
    if found is None or first == last or last.year == MAXYEAR:
        return from_, to
    part = found.lastgroup
    if part in ("before", "after"):
        if published is None or not from_ <= published[:10] <= to:
            return from_, to
        return (from_, published[:10]) if part == "before" else (published[:10], to)
    start, end = _third(first, last, ("first", "middle", "final").index(part or "first"))
    return start.isoformat(), end.isoformat()


def _third(first: date, last: date, part: int) -> tuple[date, date]:
    """The first, middle or last part of a stretch, 0 to 2."""
    length = (last - first).days + 1
    whole_months = first.day == 1 and (last + timedelta(1)).day == 1
    if whole_months and length > 31:
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        step = 12 if months > 24 else 1
        cuts = [round(months / step * n / 3) * step for n in range(4)]
        starts = [_month_on(first, cut) for cut in cuts]
        return starts[part], starts[part + 1] - timedelta(1)
    if length == 7:
        bounds = [(0, 1), (2, 4), (4, 6)][part]
    elif whole_months:
        bounds = [(0, 9), (10, 19), (length - 10, length - 1)][part]
    else:
        bounds = (length * part // 3, length * (part + 1) // 3 - 1)
    start, end = first + timedelta(bounds[0]), first + timedelta(max(bounds))
    return start, end


def _month_on(of: date, count: int) -> date:
    years, month = divmod(of.month - 1 + count, 12)
    return date(of.year + years, month + 1, 1)
