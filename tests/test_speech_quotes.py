"""Quotation marks in running text, without a language model."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polybius.speech.quotes import Quote, find_quotes


def paragraphs(text: str) -> list[tuple[int, int]]:
    out, at = [], 0
    for line in text.split("\n"):
        if line:
            out.append((at, at + len(line)))
        at += len(line) + 1
    return out


def quoted(text: str) -> list[str]:
    return [text[quote.start : quote.end] for quote in find_quotes(text, paragraphs(text))]


STYLES = [
    ('He said "no" twice.', ['"no"']),
    ("He said “no” twice.", ["“no”"]),
    ("He said ‘no’ twice.", ["‘no’"]),
    ("He said 'no' twice.", ["'no'"]),
    ("He said ''no'' twice.", ["''no''"]),
    ("He said ``no'' twice.", ["``no''"]),
    ("He said «no» twice.", ["«no»"]),
    ("He said »no« twice.", ["»no«"]),
    ("He said „no“ twice.", ["„no“"]),
    ('He said “no" twice.', ['“no"']),
    ("“He said ‘no’ to me,” she said.", ["“He said ‘no’ to me,”"]),
    ("'He said \"no\" to me,' she said.", ["'He said \"no\" to me,'"]),
    ('"One," he said, "and two."', ['"One,"', '"and two."']),
    ('He said,"Go." Then left.', ['"Go."']),
    ("('Go!')", ["'Go!'"]),
]


@pytest.mark.parametrize(("text", "expected"), STYLES)
def test_styles(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


APOSTROPHES = [
    "The workers' union won't sign the ministers' deal.",
    "The workers’ union won’t sign the ministers’ deal.",
    "In the '90s and the ’80s they left.",
    "Rock 'n' roll, 'em and 'tis.",
    "A 6' tall man with a 12\" ruler.",
    "James' and Boris' talks",
]


@pytest.mark.parametrize("text", APOSTROPHES)
def test_apostrophes_open_nothing(text: str) -> None:
    assert quoted(text) == []


def test_plural_apostrophe_within_single_quotes() -> None:
    text = "'The workers' union won,' he said."
    assert quoted(text) == ["'The workers' union won,'"]


def test_each_paragraph_opens_and_the_last_closes() -> None:
    text = "“One.\n“Two.\n“Three.” He left."
    found = find_quotes(text, paragraphs(text))
    assert [(quote.open, quote.continues) for quote in found] == [
        (True, False),
        (True, True),
        (False, True),
    ]
    assert text[found[2].start : found[2].end] == "“Three.”"


def test_unclosed_quote_ends_with_its_sentence() -> None:
    text = "“We go. The army came.\nPolice fired."
    assert quoted(text) == ["“We go."]


def test_unclosed_quote_leaves_the_next_one_whole() -> None:
    assert quoted("“We go, he said. “We stay,” she said.") == ["“We go, he said.", "“We stay,”"]


def test_stray_closing_mark_opens_nothing() -> None:
    assert quoted("We go,” he said. “We stay,” she said.") == ["“We stay,”"]


MARKS = st.text(alphabet="ab .,!?\n\"'“”‘’«»`s", max_size=60)


@given(MARKS)
def test_quotes_stay_in_their_paragraph_and_order(text: str) -> None:
    stretches = paragraphs(text)
    found = find_quotes(text, stretches)
    for quote in found:
        start, end = stretches[quote.paragraph]
        assert start <= quote.start < quote.end <= end
        assert text[quote.start] in "\"'“‘«»`"
    for before, after in pairwise(found):
        assert before.end <= after.start


@given(st.text(alphabet="abc ", min_size=1).map(str.strip).filter(bool))
def test_marked_words_are_found(words: str) -> None:
    text = f"She said “{words}” to him."
    assert find_quotes(text, [(0, len(text))]) == (Quote(9, 11 + len(words), 0),)
