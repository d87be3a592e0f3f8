"""Where records go: the formats, and files that are whole or not there."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from polybius.errors import UsageError
from polybius.record import Record
from polybius.write.columns import write_csv, write_parquet
from polybius.write.lines import write_json, write_jsonl
from polybius.write.table import write_table

FORMATS: Mapping[str, Callable[[Iterable[Record], BinaryIO], None]] = {
    "table": write_table,
    "jsonl": write_jsonl,
    "json": write_json,
    "csv": write_csv,
    "parquet": write_parquet,
}
_SUFFIXES = {".json": "json", ".csv": "csv", ".parquet": "parquet", ".pq": "parquet"}


def format_of(out: Path | None) -> str:
    """The format that an output asks for where none is named: by a file's suffix, a table
    on a terminal, else JSON Lines."""
    if out is not None:
        return _SUFFIXES.get(out.suffix.lower(), "jsonl")
    return "table" if sys.stdout.isatty() else "jsonl"


def write_records(records: Iterable[Record], format: str, stream: BinaryIO) -> None:
    """Write records, as they come, to a binary stream."""
    FORMATS[format](records, stream)


@contextmanager
def open_output(out: Path | None) -> Iterator[BinaryIO]:
    """Standard output, or a file that takes its place only when all is written.

    Until then, and where writing fails, a file that was there before stays as it was.
    Raises UsageError where the file cannot be made.
    """
    if out is None or str(out) == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    out = Path(os.path.realpath(out))
    try:
        if out.exists() and not out.is_file():
            # A device or a pipe: nothing to replace.
            with out.open("wb") as stream:
                yield stream
            return
        descriptor, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
    except OSError as error:
        raise UsageError(
            f"{out}: cannot be written ({error.strerror}); another -o would be right"
        ) from None
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)
        temporary.replace(out)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
