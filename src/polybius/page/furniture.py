"""Which stretches of a page are headline and body, and what its furniture tells."""

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
class Page:
    """The blocks to be coded, in order, and the metadata that the page itself gives.

    `published` is an ISO date, month or year as far as the page tells; `dateline` the
    place of a dateline as written, `dateline_span` its offsets.
    """

    blocks: tuple[Block, ...]
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    dateline: str | None = None
    dateline_span: tuple[int, int] | None = None


def read_page(text: str, title: str | None = None) -> Page:
    """Split a page's text into paragraphs (for now: every line that is not empty is body)."""
    blocks = []
    at = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            start = at + line.index(stripped[0])
            blocks.append(Block(start, start + len(stripped), "body"))
        at += len(line) + 1
    return Page(tuple(blocks), title=title)
