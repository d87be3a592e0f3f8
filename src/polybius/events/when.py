"""The days of an event: its own expression, else the clause's, the sentence's, the paragraph's.

Where the text gives none, an act told as news has the publication date; `basis` says which.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from polybius.events.clauses import ancestors, distance
from polybius.events.draft import Draft
from polybius.parse import Parse
from polybius.record import EventDate, TimeExpression
from polybius.times import narrow

# How many days before publication an event may end and still be part of the story.
_STORY_DAYS = 60
_AFTER = frozenset({"after", "since", "following"})


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
        aside = any(t.dep_ in {"relcl", "acl"} for t in draft.scope)  # "editor who accused ..."
        headline = draft.sentence.kind == "headline" and not aside
        if self._published and draft.status == "actual" and headline:
            return EventDate(self._published, self._published, None, None, None, "published")
        return None

    def is_historical(self, draft: Draft) -> bool:
        """Whether an event is background from before the story's own time.

        So by its own days, by a past perfect, or because it stands in an "after" phrase of
        something that is itself over ("expanded last month after the collapse of a truce").
        """
        if self._published is None:
            return False
        if draft.date is not None and draft.date.basis != "published":
            return draft.date.to < _days_before(self._published, _STORY_DAYS)
        return draft.background or self._before_the_past(draft)

    def _before_the_past(self, draft: Draft) -> bool:
        assert self._published is not None
        after = False
        for step in ancestors(draft.token):
            if after and step.pos_ in {"VERB", "AUX"}:
                return any(
                    time.to is not None and time.to < _days_before(self._published, 7)
                    for time in self._times.get(draft.sentence.index, ())
                    if (token := draft.sentence.token_at(time.start)) is not None
                    and distance(token, [step]) <= 1
                )
            after = after or (step.pos_ in {"ADP", "SCONJ"} and step.lower_ in _AFTER)
        return False

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
    return any(
        t.dep_ == "advcl"
        and t.tag_ == "VBG"
        and not any(c.dep_ in {"mark", "aux"} for c in t.children)
        for t in draft.scope
    )


def _days_before(day: str, days: int) -> str:
    return (date.fromisoformat(day) - timedelta(days=days)).isoformat()
