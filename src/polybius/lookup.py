"""`polybius actor`: who a phrase names, one phrase or a file of them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO

from polybius.actors import ActorBook
from polybius.errors import InputError, UsageError
from polybius.reading import iso_day
from polybius.reading.files import open_lines
from polybius.reading.jsonl import parse


def actor_object(
    book: ActorBook, phrase: str, date: str | None, known_country: str | None
) -> dict[str, Any]:
    """The actor that a phrase names as the record writes it, with what gave the answer."""
    found = book.resolve(phrase, date, known_country)
    return {
        "text": phrase,
        "name": found.name,
        "country": found.country,
        "sectors": list(found.sectors),
        "kind": found.kind,
        "wikidata": found.wikidata,
        "evidence": list(found.evidence),
    }


def explain(phrase: str, date: str | None, actors: Iterable[Path], form: str, out: TextIO) -> None:
    """Write one actor, as a JSON object or as lines for reading."""
    if not phrase.strip():
        raise UsageError('an empty phrase; "French President Hollande" would be right')
    found = actor_object(ActorBook.load(actors), phrase, date, None)
    if form == "json":
        out.write(json.dumps(found, ensure_ascii=False) + "\n")
        return
    for key in ("text", "name", "country", "sectors", "kind", "wikidata"):
        value = found[key]
        shown = " ".join(value) if isinstance(value, list) else value
        out.write(f"{key:<9} {shown or '–'}\n")
    for number, reason in enumerate(found["evidence"]):
        out.write(f"{'' if number else 'because':<9} {reason}\n")


def resolve_rows(path: str, actors: Iterable[Path], out: TextIO) -> int:
    """Write the actor of every row of a JSON Lines file; how many rows could not be read.

    A row has `id`, `phrase` and perhaps `date` and `known_country`. One that cannot be
    read gives an object with `errors` in its place.
    """
    book = ActorBook.load(actors)
    read = refused = 0
    for number, line in open_lines(path):
        read += 1
        row: dict[str, Any] = {}
        try:
            row = parse(line)
            found = _resolve(book, row)
        except InputError as error:
            refused += 1
            found = {"errors": [str(error)]}
        id = row.get("id", f"{path}:{number}")
        out.write(json.dumps({"id": id, **found}, ensure_ascii=False) + "\n")
    out.flush()
    print(f"read {read}, resolved {read - refused}, refused {refused}", file=sys.stderr)
    return refused


def _resolve(book: ActorBook, row: dict[str, Any]) -> dict[str, Any]:
    phrase, date, country = row.get("phrase"), row.get("date"), row.get("known_country")
    if not isinstance(phrase, str) or not phrase.strip():
        raise InputError('no "phrase"; {"id": ..., "phrase": "...", "date": "..."} would be right')
    if country is not None and not isinstance(country, str):
        raise InputError('"known_country" is no text; an ISO 3166-1 alpha-3 code would be right')
    return actor_object(book, phrase, iso_day(date) if date else None, country or None)
