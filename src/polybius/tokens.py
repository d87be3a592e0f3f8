"""Tokens that are asked a lot: what spaCy's own say, told once.

A spaCy `Token` looks up its strings, its head and its children anew each time, and makes new
tokens of them. The stages after the parse ask so much that it is the better part of their time;
so a `Token` of ours is told once what it is, as soon as the parse is there. Its attributes bear
spaCy's names and mean the same; there is one object for each word, so that tokens are equal
where they are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import (  # type: ignore[import-not-found]
    DEP,
    ENT_IOB,
    ENT_TYPE,
    HEAD,
    IS_PUNCT,
    IS_QUOTE,
    IS_SPACE,
    LEMMA,
    LOWER,
    ORTH,
    POS,
    SENT_START,
    SPACY,
    TAG,
)
from spacy.parts_of_speech import NAMES as _POS_NAMES  # type: ignore[import-not-found]
from spacy.tokens import Doc
from spacy.vocab import Vocab

_STRINGS = (ORTH, LOWER, LEMMA, TAG, DEP, ENT_TYPE)
_NUMBERS = (POS, HEAD, ENT_IOB, SENT_START, SPACY, IS_PUNCT, IS_SPACE, IS_QUOTE)
_IOB = ("", "I", "O", "B")
_Found = TypeVar("_Found")


class Token:
    """A word, and what the parse says of it.

    `i` is its place among the words of `doc`, `idx` its offset in their text; `children` the
    words that hang on it, in order; `found` what functions `of_word` have found of it.
    """

    __slots__ = (
        "children", "dep_", "doc", "ent_iob_", "ent_type_", "found", "head", "i", "idx",
        "is_punct", "is_quote", "is_sent_start", "is_space", "lemma_", "lower_", "pos_", "sent",
        "tag_", "text",
    )  # fmt: skip

    i: int
    idx: int
    text: str
    lower_: str
    lemma_: str
    tag_: str
    dep_: str
    pos_: str
    ent_type_: str
    ent_iob_: str
    is_punct: bool
    is_quote: bool
    is_space: bool
    is_sent_start: bool
    head: Token
    children: tuple[Token, ...]
    doc: Words
    sent: Tokens
    found: dict[Callable[[Token], Any], Any]

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return self.text

    def nbor(self, i: int = 1) -> Token:
        """The word so many places on. Raises IndexError where there is none."""
        at = self.i + i
        if at < 0:
            raise IndexError(at)
        return self.doc[at]

    @property
    def is_alpha(self) -> bool:
        """Whether it is of letters alone."""
        return self.text.isalpha()

    @property
    def is_upper(self) -> bool:
        """Whether it is in capitals."""
        return self.text.isupper()

    @property
    def is_title(self) -> bool:
        """Whether its first letter alone is a capital."""
        return self.text.istitle()

    @property
    def is_sent_end(self) -> bool:
        """Whether it is the last of its sentence."""
        return self.i + 1 == self.sent.end

    @property
    def lefts(self) -> tuple[Token, ...]:
        """The children before it."""
        return tuple(child for child in self.children if child.i < self.i)

    @property
    def rights(self) -> tuple[Token, ...]:
        """The children after it."""
        return tuple(child for child in self.children if child.i > self.i)

    @property
    def conjuncts(self) -> tuple[Token, ...]:
        """The words coordinated with this one."""
        return _conjuncts(self)

    @property
    def subtree(self) -> tuple[Token, ...]:
        """This word and all below it, those on its left first."""
        return _subtree(self)

    @property
    def left_edge(self) -> Token:
        """The first word of its subtree."""
        return self.doc[min(token.i for token in _subtree(self))]

    @property
    def right_edge(self) -> Token:
        """The last word of its subtree."""
        return self.doc[max(token.i for token in _subtree(self))]

    @property
    def ancestors(self) -> Iterator[Token]:
        """The words above it, from the inside out."""
        at = self
        while at.head is not at:
            at = at.head
            yield at

    def is_ancestor(self, other: Token) -> bool:
        """Whether another word is below this one."""
        return any(above is self for above in other.ancestors)

    @property
    def vector(self) -> NDArray[np.float32]:
        """The model's vector of its form; zero where it has none."""
        return np.asarray(self.doc.vocab.get_vector(self.text), np.float32)


