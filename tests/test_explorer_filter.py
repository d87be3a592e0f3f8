"""The explorer's index answers a filter as the store itself does."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polybius.errors import UsageError
from polybius.explorer import articles, download, events, network, pairs, places, suggest
from polybius.explorer.asked import Asked
from polybius.explorer.index import Index, NotReady
from polybius.export import write_export
from polybius.record import Actor, Place
from polybius.store import EventFilter, Store
from polybius.store.dyad import dyad, together
from store_helpers import actor, event, record, store_with

COUNTRIES = ("MLI", "TCD", "OMN", None)
SECTORS = ("GOV", "MIL", "REB")
TYPES = (("REJECT", "verbal conflict", -2.0), ("AID", "material cooperation", 10.0))
DAYS = ("2020-02-28", "2020-03-01", "2021-12-31", None)
TOWNS = (Place(0, 4, "they", "Bamako", "MLI", "Bamako", 12.65, -8.0, 1, "city"), None)


def _made(chance: random.Random) -> dict[str, Any]:
    """What is known of a made-up event."""
    type_, quad, score = chance.choice(TYPES)

    def party() -> tuple[Actor, ...]:
        return tuple(
            actor(
                chance.choice(COUNTRIES), *chance.sample(SECTORS, chance.randint(1, 2)),
                name=chance.choice(("Ann Moss", "the Front", "O'Hara")),
            )
            for _ in range(chance.choice((0, 1, 1, 2)))
        )  # fmt: skip

    return {
        "type": type_, "quad": quad, "score": score, "modes": chance.choice(((), ("meet",))),
        "actors": party(), "recipients": party(), "date": chance.choice(DAYS),
        "status": chance.choice(("actual", "actual", "future")), "place": chance.choice(TOWNS),
        "confidence": chance.choice((0.5, 0.9)), "historical": chance.random() < 0.2,
    }  # fmt: skip


_parties = ("MLI", "Mali", "MIL", "MLI MIL", "GOV REB", "moss", "o'hara", "TCD GOV MIL", "nobody")
_filters = st.fixed_dictionaries(
    {},
    optional={
        "actor": st.lists(st.sampled_from(_parties), min_size=1, max_size=2),
        "recipient": st.sampled_from(_parties).map(lambda one: [one]),
        "type": st.sampled_from((["AID"], ["REJECT meet"], ["aid", "REJECT"])),
        "since": st.sampled_from(("2020", "2020-03", "2020-03-01", "2021")),
        "until": st.sampled_from(("2020", "2020-02", "2020-03-01")),
        "where": st.sampled_from((["Mali"], ["bamako"], ["amak"], ["OMN"])),
        "status": st.sampled_from((["future"], ["actual", "negated"])),
        "min_confidence": st.just(0.7),
        "document": st.sampled_from((["d1"], ["d2", "d3"])),
    },
)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Index]]:
    """A store of a few hundred made-up events."""
    chance = random.Random(9)
    documents = [[_made(chance) for _ in range(8)] for _ in range(40)]
    store = _store(tmp_path_factory.mktemp("filter") / "large.duckdb", documents)
    index = Index(store)
    index.refresh()
    yield store, index
    index.close()


def _store(path: Path, documents: list[list[dict[str, Any]]]) -> Store:
    return store_with(
        path,
        *(
            record(f"d{n}", [event(f"d{n}", i, **known) for i, known in enumerate(given)],
                   published=("2020-03", "2020-03-02", None)[n % 3], publisher=f"Paper {n % 2}")
            for n, given in enumerate(documents, 1)
        ),
    )  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(_filters)
def test_a_filter_means_the_same_in_the_store_and_in_its_index(
    large: tuple[Store, Index], wanted: dict[str, Any]
) -> None:
    store, index = large
    expected = store.events(**wanted).arrow().column("event").to_pylist()
    found = events.page(index, Asked.of(wanted), "document", 500, 0)
    assert [one["id"] for one in found["events"]] == expected
    assert found["total"] == len(expected)


@settings(max_examples=12, deadline=None)
@given(_filters, st.sampled_from(("month", "quarter", "year")))
def test_a_pair_is_counted_as_the_store_counts_it(
    large: tuple[Store, Index], wanted: dict[str, Any], by: Any
) -> None:
    store, index = large
    told = wanted if "status" in wanted else {**wanted, "status": "actual"}
    expected = together(dyad(store, "MLI", "TCD", by, EventFilter.of(**told)), by)
    found = pairs.series(index, "MLI", "TCD", by, Asked.of(wanted))["periods"]
    assert [(p["period"], p["events"], p["conflict"]) for p in found] == [
        (tie.period, tie.events, tie.conflict) for tie in expected
    ]


MALI, CHAD = actor("MLI", "GOV", name="Ann Moss"), actor("TCD", "MIL", name="Chad's army")
KNOWN: list[list[dict[str, Any]]] = [
    [
        {"actors": (MALI,), "recipients": (CHAD,), "date": "2020-03-02", "place": TOWNS[0]},
        {"actors": (CHAD,), "recipients": (MALI,), "date": "2020-04-01", "type": "AID",
         "quad": "material cooperation", "score": 10.0},
        {"actors": (MALI, CHAD), "date": "2020-04-02", "status": "future"},
    ],
    [{"actors": (MALI,), "recipients": (MALI,), "date": None, "confidence": 0.6}],
]  # fmt: skip


def _opened(folder: Path) -> tuple[Store, Index]:
    store = _store(folder / "known.duckdb", KNOWN)
    index = Index(store)
    index.refresh()
    return store, index


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Index]]:
    """A store of four events; nobody changes it."""
    store, index = _opened(tmp_path_factory.mktemp("known"))
    yield store, index
    index.close()


@pytest.mark.parametrize(
    ("given", "ids"),
    [
        ({"party": ["TCD"]}, ["d1:e0", "d1:e1", "d1:e2"]),
        ({"quad": ["material cooperation"]}, ["d1:e1"]),
        ({"source": ["Paper 0"]}, ["d2:e0"]),
        ({"text": ["TEXT of d2"]}, []),  # the made-up records have no sentences
        ({"claimed": ["none"]}, ["d1:e0", "d1:e1", "d1:e2", "d2:e0"]),
        ({"claimed": ["any"]}, []),
        ({"verdict": ["none"], "document": ["d2"]}, ["d2:e0"]),
        ({"story": ["story-1"]}, []),
        ({"background": False, "status": ["future"]}, ["d1:e2"]),
    ],
)
def test_the_page_has_conditions_of_its_own(
    known: tuple[Store, Index], given: dict[str, Any], ids: list[str]
) -> None:
    store, index = known
    found = events.page(index, Asked.of(given), "document", 50, 0)
    assert [one["id"] for one in found["events"]] == ids
    records = list(download.records(store, index, Asked.of(given)))
    assert [one.id for each in records for one in each.events] == ids


@pytest.mark.parametrize("given", [{"verdict": ["maybe"]}, {"status": ["x"]}, {"since": "soon"}])
def test_a_condition_that_cannot_be_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="right"):
        Asked.of(given)


def test_sums_add_up(known: tuple[Store, Index]) -> None:
    _, index = known
    facets = events.facets(index, Asked())
    assert facets["total"] == 4
    assert dict(facets["type"]) == {"REJECT": 3, "AID": 1}
    assert dict(facets["actor"]) == {"MLI": 3, "TCD": 2}
    assert facets["year"] == [["2020", 3]]
    found = network.network(index, Asked(), "country", 10, 10)
    ties = {(e["source"], e["target"], e["together"]): e["events"] for e in found["edges"]}
    assert ties == {
        ("MLI", "TCD", False): 1, ("TCD", "MLI", False): 1, ("MLI", "TCD", True): 1,
        ("MLI", "MLI", False): 1,
    }  # fmt: skip
    assert {n["id"]: n["events"] for n in found["nodes"]} == {"MLI": 4, "TCD": 3}
    assert found["left_out"] == {"nodes": 0, "events": 0}
    seen = places.overview(index, Asked(), "auto", "quad", 10)
    assert seen["total"] == 4
    assert seen["unplaced"] == 3
    assert [(p["name"], p["events"]) for p in seen["places"]] == [("Bamako", 1)]
    assert seen["cells"] == [[0, 0, 0, 1]]
    assert pairs.frequent(index, Asked()) == [{"one": "MLI", "other": "TCD", "events": 2}]


@pytest.mark.parametrize(
    ("period", "count"),
    [("2020", 2), ("2020-Q2", 1), ("2020-04", 1), ("2020-03-02", 1), ("2020-03-02/week", 1),
     ("2020-03-09/week", 0)],
)  # fmt: skip
def test_events_of_a_period(known: tuple[Store, Index], period: str, count: int) -> None:
    found = pairs.of_period(known[1], "MLI", "TCD", period, Asked(), 10, 0)
    assert found["total"] == count


@pytest.mark.parametrize("period", ["soon", "2020-13", "2020-Q5", "2020-02-30", "x/week"])
def test_a_period_that_is_none_is_refused(known: tuple[Store, Index], period: str) -> None:
    with pytest.raises(UsageError, match="2016-Q4"):
        pairs.of_period(known[1], "MLI", "TCD", period, Asked(), 10, 0)


def test_the_index_follows_the_store(tmp_path: Path) -> None:
    store, index = _opened(tmp_path)
    before = index.generation
    index.refresh()
    assert index.generation == before  # nothing new: what was answered stays
    more = record("d3", [event("d3", 0, actors=(CHAD,), date="2022-01-01")])
    store_with(store.path, more)
    index.refresh()
    assert index.generation > before
    assert events.page(index, Asked(), "-date", 1, 0)["events"][0]["id"] == "d3:e0"
    assert articles.page(index, Asked(), "text d3", "-published", 10, 0)["total"] == 1
    index.close()


def test_an_index_that_is_spoilt_or_held_costs_only_time(tmp_path: Path) -> None:
    store, index = _opened(tmp_path)
    index.close()
    index_file = store.path.with_name(f".{store.path.name}.explorer")
    index_file.write_bytes(b"no index")
    again = Index(store)
    with pytest.raises(NotReady):
        again.rows("SELECT 1")
    again.refresh()
    assert again.rows("SELECT count(*) AS n FROM events") == [{"n": 4}]
    again.close()


def test_names_are_completed(known: tuple[Store, Index]) -> None:
    _, index = known
    assert [one["value"] for one in suggest.suggest(index, "actor", "mal", 5)] == ["MLI"]
    assert [one["value"] for one in suggest.suggest(index, "actor", "mos", 5)] == ["Ann Moss"]
    assert [one["value"] for one in suggest.suggest(index, "where", "bam", 5)] == ["Bamako"]
    assert [one["value"] for one in suggest.suggest(index, "source", "paper 0", 5)] == ["Paper 0"]
    with pytest.raises(UsageError):
        suggest.suggest(index, "colour", "", 5)


def test_a_download_is_what_export_writes(known: tuple[Store, Index]) -> None:
    import io

    store, index = known
    for format in ("csv", "plover", "icews"):
        stream = io.BytesIO()
        write_export(store.records(EventFilter.of(actor="TCD")), format, stream)
        records = download.records(store, index, Asked.of({"actor": ["TCD"]}))
        assert b"".join(download.written(records, format)) == stream.getvalue()
