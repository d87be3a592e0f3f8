"""A page's text to its `Page`: which lines are headline, body or furniture.

Lines are classified one by one (patterns of ``furniture.tsv``, bylines, dates, copyright
lines), then by what stands around them (lists under "Related stories", comments, what
follows the last line of the article), then joined to paragraphs. When in doubt a line is
body: a sentence of the article must not be lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from polybius.page.classify import COPYRIGHT, Verdict, classify
from polybius.page.context import Outline, outline
from polybius.page.dateline import Dateline, read_dateline, spelled
from polybius.page.dates import PartialDate, combine, iso_date, url_date
from polybius.page.lines import BULLET, KICKER, STAMP, paragraphs, split_lines
from polybius.page.masthead import known_publisher
from polybius.page.model import Block, Furniture, Page
from polybius.page.tables import Publisher

# A paragraph longer than this is cut at sentence ends, so that no parse grows without bound.
_LONGEST_BLOCK = 20_000
# Nor does a sentence go on without bound: in so many characters without an end of one, a stop
# that no capital follows counts, or a blank. Those of laws and resolutions are half as long.
_LONGEST_SENTENCE = 3_000
_STOP = re.compile(r"[.!?;]\S?\s")
# A stretch must be longer than this to be left out as noise.
_NOISE = 500

_INLINE = re.compile(
    r"(?:\badvertisement continue reading the main story\b"
    r"|\b(?:story|article) continues below(?: this)? (?:advertisement|ad)\b"
    r"|\bcontinue reading the main story\b|\bskip advertisement\b)\s*",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"\s+(?:[|·–—-])\s+(?P<name>[^|·–—]{2,40})$")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]?\s+(?=[A-Z“\"‘'(])|\n+")


def read_page(
    text: str,
    title: str | None = None,
    *,
    publisher: str | None = None,
    published: str | None = None,
    url: str | None = None,
    authors: tuple[str, ...] = (),
) -> Page:
    """Read a page's plain text: the stretches to be coded, and its metadata.

    What the caller knows (`title`, `publisher`, `published` as an ISO date, `url`,
    `authors`) is believed before the page. The publication date is taken from, in this
    order: the caller, a "published" line, the dateline, the URL, the copyright line; a
    later one only fills in what an earlier one leaves open. Linear in the text's length.
    """
    page = outline(paragraphs(split_lines(text), _alone), title)
    cutter = _Cutter(text)
    for number, paragraph in enumerate(page.paragraphs):
        if verdict := page.verdicts[number]:
            cutter.add_furniture(paragraph.start, paragraph.end, verdict)
        elif number in page.headlines:
            cutter.add_headline(paragraph.start, paragraph.end)
        else:
            cutter.add_body(paragraph.start, paragraph.end)
    said = _Said(page, cutter)
    dateline = cutter.dateline
    given = iso_date(published) if published else None
    in_url = url_date(url) if url else None
    return Page(
        blocks=tuple(cutter.blocks),
        title=title or said.title(),
        published=said.published(given, in_url),
        publisher=publisher or said.publisher(),
        authors=authors or said.authors(),
        dateline=dateline.place if dateline else None,
        dateline_span=dateline.place_span if dateline else None,
        agency=dateline.agency if dateline else None,
        furniture=tuple(sorted(cutter.furniture, key=lambda stretch: stretch.start)),
        cut_sentences=cutter.cut_sentences,
    )


def _alone(text: str) -> bool:
    return classify(text) is not None


class _Said:
    """The metadata, each item from the line that is believed most."""

    def __init__(self, page: Outline, cutter: _Cutter) -> None:
        verdicts = [verdict for verdict in page.verdicts if verdict]
        self._verdicts = sorted(verdicts, key=lambda verdict: verdict.rank)
        self._cutter = cutter

    def title(self) -> str | None:
        """The headline: not the two or three words of a rubric or a site's name above it."""
        headlines = [block for block in self._cutter.blocks if block.kind == "headline"]
        texts = [" ".join(self._cutter.text[b.start : b.end].split()) for b in headlines]
        long = (text for text in texts if len(text.split()) > 3)
        return next(long, texts[0] if texts else None)

    def authors(self) -> tuple[str, ...]:
        """The names of the first byline, else of a credit or copyright line."""
        return next((v.said.authors for v in self._verdicts if v.said.authors), ())

    def publisher(self) -> str | None:
        """The house that the page names; a news agency only where no other is named."""
        houses: list[Publisher] = [v.said.publisher for v in self._verdicts if v.said.publisher]
        if self._cutter.publisher:
            houses.insert(0, self._cutter.publisher)
        houses = [house for house in houses if house.kind != "photo"]
        houses.sort(key=lambda house: house.kind == "agency")
        dateline = self._cutter.dateline
        return houses[0].name if houses else (dateline.agency if dateline else None)

    def published(self, given: PartialDate | None, in_url: PartialDate | None) -> str | None:
        """One ISO date out of all that is said, in the order of trust."""
        dated = [(v.rank, v.said.written) for v in self._verdicts if v.said.written]
        stated = [written for rank, written in dated if rank < COPYRIGHT][:1]
        years = [written for rank, written in dated if rank >= COPYRIGHT][:1]
        dateline = self._cutter.dateline
        opening = dateline.written if dateline else None
        candidates: Iterable[PartialDate | None] = [given, *stated, opening, in_url, *years]
        return combine(candidates)


