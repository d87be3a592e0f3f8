"""The formats by name, and what each leaves out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from polybius.errors import UsageError
from polybius.export import gdelt, icews, phoenix, plover, polecat
from polybius.export.cells import Value, line
from polybius.export.codes import Codes
from polybius.export.dates import day_of
from polybius.record import Event, Record
from polybius.write.columns import write_csv, write_parquet

_Told = Iterable[tuple[Record, Event]]
_Rows = Callable[[Record, Event, Codes], Iterator[tuple[Value, ...]]]

UNDATED = "without a date"
NO_STATUS = "not actual: the format cannot say so"
NO_CODE = "without a CAMEO code: denied, supposed or planned"


@dataclass(slots=True)
class Exported:
    """How many events went out, and how many were left out, by reason."""

    events: int = 0
    left_out: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        reasons = [f"{count} left out {why}" for why, count in sorted(self.left_out.items())]
        return "; ".join([f"{self.events} events", *reasons])


@dataclass(frozen=True, slots=True)
class _Format:
    """How a format is written, and which events it cannot hold."""

    write: Callable[[_Told, Codes, BinaryIO], None]
    cameo: bool = False
    actual: bool = False

    def refusal(self, record: Record, event: Event, codes: Codes) -> str | None:
        if self.actual and event.status != "actual":
            return NO_STATUS
        if self.cameo and codes.cameo.code_of(event) is None:
            return NO_CODE
        return UNDATED if day_of(record, event) is None else None


def write_export(records: Iterable[Record], format: str, stream: BinaryIO) -> Exported:
    """Write the records' events in a format of `FORMATS`; raises UsageError for another.

    An event that the format cannot say truly is left out and counted: one without any date,
    one that did not happen where the format has no word for that. CSV and Parquet hold all.
    """
    if format not in FORMATS:
        raise UsageError(f"no format {format!r}; one of {', '.join(FORMATS)} would be right")
    done = Exported()
    if (table := _TABLES.get(format)) is not None:
        table(_counted(records, done), stream)
        return done
    chosen, codes = _FORMATS[format], Codes.load()
    chosen.write(_chosen(records, chosen, codes, done), codes, stream)
    return done


def _counted(records: Iterable[Record], done: Exported) -> Iterator[Record]:
    for record in records:
        done.events += len(record.events)
        yield record


def _chosen(
    records: Iterable[Record], chosen: _Format, codes: Codes, done: Exported
) -> Iterator[tuple[Record, Event]]:
    for record in records:
        for event in record.events:
            if why := chosen.refusal(record, event, codes):
                done.left_out[why] += 1
            else:
                done.events += 1
                yield record, event


def _tabs(rows: _Rows, header: tuple[str, ...] | None) -> Callable[[_Told, Codes, BinaryIO], None]:
    def write(told: _Told, codes: Codes, stream: BinaryIO) -> None:
        if header is not None:
            stream.write(line(header))
        for record, event in told:
            for row in rows(record, event, codes):
                stream.write(line(row))

    return write


def _phoenix(told: _Told, codes: Codes, stream: BinaryIO) -> None:
    for row in phoenix.rows(told, codes):
        stream.write(line(row))


def _plover(told: _Told, codes: Codes, stream: BinaryIO) -> None:
    for record, event in told:
        text = json.dumps(plover.event_object(record, event, codes), ensure_ascii=False)
        stream.write(text.translate(_BREAKS).encode("utf-8", "backslashreplace") + b"\n")


# JSON may hold these as they are, but some programs end a line at them.
_BREAKS = {ord(c): f"\\u{ord(c):04x}" for c in "\x85\u2028\u2029"}

_TABLES: Mapping[str, Callable[[Iterable[Record], BinaryIO], None]] = {
    "csv": write_csv,
    "parquet": write_parquet,
}
_FORMATS: Mapping[str, _Format] = {
    "icews": _Format(_tabs(icews.rows, icews.COLUMNS), cameo=True),
    "polecat": _Format(_tabs(polecat.rows, polecat.COLUMNS), actual=True),
    "gdelt": _Format(_tabs(gdelt.rows, None), cameo=True),
    "gdelt1": _Format(_tabs(gdelt.rows_1, None), cameo=True),
    "phoenix": _Format(_phoenix, cameo=True),
    "plover": _Format(_plover),
}
FORMATS = (*_FORMATS, *_TABLES)
