"""Quotations and the tags they belong to, within one paragraph.

A tag claims the quotation it touches; a further quotation of the paragraph goes with the
one before it. What no tag claims is left for the reader, which knows the text before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from polybius.speech import grammar
from polybius.speech.paragraph import Paragraph, Stretch
from polybius.speech.quotes import Quote
from polybius.speech.tags import Tag

_NO_VERB_REACH = 14


@dataclass(slots=True)
class Speech:
    """The quotations that one tag introduces (built up while the paragraph is read)."""

    tag: Tag
    content: list[Stretch] = field(default_factory=list)


def is_full(paragraph: Paragraph, quote: Quote) -> bool:
    """Whether a quote is speech of its own rather than a few quoted words within a clause."""
    if quote.open or quote.continues:
        return True
    inner = paragraph.text[quote.start : quote.end].strip("\"“”'‘’«»„` ")
    words = inner.split()
    if inner[-1:] in ("?", "!", ".") or (inner[-1:] in (",", "—", "-") and len(words) > 1):
        return True
    return len(words) >= 5 and inner[:1].isupper()


def assign(paragraph: Paragraph, tags: Sequence[Tag]) -> tuple[list[Speech], list[Quote]]:
    """The speeches of a paragraph, in order, and the full quotes that no tag claims."""
    speeches: dict[int, Speech] = {}
    owners: list[tuple[Quote, Speech | None]] = []
    for quote in paragraph.quotes:
        if not is_full(paragraph, quote):
            continue
        tag = _tag_of(paragraph, quote, tags)
        if tag is None:
            owners.append((quote, None))
            continue
        speech = speeches.setdefault(tag.verb.i, Speech(tag))
        start = _clause_start(paragraph, quote, tag)
        speech.content.append((start, quote.end))
        owners.append((quote, speech))
    left: list[Quote] = []
    previous: Speech | None = None
    for quote, speech in owners:
        if speech is None and previous is not None:
            previous.content.append((quote.start, quote.end))
        elif speech is None:
            left.append(quote)
        previous = speech or previous
    return list(speeches.values()), left


def _tag_of(paragraph: Paragraph, quote: Quote, tags: Sequence[Tag]) -> Tag | None:
    after = next((tag for tag in tags if _is_behind(paragraph, quote, tag)), None)
    before = next((tag for tag in reversed(tags) if _is_ahead(paragraph, quote, tag)), None)
    if after is None or before is None:
        return after or before
    # Between two tags: a comma in the quotation leads on, a colon before it leads in.
    inner = paragraph.text[quote.start : quote.end].rstrip("\"”'’»")
    lead = paragraph.text[: quote.start].rstrip()
    if lead.endswith(":"):
        return before
    return after if inner.endswith((",", "?", "!")) else before


def _is_behind(paragraph: Paragraph, quote: Quote, tag: Tag) -> bool:
    start, _ = paragraph.offsets(tag.verb.doc[tag.start : tag.end])
    if start < quote.end:
        return False
    gap = paragraph.text[quote.end : start].strip()
    if gap.strip(",-–— ") not in ("", "as", "and"):
        return False
    inner = paragraph.text[quote.start : quote.end].rstrip("\"”'’»")
    if inner.endswith(".") and not gap:
        # A full stop within the marks: what follows is a sentence of its own, unless
        # nothing but the tag stands there.
        doc = tag.verb.doc
        ends = tag.reach >= len(doc) or doc[tag.reach].text in ".,"
        return ends and not any(child.dep_ == "ccomp" for child in tag.verb.children)
    return True


def _is_ahead(paragraph: Paragraph, quote: Quote, tag: Tag) -> bool:
    _, end = paragraph.offsets(tag.words)
    if end > quote.start:
        return False
    doc = tag.verb.doc
    between = [
        token
        for token in doc[tag.words[-1].i + 1 : tag.words[-1].i + 2 + _NO_VERB_REACH]
        if paragraph.offsets([token])[0] < quote.start
    ]
    if between and paragraph.offsets(between[-1:])[1] < quote.start - 2:
        return False
    stop = between[-1].text if between else ""
    if stop not in ("", ",", ":", "that", "-", "–", "—") and tag.end - 1 < (
        between[-1].i if between else 0
    ):
        return False
    outside = [token for token in between if token not in tag.source_words]
    if any(token.i in paragraph.quoted or token.text in (".", ";") for token in outside):
        return False
    return not any(grammar.is_finite(token) for token in outside if token.pos_ in ("VERB", "AUX"))


def _clause_start(paragraph: Paragraph, quote: Quote, tag: Tag) -> int:
    """Where the content begins: the quote, or the unquoted words of its sentence before it."""
    if paragraph.offsets(tag.words)[0] < quote.start:
        return quote.start
    sentence = paragraph.sentence_at(quote.start)
    lead = paragraph.text[sentence.start : quote.start].strip()
    if not lead or (lead.endswith((":", ".", "?", "!", '"', "”", "''", ",")) and len(lead) < 3):
        return quote.start
    if lead.endswith((":", ".", "?", "!", '"', "”", "''", "-", "—", "–")):
        return quote.start
    return sentence.start
