"""Matching, figures, gold reading and the report's parts."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polybius.errors import InputError
from polybius.evaluate.figures import (
    Sums,
    calibration_error,
    confidence_counts,
    f1,
    figure,
    mean,
    ratio,
)
from polybius.evaluate.gold import Row, in_part, read_rows
from polybius.evaluate.matching import any_overlap, best_matching, gap, overlap
from polybius.evaluate.report import Mistake, Report, Table, around, marked, spread


def _brute_force(weights: dict[tuple[int, int], int]) -> int:
    pairs = list(weights)
    return max(
        sum(weights[pair] for pair in chosen)
        for size in range(min(len(pairs), 4) + 1)
        for chosen in itertools.combinations(pairs, size)
        if len({left for left, _ in chosen}) == len({right for _, right in chosen}) == size
    )


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 3), st.integers(0, 3)), st.integers(1, 20), max_size=10
    )
)
def test_matching_is_the_best_there_is(weights: dict[tuple[int, int], int]) -> None:
    pairs = best_matching(weights)
    assert len(set(pairs.values())) == len(pairs)
    assert sum(weights[pair] for pair in pairs.items()) == _brute_force(weights)


@pytest.mark.parametrize("order", list(itertools.permutations([(0, 0), (0, 1), (1, 0)])))
def test_matching_gives_way_whatever_the_order(order: tuple[tuple[int, int], ...]) -> None:
    # Taking (0, 0) first would leave 1 without a partner.
    assert best_matching(dict.fromkeys(order, 5)) == {0: 1, 1: 0}


def test_matching_prefers_weight_over_number() -> None:
    assert best_matching({(0, 0): 9, (0, 1): 2, (1, 0): 3}) == {0: 0}
    assert best_matching({}) == {}


@pytest.mark.parametrize(
    ("one", "other", "shared", "between"),
    [
        ((0, 5), (3, 9), 2, 0),
        ((0, 5), (5, 9), 0, 0),
        ((0, 5), (8, 9), 0, 3),
        ((8, 9), (0, 5), 0, 3),
        ((2, 4), (0, 9), 2, 0),
    ],
)
def test_overlap_and_gap(
    one: tuple[int, int], other: tuple[int, int], shared: int, between: int
) -> None:
    assert (overlap(one, other), gap(one, other)) == (shared, between)
    assert any_overlap([one], iter([(90, 91), other])) == bool(shared)


def test_figures_and_their_intervals() -> None:
    sums = Sums([{"right": i % 4 != 0, "rows": 1} for i in range(200)])
    accuracy = figure(sums, "accuracy", ratio("right", "rows"), "rows")
    assert accuracy.value == pytest.approx(0.75)
    assert accuracy.n == 200
    assert accuracy.low is not None
    assert accuracy.high is not None
    # 1.96 standard errors of 0.75 over 200 rows are 0.06.
    assert accuracy.low == pytest.approx(0.69, abs=0.02)
    assert accuracy.high == pytest.approx(0.81, abs=0.02)


def test_intervals_draw_whole_rows() -> None:
    few = Sums([{"right": 50, "rows": 50}, {"right": 0, "rows": 50}])
    both = figure(few, "accuracy", ratio("right", "rows"), "rows")
    assert (both.value, both.low, both.high) == (0.5, 0.0, 1.0)


def test_the_same_rows_give_the_same_interval() -> None:
    rows = [{"right": float(i % 3 == 0), "rows": 1.0} for i in range(40)]
    assert figure(Sums(rows), "a", ratio("right", "rows"), "rows") == figure(
        Sums(rows), "a", ratio("right", "rows"), "rows"
    )


def test_f1_of_precision_and_recall() -> None:
    sums = Sums([{"hit": 3, "given": 4, "gold": 6, "found": 2}])
    assert figure(sums, "F1", f1("hit", "given", "gold"), "gold").value == pytest.approx(0.6)
    other = figure(sums, "F1", f1("hit", "given", "gold", "found"), "gold").value
    assert other == pytest.approx(2 * 0.75 * (1 / 3) / (0.75 + 1 / 3))


def test_f1_without_answers_is_nought_and_without_gold_nothing() -> None:
    assert figure(Sums([{"gold": 2}]), "F1", f1("hit", "given", "gold"), "gold").value == 0
    assert figure(Sums([{"rows": 2}]), "F1", f1("hit", "given", "gold"), "gold").value is None


def test_mean_leaves_out_what_has_no_value() -> None:
    sums = Sums([{"a": 1, "n": 2}])
    measures = [ratio("a", "n"), ratio("a", "missing"), ratio("n", "n")]
    assert figure(sums, "mean", mean(measures), "n").value == pytest.approx(0.75)
    assert figure(sums, "mean", mean([]), "n").value is None


def test_calibration_error() -> None:
    # Ten answers at 0.95, of which five hold; ten at 0.5, of which five hold.
    rows = [confidence_counts(0.95, i < 5) for i in range(10)]
    assert figure(Sums(rows), "off", calibration_error, "n").value == pytest.approx(0.45)
    rows += [confidence_counts(0.5, i < 5) for i in range(10)]
    assert figure(Sums(rows), "off", calibration_error, "n").value == pytest.approx(0.225)
    assert confidence_counts(1.0, True) == {"bin:9": 1, "sure:9": 1.0, "held:9": 1.0}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"id": "a"}\n{"id": \n', "gold.jsonl:2: not JSON"),
        ("[1, 2]\n", r"gold.jsonl:1: \[1, 2\] is no JSON object"),
        ("\n\n", "gold.jsonl: no gold in it"),
        (b"\xff\xfe", "gold.jsonl: not UTF-8"),
    ],
)
def test_malformed_gold(tmp_path: Path, content: str | bytes, message: str) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(InputError, match=message):
        list(read_rows(file))


def test_absent_gold(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.jsonl: no gold to read"):
        list(read_rows(tmp_path / "nowhere.jsonl"))


def test_a_folder_of_gold_is_read_by_name(tmp_path: Path) -> None:
    (tmp_path / "b.jsonl").write_text('{"id": "2"}')
    (tmp_path / "a.jsonl").write_text('{"id": "0"}\n\n{"id": "1"}\n')
    (tmp_path / "notes.txt").write_text("no gold")
    rows = list(read_rows(tmp_path))
    assert [row.text("id") for row in rows] == ["0", "1", "2"]
    assert [Path(row.where).name for row in rows] == ["a.jsonl:1", "a.jsonl:3", "b.jsonl:1"]


@pytest.mark.parametrize(
    ("read", "message"),
    [
        (lambda row: row.text("number"), "x:1: 'number' must be a string, not 3"),
        (lambda row: row.text("absent"), "'absent' must be a string, not null"),
        (lambda row: row.integer("words"), "'words' must be a whole number"),
        (lambda row: row.number("words"), "'words' must be a number"),
        (lambda row: row.flag("number", True), "'number' must be true or false"),
        (lambda row: row.items("words"), "'words' must be a list"),
        (lambda row: row.texts("list"), "'list' must be a list of strings"),
        (lambda row: row.rows("list"), "'list' must be a list of objects"),
        (lambda row: row.row("list"), "'list' must be an object"),
        (lambda row: row.spans("list", "abc"), r"'list' must hold \[start, end\] pairs"),
        (lambda row: row.spans("far", "abc"), "within the text's 3 characters"),
        (lambda row: row.extent("abc"), "'start' must be a whole number"),
    ],
)
def test_rows_are_checked(read, message: str) -> None:  # type: ignore[no-untyped-def]
    row = Row("x:1", {"number": 3, "words": "three", "list": [1, "a"], "far": [[1, 4]]})
    with pytest.raises(InputError, match=message):
        read(row)


def test_parts_are_halves() -> None:
    ids = [f"row-{i}" for i in range(400)]
    first = [id for id in ids if in_part(id, "A")]
    assert all(in_part(id, "A") != in_part(id, "B") for id in ids)
    assert 160 < len(first) < 240


words = st.text("abc {:", max_size=30).filter(lambda text: "{g: " not in text and "}" not in text)


@given(words, st.data())
def test_marks_leave_the_text_as_it_is(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2)))
    shown = marked(text, [((cuts[0], cuts[1]), "g")])
    bare = shown.replace("{g: ", "").replace("}", "")
    assert re.sub(r"\s", "", bare) == re.sub(r"\s", "", text)
    assert ("{g: " in shown) == (cuts[0] < cuts[1])


def test_marks_within_a_window() -> None:
    text = "One two three four five"
    assert marked(text, [((4, 7), "a"), ((4, 13), "b")], (4, 18)) in (
        "… {a: {b: two} three} four …",
        "… {b: {a: two} three} four …",
    )
    assert text[slice(*around(text, 8, 13, margin=2))] == "two three four"
    assert around(text, 0, 23) == (0, 23)


def test_mistakes_are_spread_over_classes() -> None:
    many = [Mistake("a", f"a{i}", "", "", ()) for i in range(9)]
    few = [Mistake("0", "b0", "", "", ()), Mistake("c", "c0", "", "", ())]
    shown = spread([*many, *few], 5)
    assert [each.label for each in shown] == ["0", "a", "a", "a", "c"]
    assert spread([*reversed(many), *few], 5) == shown
    assert len(spread(few, 5)) == 2
    assert [each.label for each in spread([*few, *many], 1)] == ["a"]


def test_the_report_as_text_and_json() -> None:
    sums = Sums([{"right": 1, "rows": 1}, {"right": 0, "rows": 1}])
    accuracy = figure(sums, "accuracy", ratio("right", "rows"), "rows")
    table = Table("By type", ("type", "gold", "recall"), (("AID", 2, accuracy),))
    mistake = Mistake("AID", "row-1", "{source: France} helps", "AID", ())
    report = Report(
        "relations", "x.jsonl", "A", 2, ("no text",), 0.5, (accuracy,), (table,), (mistake,)
    )
    text = "\n".join(report.lines())
    assert "relations: x.jsonl, part A: 2 rows, 1 refused, 0.5 s" in text
    assert "refused 1: no text" in text
    assert re.search(r"accuracy +0\.500 +0\.000-1\.000 +2", text)
    assert re.search(r"AID +2 +0\.500 \[0\.00-1\.00\]", text)
    assert "given: none" in text
    plain = json.loads(json.dumps(report.to_json()))
    assert plain["figures"]["accuracy"] == {"value": 0.5, "low": 0.0, "high": 1.0, "n": 2}
    assert plain["tables"]["By type"][0]["recall"]["value"] == 0.5
    assert plain["mistakes"][0]["id"] == "row-1"
    assert plain["refused"] == {"no text": 1}
    assert report["accuracy"] is accuracy
    with pytest.raises(KeyError):
        report["speed"]
