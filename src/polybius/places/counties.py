"""Counties of the United States, where a sheriff or a court is often all the place there is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from polybius.places.candidates import Candidate
from polybius.places.keys import key_of
from polybius.places.towns import Towns
from polybius.world import read_table


@dataclass(frozen=True, eq=False, slots=True)
class Counties:
    """Counties and parishes by the key of their name without "County"."""

    _towns: Towns
    _rows: dict[str, tuple[tuple[str, str, str], ...]]

    @classmethod
    def load(cls, towns: Towns, table: Path) -> Counties:
        """Read the table: `state`, `county`, `town`. Raises `CodebookError` for a mistake."""
        rows: dict[str, list[tuple[str, str, str]]] = {}
        for row in read_table(table, ("state", "county", "town")):
            if len(row["state"]) != 2:
                raise row.wrong(f"state {row['state']!r}; two letters such as LA would be right")
            entry = (row["state"], row["county"], row["town"] or row["county"])
            rows.setdefault(key_of(row["county"]), []).append(entry)
        return cls(towns, {key: tuple(entries) for key, entries in rows.items()})

    def find(self, key: str) -> tuple[Candidate, ...]:
        """The counties of that name; a county lies where its main town does."""
        return tuple(self._place(*entry) for entry in self._rows.get(key, ()))

    def _place(self, state: str, county: str, town: str) -> Candidate:
        homes = self._towns.find(key_of(town))
        home = next((h for h in homes if h.country == "USA" and h.admin1 == state), None)
        kind = "Parish" if state == "LA" else "Borough" if state == "AK" else "County"
        return Candidate(
            f"{county} {kind}",
            "USA",
            state,
            home.latitude if home else None,
            home.longitude if home else None,
            None,
            "admin2",
            home.population if home else 0,
            kind="county",
        )
