"""docs/operators.md, made from the codebook: `python -m polybius.codebook.page`."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from polybius.codebook.loader import FAMILIES, load
from polybius.codebook.model import Codebook, Frame, Operator, Result

_FAMILIES = (
    *sorted(FAMILIES - {"any", "unknown"}),
    "any",
    "unknown",
)
_GRAMMAR = {
    "must": "who says that another must, should or has to do something",
    "will not": "who will not or would not do something",
}
# An act of each family, as an infinitive and as a noun.
_ACTS = {
    "accusation": ("accuse the army", "accusations"),
    "agreement": ("sign a deal", "the deal"),
    "assault": ("shell the town", "the shelling"),
    "ceasefire": ("cease fire", "the ceasefire"),
    "concession": ("give way", "concessions"),
    "cooperation": ("share intelligence", "aid"),
    "demand": ("demand a recount", "the demand"),
    "investigation": ("investigate the killings", "the inquiry"),
    "meeting": ("visit", "the visit"),
    "mobilization": ("deploy troops", "the deployment"),
    "protest": ("demonstrate", "the demonstration"),
    "rejection": ("veto the plan", "the veto"),
    "release": ("free the prisoners", "the release of the prisoners"),
    "restriction": ("arrest the editor", "the arrests"),
    "sanction": ("expel the envoys", "the sanctions"),
    "support": ("back the plan", "support"),
    "threat": ("threaten to invade", "the threat"),
}
_INTRODUCTION = """\
# Operators

<!-- Made from the codebook by `python -m polybius.codebook.page`; change operators.yaml. -->

An operator is a word that acts on another act: *agree to*, *refuse*, *halt*, *accuse of*. What
comes of it depends on the family of the act under it, which `types.yaml` gives each type and mode,
and `classes.yaml` the nouns that have no code of their own ("ties", "the deal"). To refuse a visit
and to refuse a withdrawal are two codes, and one operator.

What a cell says:

| cell | what becomes an event |
| --- | --- |
| a code | the operator's act, of that type and mode; the act under it is taken up in it |
| *itself* | only the act under it, perhaps with a status |
| *what is under it* | only the act under that one, perhaps with a status |
| + it | besides the code, the act under it stands as an event of its own |
| + it, claimed | the same, as the word of the one who says so |
| + it, denied | the same, denied by the one who says so |
| no event | nothing |

The row *any* holds for families without a row, *unknown* where the words name no act that the
codebook knows; where there is no row *unknown*, *any* holds there too, and where neither, nothing.

Operators nest, from the inside out: what an operator gives is an act with a family, and the next
one looks that up in its own table. "refused to lift the sanctions": *lift* over a sanction is
{lift}, a {lift_family}; *refuse* over a {lift_family} is {refuse}. "agreed to halt the raids":
*halt* over an assault is {halt}, a {halt_family}; *agree* over that is {agree}. Negation, tense
and modality of all the words together decide the status.

The doer of an operator's act is its subject. It is directed at whom its own words name ("accused
*X* of"); else, as the last line of its table says, at the doer of the act under it or at its
target, whoever of the two is not the subject.
"""


def page(codebook: Codebook) -> str:
    """The page on operators, in Markdown."""
    return "\n".join((_introduction(codebook), *_tables(codebook))).rstrip() + "\n"


def _introduction(codebook: Codebook) -> str:
    """The introduction, its examples worked out by the tables themselves."""

    def over(operator: str, family: str) -> Result:
        row = codebook.operators[operator].over
        result = row.get(family, row.get("any"))
        assert result is not None
        return result

    lift, halt = over("lift", "sanction"), over("halt", "assault")
    lifted, halted = _family(codebook, lift), _family(codebook, halt)
    values = {
        "lift": _cell(lift),
        "lift_family": lifted,
        "refuse": _cell(over("refuse", lifted)),
        "halt": _cell(halt),
        "halt_family": halted,
        "agree": _cell(over("agree", halted)),
    }
    return _INTRODUCTION.format(**values)


def _family(codebook: Codebook, result: Result) -> str:
    info = codebook.types[result.type]
    return info.mode_family.get(result.mode or "", info.family)


def _tables(codebook: Codebook) -> Iterator[str]:
    lines: dict[str, list[Frame]] = {name: [] for name in codebook.operators}
    for frames in codebook.frames.values():
        for frame in frames:
            if frame.operator is not None:
                lines[frame.operator].append(frame)
    for operator in codebook.operators.values():
        yield f"## {operator.name}\n"
        own = lines[operator.name]
        told = f"{_evoked(operator, own)} {_example(codebook, operator, own)}"
        yield textwrap.fill(told, 100, break_long_words=False, break_on_hyphens=False) + "\n"
        yield "| over | gives |\n| --- | --- |"
        for family in _FAMILIES:
            if family in operator.over:
                yield f"| {family} | {_cell(operator.over[family])} |"
        whom = "nobody" if operator.toward == "nobody" else f"the act's {operator.toward}"
        yield f"\nDirected at {whom}.\n"


def _evoked(operator: Operator, frames: list[Frame]) -> str:
    """The words that evoke an operator, each once, in the codebook's order."""
    if not frames:
        return f"By grammar: {_GRAMMAR[operator.name]}."
    said = dict.fromkeys(f.line.partition(";")[0].strip() for f in _in_order(frames))
    return "By " + ", ".join(f"`{line}`" for line in said) + "."


def _example(codebook: Codebook, operator: Operator, frames: list[Frame]) -> str:
    """One of the operator's lines over an act of the family that shows it best."""
    family, result = _telling(operator)
    cooperative = result.type and "cooperation" in codebook.types[result.type].quad
    infinitive, noun = _ACTS.get(family) or _ACTS["agreement" if cooperative else "assault"]
    words = f"{operator.name} {infinitive}"
    for frame in _in_order(frames):
        if any(e.slot.kind == "act" and e.link != "that" for e in frame.elements):
            line = frame.line.partition(";")[0].strip()
            words = re.sub(r"\bto ACT", f"to {infinitive}", line).replace("ACT", noun)
            break
    return f"Example: *{words}* is {_cell(result)}."


def _telling(operator: Operator) -> tuple[str, Result]:
    """The first row that gives something; for a threat, what it is a threat of."""
    rows = [(family, result) for family, result in operator.over.items() if result is not None]
    threats = [row for row in rows if row[0] == "assault" and row[1].type == "THREATEN"]
    return (threats or rows)[0]


def _in_order(frames: list[Frame]) -> list[Frame]:
    return sorted(frames, key=lambda f: int(f.source.rpartition(":")[2]))


def _cell(result: Result | None) -> str:
    if result is None:
        return "no event"
    flags = result.flags
    if "inner" in flags:
        what = "*what is under it*"
    elif not result.type:
        what = "*itself*"
    else:
        what = f"{result.type} {result.mode or ''}".strip()
    if "keep" in flags:
        how = ", claimed" if "claimed" in flags else ", denied" if "negated" in flags else ""
        return f"{what} + it{how}"
    status = next((s for s in ("negated", "hypothetical", "future") if s in flags), None)
    return f"{what}, {status}" if status else what


if __name__ == "__main__":
    print(page(load()), end="")
