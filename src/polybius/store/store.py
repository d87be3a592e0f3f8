"""The store: one DuckDB file of records, opened for reading or for one writer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
from duckdb import DuckDBPyConnection

from polybius.errors import UsageError
from polybius.record import Event, Record
from polybius.store import rows
from polybius.store.copies import CopyIndex, Text
from polybius.store.corrections import Corrections
from polybius.store.database import (
    PATIENCE,
    StoreError,
    bring_up_to_date,
    check,
    connected,
    make,
    migrations,
    missing,
    only_writer,
    version,
)
from polybius.store.query import EventFilter, Events
from polybius.store.version import CoderVersion
from polybius.store.writer import Writer

# Documents read out at a time.
_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Size:
    """How many rows of each kind a store has."""

    documents: int
    events: int
    copies: int
    refusals: int


@dataclass(frozen=True, slots=True)
class Stored:
    """One document as a store has it.

    `text` is None where texts are left out; `copies` are the rows of `copies`, `coder` is
    the row of `coders` that tells what coded it, `stored` when that was, UTC.
    """

    record: Record
    text: str | None
    copies: tuple[dict[str, Any], ...]
    coder: dict[str, Any]
    stored: datetime


class Store:
    """A file of coded documents.

    The file is held only while something is read out of it, so that several programs can
    read while one writes; each method sees one state of it throughout.
    """

    def __init__(self, path: Path, patience: float = PATIENCE) -> None:
        self.path = path
        self._patience = patience

    @classmethod
    def open(cls, path: str | Path, *, create: bool = False, patience: float = PATIENCE) -> Store:
        """The store in a file, brought up to date where it is of an older version.

        With `create`, a file that is not there is made. `patience` is how many seconds to
        wait where another program holds the file. Raises StoreError where the file is not
        a store, or one of a newer version.
        """
        store = cls(Path(path), patience)
        known = len(migrations())
        if store.path.exists():
            with store.reading() as connection:
                found = version(connection)
            check(store.path, found, known)
            if found == known:
                return store
            if not found and not create:
                raise StoreError(
                    f"{path}: an empty database, no store; one made by polybius ingest would be"
                    " right"
                )
        elif not create:
            raise missing(store.path)
        with only_writer(store.path):
            if store.path.exists():
                bring_up_to_date(store.path)
            else:
                make(store.path)
        return store

    @contextmanager
    def reading(self) -> Iterator[DuckDBPyConnection]:
        """A connection that reads one state of the store; the writer waits for its end."""
        with connected(self.path, patience=self._patience) as connection:
            yield connection

    @contextmanager
    def writer(self, version: CoderVersion) -> Iterator[Writer]:
        """Be the one that writes what a coder of this version coded.

        Raises StoreError where another process does.
        """
        with only_writer(self.path):
            yield Writer(self.path, version)

    def size(self) -> Size:
        """How many documents, events, copies and refusals there are."""
        with self.reading() as connection:
            counts = [
                _one(connection, f"SELECT count(*) FROM {table}")
                for table in ("documents", "events", "copies", "refusals")
            ]
        return Size(*counts)

    def query(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """The answer to a query of SQL, as an Arrow table.

        Raises UsageError where the query is wrong.
        """
        with self.reading() as connection:
            try:
                return connection.sql(sql, params=list(values)).to_arrow_table()
            except duckdb.Error as error:
                raise UsageError(" ".join(str(error).split())) from None

    def events(self, **wanted: Any) -> Events:
        """The events that all the conditions hold for: those of `EventFilter`, by its names.

        `store.events(actor="RUS", recipient="FRA", type="REJECT", since="2016-01-01").pandas()`
        """
        return Events(self, EventFilter.of(**wanted))

    def records(self, wanted: EventFilter | None = None) -> Iterator[Record]:
        """The records in the order of first ingest, equal to those put in.

        With `wanted`, only those with such events, and of their events only these.
        """
        with self.reading() as connection:
            numbers = _documents(connection, wanted)
            for at in range(0, len(numbers), _BATCH):
                yield from _records(connection, numbers[at : at + _BATCH], wanted)

    def document(self, id: str) -> Stored | None:
        """The document of an id, None where there is none."""
        with self.reading() as connection:
            found = connection.execute(
                'SELECT "number", "text", coder, stored FROM documents WHERE id = ?', [id]
            ).fetchall()
            if not found:
                return None
            ((number, text, coder, stored),) = found
            (record,) = _records(connection, [number], None)
            copies = _dicts(
                connection.execute(
                    "SELECT id, kind, similarity, title, published, publisher, url FROM copies"
                    " WHERE original = ? ORDER BY id",
                    [number],
                )
            )
            (by,) = _dicts(
                connection.execute(
                    'SELECT polybius, codebook, fingerprint, since FROM coders WHERE "number" = ?',
                    [coder],
                )
            )
            return Stored(record, text, tuple(copies), by, stored)

    def refusals(self) -> Iterator[Record]:
        """The records of what could not be read or coded."""
        with self.reading() as connection:
            found = connection.execute('SELECT "record" FROM refusals ORDER BY rowid').fetchall()
        return (rows.from_text(text) for (text,) in found)

    @property
    def corrections(self) -> Corrections:
        """What people say of the coding."""
        return Corrections(self.path, self._patience)

    def copies(self) -> CopyIndex:
        """All texts of the store, to be asked for copies of new ones."""
        with self.reading() as connection:
            found = connection.execute(
                "SELECT id, text_sha256, signature, published FROM documents"
                ' WHERE text_sha256 IS NOT NULL ORDER BY "number"'
            ).fetchall()
        return CopyIndex(Text(*row) for row in found)


def _one(connection: DuckDBPyConnection, sql: str) -> int:
    row = connection.execute(sql).fetchone()
    assert row is not None
    return int(row[0])


def _documents(connection: DuckDBPyConnection, wanted: EventFilter | None) -> list[int]:
    """The numbers of all documents, or of those with such events, in order."""
    if wanted is None:
        found = connection.execute('SELECT "number" FROM documents ORDER BY 1')
    else:
        where, values = wanted.sql()
        found = connection.execute(
            'SELECT DISTINCT e.document FROM events e JOIN documents d ON d."number" = e.document'
            f" WHERE {where} ORDER BY 1",
            values,
        )
    return [number for (number,) in found.fetchall()]


def _records(
    connection: DuckDBPyConnection, numbers: list[int], wanted: EventFilter | None
) -> Iterator[Record]:
    where, values = wanted.sql() if wanted else ("true", [])
    # The range lets DuckDB pass over all that lies outside it.
    within = "BETWEEN ? AND ? AND {0} IN (SELECT unnest(?))"
    ends = [numbers[0], numbers[-1], numbers]
    events: dict[int, list[Event]] = {number: [] for number in numbers}
    found = connection.execute(
        'SELECT e.* FROM events e JOIN documents d ON d."number" = e.document'
        f" WHERE e.document {within.format('e.document')} AND {where}"
        ' ORDER BY e.document, e."number"',
        [*ends, *values],
    )
    for row in _dicts(found):
        events[row["document"]].append(rows.event_of(row))
    found = connection.execute(
        'SELECT * REPLACE (CASE WHEN extracted THEN "text" END AS "text") FROM documents'
        f' WHERE "number" {within.format(chr(34) + "number" + chr(34))} ORDER BY "number"',
        ends,
    )
    for row in _dicts(found):
        yield rows.record_of(row, tuple(events[row["number"]]))


def _dicts(found: DuckDBPyConnection) -> Iterator[dict[str, Any]]:
    names = [column[0] for column in found.description or ()]
    for row in found.fetchall():
        yield dict(zip(names, row, strict=True))
