"""What the reading of speech gives: who says, thinks or wants which words of the text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Protocol

from polybius.parse import Sentence
from polybius.record import Actor, Quotation, Stance
from polybius.tokens import Token

Frame = Literal["quote", "that", "to", "do", "ing", "np", "as", "prep", "clause"]


class Resolver(Protocol):
    """Whoever can say whom a noun phrase names."""

    def actors(self, sentence: Sentence, head: Token) -> tuple[Actor, ...]:
        """The actors named by the noun phrase with this head."""
        ...


@dataclass(frozen=True, eq=False, slots=True)
class Attribution:
    """A quotation with what led to it.

    `source_head` and `source_sentence` are the head token of the source and the index of
    its sentence, both None where the text names no source; `sources` are all it resolves to
    (several for "France and Germany said"). `cue_tokens` is empty where a quotation
    stands without cue; `cue_sentence` is the index of the cue's or else the content's
    sentence. `frame` says what holds the content (the cue table explains the names);
    `evidence` names the cue's row.
    """

    quotation: Quotation
    stance: Stance
    frame: Frame
    sources: tuple[Actor, ...]
    source_head: Token | None
    source_sentence: int | None
    cue_tokens: tuple[Token, ...]
    cue_sentence: int
    evidence: str

    def covers(self, start: int, end: int) -> bool:
        """Whether the content holds the stretch ``[start, end)`` of the text."""
        return any(first <= start and end <= last for first, last in self.quotation.content)

    @property
    def is_claim(self) -> bool:
        """Whether the source puts the content forward as so (or not so, or open).

        True of clauses and quotations that are said, shown or believed; false of what is
        wanted, planned, praised or merely spoken about.
        """
        return self.frame in ("quote", "that", "clause")

    @property
    def size(self) -> int:
        """The number of characters of the content."""
        return sum(end - start for start, end in self.quotation.content)


def covering(attributions: Iterable[Attribution], start: int, end: int) -> tuple[Attribution, ...]:
    """The attributions whose content holds ``[start, end)``, the innermost first."""
    found = [attribution for attribution in attributions if attribution.covers(start, end)]
    return tuple(sorted(found, key=lambda attribution: attribution.size))
