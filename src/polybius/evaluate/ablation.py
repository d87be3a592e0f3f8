"""What the learned part is worth: the same gold coded by rules alone, with it, and by it alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from polybius.coder import Coder
from polybius.evaluate.report import Report, columns
from polybius.evaluate.run import evaluate
from polybius.learn.alone import alone

NAMES = ("rules alone", "rules and learned", "learned alone")


@dataclass(frozen=True, slots=True)
class Ablation:
    """The report of each variant, in the order of NAMES."""

    reports: tuple[Report, ...]

    def to_json(self) -> dict[str, Any]:
        """The figures of each variant as plain JSON values."""
        return {
            name: report.to_json()["figures"]
            for name, report in zip(NAMES, self.reports, strict=True)
        }

    def lines(self) -> Iterator[str]:
        """The figures of the variants beside each other."""
        first = self.reports[0]
        part = f", part {first.part}" if first.part else ""
        yield f"{first.kind}: {first.gold}{part}: {first.rows} rows"
        yield ""
        yield from columns(
            ("", *NAMES),
            [
                (figure.name, *(str(report[figure.name]) for report in self.reports))
                for figure in first.figures
            ],
        )


def ablation(kind: str, gold: Path, part: str | None, progress: Callable[[str], None]) -> Ablation:
    """Score each variant. Raises what `evaluate` raises."""
    reports = []
    for name, coder in zip(NAMES, (Coder(learned=False), None, None), strict=True):
        progress(f"{name} ...")
        each = alone(progress) if name == NAMES[2] else coder
        reports.append(evaluate(kind, gold, part=part, coder=each))
    return Ablation(tuple(reports))
