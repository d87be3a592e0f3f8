"""How far the confidence can be trusted, as a picture: what was right of the events given each
confidence, and precision and recall over the least confidence that is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from polybius.errors import UsageError
from polybius.evaluate.figures import Figure
from polybius.evaluate.report import Cell, Report
from polybius.store.drawing import Box, Shape, Stroke, Words, svg_of

BY_CONFIDENCE, BY_LEAST = "By confidence", "By --min-confidence"
_SIDE, _LEFT, _TOP, _GAP, _BELOW = 300, 52, 64, 84, 56
_WIDTH, _HEIGHT = _LEFT + 2 * _SIDE + _GAP + 16, _TOP + _SIDE + _BELOW
_INK, _GRID, _RIGHT, _OTHER = "#222222", "#cccccc", "#3b6ea5", "#c0532f"


def svg(report: Report) -> str:
    """The picture of a report on articles. Raises UsageError for a report of another kind."""
    tables = {table.title: table.rows for table in report.tables}
    if BY_LEAST not in tables:
        raise UsageError(f"no curve for {report.kind}; articles would be right")
    title = f"Confidence of {report.rows} texts, {report['precision'].n} events"
    return svg_of([*_shapes(report, tables, title)], _WIDTH, _HEIGHT, title)


def _shapes(
    report: Report, tables: dict[str, tuple[tuple[Cell, ...], ...]], title: str
) -> Iterator[Shape]:
    yield Box(0, 0, _WIDTH, _HEIGHT, "#ffffff")
    yield Words(_LEFT, 24, title, size=16)
    error = f"{report['calibration error'].value or 0:.3f}"
    yield from _frame(_LEFT, f"share right (95 %); calibration error {error}", "confidence", 0.0)
    yield from _reliability(tables[BY_CONFIDENCE])
    left = _LEFT + _SIDE + _GAP
    yield from _frame(left, "", "least confidence", 0.5)
    yield Words(left, 48, "precision", colour=_RIGHT)
    yield Words(left + 64, 48, "recall", colour=_OTHER)
    for column, colour in ((2, _RIGHT), (3, _OTHER)):
        yield from _line(tables[BY_LEAST], column, left, colour)


def _frame(left: float, above: str, below: str, first: float) -> Iterator[Shape]:
    yield Words(left, 48, above)
    for step in range(6):
        share = step / 5
        y, x = _TOP + _SIDE * (1 - share), left + _SIDE * share
        yield Stroke(((left, y), (left + _SIDE, y)), _GRID)
        yield Words(left - 6, y + 4, f"{share:g}", "end")
        yield Words(x, _TOP + _SIDE + 20, f"{first + (1 - first) * share:g}", "middle")
    yield Words(left + _SIDE / 2, _TOP + _SIDE + 40, below, "middle")


def _reliability(rows: Sequence[Sequence[Cell]]) -> Iterator[Shape]:
    yield Stroke(((_LEFT, _TOP + _SIDE), (_LEFT + _SIDE, _TOP)), _GRID, 1.5)
    for name, count, mean, right in rows:
        assert isinstance(mean, float)
        assert isinstance(right, Figure)
        if right.value is None:
            continue
        x = _LEFT + _SIDE * mean
        if right.low is not None and right.high is not None:
            yield Stroke(((x, _y(right.low)), (x, _y(right.high))), _RIGHT, 1.5)
        tip = f"{name}: {right.value:.2f} of {count} right"
        yield Box(x - 4, _y(right.value) - 4, 8, 8, _RIGHT, tip)


def _line(rows: Sequence[Sequence[Cell]], column: int, left: float, colour: str) -> Iterator[Shape]:
    points = []
    for row in rows:
        least, figure = row[0], row[column]
        assert isinstance(least, str)
        assert isinstance(figure, Figure)
        if figure.value is not None:
            x = left + _SIDE * (float(least) - 0.5) / 0.5
            points.append((x, _y(figure.value)))
            yield Box(x - 2, _y(figure.value) - 2, 4, 4, colour, f"{least}: {figure.value:.2f}")
    yield Stroke(tuple(points), colour, 1.5)


def _y(share: float) -> float:
    return _TOP + _SIDE * (1 - share)
