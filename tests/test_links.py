"""Links between events: texts coded by hand in `data/links.tsv`.

`python tests/test_links.py` prints the mistakes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from polybius.article import Article
from polybius.coder import Coder
from polybius.errors import CodebookError
from polybius.events import links
from polybius.record import Record

TABLE = Path(__file__).parent / "data" / "links.tsv"
RELATIONS = frozenset(links.RELATIONS)
# Of all texts; of those whose two events are given, without which there is nothing to link.
FLOORS = {"all": 0.70, "events given": 0.95}


@dataclass(frozen=True, slots=True)
class Stated:
    """A link between events of some types, and the words that state it."""

    first: frozenset[str]
    relation: str
    second: frozenset[str]
    cue: str


def parse_stated(text: str) -> Stated | None:
    if text == "none":
        return None
    first, rest = text.split(" ", 1)
    relation = next(r for r in sorted(RELATIONS, key=len, reverse=True) if rest.startswith(r))
    second, cue = rest[len(relation) + 1 :].split(" ", 1)
    return Stated(frozenset(first.split("|")), relation, frozenset(second.split("|")), cue)


def cases() -> list[tuple[str, Stated | None]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(text, parse_stated(link)) for text, link in rows]


def given(record: Record) -> list[tuple[str, str, str, str]]:
    """The links of a record: type, relation, type, words."""
    types = {event.id: event.type for event in record.events}
    return [
        (event.type, link.relation, types[link.event], link.cue.text.lower() if link.cue else "")
        for event in record.events
        for link in event.links
    ]


def is_right(stated: Stated | None, links: Sequence[tuple[str, str, str, str]]) -> bool:
    """Exactly the link stated, in that direction, by those words; nothing where none is."""
    if stated is None:
        return not links
    return len(links) == 1 and all(
        first in stated.first
        and relation == stated.relation
        and second in stated.second
        and cue == stated.cue
        for first, relation, second, cue in links
    )


def coded() -> list[tuple[str, Stated | None, Record]]:
    table = cases()
    articles = [Article(f"l{i}", t, published="2022-05-18") for i, (t, _) in enumerate(table)]
    records = Coder().code_many(articles)
    return [(text, stated, record) for (text, stated), record in zip(table, records, strict=True)]


@pytest.fixture(scope="module")
def rows() -> list[tuple[str, Stated | None, Record]]:
    return coded()


def both_given(stated: Stated | None, record: Record) -> bool:
    """Whether there are two events of the types that a link is to join."""
    if stated is None:
        return True
    types = [event.type for event in record.events]
    return any(
        one in stated.first and other in stated.second
        for i, one in enumerate(types)
        for j, other in enumerate(types)
        if i != j
    )


def figures(rows: Sequence[tuple[str, Stated | None, Record]]) -> dict[str, float]:
    asked = [(s, r) for _, s, r in rows if both_given(s, r)]
    return {
        "all": sum(is_right(s, given(r)) for _, s, r in rows) / len(rows),
        "events given": sum(is_right(s, given(r)) for s, r in asked) / len(asked),
    }


@pytest.mark.slow
@pytest.mark.parametrize("name", FLOORS)
def test_figure_is_not_under_its_floor(
    rows: list[tuple[str, Stated | None, Record]], name: str
) -> None:
    assert len(rows) >= 35
    assert figures(rows)[name] >= FLOORS[name]


@pytest.mark.slow
def test_no_link_where_none_is_stated(rows: list[tuple[str, Stated | None, Record]]) -> None:
    assert [given(r) for _, s, r in rows if s is None and given(r)] == []


@pytest.mark.parametrize(
    ("row", "message"),
    [("since\tcausing\t*", "links.tsv:2: no relation 'causing'")],
)
def test_mistakes_in_the_table_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: str, message: str
) -> None:
    table = tmp_path / "links.tsv"
    table.write_text(f"words\trelation\ttypes\n{row}\n")
    monkeypatch.setattr(links, "_FILE", table)
    with pytest.raises(CodebookError, match=message):
        links.cues.__wrapped__()


@pytest.mark.slow
def test_links_lead_to_events_of_the_record_and_name_their_words(
    rows: list[tuple[str, Stated | None, Record]],
) -> None:
    seen = 0
    for text, _, record in rows:
        ids = {event.id for event in record.events}
        for event in record.events:
            for link in event.links:
                seen += 1
                assert link.event in ids - {event.id}
                assert link.relation in RELATIONS
                assert link.cue is not None
                assert text[link.cue.start : link.cue.end] == link.cue.text
    assert seen


if __name__ == "__main__":
    table = coded()
    mistakes = [row for row in table if not is_right(row[1], given(row[2]))]
    for text, stated, record in mistakes:
        print(text)
        print("   wanted", stated)
        print("   given ", given(record))
        print("   events", [(e.type, e.trigger.text) for e in record.events])
    print(len(mistakes), "of", len(table), "wrong", figures(table))
