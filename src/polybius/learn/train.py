"""Fit the scorer to cases. Nothing in it is random: the same cases give the same bytes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from polybius.events.confidence import RULES_ALONE
from polybius.events.features import TYPES
from polybius.learn.cases import Case
from polybius.learn.model import Floats, Scorer

PENALTY = 2e-3
STEPS = 400
RATE = 0.05
MIN_COUNT = 2
# As many cases the shipped weights count for, beside those that a group adds.
STANDING = 3000.0


def train(cases: Sequence[Case], progress: Callable[[str], None] = lambda line: None) -> Scorer:
    """A scorer fitted to the cases alone, by descriptions that more than one of them has."""
    counts = Counter(f for case in cases for f in case.features)
    names = sorted(f for f, n in counts.items() if n >= MIN_COUNT)
    progress(f"{len(cases)} acts, {len(names)} descriptions")
    return _fitted(cases, names, None, PENALTY)


def teach(scorer: Scorer, cases: Sequence[Case]) -> Scorer:
    """A scorer fitted to further cases, whose weights are drawn to those it had.

    The penalty is on the way that they go from there, as if its former cases still stood by.
    """
    names = list(scorer.vocabulary)
    names += sorted({f for case in cases for f in case.features}.difference(scorer.vocabulary))
    return _fitted(cases, names, scorer, PENALTY * STANDING / max(1, len(cases)))


def _fitted(
    cases: Sequence[Case], names: Sequence[str], prior: Scorer | None, penalty: float
) -> Scorer:
    vocabulary = {name: at for at, name in enumerate(names)}
    width = len(cases[0].vector) if cases else 0
    start = np.zeros((len(names) + width, len(TYPES)), np.float32)
    if prior is not None:
        start[: len(prior.weights)] = prior.weights
        start[len(names) :] = prior.dense
    weights = _descend(_Inputs(cases, vocabulary), cases, start, penalty) if cases else start
    trust = prior.trust if prior is not None else RULES_ALONE
    return Scorer(TYPES, vocabulary, weights[: len(names)], weights[len(names) :], trust)


class _Inputs:
    """The cases' descriptions as a sparse matrix of ones, beside their vectors."""

    def __init__(self, cases: Sequence[Case], vocabulary: dict[str, int]) -> None:
        pairs = [
            (at, vocabulary[feature])
            for at, case in enumerate(cases)
            for feature in case.features
            if feature in vocabulary
        ]
        table = np.array(pairs, np.int64).reshape(-1, 2)
        self._names = len(vocabulary)
        self._vectors = np.stack([case.vector for case in cases])
        self._by_case = table
        self._by_name = table[np.lexsort((table[:, 0], table[:, 1]))]

    def times(self, weights: Floats) -> Floats:
        """The sums of the weights of each case."""
        out: Floats = self._vectors @ weights[self._names :]
        _add_rows(out, self._by_case[:, 0], weights[self._by_case[:, 1]])
        return out

    def back(self, off: Floats) -> Floats:
        """What the cases' errors say of each weight."""
        out = np.zeros((self._names + self._vectors.shape[1], off.shape[1]), np.float32)
        _add_rows(out, self._by_name[:, 1], off[self._by_name[:, 0]])
        out[self._names :] = self._vectors.T @ off
        return out


def _add_rows(out: Floats, at: NDArray[np.int64], rows: Floats) -> None:
    """Add rows to those of `out` at the places given, which are in order."""
    if len(at):
        first = np.flatnonzero(np.diff(at, prepend=-1))
        out[at[first]] += np.add.reduceat(rows, first, axis=0)


def _descend(inputs: _Inputs, cases: Sequence[Case], start: Floats, penalty: float) -> Floats:
    """Full-batch descent (Adam; Kingma and Ba, 2015) on the log loss, with an L2 penalty on the
    distance from where it starts."""
    trust = np.array([case.weight for case in cases], np.float32)
    trust = (trust / trust.sum())[:, None]
    target = np.zeros((len(cases), len(TYPES)), np.float32)
    target[np.arange(len(cases)), [TYPES.index(case.wanted) for case in cases]] = 1.0
    weights = start.copy()
    first: NDArray[Any] = np.zeros_like(start)
    second: NDArray[Any] = np.zeros_like(start)
    for step in range(1, STEPS + 1):
        logits = inputs.times(weights)
        logits -= logits.max(axis=1, keepdims=True)
        powers = np.exp(logits)
        off = (powers / powers.sum(axis=1, keepdims=True) - target) * trust
        gradient = inputs.back(off) + penalty * (weights - start)
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        weights -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


def in_folds(cases: Sequence[Case], folds: int = 5) -> list[Scorer]:
    """Scorers of which each did not see the texts whose number leaves its place in the list."""
    return [train([case for case in cases if case.group % folds != at]) for at in range(folds)]


def cross_validated(cases: Sequence[Case], scorers: Sequence[Scorer]) -> Floats:
    """The probabilities that each case is given by the one of `in_folds` that did not see it."""
    given = (scorers[c.group % len(scorers)].probabilities(c.features, c.vector) for c in cases)
    return np.stack(list(given))
