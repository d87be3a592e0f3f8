"""What a change adds, loses and alters: matching, fields, sums, the command."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polybius.article import Article
from polybius.cli import main
from polybius.diff import Document, Record, Side, compare, difference, side
from polybius.errors import UsageError
from polybius.reading import Refusal

TEXT = "The envoys left. Jets hit a bridge. The visit was called off."


def event(type: str, word: str, modes: Iterable[str] = (), **more: Any) -> dict[str, Any]:
    """An event of TEXT, at the first place of a word."""
    start = TEXT.index(word)
    return {
        "id": f"d:e{start}", "type": type, "modes": list(modes), "contexts": [],
        "sentence": TEXT[:start].count("."),
        "trigger": {"start": start, "end": start + len(word), "text": word},
        "mentions": [], "actors": [], "recipients": [], "status": "actual", "historical": False,
        "date": None, "place": None, "claims": [], "counts": {"killed": None}, "links": [],
        "score": 1.0, "quad": "verbal conflict", "cameo": "120", "confidence": 0.9,
        "evidence": ["f.yaml:1 x"],
    } | more  # fmt: skip


def party(name: str, country: str | None, *sectors: str) -> dict[str, Any]:
    return {"text": name, "name": name, "country": country, "sectors": list(sectors)}


def record(*events: dict[str, Any], id: str = "d") -> Record:
    return {"id": id, "events": list(events), "sentences": [[0, 16], [17, 35], [36, 61]]}


def article(id: str = "d") -> Article:
    return Article(id, TEXT)


def made(*records: Record | None) -> Side:
    """A side that gives these records."""

    def read(documents: Iterable[Document]) -> Iterator[Record | None]:
        return (r for _, r in zip(documents, records, strict=True))

    return read


def test_nothing_differs() -> None:
    one = event("ASSAULT", "hit", evidence=["a:1"])
    other = event("ASSAULT", "hit", evidence=["b:2"]) | {"id": "d:other"}
    assert not compare(article(), record(one), record(other))


def test_added_lost_altered() -> None:
    old = record(event("RETREAT", "left"), event("ASSAULT", "hit", ["aerial"]))
    new = record(event("ASSAULT", "hit", ["drone"]), event("REJECT", "called", ["meet"]))
    change = compare(article(), old, new)
    assert [e["type"] for e in change.added] == ["REJECT"]
    assert [e["type"] for e in change.lost] == ["RETREAT"]
    assert [dict(a.fields) for a in change.altered] == [{"modes": (["aerial"], ["drone"])}]
    assert change.sentence(change.added[0]) == "The visit was called off."
    assert change.sentence(change.lost[0]) == "The envoys left."


@pytest.mark.parametrize(
    ("field", "old", "new", "told"),
    [
        ("status", "actual", "negated", ("actual", "negated")),
        ("actors", [party("Oslo", "NOR", "GOV")], [party("Oslo", None, "GOV", "MIL")],
         (["Oslo [NOR GOV]"], ["Oslo [– GOV MIL]"])),
        ("recipients", [], [party("Rome", "ITA")], ([], ["Rome [ITA]"])),
        ("date", None, {"from": "2016-10-11", "to": "2016-10-12", "basis": "relative"},
         (None, ["2016-10-11", "2016-10-12"])),
        ("place", {"name": "Aden", "country": "YEM"}, None, (["Aden", "YEM"], None)),
        ("claims", [], [{"source": party("Tass", "RUS"), "stance": "denies"}],
         ([], ["Tass denies"])),
        ("counts", {"killed": None}, {"killed": 3}, ({}, {"killed": 3})),
        ("score", -1.0, -2.0, (-1.0, -2.0)),
        ("confidence", 0.9, 0.8, (0.9, 0.8)),
        ("confidence", 0.9, 0.901, None),
        ("historical", False, True, (False, True)),
    ],
)  # fmt: skip
def test_altered_fields(field: str, old: Any, new: Any, told: tuple[Any, Any] | None) -> None:
    change = compare(
        article(),
        record(event("ASSAULT", "hit", **{field: old})),
        record(event("ASSAULT", "hit", **{field: new})),
    )
    assert [dict(a.fields) for a in change.altered] == ([{field: told}] if told else [])


def test_links_are_told_by_the_words_they_lead_to() -> None:
    def linked(id: str, word: str) -> Record:
        target = event("REJECT", word) | {"id": id}
        return record(event("ASSAULT", "hit", links=[{"relation": "after", "event": id}]), target)

    assert not compare(article(), linked("d:e1", "called"), linked("d:e9", "called"))
    change = compare(article(), linked("d:e1", "called"), linked("d:e1", "visit"))
    assert change.altered[0].fields["links"] == (["after called"], ["after visit"])


def test_a_moved_trigger_is_paired_by_a_mention() -> None:
    visit = event("REJECT", "visit")["trigger"]
    old = record(event("REJECT", "called", mentions=[visit]))
    change = compare(article(), old, record(event("REJECT", "visit")))
    assert not change.added
    assert not change.lost
    assert change.altered[0].fields["trigger"] == ("called", "visit")


def test_equal_modes_are_paired_first() -> None:
    old = record(event("ASSAULT", "hit", ["aerial"]), event("ASSAULT", "hit", ["drone"]))
    new = record(event("ASSAULT", "hit", ["drone"]))
    change = compare(article(), old, new)
    assert [e["modes"] for e in change.lost] == [["aerial"]]
    assert not change.altered


CODES = st.lists(
    st.tuples(
        st.sampled_from(["ASSAULT", "REJECT", "AID"]),
        st.sampled_from(["left", "hit", "called"]),
        st.sampled_from([("a",), ()]),
    ),
    max_size=6,
)


@given(CODES, CODES)
def test_matching_is_one_to_one(before: list[Any], after: list[Any]) -> None:
    old = record(*(event(*code) for code in before))
    new = record(*(event(*code) for code in after))
    change = compare(article(), old, new)
    kept = len(before) - len(change.lost)
    assert kept == len(after) - len(change.added)
    assert len(change.altered) <= kept
    left = {(e["type"], e["trigger"]["start"]) for e in change.lost}
    assert not left & {(e["type"], e["trigger"]["start"]) for e in change.added}
    back = compare(article(), new, old)
    assert (len(back.added), len(back.lost)) == (len(change.lost), len(change.added))


def test_sums_over_a_corpus() -> None:
    hit, drone = event("ASSAULT", "hit", ["aerial"]), event("ASSAULT", "hit", ["drone"])
    left, called = event("RETREAT", "left"), event("REJECT", "called")
    old = [record(hit, left, id="a"), record(called, id="b"), record(hit, id="c"), None]
    new = [record(drone, id="a"), record(event("ACCUSE", "called"), id="b"), record(hit, id="c"),
           record(id="z")]  # fmt: skip
    found = difference(made(*old), made(*new), map(article, "abcz"), show=1)
    told = found.to_json()
    assert (told["documents"], told["changed"]) == (3, 2)
    assert told["missing"] == [{"side": "old", "id": "z"}]
    assert told["types"]["ASSAULT"] == {"old": 2, "new": 2, "added": 0, "lost": 0, "altered": 1}
    assert told["types"]["RETREAT"] == {"old": 1, "new": 0, "added": 0, "lost": 1, "altered": 0}
    assert told["fields"] == {"modes": 1}
    assert told["recoded"] == [{"old": "REJECT", "new": "ACCUSE", "events": 1}]
    assert [change["id"] for change in told["changes"]] == ["a"]
    lines = "\n".join(found.lines())
    assert "z: not in OLD, left out" in lines
    assert "all                4       3       1       2       1" in lines
    assert "  - RETREAT “left”  f.yaml:1 x\n      The envoys left.\n" in lines
    assert "      modes: aerial -> drone\n" in lines


# -- sides -------------------------------------------------------------------------------


def test_records_are_found_by_id_in_any_order(tmp_path: Path) -> None:
    path = tmp_path / "old.jsonl"
    sure, unsure = event("ASSAULT", "hit"), event("REJECT", "called", confidence=0.3)
    rows = [record(sure, unsure, id=id) for id in "cab"]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    read = list(side(str(path), 0.5)(map(article, "abxc")))
    assert [r and r["id"] for r in read] == ["a", "b", None, "c"]
    assert [len(r["events"]) for r in read if r] == [1, 1, 1]


def test_what_is_no_side(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="neither"):
        side("gone")
    path = tmp_path / "x.jsonl"
    path.write_text('{"id": "a", "text": "b"}\n', encoding="utf-8")
    with pytest.raises(UsageError, match=r"x\.jsonl:1: no record"):
        list(side(str(path))([article("a")]))


def test_refused_documents_are_counted() -> None:
    bad = dict(record(id="a")) | {"errors": ["no text"]}
    found = difference(made(bad), made(bad), [Refusal("a", "no text")])
    assert found.to_json()["refused"] == {"old": 1, "new": 1}


@pytest.mark.slow
def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus = tmp_path / "corpus.jsonl"
    texts = ["Norway bombed a bridge in Libya.", "Chile praised Peru on Monday."]
    corpus.write_text(
        "".join(json.dumps({"id": f"t{n}", "text": t}) + "\n" for n, t in enumerate(texts))
    )
    mine = tmp_path / "mine" / "acts"
    mine.mkdir(parents=True)
    (mine / "AID.yaml").write_text("type: AID\nframes:\n  - verbs: bomb bridge\n")
    with pytest.raises(SystemExit) as left:
        main(["diff", "shipped", str(mine.parent), str(corpus), "--format", "json", "--show", "9"])
    assert left.value.code == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["documents"], told["changed"]) == (2, 1)
    assert told["recoded"] == [{"old": "ASSAULT", "new": "AID", "events": 1}]
    (change,) = told["changes"]
    assert change["added"][0]["evidence"][0] == "mine/acts/AID.yaml:3 bomb bridge"
    assert change["lost"][0]["sentence"] == texts[0]
