"""How much of the inputs has been read, for those who wait."""

from __future__ import annotations

import io
from typing import IO


class Meter:
    """Counts the bytes read from files; `total` is None where it cannot be known."""

    def __init__(self, total: int | None = None) -> None:
        self.total = total
        self.done = 0

    def watch(self, raw: io.RawIOBase) -> IO[bytes]:
        """The file, buffered, its bytes counted as they are read."""
        return io.BufferedReader(_Watched(raw, self), 1 << 17)  # type: ignore[type-var]


class _Watched(io.RawIOBase):
    def __init__(self, raw: io.RawIOBase, meter: Meter) -> None:
        self._raw = raw
        self._meter = meter

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._raw.seekable()

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._raw.seek(offset, whence)

    def tell(self) -> int:
        return self._raw.tell()

    def readinto(self, buffer: bytearray) -> int | None:  # type: ignore[override]
        read: int | None = self._raw.readinto(buffer)
        self._meter.done += read or 0
        return read
