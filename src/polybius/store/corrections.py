"""What people say of the coding, kept in the store: who, when, what it was; and taken back.

A correction is a short transaction of its own, beside whatever else writes into the store:
the lock of a long run guards what that run knows of documents, and corrections are no part
of it.
"""

from __future__ import annotations

import json
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from polybius.store.database import connected, now

# `complete` says of a whole article that it was read to the end.
VERDICTS = ("right", "wrong", "mended", "missed", "complete")
_COLUMNS = '"number", document, event, verdict, "by", note, fields, was, text_sha256, made, undone'


@dataclass(frozen=True, slots=True)
class Said:
    """What one person says of one event, or of an article.

    `event` is None for one that was missed and for `complete`. `fields` are those of the
    event that ought to be otherwise (of a missed one, all that is known); `was` is the event
    as it then was.
    """

    document: str
    event: str | None
    verdict: str
    by: str
    note: str | None
    fields: dict[str, Any]
    was: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Correction(Said):
    """What somebody said, as the store keeps it. `text_sha256` tells which text the spans count
    in. Times are UTC."""

    number: int
    text_sha256: str | None
    made: datetime
    undone: datetime | None


class Corrections:
    """The corrections of one store. Waits `patience` seconds where the file is held, then
    raises StoreError; so it does where the file cannot be written."""

    def __init__(self, path: Path, patience: float) -> None:
        self._path = path
        self._patience = patience

    def all(self) -> list[Correction]:
        """All of them, those taken back too, in the order they were made."""
        with connected(self._path, patience=self._patience) as connection:
            there = connection.execute(
                "SELECT 1 FROM information_schema.tables WHERE table_name = 'corrections'"
            ).fetchall()
            return _found(connection, 'ORDER BY "number"', []) if there else []

    def add(self, said: Said) -> Correction:
        """Keep what was said; what the same person said of the same event before is taken
        back. A missed event stands beside others."""
        with self._writing() as connection:
            _supersede(connection, said)
            connection.execute(
                f"INSERT INTO corrections ({_COLUMNS}) SELECT"
                ' (SELECT coalesce(max("number"), 0) + 1 FROM corrections),'
                " ?, ?, ?, ?, ?, ?, ?,"
                " (SELECT text_sha256 FROM documents WHERE id = ?), ?, NULL",
                [
                    said.document, said.event, said.verdict, said.by, said.note,
                    json.dumps(said.fields, ensure_ascii=False),
                    json.dumps(said.was, ensure_ascii=False) if said.was is not None else None,
                    said.document, now(),
                ],
            )  # fmt: skip
            return _found(connection, 'ORDER BY "number" DESC LIMIT 1', [])[0]

    def undo(self, number: int) -> Correction | None:
        """Take one back; None where there is none of this number that holds."""
        with self._writing() as connection:
            if not _found(connection, 'WHERE "number" = ? AND undone IS NULL', [number]):
                return None
            connection.execute(
                'UPDATE corrections SET undone = ? WHERE "number" = ?', [now(), number]
            )
            return _found(connection, 'WHERE "number" = ?', [number])[0]

    def redo(self, number: int) -> Correction | None:
        """Let one hold again that was taken back; it takes the place of a later one."""
        with self._writing() as connection:
            found = _found(connection, 'WHERE "number" = ? AND undone IS NOT NULL', [number])
            if not found:
                return None
            (one,) = found
            _supersede(connection, one)
            connection.execute('UPDATE corrections SET undone = NULL WHERE "number" = ?', [number])
            return _found(connection, 'WHERE "number" = ?', [number])[0]

    def _writing(self) -> AbstractContextManager[DuckDBPyConnection]:
        return connected(self._path, write=True, patience=self._patience)


def _supersede(connection: DuckDBPyConnection, said: Said) -> None:
    """Take back what the same person said of the same event before."""
    if said.verdict == "missed":
        return
    connection.execute(
        "UPDATE corrections SET undone = ? WHERE undone IS NULL AND document = ?"
        " AND event IS NOT DISTINCT FROM ? AND \"by\" = ? AND verdict <> 'missed'",
        [now(), said.document, said.event, said.by],
    )


def _found(connection: DuckDBPyConnection, end: str, values: list[Any]) -> list[Correction]:
    rows = connection.execute(f"SELECT {_COLUMNS} FROM corrections {end}", values).fetchall()
    return [
        Correction(
            document,
            event,
            verdict,
            by,
            note,
            json.loads(fields),
            was and json.loads(was),
            number,
            sha256,
            made,
            undone,
        )
        for number, document, event, verdict, by, note, fields, was, sha256, made, undone in rows
    ]
