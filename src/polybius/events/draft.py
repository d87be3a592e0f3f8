"""An event in the making: an act with its parties resolved, before joining and numbering."""

from __future__ import annotations

from dataclasses import dataclass

from polybius.events.confidence import Signs
from polybius.parse import Sentence
from polybius.record import Actor, Claim, Count, EventDate, Mention, Place, Span, Status
from polybius.tokens import Token


@dataclass(frozen=True, eq=False, slots=True)
class Draft:
    """What one mention tells of an act. Later stages replace fields; none changes one in place.

    `by_the_way` marks a participle before a noun ("the jailed editor"): it tells of no act anew.
    """

    type: str
    mode: str | None
    sentence: Sentence
    token: Token
    scope: tuple[Token, ...]
    trigger: Span
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    mutual: bool
    status: Status
    evidence: tuple[str, ...]
    score: float
    signs: Signs
    contexts: tuple[str, ...] = ()
    historical: bool = False
    date: EventDate | None = None
    place: Place | None = None
    claims: tuple[Claim, ...] = ()
    counts: tuple[Count, ...] = ()
    mentions: tuple[Mention, ...] = ()
    tokens: tuple[tuple[int, int], ...] = ()
    lemmas: frozenset[str] = frozenset()
    about: Token | None = None
    background: bool = False
    by_the_way: bool = False

    @property
    def position(self) -> int:
        """Where the trigger starts in the article's text."""
        return self.trigger.start
