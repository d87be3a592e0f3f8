"""`polybius report`: figures, plots and tables of a filter as one HTML file that needs nothing
from elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from typing import Any

from polybius.explorer import events, network, pairs, places
from polybius.explorer.asked import Asked
from polybius.explorer.index import Index
from polybius.store import drawing
from polybius.store.dyad import Tie, period_of, periods
from polybius.world import World

_PAIRS = 4
_PLACES = 400
_LAND = Path(__file__).parent / "static" / "vendor" / "world-atlas" / "countries-110m.json"
_STYLE = """
:root { color-scheme: light dark; --ink: #1d1d1b; --paper: #fcfbf8; --faint: #77736a;
  --line: #d8d4ca; --cooperation: #2f6690; --conflict: #b5482a; }
@media (prefers-color-scheme: dark) { :root { --ink: #eceae4; --paper: #191917; --faint: #a09c92;
  --line: #3b3a36; --cooperation: #7db4dc; --conflict: #e88a6c; } }
body { font: 16px/1.5 Georgia, serif; color: var(--ink); background: var(--paper);
  max-width: 62rem; margin: 2.5rem auto; padding: 0 1.2rem; }
h1 { font-size: 1.7rem; margin: 0; } h2 { font-size: 1.15rem; margin: 2.6rem 0 .6rem; }
p.told, figcaption, .note { color: var(--faint); } figure { margin: 0; overflow-x: auto; }
table { border-collapse: collapse; font: 14px/1.45 system-ui, sans-serif; width: 100%; }
th { text-align: left; font-weight: 600; border-bottom: 1px solid var(--ink); }
th, td { padding: .22rem .9rem .22rem 0; vertical-align: top; }
td { border-bottom: 1px solid var(--line); } .n { text-align: right;
  font-variant-numeric: tabular-nums; }
dl { display: flex; flex-wrap: wrap; gap: .4rem 2.2rem; margin: 1.2rem 0; }
dt { color: var(--faint); font-size: .85rem; } dd { margin: 0; font-size: 1.35rem; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr));
  gap: 0 2.5rem; } .scroll { overflow-x: auto; }
svg.own { width: 100%; height: auto; } svg.own text { fill: var(--ink); font: 12px sans-serif; }
.cooperation { fill: var(--cooperation); } .conflict { fill: var(--conflict); }
.ring { fill: none; stroke: var(--conflict); stroke-width: 1.5; }
.coast { fill: none; stroke: var(--faint); stroke-width: .5; }
svg { max-width: 100%; height: auto; }
"""


def report(index: Index, asked: Asked, name: str, limit: int) -> str:
    """The report on the events of a filter, the `limit` latest of them in a table."""
    facets = events.facets(index, asked)
    shown = events.page(index, asked, "-date", limit, 0)
    parts = [
        f"<h1>{escape(name)}</h1>",
        f"<p class=told>{escape(conditions(asked))}</p>",
        _figures(facets),
        _over_time(index, asked, facets),
        _counts(facets),
        _map(index, asked),
        _network(index, asked),
        _pairs(index, asked),
        _events(shown, limit),
    ]
    return "\n".join(
        [
            '<!doctype html><html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(name)}</title><style>{_STYLE}</style></head><body><main>",
            *filter(None, parts),
            "</main></body></html>\n",
        ]
    )


def conditions(asked: Asked) -> str:
    """The conditions of a filter, in words."""
    told = []
    for part in (asked.base, asked):
        for name in part.__dataclass_fields__:
            value = getattr(part, name)
            if name != "base" and value not in ((), None, 0.0):
                values = ", ".join(value) if isinstance(value, tuple) else str(value)
                told.append(f"{name.replace('_', ' ')}: {values}")
    return "; ".join(told) or "all events"


def _figures(facets: dict[str, Any]) -> str:
    statuses, years = dict(facets["status"]), [year for year, _ in facets["year"]]
    quads = dict(facets["quad"])
    figures = {
        "events": facets["total"],
        "happened": statuses.get("actual", 0),
        "cooperation": sum(n for quad, n in quads.items() if quad.endswith("cooperation")),
        "conflict": sum(n for quad, n in quads.items() if quad.endswith("conflict")),
    }
    rows = [f"<div><dt>{name}</dt><dd>{n:,}</dd></div>" for name, n in figures.items()]
    if years:
        span = f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0])
        rows.append(f"<div><dt>years</dt><dd>{span}</dd></div>")
    return f"<dl>{''.join(rows)}</dl>"


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table; numbers stand to the right."""

    def cell(value: object) -> str:
        if isinstance(value, int | float):
            return f"<td class=n>{value:,}</td>"
        return f"<td>{escape('' if value is None else str(value))}</td>"

    listed = list(rows)
    right = {at for row in listed for at, value in enumerate(row) if isinstance(value, int | float)}
    head = "".join(
        f"<th scope=col{' class=n' if at in right else ''}>{escape(name)}</th>"
        for at, name in enumerate(heads)
    )
    body = "".join(f"<tr>{''.join(map(cell, row))}</tr>" for row in listed)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f"<div class=scroll>{table}</div>"


def _counts(facets: dict[str, Any]) -> str:
    names = {
        "type": "Type", "status": "Status", "actor": "Actor", "recipient": "Recipient",
        "country": "Where", "source": "Publisher",
    }  # fmt: skip
    world = World.load()

    def called(value: str) -> str:
        country = world.by_code(value)
        return country.name if country else value

    tables = []
    for name, title in names.items():
        rows = [(called(value), count) for value, count in facets[name][:16]]
        if rows:
            table = _table((title, "events"), rows)
            tables.append(f"<section><h2>{title}</h2>{table}</section>")
    return f"<div class=columns>{''.join(tables)}</div>"


def _over_time(index: Index, asked: Asked, facets: dict[str, Any]) -> str:
    """Cooperation, conflict and the mean score, by month or by year."""
    by: Any = "month" if len(facets["year"]) <= 3 else "year"
    where, values = asked.sql()
    found = index.rows(
        'SELECT left(e."first", 7) AS part, count(*) AS n, avg(e.score) AS score,'
        " count(*) FILTER (e.quad LIKE '%cooperation') AS cooperation,"
        " count(*) FILTER (e.quad LIKE '%conflict') AS conflict FROM events e"
        f' WHERE e."first" IS NOT NULL AND {where} GROUP BY part ORDER BY part',
        values,
    )
    sums: dict[str, Tie] = {}
    for row in found:
        period = period_of(f"{row['part']}-00", by)
        if period is None:
            continue
        before = sums.get(period, Tie(period, "", None, 0, 0, 0, None, {}))
        sums[period] = _added(before, row)
    if not sums:
        return ""
    ties = [
        sums.get(period, Tie(period, "", None, 0, 0, 0, None, {}))
        for period in periods(min(sums), max(sums), by)
    ]
    picture = drawing.svg(ties, f"Cooperation and conflict by {by}")
    return f"<h2>Over time</h2><figure>{picture}</figure>"


def _added(tie: Tie, row: dict[str, Any]) -> Tie:
    events_, score = tie.events + row["n"], row["score"]
    if tie.score is not None and score is not None:
        score = (tie.score * tie.events + score * row["n"]) / events_
    return Tie(
        tie.period, "", None, events_, tie.cooperation + row["cooperation"],
        tie.conflict + row["conflict"], tie.score if score is None else score, {},
    )  # fmt: skip


def _map(index: Index, asked: Asked) -> str:
    """Places by longitude and latitude: a disc for cooperation, a ring for conflict."""
    found = places.overview(index, asked, "year", "quad", _PLACES)["places"]
    if not found:
        return ""
    most = max(place["events"] for place in found)
    marks = []
    for place in found:
        x, y = 2 * (place["longitude"] + 180), 2 * (90 - place["latitude"])
        tip = escape(f"{place['name']}: {place['events']} events")
        for kind, style in (("cooperation", "cooperation"), ("conflict", "ring")):
            if place[kind]:
                radius = 2 + 7 * (place[kind] / most) ** 0.5
                marks.append(
                    f'<circle class={style} cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"'
                    f' fill-opacity=".55"><title>{tip}</title></circle>'
                )
    rows = [(p["name"], p["country"], p["events"], p["cooperation"], p["conflict"]) for p in found]
    heads = ("place", "country", "events", "cooperation", "conflict")
    return (
        '<h2>Where</h2><figure><svg class=own viewBox="0 0 720 360" role="img">'
        f"<title>Events by place</title>{_coasts()}{''.join(marks)}</svg><figcaption>Disc:"
        " cooperation; ring: conflict; by the number of events.</figcaption>"
        f"</figure>{_table(heads, rows[:20])}"
    )


def _coasts() -> str:
    """Coasts and borders, from the page's own map (TopoJSON: each arc is a chain of
    differences on a grid)."""
    topology = json.loads(_LAND.read_text("utf-8"))
    (fx, fy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    path = []
    for arc in topology["arcs"]:
        x = y = 0
        before = None
        for dx, dy in arc:
            x, y = x + dx, y + dy
            across = 2 * (x * fx + tx + 180)
            # A line that goes around the back of the map is none.
            step = "M" if before is None or abs(across - before) > 360 else "L"
            path.append(f"{step}{across:.1f},{2 * (90 - y * fy - ty):.1f}")
            before = across
    return f'<path class=coast d="{"".join(path)}"/>'


def _network(index: Index, asked: Asked) -> str:
    edges = network.network(index, asked, "country", 40, 20)["edges"]
    if not edges:
        return ""
    rows = [
        (
            f"{edge['source']} {'and' if edge['together'] else '→'} {edge['target']}",
            edge["events"], edge["cooperation"], edge["conflict"], edge["score"],
        )
        for edge in edges
    ]  # fmt: skip
    heads = ("who → whom", "events", "cooperation", "conflict", "mean score")
    return f"<h2>Who acts on whom</h2>{_table(heads, rows)}"


def _pairs(index: Index, asked: Asked) -> str:
    """The pairs with the most events, each over time."""
    parts = []
    for pair in pairs.frequent(index, asked, _PAIRS):
        one, other = pair["one"], pair["other"]
        found = pairs.series(index, one, other, "year", asked)["periods"]
        if not found:
            continue
        if len(found) <= 3:
            found = pairs.series(index, one, other, "month", asked)["periods"]
        ties = [Tie(actor="", recipient=None, **period) for period in found]
        parts.append(f"<figure>{drawing.svg(ties, f'{one} and {other}, what happened')}</figure>")
    return f"<h2>Pairs</h2>{''.join(parts)}" if parts else ""


def _events(shown: dict[str, Any], limit: int) -> str:
    rows = [
        (
            event["date"]["from"] if event["date"] else event["published"],
            " ".join((event["type"], *event["modes"])),
            f"{_names(event['actors'])} → {_names(event['recipients'])}",
            event["status"],
            event["place"]["name"] if event["place"] else "",
            event["sentence"]["text"] if event["sentence"] else event["trigger"]["text"],
            event["publisher"] or event["document"],
        )
        for event in shown["events"]
    ]
    heads = ("date", "what", "who → whom", "status", "where", "sentence", "source")
    rest = shown["total"] - len(rows)
    note = f"<p class=note>The latest {limit:,}; {rest:,} more.</p>" if rest > 0 else ""
    return f"<h2>Events</h2>{note}{_table(heads, rows)}" if rows else "<p>No events.</p>"


def _names(parties: list[dict[str, Any]]) -> str:
    return ", ".join(party["name"] or party["text"] for party in parties) or "–"
