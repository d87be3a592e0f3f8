"""Stretches between quotation marks, in every style, told apart from apostrophes.

Works on the text alone. A quotation that runs over several paragraphs, each opened anew
and only the last one closed, is one chain of stretches. A mark that is never closed holds
no more than the sentence it opens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

# Longest first: two single marks and two backticks stand for a double mark.
_MARK = re.compile("''|``|[\"“”„«»‹›‘’']")
# What closes a quotation that a mark opened; styles are mixed within a pair now and then.
_CLOSERS = {
    '"': ('"', "”"),
    "“": ("”", '"'),
    "''": ("''",),
    "``": ("''",),
    "„": ("“", "”"),
    "«": ("»",),
    "»": ("«",),
    "‹": ("›",),
    "‘": ("’", "'"),
    "'": ("'", "’"),
}
_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)")
# Words that begin with an apostrophe.
_CLIPPED = re.compile(r"['’](?:\d0s|\d\d|em|til|tis|twas|cause|bout|n)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch in quotation marks, marks included.

    `paragraph` is the block's number; `open` says that the stretch has no closing mark
    because the quotation goes on in the next paragraph; `continues` that it carries on
    one from the paragraph before.
    """

    start: int
    end: int
    paragraph: int
    open: bool = False
    continues: bool = False


def find_quotes(text: str, paragraphs: Iterable[tuple[int, int]]) -> tuple[Quote, ...]:
    """The outermost quotations of the paragraphs (half-open offsets), in order.

    Positions are code-point offsets into `text`.
    """
    stretches = list(paragraphs)
    quotes: list[Quote] = []
    running = ""
    for number, (start, end) in enumerate(stretches):
        following = text[stretches[number + 1][0] :][:2] if number + 1 < len(stretches) else ""
        found, running = _in_paragraph(text, start, end, number, following, running)
        quotes.extend(found)
    return tuple(quotes)


def _in_paragraph(
    text: str, start: int, end: int, number: int, following: str, running: str
) -> tuple[list[Quote], str]:
    """Quotes of one paragraph, and the mark of one that runs on into the next."""
    quotes: list[Quote] = []
    at = start
    while (match := _MARK.search(text, at, end)) is not None:
        mark, left, at = match.group(), match.start(), match.end()
        if not _opens(text, left, at, start, end):
            continue
        continues = running == mark and left == start
        closed = _close(text, mark, at, end)
        if closed is None and _single(mark):
            continue
        if closed is None and following.startswith(mark):
            quotes.append(Quote(left, end, number, open=True, continues=continues))
            return quotes, mark
        if closed is None:
            stop = _SENTENCE_END.search(text, at, end)
            closed = stop.end() if stop else end
        quotes.append(Quote(left, closed, number, continues=continues))
        at = closed
    return quotes, ""


def _single(mark: str) -> bool:
    return mark in ("'", "‘")


def _opens(text: str, left: int, right: int, start: int, end: int) -> bool:
    """Whether the mark at ``[left, right)`` can open a quotation where none is open."""
    if text[left:right] not in _CLOSERS or right >= end or text[right].isspace():
        return False
    if left > start and text[left - 1].isalnum():
        return False
    if _single(text[left:right]):
        return not _CLIPPED.match(text, left) and (text[right].isalnum() or text[right] in '“"')
    return True


def _close(text: str, mark: str, at: int, end: int) -> int | None:
    """Where the quotation opened by `mark` just before `at` ends, its closing mark included."""
    plural: int | None = None
    for match in _MARK.finditer(text, at, end):
        found, left, right = match.group(), match.start(), match.end()
        if found not in _CLOSERS[mark]:
            if found == mark and not _single(mark):
                return None  # opened anew before it was closed: the first was a slip
            continue
        after = text[right] if right < end else " "
        if after.isalnum() and (_single(mark) or text[left - 1].isspace()):
            continue  # an apostrophe, or a mark that opens
        if not _single(mark):
            return right + (found == "''" and after == "'")
        if text[left - 1] in ".,!?;…":
            return right
        if plural is None and text[left - 1].isalnum():
            plural = right  # may be a plural's apostrophe: a mark after punctuation is surer
    return plural
