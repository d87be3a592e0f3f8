"""Tables as the project keeps them: tab-separated text with a header row and `#` comments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from polybius.errors import CodebookError


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its cells by column, and where it stands."""

    file: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def parts(self, column: str, separator: str = "|") -> tuple[str, ...]:
        """The cell's alternatives, without empty ones."""
        cell = self.cells[column]
        return tuple(filter(None, map(str.strip, cell.split(separator)))) if cell else ()

    @property
    def where(self) -> str:
        """`file:line`, as evidence and errors give it."""
        return f"{self.file}:{self.line}"

    def wrong(self, what: str) -> CodebookError:
        """The error that says what is wrong with this row."""
        return CodebookError(f"{self.where}: {what}")


def read_table(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    """The rows of a tab-separated file, in order; lines that start with `#` are comments.

    The first other line names the columns and must hold all of `columns`. A short row
    is filled up with empty cells. Raises `CodebookError` for a missing column or a row
    with more cells than the header.
    """
    header: list[str] | None = None
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CodebookError(f"{path}: cannot be read as UTF-8 text: {error}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.rstrip("\r").split("\t")
        if header is None:
            header = [cell.strip() for cell in cells]
            if missing := [column for column in columns if column not in header]:
                raise CodebookError(
                    f"{path.name}:{number}: no column {', '.join(missing)}; "
                    f"the header must name {', '.join(columns)}, separated by tabs"
                )
            continue
        if len(cells) > len(header):
            raise CodebookError(
                f"{path.name}:{number}: {len(cells)} cells under {len(header)} columns; "
                "cells are separated by single tabs"
            )
        cells += [""] * (len(header) - len(cells))
        yield Row(path.name, number, dict(zip(header, map(str.strip, cells), strict=True)))
