"""Words, classes and rules of time expressions, without the language model."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polybius.errors import CodebookError
from polybius.times import grammar as grammar_module
from polybius.times.grammar import Grammar
from polybius.times.resolve import RESOLVERS
from polybius.times.scan import Lexicon
from polybius.times.tables import rows


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon(["-", "and", "week"], [("May Day", "holiday"), ("July 7 | bombings", "holiday")])


def words(lexicon: Lexicon, text: str) -> list[tuple[str, object]]:
    scan = lexicon.scan(text)
    spans = zip(scan.starts, scan.ends, scan.values, strict=True)
    return [(text[start:end], value) for start, end, value in spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In Oct. he", [("In", "In"), ("Oct.", 10), ("he", "he")]),
        ("in June.", [("in", "in"), ("June", 6)]),
        ("third-quarter", [("third", 3), ("-", "-"), ("quarter", "quarter")]),
        ("at 3p.m.", [("at", "at"), ("3", 3), ("p.m.", "p.m.")]),
        ("twenty-one", [("twenty-one", 21)]),
        ("nineteen eighty-four", [("nineteen eighty-four", 1984)]),
        ("two thousand and six", [("two thousand and six", 2006)]),
        ("three hundred", [("three hundred", 300)]),
        ("the '80s", [("the", "the"), ("'80s", 1980)]),
        ("1840s", [("1840s", 1840)]),
        ("13/10/2015", [("13/10/2015", (13, 10, 2015))]),
        ("2015-10-03", [("2015-10-03", (2015, 10, 3))]),
        ("$2016", [("$2016", "$2016")]),
        ("9,500", [("9,500", "9,500")]),
        ("1" * 5000, [("1" * 5000, "1" * 5000)]),
        ("May Day", [("May Day", "May Day")]),
        ("MAY DAY", [("MAY DAY", "May Day")]),
        ("July 7 bombings", [("July 7", "July 7"), ("bombings", "bombings")]),
        ("July 7 talks", [("July", 7), ("7", 7), ("talks", "talks")]),
    ],
)
def test_words(lexicon: Lexicon, text: str, expected: list[tuple[str, object]]) -> None:
    assert words(lexicon, text) == expected


def test_a_capital_in_the_lexicon_is_asked_for(lexicon: Lexicon) -> None:
    months = lexicon.codes("month")
    assert lexicon.scan("May").codes in months
    assert lexicon.scan("MAY").codes in months
    assert lexicon.scan("may").codes not in months
    assert lexicon.scan("friday").codes in lexicon.codes("weekday")


def test_a_word_named_by_the_grammar_keeps_its_class(lexicon: Lexicon) -> None:
    assert lexicon.scan("week").codes in lexicon.codes("unit")
    assert lexicon.codes("'week'") < lexicon.codes("unit")


@given(st.text(max_size=60))
def test_words_are_in_order_and_inside_the_text(text: str) -> None:
    scan = LEXICON.scan(text)
    assert len(scan.codes) == len(scan.starts) == len(scan.ends) == len(scan.values)
    at = 0
    for start, end in zip(scan.starts, scan.ends, strict=True):
        assert at <= start < end <= len(text)
        at = end


LEXICON = Lexicon(["-", "and"])


def test_every_rule_has_a_resolver_and_every_resolver_a_rule() -> None:
    assert Grammar(["Christmas"]).rules == set(RESOLVERS) | {"holiday"}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("day\tweekdy", r"grammar\.tsv:9: no word has the class 'weekdy'"),
        ("day\t$parts weekday", r"grammar\.tsv:9: \$parts is not defined above"),
        ("day\t(weekday", r"grammar\.tsv:9: the pattern of 'day' is not well formed"),
        ("day\tweekday + month", r"grammar\.tsv:9: '\+ month' is no word class"),
    ],
)
def test_a_mistake_in_the_grammar_is_told_with_its_place(
    monkeypatch: pytest.MonkeyPatch, row: str, message: str
) -> None:
    name, pattern = row.split("\t")
    monkeypatch.setattr(
        grammar_module, "rows", lambda table, columns: [("grammar.tsv:9", [name, pattern])]
    )
    with pytest.raises(CodebookError, match=message):
        Grammar([])


def test_no_form_is_entered_twice() -> None:
    forms = [form for _, (form, _, _) in rows("lexicon.tsv", 3)]
    assert sorted({form for form in forms if forms.count(form) > 1}) == []
