"""What an evaluation found: figures, tables and mistakes, as text or JSON."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from polybius.evaluate.figures import Figure
from polybius.evaluate.matching import Extent

REASONS = 5  # that the text of a report names, the commonest first

Cell = str | int | float | Figure | None


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake to read: its class, the text with the spans marked, gold and answers."""

    label: str
    id: str
    text: str
    gold: str
    answers: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """The mistake as plain JSON values."""
        return {
            "label": self.label,
            "id": self.id,
            "text": self.text,
            "gold": self.gold,
            "answers": list(self.answers),
        }


@dataclass(frozen=True, slots=True)
class Table:
    """Figures by class: a title, the columns' names, and one row a class."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def to_json(self) -> list[dict[str, Any]]:
        """One object a row, keyed by column."""
        return [
            {
                name: cell.to_json() if isinstance(cell, Figure) else cell
                for name, cell in zip(self.columns, row, strict=True)
            }
            for row in self.rows
        ]


@dataclass(frozen=True, slots=True)
class Report:
    """All that one evaluation found.

    `rows` is how many rows of the gold were scored, `part` which half of them (None:
    all), `refused` the reasons why some could not be coded, one a row, `seconds` how long
    coding took.
    """

    kind: str
    gold: str
    part: str | None
    rows: int
    refused: tuple[str, ...]
    seconds: float
    figures: tuple[Figure, ...]
    tables: tuple[Table, ...]
    mistakes: tuple[Mistake, ...]

    def __getitem__(self, name: str) -> Figure:
        """The figure of that name; KeyError where there is none."""
        for each in self.figures:
            if each.name == name:
                return each
        raise KeyError(name)

    def to_json(self) -> dict[str, Any]:
        """The report as plain JSON values."""
        return {
            "kind": self.kind,
            "gold": self.gold,
            "part": self.part,
            "rows": self.rows,
            "refused": dict(Counter(self.refused).most_common()),
            "seconds": round(self.seconds, 2),
            "figures": {each.name: each.to_json() for each in self.figures},
            "tables": {each.title: each.to_json() for each in self.tables},
            "mistakes": [each.to_json() for each in self.mistakes],
        }

    def lines(self) -> Iterator[str]:
        """The report as plain text, line by line."""
        part = f", part {self.part}" if self.part else ""
        refused = f", {len(self.refused)} refused" if self.refused else ""
        yield f"{self.kind}: {self.gold}{part}: {self.rows} rows{refused}, {self.seconds:.1f} s"
        for reason, count in Counter(self.refused).most_common(REASONS):
            yield f"  refused {count}: {reason}"
        yield ""
        yield from columns(
            ("", "value", "95 % interval", "n"),
            [
                (
                    each.name,
                    "-" if each.value is None else f"{each.value:.3f}",
                    "" if each.low is None else f"{each.low:.3f}-{each.high:.3f}",
                    str(each.n),
                )
                for each in self.figures
            ],
        )
        for table in self.tables:
            yield ""
            yield table.title
            yield from columns(table.columns, [tuple(map(_shown, row)) for row in table.rows])
        for number, mistake in enumerate(self.mistakes, 1):
            yield ""
            yield f"{number}. {mistake.label}  ({mistake.id})"
            yield f"   {mistake.text}"
            yield f"   gold:  {mistake.gold}"
            for answer in mistake.answers or ("none",):
                yield f"   given: {answer}"


def spread(mistakes: Iterable[Mistake], count: int) -> tuple[Mistake, ...]:
    """`count` of the mistakes, one of each class in turn, the commonest class first.

    Within a class the order is by hash of the id: no document comes first by its place in
    the file, and every run shows the same.
    """
    classes: dict[str, list[Mistake]] = defaultdict(list)
    for mistake in sorted(mistakes, key=lambda m: hashlib.sha256(m.id.encode()).digest()):
        classes[mistake.label].append(mistake)
    order = sorted(classes, key=lambda label: (-len(classes[label]), label))
    out: list[Mistake] = []
    while len(out) < count and any(classes.values()):
        for label in order:
            if classes[label] and len(out) < count:
                out.append(classes[label].pop(0))
    return tuple(sorted(out, key=lambda m: m.label))


def marked(text: str, spans: Sequence[tuple[Extent, str]], within: Extent | None = None) -> str:
    """The text on one line with `{label: words}` around each span.

    `within` cuts out a window first; an ellipsis says that something was left out.
    """
    start, end = within or (0, len(text))
    inserts: list[tuple[int, int, str]] = []
    for (first, last), label in spans:
        first, last = max(first, start), min(last, end)
        if first < last:
            inserts += [(first, 1, f"{{{label}: "), (last, 0, "}")]
    out, position = [], start
    for at, _, insert in sorted(inserts, key=lambda each: each[:2]):
        out += [text[position:at], insert]
        position = at
    out.append(text[position:end])
    line = " ".join("".join(out).split())
    return ("… " if start > 0 else "") + line + (" …" if end < len(text) else "")


def around(text: str, start: int, end: int, margin: int = 120) -> Extent:
    """A window about a span, ending at whole words."""
    first = text.rfind(" ", 0, max(0, start - margin)) + 1 if start > margin else 0
    last = text.find(" ", end + margin)
    return first, len(text) if last < 0 else last


def columns(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A table as lines of text, its first column to the left, the others to the right."""
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    for row in (head, *rows):
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        yield "  " + "  ".join(cells).rstrip()


def _shown(cell: Cell) -> str:
    if isinstance(cell, float):
        return f"{cell:.3f}"
    return "" if cell is None or cell == 0 else str(cell)
