"""How sure an event is: what its frame asked for and found, whether its parties are known, what
the learned part makes of it, how deep in the sentence it is told, and whether it is told again.

Few signs, each of which can only raise the confidence or only lower it; the weights of the signs
come with the learned part, which fits them to events that it was not trained on.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from polybius.events.act import Act
from polybius.events.scope import is_political
from polybius.record import Actor
from polybius.tokens import Token

# Further down in a sentence than this is all the same.
DEEP = 5


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for an event: the rules and the learned part as log odds, and how many words
    stand above its trigger in the sentence's grammar (DEEP at most)."""

    rules: float
    learned: float
    depth: int

    @property
    def order(self) -> tuple[float, int]:
        """Of two mentions of one event, that with the higher is the surer."""
        return self.rules + self.learned, -self.depth


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each sign counts. `depth`, for each word above, is not positive; `rules`,
    `learned` and `repeated`, which counts once where the text tells of the event again, are not
    negative."""

    base: float
    rules: float
    learned: float
    depth: float
    repeated: float

    def confidence(self, signs: Signs, repeated: bool) -> float:
        """A number between 0 and 1, rounded to two places."""
        z = self.base + self.rules * signs.rules + self.learned * signs.learned
        z += self.depth * signs.depth + self.repeated * repeated
        return round(1.0 / (1.0 + math.exp(-z)), 2)


# Of rules that stand alone.
RULES_ALONE = Weights(0.0, 1.0, 0.0, 0.0, 0.0)


def signs_of(
    act: Act, learned: float | None, actors: Sequence[Actor], recipients: Sequence[Actor]
) -> Signs:
    """The signs of an act; `learned` is the learned part's probability of its type."""
    odds = log_odds(learned) if learned is not None else 0.0
    return Signs(_of_rules(act, actors, recipients), odds, _depth(act.trigger))


def log_odds(p: float) -> float:
    """Of a probability; the ends of the scale are taken for nearly certain."""
    p = min(max(p, 0.005), 0.995)
    return math.log(p / (1.0 - p))


def _of_rules(act: Act, actors: Sequence[Actor], recipients: Sequence[Actor]) -> float:
    z = 0.2 + 0.25 * min(act.score, 4.0)
    z += 0.6 if actors else -0.4
    z += 0.3 if recipients else -0.2
    z += 0.3 if any(is_political(a) for a in actors) else 0.0
    z -= 0.8 if "weak" in act.flags else 0.0
    z += 0.5 if "strong" in act.flags else 0.0
    return z + _told(act)


def _told(act: Act) -> float:
    """What a sentence is about is surer than what it mentions by the way."""
    verb = act.scope[-1] if act.scope else act.trigger
    if verb.dep_ in {"ROOT", "ccomp", "conj"}:
        return 0.2
    return -0.2 if verb.dep_ in {"relcl", "acl", "advcl", "xcomp"} else 0.0


def _depth(token: Token) -> int:
    depth = 0
    while token.head != token and depth < DEEP:
        token, depth = token.head, depth + 1
    return depth
