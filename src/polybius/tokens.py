"""Tokens that are asked a lot: spaCy's own, with what is asked most often at hand.

A spaCy `Token` looks up its strings, its head and its children anew each time, and makes a
new token of each. The stages after the parse ask so much that it is the better part of their
time; so a `Word` is told once what it is, as soon as the parse is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import overload

import numpy as np
from spacy.attrs import (  # type: ignore[import-not-found]
    DEP,
    ENT_TYPE,
    HEAD,
    LEMMA,
    LOWER,
    ORTH,
    POS,
    TAG,
)
from spacy.parts_of_speech import NAMES as _POS_NAMES  # type: ignore[import-not-found]
from spacy.tokens import Doc, Span, Token

_STRINGS = (ORTH, LOWER, LEMMA, TAG, DEP, ENT_TYPE)


class Word(Token):
    """A spaCy token, with the commonest of its attributes kept; equal to the plain token of its
    place. `children` is a tuple; `words` are all of the document."""

    __slots__ = (
        "children", "dep_", "ent_type_", "head", "lemma_", "lower_", "pos_", "tag_", "text",
        "words",
    )  # fmt: skip

    text: str
    lower_: str
    lemma_: str
    tag_: str
    dep_: str
    ent_type_: str
    pos_: str
    head: Word
    children: tuple[Word, ...]  # type: ignore[assignment]
    words: list[Word]

    def nbor(self, i: int = 1) -> Word:
        """The word so many places on. Raises IndexError where there is none."""
        at = self.i + i
        if at < 0:
            raise IndexError(at)
        return self.words[at]

    @property
    def conjuncts(self) -> tuple[Word, ...]:  # type: ignore[override]
        """The words coordinated with this one."""
        return tuple(self.words[token.i] for token in super().conjuncts)

    @property
    def subtree(self) -> Iterator[Word]:
        """This word and all below it, in order of the text."""
        return (self.words[token.i] for token in super().subtree)


class Tokens(Span):
    """The tokens of a sentence: a spaCy `Span` whose tokens are `Word`s."""

    def __init__(self, doc: Doc, start: int, end: int, words: tuple[Word, ...]) -> None:
        self._words = words

    def __new__(cls, doc: Doc, start: int, end: int, words: tuple[Word, ...]) -> Tokens:
        """A span of a document; `words` are those of the span."""
        made: Tokens = super().__new__(cls, doc, start, end)  # type: ignore[call-arg]
        return made

    def __iter__(self) -> Iterator[Word]:
        return iter(self._words)

    @overload
    def __getitem__(self, at: int) -> Word: ...

    @overload
    def __getitem__(self, at: slice) -> Tokens: ...

    def __getitem__(self, at: int | slice) -> Word | Tokens:
        if isinstance(at, int):
            return self._words[at]
        first, last, _ = at.indices(len(self._words))
        return Tokens(
            self.doc, self.start + first, self.start + max(first, last), self._words[first:last]
        )

    @property
    def root(self) -> Word:
        """The word that none of the others is above."""
        return self._words[super().root.i - self.start]


def words_of(doc: Doc) -> tuple[Word, ...]:
    """The words of a parsed document."""
    words = [Word(doc.vocab, doc, at) for at in range(len(doc))]
    strings = doc.vocab.strings
    table = doc.to_array([*_STRINGS, POS, HEAD])
    known = {key: strings[key] for key in np.unique(table[:, : len(_STRINGS)]).tolist()}
    children: list[list[Word]] = [[] for _ in words]
    heads = (table[:, -1].astype(np.int64) + np.arange(len(words))).tolist()
    for at, (word, row, head) in enumerate(zip(words, table.tolist(), heads, strict=True)):
        text, lower, lemma, tag, dep, entity, pos, _ = row
        word.text, word.lower_, word.lemma_ = known[text], known[lower], known[lemma]
        word.tag_, word.dep_, word.ent_type_ = known[tag], known[dep], known[entity]
        word.pos_ = _POS_NAMES[pos]
        word.head, word.words = words[head], words
        if head != at:
            children[head].append(word)
    for word, below in zip(words, children, strict=True):
        word.children = tuple(below)
    return tuple(words)
