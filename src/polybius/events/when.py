"""The days of an event: its own expression, else the clause's, the sentence's, the paragraph's.

Where the text gives none, an act told as news has the publication date; `basis` says which.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from polybius.events.clauses import distance
from polybius.events.draft import Draft
from polybius.parse import Parse
from polybius.record import EventDate, TimeExpression
from polybius.times import narrow


class DateFinder:
    """Gives each draft its date; built for one article from its time expressions."""

    def __init__(
        self, parse: Parse, times: Sequence[TimeExpression], published: str | None
    ) -> None:
        self._times: dict[int, list[TimeExpression]] = {}
        self._published = published if published and len(published) == 10 else None
        dated = [t for t in times if t.kind == "date" and t.from_ and t.to]
        for sentence in parse.sentences:
            inside = [t for t in dated if sentence.start <= t.start < sentence.end]
            if inside:
                self._times[sentence.index] = inside
        self._parse = parse

    def date_of(self, draft: Draft) -> EventDate | None:
        """The event's date, None where nothing is known.

        A headline tells the day's news: what it says as done has the publication date.
        """
        own = self._in_sentence(draft)
        if own is not None:
            return own
        if self._published and draft.status == "actual" and draft.sentence.kind == "headline":
            return EventDate(self._published, self._published, None, None, None, "published")
        return None

    def _in_sentence(self, draft: Draft) -> EventDate | None:
        best: tuple[int, int, TimeExpression] | None = None
        for time in self._times.get(draft.sentence.index, ()):
            token = draft.sentence.token_at(time.start)
            if token is None:
                continue
            far = distance(token, draft.scope)
            if far > 1 and not (far == 2 and _goes_along(draft)):
                continue
            rank = (far, abs(time.start - draft.position))
            if best is None or rank < best[:2]:
                best = (*rank, time)
        if best is None:
            return None
        far, _, time = best
        return _dated(time, inherited=far == 2)


def _dated(time: TimeExpression, *, inherited: bool) -> EventDate:
    assert time.from_ is not None
    assert time.to is not None
    first, last = narrow(time.text, time.from_, time.to)
    basis = "inherited" if inherited else time.basis
    return EventDate(first, last, time.start, time.end, time.text, basis)


def _goes_along(draft: Draft) -> bool:
    """Whether an act is told as part of the one above: "convicted him Saturday, sentencing ..." """
    return any(t.dep_ == "advcl" and t.tag_ == "VBG" for t in draft.scope) and not any(
        c.dep_ in {"mark", "aux"} for t in draft.scope for c in t.children
    )


def mark_historical(draft: Draft, published: str | None) -> Draft:
    """Set `historical` where an event's days end more than a year's quarter before the story."""
    if published is None or draft.date is None or draft.date.basis == "published":
        return draft
    month_before = _months_before(published, 6)
    return replace(draft, historical=draft.date.to < month_before)


def _months_before(day: str, months: int) -> str:
    year, month = int(day[:4]), int(day[5:7]) if len(day) >= 7 else 1
    total = year * 12 + month - 1 - months
    return f"{total // 12:04d}-{total % 12 + 1:02d}-01"
