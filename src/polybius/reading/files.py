"""Files, folders and standard input -> articles and refusals, in order."""

from __future__ import annotations

import gzip
import io
import os
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from polybius.article import Article
from polybius.errors import InputError
from polybius.reading import jsonl
from polybius.reading.decode import decode
from polybius.reading.document import LONGEST, article
from polybius.reading.html import extract, looks_like_html
from polybius.reading.refusal import Refusal

STANDARD_INPUT = "-"
_JSON_LINES = (".jsonl", ".ndjson", ".jsonlines")
_HTML = (".html", ".htm", ".xhtml")
# No text of an allowed length has more bytes; HTML has more around it.
_LARGEST = 40 * LONGEST


def read_articles(
    inputs: Iterable[str], published: str | None = None, stdin: IO[bytes] | None = None
) -> Iterator[Article | Refusal]:
    """Every document of the inputs, in order, as an article or as a refusal.

    An input is a text, HTML or JSON Lines file, a folder of these (read in order of their
    names, hidden files left out), or `-`; names that end in `.gz` are unpacked. A document
    without an id gets its path relative to the working directory, in JSON Lines with
    `:line`. `published`, an ISO date, holds for documents that come with none; it also
    goes before the date that a web page states.
    """
    for name in inputs:
        if name == STANDARD_INPUT:
            yield from _read_stream(stdin or sys.stdin.buffer, STANDARD_INPUT, "", published)
            continue
        for path in _files(Path(name)):
            yield from _read_file(path, published)


def open_lines(name: str) -> Iterator[tuple[int, bytes | None]]:
    """The numbered lines of a JSON Lines file or of standard input, as `jsonl.lines` has them.

    Raises InputError where it cannot be read.
    """
    if name == STANDARD_INPUT:
        yield from jsonl.lines(sys.stdin.buffer)
        return
    try:
        with open(name, "rb") as raw:
            zipped = name.lower().endswith(".gz")
            stream: Any = gzip.GzipFile(fileobj=raw) if zipped else raw
            yield from jsonl.lines(stream)
    except FileNotFoundError:
        raise InputError(f"{name}: no such file; a JSON Lines file would be right") from None
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"{name}: cannot be read: {error}") from None


def _files(path: Path) -> Iterator[Path]:
    """The file itself, or all files of a folder."""
    if not path.is_dir():
        yield path
        return
    for folder, folders, files in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                yield Path(folder, name)


def _read_file(path: Path, published: str | None) -> Iterator[Article | Refusal]:
    id = os.path.relpath(path)
    name = path.name.lower()
    try:
        with path.open("rb") as raw:
            zipped = name.endswith(".gz")
            stream: Any = gzip.GzipFile(fileobj=raw) if zipped else raw
            suffix = Path(name.removesuffix(".gz")).suffix
            yield from _read_stream(stream, id, suffix, published)
    except FileNotFoundError:
        yield Refusal(id, "no such file; a text, HTML or JSON Lines file would be right")
    except (gzip.BadGzipFile, EOFError, zlib.error):
        yield Refusal(id, "the name ends in .gz and the data is not whole gzip data")
    except OSError as error:
        yield Refusal(id, f"cannot be read: {error.strerror or error}")


def _read_stream(
    stream: IO[bytes], id: str, suffix: str, published: str | None
) -> Iterator[Article | Refusal]:
    """The documents of one open input; what its name leaves open is seen from its start."""
    if suffix in _JSON_LINES:
        yield from _read_lines(stream, id, published)
        return
    data = stream.read(_LARGEST + 1)
    if suffix not in (*_HTML, ".json") and _is_json_lines(data):
        rest = stream if len(data) > _LARGEST else io.BytesIO()
        yield from _read_lines(_Chained(data, rest), id, published)
        return
    try:
        yield _read_text(data, id, suffix, published)
    except InputError as error:
        yield Refusal(id, str(error))


def _read_text(data: bytes, id: str, suffix: str, published: str | None) -> Article:
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
        value = jsonl.parse(data)
        return article(_own_id(value) or id, value, published)
    if html or looks_like_html(text):
        given = extract(text)
        if published:
            given["published"] = published
        return article(id, given, published, extracted=True)
    # Where the bytes are not plain UTF-8 with plain line ends, readers differ on what the
    # text is: then the record carries it.
    return article(id, {"text": text}, published, extracted=not plain or "\r" in text)


def _read_lines(stream: Any, id: str, published: str | None) -> Iterator[Article | Refusal]:
    found = False
    for number, line in jsonl.lines(stream):
        found = True
        place = f"{id}:{number}"
        given: dict[str, Any] = {}
        try:
            given = jsonl.parse(line)
            place = _own_id(given) or place
            yield article(place, given, published)
        except InputError as error:
            yield Refusal(place, str(error), given)
    if not found:
        yield Refusal(id, "the file is empty; one JSON object a line would be right")


def _own_id(given: dict[str, Any]) -> str | None:
    value = given.get("id")
    return None if value in (None, "") else str(value)


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
