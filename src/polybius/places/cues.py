"""The state a text is written in, as its vocabulary gives it away."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from polybius.world import read_table

_TABLE = Path(__file__).parent / "data" / "cues.tsv"


@dataclass(frozen=True, eq=False, slots=True)
class Cues:
    """Phrases and the states (alpha-3) whose news uses them."""

    _state_of: dict[str, str]
    _pattern: re.Pattern[str]

    @classmethod
    def load(cls, table: Path = _TABLE) -> Cues:
        """Read the table. Raises `CodebookError` for a mistake in it."""
        state_of: dict[str, str] = {}
        for row in read_table(table, ("country", "phrases")):
            for phrase in row.parts("phrases"):
                if phrase != phrase.lower():
                    raise row.wrong(f"phrase {phrase!r}; lower case would be right")
                if state_of.setdefault(phrase, row["country"]) != row["country"]:
                    raise row.wrong(f"phrase {phrase!r} stands at two states; one would be right")
        longest_first = sorted(state_of, key=len, reverse=True)
        words = "|".join(re.escape(phrase) for phrase in longest_first)
        return cls(state_of, re.compile(rf"(?<!\w)(?:{words})(?!\w)|£", re.IGNORECASE))

    def states(self, text: str) -> frozenset[str]:
        """The states that the text's wording points to."""
        plain = text.replace("’", "'")
        found = (match.group().lower() for match in self._pattern.finditer(plain))
        return frozenset(self._state_of[phrase] for phrase in found if phrase in self._state_of)
