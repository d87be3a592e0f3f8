"""The grammar of time expressions: grammar.tsv made into regular expressions over classes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from polybius.errors import CodebookError
from polybius.times.scan import Lexicon, Scan, Value
from polybius.times.tables import rows

_PIECE = re.compile(
    r"\s*(?:\$(?P<macro>\w+)|(?P<label>[a-z]+:)?(?:(?P<name>[a-z]+)|'(?P<literal>[^']+)')"
    r"|(?P<sign>[()|?*]))\s*"
)


# Every rule holds a word of one of these classes, so that most sentences need no rule.
_TELLING = (
    "iso numeric yearmonth clock decade decadeword year quartercode weekday weekdays month unit "
    "units hours weekend daypart dayword season ampm holiday vague 'period' past"
).split()


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of words that fits a rule: first word, word after the last, labelled values."""

    rule: str
    first: int
    last: int
    values: dict[str, Value]


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    pattern: re.Pattern[str]
    labels: tuple[tuple[str, str], ...]  # group, label


class Grammar:
    """The rules; `matches` gives all of a scan, the longest of each place first."""

    def __init__(self, holidays: Iterable[str]):
        table = list(rows("grammar.tsv", 2))
        literals = {m for _, (_, pattern) in table for m in re.findall(r"'([^']+)'", pattern)}
        self.lexicon = Lexicon(sorted(literals), [(name, "holiday") for name in holidays])
        macros: dict[str, str] = {}
        self._rules: list[_Rule] = []
        for place, (name, pattern) in table:
            if name.startswith("="):
                macros[name[1:]] = pattern
            else:
                self._rules.append(self._compile(place, name, pattern, macros))
        self._tell = re.compile("[" + "".join(self._characters_of(_TELLING)) + "]")
        self.rules = frozenset(rule.name for rule in self._rules)

    def _compile(self, place: str, name: str, pattern: str, macros: dict[str, str]) -> _Rule:
        labels: list[tuple[str, str]] = []
        regex = self._regex(place, pattern, macros, labels)
        try:
            return _Rule(name, re.compile(regex), tuple(labels))
        except re.error as error:
            raise CodebookError(
                f"{place}: the pattern of '{name}' is not well formed: {error}"
            ) from None

    def _regex(
        self, place: str, pattern: str, macros: dict[str, str], labels: list[tuple[str, str]]
    ) -> str:
        out, at = [], 0
        while at < len(pattern):
            piece = _PIECE.match(pattern, at)
            if piece is None:
                raise CodebookError(
                    f"{place}: '{pattern[at:]}' is no word class, 'word' or sign;"
                    " one of these would be right"
                )
            at = piece.end()
            if piece["macro"]:
                if piece["macro"] not in macros:
                    raise CodebookError(
                        f"{place}: ${piece['macro']} is not defined above; known: {sorted(macros)}"
                    )
                out.append(f"(?:{self._regex(place, macros[piece['macro']], macros, labels)})")
            elif piece["sign"]:
                out.append("(?:" if piece["sign"] == "(" else piece["sign"])
            elif piece["literal"]:
                out.append(self._characters(f"'{piece['literal']}'"))
            else:
                codes = self._characters(piece["name"])
                if not codes:
                    raise CodebookError(
                        f"{place}: no word has the class '{piece['name']}'; "
                        f"lexicon.tsv lists the classes"
                    )
                group = f"g{len(labels)}"
                labels.append((group, (piece["label"] or piece["name"]).rstrip(":")))
                out.append(f"(?P<{group}>{codes})")
        return "".join(out)

    def _characters_of(self, names: Iterable[str]) -> set[str]:
        return {code for name in names for code in self.lexicon.codes(name)}

    def may_match(self, scan: Scan) -> bool:
        """Whether any word is there that every rule needs one of."""
        return self._tell.search(scan.codes) is not None

    def _characters(self, name: str) -> str:
        codes = "".join(sorted(self.lexicon.codes(name)))
        return f"[{codes}]" if len(codes) > 1 else codes

    def matches(self, scan: Scan) -> list[Match]:
        """Every match of every rule: by place, then the longest, then the order of the rules."""
        found = []
        for order, rule in enumerate(self._rules):
            for at in rule.pattern.finditer(scan.codes):
                found.append((at.start(), -at.end(), order, at))
        found.sort(key=lambda entry: entry[:3])
        return [self._match(self._rules[order], at, scan) for _, _, order, at in found]

    @staticmethod
    def _match(rule: _Rule, at: re.Match[str], scan: Scan) -> Match:
        values = {}
        for group, label in rule.labels:
            index = at.start(group)
            if index >= 0:
                values[label] = scan.values[index]
        return Match(rule.name, at.start(), at.end(), values)
