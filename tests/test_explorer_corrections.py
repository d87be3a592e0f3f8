"""Corrections: who said what, taken back; as gold; agreement of two people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from polybius.codebook import load
from polybius.errors import UsageError
from polybius.evaluate.articles import pair, read
from polybius.evaluate.gold import Row
from polybius.explorer import agreement, gold
from polybius.explorer.judging import Fields, checked
from polybius.record import Event, Span
from polybius.store import Store, StoreError
from polybius.store.corrections import Said
from polybius.store.entries import Coded, text_sha256
from store_helpers import VERSION, actor, event, record

TEXT = "Mali expelled the envoy. Chad praised Oman. Nobody came."


def _event(number: int, trigger: str, **known: Any) -> Event:
    from dataclasses import replace

    start = TEXT.index(trigger)
    made = event("d1", number, actors=(actor("MLI", "GOV", name="Mali"),), **known)
    return replace(made, trigger=Span(start, start + len(trigger), trigger))


EVENTS = (_event(1, "expelled", type="SANCTION"), _event(2, "praised", type="SUPPORT"))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store.open(tmp_path / "news.duckdb", create=True, patience=1)
    _save(store, EVENTS)
    return store


def _save(store: Store, events: tuple[Event, ...]) -> None:
    ends = [TEXT.index(".", at) + 1 for at in (0, 25, 44)]
    sentences = ((0, ends[0]), (25, ends[1]), (44, ends[2]))
    known = record("d1", events, sentences=sentences, published="2022-02-02")
    digest = text_sha256(TEXT)
    with store.writer(VERSION) as writer:
        writer.save([Coded(known, TEXT, len(TEXT), digest, digest, None)])


def _say(store: Store, by: str, event: str | None, verdict: str, **fields: Any) -> int:
    was = next((gold.snapshot(e) for e in EVENTS if e.id == event), None)
    return store.corrections.add(Said("d1", event, verdict, by, None, fields, was)).number


def _rows(store: Store, **wanted: Any) -> list[dict[str, Any]]:
    (row,) = gold.rows(store, **wanted)
    return list(row["events"])


def test_a_later_word_takes_the_place_of_an_earlier(store: Store) -> None:
    first = _say(store, "Ada", "d1:e1", "right")
    second = _say(store, "Ada", "d1:e1", "wrong")
    _say(store, "Ben", "d1:e1", "right")
    standing = {one.number for one in gold.standing(store.corrections.all())}
    assert first not in standing
    assert second in standing
    assert store.corrections.undo(second)
    assert store.corrections.undo(second) is None
    assert store.corrections.redo(first)
    assert store.corrections.redo(first) is None
    assert store.corrections.redo(second)  # takes the place of the first again
    standing = {one.number for one in gold.standing(store.corrections.all())}
    assert standing == {second, 3}


def test_what_was_judged_becomes_gold(store: Store) -> None:
    _say(store, "Ada", "d1:e1", "mended", status="future", type="COERCE")
    _say(store, "Ada", None, "missed", type="PROTEST", spans=[[44, 50]])
    mended, open_, missed = _rows(store)
    assert (mended["type"], mended["status"], mended["core"]) == ("COERCE", ["future"], True)
    assert mended["spans"] == [[5, 13]]
    assert mended["sentence_spans"] == [[0, 24]]
    assert (open_["type"], open_["core"]) == ("SUPPORT", False)  # nobody said anything of it
    assert (missed["type"], missed["core"]) == ("PROTEST", True)
    assert list(gold.rows(store, complete=True)) == []


def test_what_is_wrong_is_a_false_alarm_of_the_coder(store: Store) -> None:
    _say(store, "Ada", "d1:e1", "wrong")
    _say(store, "Ada", None, "complete")
    (row,) = gold.rows(store, complete=True)
    story = read(Row("gold.jsonl:1", row))
    pairs = pair(story.events, EVENTS)
    assert pairs.extra == (0,)  # the one called wrong
    assert [story.events[i].type for i in pairs.of] == ["SUPPORT"]  # right, since all was read


def test_where_two_differ_either_is_right_or_it_counts_neither_way(store: Store) -> None:
    _say(store, "Ada", "d1:e1", "mended", type="COERCE")
    _say(store, "Ben", "d1:e1", "right")
    _say(store, "Ada", "d1:e2", "right")
    _say(store, "Ben", "d1:e2", "wrong")
    both, disputed = _rows(store)
    assert (both["type"], both["also"], both["core"]) == ("COERCE", ["SANCTION"], True)
    assert (disputed["type"], disputed["core"]) == ("SUPPORT", False)
    assert [one["type"] for one in _rows(store, by="Ben")] == ["SANCTION"]


def test_an_event_coded_anew_under_another_id_is_still_judged(store: Store) -> None:
    _say(store, "Ada", "d1:e1", "wrong")
    _save(store, (_event(7, "expelled", type="SANCTION"), EVENTS[1]))
    assert [(one["type"], one["core"]) for one in _rows(store)] == [("SUPPORT", False)]


def test_agreement_by_field(store: Store) -> None:
    _say(store, "Ada", "d1:e1", "right")
    _say(store, "Ben", "d1:e1", "mended", status="future")
    _say(store, "Ada", "d1:e2", "wrong")
    _say(store, "Ben", "d1:e2", "right")
    _say(store, "Ada", None, "missed", type="PROTEST", spans=[[44, 50]])
    _say(store, "Ben", None, "missed", type="PROTEST", spans=[[44, 55]])
    found = agreement.agreement(store, "Ada", "Ben")
    assert (found["articles"], found["events"]) == (1, 3)
    assert found["f1"] == pytest.approx(2 * 2 / (2 + 3))
    assert found["verdict"]["agree"] == pytest.approx(2 / 3, abs=0.001)
    assert found["type"] == {"n": 2, "agree": 1.0, "kappa": 1.0}
    assert found["status"] == {"n": 2, "agree": 0.5, "kappa": 0.0}
    assert {(one["field"], one["event"]) for one in found["disagreements"]} == {
        ("verdict", "d1:e2"), ("status", "d1:e1"),
    }  # fmt: skip
    assert agreement.agreement(store, "Ada", "Cem")["articles"] == 0
    ada, ben = agreement.summary(store)
    assert (ada["by"], ada["precision"], ben["precision"]) == ("Ada", 0.5, 1.0)


@pytest.mark.parametrize(
    ("wrong", "what"),
    [
        ({"type": "JOIN"}, "type"),
        ({"type": "AID", "modes": ["visit"]}, "modes"),
        ({"status": "maybe"}, "status"),
        ({"date": {"from": "2020-02", "to": "2020-03"}}, "date"),
        ({"date": {"from": "2020-02-03", "to": "2020-02-01"}}, "date"),
        ({"place": {"text": "Oz", "country": "OZZ"}}, "country"),
        ({"actors": [{"text": "x", "sectors": ["FOO"]}]}, "sectors"),
        ({"claims": [{"text": "x", "stance": "shouts"}]}, "stance"),
        ({"counts": {"lost": 3}}, "counts"),
        ({"spans": [[50, 60]]}, "spans"),
        ({"spans": [[5, 5]]}, "spans"),
    ],
)
def test_fields_that_cannot_be_are_refused(wrong: dict[str, Any], what: str) -> None:
    with pytest.raises(UsageError, match=what):
        checked(Fields.model_validate(wrong), load(), len(TEXT))


def test_fields_left_out_stay_as_they_are_and_null_takes_away() -> None:
    given = checked(Fields.model_validate({"date": None, "modes": ["meet"]}), load(), None)
    assert given == {"date": None, "modes": ["meet"]}


def test_a_run_of_ingest_keeps_nobody_from_correcting(store: Store) -> None:
    with store.writer(VERSION):
        assert _say(store, "Ada", "d1:e1", "right") == 1


def test_a_store_that_is_held_says_so(store: Store) -> None:
    import duckdb

    held = duckdb.connect(str(store.path), read_only=True)
    try:
        with pytest.raises(StoreError, match="held"):
            _say(Store(store.path, patience=0.1), "Ada", "d1:e1", "right")
    finally:
        held.close()
