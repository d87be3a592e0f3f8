"""Who acts on whom: nodes and weighted edges."""

from __future__ import annotations

from typing import Any

from polybius.actors.sectors import SECTORS
from polybius.errors import UsageError
from polybius.explorer.asked import Asked
from polybius.explorer.index import Index
from polybius.world import World

_NAMES = """list_distinct(list_transform(e.{0}s,
    lambda a: coalesce(nullif(a."name", ''), a."text")))"""
# How the two sides of an event are told, as countries or by the names of actors.
_BY = {
    "country": ("e.actor_nodes", "e.recipient_nodes"),
    "actor": (_NAMES.format("actor"), _NAMES.format("recipient")),
}
# What both did together, as in a meeting, is an edge without a direction.
_EDGES = """
WITH chosen AS (
    SELECT {0} AS a, {1} AS r, e."type" AS kind, e.quad, e.score FROM events e WHERE {2}
), single AS (
    SELECT s, unnest(r) AS t, false AS together, kind, quad, score
    FROM (SELECT unnest(a) AS s, r, kind, quad, score FROM chosen WHERE len(r) > 0)
    UNION ALL
    SELECT s, t, true, kind, quad, score FROM (
        SELECT s, unnest(a) AS t, kind, quad, score
        FROM (SELECT unnest(a) AS s, a, kind, quad, score FROM chosen
            WHERE len(r) = 0 AND len(a) > 1)
    ) WHERE s < t
), counted AS (
    SELECT s, t, together, kind, quad, count(*) AS n, sum(score) AS score,
        count(score) AS scored
    FROM single GROUP BY ALL
)
SELECT s AS "source", t AS "target", together, sum(n)::BIGINT AS events,
    coalesce(sum(n) FILTER (quad LIKE '%cooperation'), 0)::BIGINT AS cooperation,
    coalesce(sum(n) FILTER (quad LIKE '%conflict'), 0)::BIGINT AS conflict,
    round(sum(score) / nullif(sum(scored), 0), 3) AS score,
    list(kind ORDER BY n DESC, kind) AS kinds, list(n ORDER BY n DESC, kind) AS counts
FROM counted GROUP BY s, t, together ORDER BY events DESC, s, t, together
"""


def network(index: Index, asked: Asked, by: str, most: int, edges: int) -> dict[str, Any]:
    """The nodes that take part in most events, and the heaviest edges among them.

    An edge whose source and target are one is what somebody does to their own.
    """
    if by not in _BY:
        raise UsageError(f"no {by!r} to group by; one of {', '.join(_BY)} would be right")
    where, values = asked.sql()
    found = index.rows(_EDGES.format(*_BY[by], where), values)
    weight: dict[str, int] = {}
    for edge in found:
        for node in {edge["source"], edge["target"]}:
            weight[node] = weight.get(node, 0) + edge["events"]
    nodes = sorted(weight, key=lambda node: (-weight[node], node))[:most]
    kept = set(nodes)
    inside = [edge for edge in found if edge["source"] in kept and edge["target"] in kept]
    world = World.load()
    return {
        "nodes": [{**label(node, by, world), "events": weight[node]} for node in nodes],
        "edges": [_edge(edge) for edge in inside[:edges]],
        "left_out": {
            "nodes": len(weight) - len(nodes),
            "events": sum(e["events"] for e in found) - sum(e["events"] for e in inside[:edges]),
        },
    }


def _edge(edge: dict[str, Any]) -> dict[str, Any]:
    edge["types"] = dict(zip(edge.pop("kinds"), edge.pop("counts"), strict=True))
    return edge


def label(node: str, by: str, world: World) -> dict[str, Any]:
    """What a node is, and how to call it."""
    country = world.by_code(node) if by == "country" else None
    if country:
        return {"id": node, "name": country.name, "kind": "country"}
    kind = "sector" if by == "country" and node in SECTORS else "actor"
    return {"id": node, "name": node, "kind": kind}
