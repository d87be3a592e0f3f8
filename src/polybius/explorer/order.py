"""In which order a page lists what it found."""

from __future__ import annotations

from collections.abc import Mapping

from polybius.errors import UsageError


def order_by(sort: str, columns: Mapping[str, str]) -> str:
    """What `sort` asks for as SQL: the name of one of `columns`, downwards where "-" is before
    it; nulls come last. Raises UsageError for another name."""
    name = sort.removeprefix("-")
    if name not in columns:
        names = ", ".join((*columns, *(f"-{name}" for name in columns)))
        raise UsageError(f"no order {sort!r}; one of {names} would be right")
    return f"{columns[name]} {'DESC' if sort.startswith('-') else 'ASC'} NULLS LAST"
