"""One act, one event: the mentions of an act within an article are joined, others are not.

Mentions join when type and parties agree and nothing sets them apart: another status of
reality, other days, another mode, or another kind of act by the words' own family.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from polybius.events.draft import Draft
from polybius.record import Actor, Mention, Place

_NUMBERS = frozenset(
    """one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty
    dozen dozens hundred hundreds scores thousands several other others another""".split()
)
_HARM = frozenset({"kill", "wound", "injure", "maim", "destroy", "hurt"})
# Who speaks for a state: its government and its armed forces.
_GOVERNING = frozenset({"GOV", "MIL"})


def join(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts of an article with those of the same act made one, in order of the text.

    A mention that names nobody ("the decision to call it off") only ever joins another, and so
    does one by the way ("the jailed editor").
    """
    joined: list[Draft] = []
    for draft in drafts:
        for at in range(len(joined) - 1, -1, -1):
            if _same_act(joined[at], draft):
                joined[at] = _merge(joined[at], draft)
                break
        else:
            if draft.actors or draft.recipients or (draft.type == "ASSAULT" and draft.place):
                joined.append(draft)
    return [draft for draft in joined if not draft.by_the_way]


def _same_act(one: Draft, other: Draft) -> bool:
    if one.type != other.type or one.status != other.status:
        return False
    if (one.mutual and other.mutual and _nested(one, other)) or _harm_of(one, other):
        return True
    if one.mode and other.mode and one.mode != other.mode:
        return False
    if not (_agree(one.actors, other.actors) and _agree(one.recipients, other.recipients)):
        return False
    if one.sentence.index == other.sentence.index and not one.lemmas & other.lemmas:
        return one.mode == other.mode is not None and _goes_along(one, other)
    if not _dates_agree(one, other) or one.background != other.background:
        return False
    shared = bool(one.lemmas & other.lemmas)
    parties = bool(one.actors and other.actors) or bool(one.recipients and other.recipients)
    if one.place and other.place and _apart(one.place, other.place):
        return False
    if not other.actors and not other.recipients:
        return shared
    if one.place and other.place and one.mode and one.mode == other.mode:
        return True  # the same kind of act at the same town
    return parties if shared else _strongly(one, other)


def _nested(one: Draft, other: Draft) -> bool:
    """Whether one meeting is told as part of the other: "may meet as part of talks with"."""
    if one.sentence.index != other.sentence.index:
        return False
    return any(one.token.is_ancestor(t) for t in other.scope) or any(
        other.token.is_ancestor(t) for t in one.scope
    )


def _harm_of(one: Draft, other: Draft) -> bool:
    """Whether one verb tells what the other did: "shelled the town, killing five"."""
    if one.sentence.index != other.sentence.index or one.type != "ASSAULT":
        return False
    for act, harm in ((one, other), (other, one)):
        added = harm.token.dep_ in {"advcl", "conj", "acl"}
        below = any(t.is_ancestor(harm.token) for t in act.scope)
        if added and below and harm.token.lemma_.lower() in _HARM:
            return not harm.actors or _agree(act.actors, harm.actors)
    return False


def _goes_along(one: Draft, other: Draft) -> bool:
    """Whether a participle tells the verb above again: "convicted them, sentencing them to ..." """
    return (
        other.token.dep_ == "advcl"
        and other.token.tag_ == "VBG"
        and other.token.head in one.scope
        and all(any(same_party(a, b) for b in one.recipients) for a in other.recipients)
    )


def _apart(one: Place, other: Place) -> bool:
    """Whether two places cannot be the same: a town lies in its country, not in another town."""
    if one.name == other.name:
        return False
    return one.country != other.country or "country" not in (one.level, other.level)


def _strongly(one: Draft, other: Draft) -> bool:
    """Both sides named in both mentions: then other words may tell of the same act."""
    sides = (one.actors, other.actors, one.recipients, other.recipients)
    named = all(any(not a.implied for a in side) for side in sides)
    return named and one.mode == other.mode


