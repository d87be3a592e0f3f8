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
# Acts of those in power, and whom they fall on where they are politics.
_OFFICIAL = frozenset({"COERCE", "SANCTION", "RETREAT"})
_FORCIBLE = frozenset({"ASSAULT", "COERCE"})
_ATTENDED = frozenset({"JRN", "OPP", "SOC", "REL", "NGO", "REF"})
_POWER = frozenset("GOV JUD LEG MIL COP REB PRM IGO UAF SPY".split())
# Violence that is no one's private crime: bombardment, offensives, bombs, chemical weapons.
_WARLIKE = frozenset(
    {None, "aerial", "drone", "heavy-weapons", "explosives", "suicide-attack", "unconventional"}
)


def is_political(actor: Actor) -> bool:
    """Whether an actor is a state, or acts in politics by its sectors."""
    return actor.kind == "state" or bool(POLITICAL & set(actor.sectors))


def _holds_power(actor: Actor) -> bool:
    return actor.kind == "state" or bool(_POWER & set(actor.sectors))


def in_scope(
    type_: str, mode: str | None, actors: Iterable[Actor], recipients: Iterable[Actor]
) -> bool:
    """Whether an act of a type and mode between these parties is one of world politics."""
    actors, recipients = tuple(actors), tuple(recipients)
    parties = [*actors, *recipients]
    if (type_, mode) == ("SANCTION", "convict") and actors and not any(map(_holds_power, actors)):
        return False  # a club fines its player
    if type_ == "PROTEST" or (type_, mode) == ("SANCTION", "expel"):
        return True  # people in the street, people driven out
    if type_ == "ASSAULT" and mode in _WARLIKE:
        return any(a.country or is_political(a) for a in parties)
    if type_ in _FORCIBLE and len({a.country for a in parties if a.country}) > 1:
        return True  # pirates and smugglers, where they act across borders
    if type_ in _OFFICIAL and any(set(r.sectors) & _ATTENDED for r in parties):
        return True  # who jails a journalist need not be named: it is the state
    return any(is_political(a) for a in parties)
