"""Reading the package's tab-separated tables: `#` starts a comment line, empty lines are free."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from polybius.errors import CodebookError


def rows(name: str, columns: int) -> Iterator[tuple[str, list[str]]]:
    """Each row of a table as its place (`file:line`) and its cells.

    Raises CodebookError where a row has not `columns` cells.
    """
    text = files("polybius.times").joinpath(name).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) != columns or not all(cells):
            raise CodebookError(
                f"{name}:{number}: {len(cells)} cells; a row has {columns}, parted by tabs"
            )
        yield f"{name}:{number}", cells
