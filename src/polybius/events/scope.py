"""What belongs into event data: acts in which politics takes part.

Private persons and firms among themselves give no event, unless a state, a party, an armed
group, an intergovernmental organisation or collective political action takes part.
"""

from __future__ import annotations

from collections.abc import Iterable

from polybius.record import Actor

POLITICAL = frozenset(
    "GOV MIL LEG JUD COP REB PTY OPP SPY PRM UAF ELI IGO NGO ISM IMG PRE REF REL SOC LAB".split()
)
_COLLECTIVE = frozenset({"PROTEST"})


def is_political(actor: Actor) -> bool:
    """Whether an actor is a state, or acts in politics by its sectors."""
    return actor.kind == "state" or bool(POLITICAL & set(actor.sectors))


def in_scope(type_: str, actors: Iterable[Actor], recipients: Iterable[Actor]) -> bool:
    """Whether an act of a type between these parties is one of world politics."""
    parties = [*actors, *recipients]
    if type_ in _COLLECTIVE:
        return True
    return any(is_political(a) for a in parties)
