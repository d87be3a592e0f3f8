"""The project's own coded stories: how well they are coded, and that nothing is lost unnoticed.

The floors are in `stories/floors.json`, a little under what was measured when they were
pinned. `python tests/test_stories.py` measures anew and pins them; it lowers none.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from polybius.evaluate import Report, evaluate

STORIES = Path(__file__).parent / "stories"
FLOORS = STORIES / "floors.json"
PINNED = (
    "F1",
    "precision",
    "recall",
    "macro-F1",
    "main events found",
    "mode",
    "date",
    "date where given",
    "actor country",
    "recipient country",
    "actor sector",
    "recipient sector",
    "status",
    "claimed F1",
    "source",
    "place",
    "place where given",
    "historical",
    "counts",
    "contexts",
)
MARGIN = 0.015


def builder() -> ModuleType:
    """`stories/build.py` as a module."""
    spec = importlib.util.spec_from_file_location("stories_build", STORIES / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


build = builder()
SOURCES = sorted((STORIES / "src").glob("*.txt"))


def rows() -> list[dict[str, Any]]:
    return [row for source in SOURCES for row in build.build(source)]


def digest() -> str:
    """Tells whether the stories are those that the floors were pinned on."""
    text = "".join(build.rows_text(build.build(source)) for source in SOURCES)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_built_gold_is_what_the_source_says(source: Path) -> None:
    built = (STORIES / f"{source.stem}.jsonl").read_text(encoding="utf-8")
    assert built == build.rows_text(build.build(source)), "run python tests/stories/build.py"


def test_every_built_file_has_a_source() -> None:
    assert {p.stem for p in STORIES.glob("*.jsonl")} == {p.stem for p in SOURCES}


def test_stories_are_many_and_cover_the_types() -> None:
    stories = rows()
    assert len({row["id"] for row in stories}) == len(stories) >= 40
    types = {event["type"] for row in stories for event in row["events"]}
    assert len(types) == 16
    modes = {(e["type"], mode) for row in stories for e in row["events"] for mode in e["mode"]}
    assert len(modes) >= 60


def test_types_and_modes_are_those_of_the_codebook() -> None:
    from polybius.codebook import load

    known = load(None).types
    for row in rows():
        for event in row["events"]:
            assert {event["type"], *event["also"]} <= known.keys(), row["id"]
            assert set(event["mode"]) <= known[event["type"]].modes.keys(), (row["id"], event)


def test_contexts_are_those_of_the_codebook() -> None:
    from polybius.codebook import load

    known = load(None).contexts.keys()
    for row in rows():
        for event in row["events"]:
            assert set(event.get("contexts", ())) <= known, row["id"]


def test_spans_hold_whole_words() -> None:
    for row in rows():
        text = row["text"]
        for event in row["events"]:
            for start, end in event["spans"]:
                assert text[start:end].strip() == text[start:end] != ""
                assert any(a <= start < end <= b for a, b in event["sentence_spans"]), row["id"]


STORY = """\
=== a-story
published: 2022-11-04

Rebels attacked a base on Wednesday.
They denied the attack.
---
{}
"""


@pytest.mark.parametrize(
    ("event", "message"),
    [
        ("* ASSAULT: bombed", r"bad.txt:7: 'bombed' stands 0 times"),
        ("* ASSAULT: attack#2", r"bad.txt:7: 'attack' stands 1 times"),
        ("* ASSAULT attacked", r"bad.txt:7: an event needs ':'"),
        ("ASSAULT: attacked", r"bad.txt:7: an event starts with"),
        ("* ASSAULT: attacked\n  when: Wed", r"bad.txt:8: no field 'when'"),
        ("* ASSAULT: attacked\n  date: Wednesday", r"bad.txt:8: 'Wednesday' is no date"),
        ("* ASSAULT: attacked\n  who: Rebels", r"bad.txt:8: parties are"),
        ("* ASSAULT: attacked\n  status: past", r"bad.txt:8: no status \['past'\]"),
        ("* ASSAULT: attacked\n  counts: dead 2", r"bad.txt:8: no count \['dead'\]"),
    ],
)
def test_mistakes_in_a_story_are_named(tmp_path: Path, event: str, message: str) -> None:
    source = tmp_path / "bad.txt"
    source.write_text(STORY.format(event))
    with pytest.raises(build.StoryError, match=message):
        build.build(source)


def test_a_story_is_read(tmp_path: Path) -> None:
    source = tmp_path / "good.txt"
    source.write_text(
        STORY.format(
            "* ASSAULT firearms or COERCE: attacked / attack\n  who: Rebels [ETH REB]\n"
            "  date: Wed or none\n  counts: killed 2\n? REJECT: denied"
        )
    )
    (row,) = build.build(source)
    assert row["text"] == "Rebels attacked a base on Wednesday. They denied the attack."
    first, second = row["events"]
    assert first["spans"] == [(7, 15), (53, 59)]
    assert first["sentence_spans"] == [(0, 36), (37, 60)]
    assert first["dates"] == [("2022-11-02", "2022-11-02"), None]
    assert first["actors"] == [{"text": "Rebels", "country": ["ETH"], "sector": ["REB"]}]
    assert first["counts"]["killed"] == 2
    assert first["counts"]["injured"] is None
    assert (first["core"], second["core"]) == (True, False)
    assert "counts" not in second


@pytest.fixture(scope="module")
def report() -> Report:
    return evaluate("articles", STORIES)


@pytest.mark.slow
def test_floors_belong_to_these_stories() -> None:
    assert json.loads(FLOORS.read_text())["digest"] == digest(), (
        "the stories have changed: look at the figures, then run python tests/test_stories.py"
    )


@pytest.mark.slow
@pytest.mark.parametrize("figure", PINNED)
def test_figure_is_not_under_its_floor(report: Report, figure: str) -> None:
    floor = json.loads(FLOORS.read_text())["floors"][figure]
    value = report[figure].value
    assert value is not None
    assert value >= floor, f"{figure} was at least {floor}, is {value:.3f}"


def pin() -> None:
    """Pin what is measured now; a floor of the same stories is only ever raised."""
    old = json.loads(FLOORS.read_text()) if FLOORS.exists() else {"digest": "", "floors": {}}
    kept = old["floors"] if old["digest"] == digest() else {}
    measured = evaluate("articles", STORIES)
    floors = {
        name: max(kept.get(name, 0.0), round((measured[name].value or 0.0) - MARGIN, 3))
        for name in PINNED
    }
    FLOORS.write_text(json.dumps({"digest": digest(), "floors": floors}, indent=1) + "\n")


if __name__ == "__main__":
    pin()
