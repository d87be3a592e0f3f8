"""How sure an event is: what its frame asked for and found, and whether its parties are known.

The weights are those of a logistic curve over a few plain features.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from polybius.events.act import Act
from polybius.events.scope import is_political
from polybius.record import Actor


def confidence_of(act: Act, actors: Sequence[Actor], recipients: Sequence[Actor]) -> float:
    """A number between 0 and 1, rounded to two places."""
    z = 0.2 + 0.25 * min(act.score, 4.0)
    z += 0.6 if actors else -0.4
    z += 0.3 if recipients else -0.2
    z += 0.3 if any(is_political(a) for a in actors) else 0.0
    z -= 0.8 if "weak" in act.flags else 0.0
    z += 0.5 if "strong" in act.flags else 0.0
    z += _told(act)
    return round(1.0 / (1.0 + math.exp(-z)), 2)


def _told(act: Act) -> float:
    """What a sentence is about is surer than what it mentions by the way."""
    verb = act.scope[-1] if act.scope else act.trigger
    if verb.dep_ in {"ROOT", "ccomp", "conj"}:
        return 0.2
    return -0.2 if verb.dep_ in {"relcl", "acl", "advcl", "xcomp"} else 0.0
