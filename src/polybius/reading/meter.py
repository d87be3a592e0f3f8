"""How much of the inputs has been read, for those who wait."""

from __future__ import annotations

import io
from typing import IO, Any


class Meter:
    """Counts the bytes read from inputs; `total` is None where it cannot be known."""

    def __init__(self, total: int | None = None) -> None:
        self.total = total
        self.done = 0

    def watch(self, raw: IO[bytes] | io.RawIOBase) -> IO[bytes]:
        """The input, buffered, its bytes counted as they are read."""
        return io.BufferedReader(_Watched(raw, self), 1 << 17)  # type: ignore[type-var]


class _Watched(io.RawIOBase):
    def __init__(self, raw: Any, meter: Meter) -> None:
        self._raw = raw
        # A pipe gives what there is: it is not waited for more.
        self._readinto = getattr(raw, "readinto1", raw.readinto)
        self._meter = meter

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return bool(self._raw.seekable())

    def seek(self, offset: int, whence: int = 0) -> int:
        return int(self._raw.seek(offset, whence))

    def tell(self) -> int:
        return int(self._raw.tell())

    def readinto(self, buffer: bytearray) -> int | None:  # type: ignore[override]
        read: int | None = self._readinto(buffer)
        self._meter.done += read or 0
        return read
