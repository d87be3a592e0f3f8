"""Records as JSON Lines, one record a line, and as one JSON array."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import BinaryIO

from polybius.record import Record


def write_jsonl(records: Iterable[Record], stream: BinaryIO) -> None:
    """One record a line, each on its way as soon as it is there."""
    for record in records:
        stream.write(_json(record) + b"\n")
        stream.flush()


def write_json(records: Iterable[Record], stream: BinaryIO) -> None:
    """One array, a record a line."""
    stream.write(b"[")
    for number, record in enumerate(records):
        stream.write((b",\n" if number else b"\n") + _json(record))
    stream.write(b"\n]\n")


def _json(record: Record) -> bytes:
    text = json.dumps(record.to_json(), ensure_ascii=False, allow_nan=False, default=str)
    return text.encode("utf-8", "backslashreplace")
