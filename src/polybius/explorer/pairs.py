"""Two sides over time, as `polybius dyad` counts them, over the index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

from polybius.errors import UsageError
from polybius.explorer import events
from polybius.explorer.asked import Asked, Condition, party_sql
from polybius.explorer.index import Index
from polybius.store.dyad import PERIODS, Day, Period, Tie, ties, together
from polybius.store.query import joined
from polybius.world import World

# More periods than this are no picture any more.
MOST_PERIODS = 10_000


def series(index: Index, one: str, other: str, by: Period, asked: Asked) -> dict[str, Any]:
    """Each period with both directions together, each direction in all, and each by period."""
    asked = happened(asked)
    each = ties(_days(index, one, other, asked), by)
    if each and _too_many(each[0].period, each[-1].period, by):
        raise UsageError(f"more than {MOST_PERIODS:,} periods; longer ones would be right")
    return {
        "one": one,
        "other": other,
        "by": by,
        "periods": [_period(tie) for tie in together(each, by)],
        "directions": [_total(each, way, one, other) for way in (0, 1, 2)],
        "series": [asdict(tie) for tie in each],
    }


def happened(asked: Asked) -> Asked:
    """The conditions, for what happened where no status is asked for."""
    if asked.base.status:
        return asked
    return replace(asked, base=replace(asked.base, status=("actual",)))


def _too_many(first: str, last: str, by: Period) -> bool:
    each = {"day": 365, "week": 52, "month": 12, "quarter": 4, "year": 1}[by]
    return (int(last[:4]) - int(first[:4])) * each > MOST_PERIODS


def _period(tie: Tie) -> dict[str, Any]:
    return {k: v for k, v in asdict(tie).items() if k not in ("actor", "recipient")}


def _total(each: list[Tie], way: int, one: str, other: str) -> dict[str, Any]:
    actor, recipient = _ways(one, other)[way]
    found = [tie for tie in each if (tie.actor, tie.recipient) == (actor, recipient)]
    scored = [(tie.score, tie.events) for tie in found if tie.score is not None]
    weight = sum(count for _, count in scored)
    return {
        "actor": actor,
        "recipient": recipient,
        "events": sum(tie.events for tie in found),
        "cooperation": sum(tie.cooperation for tie in found),
        "conflict": sum(tie.conflict for tie in found),
        "score": round(sum(s * n for s, n in scored) / weight, 3) if weight else None,
    }


def _ways(one: str, other: str) -> tuple[tuple[str, str | None], ...]:
    return (one, other), (other, one), (f"{one}, {other}", None)


def _directions(one: str, other: str) -> list[Condition]:
    """One acts on the other, the other on the one, both together."""
    a, b = party_sql(one, ("actor",)), party_sql(other, ("actor",))
    to_a, to_b = party_sql(one, ("recipient",)), party_sql(other, ("recipient",))
    none = [(f"NOT ({sql})", values) for sql, values in (to_a, to_b)]
    return [joined([a, to_b], "AND"), joined([b, to_a], "AND"), joined([a, b, *none], "AND")]


def _days(index: Index, one: str, other: str, asked: Asked) -> Iterator[Day]:
    where = asked.sql()
    for (actor, recipient), way in zip(_ways(one, other), _directions(one, other), strict=True):
        condition, values = joined([way, where], "AND")
        found = index.rows(
            'SELECT e."first" AS day, e."type" AS kind, e.quad, count(*) AS n,'
            " sum(e.score) AS score, count(e.score) AS scored FROM events e"
            f' WHERE {condition} AND e."first" IS NOT NULL GROUP BY ALL ORDER BY ALL',
            values,
        )
        for row in found:
            yield (
                row["day"], actor, recipient, row["kind"], row["quad"], row["n"], row["score"],
                row["scored"],
            )  # fmt: skip


def of_period(
    index: Index, one: str, other: str, period: str, asked: Asked, limit: int, offset: int
) -> dict[str, Any]:
    """The events between two sides that began in a period."""
    return events.page(index, happened(asked), "date", limit, offset, between(one, other, period))


def between(one: str, other: str, period: str | None) -> Condition:
    """That one side acts on the other or both act together; with `period`, that it began
    in that."""
    either = joined(_directions(one, other), "OR")
    return joined([either, within(period)], "AND") if period else either


def within(period: str) -> Condition:
    """That an event began in a period, written as `period_of` writes it; a day may also be
    the Monday of a week, as `2016-10-10/week`."""
    day, _, kind = period.partition("/")
    try:
        first, last = _ends(day, kind)
    except ValueError:
        raise UsageError(
            f"no period {period!r}; 2016, 2016-Q4, 2016-10, 2016-10-11 or 2016-10-10/week"
            " would be right"
        ) from None
    return '(e."first" BETWEEN ? AND ? AND (e."first" NOT LIKE \'%-00\' OR ?))', [
        first, last, len(day) < 10,
    ]  # fmt: skip


def _ends(day: str, kind: str) -> tuple[str, str]:
    if kind == "week":
        monday = date.fromisoformat(day)
        return day, (monday + timedelta(6)).isoformat()
    if len(day) == 4:
        return f"{int(day):04}-00-00", f"{day}-12-31"
    if day[5:6] == "Q":
        last = 3 * (1, 2, 3, 4)[("1", "2", "3", "4").index(day[6:])]
        return f"{day[:4]}-{last - 2:02}-00", f"{day[:4]}-{last:02}-31"
    if len(day) == 7:
        date.fromisoformat(f"{day}-01")
        return f"{day}-00", f"{day}-31"
    date.fromisoformat(day)
    return day, day


def frequent(index: Index, asked: Asked, limit: int = 20) -> list[dict[str, Any]]:
    """The pairs of countries that most of the events are between."""
    where, values = asked.sql()
    codes = sorted({country.code for country in World.load().countries})
    return index.rows(
        "SELECT least(a, b) AS one, greatest(a, b) AS other, count(*) AS events FROM ("
        " SELECT a, unnest(others) AS b FROM ("
        f" SELECT unnest(e.actor_nodes) AS a, e.recipient_nodes AS others FROM events e"
        f" WHERE {where})) WHERE a <> b AND a IN ? AND b IN ?"
        " GROUP BY ALL ORDER BY events DESC, one, other LIMIT ?",
        [*values, codes, codes, limit],
    )


def checked(by: str) -> Period:
    """A period's name. Raises UsageError for another."""
    for period in PERIODS:
        if by == period:
            return period
    raise UsageError(f"no period {by!r}; one of {', '.join(PERIODS)} would be right")
