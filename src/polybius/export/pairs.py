"""Events as doer and target, one pair a row, as the formats before PLOVER have them.

A record keeps everyone on a side in one list. Here each doer is paired with each target; where
the act was mutual (talks, clashes) and all are doers, each is paired with each other, both ways.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations, product

from polybius.record import Actor, Event, Record

# Acts that several do with each other unless the text says with whom else.
_MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})


@dataclass(frozen=True, slots=True)
class Pair:
    """One doer and one target of an event (None where the text names nobody).

    `id` is the event's, with the number of the pair behind it where there are several.
    """

    id: str
    record: Record
    event: Event
    actor: Actor | None
    recipient: Actor | None


def pairs(record: Record, event: Event) -> Iterator[Pair]:
    """The pairs of one event, doers in the order of the record, then targets."""
    sides = list(_sides(event))
    for number, (actor, recipient) in enumerate(sides, 1):
        id = event.id if len(sides) == 1 else f"{event.id}.{number}"
        yield Pair(id, record, event, actor, recipient)


def _sides(event: Event) -> Iterator[tuple[Actor | None, Actor | None]]:
    if not event.recipients and len(event.actors) > 1 and mutual(event):
        return permutations(event.actors, 2)
    return product(event.actors or (None,), event.recipients or (None,))


def mutual(event: Event) -> bool:
    """Whether those who did it did it to, or with, each other.

    Evidence repeats the codebook's line, whose flags stand behind a `;`.
    """
    flags = {flag for line in event.evidence for flag in line.partition(";")[2].split()}
    return event.type in _MUTUAL or "mutual" in flags
