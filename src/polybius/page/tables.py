"""The two tables of this folder, read and compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from polybius.world.table import read_table

_FOLDER = Path(__file__).parent
_KINDS = ("agency", "paper", "broadcaster", "site", "photo")

NUMBER = r"\d[\d,.]*\s?[km]?\+?"
# Between buttons that stand on one line.
_BETWEEN = r"[\s|•·,/>»:-]+"


@dataclass(frozen=True, slots=True)
class Publisher:
    """A news organisation: its name, and whether it is an agency, a paper, ..."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """A row of ``furniture.tsv``: `regex` is for a whole line in small letters."""

    kind: str
    regex: re.Pattern[str]
    example: str
    where: str


@cache
def patterns() -> tuple[Pattern, ...]:
    """The furniture patterns as they are tried: comments, then the table's order, then the
    buttons, joined to one."""
    rows = tuple(_patterns())
    joined = "|".join(row.regex.pattern for row in rows if row.kind == "button")
    button = rf"(?:{joined}|{NUMBER})"
    bar = re.compile(rf"{button}(?:{_BETWEEN}{button})*[\s|•·,/>»:]*")
    comments = [row for row in rows if row.kind == "comments"]
    others = [row for row in rows if row.kind not in ("button", "comments")]
    return (*comments, *others, Pattern("button", bar, "", ""))


@cache
def publishers() -> Mapping[str, Publisher]:
    """Publishers by every form of their names, as written."""
    known: dict[str, Publisher] = {}
    for row in read_table(_FOLDER / "publishers.tsv", ("name", "kind", "aliases")):
        name, kind = row["name"], row["kind"]
        if kind not in _KINDS:
            raise row.wrong(f"unknown kind {kind!r}; it is one of {', '.join(_KINDS)}")
        for form in (name, *row.parts("aliases")):
            if known.get(form, Publisher(name, kind)).name != name:
                raise row.wrong(
                    f"{form!r} is also {known[form].name!r}; a form names one publisher only"
                )
            known[form] = Publisher(name, kind)
    return known


def example_patterns() -> tuple[Pattern, ...]:
    """Every row of ``furniture.tsv`` by itself, for checking it against its example."""
    return tuple(_patterns())


def _patterns() -> Iterator[Pattern]:
    for row in read_table(_FOLDER / "furniture.tsv", ("kind", "pattern", "example")):
        try:
            regex = re.compile(to_regex(row["pattern"].lower()))
        except re.error as error:
            raise row.wrong(
                f"{row['pattern']!r} is not a pattern: {error};"
                r" a bracket that is meant as such is written \( or \)"
            ) from None
        yield Pattern(row["kind"], regex, row["example"], row.where)


def to_regex(pattern: str) -> str:
    """A pattern of the table (* # (a|b) \\() as a regular expression."""
    out = []
    for part in re.findall(r"\\.|[*#(|)]|\s+|[^\\*#(|)\s]+", pattern):
        if part.startswith("\\"):
            out.append(re.escape(part[1:]))
        elif part in "(|)":
            out.append("(?:" if part == "(" else part)
        elif part == "*":
            out.append(".*")
        elif part == "#":
            out.append(NUMBER)
        else:
            # An alternative may be empty, so that the space beside it is too.
            out.append(r"\s*" if part.isspace() else re.escape(part))
    return f"(?:{''.join(out)})"
