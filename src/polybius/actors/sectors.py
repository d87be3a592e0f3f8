"""PLOVER's sector codes, and what the resolver must know of them."""

from __future__ import annotations

SECTORS = frozenset(
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE "
    "REL SOC IGO NGO MNC ISM IMG".split()
)
# Offices of a state: who has left one is elite.
OFFICIAL = frozenset("GOV MIL LEG JUD SPY COP".split())
# What somebody is for long: a general was a soldier before, a minister was not in office.
CAREERS = frozenset(
    "AGR BUS COP CRM CVL EDU JRN JUD LAB MED MIL NGO OPP PRM PTY REB REL SPY".split()
)
KINDS = frozenset(("person", "group", "organisation", "state"))


def joined(*parts: tuple[str, ...]) -> tuple[str, ...]:
    """The sectors of all parts, in order, each once."""
    return tuple(dict.fromkeys(sector for part in parts for sector in part))
