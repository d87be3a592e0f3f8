"""One open input -> its documents, by what its name or its first bytes say it is."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import PurePath
from typing import IO, Any

from polybius.article import Article
from polybius.errors import InputError
from polybius.reading import jsonl
from polybius.reading.archives import read_zip
from polybius.reading.decode import decode
from polybius.reading.document import LONGEST, article, own_id
from polybius.reading.feeds import looks_like_feed, read_feed
from polybius.reading.html import extract, looks_like_html
from polybius.reading.options import Options
from polybius.reading.refusal import Refusal
from polybius.reading.tables import read_csv, read_parquet
from polybius.reading.warc import read_warc

_JSON_LINES = (".jsonl", ".ndjson", ".jsonlines")
_HTML = (".html", ".htm", ".xhtml")
_PARQUET = (".parquet", ".pq")
_FEEDS = (".rss", ".atom", ".rdf")
# No text of an allowed length has more bytes; HTML has more around it.
_LARGEST = 40 * LONGEST


def read_stream(
    stream: IO[bytes], id: str, name: str, options: Options
) -> Iterator[Article | Refusal]:
    """The documents of one open input. `name` tells its format by its suffix; what it
    leaves open is seen from the start of the data."""
    suffix = PurePath(name.lower().removesuffix(".gz")).suffix
    if suffix in _JSON_LINES:
        yield from _read_lines(stream, id, options)
    elif suffix in (".csv", ".tsv", ".tab"):
        yield from read_csv(stream, id, None if suffix == ".csv" else "\t", options)
    elif suffix in _PARQUET:
        yield from read_parquet(stream, id, options)
    elif suffix == ".warc":
        yield from read_warc(stream, id, options)
    elif suffix == ".zip":
        yield from read_zip(
            stream, id, lambda member, id, name: read_stream(member, id, name, options)
        )
    else:
        yield from _read_whole(stream, id, suffix, options)


def _read_whole(
    stream: IO[bytes], id: str, suffix: str, options: Options
) -> Iterator[Article | Refusal]:
    data = stream.read(_LARGEST + 1)
    if suffix not in (*_HTML, *_FEEDS, ".json") and _is_json_lines(data):
        rest = stream if len(data) > _LARGEST else io.BytesIO()
        yield from _read_lines(_Chained(data, rest), id, options)
        return
    if len(data) <= _LARGEST and (suffix in _FEEDS or looks_like_feed(data)):
        yield from read_feed(data, id, options)
        return
    try:
        yield _read_text(data, id, suffix, options)
    except InputError as error:
        yield Refusal(id, str(error))


def _read_text(data: bytes, id: str, suffix: str, options: Options) -> Article:
    if not data.strip():
        raise InputError("the file is empty; an article's text would be right")
    if len(data) > _LARGEST:
        raise InputError(
            f"more than {_LARGEST:,} bytes in one document; JSON Lines, one article a line,"
            " would be right"
        )
    html = suffix in _HTML
    text, plain = decode(data, html=html or b"<meta" in data[:4096].lower())
    if suffix == ".json":
        value = options.renamed(jsonl.parse(data))
        return article(own_id(value) or id, value, options.published)
    if html or looks_like_html(text):
        given = extract(text)
        if options.published:
            given["published"] = options.published
        return article(id, given, options.published, extracted=True)
    # Where the bytes are not plain UTF-8 with plain line ends, readers differ on what the
    # text is: then the record carries it.
    return article(id, {"text": text}, options.published, extracted=not plain or "\r" in text)


def _read_lines(stream: Any, id: str, options: Options) -> Iterator[Article | Refusal]:
    found = False
    for number, line in jsonl.lines(stream):
        found = True
        place = f"{id}:{number}"
        given: dict[str, Any] = {}
        try:
            given = options.renamed(jsonl.parse(line))
            place = own_id(given) or place
            yield article(place, given, options.published)
        except InputError as error:
            yield Refusal(place, str(error), given)
    if not found:
        yield Refusal(id, "the file is empty; one JSON object a line would be right")


def _is_json_lines(data: bytes) -> bool:
    """Whether data without a telling name is JSON Lines: its first line is an object."""
    first = data.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0].strip()
    return first.startswith(b'{"') and b":" in first


class _Chained:
    """What was read already, then the rest of a stream, line by line."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head = io.BytesIO(head)
        self._rest = rest

    def readline(self, limit: int) -> bytes:
        """The next line, or up to `limit` bytes of it."""
        line = self._head.readline(limit)
        if line.endswith(b"\n") or len(line) == limit:
            return line
        return line + self._rest.readline(limit - len(line))
