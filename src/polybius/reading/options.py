"""What a caller says about inputs beyond their names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from polybius.errors import UsageError
from polybius.reading.document import KEYS


@dataclass(frozen=True, slots=True)
class Options:
    """`published`, an ISO date, holds for documents that come without one. `columns` names,
    for keys of a document, the column or key that rows have it under."""

    published: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raises UsageError for a column mapped to what a document does not have."""
        for key in self.columns:
            if key not in KEYS:
                raise UsageError(
                    f"a document has no {key!r}; {', '.join(KEYS)} can be mapped to a column"
                )

    def renamed(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The row with the mapped columns under the keys of a document."""
        names = {column: key for key, column in self.columns.items()}
        return {names.get(name) or self.own_name(name): value for name, value in row.items()}

    def own_name(self, name: str) -> str:
        """The name that a column which is not mapped keeps: `text_` where another is `text`."""
        return f"{name}_" if name in self.columns else name
