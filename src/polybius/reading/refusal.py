"""A document that cannot be coded, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from polybius.record import Record

_KEYS = frozenset("id text title published publisher url authors language".split())


@dataclass(frozen=True, slots=True)
class Refusal:
    """`reason` is one line: what is wrong and what would be right. `given` holds the keys
    that the document came with."""

    id: str
    reason: str
    given: Mapping[str, Any] = field(default_factory=dict)

    def record(self) -> Record:
        """The record that stands in the output for this document."""

        def text(key: str) -> str | None:
            value = self.given.get(key)
            return value if isinstance(value, str) else None

        authors = self.given.get("authors")
        return Record(
            id=self.id,
            title=text("title"),
            published=text("published"),
            publisher=text("publisher"),
            url=text("url"),
            language=text("language"),
            authors=tuple(map(str, authors)) if isinstance(authors, list) else (),
            errors=(self.reason,),
            extra={key: value for key, value in self.given.items() if key not in _KEYS},
        )
