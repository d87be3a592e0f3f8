"""One open input -> its documents, by what its name or its first bytes say it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import PurePath
from typing import IO, Any

from polybius.article import Article
from polybius.errors import InputError
from polybius.reading import jsonl
from polybius.reading.archives import read_zip
from polybius.reading.decode import decode, wide_encoding
from polybius.reading.feeds import looks_like_feed, read_feed
from polybius.reading.html import extract, looks_like_html
from polybius.reading.options import Options
from polybius.reading.refusal import Refusal
from polybius.reading.streams import Recoded, headed
from polybius.reading.tables import looks_like_table, read_csv, read_parquet
from polybius.reading.unpacking import GZIP, Unpacker
from polybius.reading.warc import read_warc

_JSON_LINES = (".jsonl", ".ndjson", ".jsonlines")
_HTML = (".html", ".htm", ".xhtml")
_PARQUET = (".parquet", ".pq")
_FEEDS = (".rss", ".atom", ".rdf")


def read_stream(
    stream: IO[bytes], id: str, name: str, options: Options, unpacker: Unpacker
) -> Iterator[Article | Refusal]:
    """The documents of one open input. `name` tells its format by its suffix; what it
    leaves open is seen from the start of the data. Where the input is packed, reading may
    raise UnpackingError or one of BROKEN_GZIP."""
    suffix = PurePath(name.lower().removesuffix(".gz")).suffix
    if suffix in _JSON_LINES:
        yield from _read_lines(*headed(stream), id, options)
    elif suffix in (".csv", ".tsv", ".tab"):
        yield from read_csv(*headed(stream), id, None if suffix == ".csv" else "\t", options)
    elif suffix in _PARQUET:
        yield from _read_parquet(stream, id, options, unpacker)
    elif suffix == ".zip":
        yield from _read_zip(stream, id, options, unpacker)
    elif suffix == ".warc":
        head, whole = headed(stream)
        packed = head.startswith(GZIP)
        yield from read_warc(unpacker.gunzipped(whole) if packed else whole, id, options)
    elif suffix:
        yield from _read_whole(*headed(stream), id, suffix, options)
    else:
        yield from _read_unnamed(*headed(stream), id, options, unpacker)


def _read_unnamed(
    head: bytes, stream: IO[bytes], id: str, options: Options, unpacker: Unpacker
) -> Iterator[Article | Refusal]:
    """What has no name that tells: standard input, for one."""
    if head.startswith(GZIP):
        with unpacker.archive():
            inner = unpacker.gunzipped(stream)
            yield from _read_unnamed(*headed(inner), id, options, unpacker)
    elif head.startswith(b"PK\x03\x04"):
        yield from _read_zip(stream, id, options, unpacker)
    elif head.startswith(b"PAR1"):
        yield from _read_parquet(stream, id, options, unpacker)
    elif head.startswith(b"WARC/"):
        yield from read_warc(stream, id, options)
    elif looks_like_table(head, options):
        yield from read_csv(head, stream, id, None, options)
    else:
        yield from _read_whole(head, stream, id, "", options)


def _read_zip(
    stream: IO[bytes], id: str, options: Options, unpacker: Unpacker
) -> Iterator[Article | Refusal]:
    def member(stream: IO[bytes], id: str, name: str) -> Iterator[Article | Refusal]:
        return read_stream(unpacker.by_name(stream, name), id, name, options, unpacker)

    yield from read_zip(stream, id, member, unpacker)


def _read_parquet(
    stream: IO[bytes], id: str, options: Options, unpacker: Unpacker
) -> Iterator[Article | Refusal]:
    with unpacker.seekable(stream) as whole:
        yield from read_parquet(whole, id, options)


def _read_whole(
    head: bytes, stream: IO[bytes], id: str, suffix: str, options: Options
) -> Iterator[Article | Refusal]:
    if suffix not in (*_HTML, *_FEEDS, ".json") and _is_json_lines(head):
        yield from _read_lines(head, stream, id, options)
        return
    largest = options.limits.bytes
    data = stream.read(largest + 1)
    if len(data) <= largest and (suffix in _FEEDS or looks_like_feed(data)):
        yield from read_feed(data, id, options)
        return
    try:
        if len(data) > largest:
            raise InputError(
                f"more than {largest:,} bytes in one document; JSON Lines, one article a line,"
                " or --limit bytes=NUMBER would be right"
            )
        if suffix == ".json":
            yield from _read_json(data, id, options)
        else:
            yield _read_text(data, id, suffix, options)
    except InputError as error:
        yield Refusal(id, str(error))


def _read_json(data: bytes, id: str, options: Options) -> Iterator[Article | Refusal]:
    """One document, or a list of them, each then with `id:number` where it has no id."""
    _not_empty(data)
    value = jsonl.load(data)
    many = isinstance(value, list)
    for number, item in enumerate(value if many else [value], 1):
        yield _document(partial(jsonl.an_object, item), f"{id}:{number}" if many else id, options)
    if not value and many:
        yield Refusal(id, "an empty list; documents in it would be right")


def _read_text(data: bytes, id: str, suffix: str, options: Options) -> Article:
    _not_empty(data)
    html = suffix in _HTML
    text, plain = decode(data, html=html or b"<meta" in data[:4096].lower())
    if html or looks_like_html(text):
        given = extract(text, options.limits.elements)
        if options.published:
            given["published"] = options.published
        return options.article(id, given, id, extracted=True)
    # Where the bytes are not plain UTF-8 with plain line ends, readers differ on what the
    # text is: then the record carries it.
    return options.article(id, {"text": text}, id, extracted=not plain or "\r" in text)


def _not_empty(data: bytes) -> None:
    if not data.strip():
        raise InputError("the file is empty; an article's text would be right")


def _read_lines(
    head: bytes, stream: IO[bytes], id: str, options: Options
) -> Iterator[Article | Refusal]:
    found = False
    wide = wide_encoding(head)
    source = Recoded(stream, wide) if wide else stream
    for number, line in jsonl.lines(source, options.limits.bytes):
        found = True
        yield _document(partial(jsonl.parse, line), f"{id}:{number}", options)
    if not found:
        yield Refusal(id, "the file is empty; one JSON object a line would be right")


def _document(
    read: Callable[[], Mapping[str, Any]], place: str, options: Options
) -> Article | Refusal:
    """The document that is one JSON object; `read` gives it, or raises InputError."""
    try:
        return options.document(place, options.renamed(read()))
    except InputError as error:
        return Refusal(place, str(error))


def _is_json_lines(head: bytes) -> bool:
    """Whether data without a telling name is JSON Lines: its first line is an object."""
    if wide := wide_encoding(head):
        head = head.decode(wide, "ignore").encode()
    first = head.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0].strip()
    return first.startswith(b'{"') and b":" in first
