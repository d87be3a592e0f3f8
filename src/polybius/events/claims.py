"""Who reports an event: the attribution that covers its trigger, and accusers of it.

The speaker of a speech act is its actor and no source of it; what the reporter says himself
has no claim.
"""

from __future__ import annotations

from collections.abc import Sequence

from polybius.events.acts import Act
from polybius.record import Actor, Claim, Stance
from polybius.speech import Attribution, covering


def claims_of(
    start: int,
    end: int,
    attributions: Sequence[Attribution],
    accusers: tuple[Actor, ...],
    act: Act,
) -> tuple[Claim, ...]:
    """The claims on an event whose trigger is ``[start, end)``, the nearest source first.

    `accusers` are those under whose accusation or denial the act stands.
    """
    stance: Stance = "denies" if act.stance == "denies" else "asserts"
    cue = None
    found = [Claim(actor, stance, cue) for actor in accusers]
    for attribution in covering(attributions, start, end):
        if not attribution.is_claim or attribution.quotation.kind == "belief":
            continue
        for source in attribution.sources:
            found.append(Claim(source, attribution.stance, attribution.quotation.cue))
    unique: dict[tuple[str, str], Claim] = {}
    for claim in found:
        unique.setdefault((claim.source.name or claim.source.text, claim.stance), claim)
    return tuple(unique.values())
