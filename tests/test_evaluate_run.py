"""`evaluate` from the file to the report, with a coder that gives prepared records."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from polybius.article import Article
from polybius.errors import InputError, UsageError
from polybius.evaluate import KINDS, evaluate
from polybius.record import Actor, Counts, Event, Record, Span


class Prepared:
    """Gives each article one event: its first word acts on its last, with the type asked for."""

    def __init__(self, type: str) -> None:
        self.type = type
        self.seen: list[Article] = []

    def code_many(self, articles: Iterable[Article]) -> Iterator[Record]:
        for article in articles:
            self.seen.append(article)
            words = article.text.split()
            first = Actor(0, len(words[0]), words[0], None, None, (), "state")
            end = len(article.text)
            last = Actor(end - len(words[-1]), end, words[-1], None, None, (), "state")
            event = Event(
                f"{article.id}:e1", self.type, (), (), 0, Span(0, 1, article.text[0]), (),
                (first,), (last,), "actual", False, None, None, (), Counts(), (), (), None,
                "", None, 0.9, (),
            )  # fmt: skip
            refused = ("unreadable",) if article.id.endswith("0") else ()
            events = () if refused else (event,)
            yield Record(
                article.id, None, None, None, (), None, None, events=events, errors=refused
            )


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    rows: list[dict[str, Any]] = [
        {
            "id": f"r{i}",
            "text": "Malta thanked Cyprus",
            "source": "Malta",
            "target": "Cyprus",
            "type": "SUPPORT" if i % 2 else "ACCUSE",
        }
        for i in range(30)
    ]
    file = tmp_path / "relations.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)))
    return file


def run(gold: Path, **values: Any) -> Any:
    return evaluate("relations", gold, coder=Prepared("SUPPORT"), **values)  # type: ignore[arg-type]


def test_every_row_is_scored(gold: Path) -> None:
    report = run(gold, show=3)
    assert report["accuracy"].value == 0.5
    assert (report.rows, len(report.mistakes)) == (30, 3)
    assert report.refused == ("unreadable",) * 3
    assert report["coded"].value == pytest.approx(0.9)


def test_parts_share_the_rows(gold: Path) -> None:
    halves = [run(gold, part=part) for part in "AB"]
    assert sum(report.rows for report in halves) == 30
    assert all(0 < report.rows < 30 for report in halves)
    assert run(gold, part="A").figures == halves[0].figures


def test_unknown_kind_and_part_name_the_choices(gold: Path) -> None:
    with pytest.raises(UsageError, match="one of relations, articles, actors"):
        evaluate("verbs", gold)
    with pytest.raises(UsageError, match="A or B"):
        run(gold, part="C")


@pytest.mark.parametrize("kind", KINDS)
def test_gold_is_read_before_anything_is_coded(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    with pytest.raises(InputError, match=r"gold\.jsonl: no gold to read"):
        evaluate(kind, file)
    file.write_text('{"id": "a"}\n')
    with pytest.raises(InputError, match=r"gold\.jsonl:1: "):
        evaluate(kind, file)
