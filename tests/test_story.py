"""Stories: reports compared, grouped, told as one, kept up to date in a store."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polybius.record import (
    Actor,
    Claim,
    Counts,
    Event,
    EventDate,
    Place,
    Record,
    Span,
)
from polybius.store import Store, StoreError
from polybius.store.database import only_writer
from polybius.store.entries import Coded
from polybius.store.version import CoderVersion
from polybius.story import Story, index, stories
from polybius.story.agree import LINK, NEVER, agreement
from polybius.story.cluster import components, groups
from polybius.story.keys import keys
from polybius.story.output import write_stories
from polybius.story.report import Report, reports
from polybius.story.score import b_cubed, pairwise
from polybius.story.words import stem, stems

KINDS = {"GOV": "state", "REB": "group", "CVL": "group", "MIL": "group"}


def actor(country: str | None, sector: str = "GOV", name: str | None = None) -> Actor:
    kind = "person" if name and " " in name else KINDS.get(sector, "organisation")
    text = name or f"{country} {sector}"
    return Actor(0, len(text), text, text, country, (sector,), kind)


def day(of: str | None, basis: Any = "relative") -> EventDate | None:
    return EventDate(of, of, 0, 1, "x", basis) if of else None


def town(name: str, country: str) -> Place:
    return Place(0, len(name), name, name, country, None, 1.0, 1.0, None, "city")


USA, CHINA, RUSSIA = actor("USA"), actor("CHN"), actor("RUS")
REBELS, CIVILIANS = actor("SYR", "REB"), actor("SYR", "CVL")


def event(id: str, type_: str = "ASSAULT", **changes: Any) -> Event:
    given: dict[str, Any] = {
        "id": id, "type": type_, "modes": (), "contexts": (), "sentence": 0,
        "trigger": Span(0, 5, "strike"), "mentions": (), "actors": (REBELS,),
        "recipients": (CIVILIANS,), "status": "actual", "historical": False,
        "date": day("2016-09-20"), "place": None, "claims": (), "counts": Counts(),
        "count_details": (), "links": (), "score": -9.0, "quad": "material conflict",
        "cameo": "190", "confidence": 0.8, "evidence": (),
    }  # fmt: skip
    return Event(**(given | changes))


def record(id: str, *events: Event, published: str | None = "2016-09-20", **more: Any) -> Record:
    given: dict[str, Any] = {
        "title": None, "publisher": f"paper {id}", "authors": (), "url": None, "language": "en",
        "sentences": ((0, 60),),
    }  # fmt: skip
    return Record(id=id, published=published, events=events, **(given | more))


def report(id: str, text: str | None = None, **changes: Any) -> Report:
    published = changes.pop("published", "2016-09-20")
    title = changes.pop("title", None)
    made = record(id, event(f"{id}:e1", **changes), published=published, title=title)
    return next(reports(made, text))


# --- what is compared


def test_stems_join_forms_and_figures() -> None:
    assert list(stems("The rebels released three prisoners, officials said on Monday")) == [
        stem("rebels"), stem("releasing"), "3", stem("prisoner"),
    ]  # fmt: skip
    assert stem("bombing") == stem("bombed") == stem("bombs")
    assert list(stems("1,200 homes")) == ["1200", stem("home")]


def test_a_report_is_read_back_as_it_was() -> None:
    made = report(
        "a", "Rebels shelled the market of Azaz.", modes=("explosives",), place=town("Azaz", "SYR"),
        counts=Counts(killed=4), actors=(REBELS, actor("SYR", name="Abu Example")),
    )  # fmt: skip
    assert Report.from_json(made.to_json()) == made
    assert stem("market") in made.words
    assert dict(made.counts) == {"killed": 4}


@pytest.mark.parametrize(
    ("date", "published", "historical", "width"),
    [
        (day("2016-09-20"), "2016-09-21", False, 1),
        (EventDate("2016-09-01", "2016-09-30", 0, 1, "x", "explicit"), None, False, 30),
        (None, "2016-09-21", False, 3),
        (day("2016-09-21", "published"), "2016-09-21", False, 3),
        (None, "2016-09-21", True, None),
        (None, "2016-09", False, None),
        (None, None, False, None),
    ],
)
def test_the_days_of_a_report(
    date: EventDate | None, published: str | None, historical: bool, width: int | None
) -> None:
    made = report("a", date=date, published=published, historical=historical)
    assert (made.days.width if made.days else None) == width
    assert bool(list(keys(made))) == (width is not None)


def test_keys_hold_together_what_may_be_one_act() -> None:
    here = set(keys(report("a", place=town("Azaz", "SYR"))))
    assert here & set(keys(report("b", date=day("2016-09-21"))))
    assert not here & set(keys(report("c", date=day("2016-09-27"))))
    assert not here & set(keys(report("d", type_="AID")))
    assert len(here) < 40


# --- agreement

SAME = {"modes": ("aerial",), "place": town("Azaz", "SYR")}
MERKEL, PUTIN = actor("DEU", name="Angela Merkel"), actor("RUS", name="Vladimir Putin")
MEETING: dict[str, Any] = {"type_": "CONSULT", "actors": (MERKEL, PUTIN), "recipients": ()}


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        # the same act, told in other ways
        (SAME, SAME, True),
        (SAME, SAME | {"date": day("2016-09-21")}, True),
        (SAME, SAME | {"date": None}, True),
        (SAME, SAME | {"actors": ()}, True),
        (SAME, SAME | {"place": None}, True),
        (MEETING, MEETING | {"actors": (PUTIN, MERKEL)}, True),
        (MEETING, MEETING | {"actors": (PUTIN,), "recipients": (MERKEL,)}, True),
        ({"type_": "SANCTION", "modes": ("expel",), "actors": (USA,), "recipients": (RUSSIA,)},
         {"type_": "COERCE", "modes": ("deport",), "actors": (USA,), "recipients": (RUSSIA,)},
         True),
        ({"type_": "AGREE", "actors": (USA, CHINA), "recipients": ()},
         {"type_": "SUPPORT", "actors": (CHINA, USA), "recipients": ()}, True),
        # another act
        (SAME, SAME | {"date": day("2016-09-27")}, False),
        (SAME, SAME | {"place": town("Hama", "SYR")}, False),
        (SAME, SAME | {"type_": "COERCE"}, False),
        (SAME, SAME | {"status": "future"}, False),
        (SAME, SAME | {"actors": (RUSSIA,), "recipients": (USA,)}, False),
        (MEETING, MEETING | {"actors": (MERKEL, actor("FRA", name="Emmanuel Macron"))}, False),
        (MEETING, MEETING | {"actors": (PUTIN, actor("DEU", name="Heiko Maas"))}, False),
    ],
)  # fmt: skip
def test_which_go_together(one: dict[str, Any], other: dict[str, Any], together: bool) -> None:
    first, second = report("a", **one), report("b", **other)
    assert (agreement(first, second) >= LINK) == together
    assert agreement(first, second) == agreement(second, first)


def test_words_tell_what_is_said_of_different_things_apart() -> None:
    said: dict[str, Any] = {"type_": "ACCUSE", "modes": ("disapprove",), "actors": (USA,),
                            "recipients": (CHINA,), "trigger": Span(0, 9, "condemned")}  # fmt: skip
    sea = report("a", "The USA condemned China over islands, reefs and fishing boats.", **said)
    also = report("b", "Fishing boats and reefs: China was condemned over islands.", **said)
    jail = report("c", "The USA condemned China for jailing lawyers and a poet.", **said)
    assert agreement(sea, also) > agreement(sea, jail) + 1


ACTORS = st.lists(st.sampled_from([USA, CHINA, RUSSIA, REBELS, CIVILIANS, MERKEL, PUTIN]),
                  max_size=3).map(tuple)  # fmt: skip
EVENTS = st.fixed_dictionaries({
    "type_": st.sampled_from(["ASSAULT", "CONSULT", "ACCUSE"]),
    "modes": st.sampled_from([(), ("aerial",), ("visit",)]),
    "actors": ACTORS,
    "recipients": ACTORS,
    "date": st.sampled_from([None, *(day(f"2016-09-2{n}") for n in range(5))]),
    "place": st.sampled_from([None, town("Azaz", "SYR"), town("Hama", "SYR")]),
    "counts": st.sampled_from([Counts(), Counts(killed=3), Counts(killed=4)]),
})  # fmt: skip


@given(EVENTS, EVENTS)
def test_agreement_is_symmetric_and_linked_reports_share_a_key(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    first, second = report("a", **one), report("b", **other)
    weight = agreement(first, second)
    assert weight == agreement(second, first)
    assert Report.from_json(first.to_json()) == first
    if weight >= LINK + 3:
        assert set(keys(first)) & set(keys(second))


# --- groups


def test_components() -> None:
    assert components("abcdef", [("b", "a"), ("e", "d"), ("b", "c")]) == [
        ["a", "b", "c"], ["d", "e"], ["f"],
    ]  # fmt: skip


def test_a_chain_is_not_one_act() -> None:
    """Each link holds, the ends do not: the mean decides."""
    near, far = LINK + 0.5, -6.0
    weights = {("a", "b"): near, ("b", "c"): near, ("c", "d"): near, ("a", "c"): far,
               ("b", "d"): far, ("a", "d"): far}  # fmt: skip
    assert groups("abcd", weights) == [["a", "b"], ["c", "d"]]
    assert groups("abcd", dict.fromkeys(weights, near)) == [["a", "b", "c", "d"]]
    assert groups("ab", {("a", "b"): NEVER}) == [["a"], ["b"]]


@given(
    st.dictionaries(
        st.sampled_from([(a, b) for a in "abcdefg" for b in "abcdefg" if a < b]),
        st.integers(-4, 8).map(float),
    ),
    st.randoms(),
)
def test_groups_do_not_depend_on_order(weights: dict[tuple[str, str], float], random: Any) -> None:
    shuffled = list(weights.items())
    random.shuffle(shuffled)
    found = groups("gfedcba", dict(shuffled))
    assert found == groups("abcdefg", weights)
    assert sorted(member for group in found for member in group) == list("abcdefg")


# --- stories

KREMLIN = actor("RUS", name="Dmitry Peskov")
RECORDS = (
    record("a", event("a:e1", counts=Counts(killed=20), place=town("Azaz", "SYR"),
                      claims=(Claim(KREMLIN, "denies", None),)),
           published="2016-09-21"),
    record("b", event("b:e1", counts=Counts(killed=28), modes=("aerial",)),
           event("b:e2", "AID", actors=(USA,))),
    record("c", event("c:e1", date=None, actors=(), place=town("Azaz", "SYR"),
                      claims=(Claim(actor("SYR", "REB", "a rebel"), "asserts", None),)),
           published="2016-09-20"),
    record("d", event("d:e1", date=day("2016-09-28")), published="2016-09-28"),
    record("e", event("e:e1", actors=(RUSSIA,), place=town("Hama", "SYR")),
           published="2016-09-22"),
)  # fmt: skip


def by_events(found: Sequence[Story]) -> set[tuple[str, ...]]:
    return {tuple(sorted(story.events)) for story in found}


def test_one_act_of_three_articles_is_one_story() -> None:
    found = stories(RECORDS)
    assert by_events(found) == {
        ("a:e1", "b:e1", "c:e1"), ("b:e2",), ("d:e1",), ("e:e1",),
    }  # fmt: skip
    story = next(story for story in found if len(story.events) == 3)
    assert story.articles == ("b", "c", "a")
    assert story.first == ("b", "2016-09-20", "paper b")
    assert story.sources == 3
    assert story.date == ("2016-09-20", "2016-09-20")
    assert [(m.country, m.sectors, m.reports) for m in story.actors] == [("SYR", ("REB",), 2)]
    assert [(m.country, m.reports) for m in story.recipients] == [("SYR", 3)]
    assert story.place is not None
    assert story.place.name == "Azaz"
    assert story.counts == (("killed", 20, 28),)
    assert dict(story.claims) == {
        "asserts": ("a rebel",), "denies": ("Dmitry Peskov",), "questions": (),
    }  # fmt: skip


def test_order_does_not_matter() -> None:
    expected = stories(RECORDS)
    for order in permutations(RECORDS):
        assert stories(order) == expected


def test_stories_as_lines_and_tables() -> None:
    stream = io.BytesIO()
    write_stories(stories(RECORDS), "jsonl", stream)
    rows = [json.loads(line) for line in stream.getvalue().decode().splitlines()]
    assert len({row["id"] for row in rows}) == len(rows) == 4
    row = next(row for row in rows if len(row["articles"]) == 3)
    for key in ("id", "type", "date", "actors", "recipients", "place", "articles", "events"):
        assert key in row
    assert row["date"] == {"from": "2016-09-20", "to": "2016-09-20"}
    assert row["counts"] == {"killed": [20, 28]}
    assert row["denies"] == ["Dmitry Peskov"]
    stream = io.BytesIO()
    write_stories(stories(RECORDS), "json", stream)
    assert json.loads(stream.getvalue()) == rows
    stream = io.BytesIO()
    write_stories(stories(RECORDS), "table", stream)
    lines = stream.getvalue().decode().splitlines()
    assert "Azaz" in stream.getvalue().decode()
    assert max(map(len, lines)) <= 100


# --- the store


def put(store: Store, *records: Record) -> None:
    with store.writer(CoderVersion("1", "1", "f")) as writer:
        writer.save([
            Coded(record, None, 0, f"{record}", f"{record}", None) for record in records
        ])  # fmt: skip


def kept(store: Store) -> list[Story]:
    index.update(store)
    return list(index.stories(store))


def test_a_store_has_the_stories_of_its_records(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "s.duckdb", create=True)
    assert kept(store) == []
    put(store, *RECORDS)
    assert kept(store) == stories(RECORDS)
    assert kept(store) == stories(RECORDS)


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (4, 3, 2, 1, 0), (2, 0, 4, 1, 3)])
def test_bit_by_bit_and_in_any_order_gives_the_same(tmp_path: Path, order: list[int]) -> None:
    store = Store.open(tmp_path / "s.duckdb", create=True)
    for number in order:
        put(store, RECORDS[number])
        kept(store)
    assert kept(store) == stories(RECORDS)


def test_a_document_coded_anew_changes_its_stories(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "s.duckdb", create=True)
    put(store, *RECORDS)
    kept(store)
    changed = replace(RECORDS[1], events=(event("b:e1", "AID", actors=(USA,)),))
    put(store, changed)
    expected = stories((RECORDS[0], changed, *RECORDS[2:]))
    assert kept(store) == expected
    assert by_events(expected) >= {("a:e1", "c:e1"), ("b:e1",)}
    put(store, replace(RECORDS[1], events=()))
    assert kept(store) == stories((RECORDS[0], *RECORDS[2:]))


@settings(max_examples=8, deadline=None)
@given(st.lists(EVENTS, min_size=2, max_size=9), st.data())
def test_the_store_agrees_with_grouping_all_at_once(
    tmp_path_factory: pytest.TempPathFactory, events: list[dict[str, Any]], data: Any
) -> None:
    made = [record(f"r{n}", event(f"r{n}:e1", **given)) for n, given in enumerate(events)]
    cut = data.draw(st.integers(0, len(made)))
    store = Store.open(tmp_path_factory.mktemp("s") / "s.duckdb", create=True)
    for part in (made[cut:], made[:cut]):
        if part:
            put(store, *part)
        index.update(store)
    assert kept(store) == stories(made)


def test_small_batches_give_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "_BATCH", 1)
    monkeypatch.setattr(index, "_GROUPED", 1)
    store = Store.open(tmp_path / "s.duckdb", create=True)
    put(store, *RECORDS)
    assert kept(store) == stories(RECORDS)


def test_a_run_that_was_stopped_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store.open(tmp_path / "s.duckdb", create=True)
    put(store, *RECORDS[:2])
    kept(store)
    put(store, *RECORDS[2:])
    with monkeypatch.context() as patch:
        patch.setattr(index, "_BATCH", 1)
        patch.setattr(index, "_group", lambda path: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            index.update(store)
    assert kept(store) == stories(RECORDS)


def test_stories_of_another_version_are_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store.open(tmp_path / "s.duckdb", create=True)
    put(store, *RECORDS)
    with monkeypatch.context() as patch:
        patch.setattr(index, "VERSION", 0)
        patch.setattr(index, "grouped", lambda reports: [[report.id] for report in reports])
        assert len(kept(store)) == 6
    assert kept(store) == stories(RECORDS)


def test_a_second_writer_is_told_so(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "s.duckdb", create=True)
    with only_writer(store.path), pytest.raises(StoreError, match="is writing"):
        index.update(store)


# --- scores


def test_scores() -> None:
    gold = {"a": 1, "b": 1, "c": 1, "d": 2}
    assert pairwise(gold, gold).f1 == b_cubed(gold, gold).f1 == 1
    found = {"a": 1, "b": 1, "c": 2, "d": 2}
    assert pairwise(gold, found).precision == pytest.approx(1 / 2)
    assert pairwise(gold, found).recall == pytest.approx(1 / 3)
    assert b_cubed(gold, found).precision == pytest.approx(3 / 4)
    assert b_cubed(gold, found).recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    alone = {"a": 1, "b": 2, "c": 3, "d": 4}
    assert pairwise(gold, alone).f1 == 0
    assert pairwise(alone, alone).f1 == 1
