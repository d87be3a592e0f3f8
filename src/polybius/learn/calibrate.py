"""Fit the confidence: how often events with such signs are right, of those the scorer never saw.

Platt's method (1999) with a few signs in place of one score: a logistic curve, kept monotone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from polybius.evaluate.matching import gap
from polybius.events.confidence import Signs, Weights
from polybius.events.reader import EventReader, Findings
from polybius.learn.given import NEAR
from polybius.learn.labelled import Labelled, Mark
from polybius.record import Event

# What labelled sentences cannot tell: single sentences tell nothing twice, and which of their acts
# are labelled depends on how deep they stand. Chosen by log loss on the project's coded stories,
# depth smaller than they alone would have it (docs/accuracy.md).
DEPTH, REPEATED = -0.1, 1.0
_ROUNDS, _RIDGE = 30, 1.0


def outcomes(
    reader: EventReader, texts: Sequence[tuple[Labelled, Findings]]
) -> Iterator[tuple[Signs, bool]]:
    """The signs of each event that a mark speaks of, and whether its type is right."""
    for text, findings in texts:
        for event, signs in reader.traced(text.id, findings):
            near = [mark for mark in text.marks if _meets(event, mark)]
            if near:
                yield signs, any(mark.type == event.type for mark in near)


def fitted(found: Iterable[tuple[Signs, bool]]) -> Weights:
    """The weights under which what was found is likeliest (Newton's method, a little ridge)."""
    rows = [(1.0, s.rules, s.learned, DEPTH * s.depth, right) for s, right in found]
    table = np.array(rows, np.float64).reshape(-1, 5)
    inputs, offset, right = table[:, :3], table[:, 3], table[:, 4]
    weights = np.array([0.0, 0.5, 0.5])
    for _ in range(_ROUNDS):
        chance = 1.0 / (1.0 + np.exp(-(inputs @ weights + offset)))
        slope = inputs.T @ (chance - right) + _RIDGE * weights
        bend = (inputs * (chance * (1.0 - chance))[:, None]).T @ inputs + _RIDGE * np.eye(3)
        weights -= np.linalg.solve(bend, slope)
        weights[1:] = np.maximum(weights[1:], 0.0)
    base, rules, learned = (round(float(w), 3) for w in weights)
    return Weights(base, rules, learned, DEPTH, REPEATED)


def _meets(event: Event, mark: Mark) -> bool:
    """Whether a mention of an event lies within a few characters of a mark."""
    told = [(event.trigger.start, event.trigger.end)]
    told += [(mention.start, mention.end) for mention in event.mentions]
    return any(gap(span, (mark.start, mark.end)) <= NEAR for span in told)
