"""How far two reports agree: a sum of weights for and against their telling of one act.

In the manner of Fellegi and Sunter (1969, A theory for record linkage, JASA 64): each field
that agrees speaks for, each that differs against, in proportion to how rarely unlike acts
agree or reports of one act differ in it. Two reports go together from `LINK` upwards.
"""

from __future__ import annotations

from collections.abc import Iterator

from polybius.story.report import Days, Party, Report, Site

LINK = 1.8
# Sectors that one report gives to those whom another calls by what they are.
_VAGUE = frozenset("CVL UNK GOV UAF".split())
# Words are said again and again, to the same and on the same day, of many things.
_SPOKEN = frozenset("ACCUSE REQUEST REJECT THREATEN SUPPORT CONSULT".split())
_OFTEN = 0.7
# Two events of one article are two acts, says its coding.
_APART = 3.0
# No two reports of one act: what nothing else can outweigh.
NEVER = -99.0


def agreement(one: Report, other: Report) -> float:
    """The weight for (positive) or against one act; symmetric; NEVER where it cannot be."""
    if one.kind != other.kind or one.status != other.status:
        return NEVER
    when = _when(one.days, other.days)
    if when == NEVER:
        return NEVER
    weight = (
        when
        + _where(one.site, other.site)
        + _who(one, other)
        + _what(one, other)
        + _told(one, other)
    )
    if one.kind in _SPOKEN:
        weight -= _OFTEN
    return weight - _APART if one.document == other.document else weight


def _when(one: Days | None, other: Days | None) -> float:
    """Days must meet or be neighbours; those up to a publication are told less surely."""
    if one is None or other is None:
        return NEVER
    gap = _gap(one, other)
    wide = max(one.width, other.width)
    if one.firm and other.firm:
        if gap == 0:
            return 1.5 if wide <= 3 else 0.8 if wide <= 31 else 0.3
        return 0.0 if gap == 1 and wide <= 3 else NEVER
    return (0.8, 0.5)[gap] if gap <= 1 and wide <= 31 else NEVER


def _gap(one: Days, other: Days) -> int:
    """Days between the two, 0 where they share one."""
    return max(0, one.first - other.last, other.first - one.last)


def _where(one: Site | None, other: Site | None) -> float:
    if one is None or other is None:
        return 0.0
    if one.country and other.country and one.country != other.country:
        return -3.0
    if one.name == other.name:
        return 1.5 if one.exact else 0.5
    if one.exact and other.exact:
        near = one.admin1 and one.admin1 == other.admin1
        return -1.0 if near else -5.0
    if not one.exact and not other.exact and one.admin1 and other.admin1:
        return -2.0
    if one.admin1 and other.admin1:
        return 0.7 if one.admin1 == other.admin1 else -2.0
    return 0.3


def _who(one: Report, other: Report) -> float:
    if one.mutual or other.mutual:
        # Who is called doer and who target is then a matter of the sentence.
        return _meeting(*((*report.doers, *report.targets) for report in (one, other)))
    return _side(one.doers, other.doers) + _side(one.targets, other.targets)


def _side(some: tuple[Party, ...], others: tuple[Party, ...]) -> float:
    """The mean over the shorter side of each one's best counterpart."""
    if not some or not others:
        return 0.0 if not some and not others else -0.2
    best = _counterparts(some, others)
    return sum(best) / len(best)


def _meeting(some: tuple[Party, ...], others: tuple[Party, ...]) -> float:
    """As for two sides, but who met whom is all there is to a meeting: one who has no
    counterpart speaks against by himself."""
    if not some or not others:
        return -0.2
    best = _counterparts(some, others)
    return 2 * sum(best) / len(best) - 3.0 * sum(1 for weight in best if weight < 0)


def _counterparts(some: tuple[Party, ...], others: tuple[Party, ...]) -> list[float]:
    """The weight of each one's best counterpart, over the shorter of the two lists; of two
    equally long ones over that which finds less."""
    if len(some) == len(others):
        return min(_best(some, others), _best(others, some), key=lambda best: (sum(best), best))
    return _best(*sorted((some, others), key=len))


def _best(some: tuple[Party, ...], others: tuple[Party, ...]) -> list[float]:
    return [max(_party(party, other) for other in others) for party in some]


def _party(one: Party, other: Party) -> float:
    if one.code and other.code and one.code != other.code:
        # A body acts through states, and may be named by one of them.
        return -0.7 if one.body != other.body else -2.5
    if one.person and other.person and one.name and other.name:
        return 2.5 if one.name == other.name else -1.0
    if one.name and one.name == other.name:
        return 2.0
    shared = 0.8 * _overlap(one.words, other.words)
    if not one.code or not other.code:
        return shared + (0.4 if one.sectors[:1] == other.sectors[:1] else -0.3)
    if one.sectors[:1] == other.sectors[:1]:
        return shared + 1.0
    if not set(one.sectors).isdisjoint(other.sectors):
        return shared + 0.7
    return shared + (0.2 if _VAGUE & {*one.sectors[:1], *other.sectors[:1]} else -0.6)


def _what(one: Report, other: Report) -> float:
    """Modes and figures."""
    weight = 0.0
    if one.modes and other.modes:
        weight += -1.5 if one.modes.isdisjoint(other.modes) else 0.7
    return weight + sum(_figures(one, other))


def _figures(one: Report, other: Report) -> Iterator[float]:
    theirs = dict(other.counts)
    for kind, figure in one.counts:
        if kind in theirs:
            low, high = sorted((figure, theirs[kind]))
            if low == high:
                yield 1.0
            elif high <= 1.5 * low:
                yield 0.4
            elif high > 3 * low:
                yield -1.0


def _told(one: Report, other: Report) -> float:
    """Words for the act, and what the articles are about."""
    trigger = 0.4 if not one.trigger.isdisjoint(other.trigger) else 0.0
    known = one.words and other.words
    words = 3.0 * _overlap(one.words, other.words) - 0.8 if known else -0.4
    about = 1.5 * _overlap(one.about, other.about) - 0.5 if one.about and other.about else 0.0
    return trigger + words + about


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared words as part of the shorter list, which counts as having at least four."""
    return len(one & other) / max(min(len(one), len(other)), 4) if one and other else 0.0
