"""Rules and the learned part together: which type an act has in the end, and how surely.

The rules propose; the scorer, which sees what they propose among much else, may choose
another type where it is nearly certain and the rule's is unlikely, may name an act that the
codebook does not know, and lends its doubt to the confidence. Without a scorer the rules
stand alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from polybius.events.act import Act
from polybius.events.confidence import Weights

# Below this the rule's type gives way, if another has at least that much.
GIVE_WAY = 0.05
CHOOSE = 0.75
# A gap of the codebook is filled only where the scorer is this sure.
FILL = 0.7


class Judge(Protocol):
    """Whoever gives each type the probability that an act is of it; `trust` says how much that
    counts beside the rules."""

    types: tuple[str, ...]
    trust: Weights

    def knows(self, lemma: str) -> bool:
        """Whether it has heard of a verb at all."""
        ...

    def probabilities(
        self, features: Sequence[str], vector: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        """The probability of each of `types`, adding up to one."""
        ...


def judged(
    act: Act, types: Sequence[str], probabilities: NDArray[np.float32], fill: float = FILL
) -> Act | None:
    """The act under the type it has in the end; None for a gap that stays one, because the scorer
    gives no type more than `fill`."""
    best = types[int(probabilities.argmax())]
    top = float(probabilities.max())
    if not act.type:
        if best == "NONE" or top < fill:
            return None
        return replace(act, type=best, evidence=(f"learned {best} {top:.2f}",))
    own = float(probabilities[types.index(act.type)])
    if best not in (act.type, "NONE") and own < GIVE_WAY and top >= CHOOSE:
        line = f"learned {best} {top:.2f}, rules {act.type}"
        return replace(act, type=best, mode=None, evidence=(line, *act.evidence))
    return act
