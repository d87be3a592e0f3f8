"""Events on a map: by place, kind and period."""

from __future__ import annotations

from datetime import date
from typing import Any

from duckdb import DuckDBPyConnection

from polybius.errors import UsageError
from polybius.explorer.asked import Asked
from polybius.explorer.index import Index, dicts, first
from polybius.explorer.pairs import checked
from polybius.store.dyad import Period, periods

# More than this is no picture any more.
_MOST = 600
# Days up to which a span of time is shown by day, week, month.
_SPANS: tuple[tuple[int, Period], ...] = ((62, "day"), (420, "week"), (3700, "month"))
_DAY = 'e."first"'
_BUCKETS: dict[Period, str] = {
    "day": f"CASE WHEN right({_DAY}, 2) <> '00' THEN {_DAY} END",
    "week": f"strftime(date_trunc('week', try_cast({_DAY} AS DATE)), '%Y-%m-%d')",
    "month": f"CASE WHEN substring({_DAY}, 6, 2) <> '00' THEN left({_DAY}, 7) END",
    "quarter": f"CASE WHEN substring({_DAY}, 6, 2) <> '00' THEN left({_DAY}, 4) || '-Q'"
    f" || ((substring({_DAY}, 6, 2)::INTEGER + 2) // 3) END",
    "year": f"left({_DAY}, 4)",
}
_KINDS = {"quad": "e.quad", "type": 'e."type"'}


def overview(index: Index, asked: Asked, by: str, kind: str, most: int) -> dict[str, Any]:
    """The places with the most events, and how many of each kind there were in each period.

    `cells` are [place, period, kind, events], by index into the lists; the period is -1
    where the day is not known well enough.
    """
    if kind not in _KINDS:
        raise UsageError(f"no kind {kind!r}; one of {', '.join(_KINDS)} would be right")
    where, values = asked.sql()
    with index.reading() as connection:
        sql = (
            f"SELECT count(*), count(e.latitude), min({_DAY}), max({_DAY}) FROM events e"
            f" WHERE {where}"
        )
        total, placed, begin, end = first(connection.execute(sql, values))
        period = _period(by, begin, end)
        places = _places(connection, asked, most)
        cells = _cells(connection, asked, period, kind, places)
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


def _places(connection: DuckDBPyConnection, asked: Asked, most: int) -> list[dict[str, Any]]:
    where, values = asked.sql()
    found = connection.execute(
        "SELECT p.*, n AS events, cooperation, conflict FROM ("
        " SELECT e.latitude AS y, e.longitude AS x, any_value(e.place) AS p, count(*) AS n,"
        " count(*) FILTER (e.quad LIKE '%cooperation') AS cooperation,"
        " count(*) FILTER (e.quad LIKE '%conflict') AS conflict"
        f" FROM events e WHERE e.latitude IS NOT NULL AND {where}"
        " GROUP BY y, x ORDER BY n DESC, y, x LIMIT ?)",
        [*values, most],
    )
    return dicts(found)


def _cells(
    connection: DuckDBPyConnection,
    asked: Asked,
    period: Period,
    kind: str,
    places: list[dict[str, Any]],
) -> list[tuple[int, str | None, str, int]]:
    if not places:
        return []
    where, values = asked.sql()
    return connection.execute(
        "SELECT c.at, bucket, kind, sum(n)::BIGINT FROM ("
        f" SELECT e.latitude AS y, e.longitude AS x, {_BUCKETS[period]} AS bucket,"
        f" {_KINDS[kind]} AS kind, count(*) AS n FROM events e"
        f" WHERE e.latitude IS NOT NULL AND {where} GROUP BY ALL) g"
        " JOIN (SELECT unnest(?) AS y, unnest(?) AS x, unnest(?) AS at) c"
        " ON c.y = g.y AND c.x = g.x GROUP BY ALL ORDER BY ALL",
        [
            *values,
            [place["latitude"] for place in places],
            [place["longitude"] for place in places],
            list(range(len(places))),
        ],
    ).fetchall()
