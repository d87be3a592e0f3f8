"""The made-up newspaper, and the bench on a handful of its articles."""

from __future__ import annotations

import re

import pytest

from polybius.bench import measure, report
from polybius.bench.idle import Idle
from polybius.bench.machine import memory
from polybius.bench.measure import Speeds
from polybius.bench.newspaper import Newspaper
from polybius.coder import Coder
from polybius.record import Place, Record


@pytest.fixture(scope="module")
def paper() -> Newspaper:
    return Newspaper.load()


def test_the_same_seed_gives_the_same_paper(paper: Newspaper) -> None:
    assert paper.articles(5, seed=3) == paper.articles(5, seed=3)
    assert paper.articles(5, seed=3) != paper.articles(5, seed=4)
    assert paper.articles(7, seed=3)[:5] == paper.articles(5, seed=3)


def test_one_sentence_in_four_is_political(paper: Newspaper) -> None:
    forms = [
        re.compile(re.sub(r"\\\{\w+\\\}", ".+", re.escape(line)), re.IGNORECASE)
        for line in paper.politics
    ]
    lines = [
        paper.articles(1, seed=number, sentences=1)[0].text
        for number in range(2000)
    ]  # fmt: skip
    political = sum(any(form.fullmatch(line) for form in forms) for line in lines)
    assert political / len(lines) == pytest.approx(0.25, abs=0.04)


@pytest.mark.parametrize("length", [1, 10, 57])
def test_length_and_slots(paper: Newspaper, length: int) -> None:
    for article in paper.articles(20, sentences=length):
        assert "{" not in article.text
        assert len(re.findall(r"[.!?][”\"]?(?=\s|$)", article.text)) >= length


def test_a_slot_holds_one_word_in_a_sentence() -> None:
    paper = Newspaper(("{town} is {town}, {town2} is not.",), (), {"town": ("A", "B")}, 1.0)
    for article in paper.articles(20, sentences=1):
        assert re.match(r"(.) is \1, . is not\.", article.text)


def test_no_sentence_is_there_twice(paper: Newspaper) -> None:
    assert len({*paper.politics, *paper.rest}) == len(paper.politics) + len(paper.rest)


@pytest.mark.parametrize(("count", "sizes"), [(10, [5, 5]), (5, [3, 2]), (3, [3, 3])])
def test_rounds_have_texts_of_their_own(paper: Newspaper, count: int, sizes: list[int]) -> None:
    articles = paper.articles(count, sentences=1)
    found = measure.shares(articles, 2)
    assert [len(share) for share in found] == sizes
    assert {article.id for share in found for article in share} == {a.id for a in articles}


@pytest.mark.slow
def test_all_ways_are_measured(coder: Coder, paper: Newspaper) -> None:
    articles, warm = paper.articles(3, sentences=6), paper.articles(2, sentences=3)
    found = measure.compare(measure.raw_model(), coder, articles, warm, rounds=1)
    assert found.documents == 3
    assert found.sentences >= 18
    for rates in (
        found.raw,
        found.without_entities,
        found.one,
        found.one_by_wall,
        found.two,
        found.own,
    ):
        assert len(rates) == 1
        assert rates[0] > 0
    assert {"page", "parse", "events"} <= set(found.stages[0])


def test_the_report_has_medians_and_ratios() -> None:
    found = Speeds(100, 4, [200.0, 100.0, 300.0], [400.0] * 3, [100.0] * 3, [100.0] * 3,
                   [180.0] * 3, [500.0] * 3, [{"parse": 1.0, "events": 3.0}])  # fmt: skip
    text = report.speeds("mix", found)
    assert "| parser alone, all components | 200 (100 to 300) | 1.00 |" in text
    assert "| coder, two workers | 180 (180 to 180) | 0.90 |" in text
    assert "One process to the parser alone: 0.50. Two workers to one process: 1.80." in text
    assert "| events | 75.0% |" in text
    assert "| 2 | 620 | 120 |" in report.memory([(1, 500.0), (2, 620.0)])
    assert "Not told" in report.memory(None)
    assert "| of it, codebook and actors | 0.40 |" in report.start_up(3.0, 4.0, 0.4)


@pytest.mark.check
def test_memory_of_all_processes(paper: Newspaper) -> None:
    found = memory(paper.articles(40), (1, 2))
    assert found is None or (300 < found[0][1] < 700 and found[1][1] < found[0][1] + 700)


def test_what_a_record_holds_nothing_of_is_idle() -> None:
    text = "Rain fell. Ghana spoke.\nNobody came. Nothing more."
    sentences = ((0, 10), (11, 23), (24, 36), (37, 50))
    ghana = Place(11, 16, "Ghana", "Ghana", "GHA", None, None, None, None)
    record = Record("d", None, None, None, (), None, None, sentences=sentences, places=(ghana,))
    found = Idle()
    found.count(text, record)
    assert (found.all, found.paragraphs, found.sentences) == (47, 25, 35)
    found.count("", Record("e", None, None, None, (), None, None))
    assert "47 characters of sentences; in idle paragraphs 53.2%" in str(found)
