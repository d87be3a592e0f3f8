"""Records as tables of events, one event a row: CSV and Parquet.

Lists (actors, modes, ...) are joined by "; " in CSV and are lists in Parquet; the lists
about actors run in parallel: the second name has the second country.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from polybius.record import Actor, Event, Record

# Column and its kind: t text, i whole number, f number, b yes or no, l list of texts.
COLUMNS = {
    "document": "t", "published": "t", "publisher": "t", "title": "t", "url": "t",
    "event": "t", "type": "t", "modes": "l", "contexts": "l", "status": "t", "historical": "b",
    "trigger": "t", "trigger_start": "i", "trigger_end": "i", "sentence": "i",
    "mentions": "l",
    "actors": "l", "actor_texts": "l", "actor_countries": "l", "actor_sectors": "l",
    "recipients": "l", "recipient_texts": "l", "recipient_countries": "l",
    "recipient_sectors": "l",
    "date_from": "t", "date_to": "t", "date_text": "t", "date_basis": "t",
    "place": "t", "place_country": "t", "place_admin1": "t", "latitude": "f", "longitude": "f",
    "geonames": "i",
    "claimed_by": "l", "stances": "l",
    "killed": "i", "injured": "i", "arrested": "i", "displaced": "i", "crowd": "i",
    "links": "l", "score": "f", "quad": "t", "cameo": "t", "confidence": "f", "evidence": "l",
}  # fmt: skip

# Spreadsheets take a cell that starts so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BATCH = 2000


def rows(records: Iterable[Record]) -> Iterator[dict[str, Any]]:
    """One row for each event, keyed by the names of `COLUMNS`."""
    for record in records:
        for event in record.events:
            yield _row(record, event)


def write_csv(records: Iterable[Record], stream: BinaryIO) -> None:
    """CSV in UTF-8 with a header; text that a spreadsheet would run is made plain by a `'`."""
    text = io.TextIOWrapper(stream, encoding="utf-8", errors="backslashreplace", newline="")
    try:
        writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
        writer.writeheader()
        for row in rows(records):
            writer.writerow({key: _cell(value) for key, value in row.items()})
        text.flush()
    finally:
        text.detach()


def write_parquet(records: Iterable[Record], stream: BinaryIO) -> None:
    """Parquet with typed columns, written in batches."""
    import pyarrow as arrow  # as large as all else: loaded only where it is asked for
    from pyarrow import parquet

    kinds = {
        "t": arrow.string(),
        "i": arrow.int64(),
        "f": arrow.float64(),
        "b": arrow.bool_(),
        "l": arrow.list_(arrow.string()),
    }
    schema = arrow.schema([(name, kinds[kind]) for name, kind in COLUMNS.items()])
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        batch: list[dict[str, Any]] = []
        for row in rows(records):
            batch.append(row)
            if len(batch) == _BATCH:
                writer.write_table(arrow.Table.from_pylist(batch, schema=schema))
                batch = []
        writer.write_table(arrow.Table.from_pylist(batch, schema=schema))


def _row(record: Record, event: Event) -> dict[str, Any]:
    date, place, counts = event.date, event.place, event.counts
    return {
        "document": record.id,
        "published": record.published,
        "publisher": record.publisher,
        "title": record.title,
        "url": record.url,
        "event": event.id,
        "type": event.type,
        "modes": list(event.modes),
        "contexts": list(event.contexts),
        "status": event.status,
        "historical": event.historical,
        "trigger": event.trigger.text,
        "trigger_start": event.trigger.start,
        "trigger_end": event.trigger.end,
        "sentence": event.sentence,
        "mentions": [mention.text for mention in event.mentions],
        **_party("actor", event.actors),
        **_party("recipient", event.recipients),
        "date_from": date.from_ if date else None,
        "date_to": date.to if date else None,
        "date_text": date.text if date else None,
        "date_basis": date.basis if date else None,
        "place": place.name if place else None,
        "place_country": place.country if place else None,
        "place_admin1": place.admin1 if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "geonames": place.geonames if place else None,
        "claimed_by": [claim.source.name or claim.source.text for claim in event.claims],
        "stances": [claim.stance for claim in event.claims],
        "killed": counts.killed,
        "injured": counts.injured,
        "arrested": counts.arrested,
        "displaced": counts.displaced,
        "crowd": counts.crowd,
        "links": [f"{link.relation} {link.event}" for link in event.links],
        "score": event.score,
        "quad": event.quad,
        "cameo": event.cameo,
        "confidence": event.confidence,
        "evidence": list(event.evidence),
    }


def _party(role: str, party: tuple[Actor, ...]) -> dict[str, list[str]]:
    return {
        f"{role}s": [actor.name or actor.text for actor in party],
        f"{role}_texts": [actor.text for actor in party],
        f"{role}_countries": [actor.country or "" for actor in party],
        f"{role}_sectors": [" ".join(actor.sectors) for actor in party],
    }


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        value = "; ".join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        value = " ".join(value.split()) if "\n" in value or "\r" in value else value
        return f"'{value}" if value.startswith(_FORMULA) else value
    return value
