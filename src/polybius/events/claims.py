"""Who reports an event: the attribution that covers its trigger, and accusers of it.

The speaker of a speech act is its actor and no source of it; what the reporter says himself
has no claim.
"""

from __future__ import annotations

from collections.abc import Sequence

from polybius.events.act import Act
from polybius.record import Actor, Claim
from polybius.speech import Attribution, covering

_GRANTED_NOUNS = frozenset({"nsubj", "nsubjpass", "poss", "compound", "amod", "conj"})


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
    stance = act.stance or "asserts"
    cue = None
    found = [Claim(actor, stance, cue) for actor in accusers]
    for attribution in covering(attributions, start, end) if is_asserted(act) else ():
        if not attribution.is_claim or attribution.quotation.kind == "belief":
            continue
        for source in attribution.sources:
            found.append(Claim(source, attribution.stance, attribution.quotation.cue))
    unique: dict[tuple[str, str], Claim] = {}
    for claim in found:
        unique.setdefault((claim.source.name or claim.source.text, claim.stance), claim)
    return tuple(unique.values())


def is_asserted(act: Act) -> bool:
    """Whether a sentence says that an act took place, rather than taking it for granted.

    What stands in a relative clause or as the subject or owner of something else is known
    already: no speaker is needed for it.
    """
    at = act.scope[-1] if act.scope else act.trigger
    if at.pos_ not in {"VERB", "AUX"} and at.dep_ in _GRANTED_NOUNS:
        return False
    while at.head != at and at.dep_ not in {"ccomp", "ROOT", "parataxis"}:
        if at.dep_ in {"relcl", "acl"} and at.pos_ in {"VERB", "AUX"}:
            return False
        at = at.head
    return True
