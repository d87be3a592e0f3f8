"""Figures of people: words to numbers, and texts coded by hand in `data/counts.tsv`.

`python tests/test_counts.py` prints the mistakes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polybius.article import Article
from polybius.coder import Coder
from polybius.events.quantity import Quantity, quantities, quantity_in
from polybius.record import Counts, Event, Record

TABLE = Path(__file__).parent / "data" / "counts.tsv"
KINDS = tuple(field.name for field in fields(Counts))
FLOOR = 0.95


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("12", 12, 12),
        ("3,700", 3700, 3700),
        ("twelve", 12, 12),
        ("twenty-five", 25, 25),
        ("twenty five", 25, 25),
        ("two hundred", 200, 200),
        ("two hundred and fifty", 250, 250),
        ("1.5 million", 1_500_000, 1_500_000),
        ("2m", 2_000_000, 2_000_000),
        ("a million", 1_000_000, 1_000_000),
        ("a dozen", 12, 12),
        ("two dozen", 24, 24),
        ("dozens", 24, None),
        ("scores", 40, None),
        ("hundreds", 200, None),
        ("tens of thousands", 20_000, None),
        ("hundreds of thousands", 200_000, None),
        ("several hundred", 200, None),
        ("a few dozen", 24, None),
        ("several", 3, None),
        ("at least 12", 12, None),
        ("more than a dozen", 12, None),
        ("over 300", 300, None),
        ("no fewer than nine", 9, None),
        ("up to 60", 0, 60),
        ("as many as 100", 0, 100),
        ("fewer than ten", 0, 10),
        ("about 50", 50, 50),
        ("some 300", 300, 300),
        ("nearly 900,000", 900_000, 900_000),
        ("between 20 and 30", 20, 30),
        ("20 to 30", 20, 30),
        ("20-30", 20, 30),
        ("20–30", 20, 30),
        ("between 2,000 and 3,000", 2000, 3000),
    ],
)
def test_words_become_numbers(text: str, low: int, high: int | None) -> None:
    for before, after in (("", " people"), ("They killed ", " of them")):
        found = quantity_in(before + text + after)
        assert found == Quantity(low, high, len(before), len(before) + len(text))


@pytest.mark.parametrize(
    "text", ["the soldiers", "a soldier", "12th brigade", "COVID-19 patients", "one another"]
)
def test_what_is_no_number_of_people(text: str) -> None:
    assert quantity_in(text) is None


WORDS = st.sampled_from(
    "at least up to between and 12 20 3,700 1.5 million a dozen dozens of thousands the men — “ ” "
    "twenty - five hundred some were killed in 2014 . , 9th $ Ünal".split()
)


@given(st.lists(WORDS, max_size=12), st.sampled_from([" ", "  ", "\n"]))
def test_quantities_stand_in_order_within_the_text(words: list[str], gap: str) -> None:
    text = gap.join(words)
    at = 0
    for found in quantities(text):
        assert at <= found.start < found.end <= len(text)
        assert text[found.start : found.end].strip() == text[found.start : found.end]
        assert found.high is None or 0 <= found.low <= found.high
        at = found.end


@given(st.integers(min_value=1, max_value=99_999_999))
def test_figures_are_read_as_written(number: int) -> None:
    for text in (str(number), f"{number:,}"):
        assert quantity_in(f"killing {text} people") == Quantity(number, number, 8, 8 + len(text))


@dataclass(frozen=True, slots=True)
class Wanted:
    """An event and its figures, as (low, high) by kind."""

    types: frozenset[str]
    figures: Mapping[str, tuple[int, int | None]]
    optional: bool

    def takes(self, event: Event) -> bool:
        return event.type in self.types and figures_of(event) == self.figures


def figures_of(event: Event) -> dict[str, tuple[int, int | None]]:
    """The figures of an event, with the upper end of the detail that its total rests on."""
    out: dict[str, tuple[int, int | None]] = {}
    for kind in KINDS:
        total = getattr(event.counts, kind)
        details = [c for c in event.count_details if c.kind == kind]
        assert (total is None) == (not details)
        if total is not None:
            out[kind] = next((c.low, c.high) for c in details if c.low == total)
    return out


def parse_figure(text: str) -> tuple[int, int | None]:
    if text.endswith("+"):
        return int(text[:-1]), None
    low, dots, high = text.partition("..")
    return int(low or 0), int(high if dots else low)


def parse_wanted(text: str) -> tuple[Wanted, ...]:
    out = []
    for each in text.split("; "):
        types, *figures = each.lstrip("?").split()
        pairs = dict(figure.split("=") for figure in figures)
        assert pairs.keys() <= set(KINDS), each
        out.append(
            Wanted(
                frozenset(types.split("|")),
                {kind: parse_figure(value) for kind, value in pairs.items()},
                each.startswith("?"),
            )
        )
    return tuple(out)


def cases() -> list[tuple[str, tuple[Wanted, ...]]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(text, parse_wanted(events)) for text, events in rows]


def is_right(wanted: Sequence[Wanted], events: Sequence[Event]) -> bool:
    """Every event named is given with its figures; no other event has any.

    Where one act is told twice and not joined, both tellings may have the same figures:
    joining is not what is tested here.
    """
    used: set[str] = set()
    for each in wanted:
        match = next((e for e in events if e.id not in used and each.takes(e)), None)
        if match is not None:
            used.add(match.id)
        elif not each.optional:
            return False
    told = [(event.type, figures_of(event)) for event in events if event.id in used]
    return all(
        event.id in used or not event.count_details or (event.type, figures_of(event)) in told
        for event in events
    )


def coded() -> list[tuple[str, tuple[Wanted, ...], Record]]:
    table = cases()
    articles = [Article(f"c{i}", t, published="2022-05-18") for i, (t, _) in enumerate(table)]
    records = Coder().code_many(articles)
    return [(text, wanted, record) for (text, wanted), record in zip(table, records, strict=True)]


@pytest.fixture(scope="module")
def rows() -> list[tuple[str, tuple[Wanted, ...], Record]]:
    return coded()


@pytest.mark.slow
def test_share_of_texts_with_all_figures_right(
    rows: list[tuple[str, tuple[Wanted, ...], Record]],
) -> None:
    assert len(rows) >= 40
    assert sum(is_right(wanted, r.events) for _, wanted, r in rows) / len(rows) >= FLOOR


@pytest.mark.slow
def test_figures_stand_where_they_say(
    rows: list[tuple[str, tuple[Wanted, ...], Record]],
) -> None:
    details = [(text, c) for text, _, r in rows for e in r.events for c in e.count_details]
    assert details
    for text, count in details:
        assert text[count.start : count.end] == count.text
        assert quantity_in(count.text) is not None or count.low == 0
        assert count.high is None or count.low <= count.high


if __name__ == "__main__":
    mistakes = [row for row in coded() if not is_right(row[1], row[2].events)]
    for text, wanted, record in mistakes:
        print(text)
        for each in wanted:
            print("   wanted", "|".join(sorted(each.types)), dict(each.figures), each.optional)
        for event in record.events:
            print("   given ", event.type, f"'{event.trigger.text}'", figures_of(event))
    print(len(mistakes), "of", len(cases()), "wrong")
