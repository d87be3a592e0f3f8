"""The words that show what a capitalised name is, by class."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

from polybius.errors import CodebookError
from polybius.world import read_table

_TABLE = Path(__file__).parent / "data" / "words.tsv"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Each field is a class of `words.tsv`, where it is explained."""

    placing: frozenset[str]
    weakly_placing: frozenset[str]
    direction: frozenset[str]
    kind: frozenset[str]
    division: frozenset[str]
    site: frozenset[str]
    honorific: frozenset[str]
    street: frozenset[str]
    local: frozenset[str]
    body: frozenset[str]
    ordinary: frozenset[str]
    never: frozenset[str]

    @classmethod
    def load(cls, table: Path = _TABLE) -> Lexicon:
        """Read the table. Raises `CodebookError` for an unknown, missing or repeated class."""
        known = [field.name for field in fields(cls)]
        classes: dict[str, frozenset[str]] = {}
        for row in read_table(table, ("class", "words")):
            name = row["class"]
            if name not in known or name in classes:
                raise row.wrong(
                    f"class {name!r}; one row each of {', '.join(known)} would be right"
                )
            words = row.parts("words")
            if wrong := next((word for word in words if word != word.lower()), None):
                raise row.wrong(f"word {wrong!r}; lower case would be right")
            classes[name] = frozenset(words)
        if missing := [name for name in known if name not in classes]:
            raise CodebookError(f"{table.name}: no row of class {missing[0]!r}")
        return cls(**classes)
