"""Records <-> rows of the store, by the fields of the record's own classes.

Nothing here knows the record's fields by name beyond the few that a table lays out
differently, so that a new field needs a column in the schema and no code.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from operator import attrgetter
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pyarrow as arrow

from polybius.record import Event, Record

# Fields of a record that are no column of `documents` under their own name.
_APART = frozenset({"events", "errors", "text", "extra"})
# What `documents` and `events` hold beside the record's own fields.
_DOCUMENT = {
    "number": arrow.int64(),
    "extra": arrow.string(),
    "extracted": arrow.bool_(),
    "text": arrow.string(),
    "text_length": arrow.int64(),
    "text_sha256": arrow.string(),
    "input_sha256": arrow.string(),
    "signature": arrow.binary(),
    "coder": arrow.int64(),
    "stored": arrow.timestamp("us"),
}
_EVENT = {"document": arrow.int64(), "number": arrow.int64()}


@cache
def document_schema() -> arrow.Schema:
    """The columns of `documents`."""
    own = {name: kind for name, kind in _columns(Record).items() if name not in _APART}
    return arrow.schema(list((own | _DOCUMENT).items()))


@cache
def event_schema() -> arrow.Schema:
    """The columns of `events`."""
    return arrow.schema(list((_EVENT | _columns(Event)).items()))


def document_row(record: Record) -> dict[str, Any]:
    """The record without its events as a row of `documents`; what the record does not know
    (number, text, coder ...) is for the caller to add."""
    row: dict[str, Any] = _object_writer(Record)(record)
    del row["events"], row["errors"]
    row["extra"] = json.dumps(record.extra, default=str)
    row["extracted"] = record.text is not None
    row["text"] = record.text
    return row


def document_batch(row: Mapping[str, Any]) -> arrow.RecordBatch:
    """A row of `documents` as columns; OverflowError or ValueError where it cannot be one."""
    return _batch([dict(row)], document_schema())


def event_batch(record: Record, document: int) -> arrow.RecordBatch:
    """The record's events as columns of `events`; raises as `document_batch`."""
    given: list[dict[str, Any]] = [_object_writer(Event)(event) for event in record.events]
    for number, row in enumerate(given):
        row |= {"document": document, "number": number}
    return _batch(given, event_schema())


def _batch(given: list[dict[str, Any]], schema: arrow.Schema) -> arrow.RecordBatch:
    try:
        return arrow.RecordBatch.from_pylist(given, schema=schema)
    except UnicodeEncodeError:
        return arrow.RecordBatch.from_pylist(_encodable(given), schema=schema)


def _encodable(value: Any) -> Any:
    """The value with halves of surrogate pairs, which UTF-8 has no form for, written out."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, dict):
        return {key: _encodable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_encodable(item) for item in value]
    return value


def event_of(row: Mapping[str, Any]) -> Event:
    """The event in a row of `events`."""
    event: Event = _reader(Event)(row)
    return event


def record_of(row: Mapping[str, Any], events: tuple[Event, ...]) -> Record:
    """The record in a row of `documents`, with its events."""
    given = {**row, "events": (), "errors": (), "extra": json.loads(row["extra"])}
    if not row["extracted"]:
        given["text"] = None
    record: Record = _reader(Record)(given)
    return replace(record, events=events)


def to_text(record: Record) -> str:
    """The whole record as JSON that `from_text` reads back, whatever keys `extra` has."""
    return json.dumps(_object_writer(Record)(record), default=str)


def from_text(text: str) -> Record:
    """The record that `to_text` wrote."""
    record: Record = _reader(Record)(json.loads(text))
    return record


def _names(of: type) -> list[str]:
    return [field.name for field in fields(of)]


def _columns(of: type) -> dict[str, arrow.DataType]:
    hints = get_type_hints(of)
    return {
        name.rstrip("_"): _kind(hints[name]) for name in _names(of) if hints[name] != dict[str, Any]
    }


def _without_none(hint: Any) -> Any:
    """The hint without `| None`."""
    if get_origin(hint) in (Union, types.UnionType):
        (hint,) = (part for part in get_args(hint) if part is not type(None))
    return hint


def _kind(hint: Any) -> arrow.DataType:
    """The column type for a field's type."""
    hint = _without_none(hint)
    if is_dataclass(hint):
        assert isinstance(hint, type)
        return arrow.struct(list(_columns(hint).items()))
    if get_origin(hint) is tuple:
        return arrow.list_(_kind(get_args(hint)[0]))
    if get_origin(hint) is Literal:
        return arrow.string()
    plain_kinds = {
        str: arrow.string(),
        int: arrow.int64(),
        float: arrow.float64(),
        bool: arrow.bool_(),
    }
    return plain_kinds[hint]


@cache
def _writer(hint: Any) -> Callable[[Any], Any] | None:
    """What makes a row's value out of a field's, None where it is the same: built once for
    each type."""
    hint = _without_none(hint)
    if is_dataclass(hint):
        assert isinstance(hint, type)
        return _object_writer(hint)
    if get_origin(hint) is tuple:
        write = _writer(get_args(hint)[0])
        return (lambda value: [write(item) for item in value]) if write else list
    return None


@cache
def _object_writer(of: type) -> Callable[[Any], Any]:
    hints, names = get_type_hints(of), _names(of)
    values = attrgetter(*names)
    keys = [name.rstrip("_") for name in names]
    writers = [(key, _writer(hints[name])) for key, name in zip(keys, names, strict=True)]
    nested = [(key, write) for key, write in writers if write is not None]

    def write(value: Any) -> Any:
        if value is None:
            return None
        row = dict(zip(keys, values(value), strict=True))
        for key, part in nested:
            row[key] = part(row[key])
        return row

    return write


@cache
def _reader(hint: Any) -> Callable[[Any], Any]:
    """What makes a field's value out of a row's: built once for each type."""
    hint = _without_none(hint)
    if is_dataclass(hint):
        assert isinstance(hint, type)
        return _object_reader(hint)
    if get_origin(hint) is tuple:
        read = _reader(get_args(hint)[0])
        return lambda value: tuple([read(item) for item in value])
    return lambda value: value


def _object_reader(of: type) -> Callable[[Any], Any]:
    hints = get_type_hints(of)
    parts = [(name.rstrip("_"), _reader(hints[name])) for name in _names(of)]

    def read(value: Any) -> Any:
        if value is None:
            return None
        given = {name: part(value[name]) for name, part in parts}
        if "from" in given:
            given["from_"] = given.pop("from")
        return of(**given)

    return read
