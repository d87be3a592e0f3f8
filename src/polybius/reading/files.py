"""Files, folders, patterns and standard input -> articles and refusals, in order."""

from __future__ import annotations

import glob
import os
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO

from polybius.article import Article
from polybius.errors import InputError
from polybius.reading import jsonl
from polybius.reading.document import whole
from polybius.reading.formats import read_stream
from polybius.reading.limits import Limits
from polybius.reading.meter import Meter
from polybius.reading.options import Options
from polybius.reading.refusal import Refusal
from polybius.reading.unpacking import BROKEN_GZIP, Unpacker, UnpackingError

STANDARD_INPUT = "-"
_PATTERN = frozenset("*?[")


def read_articles(
    inputs: Iterable[str],
    published: str | None = None,
    stdin: IO[bytes] | None = None,
    columns: Mapping[str, str] | None = None,
    meter: Meter | None = None,
    limits: Limits | None = None,
) -> Iterator[Article | Refusal]:
    """Every document of the inputs, in order, as an article or as a refusal.

    An input is a file (text, HTML, JSON Lines, CSV, TSV, Parquet, RSS, Atom, WARC, or a zip
    archive of these), a folder of files (read in order of their names, hidden ones left
    out), a pattern (`news/**/*.html`), or `-`; names that end in `.gz` are unpacked. A
    document without an id gets its path relative to the working directory, where a file
    has many with `:line` (JSON Lines, CSV) or `:number`. Standard input, and a file whose name
    has no ending, is what its first bytes say. `published`, an ISO date, holds
    for documents that come with none; it also goes before the date that a web page states.
    `columns` maps keys of a document to the columns or keys that rows have them under.
    `meter` is told of what has been read. What is more than `limits` is refused.
    """
    options = Options(published, columns or {}, limits or Limits())
    meter = meter or Meter()
    for name in inputs:
        if name == STANDARD_INPUT:
            source = meter.watch(stdin or sys.stdin.buffer)
            yield from _read_open(source, STANDARD_INPUT, "", options, meter)
            continue
        found = False
        for path in _files(name):
            found = True
            yield from _read_file(path, options, meter)
        if not found:
            yield Refusal(name, "a folder without files; texts, HTML or JSON Lines would be right")


def size_of(inputs: Iterable[str]) -> int | None:
    """The bytes of all files of the inputs; None where standard input is among them."""
    total = 0
    for name in inputs:
        if name == STANDARD_INPUT:
            return None
        for path in _files(name):
            try:
                total += path.stat().st_size
            except OSError:
                continue
    return total


def open_lines(name: str) -> Iterator[tuple[int, bytes | None]]:
    """The numbered lines of a JSON Lines file or of standard input, as `jsonl.lines` has them.

    Raises InputError where it cannot be read.
    """
    if name == STANDARD_INPUT:
        yield from jsonl.lines(sys.stdin.buffer)
        return
    try:
        with open(name, "rb") as raw:
            size = os.fstat(raw.fileno()).st_size
            yield from jsonl.lines(Unpacker(Limits(), lambda: size).by_name(raw, name))
    except FileNotFoundError:
        raise InputError(f"{name}: no such file; a JSON Lines file would be right") from None
    except (OSError, EOFError, zlib.error, UnpackingError) as error:
        raise InputError(f"{name}: cannot be read: {error}") from None


def _files(name: str) -> Iterator[Path]:
    """The file itself, all files of a folder, or all that a pattern names."""
    path = Path(name)
    if path.is_dir():
        yield from _folder(path)
    elif path.exists() or not _PATTERN & set(name):
        yield path
    else:
        found = sorted(glob.glob(name, recursive=True))
        for match in found:
            if not Path(match).is_dir():
                yield Path(match)
        if not found:
            yield path


def _folder(path: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(folder, name)
            # A pipe among the files would be waited for without end.
            if not name.startswith(".") and (path.is_file() or not path.exists()):
                yield path


def _read_file(path: Path, options: Options, meter: Meter) -> Iterator[Article | Refusal]:
    id = whole(os.path.relpath(path))
    try:
        with path.open("rb", buffering=0) as raw:
            yield from _read_open(meter.watch(raw), id, path.name, options, meter)
    except FileNotFoundError:
        yield Refusal(id, "no such file; a text, HTML or JSON Lines file would be right")
    except OSError as error:
        yield Refusal(id, f"cannot be read: {error.strerror or error}")


def _read_open(
    stream: IO[bytes], id: str, name: str, options: Options, meter: Meter
) -> Iterator[Article | Refusal]:
    before = meter.done
    unpacker = Unpacker(options.limits, lambda: meter.done - before)
    try:
        yield from read_stream(unpacker.by_name(stream, name), id, name, options, unpacker)
    except UnpackingError as error:
        yield Refusal(id, str(error))
    except BROKEN_GZIP as error:
        yield Refusal(
            id, f"gzip data that breaks off or is damaged ({error}); a whole file would be right"
        )
    except MemoryError:
        yield Refusal(id, "it takes more memory than there is; smaller documents would be right")
