"""The events of a filter as a file, in every format, streamed as it is written."""

from __future__ import annotations

import io
import os
import threading
from collections.abc import Iterator
from typing import BinaryIO

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
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "jsonl": "application/x-ndjson",
    "plover": "application/x-ndjson",
    "parquet": "application/vnd.apache.parquet",
}
_SUFFIXES = {"plover": "jsonl", "icews": "tab", "polecat": "txt", "phoenix": "txt"}
_GDELT = "csv"


def export(store: Store, index: Index, asked: Asked, format: str) -> StreamingResponse:
    """The file. Raises UsageError for a format that there is not."""
    if format not in EXPORTS:
        raise UsageError(f"no format {format!r}; one of {', '.join(EXPORTS)} would be right")
    own = format in _TYPES and format != "plover"
    suffix = format if own else _SUFFIXES.get(format, _GDELT)
    name = "events" if own else f"events-{format}"
    return StreamingResponse(
        written(records(store, index, asked), format),
        media_type=_TYPES.get(format, "text/plain; charset=utf-8"),
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
    """The file's bytes while a thread writes it into a pipe, which holds it back where the
    reader is slow and ends it where the reader is gone."""
    source, target = os.pipe()
    broken: list[Exception] = []

    def write() -> None:
        try:
            with io.BufferedWriter(io.FileIO(target, "w")) as stream:
                _write(found, format, stream)
        except BrokenPipeError:
            pass
        except Exception as error:
            broken.append(error)

    thread = threading.Thread(target=write, daemon=True)
    thread.start()
    with open(source, "rb", buffering=0) as pipe:
        while chunk := pipe.read(_CHUNK):
            yield chunk
    thread.join()
    if broken:
        # The download breaks off, so that half a file is not taken for a whole one.
        raise broken[0]


def _write(found: Iterator[Record], format: str, stream: BinaryIO) -> None:
    if format in ("jsonl", "json"):
        write_records(found, format, stream)
    else:
        write_export(found, format, stream)
