"""`python -m polybius.bench.idle INPUT...`: how much text a scan before the parse could spare.

A sentence is idle where nothing of its document's record lies in it: no mention of an event,
no actor, place, time, no quotation, source or cue. What is idle need not have been parsed, if
that could be known beforehand: these shares are the most that any lossless scan can save.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy: as the command does

import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from polybius.article import Article
from polybius.coder import Coder
from polybius.reading import read_articles
from polybius.record import Record


@dataclass
class Idle:
    """Code points of sentences, of those in idle paragraphs, and of idle sentences."""

    all: int = 0
    paragraphs: int = 0
    sentences: int = 0

    def count(self, text: str, record: Record) -> None:
        """Add what a record and its text have."""
        told = sorted(_spans(record.to_json()))
        for paragraph in _paragraphs(text, record.sentences):
            size = sum(end - start for start, end in paragraph)
            self.all += size
            idle = [span for span in paragraph if not _holds(span, told)]
            self.sentences += sum(end - start for start, end in idle)
            self.paragraphs += size if len(idle) == len(paragraph) else 0

    def __str__(self) -> str:
        whole = self.all or 1
        return (
            f"{self.all} characters of sentences; in idle paragraphs"
            f" {self.paragraphs / whole:.1%}, in idle sentences {self.sentences / whole:.1%}"
        )


def _spans(value: Any) -> Iterator[tuple[int, int]]:
    """All stretches of text that a part of a record names."""
    if isinstance(value, dict):
        start, end = value.get("start"), value.get("end")
        if isinstance(start, int) and isinstance(end, int):
            yield start, end
        yield from ((start, end) for start, end in value.get("content", ()))
        for key in ("events", "places", "times", "quotations"):
            yield from _spans(value.get(key))
        if "sentences" not in value:
            for part in value.values():
                yield from _spans(part)
    elif isinstance(value, list):
        for part in value:
            yield from _spans(part)


def _paragraphs(text: str, sentences: Iterable[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """The sentences, those without an empty line between them together."""
    paragraph: list[tuple[int, int]] = []
    for span in sentences:
        if paragraph and "\n" in text[paragraph[-1][1] : span[0]]:
            yield paragraph
            paragraph = []
        paragraph.append(span)
    if paragraph:
        yield paragraph


def _holds(sentence: tuple[int, int], told: Sequence[tuple[int, int]]) -> bool:
    """Whether any of the stretches, which are sorted, meets a sentence."""
    before = bisect_left(told, (sentence[1], -1))
    return any(end > sentence[0] for _, end in told[:before])


def main(inputs: Sequence[str]) -> None:
    """Code the inputs and print the shares."""
    articles = [each for each in read_articles(inputs) if isinstance(each, Article)]
    idle = Idle()
    for article, record in zip(articles, Coder().code_many(articles), strict=True):
        idle.count(article.text, record)
    print(idle)


if __name__ == "__main__":
    main(sys.argv[1:])
