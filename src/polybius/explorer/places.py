"""Events on a map: by place, kind and period."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from duckdb import DuckDBPyConnection

from polybius.errors import UsageError
from polybius.explorer.asked import Asked, Condition
from polybius.explorer.index import Index, dicts, first
from polybius.explorer.pairs import checked
from polybius.store.dyad import Period, periods

# More than this is no picture any more.
_MOST = 600
# Days up to which a span of time is shown by day, week, month.
_SPANS: tuple[tuple[int, Period], ...] = ((62, "day"), (420, "week"), (3700, "month"))
# A bucket as a number that is quickly counted by, and how it is told.
_BUCKETS: dict[Period, tuple[str, Callable[[Any], str]]] = {
    "day": ('e."day"', date.isoformat),
    "week": ("date_trunc('week', e.\"day\")::DATE", date.isoformat),
    "month": ('e."month"', lambda n: f"{n // 100}-{n % 100:02}"),
    "quarter": (
        'e."year" * 10 + (e."month" % 100 + 2) // 3',
        lambda n: f"{n // 10}-Q{n % 10}",
    ),
    "year": ('e."year"', str),
}
_KINDS = {"quad": "e.quad", "type": 'e."type"'}


def overview(index: Index, asked: Asked, by: str, kind: str, most: int) -> dict[str, Any]:
    """The places with the most events, and how many of each kind there were in each period.

    `cells` are [place, period, kind, events], by index into the lists; the period is -1
    where the day is not known well enough.
    """
    if kind not in _KINDS:
        raise UsageError(f"no kind {kind!r}; one of {', '.join(_KINDS)} would be right")
    with index.reading() as connection:
        where, values = asked.found(connection)
        sql = (
            f'SELECT count(*), count(e.latitude), min(e."first"), max(e."last") FROM events e'
            f" WHERE {where}"
        )
        total, placed, begin, end = first(connection.execute(sql, values))
        period = _period(by, begin, end)
        places = _places(connection, (where, values), most)
        cells = _cells(
            connection, (where, values), period, kind, [place.pop("spot") for place in places]
        )
    buckets = _filled(sorted({cell[1] for cell in cells if cell[1]}), period)
    kinds = sorted({cell[2] for cell in cells})
    at = {bucket: number for number, bucket in enumerate(buckets)} | {None: -1}
    kind_at = {name: number for number, name in enumerate(kinds)}
    return {
        "by": period,
        "buckets": buckets,
        "kind": kind,
        "kinds": kinds,
        "places": places,
        "cells": [[place, at[bucket], kind_at[name], n] for place, bucket, name, n in cells],
        "unplaced": total - placed,
        "total": total,
    }


def _period(by: str, begin: str | None, end: str | None) -> Period:
    if by != "auto":
        return checked(by)
    if not begin or not end:
        return "year"
    span = (_date(end) - _date(begin)).days
    return next((period for days, period in _SPANS if span <= days), "year")


def _date(day: str) -> date:
    return date(int(day[:4]), max(int(day[5:7]), 1), max(int(day[8:]), 1))


def _filled(found: list[str], period: Period) -> list[str]:
    if not found:
        return []
    buckets = list(periods(found[0], found[-1], period))
    if len(buckets) > _MOST:
        raise UsageError(f"{len(buckets):,} periods; longer ones, or fewer years, would be right")
    return buckets


def _places(connection: DuckDBPyConnection, asked: Condition, most: int) -> list[dict[str, Any]]:
    where, values = asked
    found = connection.execute(
        "SELECT p.*, spot, n AS events, cooperation, conflict FROM ("
        " SELECT e.spot, any_value(e.place) AS p, count(*) AS n,"
        " count(*) FILTER (e.quad LIKE '%cooperation') AS cooperation,"
        " count(*) FILTER (e.quad LIKE '%conflict') AS conflict"
        f" FROM events e WHERE e.spot IS NOT NULL AND {where}"
        " GROUP BY e.spot ORDER BY n DESC, e.spot LIMIT ?)",
        [*values, most],
    )
    return dicts(found)


def _cells(
    connection: DuckDBPyConnection, asked: Condition, period: Period, kind: str, spots: list[int]
) -> list[tuple[int, str | None, str, int]]:
    """Place, period, kind and number of events; the places by their order."""
    if not spots:
        return []
    where, values = asked
    bucket, told = _BUCKETS[period]
    found = connection.execute(
        f"SELECT e.spot, {bucket} AS bucket, {_KINDS[kind]} AS kind, count(*) FROM events e"
        f" WHERE e.spot IN (SELECT unnest(?)) AND {where} GROUP BY ALL ORDER BY bucket, kind",
        [spots, *values],
    ).fetchall()
    at = {spot: number for number, spot in enumerate(spots)}
    return [(at[s], None if b is None else told(b), name, n) for s, b, name, n in found]
