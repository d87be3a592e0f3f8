"""Precision against recall over the least confidence, and the picture of the confidence."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from polybius.article import Article
from polybius.cli import main
from polybius.errors import UsageError
from polybius.evaluate import evaluate
from polybius.evaluate.ablation import NAMES, Ablation
from polybius.evaluate.curve import BY_CONFIDENCE, BY_LEAST, svg
from polybius.evaluate.report import Report
from polybius.record import Counts, Event, Record, Span

TEXT = "Malta accused Cyprus. Malta thanked Cyprus. Cyprus armed itself."
# Three events that are there, the first two told surely; and one that is none, told less so.
GIVEN = (("accused", "ACCUSE", 0.92), ("thanked", "SUPPORT", 0.81), ("itself", "AID", 0.62))


class Sure:
    """Gives every article the same events."""

    def code_many(self, articles: Iterable[Article]) -> Iterator[Record]:
        for article in articles:
            events = tuple(
                Event(
                    f"{article.id}:e{number}", type_, (), (), 0, _span(words), (), (), (),
                    "actual", False, None, None, (), Counts(), (), (), None, "", None, sure, (),
                )
                for number, (words, type_, sure) in enumerate(GIVEN, 1)
            )  # fmt: skip
            yield Record(article.id, None, None, None, (), None, None, events=events)


def _span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words), words)


@pytest.fixture
def report(tmp_path: Path) -> Report:
    events: list[dict[str, Any]] = []
    for words, type_ in (("accused", "ACCUSE"), ("thanked", "SUPPORT"), ("armed", "MOBILIZE")):
        span = _span(words)
        events.append({"type": type_, "spans": [[span.start, span.end]], "status": ["actual"]})
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"id": "a", "text": TEXT, "events": events}))
    return evaluate("articles", path, coder=Sure())  # type: ignore[arg-type]


def test_more_confidence_asked_for_trades_recall_for_precision(report: Report) -> None:
    rows = next(table for table in report.tables if table.title == BY_LEAST).rows
    found = {row[0]: (row[1], row[2].value, row[3].value) for row in rows}  # type: ignore[union-attr]
    assert found["0.50"] == (3, pytest.approx(2 / 3), pytest.approx(2 / 3))
    assert found["0.65"] == (2, 1.0, pytest.approx(2 / 3))
    assert found["0.90"] == (1, 1.0, pytest.approx(1 / 3))
    assert "0.95" not in found


def test_the_first_row_is_what_the_report_says(report: Report) -> None:
    first = next(table for table in report.tables if table.title == BY_LEAST).rows[0]
    for at, name in ((2, "precision"), (3, "recall"), (4, "F1")):
        assert first[at].value == pytest.approx(report[name].value)  # type: ignore[union-attr]


def test_the_picture_holds_each_bin_and_each_threshold(report: Report) -> None:
    root = ElementTree.fromstring(svg(report))
    tips = [each.text or "" for each in root.iter("{http://www.w3.org/2000/svg}title")]
    bins = next(table for table in report.tables if table.title == BY_CONFIDENCE).rows
    assert {str(row[0]) for row in bins} <= {tip.partition(":")[0] for tip in tips}
    assert "0.6-0.7: 0.00 of 1 right" in tips
    assert {"0.50: 0.67", "0.90: 1.00"} <= set(tips)


def test_other_gold_has_no_curve(report: Report) -> None:
    other = Report("times", "x", None, 0, (), 0.0, (), (), ())
    with pytest.raises(UsageError, match="no curve for times"):
        svg(other)


def test_variants_stand_beside_each_other(report: Report) -> None:
    found = Ablation((report, report, report))
    lines = [*found.lines()]
    assert all(name in lines[2] for name in NAMES)
    assert sum(line.strip().startswith("precision") for line in lines) == 1
    assert list(found.to_json()) == list(NAMES)


def test_ablation_stands_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["evaluate", "articles", str(tmp_path), "--ablation", "--show", "3"])
    assert left.value.code == 2
    assert "--ablation stands alone" in capsys.readouterr().err


@pytest.mark.check
def test_the_learned_part_alone_codes_without_rules() -> None:
    from polybius.learn.alone import alone

    coder = alone(lambda line: None)
    events = coder.code(Article("a", "Turkish troops attacked Kurdish rebels on Monday.")).events
    assert [event.type for event in events] == ["ASSAULT"]
    assert all(event.evidence[0].startswith("learned") for event in events)
