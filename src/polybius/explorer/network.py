"""Who acts on whom: nodes and weighted edges."""

from __future__ import annotations

from typing import Any

from polybius.actors.sectors import SECTORS
from polybius.errors import UsageError
from polybius.explorer.asked import Asked
from polybius.explorer.index import Index, dicts, first
from polybius.world import World

# How the two sides of an event are told, as countries or by the names of actors.
_BY = {
    "country": ("e.actor_nodes", "e.recipient_nodes"),
    "actor": ("e.actor_names", "e.recipient_names"),
}
# How often each takes part (on both sides counts twice), in how many pairs all of them act.
_NODES = """
SELECT node, count(*) AS events FROM (
    SELECT unnest({0}) AS node FROM events e WHERE {2}
    UNION ALL SELECT unnest({1}) FROM events e WHERE {2}
) GROUP BY node ORDER BY events DESC, node
"""
_PAIRS = """
SELECT coalesce(sum(CASE WHEN len({1}) > 0 THEN len({0}) * len({1})
    ELSE len({0}) * (len({0}) - 1) // 2 END), 0)::BIGINT FROM events e WHERE {2}
"""
# What both did together, as in a meeting, is an edge without a direction.
_EDGES = """
WITH chosen AS (
    SELECT {0} AS a, {1} AS r, e."type" AS kind, e.quad, e.score FROM events e WHERE {2}
), acting AS (
    SELECT unnest(a) AS s, CASE WHEN len(r) > 0 THEN r ELSE a END AS others,
        len(r) = 0 AS together, kind, quad, score
    FROM chosen WHERE len(r) > 0 OR len(a) > 1
), single AS (
    SELECT s, unnest(others) AS t, together, kind, quad, score
    FROM acting WHERE s IN (SELECT unnest(?))
), counted AS (
    SELECT s, t, together, kind, quad, count(*) AS n, sum(score) AS score,
        count(score) AS scored
    FROM single WHERE t IN (SELECT unnest(?)) AND (NOT together OR s < t) GROUP BY ALL
)
SELECT s AS "source", t AS "target", together, sum(n)::BIGINT AS events,
    coalesce(sum(n) FILTER (quad LIKE '%cooperation'), 0)::BIGINT AS cooperation,
    coalesce(sum(n) FILTER (quad LIKE '%conflict'), 0)::BIGINT AS conflict,
    round(sum(score) / nullif(sum(scored), 0), 3) AS score,
    list(kind ORDER BY n DESC, kind) AS kinds, list(n ORDER BY n DESC, kind) AS counts
FROM counted GROUP BY s, t, together ORDER BY events DESC, s, t, together LIMIT ?
"""


def network(index: Index, asked: Asked, by: str, most: int, edges: int) -> dict[str, Any]:
    """The nodes that take part in most events, and the heaviest edges among them.

    An edge whose source and target are one is what somebody does to their own.
    """
    if by not in _BY:
        raise UsageError(f"no {by!r} to group by; one of {', '.join(_BY)} would be right")
    with index.reading() as connection:
        where, values = asked.found(connection)
        sides = (*_BY[by], where)
        weights = dict(connection.execute(_NODES.format(*sides), [*values, *values]).fetchall())
        (pairs,) = first(connection.execute(_PAIRS.format(*sides), values))
        nodes = list(weights)[:most]
        found = dicts(connection.execute(_EDGES.format(*sides), [*values, nodes, nodes, edges]))
    for edge in found:
        if edge["source"] == edge["target"]:
            weights[edge["source"]] -= edge["events"]
    world = World.load()
    return {
        "nodes": [{**label(node, by, world), "events": weights[node]} for node in nodes],
        "edges": [_edge(edge) for edge in found],
        "left_out": {
            "nodes": len(weights) - len(nodes),
            "events": pairs - sum(edge["events"] for edge in found),
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
