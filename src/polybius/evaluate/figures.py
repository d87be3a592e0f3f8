"""Figures and their intervals, out of counts kept for each row of the gold.

A scorer gives every row a few named counts ("right", "gold:AID"). Whatever is reported is
a function of their sums, so that an interval comes from summing them again over rows
drawn with replacement (the percentile bootstrap, 95 %). Where the gold holds whole
documents the rows are documents, because mistakes within one are not independent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

RESAMPLES = 1000
SEED = 20160901
BINS = 10


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure, between 0 and 1, with the ends of its 95 % interval.

    `value` is None where there is nothing to divide by; `n` is how many gold items (or
    answers, for a precision) it rests on.
    """

    name: str
    value: float | None
    low: float | None
    high: float | None
    n: int

    def to_json(self) -> dict[str, Any]:
        """The figure as plain JSON values, rounded to four digits."""
        return {
            "value": _rounded(self.value),
            "low": _rounded(self.low),
            "high": _rounded(self.high),
            "n": self.n,
        }

    def __str__(self) -> str:
        if self.value is None:
            return "-"
        if self.low is None or self.high is None:
            return f"{self.value:.3f}"
        return f"{self.value:.3f} [{self.low:.2f}-{self.high:.2f}]"


class Sums:
    """Sums of each count: over all rows first, then over each resample."""

    def __init__(self, rows: Sequence[Mapping[str, float]], resamples: int = RESAMPLES) -> None:
        self._column = {key: i for i, key in enumerate(dict.fromkeys(k for r in rows for k in r))}
        table = np.zeros((len(rows), len(self._column)))
        for number, row in enumerate(rows):
            for key, count in row.items():
                table[number, self._column[key]] = count
        weights = np.ones((1 + resamples, len(rows)))
        if rows:
            drawn = np.random.default_rng(SEED).multinomial(
                len(rows), [1 / len(rows)] * len(rows), size=resamples
            )
            weights[1:] = drawn
        self._sums = weights @ table

    def __getitem__(self, key: str) -> Values:
        """The sums of one count; zero where no row has it."""
        if key not in self._column:
            return np.zeros(len(self._sums))
        column: Values = self._sums[:, self._column[key]]
        return column

    def total(self, key: str) -> int:
        """The count over all rows, as it is."""
        return round(float(self[key][0]))

    def keys(self, prefix: str) -> Iterator[str]:
        """What follows `prefix` in the names of the counts, sorted."""
        return iter(sorted(k.removeprefix(prefix) for k in self._column if k.startswith(prefix)))


Measure = Callable[[Sums], Values]


def ratio(hits: str, of: str) -> Measure:
    """Share of `hits` in `of`."""
    return lambda sums: _divide(sums[hits], sums[of])


def f1(hits: str, given: str, gold: str, found: str | None = None) -> Measure:
    """Harmonic mean of precision (`hits` in `given`) and recall (`found` in `gold`).

    `found` is the same as `hits` unless some right answers were not asked for.
    """

    def measure(sums: Sums) -> Values:
        precision = _divide(sums[hits], sums[given])
        recall = _divide(sums[found or hits], sums[gold])
        both = np.nan_to_num(precision) + np.nan_to_num(recall)
        value = _divide(2 * np.nan_to_num(precision) * np.nan_to_num(recall), both)
        nothing = (sums[given] == 0) & (sums[gold] == 0)
        out: Values = np.where(nothing, np.nan, np.nan_to_num(value))
        return out

    return measure


def mean(measures: Sequence[Measure]) -> Measure:
    """The plain mean of several measures, those without a value left out."""

    def measure(sums: Sums) -> Values:
        if not measures:
            return np.full_like(sums[""], np.nan)
        columns = np.stack([each(sums) for each in measures])
        present = ~np.isnan(columns)
        return _divide(np.where(present, columns, 0).sum(axis=0), present.sum(axis=0).astype(float))

    return measure


def confidence_counts(confidence: float, right: bool) -> dict[str, float]:
    """The counts of one answer that `calibration_error` needs."""
    number = min(BINS - 1, int(confidence * BINS))
    return {f"bin:{number}": 1, f"sure:{number}": confidence, f"held:{number}": float(right)}


def calibration_error(sums: Sums) -> Values:
    """Expected calibration error over ten bins of confidence (Naeini and others, 2015)."""
    off = sum(np.abs(sums[f"sure:{i}"] - sums[f"held:{i}"]) for i in range(BINS))
    return _divide(np.asarray(off), np.asarray(sum(sums[f"bin:{i}"] for i in range(BINS))))


def figure(sums: Sums, name: str, measure: Measure, of: str) -> Figure:
    """The measure over all rows, with its interval; `of` names the count it rests on."""
    values = measure(sums)
    if np.isnan(values[0]):
        return Figure(name, None, None, None, sums.total(of))
    drawn = values[1:][~np.isnan(values[1:])]
    low, high = np.percentile(drawn, [2.5, 97.5]) if drawn.size else (None, None)
    return Figure(
        name,
        float(values[0]),
        None if low is None else float(low),
        None if high is None else float(high),
        sums.total(of),
    )


def _divide(top: Values, bottom: Values) -> Values:
    out = np.full(np.shape(top), np.nan)
    np.divide(top, bottom, out=out, where=bottom != 0)
    return out


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
