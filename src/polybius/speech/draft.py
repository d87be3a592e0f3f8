"""An attribution as found, before anybody is asked whom its source names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from polybius.speech.attribution import Frame
from polybius.speech.lexicon import Cue
from polybius.speech.paragraph import Paragraph, Stretch, join, overlap
from polybius.tokens import Token


@dataclass(frozen=True, eq=False, slots=True)
class Draft:
    """Content, cue and source of one attribution; `paragraph` is that of cue and source."""

    paragraph: Paragraph
    content: tuple[Stretch, ...]
    frame: Frame
    cue: Cue | None
    words: tuple[Token, ...] = ()
    source: Token | None = None
    source_words: tuple[Token, ...] = ()
    negated: bool = False

    def meets(self, stretch: Stretch, share: float = 0.0) -> bool:
        """Whether one span of the content holds more than this share of a stretch."""
        least = share * (stretch[1] - stretch[0])
        return any(overlap(own, stretch) > least for own in self.content)


def with_quotes(paragraph: Paragraph, stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Stretches widened to the whole of the quotes that they cut."""
    cut = [
        (quote.start, quote.end)
        for quote in paragraph.quotes
        if any(overlap(stretch, (quote.start, quote.end)) for stretch in stretches)
    ]
    return tuple(join([*stretches, *cut]))
