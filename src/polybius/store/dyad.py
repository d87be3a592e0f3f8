"""Two sides over time: what each did to the other, by period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from polybius.store.query import FROM, EventFilter, actor_sql

if TYPE_CHECKING:
    from polybius.store.store import Store

Period = Literal["day", "week", "month", "quarter", "year"]
PERIODS: tuple[Period, ...] = ("day", "week", "month", "quarter", "year")
_HAS = "len(list_filter(e.{0}s, lambda a: {1})) > 0"


@dataclass(frozen=True, slots=True)
class Tie:
    """What one side did to the other in one period.

    `period` is its first day, month or year in ISO form (`2016-10`, `2016-Q4`; a week its
    Monday). `actor` and `recipient` are the two as they were asked for; of what they did
    together, as in a meeting or in fighting, both are the actor: `"RUS, FRA"`, and the
    recipient None. `score` is the mean of PLOVER's scores, None without events.
    """

    period: str
    actor: str
    recipient: str | None
    events: int
    cooperation: int
    conflict: int
    score: float | None
    types: dict[str, int]


# First day, actor, recipient, type, quad, events, sum of their scores, how many have one.
Day = tuple[str, str, str | None, str, str, int, float | None, int]


@dataclass(slots=True)
class _Sum:
    types: Counter[str]
    cooperation: int = 0
    conflict: int = 0
    score: float = 0.0
    scored: int = 0


def dyad(store: Store, one: str, other: str, by: Period, wanted: EventFilter) -> list[Tie]:
    """The ties of two sides, given as actors of `EventFilter`, in order of time.

    Each event counts in the period that it began in; one without a known day is left out
    of periods shorter than what is known. `wanted` are further conditions.
    """
    return ties(_days(store, one, other, wanted), by)


def ties(days: Iterable[Day], by: Period) -> list[Tie]:
    """The ties of what was counted by day."""
    sums: dict[tuple[str, str, str | None], _Sum] = {}
    for day, actor, recipient, kind, quad, count, score, scored in days:
        period = period_of(day, by)
        if period is None:
            continue
        total = sums.setdefault((period, actor, recipient), _Sum(Counter()))
        total.types[kind] += count
        total.cooperation += count if "cooperation" in quad else 0
        total.conflict += count if "conflict" in quad else 0
        total.score += score or 0.0
        total.scored += scored
    return [
        Tie(
            *key,
            events=total.types.total(),
            cooperation=total.cooperation,
            conflict=total.conflict,
            score=round(total.score / total.scored, 3) if total.scored else None,
            types=dict(sorted(total.types.items(), key=lambda item: (-item[1], item[0]))),
        )
        for key, total in sorted(sums.items(), key=_in_order)
    ]


def _in_order(item: tuple[tuple[str, str, str | None], _Sum]) -> tuple[str, bool, str]:
    (period, actor, recipient), _ = item
    return period, recipient is None, actor


def together(ties: Iterable[Tie], by: Period) -> list[Tie]:
    """Both directions of each period in one, and periods without events between them."""
    sums: dict[str, list[Tie]] = {}
    for tie in ties:
        sums.setdefault(tie.period, []).append(tie)
    if not sums:
        return []
    empty = Tie("", "", None, 0, 0, 0, None, {})
    return [
        _summed(period, sums[period]) if period in sums else replace(empty, period=period)
        for period in periods(min(sums), max(sums), by)
    ]


def _summed(period: str, ties: list[Tie]) -> Tie:
    types: Counter[str] = Counter()
    for tie in ties:
        types.update(tie.types)
    scored = [(tie.score, tie.events) for tie in ties if tie.score is not None]
    weight = sum(events for _, events in scored)
    score = sum(score * events for score, events in scored) / weight if weight else None
    return Tie(
        period=period,
        actor="",
        recipient=None,
        events=sum(tie.events for tie in ties),
        cooperation=sum(tie.cooperation for tie in ties),
        conflict=sum(tie.conflict for tie in ties),
        score=score,
        types=dict(types.most_common()),
    )


def _days(store: Store, one: str, other: str, wanted: EventFilter) -> Iterator[Day]:
    """Sums by first day, direction, type and quad."""
    where, values = wanted.sql()
    first, first_values = actor_sql(one)
    second, second_values = actor_sql(other)
    a, b = _HAS.format("actor", first), _HAS.format("actor", second)
    to_a, to_b = _HAS.format("recipient", first), _HAS.format("recipient", second)
    directions = (
        (f"({a}) AND ({to_b})", first_values + second_values, one, other),
        (f"({b}) AND ({to_a})", second_values + first_values, other, one),
        (
            f"({a}) AND ({b}) AND NOT ({to_a}) AND NOT ({to_b})",
            (first_values + second_values) * 2,
            f"{one}, {other}",
            None,
        ),
    )
    for condition, given, actor, recipient in directions:
        found = store.query(
            f'SELECT {FROM} AS day, e."type" AS kind, e.quad AS quad, count(*) AS n,'
            " sum(e.score) AS score, count(e.score) AS scored"
            ' FROM events e JOIN documents d ON d."number" = e.document'
            f" WHERE {condition} AND {where} GROUP BY ALL ORDER BY ALL",
            [*given, *values],
        )
        for row in found.to_pylist():
            if row["day"]:
                yield (
                    row["day"], actor, recipient, row["kind"], row["quad"], row["n"],
                    row["score"], row["scored"],
                )  # fmt: skip


def period_of(day: str, by: Period) -> str | None:
    """The period that an ISO day lies in; None where a part of it that counts is "00"."""
    year, month = day[:4], day[5:7]
    if by == "year":
        return year
    if month == "00":
        return None
    if by == "month":
        return day[:7]
    if by == "quarter":
        return f"{year}-Q{(int(month) + 2) // 3}"
    if day[8:] == "00":
        return None
    if by == "day":
        return day
    exact = date.fromisoformat(day)
    return (exact - timedelta(exact.weekday())).isoformat()


def periods(first: str, last: str, by: Period) -> Iterator[str]:
    """All periods from the first to the last, both included."""
    day = date(int(first[:4]), 1, 1)
    if by in ("day", "week"):
        day = date.fromisoformat(first)
    step = 7 if by == "week" else 1
    period: str | None = None
    while period is None or period < last:
        found = period_of(day.isoformat(), by)
        assert found is not None
        if found >= first and found != period:
            period = found
            yield period
        day += timedelta(step)
