"""What a field of the filter may be completed to."""

from __future__ import annotations

from typing import Any

from polybius.actors.sectors import SECTORS
from polybius.errors import UsageError
from polybius.explorer.index import Index
from polybius.world import World, fold

FIELDS = ("actor", "where", "source", "story")
# Names that occur so many times at least are kept to be suggested, of each kind.
_MOST = 20_000


def suggest(index: Index, field: str, typed: str, limit: int) -> list[dict[str, Any]]:
    """Values that begin with what was typed, then those with a word that does; the most
    frequent first."""
    if field not in FIELDS:
        raise UsageError(f"no field {field!r}; one of {', '.join(FIELDS)} would be right")
    known = index.remembered(("suggest", field), lambda: _known(index, field))
    wanted = fold(typed)
    begins = [one for one in known if any(form.startswith(wanted) for form in one["forms"])]
    within = [
        one
        for one in known
        if one not in begins and any(f" {wanted}" in form for form in one["forms"])
    ]
    found = (begins + within) if len(begins) < limit else begins
    return [{k: v for k, v in one.items() if k != "forms"} for one in found[:limit]]


def _known(index: Index, field: str) -> list[dict[str, Any]]:
    if field == "source":
        return _counted(index, "publisher AS value FROM documents", "source", "events")
    if field == "where":
        names = _counted(index, 'place."name" AS value FROM events', "place")
        return _merged(_countries(index, "place_country AS value FROM events"), names)
    names = _counted(index, "unnest(actor_names || recipient_names) AS value FROM events", "actor")
    countries = _countries(index, "unnest(actor_nodes || recipient_nodes) AS value FROM events")
    return _merged(countries, names)


def _merged(*lists: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """All of them by how often they occur; a country stands before a name that is its own."""
    taken: set[str] = set()
    out = []
    for one in (one for found in lists for one in found):
        if one["label"] not in taken:
            out.append(one)
        taken.add(one["label"])
    return sorted(out, key=lambda one: -one["events"])


def _counted(
    index: Index, values: str, kind: str, weight: str | None = None
) -> list[dict[str, Any]]:
    count = f"sum({weight})::BIGINT" if weight else "count(*)"
    each = f", {weight}" if weight else ""
    select, _, source = values.partition(" FROM ")
    found = index.rows(
        f"SELECT value, {count} AS n FROM (SELECT {select}{each} FROM {source})"
        f" WHERE value IS NOT NULL GROUP BY value ORDER BY n DESC, value LIMIT {_MOST}"
    )
    return [
        {
            "value": row["value"], "label": row["value"], "kind": kind, "events": row["n"],
            "forms": (fold(row["value"]),),
        }
        for row in found
    ]  # fmt: skip


def _countries(index: Index, values: str) -> list[dict[str, Any]]:
    """Countries by any of their names, and sectors."""
    world = World.load()
    out = []
    for one in _counted(index, values, "country"):
        country = world.by_code(one["value"])
        if country:
            names = (country.name, *country.names, *country.adjectives, country.code)
            forms = tuple(fold(name) for name in names)
            out.append({**one, "label": country.name, "forms": forms})
        elif one["value"] in SECTORS:
            out.append({**one, "kind": "sector"})
    return out
