"""Relations: one sentence, a source and a target named in it, and the type between them.

The event that best covers the pair answers: its actor overlaps the source and its
recipient the target, or both are actors of it; the pair swapped counts less; ties go by
confidence. Where none covers the pair, the most confident event answers; the strict
figure leaves that out. A sentence without an event is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from polybius.article import Article
from polybius.evaluate.figures import (
    Sums,
    calibration_error,
    confidence_counts,
    figure,
    ratio,
)
from polybius.evaluate.gold import Row
from polybius.evaluate.matching import Extent, any_overlap
from polybius.evaluate.report import Cell, Mistake, Table, marked
from polybius.evaluate.scored import (
    Scored,
    Scorer,
    Summary,
    class_counts,
    class_table,
    event_line,
    macro_f1,
)
from polybius.record import Actor, Event, Record

# The gold has one class for promised and for carried out yielding.
CLASS_OF = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
NONE = "none"


@dataclass(frozen=True, slots=True)
class Relation:
    """A sentence with a source, a target (their every place in it) and the type."""

    id: str
    text: str
    source: str
    target: str
    type: str
    source_spans: tuple[Extent, ...]
    target_spans: tuple[Extent, ...]


def read(row: Row) -> Relation:
    """A row of the gold."""
    text, source, target = row.text("text"), row.text("source"), row.text("target")
    return Relation(
        row.text("id"), text, source, target, class_of(row.text("type")),
        occurrences(text, source), occurrences(text, target),
    )  # fmt: skip


def ask(gold: Relation) -> Article:
    """The sentence as an article."""
    return Article(gold.id, gold.text)


def class_of(type: str) -> str:
    """The gold's class of a PLOVER type."""
    return CLASS_OF.get(type, type)


def occurrences(text: str, words: str) -> tuple[Extent, ...]:
    """Where `words` stand in `text` as whole words, whatever their case and spacing."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    if not pattern:
        return ()
    whole = [m.span() for m in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE)]
    return tuple(whole or [m.span() for m in re.finditer(pattern, text, re.IGNORECASE)])


def coverage(gold: Relation, event: Event) -> int:
    """2 where the event covers the pair, 1 where it covers it swapped, else 0."""
    if _both(event.actors, gold.source_spans, event.recipients, gold.target_spans) or _both(
        event.actors, gold.source_spans, event.actors, gold.target_spans
    ):
        return 2
    return int(_both(event.actors, gold.target_spans, event.recipients, gold.source_spans))


def answer(gold: Relation, events: Iterable[Event]) -> tuple[Event | None, int]:
    """The event that answers and how well it covers the pair; (None, 0) without events."""
    ranked = [(coverage(gold, event), event.confidence, event) for event in events]
    if not ranked:
        return None, 0
    best = max(ranked, key=lambda each: each[:2])
    return best[2], best[0]


def score(gold: Relation, record: Record) -> Scored:
    """The counts of one sentence, and the mistake where the type is wrong."""
    event, covers = answer(gold, record.events)
    given = class_of(event.type) if event else ""
    right = given == gold.type
    anywhere = {class_of(e.type) for e in record.events}
    covering = {class_of(e.type) for e in record.events if coverage(gold, e)}
    counts: dict[str, float] = {
        "rows": 1,
        "right": right,
        "strict": right and covers > 0,
        "covered": covers > 0,
        "some covering right": gold.type in covering,
        "some right": gold.type in anywhere,
        "coded": event is not None,
        f"confusion:{gold.type}:{given or NONE}": 1,
        **class_counts(gold.type, given, right),
    }
    if event:
        counts |= confidence_counts(event.confidence, right)
    return Scored(counts, () if right else (_mistake(gold, record, event),))


def summarise(sums: Sums) -> Summary:
    """Accuracy, its strict form, what held it back, and figures by type."""
    shares = {
        "accuracy": "right",
        "strict accuracy": "strict",
        "coded": "coded",
        "pair covered": "covered",
        "right type covering": "some covering right",
        "right type anywhere": "some right",
    }
    figures = [figure(sums, name, ratio(key, "rows"), "rows") for name, key in shares.items()]
    figures.insert(2, macro_f1(sums, "rows"))
    figures.append(figure(sums, "accuracy of covered", ratio("strict", "covered"), "covered"))
    figures.append(figure(sums, "calibration error", calibration_error, "coded"))
    return Summary(tuple(figures), (class_table(sums, "By type", "type"), _confusion(sums)))


def _both(
    ones: tuple[Actor, ...],
    spans: tuple[Extent, ...],
    others: tuple[Actor, ...],
    other_spans: tuple[Extent, ...],
) -> bool:
    """Whether one actor overlaps the first spans and another one the second."""
    return any(
        any_overlap([(one.start, one.end)], spans)
        and any_overlap([(other.start, other.end)], other_spans)
        for one in ones
        for other in others
        if one is not other
    )


def _confusion(sums: Sums) -> Table:
    pairs = [tuple(key.split(":")) for key in sums.keys("confusion:")]
    golds = sorted({gold for gold, _ in pairs})
    given = [*sorted({type for _, type in pairs if type != NONE}), NONE]
    rows: list[tuple[Cell, ...]] = [
        (gold, *(sums.total(f"confusion:{gold}:{type}") for type in given)) for gold in golds
    ]
    return Table("Confusion (gold down, given across)", ("gold", *given), tuple(rows))


def _mistake(gold: Relation, record: Record, event: Event | None) -> Mistake:
    spans = [(span, "source") for span in gold.source_spans]
    spans += [(span, "target") for span in gold.target_spans]
    events = sorted(record.events, key=lambda e: (e is not event, -e.confidence))
    return Mistake(
        gold.type,
        gold.id,
        marked(gold.text, spans),
        f"{gold.type}: {gold.source} -> {gold.target}",
        tuple(
            ("* " if e is event else "  ") + event_line(e) + _cover(coverage(gold, e))
            for e in events
        )
        or tuple(record.errors),
    )


def _cover(level: int) -> str:
    return (" pair not covered", " pair swapped", "")[level]


SCORER = Scorer(read, ask, score, summarise)
