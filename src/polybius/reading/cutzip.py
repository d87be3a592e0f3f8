"""The members of a zip archive that breaks off, by the headers before each of them.

A zip archive's table of contents stands at its end. Where it is missing, what comes before
each member says what it is (PKWARE's APPNOTE, 4.3.7).
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from typing import IO

_HEADER = struct.Struct("<4s5H3L2H")
_MARK = b"PK\x03\x04"
_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _SIZES_AFTER, _UTF_8 = 0x1, 0x8, 0x800
_IN_EXTRA = 0xFFFFFFFF
_PIECE = 1 << 16


def members_before_the_cut(stream: IO[bytes]) -> Iterator[tuple[str, IO[bytes]]]:
    """The names and contents of the members, in order, up to the first that does not tell
    where it ends.

    Reading the last may raise EOFError, reading a damaged one zlib.error. Each must be read to
    its end before the next is asked for.
    """
    at = 0
    while True:
        stream.seek(at)
        header = stream.read(_HEADER.size)
        if len(header) < _HEADER.size or not header.startswith(_MARK):
            return
        _, _, flags, method, _, _, _, size, _, name_size, extra_size = _HEADER.unpack(header)
        name = stream.read(name_size).decode("utf-8" if flags & _UTF_8 else "cp437", "replace")
        at += _HEADER.size + name_size + extra_size
        stream.seek(at)
        known = not flags & _SIZES_AFTER and size != _IN_EXTRA
        if flags & _ENCRYPTED or method not in (_STORED, _DEFLATED) or not (known or method):
            return
        member = _Member(stream, size if known else None, deflated=method == _DEFLATED)
        yield name, io.BufferedReader(member, _PIECE)  # type: ignore[type-var]
        if known:
            at += size
        elif (packed := member.packed_size) is not None:
            stream.seek(at + packed)
            # A checksum and two sizes, most often after a mark of their own.
            at += packed + (16 if stream.read(4) == b"PK\x07\x08" else 12)
        else:
            return


class _Member(io.RawIOBase):
    """One member's content; `size` bytes of the archive, or as many as its data goes on for."""

    def __init__(self, stream: IO[bytes], size: int | None, *, deflated: bool) -> None:
        self._stream = stream
        self._left = size
        self._unpacked = zlib.decompressobj(-zlib.MAX_WBITS) if deflated else None
        self._read = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        if self._unpacked is None:
            data = self._packed(len(buffer))
        else:
            data = b""
            while not data and not self._unpacked.eof:
                waiting = self._unpacked.unconsumed_tail or self._packed(_PIECE)
                data = self._unpacked.decompress(waiting, len(buffer))
        buffer[: len(data)] = data
        return len(data)

    @property
    def packed_size(self) -> int | None:
        """The bytes of the archive that were unpacked; None before the end of them."""
        if self._unpacked is None or not self._unpacked.eof:
            return None
        return self._read - len(self._unpacked.unused_data)

    def _packed(self, most: int) -> bytes:
        if self._left == 0:
            if self._unpacked is None:
                return b""
            raise EOFError("its data is shorter than it should be")
        data = self._stream.read(most if self._left is None else min(most, self._left))
        if not data:
            raise EOFError("the archive breaks off in it")
        self._read += len(data)
        if self._left is not None:
            self._left -= len(data)
        return data
