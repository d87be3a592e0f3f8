"""Who is meant where a sentence leaves the doer unsaid: taken from the text around.

"They were fined" has its court from the sentence before; a protest that nobody is said to
hold is held by protesters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from polybius.events.draft import Draft
from polybius.events.join import same_party
from polybius.events.scope import is_political
from polybius.record import Actor
from polybius.tokens import Token

_DIRECTED = frozenset({"REJECT", "ACCUSE", "THREATEN", "SANCTION", "CONCEDE", "REQUEST"})
_REACH = 2
_JUDGING = frozenset({"ACCUSE", "SUPPORT", "REQUEST"})
# Acts of an office, and the sectors of those who hold it, most likely first.
_OFFICES: dict[tuple[str, str | None], frozenset[str]] = {
    ("SANCTION", None): frozenset({"JUD"}),
    ("ACCUSE", "allege"): frozenset({"JUD"}),
    ("COERCE", "arrest"): frozenset({"COP", "MIL", "GOV", "SPY"}),
}


def imply_doers(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, in order, with doers implied where the text before names who holds the office."""
    done: list[Draft] = []
    for draft in drafts:
        if not draft.actors and draft.recipients:
            if doers := _office_holder(draft, done):
                draft = replace(draft, actors=doers)
            elif draft.type == "PROTEST":
                draft = replace(draft, actors=(_crowd(draft),))
        elif not draft.actors and draft.type == "PROTEST" and draft.place is not None:
            draft = replace(draft, actors=(_crowd(draft),))
        done.append(draft)
    return done


def imply_targets(joined: Sequence[Draft]) -> list[Draft]:
    """Joined drafts, with whom a verdict falls on, where the text tells elsewhere who did what
    is judged ("the bombing is unacceptable")."""
    doers = {
        key: draft.actors
        for draft in joined
        for key in (_key(draft.token), *draft.tokens)
        if draft.actors
    }
    return [
        replace(draft, recipients=tuple(replace(a, implied=True) for a in doers[_key(draft.about)]))
        if not draft.recipients
        and draft.type in _JUDGING
        and draft.about is not None
        and _key(draft.about) in doers
        else draft
        for draft in joined
    ]


def imply_partners(drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts in order, with whom an act is directed at taken from the acts just before.

    Who refuses, threatens or accuses without saying whom, means whoever he has to do with in
    the text at that point: the other side of the last act in which he takes part. A verdict on
    an act falls on who did that act, whoever it is.
    """
    done: list[Draft] = []
    for draft in drafts:
        directed = draft.type in _DIRECTED and not draft.mutual and draft.about is None
        if draft.actors and not draft.recipients and directed:
            partners = _partners(draft, done)
            if partners:
                draft = replace(draft, recipients=partners)
        done.append(draft)
    return done


def _partners(draft: Draft, before: Sequence[Draft]) -> tuple[Actor, ...]:
    for earlier in reversed(before):
        if draft.sentence.index - earlier.sentence.index > _REACH:
            break
        for own, others in (
            (earlier.actors, earlier.recipients),
            (earlier.recipients, earlier.actors),
        ):
            mine = any(same_party(a, b) for a in draft.actors for b in own)
            if mine and others and not earlier.mutual:
                far = [o for o in others if not any(same_party(o, a) for a in draft.actors)]
                if len(far) == 1 and is_political(far[0]):
                    return (replace(far[0], implied=True),)
    return ()


def _key(token: Token) -> tuple[int, int]:
    return (id(token.doc), token.i)


def _office_holder(draft: Draft, before: Sequence[Draft]) -> tuple[Actor, ...]:
    wanted = _OFFICES.get((draft.type, draft.mode)) or _OFFICES.get((draft.type, None))
    if wanted is None:
        return ()
    countries = {r.country for r in draft.recipients if r.country}
    for earlier in reversed(before):
        if earlier.sentence.index < draft.sentence.index - 8:
            break
        holders = tuple(
            replace(a, implied=True)
            for a in earlier.actors
            if wanted & set(a.sectors[:2]) and (not countries or a.country in countries)
        )
        if holders:
            return holders[:1]
    return ()


def _crowd(draft: Draft) -> Actor:
    """The people of a protest that names none: its own words, in the country it is held in."""
    place = draft.place.country if draft.place else None
    country = place or next((r.country for r in draft.recipients if r.country), None)
    start, end, text = draft.trigger.start, draft.trigger.end, draft.trigger.text
    return Actor(start, end, text, None, country, ("CVL",), "group", implied=True)
