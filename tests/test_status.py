"""Denied, doubted, negated, possible, conditional, failed, planned: sentences coded by hand.

`data/status.tsv` says what each holds. A sentence is right when every event it must give is
given with its status and stance, and nothing is given that it does not allow. Most tables of
this kind stay partly wrong; the floors see to it that nothing is lost unnoticed.
`python tests/test_status.py` prints the figures and the mistakes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from polybius.article import Article
from polybius.coder import Coder
from polybius.record import Event, Record

TABLE = Path(__file__).parent / "data" / "status.tsv"
PUBLISHED = "2022-05-18"
TYPES = frozenset(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST "
    "SANCTION MOBILIZE COERCE ASSAULT".split()
)
STATUSES = frozenset({"actual", "future", "hypothetical", "negated"})
STANCES = frozenset({"asserts", "denies", "questions", "-"})
# Whole table, and its status alone: of the events that are given and allowed by type.
FLOORS = {"sentences": 0.75, "statuses": 0.92}


@dataclass(frozen=True, slots=True)
class Wanted:
    """An event that a sentence gives, or may give."""

    types: frozenset[str]
    statuses: frozenset[str]
    stances: frozenset[str]
    optional: bool

    def takes(self, event: Event) -> bool:
        return self.named(event) and event.status in self.statuses and self.stance_of(event)

    def named(self, event: Event) -> bool:
        return event.type in self.types

    def stance_of(self, event: Event) -> bool:
        given = {claim.stance for claim in event.claims} or {"-"}
        return not self.stances or bool(given & self.stances)


@dataclass(frozen=True, slots=True)
class Case:
    """A row of the table."""

    group: str
    sentence: str
    wanted: tuple[Wanted, ...]


def parse_wanted(text: str) -> tuple[Wanted, ...]:
    if text == "none":
        return ()
    out = []
    for each in text.split(";"):
        types, statuses, *stances = each.strip().lstrip("?").split()
        wanted = Wanted(
            frozenset(types.split("|")),
            frozenset(statuses.split("|")),
            frozenset(stances[0].split("|")) if stances else frozenset(),
            each.strip().startswith("?"),
        )
        assert wanted.types <= TYPES, each
        assert wanted.statuses <= STATUSES, each
        assert wanted.stances <= STANCES, each
        out.append(wanted)
    return tuple(out)


def cases() -> list[Case]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [Case(group, sentence, parse_wanted(events)) for group, sentence, events in rows]


def is_right(wanted: Sequence[Wanted], events: Sequence[Event]) -> bool:
    """Whether every event is allowed, each by another row, and none is missing."""
    if not events:
        return all(each.optional for each in wanted)
    first, rest = events[0], events[1:]
    return any(
        each.takes(first) and is_right([*wanted[:i], *wanted[i + 1 :]], rest)
        for i, each in enumerate(wanted)
    )


def statuses_right(case: Case, events: Sequence[Event]) -> tuple[int, int]:
    """Of the events allowed by type: how many have an allowed status, and how many there are."""
    named = [[w for w in case.wanted if w.named(event)] for event in events]
    asked = [(event, allowed) for event, allowed in zip(events, named, strict=True) if allowed]
    right = sum(any(event.status in w.statuses for w in allowed) for event, allowed in asked)
    return right, len(asked)


def coded() -> list[tuple[Case, Record]]:
    table = cases()
    articles = [Article(f"s{i}", c.sentence, published=PUBLISHED) for i, c in enumerate(table)]
    return list(zip(table, Coder().code_many(articles), strict=True))


def figures(pairs: Sequence[tuple[Case, Record]]) -> dict[str, float]:
    right, asked = map(sum, zip(*(statuses_right(c, r.events) for c, r in pairs), strict=True))
    return {
        "sentences": sum(is_right(c.wanted, r.events) for c, r in pairs) / len(pairs),
        "statuses": right / asked,
    }


def test_the_table_is_large_and_has_no_sentence_twice() -> None:
    table = cases()
    assert len(table) >= 100
    assert len({case.sentence for case in table}) == len(table)
    assert len({case.group for case in table}) >= 10


@pytest.fixture(scope="module")
def pairs() -> list[tuple[Case, Record]]:
    return coded()


@pytest.mark.slow
@pytest.mark.parametrize("name", FLOORS)
def test_figure_is_not_under_its_floor(pairs: list[tuple[Case, Record]], name: str) -> None:
    assert figures(pairs)[name] >= FLOORS[name]


def show(pairs: Sequence[tuple[Case, Record]]) -> None:
    """Print the figures, those of each group, and every mistake."""
    for case, record in pairs:
        if not is_right(case.wanted, record.events):
            print(f"[{case.group}] {case.sentence}")
            for each in case.wanted:
                print(
                    f"    wanted{'?' if each.optional else ' '} {'|'.join(sorted(each.types))} "
                    f"{'|'.join(sorted(each.statuses))} {'|'.join(sorted(each.stances))}"
                )
            for event in record.events:
                stances = "|".join(claim.stance for claim in event.claims) or "-"
                print(
                    f"    given   {event.type} {event.status} {stances} "
                    f"'{event.trigger.text}' {event.evidence}"
                )
    print()
    for group in dict.fromkeys(case.group for case, _ in pairs):
        mine = [(c, r) for c, r in pairs if c.group == group]
        print(f"{group:16}{figures(mine)['sentences']:6.2f} of {len(mine)}")
    print({name: round(value, 3) for name, value in figures(pairs).items()})


if __name__ == "__main__":
    show(coded())
