"""The words of a sentence as place names are made of them, and what the parse says of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from polybius.parse import Sentence
from polybius.places.keys import key_of

# Letters with dots (U.S.), W. Va., or a word; a final 's is not part of it, an inner
# apostrophe is (Sana'a).
_WORD = re.compile(
    r"(?:[A-Z]\.)+[A-Z]\b\.?|[A-Z]\. ?[A-Z][a-z]\.|[^\W\d_]+(?:['’‘`ʿ](?![sS]\b)[^\W\d_]+)*"
)
_JOINT = re.compile(r"\s+|[-–‑]")
_POSSESSIVE = re.compile(r"['’][sS]\s")
# In a headline nearly every word is capitalised, so that capitals say nothing there.
_TITLED_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity of the language model, by its offsets in the article's text."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word by its offsets in the article's text.

    `joined`: only a blank or a dash stands before it (`dashed`: a dash); `owned`: the
    possessive ending of the word before.
    """

    start: int
    end: int
    text: str
    key: str
    joined: bool
    dashed: bool
    owned: bool
    entity: Entity | None

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


def words_of(sentence: Sentence, text: str, dotted: frozenset[str]) -> tuple[Word, ...]:
    """The sentence's words; those in `dotted` (abbreviations) keep the full stop after them."""
    return tuple(_words(sentence, text, dotted))


def is_titled(words: Sequence[Word]) -> bool:
    """Whether the sentence is written with capitals throughout, as headlines are."""
    long = [word for word in words if len(word.text) > 3]
    return len(long) > 2 and sum(word.capital for word in long) >= _TITLED_SHARE * len(long)


def _words(sentence: Sentence, text: str, dotted: frozenset[str]) -> Iterator[Word]:
    entities = [
        Entity(sentence.start_of(first), sentence.end_of(last), first.ent_type_)
        for first, last in sentence.tokens.entities
    ]
    before, behind = -1, 0
    for match in _WORD.finditer(text, sentence.start, sentence.end):
        start, end = match.span()
        if text[end : end + 1] == "." and text[start : end + 1] in dotted:
            end += 1
        form = text[start:end]
        if form in ("s", "S") and text[start - 1 : start] in ("'", "’"):
            continue  # the possessive ending
        while behind < len(entities) and entities[behind].end <= start:
            behind += 1
        inside = behind < len(entities) and entities[behind].start <= start
        gap = text[before:start] if before >= 0 else ","
        yield Word(
            start,
            end,
            form,
            key_of(form),
            joined=bool(_JOINT.fullmatch(gap)),
            dashed=gap in ("-", "–", "‑"),
            owned=bool(_POSSESSIVE.fullmatch(gap)),
            entity=entities[behind] if inside else None,
        )
        before = end
