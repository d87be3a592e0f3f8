"""Writing into a store: batches of entries, each in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pyarrow as arrow
from duckdb import DuckDBPyConnection

from polybius.coder import failed
from polybius.record import Record
from polybius.store import rows
from polybius.store.database import connected, now
from polybius.store.entries import Coded, Copy, Entry, Refused
from polybius.store.version import CoderVersion

_COPIES = (
    "INSERT INTO copies (id, original, kind, similarity, title, published, publisher, url,"
    " text_sha256, input_sha256, stored) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


@dataclass(frozen=True, slots=True)
class Known:
    """What the store already has under an id: a document, or (`number` None) a copy.

    `coder` is the number of what coded a document.
    """

    number: int | None
    text_sha256: str | None
    input_sha256: str | None
    coder: int | None


@dataclass(slots=True)
class _Batch:
    """What one transaction adds and takes away."""

    documents: dict[int, tuple[arrow.RecordBatch, arrow.RecordBatch]] = field(default_factory=dict)
    copies: dict[str, list[Any]] = field(default_factory=dict)
    refusals: dict[tuple[str, str], list[Any]] = field(default_factory=dict)
    replaced: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
    were_copies: list[str] = field(default_factory=list)
    were_refused: list[str] = field(default_factory=list)
    known: dict[str, Known] = field(default_factory=dict)


class Writer:
    """The one that writes: knows what the store has, and adds to it.

    Made by `Store.writer()`, which sees to it that there is only one.
    """

    def __init__(self, path: Path, version: CoderVersion) -> None:
        self._path = path
        self.known: dict[str, Known] = {}
        self._refused: dict[str, set[str]] = {}
        self._next = 1
        with connected(path, write=True) as connection:
            self.coder = _coder_number(connection, version)
            self._learn(connection)

    def save(self, entries: Sequence[Entry]) -> list[Entry]:
        """Store the entries in their order, all of them or, where an error leaves, none.

        A coded document takes the place of what its id had. Gives back what was stored:
        an entry that cannot be held comes back as `Refused`. Raises StoreError where the
        file cannot be written.
        """
        batch = _Batch()
        stored = [self._put(entry, batch) for entry in entries]
        with connected(self._path, write=True) as connection:
            orphans = _apply(batch, connection)
        for id in orphans:
            self.known.pop(id, None)
        self.known.update(batch.known)
        for id in batch.were_refused:
            self._refused.pop(id, None)
        for id, reason in batch.refusals:
            self._refused.setdefault(id, set()).add(reason)
        return stored

    def _learn(self, connection: DuckDBPyConnection) -> None:
        found = connection.execute(
            'SELECT id, "number", text_sha256, input_sha256, coder FROM documents UNION ALL'
            " SELECT id, NULL, text_sha256, input_sha256, NULL FROM copies"
        )
        for id, *rest in found.fetchall():
            self.known[id] = known = Known(*rest)
            self._next = max(self._next, (known.number or 0) + 1)
        for id, reason in connection.execute("SELECT id, reason FROM refusals").fetchall():
            self._refused.setdefault(id, set()).add(reason)

    def _put(self, entry: Entry, batch: _Batch) -> Entry:
        if isinstance(entry, Coded):
            return self._put_coded(entry, batch)
        if isinstance(entry, Copy):
            return self._put_copy(entry, batch)
        return self._put_refused(entry, batch)

    def _settle(self, id: str, batch: _Batch) -> Known | None:
        """Mark what an earlier run left under an id as gone; what that was."""
        before = batch.known.get(id) or self.known.get(id)
        if before is not None and before.number is None:
            batch.were_copies.append(id)
        if id in self._refused:
            batch.were_refused.append(id)
        return before

    def _put_coded(self, entry: Coded, batch: _Batch) -> Entry:
        record = entry.record
        before = batch.known.get(record.id) or self.known.get(record.id)
        number = before.number if before else None
        if number is None:
            number, self._next = self._next, self._next + 1
        row = rows.document_row(record) | {
            "number": number,
            "text": entry.text,
            "text_length": entry.text_length,
            "text_sha256": entry.text_sha256,
            "input_sha256": entry.input_sha256,
            "signature": entry.signature,
            "coder": self.coder,
            "stored": now(),
        }
        try:
            parts = rows.document_batch(row), rows.event_batch(record, number)
        except (OverflowError, ValueError, arrow.ArrowException) as error:
            return self._put_refused(_unstorable(record, error), batch)
        self._settle(record.id, batch)
        if before is not None and before.number is not None:
            batch.replaced.append(number)
            if before.text_sha256 != entry.text_sha256:
                batch.changed.append(number)
        batch.documents[number] = parts
        batch.known[record.id] = Known(number, entry.text_sha256, entry.input_sha256, self.coder)
        return entry

    def _put_copy(self, entry: Copy, batch: _Batch) -> Entry:
        article = entry.article
        original = batch.known.get(entry.original) or self.known.get(entry.original)
        if original is None or original.number is None:
            reason = f"a copy of {entry.original}, which could not be coded"
            return self._put_refused(Refused(failed(article, reason)), batch)
        self._settle(article.id, batch)
        values = [article.id, original.number, entry.kind, entry.similarity, article.title]
        values += [article.published, article.publisher, article.url, entry.text_sha256]
        values += [entry.input_sha256, now()]
        batch.copies[article.id] = values
        batch.known[article.id] = Known(None, entry.text_sha256, entry.input_sha256, None)
        return entry

    def _put_refused(self, entry: Refused, batch: _Batch) -> Entry:
        record = entry.record
        reason = "; ".join(record.errors)
        if reason not in self._refused.get(record.id, ()):
            batch.refusals[record.id, reason] = [record.id, reason, rows.to_text(record), now()]
        return entry


def _unstorable(record: Record, error: Exception) -> Refused:
    reason = f"the record cannot be stored: {type(error).__name__}: {error}"
    return Refused(replace(record, events=(), errors=(" ".join(reason.split()),)))


def _apply(batch: _Batch, connection: DuckDBPyConnection) -> list[str]:
    """Carry a batch out; the ids of copies whose original is now another text."""
    orphans: list[str] = []
    if batch.changed:
        found = connection.execute("SELECT id FROM copies WHERE original IN ?", [batch.changed])
        orphans = [id for (id,) in found.fetchall()]
    for table, column, values in (
        ("copies", "id", batch.were_copies + orphans),
        ("refusals", "id", batch.were_refused),
        ("documents", '"number"', batch.replaced),
        ("events", "document", batch.replaced),
    ):
        if values:
            connection.execute(f"DELETE FROM {table} WHERE {column} IN ?", [values])
    if batch.documents:
        documents, events = zip(*batch.documents.values(), strict=True)
        _insert("documents", documents, connection)
        _insert("events", events, connection)
    if batch.copies:
        connection.executemany(_COPIES, list(batch.copies.values()))
    if batch.refusals:
        insert = 'INSERT INTO refusals (id, reason, "record", stored) VALUES (?, ?, ?, ?)'
        connection.executemany(insert, list(batch.refusals.values()))
    return orphans


def _insert(
    table: str, parts: tuple[arrow.RecordBatch, ...], connection: DuckDBPyConnection
) -> None:
    connection.register("added", arrow.Table.from_batches(parts).combine_chunks())
    connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM added")
    connection.unregister("added")


def _coder_number(connection: DuckDBPyConnection, version: CoderVersion) -> int:
    """The number of this version among those that coded into the store, new where it is."""
    find = 'SELECT "number" FROM coders WHERE fingerprint = ?'
    found = connection.execute(find, [version.fingerprint]).fetchone()
    if found is None:
        connection.execute(
            'INSERT INTO coders SELECT coalesce(max("number"), 0) + 1, ?, ?, ?, ? FROM coders',
            [version.polybius, version.codebook, version.fingerprint, now()],
        )
        found = connection.execute(find, [version.fingerprint]).fetchone()
    assert found is not None
    return int(found[0])
