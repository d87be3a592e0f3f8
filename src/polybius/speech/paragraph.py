"""One paragraph: its sentences, tokens and quotes, on one scale of offsets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from polybius.parse import Sentence
from polybius.speech.quotes import Quote
from polybius.tokens import Token

Stretch = tuple[int, int]

_TRIM_LEFT = frozenset(" \t\n\r\u00a0,;:.-–—)")
_TRIM_RIGHT = frozenset(" \t\n\r\u00a0,;:.-–—(")


@dataclass(frozen=True, eq=False, slots=True)
class Paragraph:
    """The sentences of one block and the quotes in it; `text` is the whole article's.

    `quoted` holds the positions of the tokens that stand in quotation marks.
    """

    text: str
    sentences: tuple[Sentence, ...]
    quotes: tuple[Quote, ...]
    quoted: frozenset[int]

    @property
    def start(self) -> int:
        """Where the paragraph starts in the article's text."""
        return self.sentences[0].start

    def offsets(self, tokens: Sequence[Token]) -> Stretch:
        """The stretch of the article's text from the first to the last of these tokens."""
        sentence = self.sentences[0]
        return sentence.start_of(tokens[0]), sentence.end_of(tokens[-1])

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that holds an offset, or the last one that starts before it."""
        found = self.sentences[0]
        for sentence in self.sentences:
            if sentence.start <= offset:
                found = sentence
        return found

    def stretches(self, positions: Iterable[int]) -> list[Stretch]:
        """Token positions as stretches of text; mere punctuation does not part them."""
        base = self.sentences[0].base
        doc = self.sentences[0].tokens.doc
        out: list[Stretch] = []
        for position in sorted(positions):
            token = doc[position]
            start, end = base + token.idx, base + token.idx + len(token)
            if out and not self.text[out[-1][1] : start].strip(" ,"):
                out[-1] = (out[-1][0], end)
            else:
                out.append((start, end))
        trimmed = (trim(self.text, start, end) for start, end in out)
        return [(start, end) for start, end in trimmed if _has_word(self.text[start:end])]


def make_paragraphs(
    text: str, sentences: Sequence[Sentence], quotes: Iterable[Quote]
) -> list[Paragraph]:
    """Group sentences and quotes by the paragraph they stand in."""
    grouped: dict[int, list[Sentence]] = {}
    for sentence in sentences:
        grouped.setdefault(sentence.paragraph, []).append(sentence)
    marked: dict[int, list[Quote]] = {}
    for quote in quotes:
        marked.setdefault(quote.paragraph, []).append(quote)
    out = []
    for number, members in grouped.items():
        own = marked.get(number, [])
        covered = join((quote.start, quote.end) for quote in own)
        quoted = frozenset(
            token.i
            for sentence in members
            for token in sentence.tokens
            if _covers(covered, sentence.start_of(token))
        )
        out.append(Paragraph(text, tuple(members), tuple(own), quoted))
    return out


def trim(text: str, start: int, end: int) -> Stretch:
    """A stretch without the spaces and stops at its ends; quotation marks stay."""
    while start < end and text[start] in _TRIM_LEFT:
        start += 1
    while end > start and text[end - 1] in _TRIM_RIGHT:
        end -= 1
    return start, end


def join(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The union of stretches, in order, overlapping ones made one."""
    out: list[Stretch] = []
    for start, end in sorted(stretches):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def overlap(first: Stretch, second: Stretch) -> int:
    """How many characters two stretches share."""
    return max(0, min(first[1], second[1]) - max(first[0], second[0]))


def _covers(stretches: Sequence[Stretch], offset: int) -> bool:
    """Whether one of some joined stretches holds an offset."""
    at = bisect_right(stretches, offset, key=itemgetter(0)) - 1
    return at >= 0 and offset < stretches[at][1]


def _has_word(text: str) -> bool:
    return any(char.isalnum() for char in text)
