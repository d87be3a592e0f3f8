"""Records as a Parquet file in memory: how they come back from other machines."""

from __future__ import annotations

import io
from collections.abc import Iterable

import pyarrow as arrow
from pyarrow import parquet

from polybius.record import Record
from polybius.store.rows import from_text, to_text

_SCHEMA = arrow.schema([("id", arrow.string()), ("record", arrow.string())])
_VERSION = b"polybius"


def packed(records: Iterable[Record], version: str) -> bytes:
    """The file: a row for each record, in order, and the version of what coded them."""
    rows = [{"id": record.id, "record": to_text(record)} for record in records]
    schema = _SCHEMA.with_metadata({_VERSION: version.encode()})
    out = io.BytesIO()
    parquet.write_table(arrow.Table.from_pylist(rows, schema=schema), out, compression="zstd")
    return out.getvalue()


def unpacked(content: bytes) -> tuple[list[Record], str]:
    """The records of such a file, and the version."""
    table = parquet.read_table(io.BytesIO(content))
    records = [from_text(text) for text in table.column("record").to_pylist()]
    return records, table.schema.metadata[_VERSION].decode()