class Words(list[Token]):
    """The words of one parsed stretch of `text`, and its sentences; `entities` are the first and
    the last words of its named entities."""

    def __init__(self, tokens: Iterable[Token], text: str, vocab: Vocab) -> None:
        super().__init__(tokens)
        self.text = text
        self.vocab = vocab
        self.entities: list[tuple[Token, Token]] = []
        self.sentences: list[Tokens] = []

    def text_of(self, start: int, end: int) -> str:
        """The text of the words from one to before another."""
        return self.text[self[start].idx : self[end - 1].idx + len(self[end - 1])]


class Tokens(tuple[Token, ...]):
    """The words of a sentence, from `start` to before `end` of those of `doc`."""

    doc: Words
    start: int
    end: int

    def __new__(cls, doc: Words, start: int, end: int) -> Tokens:
        """Those of a stretch of words."""
        made = super().__new__(cls, doc[start:end])
        made.doc, made.start, made.end = doc, start, end
        return made

    @property
    def root(self) -> Token:
        """The word that none is above."""
        return next(token for token in self if token.head is token)

    @property
    def entities(self) -> list[tuple[Token, Token]]:
        """The first and the last words of the named entities in it."""
        return [
            (first, last)
            for first, last in self.doc.entities
            if self.start <= first.i and last.i < self.end
        ]


def of_word(find: Callable[[Token], _Found]) -> Callable[[Token], _Found]:
    """A function that looks at nothing but the grammar around a word, and gives what nobody
    changes: what it finds is kept with the word for the next time."""

    @wraps(find)
    def kept(token: Token) -> _Found:
        found = token.found
        if find not in found:
            found[find] = find(token)
        answer: _Found = found[find]
        return answer

    return kept


@of_word
def _conjuncts(token: Token) -> tuple[Token, ...]:
    first = token
    while first.dep_ == "conj" and first.head is not first:
        first = first.head
    found = [first]
    for word in found:
        found += [child for child in word.rights if child.dep_ == "conj"]
    return tuple(word for word in found if word is not token)


@of_word
def _subtree(token: Token) -> tuple[Token, ...]:
    found: list[Token] = []
    here = False
    for child in token.children:
        if child.i > token.i and not here:
            found.append(token)
            here = True
        found += _subtree(child)
    return tuple(found) if here else (*found, token)


def words_of(doc: Doc) -> Words:
    """The words of a parsed document."""
    strings = doc.vocab.strings
    table = doc.to_array([*_STRINGS, *_NUMBERS])
    known = {key: strings[key] for key in np.unique(table[:, : len(_STRINGS)]).tolist()}
    words = Words((Token() for _ in range(len(doc))), doc.text, doc.vocab)
    heads = (table[:, len(_STRINGS) + 1].astype(np.int64) + np.arange(len(words))).tolist()
    children: list[list[Token]] = [[] for _ in words]
    starts: list[int] = []
    offset = 0
    for at, (token, row, head) in enumerate(zip(words, table.tolist(), heads, strict=True)):
        text, lower, lemma, tag, dep, entity, pos, _, iob, start, spaced, *kinds = row
        token.i, token.idx, token.doc, token.found = at, offset, words, {}
        token.text, token.lower_, token.lemma_ = known[text], known[lower], known[lemma]
        token.tag_, token.dep_, token.ent_type_ = known[tag], known[dep], known[entity]
        token.pos_, token.ent_iob_ = _POS_NAMES[pos], _IOB[iob]
        token.is_punct, token.is_space, token.is_quote = map(bool, kinds)
        token.head = words[head]
        if head != at:
            children[head].append(token)
        token.is_sent_start = start == 1 or at == 0
        if token.is_sent_start:
            starts.append(at)
        if iob == _BEGINS:
            words.entities.append((token, token))
        elif iob == _INSIDE and words.entities:
            words.entities[-1] = (words.entities[-1][0], token)
        offset += len(token.text) + spaced
    for token, below in zip(words, children, strict=True):
        token.children = tuple(below)
    for start, end in pairwise([*starts, len(words)]):
        sentence = Tokens(words, start, end)
        words.sentences.append(sentence)
        for token in sentence:
            token.sent = sentence
    return words


_INSIDE, _BEGINS = _IOB.index("I"), _IOB.index("B")
