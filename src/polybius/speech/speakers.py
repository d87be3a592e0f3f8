"""Speakers named before a colon: "Peskov: “No talks”", and the lines of a transcript."""

from __future__ import annotations

import re
from dataclasses import dataclass

from polybius.speech.paragraph import Paragraph, Stretch, trim
from polybius.tokens import Token

# A transcript's label: a name in capitals, or Q and A, perhaps with a title or a bracket.
_LABEL = re.compile(r"(?:[A-Z][A-Z.'’\-]+\s){0,4}[A-Z][A-Z.'’\-]*(?:\s\([^)]{1,40}\))?:\s")
_LONGEST = 10
# Labels of newsrooms, not of people.
_RUBRICS = frozenset(
    "FILE PHOTO PHOTOS VIDEO WATCH READ UPDATE UPDATED EXCLUSIVE BREAKING ANALYSIS FACTBOX "
    "TIMELINE EDITORIAL OPINION CORRECTION CLARIFICATION NOTE ABSTRACT TEXT RELATED MORE LIVE "
    "SOURCE".split()
)


@dataclass(frozen=True, eq=False, slots=True)
class Spoken:
    """Words given to a speaker by a colon."""

    speaker: Token
    words: tuple[Token, ...]
    colon: Token
    content: Stretch


def find_spoken(paragraph: Paragraph) -> Spoken | None:
    """The speech that a paragraph gives to the name it opens with, if it does.

    A quotation must follow the colon, unless the name is in capitals as in a transcript.
    """
    tokens = [token for token in paragraph.sentences[0].tokens.doc if not token.is_space]
    head = tokens[: _LONGEST + 1]
    colon = next((token for token in head if token.text == ":"), None)
    if colon is None or colon == head[0]:
        return None
    words = tuple(head[: head.index(colon)])
    if any(token.pos_ in ("VERB", "AUX") or token.text in _RUBRICS for token in words):
        return None
    start = paragraph.offsets((colon,))[1]
    end = paragraph.sentences[-1].end
    speaker = next((token for token in words if token.head not in words), words[-1])
    if not any(token.pos_ == "PROPN" for token in words):
        return None
    if _LABEL.match(paragraph.text, paragraph.start):
        content = trim(paragraph.text, start, end)
        content = (content[0], end)
    else:
        gap = next((quote for quote in paragraph.quotes if quote.start >= start), None)
        if gap is None or paragraph.text[start : gap.start].strip():
            return None
        content = (gap.start, gap.end)
    return Spoken(_name(words, speaker), words, colon, content) if content[0] < end else None


def _name(words: tuple[Token, ...], head: Token) -> Token:
    """The person in a label: "A lesson from Jane Roe" is Jane Roe's."""
    people = [token for token in words if token.ent_type_ == "PERSON"]
    return next((token for token in people if token.head not in people), head)
