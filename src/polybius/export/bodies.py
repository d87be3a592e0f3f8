"""UNO and EUR: which intergovernmental bodies belong to the United Nations or the EU.

Records give every such body country null and the sector IGO; PLOVER and CAMEO know these two
by codes of their own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from polybius.export.tables import DATA
from polybius.record import Actor
from polybius.world import fold, read_table

_PEOPLE = Path(__file__).parent.parent / "actors" / "data" / "people"
_CODES = frozenset({"UNO", "EUR", "-"})


@dataclass(frozen=True, slots=True)
class _Office:
    since: str
    until: str
    title: str


@dataclass(frozen=True, eq=False, slots=True)
class Bodies:
    """Tells UNO and EUR by name, by the words of the text, and by the office of a person."""

    _codes: Mapping[str, str]
    _pattern: re.Pattern[str]
    _offices: Mapping[str, tuple[_Office, ...]]

    @classmethod
    def load(cls) -> Bodies:
        """Read the tables. Raises CodebookError with file and line for a mistake in one."""
        codes: dict[str, str] = {}
        for row in read_table(DATA / "bodies.tsv", ("code", "words")):
            if row["code"] not in _CODES:
                raise row.wrong(f"code {row['code']!r}; UNO, EUR or - would be right")
            codes[row["words"]] = row["code"]
        longest = sorted(codes, key=lambda words: (-len(words), words))
        pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")
        return cls(codes, pattern, _offices())

    def code_of(self, actor: Actor, day: date | None) -> str | None:
        """`UNO`, `EUR` or None. Of a person's offices the one held on `day` counts, or,
        where the day is not known, any."""
        if actor.country is not None or "IGO" not in actor.sectors:
            return None
        for words in (actor.name, actor.text, *self._titles(actor, day)):
            found = self._pattern.search(words or "")
            if found:
                code = self._codes[found[0]]
                return None if code == "-" else code
        return None

    def _titles(self, actor: Actor, day: date | None) -> list[str]:
        if actor.kind != "person" or actor.name is None:
            return []
        on = day.isoformat() if day else None
        return [
            office.title
            for office in self._offices.get(fold(actor.name), ())
            if on is None or office.since <= on <= (office.until or "9999")
        ]


def _offices() -> dict[str, tuple[_Office, ...]]:
    """The intergovernmental offices of the people that the actors' tables know."""
    offices: dict[str, list[_Office]] = defaultdict(list)
    for path in sorted(_PEOPLE.glob("*.tsv")):
        for row in read_table(path, ("name", "country", "sectors", "role", "from", "to")):
            if not row["country"] and "IGO" in row.parts("sectors", ","):
                office = _Office(row["from"], row["to"], row["role"])
                offices[fold(row["name"])].append(office)
    return {name: tuple(held) for name, held in offices.items()}
