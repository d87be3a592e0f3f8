"""What each kind of gold brings: how to read, ask, score and sum up; and a row's score."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from polybius.evaluate.figures import Figure, Measure, Sums, f1, figure, mean, ratio
from polybius.evaluate.gold import Row
from polybius.evaluate.report import Cell, Mistake, Table
from polybius.record import Actor, Event

Gold = TypeVar("Gold")
Question = TypeVar("Question")
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Scored:
    """The counts of one row of gold, and what was wrong in it."""

    counts: Mapping[str, float]
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """Figures and tables out of the sums over all rows."""

    figures: tuple[Figure, ...]
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Scorer(Generic[Gold, Question, Answer]):
    """One kind of gold: `read` a row, `ask` for what is coded, `score`, `summarise`."""

    read: Callable[[Row], Gold]
    ask: Callable[[Gold], Question]
    score: Callable[[Gold, Answer], Scored]
    summarise: Callable[[Sums], Summary]


def add(counts: dict[str, float], key: str, value: float = 1) -> None:
    """One more (or `value` more) in a count."""
    counts[key] = counts.get(key, 0) + value


def class_counts(gold: str, given: str, right: bool) -> dict[str, float]:
    """Counts of one row that has one gold class and one answer ("" for none)."""
    counts: dict[str, float] = {f"gold:{gold}": 1}
    if given:
        counts[f"given:{given}"] = 1
    if right:
        counts[f"hit:{given}"] = counts[f"found:{gold}"] = 1
    return counts


def class_table(sums: Sums, title: str, name: str) -> Table:
    """Precision, recall and F1 of each class, from its counts.

    `gold:` items of the class, `found:` those of them that were found, `given:` answers of
    the class, `hit:` those of them that are right.
    """
    classes = sorted({*sums.keys("gold:"), *sums.keys("given:")})
    rows: list[tuple[Cell, ...]] = [
        (
            each,
            sums.total(f"gold:{each}"),
            sums.total(f"given:{each}"),
            figure(sums, "precision", ratio(f"hit:{each}", f"given:{each}"), f"given:{each}"),
            figure(sums, "recall", ratio(f"found:{each}", f"gold:{each}"), f"gold:{each}"),
            figure(sums, "F1", class_f1(each), f"gold:{each}"),
        )
        for each in classes
    ]
    return Table(title, (name, "gold", "given", "precision", "recall", "F1"), tuple(rows))


def macro_f1(sums: Sums, of: str) -> Figure:
    """Mean F1 of the classes that the gold has."""
    return figure(sums, "macro-F1", mean([class_f1(each) for each in sums.keys("gold:")]), of)


def class_f1(name: str) -> Measure:
    """F1 of one class, from the counts that `class_table` uses."""
    return f1(f"hit:{name}", f"given:{name}", f"gold:{name}", f"found:{name}")


def event_line(event: Event) -> str:
    """An event on one line: code, words, who to whom, confidence, evidence."""
    modes = f" {'/'.join(event.modes)}" if event.modes else ""
    date = f" {event.date.from_}..{event.date.to}" if event.date else ""
    claims = ", ".join(f"{c.stance} by {c.source.text}" for c in event.claims)
    return (
        f"{event.type}{modes} «{event.trigger.text}» {actor_line(event.actors)} -> "
        f"{actor_line(event.recipients)}; {event.status}{date}{f'; {claims}' if claims else ''}; "
        f"{event.confidence:.2f} ({', '.join(event.evidence)})"
    )


def actor_line(actors: tuple[Actor, ...]) -> str:
    """Actors as words with country and sectors."""
    return (
        ", ".join(f"{a.text} [{a.country or '-'} {' '.join(a.sectors)}]" for a in actors)
        or "nobody"
    )
