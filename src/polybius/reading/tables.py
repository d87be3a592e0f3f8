"""Tables of articles, one a row: CSV, TSV and Parquet."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import IO, Any

from polybius.article import Article
from polybius.errors import InputError
from polybius.reading.decode import decode, encoding_of
from polybius.reading.document import KEYS
from polybius.reading.options import Options
from polybius.reading.refusal import Refusal
from polybius.reading.rows import rows
from polybius.reading.unpacking import FREE

# How columns are commonly called, where no mapping is given; compared in small letters,
# without "_", "-" and blanks.
_NAMES = {
    "id": "id docid documentid articleid storyid guid uuid",
    "text": "text body content fulltext articletext articlebody story storytext maintext bodytext",
    "title": "title headline heading",
    "published": "published date pubdate publicationdate publishdate publishedat datepublished",
    "publisher": "publisher source sourcename outlet publication newspaper",
    "url": "url link permalink",
    "authors": "authors author byline",
    "language": "language lang",
}
_DELIMITERS = ",;\t|"
_NO_ROWS = "a table with a header and no rows; an article a row would be right"


def looks_like_table(head: bytes, options: Options) -> bool:
    """Whether data without a telling name is a table: its first line names a column for the
    text and others for what a document has."""
    try:
        line = head.decode(encoding_of(head), "replace").partition("\n")[0].strip("\r\ufeff")
    except InputError:
        return False
    names = next(csv.reader([line], delimiter=_delimiter(line)), [])
    keys = _keys(names, options)
    return "text" in keys and len(set(keys) & set(KEYS)) >= min(len(keys), 2)


def read_csv(
    head: bytes, stream: IO[bytes], id: str, delimiter: str | None, options: Options
) -> Iterator[Article | Refusal]:
    """The articles of a table with a header; `delimiter` is found from it where not given.

    `head` is the start of the stream. A row's id, without one of its own, is `id:line`.
    """
    # A field may be as long as an article; the module's own limit is 131,072 characters.
    longest = options.limits.bytes
    csv.field_size_limit(max(csv.field_size_limit(), 4 * options.limits.characters))
    try:
        encoding = encoding_of(head)
    except InputError as error:
        yield Refusal(id, str(error))
        return
    text = io.TextIOWrapper(stream, encoding, errors="surrogateescape", newline="")
    header = text.readline(longest).removeprefix("\ufeff")
    if not header.strip():
        yield Refusal(id, "the file is empty; a table with a header would be right")
        return
    delimiter = delimiter or _delimiter(header)
    names = next(csv.reader([header], delimiter=delimiter))
    keys = _keys(names, options)
    if "text" not in keys:
        yield Refusal(id, _no_text(names))
        return
    line = 0
    for line, row in rows(iter(lambda: text.readline(longest), ""), delimiter):
        place = f"{id}:{line + 1}"
        if isinstance(row, str):
            yield Refusal(place, row)
        elif len(row) != len(names):
            yield Refusal(
                place,
                f"a row of {len(row)} columns under a header of {len(names)};"
                " as many would be right",
            )
        else:
            try:
                values = [_decoded(value) for value in row]
            except InputError as error:
                yield Refusal(place, str(error))
                continue
            yield _document(dict(zip(keys, values, strict=True)), place, options)
    if not line:
        yield Refusal(id, _NO_ROWS)


def _delimiter(header: str) -> str:
    return max(_DELIMITERS, key=header.count)


def read_parquet(stream: IO[bytes], id: str, options: Options) -> Iterator[Article | Refusal]:
    """The articles of a Parquet table, from a stream that one can go to and fro in. A row's id,
    without one of its own, is `id:row`, from 1."""
    import pyarrow as arrow  # as large as all else: loaded only where it is needed
    from pyarrow import parquet

    number = 0
    try:
        table = parquet.ParquetFile(stream)
        names = table.schema_arrow.names
        keys = _keys(names, options)
        if "text" not in keys:
            yield Refusal(id, _no_text(names))
            return
        if _is_bomb(table.metadata, options.limits.unpack):
            yield Refusal(
                id,
                f"a Parquet table that unpacks to more than {options.limits.unpack} times its"
                " size; one that is to be trusted is read with a higher --limit unpack=NUMBER",
            )
            return
        # One row at a time: many may share a large value that the file has once.
        for batch in table.iter_batches(batch_size=1):
            for row in batch.to_pylist():
                number += 1
                values = [_plain(row[name]) for name in names]
                yield _document(dict(zip(keys, values, strict=True)), f"{id}:{number}", options)
        if not number:
            yield Refusal(id, _NO_ROWS)
    except (arrow.ArrowException, OSError, ValueError) as error:
        rows = f" after row {number}" if number else ""
        what = " ".join(str(error).split())[:200]
        yield Refusal(id, f"a Parquet table that cannot be read{rows}: {what}")


def _is_bomb(metadata: Any, most: int) -> bool:
    """Whether a column of a Parquet table, in one of its parts, is packed as no text is."""
    parts = (metadata.row_group(number) for number in range(metadata.num_row_groups))
    columns = (part.column(number) for part in parts for number in range(part.num_columns))
    return any(
        column.total_uncompressed_size > max(FREE, most * column.total_compressed_size)
        for column in columns
    )


def _document(row: Mapping[str, Any], place: str, options: Options) -> Article | Refusal:
    given = {key: value for key, value in row.items() if value is not None and value != ""}
    given.setdefault("text", "")
    return options.document(place, given)


def _keys(names: Sequence[str], options: Options) -> list[str]:
    """For each column the key of a document, or its own name."""
    mapped = {column: key for key, column in options.columns.items()}
    keys = [mapped.get(name) or options.own_name(name) for name in names]
    for key, forms in _NAMES.items():
        if key in keys:
            continue
        for form in forms.split():
            found = [
                at
                for at, name in enumerate(keys)
                if name not in mapped.values() and _folded(name) == form
            ]
            if found:
                keys[found[0]] = key
                break
    return keys


def _folded(name: str) -> str:
    return name.strip().lower().translate(str.maketrans("", "", "_- \ufeff"))


def _no_text(names: Sequence[str]) -> str:
    return (
        f"no column for the text among {', '.join(names)[:200]}; --column text=NAME would be right"
    )


def _decoded(value: str) -> str:
    """A field without bytes that are not in the file's encoding."""
    if value.isascii() or not any("\udc80" <= char <= "\udcff" for char in value):
        return value
    return decode(value.encode("utf-8", "surrogateescape"))[0]


def _plain(value: Any) -> Any:
    """A value of a Parquet table as JSON has it; None for a number that is none."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace")
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    return value
