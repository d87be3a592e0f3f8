"""PLOVER acts as CAMEO codes with Goldstein scores and quad classes.

Codes are those of CAMEO 1.1b3; scores and quad classes those of the Phoenix pipeline.
Goldstein, J. S. (1992), A conflict-cooperation scale for WEIS events data, Journal of
Conflict Resolution 36(2); Schrodt, P. A. (2012), CAMEO codebook 1.1b3.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from polybius.export.tables import DATA
from polybius.record import Event
from polybius.world import Row, read_table

# By the code's first two digits; 01 and 02 are neutral.
_QUADS = {
    "03": 1, "04": 1, "05": 1, "06": 2, "07": 2, "08": 2, "09": 3, "10": 3, "11": 3, "12": 3,
    "13": 3, "14": 4, "15": 4, "16": 3, "17": 4, "18": 4, "19": 4, "20": 4,
}  # fmt: skip
_STATUSES = frozenset({"actual", "future", "hypothetical", "negated"})


@dataclass(frozen=True, slots=True)
class Code:
    """A CAMEO code, its Goldstein score and name."""

    code: str
    goldstein: float
    label: str

    @property
    def base(self) -> str:
        """The three-digit code above it."""
        return self.code[:3]

    @property
    def root(self) -> str:
        """The two-digit class."""
        return self.code[:2]

    @property
    def quad(self) -> int:
        """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material
        conflict, 0 neutral."""
        return _QUADS.get(self.root, 0)


@dataclass(frozen=True, slots=True)
class _Rule:
    modes: frozenset[str]
    contexts: frozenset[str]
    status: str
    sectors: frozenset[str]
    code: Code

    def holds(self, event: Event) -> bool:
        return (
            event.status == self.status
            and (not self.modes or not self.modes.isdisjoint(event.modes))
            and (not self.contexts or not self.contexts.isdisjoint(event.contexts))
            and (not self.sectors or any(a.sectors[:1] and a.sectors[0] in self.sectors
                                         for a in event.actors))
        )  # fmt: skip


@dataclass(frozen=True, eq=False, slots=True)
class Cameo:
    """The code of an event."""

    codes: Mapping[str, Code]
    _rules: Mapping[str, tuple[_Rule, ...]]

    @classmethod
    def load(cls) -> Cameo:
        """Read the tables. Raises CodebookError with file and line for a mistake in one."""
        codes = {}
        for row in read_table(DATA / "cameo.tsv", ("code", "goldstein", "label")):
            codes[row["code"]] = Code(row["code"], _score(row), row["label"])
        rules: dict[str, list[_Rule]] = defaultdict(list)
        columns = ("type", "mode", "context", "status", "sector", "cameo")
        for row in read_table(DATA / "acts.tsv", columns):
            status = row["status"] or "actual"
            if status not in _STATUSES:
                raise row.wrong(f"status {status!r}; one of {', '.join(sorted(_STATUSES))}")
            if row["cameo"] not in codes:
                raise row.wrong(f"code {row['cameo']!r}; a code of cameo.tsv would be right")
            modes, contexts, sectors = (
                frozenset(row.parts(column)) for column in ("mode", "context", "sector")
            )
            rules[row["type"]].append(_Rule(modes, contexts, status, sectors, codes[row["cameo"]]))
        return cls(codes, {type_: tuple(listed) for type_, listed in rules.items()})

    def code_of(self, event: Event) -> Code | None:
        """The first rule that holds; None for acts that CAMEO cannot say (denied, supposed).

        A type that the table lacks has the codebook's own code.
        """
        if event.type not in self._rules:
            return self.codes.get(event.cameo or "") if event.status == "actual" else None
        return next((rule.code for rule in self._rules[event.type] if rule.holds(event)), None)


def _score(row: Row) -> float:
    try:
        return float(row["goldstein"])
    except ValueError:
        raise row.wrong(f"goldstein {row['goldstein']!r}; a number would be right") from None
