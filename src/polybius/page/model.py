"""What is known of a page: the stretches to be coded, those left out, and its metadata."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph that is part of the article: offsets in its text, and what it is."""

    start: int
    end: int
    kind: Literal["headline", "body"]


@dataclass(frozen=True, slots=True)
class Furniture:
    """A stretch of the page that is not the article, and the kind of thing it is.

    Kinds: those of ``furniture.tsv``, and `dateline`, `byline`, `date`, `time`,
    `copyright`, `publisher`, `field`, `label` and `tail`.
    """

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Page:
    """The blocks to be coded, in order, and the metadata that the page itself gives.

    Blocks and furniture never overlap; together they hold all that is not white space.
    `published` is an ISO date, month or year as far as the page tells (what the caller
    already knew counts most); `dateline` the place of a dateline as it is usually spelled,
    `dateline_span` its offsets; `agency` the news agency that a dateline names;
    `cut_sentences` how often a sentence without an end was cut.
    """

    blocks: tuple[Block, ...]
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    dateline: str | None = None
    dateline_span: tuple[int, int] | None = None
    agency: str | None = None
    furniture: tuple[Furniture, ...] = ()
    cut_sentences: int = 0
