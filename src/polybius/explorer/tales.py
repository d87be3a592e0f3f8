"""Stories: lists of them, and one with its reports, its sources, and what happened around it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from polybius.explorer.asked import EVERYTHING, Asked, Condition
from polybius.explorer.events import shown
from polybius.explorer.index import Index, first
from polybius.explorer.order import order_by
from polybius.store import Store
from polybius.store.query import joined
from polybius.story import Story
from polybius.story.index import stories

_SORTS = {"articles": "t.articles", "date": 't."first"', "events": "t.events"}
# Days around a story that its timeline reaches, and events on it.
_AROUND = 30
_MOST = 200


def page(
    store: Store,
    index: Index,
    asked: Asked,
    sort: str,
    least: int,
    limit: int,
    offset: int,
    further: Condition = EVERYTHING,
) -> dict[str, Any]:
    """Stories that have such an event and at least so many articles, and how many there are;
    `further` is one more condition that the event must meet."""
    order = order_by(sort, _SORTS)
    parts: list[tuple[str, list[Any]]] = [("t.articles >= ?", [least])]
    if not asked.everything or further != EVERYTHING:
        where, values = joined([asked.sql(), further], "AND")
        having = (
            "t.story IN (SELECT m.story FROM members m JOIN events e"
            f' ON e.document = m.document AND e."number" = m."number" WHERE {where})'
        )
        parts.append((having, values))
    condition, values = joined(parts, "AND")
    with index.reading() as connection:
        count = f"SELECT count(*) FROM told t WHERE {condition}"
        (total,) = first(connection.execute(count, values))
        found = connection.execute(
            f"SELECT t.story FROM told t WHERE {condition}"
            f" ORDER BY {order}, t.story LIMIT ? OFFSET ?",
            [*values, limit, offset],
        ).fetchall()
    ids = [id for (id,) in found]
    told = {story.id: story for story in stories(store, ids)} if ids else {}
    return {"total": total, "stories": _named(index, [told[id] for id in ids if id in told])}


def _named(index: Index, found: list[Story]) -> list[dict[str, Any]]:
    """Stories with the title of their first report and the names of their publishers."""
    articles = {id for story in found for id in story.articles}
    rows = index.rows(
        "SELECT id, title, publisher FROM documents WHERE id IN (SELECT unnest(?))",
        [sorted(articles)],
    )
    titles = {row["id"]: row["title"] for row in rows}
    publishers = {row["id"]: row["publisher"] for row in rows}
    return [
        {
            **story.to_json(),
            "title": titles.get(story.first[0]),
            "publishers": sorted({name for id in story.articles if (name := publishers.get(id))}),
        }
        for story in found
    ]


def story(store: Store, index: Index, id: str) -> dict[str, Any] | None:
    """One story; None where there is none of this id."""
    found = list(stories(store, [id]))
    if not found:
        return None
    with index.reading() as connection:
        at = connection.execute(
            "SELECT e.rowid FROM members m JOIN events e"
            ' ON e.document = m.document AND e."number" = m."number"'
            ' JOIN documents d ON d."number" = e.document'
            ' WHERE m.story = ? ORDER BY d.published NULLS LAST, d.id, e."number"',
            [id],
        ).fetchall()
        reports = shown(connection, [row for (row,) in at])
        around = shown(connection, _around(connection, reports, id))
    return {
        "story": _named(index, found)[0],
        "reports": reports,
        "timeline": _timeline(id, reports, around),
        "sources": _sources(reports),
    }


def _around(connection: Any, reports: list[dict[str, Any]], id: str) -> list[int]:
    """Events of other stories between the same parties, in the weeks before and after: of
    each story the one that is told first."""
    nodes = sorted(
        {
            actor["country"]
            for report in reports
            for side in ("actors", "recipients")
            for actor in report[side]
            if actor["country"]
        }
    )
    days = sorted(report["date"]["from"] for report in reports if report["date"])
    if not nodes or not days:
        return []
    # One of the parties on each side, or both on one: what passes between them.
    between = (
        "list_has_any(e.actor_nodes, $1) AND list_has_any(e.recipient_nodes, $1)"
        if len(nodes) > 1
        else "(list_has_any(e.actor_nodes, $1) OR list_has_any(e.recipient_nodes, $1))"
    )
    found = connection.execute(
        "SELECT arg_min(e.rowid, coalesce(d.published, '9999') || d.id) AS earliest FROM events e"
        ' JOIN documents d ON d."number" = e.document LEFT JOIN members m'
        ' ON m.document = e.document AND m."number" = e."number"'
        f" WHERE {between} AND NOT e.historical AND e.\"first\" NOT LIKE '%-00'"
        ' AND try_cast(e."first" AS DATE) BETWEEN $2::DATE - $4::INTEGER AND $3::DATE + $4::INTEGER'
        " AND m.story IS DISTINCT FROM $5"
        " GROUP BY coalesce(m.story, e.id)"
        f" ORDER BY count(*) DESC, earliest LIMIT {_MOST}",
        [nodes, days[0], days[-1], _AROUND, id],
    ).fetchall()
    return [at for (at,) in found]


def _timeline(
    id: str, reports: list[dict[str, Any]], around: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The reports and what happened around them, by day; what has no day comes last."""
    rows = [
        {"date": _day(event), "story": event["story"], "event": event, "relation": relation}
        for relation, events in (("this", reports), ("same parties", around))
        for event in events
    ]
    return sorted(rows, key=lambda row: (row["date"] or "9999", row["relation"] != "this"))


def _day(event: dict[str, Any]) -> str | None:
    day: str | None = event["date"]["from"] if event["date"] else event["published"]
    return day


def _sources(reports: list[dict[str, Any]]) -> list[dict[str, Any]]:
    names = [report["publisher"] or report["document"] for report in reports]
    first: dict[str, str | None] = {}
    for name, report in zip(names, reports, strict=True):
        first.setdefault(name, report["published"])
    return [
        {"publisher": name, "reports": count, "first": first[name]}
        for name, count in Counter(names).most_common()
    ]
