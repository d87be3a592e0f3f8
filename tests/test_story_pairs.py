"""Stories of articles written for the purpose: the same act in other words, what followed, a
like act elsewhere, a like act a week later. Coded by the coder, so that what it misses counts.

Each row of tests/data/stories-pairs*.jsonl is an article; `acts` marks the words that tell of an
act and names the act. `-tuning` and the first file were read while the weights were set, `-held`
was not.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from polybius.article import Article
from polybius.coder import Coder
from polybius.record import Event, Record
from polybius.story import stories
from polybius.story.score import Score, b_cubed, pairwise

DATA = Path(__file__).parent / "data"
# Floors of pairwise and B-cubed F1: with the texts, and with the records alone.
FLOORS = {
    "stories-pairs-tuning.jsonl": ((0.82, 0.94), (0.75, 0.92)),
    "stories-pairs.jsonl": ((0.80, 0.93), (0.77, 0.92)),
    "stories-pairs-held.jsonl": ((0.77, 0.91), (0.75, 0.90)),
}


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def rows_of(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines()]


def coded(coder: Coder, rows: list[dict[str, Any]]) -> list[Record]:
    keys = ("id", "text", "published", "title", "publisher")
    return list(coder.code_many(Article(**{key: row[key] for key in keys}) for row in rows))


def told_by(record: Record, act: dict[str, Any]) -> Event | None:
    """The surest event whose trigger or a mention overlaps the words marked."""
    told = [
        event
        for event in record.events
        if any(s.start < act["end"] and act["start"] < s.end
               for s in (event.trigger, *event.mentions))
    ]  # fmt: skip
    return max(told, key=lambda event: event.confidence, default=None)


def scores(
    rows: list[dict[str, Any]], records: list[Record], texts: dict[str, str] | None
) -> tuple[Score, Score]:
    """Over all marked acts; one that the coder did not find is in no story with another."""
    story = {event: s.id for s in stories(records, texts) for event in s.events}
    gold, found = {}, {}
    for row, record in zip(rows, records, strict=True):
        for act in row["acts"]:
            item = f"{row['id']} {act['start']}"
            event = told_by(record, act)
            gold[item] = act["act"]
            found[item] = story[event.id] if event else f"not found {item}"
    return pairwise(gold, found), b_cubed(gold, found)


def test_the_articles_are_enough_and_marked_right() -> None:
    sets = set()
    for name in FLOORS:
        for row in rows_of(name):
            sets.add((name, row["set"]))
            for act in row["acts"]:
                assert row["text"][act["start"] : act["end"]] == act["text"]
    assert len(sets) >= 60
    assert len({row["id"] for name in FLOORS for row in rows_of(name)}) == sum(
        len(rows_of(name)) for name in FLOORS
    )


@pytest.mark.slow
@pytest.mark.parametrize(("name", "floors"), FLOORS.items())
def test_the_same_act_is_one_story(
    coder: Coder, name: str, floors: tuple[tuple[float, float], tuple[float, float]]
) -> None:
    rows = rows_of(name)
    records = coded(coder, rows)
    texts = {row["id"]: row["text"] for row in rows}
    for given, (least_pairs, least_items) in zip((texts, None), floors, strict=True):
        pairs, items = scores(rows, records, given)
        print(f"{name}: pairwise F1 {pairs.f1:.3f}, B-cubed F1 {items.f1:.3f}")
        assert pairs.f1 >= least_pairs
        assert items.f1 >= least_items
        # To join what is not one act is the worse mistake.
        assert pairs.precision >= 0.85
