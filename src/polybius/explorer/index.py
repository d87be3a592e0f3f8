"""The index: a store's events in columns that answer a filter at once, kept beside the store.

DuckDB lets no one read a file while another writes into it, and a filter over nested lists
takes long with a million events. So the explorer reads the store once, what is new of it
later, into a file of its own, `.NAME.explorer`, that it holds open. Nothing is in it that
the store does not have: it may be deleted at any time.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

import duckdb
from duckdb import DuckDBPyConnection

from polybius.explorer.flatten import DOCUMENTS, EVENTS
from polybius.store import Store, StoreError

# Raised whenever schema.sql or the flattening changes: the index is then made anew.
VERSION = 3
# Documents read at a time: the store is held for a second or so each.
_BATCH = 2500
# Seconds between looks at whether the store's file has changed.
_PAUSE = 1.0
_ANSWERS = 512
_T = TypeVar("_T")


class NotReady(StoreError):
    """Asked before the index was made."""


class Index:
    """The flattened events of one store. Safe to be used by several threads at once."""

    def __init__(self, store: Store, path: Path | None = None) -> None:
        self.store = store
        self.ready = False
        self.done = self.of = 0
        self.error: str | None = None
        self.waiting: str | None = None
        self.generation = 0
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._guard = threading.Lock()
        self._refreshing = threading.Lock()
        self._looked = 0.0
        self._seen: tuple[int, int] | None = None
        self._folder: str | None = None
        self._connection = self._open(path or beside(store.path))

    def _open(self, path: Path) -> DuckDBPyConnection:
        """The index's file; one for this run only where it cannot be kept beside the store."""
        for _ in range(2):
            try:
                return _checked(duckdb.connect(str(path)))
            except duckdb.Error as error:
                if "lock" in str(error):  # another explorer has it
                    break
                with suppress(OSError):  # spoilt, or of another DuckDB: made anew
                    path.unlink()
        self._folder = tempfile.mkdtemp(prefix="polybius-")
        return _checked(duckdb.connect(str(Path(self._folder) / "index")))

    def close(self) -> None:
        """Let go of the file."""
        with self._refreshing:
            self._connection.close()
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)

    @contextmanager
    def reading(self) -> Iterator[DuckDBPyConnection]:
        """A connection that sees one state of the index. Raises NotReady before there is one."""
        if not self.ready:
            raise NotReady(
                self.waiting
                or self.error
                or f"the index is being made: {self.done:,} of {self.of:,} articles are read"
            )
        cursor = self._connection.cursor()
        try:
            cursor.execute("BEGIN")
            yield cursor
            cursor.execute("COMMIT")
        finally:
            cursor.close()

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """The answer to a query, a dict a row."""
        with self.reading() as connection:
            return dicts(connection.execute(sql, list(values)))

    def remembered(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """What `make` gives, asked once for each state of the index."""
        key = (self.generation, key)
        with self._guard:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]  # type: ignore[no-any-return]
        made = make()
        with self._guard:
            self._answers[key] = made
            while len(self._answers) > _ANSWERS:
                self._answers.popitem(last=False)
        return made

    def look(self) -> None:
        """Read what is new in the store, in the background, where its file has changed."""
        if self.waiting or time.monotonic() - self._looked < _PAUSE or self._refreshing.locked():
            return
        self._looked = time.monotonic()
        if self._state() != self._seen:
            self.start()

    def start(self) -> threading.Thread:
        """Bring the index up to date in the background."""
        thread = threading.Thread(target=self._refresh_quietly, daemon=True)
        thread.start()
        return thread

    def _refresh_quietly(self) -> None:
        try:
            self.refresh()
        except (StoreError, duckdb.Error) as error:
            self.error = " ".join(str(error).split())

    def refresh(self) -> None:
        """Bring the index up to date with the store. Raises StoreError as a reader does."""
        with self._refreshing:
            state = self._state()
            connection = self._connection.cursor()
            try:
                changed = self._read_documents(connection)
                changed |= _read_members(self.store, connection)
                changed |= _read_verdicts(self.store, connection)
                if changed:
                    connection.execute("CHECKPOINT")
            except BaseException:
                connection.close()
                raise
            connection.close()
            self._seen, self.error = state, None
            if changed or not self.ready:
                self._renew()
            self.ready = True

    def reread_verdicts(self) -> None:
        """Take over what people said of events, after one of them said something."""
        connection = self._connection.cursor()
        try:
            if _read_verdicts(self.store, connection):
                self._renew()
        finally:
            connection.close()

    def _renew(self) -> None:
        with self._guard:
            self.generation += 1
            self._answers.clear()

    def _state(self) -> tuple[int, int] | None:
        try:
            found = self.store.path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size

    def _read_documents(self, connection: DuckDBPyConnection) -> bool:
        pending = self._pending(connection)
        self.of, self.done = len(pending), 0
        for at in range(0, len(pending), _BATCH):
            numbers = pending[at : at + _BATCH]
            self._take(connection, numbers)
            self.done += len(numbers)
        return bool(pending)

    def _pending(self, connection: DuckDBPyConnection) -> list[int]:
        """The numbers of documents that are new, changed or gone."""
        with self.store.reading() as source:
            there = source.sql('SELECT "number", stored FROM documents').to_arrow_table()
        connection.register("there", there)
        found = connection.execute(
            'SELECT coalesce(t."number", d."number") AS n FROM there t'
            ' FULL JOIN documents d ON d."number" = t."number"'
            " WHERE d.stored IS DISTINCT FROM t.stored ORDER BY n"
        ).fetchall()
        connection.unregister("there")
        return [number for (number,) in found]

    def _take(self, connection: DuckDBPyConnection, numbers: list[int]) -> None:
        """Read some documents anew, in one transaction."""
        ends = [numbers[0], numbers[-1], numbers]
        with self.store.reading() as source:
            documents = source.sql(DOCUMENTS, params=ends * 2).to_arrow_table()
            events = source.sql(EVENTS, params=ends).to_arrow_table()
        connection.execute("BEGIN")
        for table, column in (("documents", '"number"'), ("events", "document")):
            connection.execute(
                f"DELETE FROM {table} WHERE {column} IN (SELECT unnest(?))", [numbers]
            )
        for table, rows in (("documents", documents), ("events", events)):
            connection.register("added", rows)
            connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM added")
            connection.unregister("added")
        connection.execute("COMMIT")


