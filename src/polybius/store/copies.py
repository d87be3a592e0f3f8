"""Finding the same article again: exact copies by hash, near copies by MinHash.

MinHash (Broder 1997, in the b-bit form of Li and König 2010) over runs of five words gives
each text 128 bytes; the share of equal bytes estimates the share of runs that two texts
have in common. Only texts that agree in a whole band of eight bytes are compared, so that
no text is held against all others.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import shake_256

import numpy as np
from numpy.typing import NDArray

_RUN = 5
# Shorter texts share their runs by chance.
_FEWEST_RUNS = 20
_SIZE = 128
_BANDS = 16
# At 0.85 and sixteen bands of eight, 994 in 1,000 pairs agree in a band.
_LIKE = 0.85
# "On Tuesday" is another day in a text of another week.
_DAYS = 7
# So many texts are looked up in a dict before they are sorted in with the rest.
_RECENT = 50_000

_WORD = re.compile(r"\w+")
# Constants of the hash functions: signatures are kept in stores, so these never change.
_CONSTANTS = np.frombuffer(shake_256(b"polybius minhash 1").digest(16 * _SIZE + 8), np.uint64)
_FACTORS = _CONSTANTS[:_SIZE, None] | np.uint64(1)
_SHIFTS = _CONSTANTS[_SIZE : 2 * _SIZE, None]
_MIX = _CONSTANTS[-1] | np.uint64(1)


def signature(text: str) -> bytes | None:
    """128 bytes that are alike for texts of like wording; None for a text too short."""
    words = [zlib.crc32(word.encode()) for word in _WORD.findall(text.lower())]
    count = len(words) - _RUN + 1
    if count < _FEWEST_RUNS:
        return None
    hashes = np.array(words, np.uint64)
    runs = np.zeros(count, np.uint64)
    for place in range(_RUN):
        runs = runs * _MIX + hashes[place : place + count]
    runs = np.unique(runs ^ (runs >> np.uint64(29)))
    smallest = (runs * _FACTORS + _SHIFTS).min(axis=1)
    return bytes(((smallest * _MIX) >> np.uint64(56)).astype(np.uint8))


def likeness(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    """The estimated share of five-word runs in common, from 0 to 1."""
    equal = float(np.mean(one == other))
    return max(0.0, (equal - 1 / 256) / (1 - 1 / 256))


@dataclass(frozen=True, slots=True)
class Text:
    """What is known of a text that was seen: its document's id, hash, signature and day."""

    id: str
    text_sha256: str
    signature: bytes | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Match:
    """A document of which another is a copy; `similarity` is 1.0 for an exact one."""

    id: str
    kind: str
    similarity: float


class CopyIndex:
    """All texts that are kept, to be asked whether a new one is a copy of one of them.

    About 1 kB of memory for each text.
    """

    def __init__(self, texts: Iterable[Text] = ()) -> None:
        self._ids: list[str] = []
        self._days: list[int | None] = []
        self._exact: dict[str, list[int]] = {}
        self._signatures: list[NDArray[np.uint8]] = []
        self._signed: list[int] = []
        self._sorted: NDArray[np.uint64] = np.empty((_BANDS, 0), np.uint64)
        self._order: NDArray[np.int64] = np.empty((_BANDS, 0), np.int64)
        self._recent: dict[tuple[int, int], list[int]] = {}
        for text in texts:
            self._keep(text)
        self._sort_in()

    def find(self, text: Text) -> Match | None:
        """The document that the text is a copy of, the likest and then the first."""
        day = _day(text.published)
        for place in self._exact.get(text.text_sha256, ()):
            if self._near_in_time(place, day):
                return Match(self._ids[place], "exact", 1.0)
        if text.signature is None:
            return None
        own = np.frombuffer(text.signature, np.uint8)
        best: tuple[float, int] | None = None
        for row in sorted(self._candidates(own)):
            place = self._signed[row]
            if not self._near_in_time(place, day):
                continue
            like = likeness(own, self._signatures[row])
            if like >= _LIKE and (best is None or like > best[0]):
                best = like, place
        return Match(self._ids[best[1]], "near", round(best[0], 4)) if best else None

    def add(self, text: Text) -> None:
        """Take in a text that is kept."""
        row = len(self._signatures)
        self._keep(text)
        if text.signature is None:
            return
        for key in enumerate(self._signatures[row].view(np.uint64).tolist()):
            self._recent.setdefault(key, []).append(row)
        if row - self._order.shape[1] >= _RECENT:
            self._sort_in()

    def _keep(self, text: Text) -> None:
        place = len(self._ids)
        self._ids.append(text.id)
        self._days.append(_day(text.published))
        self._exact.setdefault(text.text_sha256, []).append(place)
        if text.signature is not None:
            self._signatures.append(np.frombuffer(text.signature, np.uint8))
            self._signed.append(place)

    def _candidates(self, own: NDArray[np.uint8]) -> set[int]:
        """The rows of texts that agree with a signature in a band."""
        found: set[int] = set()
        for band, key in enumerate(own.view(np.uint64)):
            first = np.searchsorted(self._sorted[band], key, "left")
            last = np.searchsorted(self._sorted[band], key, "right")
            found.update(self._order[band, first:last].tolist())
            found.update(self._recent.get((band, int(key)), ()))
        return found

    def _sort_in(self) -> None:
        """Move the recent texts from the dict, which is large, to sorted columns."""
        if not self._signatures:
            return
        bands = np.stack(self._signatures).view(np.uint64).T
        self._order = np.argsort(bands, axis=1, kind="stable")
        self._sorted = np.take_along_axis(bands, self._order, axis=1)
        self._recent = {}

    def _near_in_time(self, place: int, day: int | None) -> bool:
        other = self._days[place]
        return day is None or other is None or abs(day - other) <= _DAYS


def _day(published: str | None) -> int | None:
    """The day as a number; None where only a month, a year or nothing is known."""
    return date.fromisoformat(published).toordinal() if published and len(published) == 10 else None