def _agree(one: Sequence[Actor], other: Sequence[Actor]) -> bool:
    """Whether two lists may name the same parties: nobody named, a shared name, or a country."""
    if not one or not other:
        return True
    names = {a.name for a in one if a.name} & {b.name for b in other if b.name}
    if names:
        return True
    return any(
        a.country == b.country and (a.country is not None) and _compatible(a, b)
        for a in one
        for b in other
    )


def same_party(a: Actor, b: Actor) -> bool:
    """Whether two mentions name the same actor: by words, by name, or by country and role."""
    if (a.start, a.end) == (b.start, b.end):
        return True
    if a.country is not None and a.country == b.country and "state" in (a.kind, b.kind):
        return all(not x.sectors or _GOVERNING & set(x.sectors) for x in (a, b))
    if a.name and b.name:
        return a.name == b.name
    return a.country is not None and a.country == b.country and a.sectors == b.sectors


def same_actor(a: Actor, b: Actor) -> bool:
    """Whether two mentions name one and the same: a government is not its president here."""
    if (a.start, a.end) == (b.start, b.end):
        return True
    if a.name or b.name:
        return a.name == b.name
    return (a.country, a.sectors, a.kind) == (b.country, b.sectors, b.kind)


def _compatible(a: Actor, b: Actor) -> bool:
    if "state" in (a.kind, b.kind):
        return True
    if _number(a.text) != _number(b.text) and "group" in (a.kind, b.kind):
        return False  # "five other defendants" are not "the defendants"
    if a.kind == "person" and b.kind == "person" and a.name and b.name:
        return False
    if not a.sectors or not b.sectors:
        return True
    return bool(set(a.sectors) & set(b.sectors))


def _number(text: str) -> str | None:
    """The number word or figure in a phrase, None where it has none."""
    words = text.lower().split()
    return next((w for w in words if w in _NUMBERS or w[0].isdigit()), None)


def _dates_agree(one: Draft, other: Draft) -> bool:
    if one.date is None or other.date is None:
        return True
    if "published" in (one.date.basis, other.date.basis):
        return not (one.historical or other.historical)
    return one.date.from_ <= other.date.to and other.date.from_ <= one.date.to


def _merge(first: Draft, later: Draft) -> Draft:
    """The first mention leads; what it leaves open is taken from the later one."""
    mention = Mention(
        later.trigger.start, later.trigger.end, later.trigger.text, later.sentence.index
    )
    weak = first.date is None or first.date.basis in {"published", "inherited"}
    strong = later.date is not None and later.date.basis in {"explicit", "relative"}
    return replace(
        first,
        mode=first.mode or later.mode,
        actors=_all_sides(first, later)
        or first.actors
        or tuple(replace(a, implied=True) for a in later.actors),
        recipients=first.recipients or tuple(replace(a, implied=True) for a in later.recipients),
        mentions=(*first.mentions, mention, *later.mentions),
        tokens=(*first.tokens, (id(later.token.doc), later.token.i), *later.tokens),
        date=later.date if weak and strong else first.date,
        historical=first.historical and later.historical,
        by_the_way=first.by_the_way and later.by_the_way,
        place=first.place or later.place,
        claims=first.claims + tuple(c for c in later.claims if not _claimed(first, c.source)),
        counts=first.counts + tuple(c for c in later.counts if c not in first.counts),
        lemmas=first.lemmas | later.lemmas,
        evidence=first.evidence,
        signs=max(first.signs, later.signs, key=lambda signs: signs.order),
        contexts=first.contexts + tuple(c for c in later.contexts if c not in first.contexts),
    )


def _all_sides(first: Draft, later: Draft) -> tuple[Actor, ...]:
    """Everyone in a meeting of which two phrases of one sentence tell."""
    if not (first.mutual and later.mutual and _nested(first, later)):
        return ()
    names = {a.name or a.text for a in first.actors}
    return first.actors + tuple(a for a in later.actors if (a.name or a.text) not in names)


def _claimed(draft: Draft, source: Actor) -> bool:
    return any(
        (c.source.name or c.source.text) == (source.name or source.text) for c in draft.claims
    )
