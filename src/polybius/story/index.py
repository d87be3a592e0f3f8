"""Stories kept up to date in a store: only what is new, changed or gone is compared again.

Beside the store's own tables, in a DuckDB schema `stories` of the same file: the reports as
they are compared, their blocking keys, the pairs that go together, and the story of each
report. All of it can be made anew from the records; a version of another kind is.

Each batch of documents is one transaction, and what it touches is noted in it, so that a run
that was stopped goes on where it was. Groups depend only on what the store holds, not on the
order or the batches in which it came.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from hashlib import blake2b
from itertools import groupby
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from polybius.store import EventFilter, Store
from polybius.store.database import connected, only_writer
from polybius.store.rows import event_of
from polybius.story.agree import LINK, agreement
from polybius.story.cluster import components, grouped
from polybius.story.keys import keys
from polybius.story.report import Report, reports
from polybius.story.story import Story, Told, story_id, story_of

# Raised whenever reports, keys or weights change: stories are then made anew.
VERSION = 1

# Documents compared at a time, and reports grouped at a time.
_BATCH = 500
_GROUPED = 5000

_SCHEMA = """
CREATE SCHEMA stories;
CREATE TABLE stories.version ("number" BIGINT NOT NULL);
CREATE TABLE stories.documents ("number" BIGINT NOT NULL, stored TIMESTAMP NOT NULL);
CREATE TABLE stories.reports (
    id VARCHAR NOT NULL, document BIGINT NOT NULL, report VARCHAR NOT NULL
);
CREATE TABLE stories.keys ("key" BIGINT NOT NULL, report VARCHAR NOT NULL);
CREATE TABLE stories.links (one VARCHAR NOT NULL, other VARCHAR NOT NULL);
CREATE TABLE stories.touched (report VARCHAR NOT NULL);
CREATE TABLE stories.members (
    report VARCHAR NOT NULL, story VARCHAR NOT NULL, since VARCHAR NOT NULL
);
"""


def update(store: Store) -> None:
    """Bring the stories of a store up to date with its records.

    Raises StoreError where another process writes into it.
    """
    with only_writer(store.path):
        _prepare(store.path)
        while batch := _pending(store):
            _compare(store, batch)
        _group(store.path)


def stories(store: Store, only: Sequence[str] | None = None) -> Iterator[Story]:
    """The stories as last brought up to date, by first report, then id, none where that was
    never; with `only`, those of these ids."""
    with store.reading() as connection:
        if not _made(connection):
            return
        copies: dict[int, list[str]] = {}
        for original, id in connection.execute(
            "SELECT original, id FROM copies ORDER BY original, id"
        ).fetchall():
            copies.setdefault(original, []).append(id)
        found = connection.execute(
            "SELECT m.story AS story, d.id AS article, d.published, d.publisher, e.*"
            " FROM stories.members m JOIN events e ON e.id = m.report"
            ' JOIN documents d ON d."number" = e.document'
            " WHERE ? OR m.story IN (SELECT unnest(?)) ORDER BY m.since, m.story",
            [only is None, list(only or ())],
        )
        for _, rows in groupby(_dicts(found), key=lambda row: row["story"]):
            yield story_of(
                Told(
                    event_of(row),
                    row["article"],
                    row["published"],
                    row["publisher"],
                    tuple(copies.get(row["document"], ())),
                )
                for row in rows
            )


def pending(store: Store) -> int | None:
    """How many documents are new, changed or gone since the stories were brought up to date;
    None where they were never made."""
    with store.reading() as connection:
        if not _made(connection):
            return None
        found = connection.execute(
            "SELECT count(*) FROM documents d FULL JOIN stories.documents s"
            ' ON d."number" = s."number" WHERE d.stored IS DISTINCT FROM s.stored'
        ).fetchall()
        return int(found[0][0])


def _made(connection: DuckDBPyConnection) -> bool:
    there = connection.execute(
        "SELECT count(*) FROM information_schema.tables"
        " WHERE table_schema = 'stories' AND table_name = 'version'"
    ).fetchall()
    return bool(there[0][0])


def _prepare(path: Path) -> None:
    """Make the tables, or make them anew where they are of another version."""
    with connected(path, write=True) as connection:
        if _made(connection):
            found = connection.execute('SELECT "number" FROM stories.version').fetchall()
            if found == [(VERSION,)]:
                return
            connection.execute("DROP SCHEMA stories CASCADE")
        connection.execute(_SCHEMA)
        connection.execute("INSERT INTO stories.version VALUES (?)", [VERSION])


def _pending(store: Store) -> list[tuple[int, str | None, datetime | None]]:
    """The next documents that are new, changed or gone: number, id and when it was stored,
    both None for one that is gone."""
    with store.reading() as connection:
        return connection.execute(
            'SELECT coalesce(d."number", s."number") AS n, d.id, d.stored'
            ' FROM documents d FULL JOIN stories.documents s ON d."number" = s."number"'
            " WHERE d.stored IS DISTINCT FROM s.stored ORDER BY n LIMIT ?",
            [_BATCH],
        ).fetchall()


def _compare(store: Store, batch: Sequence[tuple[int, str | None, datetime | None]]) -> None:
    """Read a batch of documents and compare its reports with all that share a key."""
    numbers = {id: number for number, id, _ in batch if id is not None}
    new = list(_reports(store, list(numbers)))
    with connected(store.path, write=True) as connection:
        _forget(connection, [number for number, _, _ in batch])
        _fill(
            connection,
            "stories.documents",
            ("number", "stored"),
            [(number, stored) for number, _, stored in batch if stored is not None],
        )
        if new:
            _insert(connection, new, numbers)
            _link(connection, {report.id: report for report in new})


def _reports(store: Store, ids: list[str]) -> Iterator[Report]:
    if not ids:
        return
    with store.reading() as connection:
        texts = dict(
            connection.execute('SELECT id, "text" FROM documents WHERE id IN ?', [ids]).fetchall()
        )
    for record in store.records(EventFilter(document=tuple(ids))):
        yield from reports(record, texts.get(record.id))


def _forget(connection: DuckDBPyConnection, numbers: list[int]) -> None:
    """Take documents out; what was linked to their reports is to be grouped again."""
    gone = "SELECT id FROM stories.reports WHERE document IN (SELECT unnest(?))"
    for one, other in (("one", "other"), ("other", "one")):
        connection.execute(
            f"INSERT INTO stories.touched SELECT {one} FROM stories.links"
            f" WHERE {other} IN ({gone})",
            [numbers],
        )
    for table, column in (
        ("keys", "report"), ("links", "one"), ("links", "other"), ("members", "report"),
        ("touched", "report"),
    ):  # fmt: skip
        connection.execute(f"DELETE FROM stories.{table} WHERE {column} IN ({gone})", [numbers])
    connection.execute(
        "DELETE FROM stories.reports WHERE document IN (SELECT unnest(?))", [numbers]
    )
    connection.execute(
        'DELETE FROM stories.documents WHERE "number" IN (SELECT unnest(?))', [numbers]
    )


def _insert(connection: DuckDBPyConnection, new: Sequence[Report], numbers: dict[str, int]) -> None:
    _fill(
        connection,
        "stories.reports",
        ("id", "document", "report"),
        [(report.id, numbers[report.document], report.to_json()) for report in new],
    )
    _fill(
        connection,
        "stories.keys",
        ("key", "report"),
        [
            (number, report.id)
            for report in new
            for number in {_number(key) for key in keys(report)}
        ],
    )
    _fill(connection, "stories.touched", ("report",), [(report.id,) for report in new])


def _link(connection: DuckDBPyConnection, new: dict[str, Report]) -> None:
    """Compare the new reports with each other and with those already there."""
    found = connection.execute(
        "SELECT DISTINCT least(a.report, b.report), greatest(a.report, b.report)"
        ' FROM stories.keys a JOIN stories.keys b ON a."key" = b."key" AND a.report <> b.report'
        " WHERE a.report IN (SELECT unnest(?)) ORDER BY ALL",
        [list(new)],
    ).fetchall()
    known = new | _known(connection, {id for pair in found for id in pair} - set(new))
    _fill(
        connection,
        "stories.links",
        ("one", "other"),
        [(one, other) for one, other in found if agreement(known[one], known[other]) >= LINK],
    )


def _known(connection: DuckDBPyConnection, ids: Iterable[str]) -> dict[str, Report]:
    found = connection.execute(
        "SELECT id, report FROM stories.reports WHERE id IN (SELECT unnest(?))", [list(ids)]
    ).fetchall()
    return {id: Report.from_json(text) for id, text in found}


def _group(path: Path) -> None:
    """Group anew whatever is linked, over any number of links, to what was touched."""
    with connected(path, write=True) as connection:
        touched = {id for (id,) in connection.execute(
            "SELECT DISTINCT report FROM stories.touched"
        ).fetchall()}  # fmt: skip
        if not touched:
            return
        nodes, links = _reach(connection, touched)
        connection.execute(
            "DELETE FROM stories.members WHERE report IN (SELECT unnest(?))", [list(nodes)]
        )
        members: list[tuple[str, str, str]] = []
        for part in _parts(components(nodes, links)):
            known = _known(connection, part)
            for group in grouped(known.values()):
                members.extend(_members([known[id] for id in group]))
        _fill(connection, "stories.members", ("report", "story", "since"), members)
        connection.execute("DELETE FROM stories.touched")


def _reach(
    connection: DuckDBPyConnection, touched: set[str]
) -> tuple[set[str], list[tuple[str, str]]]:
    """The reports that links lead to from the touched ones, these too, and the links."""
    nodes, edge = set(touched), touched
    links: set[tuple[str, str]] = set()
    while edge:
        found = connection.execute(
            "SELECT one, other FROM stories.links WHERE one IN (SELECT unnest(?))"
            " UNION SELECT one, other FROM stories.links WHERE other IN (SELECT unnest(?))",
            [list(edge), list(edge)],
        ).fetchall()
        links.update(found)
        edge = {id for pair in found for id in pair} - nodes
        nodes |= edge
    return nodes, sorted(links)


def _parts(found: Iterable[list[str]]) -> Iterator[list[str]]:
    """Components together, up to a number of reports: none is ever split."""
    part: list[str] = []
    for component in found:
        if part and len(part) + len(component) > _GROUPED:
            yield part
            part = []
        part = part + component
    if part:
        yield part


def _members(group: Sequence[Report]) -> Iterator[tuple[str, str, str]]:
    first = min(group, key=lambda report: (report.published or "9999", report.document, report.id))
    for report in group:
        yield report.id, story_id(first.id), first.published or "9999"


def _fill(
    connection: DuckDBPyConnection,
    table: str,
    columns: Sequence[str],
    rows: Sequence[tuple[Any, ...]],
) -> None:
    """Add many rows at once."""
    if rows:
        import pyarrow as arrow

        made = arrow.table(dict(zip(columns, map(list, zip(*rows, strict=True)), strict=True)))
        connection.register("made", made)
        connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM made")
        connection.unregister("made")


def _number(key: str) -> int:
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)


def _dicts(found: DuckDBPyConnection) -> Iterator[dict[str, Any]]:
    names = [column[0] for column in found.description or ()]
    while rows := found.fetchmany(1000):
        for row in rows:
            yield dict(zip(names, row, strict=True))
