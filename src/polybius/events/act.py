"""A reading that was chosen: what the event stages pass on."""

from __future__ import annotations

from dataclasses import dataclass

from polybius.parse import Sentence
from polybius.record import Stance
from polybius.tokens import Token


@dataclass(frozen=True, eq=False, slots=True)
class Act:
    """A reading that was chosen: what was done, by and to whom, and why it is read so.

    `scope` holds the words whose negation, tense and modality bear on it; `status` what an
    operator above imposes; `claimants` whose word it is and `stance` how they stand to it
    ("accused X of"); `inner` the act that was absorbed; `about` the noun of an act judged;
    `kept` acts to stand beside it.
    """

    trigger: Token
    sentence: Sentence
    type: str
    mode: str | None
    family: str
    actors: tuple[Token, ...]
    recipients: tuple[Token, ...]
    mutual: bool
    scope: tuple[Token, ...]
    flags: frozenset[str]
    score: float
    evidence: tuple[str, ...]
    status: str | None = None
    claimants: tuple[Token, ...] = ()
    stance: Stance | None = None
    inner: Act | None = None
    kept: tuple[Act, ...] = ()
    absorbed: frozenset[int] = frozenset()
    implied: bool = False
    topics: frozenset[str] = frozenset()
    about: Token | None = None
    rejected: tuple[str, ...] = ()
