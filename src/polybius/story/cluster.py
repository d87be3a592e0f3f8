"""Groups of reports: what goes together once all that was compared is weighed.

Groups are a function of the set of pairs and their weights alone, so it does not matter in
which order reports came.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from polybius.story.agree import LINK, agreement
from polybius.story.keys import keys
from polybius.story.report import Report

# Of what hangs together, so many reports are all compared with each other. Where there are
# more, two that share no key count as days or parties apart: against.
_SMALL = 100
UNCOMPARED = -1.0

Pair = tuple[str, str]


def components(nodes: Iterable[str], links: Iterable[Pair]) -> list[list[str]]:
    """The nodes that links hold together, each set sorted, sets by their first."""
    parent = {node: node for node in nodes}

    def root(node: str) -> str:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for one, other in links:
        first, second = sorted((root(one), root(other)))
        parent[second] = first
    found: dict[str, list[str]] = defaultdict(list)
    for node in sorted(parent):
        found[root(node)].append(node)
    return sorted(found.values())


def candidates(reports: Iterable[Report]) -> Iterator[Pair]:
    """The pairs of reports that share a key, each once, the smaller id first."""
    blocks: dict[str, set[str]] = defaultdict(set)
    for report in reports:
        for key in keys(report):
            blocks[key].add(report.id)
    seen: set[Pair] = set()
    for block in blocks.values():
        for pair in combinations(sorted(block), 2):
            if pair not in seen:
                seen.add(pair)
                yield pair


def grouped(reports: Iterable[Report]) -> list[list[str]]:
    """The ids of the reports by act: those that share a key compared, then what hangs together
    by them grouped."""
    known = {report.id: report for report in reports}
    weights = {
        (one, other): agreement(known[one], known[other])
        for one, other in candidates(known.values())
    }
    parts = components(known, (pair for pair, weight in weights.items() if weight >= LINK))
    part_of = {id: number for number, part in enumerate(parts) for id in part}
    within: list[dict[Pair, float]] = [{} for _ in parts]
    for (one, other), weight in weights.items():
        if part_of[one] == part_of[other]:
            within[part_of[one]][one, other] = weight
    for part, compared in zip(parts, within, strict=True):
        if len(part) <= _SMALL:
            for one, other in combinations(part, 2):
                if (one, other) not in compared:
                    compared[one, other] = agreement(known[one], known[other])
    found = (groups(part, within[number]) for number, part in enumerate(parts))
    return sorted(group for groups_ in found for group in groups_)


def groups(nodes: Iterable[str], weights: Mapping[Pair, float]) -> list[list[str]]:
    """Agglomerative clustering with average linkage; groups sorted, each by id.

    `weights` holds what was compared, each pair once, the smaller id first. Two groups go
    together while the mean weight between them is at least `LINK`, the best first, ties
    by id.
    """
    members = {node: [node] for node in sorted(nodes)}
    # Sums of the weights between groups, under the groups' first members.
    sums: dict[str, dict[str, float]] = defaultdict(dict)
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for (one, other), weight in weights.items():
        sums[one][other] = sums[other][one] = weight
        counts[one][other] = counts[other][one] = 1
    queue: list[tuple[float, str, str]] = [
        (-weight, one, other) for (one, other), weight in weights.items() if weight >= LINK
    ]
    heapq.heapify(queue)

    def mean(one: str, other: str) -> float:
        pairs = len(members[one]) * len(members[other])
        return (sums[one][other] + UNCOMPARED * (pairs - counts[one][other])) / pairs

    while queue:
        weight, one, other = heapq.heappop(queue)
        if one not in members or other not in members or -weight != mean(one, other):
            continue  # overtaken by another merger
        for third, part in sums.pop(other).items():
            count = counts[other][third]
            del sums[third][other]
            if third == one:
                continue
            sums[one][third] = sums[third][one] = sums[one].get(third, 0.0) + part
            both = counts[one].get(third, 0) + count
            counts[one][third] = counts[third][one] = both
        members[one] += members.pop(other)
        for third in sums[one]:
            if (average := mean(one, third)) >= LINK:
                heapq.heappush(queue, (-average, min(one, third), max(one, third)))
    return sorted(sorted(group) for group in members.values())
