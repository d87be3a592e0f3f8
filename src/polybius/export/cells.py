"""Cells that no text can break: one line, no tab, no quote, nothing a spreadsheet would run."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date

Value = str | int | float | None

# Spreadsheets take a cell that starts so for a formula.
_FORMULA = ("=", "+", "-", "@")


def cell(value: Value) -> str:
    """A value as the text of a cell.

    White space of any kind becomes one space and control characters are dropped. Straight
    double quotes become single ones: some readers of tab-separated files take them for
    quoting, others for text. Text that a spreadsheet would run gets a `'` in front.
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return repr(value)
    text = "".join(c for c in " ".join(value.split()) if unicodedata.category(c) not in _CONTROL)
    text = text.replace('"', "'")
    return f"'{text}" if text.startswith(_FORMULA) else text


# Control characters, and halves of characters that no encoding has.
_CONTROL = frozenset({"Cc", "Cs"})


def joined(parts: Iterable[str | None], separator: str = ";") -> str:
    """Parts in one cell, each once; a separator inside a part becomes a comma."""
    kept = dict.fromkeys(part.replace(separator, ",") for part in parts if part)
    return separator.join(kept)


def line(values: Iterable[Value]) -> bytes:
    """One row of a tab-separated file."""
    return ("\t".join(map(cell, values)) + "\n").encode()


def compact(day: date) -> str:
    """`20161011`."""
    return day.isoformat().replace("-", "")
