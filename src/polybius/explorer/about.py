"""What the page must know first: versions, counts, and the values its filters offer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from polybius import __version__
from polybius import codebook as codebooks
from polybius.explorer.asked import VERDICTS
from polybius.explorer.index import Index
from polybius.export.formats import FORMATS
from polybius.store.query import STATUSES
from polybius.world import World, read_table

_DATA = Path(__file__).parent / "data"
# Every format that the events of a filter can be written in.
EXPORTS = ("csv", "parquet", "jsonl", "json", *(f for f in FORMATS if f not in ("csv", "parquet")))
_PUBLISHERS = 200


def vocabulary() -> dict[str, Any]:
    """The codes there are: types, statuses, contexts, sectors, countries, formats."""
    codebook = codebooks.load()
    told = {
        r["type"]: r["description"]
        for r in read_table(_DATA / "types.tsv", ("type", "description"))
    }
    countries = {c.code: c.name for c in reversed(World.load().countries)}
    return {
        "polybius": __version__,
        "codebook": codebook.version,
        "types": [
            {
                "type": info.name,
                "quad": info.quad,
                "score": info.score,
                "modes": list(info.modes),
                "description": told.get(info.name, ""),
            }
            for info in codebook.types.values()
        ],
        "statuses": list(STATUSES),
        "quads": list(dict.fromkeys(info.quad for info in codebook.types.values())),
        "contexts": sorted(codebook.contexts),
        "sectors": [
            {"code": row["code"], "name": row["name"]}
            for row in read_table(_DATA / "sectors.tsv", ("code", "name"))
        ],
        "countries": [
            {"code": code, "name": name}
            for code, name in sorted(countries.items(), key=lambda item: item[1])
        ],
        "formats": list(EXPORTS),
        "verdicts": list(VERDICTS),
    }


def contents(index: Index) -> dict[str, Any]:
    """How much there is, and from when to when."""
    empty: dict[str, Any] = {
        "documents": None, "events": None, "since": None, "until": None, "publishers": []
    }  # fmt: skip
    return index.remembered("contents", lambda: _contents(index)) if index.ready else empty


def _contents(index: Index) -> dict[str, Any]:
    (counts,) = index.rows(
        "SELECT (SELECT count(*) FROM documents) AS documents, count(*) AS events,"
        ' min(e."first") AS since, max(e."last") AS until FROM events e'
    )
    publishers = index.rows(
        "SELECT publisher AS name, sum(events)::BIGINT AS events FROM documents"
        f" WHERE publisher IS NOT NULL GROUP BY 1 ORDER BY events DESC, name LIMIT {_PUBLISHERS}"
    )
    return {**counts, "publishers": publishers}
