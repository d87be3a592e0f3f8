"""The events of a filter as a file, in every format, sent as it is written."""

from __future__ import annotations

import io
import os
import tempfile
import threading
from collections.abc import Iterator
from typing import Any, BinaryIO

from fastapi.responses import StreamingResponse

from polybius.errors import UsageError
from polybius.explorer.about import EXPORTS
from polybius.explorer.asked import Asked
from polybius.explorer.events import ids
from polybius.explorer.index import Index
from polybius.export import write_export
from polybius.record import Record
from polybius.store import EventFilter, Store
from polybius.write import write_records

_CHUNK = 64 * 1024
# Seconds between looks at whether the file has grown.
_PAUSE = 0.05
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "jsonl": "application/x-ndjson",
    "plover": "application/x-ndjson",
    "parquet": "application/vnd.apache.parquet",
}
_PLAIN = "text/plain; charset=utf-8"
KINDS = tuple(sorted({_PLAIN, *_TYPES.values()}))
"""The content types that an export may have."""
_SUFFIXES = {"plover": "jsonl", "icews": "tab", "polecat": "txt", "phoenix": "txt"}
_GDELT = "csv"


def export(store: Store, index: Index, asked: Asked, format: str) -> StreamingResponse:
    """The file. Raises UsageError for a format that there is not, or a value that no
    condition has."""
    asked.sql()  # said now: what is wrong in it can no more be told once the file has begun
    if format not in EXPORTS:
        raise UsageError(f"no format {format!r}; one of {', '.join(EXPORTS)} would be right")
    own = format in _TYPES and format != "plover"
    suffix = format if own else _SUFFIXES.get(format, _GDELT)
    name = "events" if own else f"events-{format}"
    return StreamingResponse(
        written(records(store, index, asked), format),
        media_type=_TYPES.get(format, _PLAIN),
        headers={"content-disposition": f'attachment; filename="{name}.{suffix}"'},
    )


def records(store: Store, index: Index, asked: Asked) -> Iterator[Record]:
    """The records that have such events, with these only."""
    if asked == Asked(asked.base):
        # The store can be asked as it is.
        yield from store.records(asked.base)
        return
    with index.reading() as connection:
        for documents, chosen in ids(connection, asked):
            wanted = EventFilter(document=tuple(documents))
            kept = set(chosen)
            for record in store.records(wanted):
                yield _only(record, kept)


def _only(record: Record, kept: set[str]) -> Record:
    from dataclasses import replace

    return replace(record, events=tuple(event for event in record.events if event.id in kept))


def written(found: Iterator[Record], format: str) -> Iterator[bytes]:
    """The file's bytes, read after a thread that writes it at its own pace.

    The store is held only as long as that takes: a reader who is slow keeps no `ingest`
    waiting, one who is gone ends it.
    """
    broken: list[Exception] = []
    done, gone = threading.Event(), threading.Event()
    with tempfile.TemporaryFile(buffering=0) as target:

        def write() -> None:
            try:
                with io.BufferedWriter(_Sink(target)) as stream:
                    _write(_until(gone, found), format, stream)
            except Exception as error:
                broken.append(error)
            finally:
                done.set()

        thread = threading.Thread(target=write, daemon=True)
        thread.start()
        try:
            yield from _as_it_grows(target.fileno(), done)
        finally:
            gone.set()
            thread.join()
    if broken:
        # The download breaks off, so that half a file is not taken for a whole one.
        raise broken[0]


class _Sink(io.RawIOBase):
    """Hands on what is written to a file that stays open when this is closed."""

    def __init__(self, target: Any) -> None:
        self._target = target

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        return int(self._target.write(data))


def _until(gone: threading.Event, found: Iterator[Record]) -> Iterator[Record]:
    for record in found:
        if gone.is_set():
            return
        yield record


def _as_it_grows(file: int, done: threading.Event) -> Iterator[bytes]:
    """What is in a file from its start, until it is done and read to its end."""
    at = 0
    while True:
        last = done.is_set()
        if chunk := os.pread(file, _CHUNK, at):
            at += len(chunk)
            yield chunk
        elif last:
            return
        else:
            done.wait(_PAUSE)


def _write(found: Iterator[Record], format: str, stream: BinaryIO) -> None:
    if format in ("jsonl", "json"):
        write_records(found, format, stream)
    else:
        write_export(found, format, stream)
