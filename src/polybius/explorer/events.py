"""Events of a filter: pages of them, how many of what, and downloads in every format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from duckdb import DuckDBPyConnection

from polybius.explorer.asked import EVERYTHING, Asked, Condition
from polybius.explorer.index import Index, dicts, first
from polybius.explorer.order import order_by
from polybius.store.query import joined

_SORTS = {
    "date": 'e."first"', "confidence": "e.confidence", "type": 'e."type"',
    "source": "e.publisher", "score": "e.score", "document": "e.document",
}  # fmt: skip

_SHOWN = """
SELECT e.id, d.id AS document, d.title, d.publisher, d.published, d.url, e."type", e.modes,
    e.contexts, e.status, e.historical, e.quad, e.score, e.cameo, e.confidence, e."trigger",
    e.sentence, e.sentence_text, e.actors, e.recipients, e."date", e.place, e.claims, e.counts,
    s.story, e.rowid AS at
FROM events e JOIN documents d ON d."number" = e.document
LEFT JOIN members s ON s.document = e.document AND s."number" = e."number"
WHERE e.rowid IN (SELECT unnest($1))
"""
# What is counted of each event, and of each of its values in a list.
_FACETS = {
    "type": 'e."type"', "status": "e.status", "quad": "e.quad", "source": "e.publisher",
    "country": "e.place_country", "year": 'e."year"',
}  # fmt: skip
_LISTS = {
    "mode": "e.modes", "context": "e.contexts", "actor": "e.actor_nodes",
    "recipient": "e.recipient_nodes",
}  # fmt: skip
_MOST = 50


def page(
    index: Index,
    asked: Asked,
    sort: str,
    limit: int,
    offset: int,
    further: Condition = EVERYTHING,
) -> dict[str, Any]:
    """So many events of a filter in an order, and how many there are in all;
    `further` is one more condition that must hold."""
    order = order_by(sort, _SORTS)
    with index.reading() as connection:
        condition, values = joined([further, asked.found(connection)], "AND")
        total = index.remembered(
            ("count", condition, str(values), asked.text),
            lambda: _count(connection, (condition, values)),
        )
        found = connection.execute(
            f"SELECT e.rowid FROM events e WHERE {condition}"
            f' ORDER BY {order}, e.document, e."number" LIMIT ? OFFSET ?',
            [*values, limit, offset],
        ).fetchall()
        events = shown(connection, [at for (at,) in found])
    return {"total": total, "events": events}


def _count(connection: DuckDBPyConnection, where: Condition) -> int:
    condition, values = where
    sql = f"SELECT count(*) FROM events e WHERE {condition}"
    return int(first(connection.execute(sql, values))[0])


def shown(connection: DuckDBPyConnection, at: Sequence[int]) -> list[dict[str, Any]]:
    """The events in some rows of the index, in that order, as the API gives them."""
    if not at:
        return []
    found = {row["at"]: row for row in dicts(connection.execute(_SHOWN, [list(at)]))}
    verdicts: dict[str, list[dict[str, str]]] = {}
    for event, by, verdict in connection.execute(
        'SELECT event, "by", verdict FROM verdicts WHERE event IN ?',
        [[row["id"] for row in found.values()]],
    ).fetchall():
        verdicts.setdefault(event, []).append({"by": by, "verdict": verdict})
    return [_event(found[one], verdicts) for one in at if one in found]


def _event(row: dict[str, Any], verdicts: dict[str, list[dict[str, str]]]) -> dict[str, Any]:
    del row["at"]
    text, ends = row.pop("sentence_text"), row["sentence"]
    row["sentence"] = ends and {"start": ends[0], "end": ends[1], "text": text}
    row["counts"] = {kind: n for kind, n in row["counts"].items() if n is not None}
    row["verdicts"] = verdicts.get(row["id"], [])
    return row


def facets(index: Index, asked: Asked) -> dict[str, Any]:
    """How many of each value the filter leaves, the most frequent first."""
    sets = ", ".join(f"({expression})" for expression in _FACETS.values())
    columns = ", ".join(f"{expression} AS {name}" for name, expression in _FACETS.items())
    out: dict[str, Any] = {"total": 0, **{name: [] for name in (*_FACETS, *_LISTS)}}
    with index.reading() as connection:
        where, values = asked.found(connection)
        found = connection.execute(
            f"SELECT {columns}, count(*) AS n FROM events e WHERE {where}"
            f" GROUP BY GROUPING SETS ({sets})",
            values,
        )
        for row in dicts(found):
            _note(row, out)
        for name, expression in _LISTS.items():
            rows = connection.execute(
                f"SELECT v, count(*) AS n FROM (SELECT unnest({expression}) AS v FROM events e"
                f" WHERE {where}) GROUP BY v",
                values,
            ).fetchall()
            out[name] = [list(row) for row in rows]
    for name in (*_FACETS, *_LISTS):
        out[name] = sorted(out[name], key=lambda pair: (-pair[1], pair[0]))[:_MOST]
    out["year"].sort()
    out["total"] = sum(count for _, count in out["status"])
    return out


def _note(row: dict[str, Any], out: dict[str, Any]) -> None:
    """A row of one grouping set: the column that is no null names it."""
    count = row.pop("n")
    told = [(name, value) for name, value in row.items() if value is not None]
    if told:
        (name, value), *_ = told
        out[name].append([str(value), count])


def ids(connection: DuckDBPyConnection, asked: Asked) -> Iterator[tuple[list[str], list[str]]]:
    """The events of a filter by some documents at a time: ids of documents, ids of events."""
    where, values = asked.sql()
    found = connection.execute(
        'SELECT d.id, list(e.id) FROM events e JOIN documents d ON d."number" = e.document'
        f' WHERE {where} GROUP BY d."number", d.id ORDER BY d."number"',
        values,
    )
    while rows := found.fetchmany(500):
        yield [id for id, _ in rows], [id for _, events in rows for id in events]
