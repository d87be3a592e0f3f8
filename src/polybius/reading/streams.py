"""Streams whose start is looked at before they are read, and streams that may break off."""

from __future__ import annotations

import io
from typing import IO, Any

from polybius.reading.unpacking import BROKEN_GZIP

# As much of an input as telling its format and encoding needs.
HEAD = 1 << 16


class Cut(io.RawIOBase):
    """A stream that gives all that there is before it breaks off; then `error` is what the
    break raised, and where `quiet` is not set, reading on raises it."""

    def __init__(self, stream: IO[bytes], *, quiet: bool = False) -> None:
        self._stream: Any = stream
        self._quiet = quiet
        self.error: Exception | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        data = self.read1(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def read1(self, size: int) -> bytes:
        """Up to `size` bytes, as many as come without waiting for more."""
        if self.error is None:
            try:
                read = getattr(self._stream, "read1", self._stream.read)
                data: bytes = read(size)
                return data
            except BROKEN_GZIP as error:
                self.error = error
        if self._quiet:
            return b""
        raise self.error


class _Rejoined(io.RawIOBase):
    """A head that was read already, then the rest."""

    def __init__(self, head: bytes, rest: Cut) -> None:
        self._head = io.BytesIO(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        return self._head.readinto(buffer) or self._rest.readinto(buffer)


def headed(stream: IO[bytes]) -> tuple[bytes, io.BufferedReader]:
    """The first bytes of a stream, fewer than `HEAD` only where it ends, and all of it."""
    rest = Cut(stream)
    head = b""
    try:
        while len(head) < HEAD and (data := rest.read1(HEAD - len(head))):
            head += data
    except BROKEN_GZIP:
        pass  # raised again where reading comes to it
    return head, io.BufferedReader(_Rejoined(head, rest), HEAD)  # type: ignore[arg-type]


class Recoded:
    """The lines of a text in a wide encoding as UTF-8."""

    def __init__(self, stream: IO[bytes], encoding: str) -> None:
        self._text = io.TextIOWrapper(stream, encoding, errors="replace", newline="\n")

    def readline(self, limit: int) -> bytes:
        """The next line, or `limit` characters of it."""
        return self._text.readline(limit).encode("utf-8", "surrogatepass")
