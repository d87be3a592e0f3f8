"""The rows of a CSV file: what is wrong with one costs only that one."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

# So many lines of a row are kept, to see what is wrong with the last.
_KEPT = 5000


class _Lines:
    """The lines of a file, with what the csv module does not tell: those of the row that it
    is at, whether they leave a quotation open, and whether there are more."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._next = next(self._lines, None)
        self.number = 0
        self.quotes = 0
        self.row: list[str] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._next
        if line is None:
            raise StopIteration
        self._next = next(self._lines, None)
        self.number += 1
        self.quotes += line.count('"')
        if len(self.row) < _KEPT:
            self.row.append(line)
        return line

    @property
    def ended(self) -> bool:
        return self._next is None

    def begin_row(self) -> int:
        """The number of the row's first line."""
        self.quotes = 0
        self.row = []
        return self.number + 1

    def pass_over(self) -> None:
        """Go on to the end of a row that was left in the middle."""
        while self.quotes % 2 and not self.ended:
            next(self)


def rows(lines: Iterable[str], delimiter: str) -> Iterator[tuple[int, list[str] | str]]:
    """The number of each row's first line, from 1, and its fields or what is wrong with it."""
    source = _Lines(lines)
    reader = csv.reader(source, delimiter=delimiter)
    while True:
        first = source.begin_row()
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            source.pass_over()
            yield (
                first,
                f"a row that cannot be read: {error}; CSV with quoted fields would be right",
            )
            continue
        if source.ended and _unclosed(source.row, delimiter):
            to = f" to line {source.number + 1}, the last" if source.number > first else ""
            yield first, f"a quotation mark that is not closed{to}; one more would be right"
        elif row:
            yield first, row


def _unclosed(lines: list[str], delimiter: str) -> bool:
    """Whether a quoted field has no end; only a strict reading says so."""
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False
