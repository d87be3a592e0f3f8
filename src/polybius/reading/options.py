"""What a caller says about inputs beyond their names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from polybius.article import Article
from polybius.errors import InputError, UsageError
from polybius.reading.document import KEYS, article, own_id
from polybius.reading.limits import Limits
from polybius.reading.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Options:
    """`published`, an ISO date, holds for documents that come without one. `columns` names,
    for keys of a document, the column or key that rows have it under. `limits` bound what is
    read of one document."""

    published: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        """Raises UsageError for a column mapped to what a document does not have."""
        for key in self.columns:
            if key not in KEYS:
                raise UsageError(
                    f"a document has no {key!r}; {', '.join(KEYS)} can be mapped to a column"
                )

    def article(
        self, id: str, given: Mapping[str, Any], source: str, *, extracted: bool = False
    ) -> Article:
        """A document's parts put together, `source` where it was read. Raises InputError."""
        longest = self.limits.characters
        return article(
            id, given, self.published, extracted=extracted, source=source, longest=longest
        )

    def document(self, place: str, given: Mapping[str, Any]) -> Article | Refusal:
        """What a row read at `place` is: that is its id where it has none of its own."""
        id = own_id(given) or place
        try:
            return self.article(id, given, place)
        except InputError as error:
            return Refusal(id, str(error), given)

    def renamed(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The row with the mapped columns under the keys of a document."""
        names = {column: key for key, column in self.columns.items()}
        return {names.get(name) or self.own_name(name): value for name, value in row.items()}

    def own_name(self, name: str) -> str:
        """The name that a column which is not mapped keeps: `text_` where another is `text`."""
        return f"{name}_" if name in self.columns else name