class _Cutter:
    """Collects blocks and furniture; cuts labels, bullets, datelines and advertisements off."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.blocks: list[Block] = []
        self.furniture: list[Furniture] = []
        self.dateline: Dateline | None = None
        self.publisher: Publisher | None = None
        self.cut_sentences = 0

    def leave_out(self, start: int, end: int, kind: str) -> None:
        """Note a stretch that is not the article."""
        self.furniture.append(Furniture(start, end, kind))

    def add_furniture(self, start: int, end: int, verdict: Verdict) -> None:
        """Note a line of furniture; the headline and the place that a labelled line gives."""
        at = self.text.find(verdict.title, start, end) if verdict.title else -1
        if verdict.title and at >= 0:
            self.leave_out(start, at, verdict.kind)
            self.add_headline(at, end)
            return
        self.leave_out(start, end, verdict.kind)
        at = self.text.find(verdict.place, start, end) if verdict.place else -1
        if verdict.place and at >= 0 and self.dateline is None:
            span = (at, at + len(verdict.place))
            self.dateline = Dateline(end, spelled(verdict.place), span, None, None)

    def add_headline(self, start: int, end: int) -> None:
        """Add a headline without "UPDATE 2-" before and "| Northern Press" after it."""
        start = self._after_opening(start, end)
        match = _SUFFIX.search(self.text[start:end])
        if match and (house := known_publisher(match["name"])):
            self.publisher = house
            self.leave_out(start + match.start(), end, "publisher")
            end = start + match.start()
        self.blocks.append(Block(start, end, "headline"))

    def add_body(self, start: int, end: int) -> None:
        """Add a paragraph: after its dateline, around advertisements, cut where endless."""
        start = self._after_opening(start, end)
        found = read_dateline(self.text[start : min(end, start + 300)])
        if found and start + found.end < end:
            self.leave_out(start, start + found.end, "dateline")
            self.dateline = self.dateline or _moved(found, start)
            start += found.end
        cuts = [(match.start(), match.end()) for match in _INLINE.finditer(self.text, start, end)]
        for left, right in cuts:
            self.leave_out(left, right, "ad")
        at = start
        for left, right in [*cuts, (end, end)]:
            self._add_pieces(at, left)
            at = right

    def _add_pieces(self, start: int, end: int) -> None:
        for cut in [*self._endless(start, end), end]:
            self._add_short(start, cut)
            start = cut

    def _endless(self, start: int, end: int) -> Iterator[int]:
        """Where sentences without an end are cut."""
        stops = (match.end() for match in _SENTENCE_END.finditer(self.text, start, end))
        for stop in chain(stops, [end]):
            while stop - start > _LONGEST_SENTENCE:
                middle, last = start + _LONGEST_SENTENCE // 2, start + _LONGEST_SENTENCE
                start = _last_end(_STOP, self.text, middle, last)
                self.cut_sentences += 1
                yield start
            start = stop

    def _add_short(self, start: int, end: int) -> None:
        while end - start > _LONGEST_BLOCK:
            stop = _last_end(
                _SENTENCE_END, self.text, start + _LONGEST_BLOCK // 2, start + _LONGEST_BLOCK
            )
            self._add_piece(start, stop)
            start = stop
        self._add_piece(start, end)

    def _add_piece(self, start: int, end: int) -> None:
        if piece := _trimmed(self.text, start, end):
            if _is_noise(self.text[slice(*piece)]):
                self.leave_out(*piece, "noise")
            else:
                self.blocks.append(Block(*piece, "body"))

    def _after_opening(self, start: int, end: int) -> int:
        for form in (BULLET, STAMP, KICKER):
            match = form.match(self.text, start, min(end, start + 80))
            if match and match.end() < end:
                self.leave_out(start, match.end(), "label")
                start = match.end()
        return start


def _moved(dateline: Dateline, by: int) -> Dateline:
    span = dateline.place_span
    return replace(
        dateline, end=dateline.end + by, place_span=(span[0] + by, span[1] + by) if span else None
    )


def _last_end(form: re.Pattern[str], text: str, low: int, high: int) -> int:
    """Where the last match ends, else the last blank, else the stretch itself."""
    stop = 0
    for match in form.finditer(text, low, high):
        stop = match.end()
    return stop or text.rfind(" ", low, high) + 1 or high


def _is_noise(piece: str) -> bool:
    """Whether a long stretch has hardly any letters: a flood of marks, quotes or numbers."""
    return len(piece) > _NOISE and sum(map(str.isalpha, piece)) < len(piece) // 20


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    stripped = piece.strip()
    if not stripped:
        return None
    start += len(piece) - len(piece.lstrip())
    return start, start + len(stripped)
