"""One-to-one matching of gold and answers: the best pairing there is, whatever the order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

Extent = tuple[int, int]


def best_matching(weights: Mapping[tuple[int, int], int]) -> dict[int, int]:
    """Pairs (left to right) of the greatest total weight, each item used once.

    `weights` holds the pairs that are allowed, all above 0. Grown by the augmenting path
    of the greatest gain until none gains (successive augmentation; the gains never rise,
    so the first that does not help ends it). To have as many pairs as possible come
    first, let the weight of any pair exceed the sum of all that may be traded for it.
    """
    edges: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (left, right), weight in weights.items():
        edges[left].append((right, weight))
    taken: dict[int, int] = {}  # right -> left
    while path := _best_path(edges, weights, taken):
        for left, right in path:
            taken[right] = left
    return {left: right for right, left in sorted(taken.items(), key=lambda pair: pair[1])}


def _best_path(
    edges: Mapping[int, list[tuple[int, int]]],
    weights: Mapping[tuple[int, int], int],
    taken: Mapping[int, int],
) -> list[tuple[int, int]]:
    """The pairs to set along the path that gains most; empty where none gains."""
    used = set(taken.values())
    gain = {left: 0 for left in edges if left not in used}
    before: dict[int, tuple[int, int]] = {}  # left -> (left that takes over, its right)
    best, end = 0, (-1, -1)
    queue = list(gain)
    while queue:
        left = queue.pop(0)
        for right, weight in edges[left]:
            value = gain[left] + weight
            holder = taken.get(right)
            if holder is None:
                if value > best:
                    best, end = value, (left, right)
            elif holder != left:
                value -= weights[holder, right]
                if holder not in gain or value > gain[holder]:
                    gain[holder] = value
                    before[holder] = (left, right)
                    queue.append(holder)
    if best == 0:
        return []
    path = [end]
    while path[-1][0] in before:
        path.append(before[path[-1][0]])
    return path


def overlap(one: Extent, other: Extent) -> int:
    """How many characters two half-open spans share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def gap(one: Extent, other: Extent) -> int:
    """How many characters lie between two spans; 0 where they touch or overlap."""
    return max(0, max(one[0], other[0]) - min(one[1], other[1]))


def any_overlap(ones: Iterable[Extent], others: Iterable[Extent]) -> bool:
    """Whether a span of the first lot shares a character with one of the second."""
    others = tuple(others)
    return any(overlap(one, other) for one in ones for other in others)
