"""Packed data: how far it is unpacked, and gzip streams."""

from __future__ import annotations

import gzip
import io
import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any

from polybius.errors import PolybiusError
from polybius.reading.limits import Limits

# What a broken gzip stream raises.
BROKEN_GZIP = (gzip.BadGzipFile, EOFError, zlib.error)
GZIP = b"\x1f\x8b"
# Whatever is no larger than this may be as densely packed as it likes.
FREE = 100_000_000


class UnpackingError(PolybiusError):
    """Packed data that is more than the limits allow."""


class Unpacker:
    """Unpacks one input, archives within archives included, as far as the limits allow.

    `read` tells how many bytes of the input have been read. What is unpacked is counted over
    all of it, so that no nesting of archives makes much of little.
    """

    def __init__(self, limits: Limits, read: Callable[[], int]) -> None:
        self.limits = limits
        self._read = read
        self._unpacked = 0
        self._nested = 0

    def gunzipped(self, stream: IO[bytes]) -> IO[bytes]:
        """What a gzip stream holds. Reading raises UnpackingError beyond the limit."""
        return self.counted(gzip.GzipFile(fileobj=stream))

    def by_name(self, stream: IO[bytes], name: str) -> IO[bytes]:
        """The stream, gunzipped where its name ends in `.gz`."""
        return self.gunzipped(stream) if name.lower().endswith(".gz") else stream

    def counted(self, unpacked: Any) -> IO[bytes]:
        """A stream of unpacked data that goes no further than the limit."""
        return io.BufferedReader(_Counted(unpacked, self._count), 1 << 16)  # type: ignore[type-var]

    def _count(self, size: int) -> None:
        self._unpacked += size
        if self._unpacked > max(FREE, self.limits.unpack * self._read()):
            raise UnpackingError(
                f"it unpacks to more than {self.limits.unpack} times its size; data that is to be"
                " trusted is read with a higher --limit unpack=NUMBER"
            )

    @contextmanager
    def archive(self) -> Iterator[None]:
        """Within this, one archive more is open. Raises UnpackingError where it is too many."""
        if self._nested >= self.limits.nested:
            raise UnpackingError(
                f"archives within archives, more than {self.limits.nested} deep; unpacking them"
                " first, or a higher --limit nested=NUMBER, would be right"
            )
        self._nested += 1
        try:
            yield
        finally:
            self._nested -= 1

    @contextmanager
    def seekable(self, stream: IO[bytes]) -> Iterator[IO[bytes]]:
        """The stream, or a copy where one cannot go to and fro in it; on disk where it is large.

        Raises UnpackingError where the copy would be larger than the limit.
        """
        if stream.seekable():
            yield stream
            return
        with tempfile.SpooledTemporaryFile(FREE) as copy:
            shutil.copyfileobj(_Counted(stream, self._copied(copy)), copy)
            copy.seek(0)
            yield copy

    def _copied(self, copy: Any) -> Callable[[int], None]:
        def count(size: int) -> None:
            if copy.tell() + size > self.limits.archive:
                raise UnpackingError(
                    f"more than {self.limits.archive:,} bytes that must be copied to be read;"
                    " a file of its own, or a higher --limit archive=NUMBER, would be right"
                )

        return count


class _Counted(io.RawIOBase):
    """A stream that tells of the size of each piece that is read."""

    def __init__(self, stream: Any, count: Callable[[int], None]) -> None:
        self._read = getattr(stream, "read1", stream.read)
        self._count = count

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        data = self._read(len(buffer))
        self._count(len(data))
        buffer[: len(data)] = data
        return len(data)
