"""Train the scorer on labelled sentences; the same examples and seed give the same bytes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from polybius.article import Article
from polybius.coder import Coder
from polybius.events.act import Act
from polybius.events.features import TYPES
from polybius.learn.examples import Example
from polybius.learn.model import Floats, Scorer

SEED = 1
PENALTY = 2e-3
STEPS = 400
RATE = 0.05
MIN_COUNT = 2
# An act that no row names may yet be one: examples give the main events of a sentence.
UNSAID_WEIGHT = 0.3
DENSE_SCALE = 1.0


@dataclass(frozen=True, slots=True)
class Case:
    """An act of an example as the scorer sees it, its right type, and the example's number."""

    features: tuple[str, ...]
    vector: Floats
    rule: str
    wanted: str
    group: int
    weight: float = 1.0


def cases_of(coder: Coder, examples: Sequence[Example]) -> list[Case]:
    """The acts that the rules (and the gaps) find in the examples, with their right types.

    An act whose trigger no row names counts as NONE, but for little.
    """
    rows: dict[str, list[Example]] = {}
    for example in examples:
        rows.setdefault(example.sentence, []).append(example)
    cases = []
    for group, (sentence, labelled) in enumerate(rows.items()):
        findings = coder.findings(Article(f"example-{group}", sentence, published="2020-06-15"))
        for act, features, vector in coder.events.described(findings):
            label = _label(act, sentence, labelled)
            cases.append(
                Case(
                    features,
                    vector,
                    act.type or "NONE",
                    label or "NONE",
                    group,
                    1.0 if label else UNSAID_WEIGHT,
                )
            )
    return cases


def _label(act: Act, sentence: str, rows: Iterable[Example]) -> str | None:
    start = act.sentence.start_of(act.trigger)
    words = {t.i for t in act.scope} | act.absorbed
    scope = {act.sentence.start_of(t) for t in act.sentence.tokens if t.i in words} | {start}
    found = []
    for row in rows:
        at = sentence.find(row.trigger)
        if any(at <= s < at + len(row.trigger) for s in scope):
            exact = at <= start < at + len(row.trigger)
            found.append((row.type != act.type, not exact, row.type))
    return min(found)[2] if found else None


def train(cases: Sequence[Case], progress: Callable[[str], None] = lambda line: None) -> Scorer:
    """A scorer fitted to the cases by full-batch gradient descent (Adam) with an L2 penalty."""
    counts = Counter(f for case in cases for f in case.features)
    names = sorted(f for f, n in counts.items() if n >= MIN_COUNT)
    vocabulary = {name: at for at, name in enumerate(names)}
    matrix = np.zeros((len(cases), len(names)), np.float32)
    for at, case in enumerate(cases):
        matrix[at, [vocabulary[f] for f in case.features if f in vocabulary]] = 1.0
    dense = np.stack([case.vector for case in cases]) * DENSE_SCALE
    inputs = np.concatenate([matrix, dense], axis=1)
    wanted = np.array([TYPES.index(case.wanted) for case in cases])
    progress(f"{len(cases)} cases, {len(names)} descriptions")
    trust = np.array([case.weight for case in cases], np.float32)
    weights = _descend(inputs, wanted, trust / trust.mean(), len(TYPES))
    return Scorer(TYPES, vocabulary, weights[: len(names)], weights[len(names) :] * DENSE_SCALE)


def _descend(inputs: Floats, wanted: NDArray[np.int64], trust: Floats, types: int) -> Floats:
    count, width = inputs.shape
    weights = np.zeros((width, types), np.float32)
    first = np.zeros_like(weights)
    second = np.zeros_like(weights)
    target = np.zeros((count, types), np.float32)
    target[np.arange(count), wanted] = 1.0
    for step in range(1, STEPS + 1):
        logits = inputs @ weights
        logits -= logits.max(axis=1, keepdims=True)
        powers = np.exp(logits)
        off = (powers / powers.sum(axis=1, keepdims=True) - target) * trust[:, None]
        gradient = inputs.T @ off / count
        gradient += PENALTY * weights
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        weights -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


def cross_validated(cases: Sequence[Case], folds: int = 5) -> NDArray[np.float32]:
    """The probabilities that each case is given by a scorer that did not see its sentence."""
    out = np.zeros((len(cases), len(TYPES)), np.float32)
    for fold in range(folds):
        scorer = train([c for c in cases if c.group % folds != fold])
        for at, case in enumerate(cases):
            if case.group % folds == fold:
                out[at] = scorer.probabilities(case.features, case.vector)
    return out
