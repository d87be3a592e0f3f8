"""Hostile and odd texts: a record whose offsets hold, whatever comes in."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from polybius.article import Article
from polybius.coder import Coder
from polybius.page import read_page
from polybius.reading import Refusal, article, read_articles
from polybius.record import Record
from polybius.write import write_records

ACT = "French President François Hollande accused Russia of war crimes in Aleppo on Monday."
SAID = "“We will leave,” Sergei Lavrov said in Moscow, “and nobody can stop us.”"
# Opens with an act, so that there is something to code, and goes on with what is odd.
MARKS = "\u202e\u202d\u2066\u200b\u200d\ufeff\u0301\u0308\x00\x07\x1b\x7f\x85\u2028\u2029\ufffe"
words = st.sampled_from(
    [
        *(ACT, SAID, "Russia", "Paris", "killed", "12", "on Monday", "he said", "that", "and"),
        *('"', "“", "”", "(", ")", "—", ".", "?", "\n", "\n\n", "\t"),
        *("By Ann Example", "PARIS (Reuters) -"),
    ]
)
odd = st.text(st.sampled_from(MARKS), max_size=8)
anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
texts = st.lists(st.one_of(words, odd, anything), max_size=40).flatmap(
    lambda parts: st.sampled_from(["", " "]).map(lambda blank: ACT + blank + blank.join(parts))
)


def spans(value: Any) -> Iterator[tuple[int, int, str]]:
    """Every stretch of a record that says which words it has."""
    if is_dataclass(value) and not isinstance(value, type):
        start = getattr(value, "start", None)
        if start is not None and hasattr(value, "text"):
            yield start, value.end, value.text  # type: ignore[attr-defined]
        for field in fields(value):
            yield from spans(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from spans(item)


def assert_holds(record: Record, text: str) -> None:
    """All offsets of a record are within the text and at their words; it can be written."""
    assert [span for span in spans(record) if text[span[0] : span[1]] != span[2]] == []
    stretches = [*record.sentences, *(each for q in record.quotations for each in q.content)]
    assert all(0 <= start < end <= len(text) for start, end in stretches)
    for form in ("jsonl", "csv", "table", "parquet"):
        write_records([record], form, io.BytesIO())


def coded(coder: Coder, text: str, published: str | None = "2016-10-11") -> Record:
    record = coder.code(Article("a", text, published))
    assert_holds(record, text)
    return record


@pytest.mark.parametrize(
    "text",
    [
        ACT + "\u0301" * 300,
        f"({ACT}\u202e\0 {SAID}",
        f"{SAID[:-1]} {MARKS} {ACT.upper()}\n{MARKS}{ACT}",
        f"By \u200b{ACT}\n\n“ “ “{SAID}((({ACT}",
        "😀".join(ACT),
    ],
)
def test_odd_texts_give_records_whose_offsets_hold(coder: Coder, text: str) -> None:
    coded(coder, text)


@pytest.mark.check
@given(texts, st.sampled_from([None, "0001-01-01", "9999-12-31", "2016-10", "2016"]))
@settings(max_examples=400)
def test_many_texts_give_records_whose_offsets_hold(
    coder: Coder, text: str, published: str | None
) -> None:
    coded(coder, text, published)


@given(st.one_of(texts, anything))
@settings(max_examples=60)
def test_blocks_and_furniture_hold_all_of_a_page(text: str) -> None:
    page = read_page(text)
    parts = sorted(
        [(b.start, b.end) for b in page.blocks] + [(f.start, f.end) for f in page.furniture]
    )
    at = 0
    for start, end in parts:
        assert not text[at:start].strip()
        assert at <= start <= end <= len(text)
        at = end
    assert not text[at:].strip()


FLOODS = {
    "quotes": '"', "opening quotes": "“ ", "apostrophes": "' ", "brackets": "(",
    "combining": "\u0301", "right to left": "\u202e", "blanks": " ",
    "lines": "\n", "short lines": "a\n", "zeros": "\0",
    "digits": "1", "dots": ". ", "dashes": "— ", "emoji": "😀", "one word": "a", "hyphens": "a-",
    "address": "a@", "labels": "BREAKING: ", "bylines": "By Ann Example and ",
    "datelines": "PARIS (Reuters) - ", "lists": "Russia and ", "reports": "He said that ",
    "offices": "the minister of ", "quotations": '"We go," he said. ', "days": "May 3, 2016 and ",
    "causes": "Russia attacked because ", "no stop": "Paris in may be by the time of ",
}  # fmt: skip


@pytest.mark.parametrize("unit", FLOODS.values(), ids=FLOODS)
@pytest.mark.check
def test_a_flood_after_an_act_leaves_the_act(coder: Coder, unit: str) -> None:
    record = coded(coder, f"{ACT}\n{unit * (40_000 // len(unit))}")
    assert any(event.type == "ACCUSE" for event in record.events)


@pytest.mark.check
def test_a_million_opening_quotes_and_a_sentence_of_100_000_words(coder: Coder) -> None:
    record = coded(coder, f"{ACT}\n{'“' * 999_000}")
    assert [event.type for event in record.events] == ["ACCUSE"]
    record = coded(coder, f"{ACT}\n{'Russia met France and ' * 25_000}")
    assert any("a sentence without an end: cut" in warning for warning in record.warnings)


def test_a_sentence_without_an_end_is_cut_with_a_warning(coder: Coder) -> None:
    record = coded(coder, f"{ACT}\n{'the army of the north and ' * 150}")
    assert record.warnings == ("a sentence without an end: cut once for the parser",)
    assert coded(coder, ACT).warnings == ()


def test_noise_is_furniture_not_text() -> None:
    text = f"{ACT}\n{'+=- ' * 300}\n{ACT}"
    page = read_page(text)
    assert [each.kind for each in page.furniture] == ["noise"]
    assert len(page.blocks) == 2


ENDS = [
    "0001-01-01",
    "0001-12-31",
    "9999-01-01",
    "9999-12-31",
    "0001",
    "9999-12",
    "2016-10",
    "2016",
]


@pytest.mark.parametrize("published", ENDS)
def test_the_ends_of_the_calendar(coder: Coder, published: str) -> None:
    phrases = (
        "last year|next year|last week|two months ago|the end of the year|on December 31|yesterday"
        "|in 99999 months|in 10000 years|a week later|last Christmas|in the coming days|in 45 BC"
    ).split("|")
    said = " ".join(f"They met the rebels {phrase}." for phrase in phrases)
    record = coded(coder, f"{ACT} {said} France will attack Syria on December 31.", published)
    for time in record.times:
        assert time.from_ is None or len(time.from_) == len(time.to or "") == 10


HOSTILE = "=cmd|'/c calc'!A0\t\n\r\n<script>alert(1)</script>\x1b[31m\u202e\ud800\0\"';,|../../x"


def test_what_a_program_would_obey_in_every_field(coder: Coder) -> None:
    row = dict.fromkeys(("id", "title", "publisher", "url"), HOSTILE)
    line = json.dumps(
        row | {"text": ACT, "authors": [HOSTILE], HOSTILE: HOSTILE, "published": "2016"}
    )
    (document,) = read_articles(["-"], stdin=io.BytesIO(line.encode()))
    assert isinstance(document, Article)
    record = coder.code(document)
    out = {form: io.BytesIO() for form in ("jsonl", "csv", "table", "parquet")}
    for form, stream in out.items():
        write_records([record], form, stream)
    (written,) = map(json.loads, out["jsonl"].getvalue().splitlines())
    assert written["id"] == HOSTILE.replace("\ud800", "\ufffd")
    assert written[HOSTILE] == HOSTILE
    rows = list(csv.reader(io.StringIO(out["csv"].getvalue().decode(), newline="")))
    assert {len(cells) for cells in rows} == {len(rows[0])}
    assert not any(
        cell.startswith(("=", "+", "-", "@")) for cells in rows[1:] for cell in cells[:6]
    )
    shown = out["table"].getvalue().decode()
    assert not set("\x1b\u202e\0") & set(shown)


values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)
KEYS = ("id", "text", "title", "published", "publisher", "url", "authors", "language", "extra")


@given(st.dictionaries(st.sampled_from(KEYS), values), st.booleans())
@example({"text": "It ended.", "id": "\ud800", "authors": ["\udfff"], "extra": 10**5000}, True)
@settings(max_examples=80)
def test_any_json_is_an_article_or_a_refusal(row: dict[str, Any], sound: bool) -> None:
    if sound:
        row = row | {"text": ACT}
    try:
        data = json.dumps(row).encode()
    except ValueError:  # a number of more digits than Python writes
        data = b'{"text": "It ended.", "n": ' + b"1" * 5001 + b"}"
    (document,) = read_articles(["-"], stdin=io.BytesIO(data))
    if isinstance(document, Refusal):
        assert "\n" not in document.reason
        write_records([document.record()], "jsonl", io.BytesIO())
    else:
        for form in ("jsonl", "csv", "parquet"):
            write_records([record_of(document)], form, io.BytesIO())


def record_of(document: Article) -> Record:
    """A record without events, as one of a text in which nothing happens."""
    return Record(
        document.id, document.title, document.published, document.publisher, document.authors,
        document.url, document.language, extra=document.extra,
    )  # fmt: skip


def test_an_article_says_where_it_was_read_and_not_as_what_is_known_of_it() -> None:
    assert article("a", {"text": ACT}, None, source="x.jsonl:3").source == "x.jsonl:3"
