"""Zip archives: their members as files."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO

from polybius.article import Article
from polybius.reading.cutzip import members_before_the_cut
from polybius.reading.refusal import Refusal
from polybius.reading.unpacking import FREE, Unpacker, UnpackingError

_ENCRYPTED = 0x1

Reader = Callable[[IO[bytes], str, str], Iterator[Article | Refusal]]


def read_zip(
    stream: IO[bytes], id: str, read: Reader, unpacker: Unpacker
) -> Iterator[Article | Refusal]:
    """The documents of all members, by `read(member, id, name)`, in order of their names.

    A member's id is `id/name`. One that is damaged, or unpacks to more than the limit, costs
    only itself. Where the archive breaks off, the members before the break are read in their
    order in it, and a refusal says so.
    """
    try:
        with unpacker.archive(), unpacker.seekable(stream) as whole:
            yield from _members(whole, id, read, unpacker)
    except UnpackingError as error:
        yield Refusal(id, str(error))


def _members(
    stream: IO[bytes], id: str, read: Reader, unpacker: Unpacker
) -> Iterator[Article | Refusal]:
    try:
        archive = zipfile.ZipFile(stream)
        members = sorted(archive.infolist(), key=lambda member: member.filename)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        yield from _cut(stream, id, read, unpacker, str(error))
        return
    members = [member for member in members if _is_document(member.filename)]
    if not members:
        yield Refusal(id, "a zip archive without files; texts, HTML or JSON Lines would be right")
    with archive:
        for member in members:
            yield from _whole(archive, member, f"{id}/{member.filename}", read, unpacker)


def _is_document(name: str) -> bool:
    """Whether a member is one to read: no folder, nothing hidden."""
    return not name.endswith("/") and not any(
        part.startswith((".", "__MACOSX")) for part in name.split("/")
    )


def _whole(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, id: str, read: Reader, unpacker: Unpacker
) -> Iterator[Article | Refusal]:
    if member.flag_bits & _ENCRYPTED:
        yield Refusal(id, "a member that is encrypted; one that is not would be right")
        return
    most = unpacker.limits.unpack
    if member.file_size > max(FREE, most * member.compress_size):
        yield Refusal(
            id,
            f"a member that unpacks to more than {most} times its size; one that is to be"
            " trusted is read with a higher --limit unpack=NUMBER",
        )
        return
    try:
        with archive.open(member) as stream:
            yield from read(unpacker.counted(stream), id, member.filename)
    except NotImplementedError as error:
        yield Refusal(id, f"a member that cannot be unpacked: {error}")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        yield Refusal(id, f"a member that is damaged: {error}")


def _cut(
    stream: IO[bytes], id: str, read: Reader, unpacker: Unpacker, what: str
) -> Iterator[Article | Refusal]:
    """What is there of an archive without its table of contents, which stands at the end."""
    number = 0
    for name, member in members_before_the_cut(stream):
        counted = unpacker.counted(member)
        try:
            if _is_document(name):
                number += 1
                yield from read(counted, f"{id}/{name}", name)
            while counted.read(1 << 16):
                pass
        except (zlib.error, EOFError, OSError, ValueError) as error:
            yield Refusal(f"{id}/{name}", f"a member that breaks off or is damaged: {error}")
    after = f", after {number} member{'' if number == 1 else 's'}" if number else ""
    yield Refusal(id, f"no whole zip archive ({what}){after}; one made anew would be right")
