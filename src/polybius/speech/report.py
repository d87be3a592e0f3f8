"""A cue in its place, with its source and what it holds."""

from __future__ import annotations

from dataclasses import dataclass

from polybius.speech.attribution import Frame
from polybius.speech.lexicon import Cue
from polybius.tokens import Token


@dataclass(frozen=True, eq=False, slots=True)
class Report:
    """A cue in its place.

    `words` are the cue's tokens, `source` the head of the noun phrase it belongs to,
    `content` the positions (in the paragraph) of the tokens it holds, `frame` how.
    """

    cue: Cue
    head: Token
    words: tuple[Token, ...]
    source: Token | None
    content: frozenset[int]
    frame: Frame
    negated: bool = False
    source_words: tuple[Token, ...] = ()
