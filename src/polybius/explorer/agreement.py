"""How far two people agree: on what is an event, and on its fields.

Only what both could have said counts: events that both judged, and missed ones of articles
that the other read to the end or judged all events of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any

from polybius.explorer.gold import Gold, Reading, read, same, standing
from polybius.store import Store

_FIELDS: dict[str, Callable[[Gold], Hashable]] = {
    "type": lambda gold: gold["type"],
    "status": lambda gold: gold["status"][0],
    "date": lambda gold: str(gold["dates"][0]),
    "actor country": lambda gold: _countries(gold["actors"]),
    "recipient country": lambda gold: _countries(gold["recipients"]),
}
_MOST = 500


def _countries(parties: list[dict[str, Any]]) -> str:
    return " ".join(sorted({country for party in parties for country in party["country"]}))


def agreement(store: Store, one: str, other: str) -> dict[str, Any]:
    """F1 of the events that two people hold to be there, and for each field the share of equal
    values with Cohen's kappa, None where chance leaves no room for it."""
    pairs = list(_both(store, one, other))
    verdicts: list[tuple[str, str]] = []
    values: dict[str, list[tuple[Hashable, Hashable]]] = {name: [] for name in _FIELDS}
    disagreements: list[dict[str, Any]] = []
    hits = held = 0
    for document, a, b in pairs:
        for key, first, second in _events(a, b):
            sides = tuple("an event" if gold is not None else "none" for gold in (first, second))
            verdicts.append((sides[0], sides[1]))
            held += (first is not None) + (second is not None)
            told = [("verdict", *sides)] if sides[0] != sides[1] else []
            if first is not None and second is not None:
                hits += 1
                for name, of in _FIELDS.items():
                    values[name].append((of(first), of(second)))
                    if of(first) != of(second):
                        told.append((name, str(of(first)), str(of(second))))
            disagreements += [
                {"document": document, "event": key, "field": name, "one": x, "other": y}
                for name, x, y in told
            ]
    return {
        "one": one,
        "other": other,
        "articles": len(pairs),
        "events": len(verdicts),
        "f1": round(2 * hits / held, 3) if held else None,
        "verdict": _figure(verdicts),
        **{name: _figure(found) for name, found in values.items()},
        "disagreements": disagreements[:_MOST],
    }


def _both(store: Store, one: str, other: str) -> Iterator[tuple[str, Reading, Reading]]:
    corrections = [c for c in standing(store.corrections.all()) if c.by in (one, other)]
    for document in dict.fromkeys(c.document for c in corrections):
        stored = store.document(document)
        if stored is None:
            continue
        found = read(stored.record, [c for c in corrections if c.document == document])
        if one in found and other in found:
            yield document, found[one], found[other]


def _events(a: Reading, b: Reading) -> Iterator[tuple[str | None, Gold | None, Gold | None]]:
    """What both hold each event to be that both could speak of."""
    for key in dict.fromkeys((*a.judged, *b.judged, *a.open, *b.open)):
        for first in a.votes(key):
            for second in b.votes(key):
                yield key, first, second
    rest = list(b.missed)
    for gold in a.missed:
        match = next((other for other in rest if same(gold, other)), None)
        if match is not None:
            rest.remove(match)
            yield None, gold, match
        elif _thorough(b):
            yield None, gold, None
    if _thorough(a):
        for gold in rest:
            yield None, None, gold


def _thorough(reading: Reading) -> bool:
    return reading.complete or not reading.open


def _figure(pairs: Sequence[tuple[Hashable, Hashable]]) -> dict[str, Any]:
    """Share of equal values and Cohen's kappa (1960)."""
    count = len(pairs)
    if not count:
        return {"n": 0, "agree": None, "kappa": None}
    agree = sum(x == y for x, y in pairs) / count
    ones, others = Counter(x for x, _ in pairs), Counter(y for _, y in pairs)
    chance = sum(ones[value] * others[value] for value in ones) / count**2
    kappa = (agree - chance) / (1 - chance) if chance < 1 else None
    return {
        "n": count,
        "agree": round(agree, 3),
        "kappa": None if kappa is None else round(kappa, 3),
    }


def summary(store: Store) -> list[dict[str, Any]]:
    """What each person has judged so far, and the share of the coder's events they hold."""
    corrections = standing(store.corrections.all())
    out = []
    for by in sorted({one.by for one in corrections}):
        counts = Counter(one.verdict for one in corrections if one.by == by)
        held, wrong = counts["right"] + counts["mended"], counts["wrong"]
        documents = {one.document for one in corrections if one.by == by}
        out.append(
            {
                "by": by,
                **{verdict: counts[verdict] for verdict in ("right", "wrong", "mended", "missed")},
                "articles": len(documents),
                "complete": counts["complete"],
                "precision": round(held / (held + wrong), 3) if held + wrong else None,
            }
        )
    return out
