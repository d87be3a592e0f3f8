"""Articles: found by their words or their events, and one of them with all that was coded."""

from __future__ import annotations

from collections import Counter
from typing import Any

from polybius.explorer.asked import Asked
from polybius.explorer.correcting import shown
from polybius.explorer.gold import standing
from polybius.explorer.index import Index, dicts, first
from polybius.explorer.marks import marks
from polybius.explorer.order import order_by
from polybius.store import Store

_SORTS = {
    "published": "d.published", "events": "d.events", "title": "lower(d.title)",
    "stored": "d.stored",
}  # fmt: skip
_SNIPPET = 240


def page(
    index: Index, asked: Asked, words: str, sort: str, limit: int, offset: int
) -> dict[str, Any]:
    """Articles that have such an event and all the words, and how many there are."""
    where, values = _condition(asked, words)
    order = order_by(sort, _SORTS)
    with index.reading() as connection:
        found = connection.execute(
            f'SELECT d."number", count(*) OVER () FROM documents d WHERE {where}'
            f' ORDER BY {order}, d."number" LIMIT ? OFFSET ?',
            [*values, limit, offset],
        ).fetchall()
        total = found[0][1] if found else 0
        if not found and offset:
            sql = f"SELECT count(*) FROM documents d WHERE {where}"
            (total,) = first(connection.execute(sql, values))
        rows = {
            row["number"]: row
            for row in dicts(
                connection.execute(
                    "SELECT d.*, (SELECT count(DISTINCT v.event) FROM verdicts v"
                    " WHERE v.document = d.id) AS judged FROM documents d"
                    ' WHERE "number" IN (SELECT unnest(?))',
                    [[number for number, _ in found]],
                )
            )
        }
    return {"total": total, "articles": [_listed(rows[n], words) for n, _ in found]}


def _condition(asked: Asked, words: str) -> tuple[str, list[Any]]:
    parts, values = ["true"], list[Any]()
    if not asked.everything:
        where, values = asked.sql()
        parts.append(f'd."number" IN (SELECT e.document FROM events e WHERE {where})')
    for word in words.lower().split():
        parts.append("contains(d.words, ?)")
        values = [*values, word]
    return " AND ".join(parts), values


def _listed(row: dict[str, Any], words: str) -> dict[str, Any]:
    types = Counter(row["types"])
    keys = ("id", "title", "published", "publisher", "url", "length", "events", "judged")
    return {
        **{key: row[key] for key in keys},
        "types": dict(types.most_common()),
        "snippet": _snippet(row["text"] or "", row["title"] or "", words.lower().split()),
    }


def _snippet(text: str, title: str, words: list[str]) -> str:
    """Some of the text around the first of the words, else its beginning after the title."""
    lower = text.lower()
    at = min((place for word in words if (place := lower.find(word)) >= 0), default=-1)
    start = max(at - _SNIPPET // 3, 0)
    if at < 0:
        start = len(title) if title and text.startswith(title) else 0
    cut = " ".join(text[start : start + _SNIPPET].split())
    return f"{'… ' if at >= 0 and start else ''}{cut}{' …' if start + _SNIPPET < len(text) else ''}"


def article(store: Store, index: Index, id: str) -> dict[str, Any] | None:
    """The whole of one article; None where the store has none of this id."""
    stored = store.document(id)
    if stored is None:
        return None
    record = stored.record
    stories = {}
    if index.ready:
        found = index.rows(
            "SELECT event, story FROM members WHERE event IN ?",
            [[event.id for event in record.events] or [""]],
        )
        stories = {row["event"]: row["story"] for row in found}
    return {
        "text": stored.text,
        "record": record.to_json(),
        "marks": marks(record),
        "stories": stories,
        "copies": list(stored.copies),
        "corrections": [
            shown(one) for one in standing(store.corrections.all()) if one.document == id
        ],
        "coder": stored.coder,
        "stored": stored.stored,
    }
