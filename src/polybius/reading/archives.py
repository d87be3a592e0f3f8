"""Zip archives: their members as files."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO, Any

from polybius.article import Article
from polybius.reading.refusal import Refusal

Reader = Callable[[IO[bytes], str, str], Iterator[Article | Refusal]]


def read_zip(stream: IO[bytes], id: str, read: Reader) -> Iterator[Article | Refusal]:
    """The documents of all members, by `read(member, id, name)`, in order of their names.

    A member's id is `id/name`. One that is damaged costs only itself.
    """
    if not stream.seekable():
        stream = io.BytesIO(stream.read())
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError) as error:
        yield Refusal(id, f"no whole zip archive ({error}); one made anew would be right")
        return
    with archive:
        for member in sorted(archive.infolist(), key=lambda member: member.filename):
            name = member.filename
            if member.is_dir() or any(
                part.startswith((".", "__MACOSX")) for part in name.split("/")
            ):
                continue
            yield from _member(archive, member, f"{id}/{name}", read)


def unpacked(stream: IO[bytes], name: str) -> IO[bytes]:
    """The stream, gunzipped where its name ends in `.gz`."""
    zipped: Any = gzip.GzipFile(fileobj=stream) if name.lower().endswith(".gz") else stream
    return zipped  # type: ignore[no-any-return]


def _member(
    archive: zipfile.ZipFile, member: Any, id: str, read: Reader
) -> Iterator[Article | Refusal]:
    if member.filename.lower().endswith(".zip"):
        yield Refusal(id, "an archive within an archive; unpacking it first would be right")
        return
    try:
        with archive.open(member) as stream:
            yield from read(unpacked(stream, member.filename), id, member.filename)
    except RuntimeError:
        yield Refusal(id, "a member that is encrypted; one that is not would be right")
    except NotImplementedError as error:
        yield Refusal(id, f"a member that cannot be unpacked: {error}")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        yield Refusal(id, f"a member that is damaged: {error}")
