"""How well stories agree with hand-made ones: pairwise and B-cubed precision and recall.

Bagga, A. and Baldwin, B. (1998), Algorithms for scoring coreference chains, LREC workshop on
linguistic coreference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean, each from 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def pairwise(gold: Mapping[str, Hashable], found: Mapping[str, Hashable]) -> Score:
    """Over pairs of items: those put together that belong together.

    Both map the same items to their groups.
    """
    right, ours = set(_pairs(gold)), set(_pairs(found))
    both = len(right & ours)
    return Score(both / len(ours) if ours else 1.0, both / len(right) if right else 1.0)


def b_cubed(gold: Mapping[str, Hashable], found: Mapping[str, Hashable]) -> Score:
    """Over items: the share of an item's group that belongs with it, and of those that
    belong with it that are in its group."""
    right, ours = _members(gold), _members(found)
    precision = recall = 0.0
    for item in gold:
        shared = len(right[gold[item]] & ours[found[item]])
        precision += shared / len(ours[found[item]])
        recall += shared / len(right[gold[item]])
    return Score(precision / len(gold), recall / len(gold)) if gold else Score(1.0, 1.0)


def _members(groups: Mapping[str, Hashable]) -> dict[Hashable, set[str]]:
    members: dict[Hashable, set[str]] = defaultdict(set)
    for item, group in groups.items():
        members[group].add(item)
    return members


def _pairs(groups: Mapping[str, Hashable]) -> Iterable[tuple[str, str]]:
    for members in _members(groups).values():
        yield from combinations(sorted(members), 2)
