"""The DuckDB file: opening it, who may write, and its schema's version.

DuckDB lets one process write or several read, never both at once. So the file is only
held while something is read out or a batch is written, a fraction of a second each; who
finds it held waits. That a second program does not write into the middle of a first
one's run is seen to by a lock on a file beside it.
"""

from __future__ import annotations

import errno
import os
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from polybius.errors import PolybiusError

# How long a reader or writer waits for the file, in seconds.
PATIENCE = 120.0
_PAUSE = 0.02
# What DuckDB says where another process, or another connection of this one, has the file.
_HELD = ("Could not set lock", "different configuration", "being used by another process")
# What it raises where a file, or the disk below it, is at fault: not a question.
_SPOILT = (duckdb.OperationalError, duckdb.InternalError, duckdb.FatalException)


class StoreError(PolybiusError):
    """A store that cannot be opened, read or written."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of the schema: its number, from 1 without gaps, and its SQL."""

    number: int
    name: str
    sql: str


def migrations() -> tuple[Migration, ...]:
    """All steps of the schema, in order."""
    files = sorted(
        (file for file in (resources.files("polybius.store") / "schema").iterdir()
         if file.name.endswith(".sql")),
        key=lambda file: file.name,
    )  # fmt: skip
    return tuple(
        Migration(int(file.name[:4]), file.name[5:-4], file.read_text("utf-8")) for file in files
    )


def now() -> datetime:
    """The time to note a row with, UTC. Nothing is decided by it, so that clocks may run
    backwards."""
    return datetime.now(UTC).replace(tzinfo=None)


@contextmanager
def connected(
    path: Path, *, write: bool = False, patience: float = PATIENCE
) -> Iterator[DuckDBPyConnection]:
    """A connection to the file in one transaction, committed at the end unless an error leaves.

    Raises StoreError where the file is no database or stays held for `patience` seconds, and
    where it cannot be read or written: a disk that is full, a copy that was torn.
    """
    connection = _connect(path, write, patience)
    try:
        connection.execute("BEGIN")
        yield connection
        connection.execute("COMMIT")
    except _SPOILT as error:
        raise _broken_off(path, write, error) from None
    finally:
        # What is not committed is rolled back by closing.
        connection.close()


def _connect(path: Path, write: bool, patience: float) -> DuckDBPyConnection:
    until = time.monotonic() + patience
    while True:
        try:
            return duckdb.connect(str(path), read_only=not write)
        except duckdb.Error as error:
            message = str(error).splitlines()[0]
            if not any(sign in message for sign in _HELD):
                raise _unopened(path, message) from None
            if time.monotonic() > until:
                raise StoreError(
                    f"{path}: held by another program for {patience:.0f} seconds ({message});"
                    " waiting for its end would be right"
                ) from None
        time.sleep(_PAUSE * (1 + random.random()))


def _broken_off(path: Path, write: bool, error: duckdb.Error) -> StoreError:
    message = str(error).splitlines()[0]
    if write:
        return StoreError(
            f"{path}: could not be written ({message}); what it had is whole, and the same"
            " command goes on from there"
        )
    return StoreError(
        f"{path}: cannot be read ({message}); a copy made while nothing was saved would be right"
    )


def missing(path: Path) -> StoreError:
    """The error for a store that is not there."""
    return StoreError(f"{path}: no such store; polybius ingest INPUT --store {path} makes it")


def _unopened(path: Path, message: str) -> StoreError:
    if "not a valid DuckDB" in message:
        return StoreError(f"{path}: is no store; a file made by polybius ingest would be right")
    if "does not exist" in message or "No such file" in message:
        return missing(path)
    if "storage version" in message or "newer version" in message:
        return StoreError(f"{path}: written by a newer DuckDB; upgrading duckdb would be right")
    return StoreError(f"{path}: cannot be opened ({message}); a copy kept elsewhere would help")


def version(connection: DuckDBPyConnection) -> int | None:
    """The number of the schema's last step in this file; 0 for an empty database, None where
    it holds something else."""
    tables = {
        name
        for (name,) in connection.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'main'"
        ).fetchall()
    }
    if not tables:
        return 0
    if "migrations" not in tables or "documents" not in tables:
        return None
    row = connection.execute('SELECT max("number") FROM migrations').fetchone()
    return int(row[0]) if row and row[0] is not None else None


def check(path: Path, found: int | None, known: int) -> None:
    """Raise StoreError for a file that holds something else or comes from a newer version."""
    if found is None:
        raise StoreError(f"{path}: a DuckDB database that is no store; another file would be right")
    if found > known:
        raise StoreError(
            f"{path}: a store of schema version {found}, newer than the {known} known here;"
            " upgrading polybius would be right"
        )


def bring_up_to_date(path: Path, steps: Sequence[Migration] | None = None) -> None:
    """Apply the steps of the schema that the file lacks, each in a transaction of its own."""
    steps = migrations() if steps is None else steps
    for step in steps:
        with connected(path, write=True) as connection:
            found = version(connection)
            check(path, found, len(steps))
            if found is None or step.number <= found:
                continue
            connection.execute(
                "CREATE TABLE IF NOT EXISTS migrations"
                ' ("number" BIGINT PRIMARY KEY, "name" VARCHAR NOT NULL,'
                " applied TIMESTAMP NOT NULL)"
            )
            connection.execute(step.sql)
            connection.execute(
                "INSERT INTO migrations VALUES (?, ?, ?)", [step.number, step.name, now()]
            )


def make(path: Path) -> None:
    """Make a store that is not there yet.

    It has another name until it is whole: a run that ends meanwhile, killed or for want of
    room, leaves none, rather than the stump of one that nothing can open.
    """
    unfinished = path.with_name(f".{path.name}.new")
    files = (unfinished, unfinished.with_name(unfinished.name + ".wal"))
    _remove(files)
    try:
        bring_up_to_date(unfinished)
        if files[1].exists():
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        unfinished.replace(path)
    except (StoreError, OSError) as error:
        _remove(files)
        raise StoreError(
            f"{path}: cannot be made ({error}); another folder or more room would be right"
        ) from None


def _remove(files: Iterable[Path]) -> None:
    for file in files:
        with suppress(OSError):
            file.unlink()


@contextmanager
def only_writer(path: Path) -> Iterator[None]:
    """Be the only one to write into the store; raises StoreError where another is.

    The lock ends with the process, however it ends.
    """
    beside = path.with_name(f".{path.name}.lock")
    try:
        descriptor = os.open(beside, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise StoreError(
            f"{path}: cannot be written ({error.strerror}); another folder would be right"
        ) from None
    try:
        if not _lock(descriptor):
            holder = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip()
            raise StoreError(
                f"{path}: process {holder or '?'} is writing into this store;"
                " waiting for its end would be right"
            )
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> bool:
    """Take the lock of an open file without waiting; whether it was free."""
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
