"""Why a word was read as it was: what the rules proposed, what lost, what the learned part
made of it.

The same steps as `EventReader.read` up to the choice of a type, with all that it weighs kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from polybius.events.act import Act
from polybius.events.judge import Judge, judged
from polybius.events.reader import EventReader, Findings

# Types that the learned part thinks less likely than this are not told.
_LEAST = 0.01
_MOST = 5


@dataclass(frozen=True, slots=True)
class Reading:
    """One word that may tell of an act.

    `start`, `end`, `text` are its span, `sentence` its sentence's index. `type`, `mode` and
    `evidence` are what the codebook's rules say, None and empty where they know no act here;
    `lost` the frames that fit too, the nearest first. `chances` are the learned part's, the
    likeliest first. `final` is the type in the end, None where no act was seen.
    """

    start: int
    end: int
    text: str
    sentence: int
    type: str | None
    mode: str | None
    evidence: tuple[str, ...]
    lost: tuple[str, ...]
    chances: tuple[tuple[str, float], ...]
    final: str | None


def readings(reader: EventReader, judge: Judge | None, findings: Findings) -> Iterator[Reading]:
    """Every act and every gap of an article, in order of the text."""
    found = sorted(
        reader.described(findings), key=lambda one: (one[0].sentence.index, one[0].trigger.i)
    )
    for act, features, vector in found:
        final: Act | None = act if act.type else None
        chances: tuple[tuple[str, float], ...] = ()
        if judge is not None:
            given = judge.probabilities(features, vector)
            final = judged(act, judge.types, given)
            told = sorted(zip(judge.types, map(float, given), strict=True), key=lambda p: -p[1])
            chances = tuple((type_, round(p, 2)) for type_, p in told[:_MOST] if p >= _LEAST)
        span = findings.parse.span(act.sentence, act.trigger, act.trigger)
        yield Reading(
            span.start,
            span.end,
            span.text,
            act.sentence.index,
            act.type or None,
            act.mode,
            act.evidence,
            act.rejected,
            chances,
            final.type if final else None,
        )
