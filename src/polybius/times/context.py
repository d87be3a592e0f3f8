"""What an expression is read against: the publication date, what was said before, the clause."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from polybius.times.days import ORDER, Days
from polybius.times.tense import Direction

# How far in days a date without its year may lie on the side that the tense tells,
# before the nearest one is the likelier: further back than ahead, where news says "next".
_REACH: dict[Direction | None, int] = {"past": 335, "future": 270}
# The same where the date belongs to a noun, whose time need not be the verb's.
_NOUN_REACH = {"phrase": 270, "modifier": 183}


@dataclass(slots=True)
class Story:
    """One article's memory: the dates read so far, and the year a paragraph is set in."""

    published: Days | None
    last: Days | None = None  # the last date that was told of
    reported: Days | None = None  # the last that only dates a report
    period: Days | None = None  # the quarter or half that figures are given for
    frame: Days | None = None  # opened by "In 1995, ..." for what follows it closely
    framed: int = 0  # the sentence that opened it

    @property
    def anchor(self) -> Days | None:
        """What "the next day" counts from."""
        return self.last or self.reported


@dataclass(slots=True)
class Setting:
    """The story as one expression sees it; `look` gives its clause's direction when asked."""

    story: Story
    look: Callable[[], Direction | None]
    hangs: Callable[[], str | None] = field(default=lambda: None)  # how it dates a noun
    before: str = ""  # the lower-case word before the expression
    capital: bool = False  # whether that word begins with one
    after: str = ""  # the word after it
    dated: Callable[[], str] = field(default=lambda: "")  # the model's entity label

    def now(self, grain: str) -> date | None:
        """The publication's own day, month or year, where known finely enough for `grain`."""
        published = self.story.published
        if published is None or ORDER[published.grain] > ORDER[grain]:
            return None
        return published.first

    def nearest(self, options: Iterable[Days]) -> Days | None:
        """Of the same day in several years, the one that the tense points to."""
        known = self.story.published
        found = list(options)
        if known is None or not found or known.grain == "year":
            return None
        now, until = known.first, known.last
        close = min(found, key=lambda days: distance(days, now))
        direction = self.look()
        if direction == "past":
            past = [days for days in found if days.first <= until]
            best = max(past, key=lambda days: days.first, default=close)
        elif direction == "future":
            ahead = [days for days in found if days.last >= now]
            best = min(ahead, key=lambda days: days.first, default=close)
        else:
            best = close
        far = distance(best, now)
        if far > min(_REACH.get(direction, 366), _NOUN_REACH.get(self.hangs() or "", 366)):
            return close
        return best


def distance(days: Days, now: date) -> int:
    if days.first <= now <= days.last:
        return 0
    gap: timedelta = days.first - now if days.first > now else now - days.last
    return gap.days