def beside(path: Path) -> Path:
    """Where a store's index is kept."""
    return path.with_name(f".{path.name}.explorer")


def first(found: DuckDBPyConnection) -> Any:
    """The first row of what was found, None where there is none. (DuckDB wants an answer read
    to its end before the next question.)"""
    rows = found.fetchall()
    return rows[0] if rows else None


def dicts(found: DuckDBPyConnection) -> list[dict[str, Any]]:
    """What was found, a dict a row."""
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _checked(connection: DuckDBPyConnection) -> DuckDBPyConnection:
    """The connection, with an empty index in it where there is none of this version."""
    if _version(connection) != VERSION:
        _make(connection)
    return connection


def _version(connection: DuckDBPyConnection) -> int | None:
    try:
        row = first(connection.execute('SELECT "number" FROM index_version'))
    except duckdb.Error:
        return None
    return int(row[0]) if row else None


def _make(connection: DuckDBPyConnection) -> None:
    """An empty index in the place of whatever is there."""
    tables = connection.execute(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'main'"
    ).fetchall()
    for (name,) in tables:
        connection.execute(f'DROP TABLE "{name}"')
    connection.execute((resources.files("polybius.explorer") / "schema.sql").read_text("utf-8"))
    connection.execute("INSERT INTO index_version VALUES (?)", [VERSION])


def _read_members(store: Store, connection: DuckDBPyConnection) -> bool:
    """Take over which story each event is of; whether anything changed."""
    with store.reading() as source:
        if not has_table(source, "stories", "members"):
            return False
        print_ = "SELECT count(*), bit_xor(hash({0}, story)) FROM {1}"
        theirs = first(source.execute(print_.format("report", "stories.members")))
        if first(connection.execute(print_.format("event", "members"))) == theirs:
            return False
        found = source.sql(
            'SELECT e.document, e."number", m.report AS event, m.story'
            " FROM stories.members m JOIN events e ON e.id = m.report"
        ).to_arrow_table()
    _replace(connection, "members", found)
    connection.execute(
        "CREATE OR REPLACE TABLE told AS SELECT m.story, count(DISTINCT m.document) AS articles,"
        ' count(*) AS events, min(e."first") AS "first"'
        ' FROM members m JOIN events e ON e.document = m.document AND e."number" = m."number"'
        " GROUP BY m.story"
    )
    return True


def _read_verdicts(store: Store, connection: DuckDBPyConnection) -> bool:
    with store.reading() as source:
        if not has_table(source, "main", "corrections"):
            return False
        found = source.sql(
            'SELECT document, event, "by", verdict FROM corrections'
            " WHERE undone IS NULL AND verdict <> 'complete' ORDER BY \"number\""
        ).to_arrow_table()
    connection.register("theirs", found)
    other = connection.execute(
        "(FROM theirs EXCEPT ALL FROM verdicts) UNION ALL (FROM verdicts EXCEPT ALL FROM theirs)"
    ).fetchall()
    connection.unregister("theirs")
    return bool(other) and _replace(connection, "verdicts", found)


def _replace(connection: DuckDBPyConnection, table: str, rows: Any) -> bool:
    connection.execute("BEGIN")
    connection.execute(f"DELETE FROM {table}")
    connection.register("added", rows)
    connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM added")
    connection.unregister("added")
    connection.execute("COMMIT")
    return True


def has_table(connection: DuckDBPyConnection, schema: str, table: str) -> bool:
    """Whether a store has a table."""
    found = connection.execute(
        "SELECT 1 FROM information_schema.tables WHERE table_schema = ? AND table_name = ?",
        [schema, table],
    ).fetchall()
    return bool(found)
