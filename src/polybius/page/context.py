"""What a paragraph of a page is by what stands around it: headline, list, comments, tail."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from polybius.page.classify import Verdict, classify
from polybius.page.dateline import is_place, read_dateline
from polybius.page.lines import KICKER, STAMP, Line, ended
from polybius.page.masthead import Masthead, bare_byline, people

_LONGEST_HEADLINE = 200
_LONGEST_DECK = 30
_HEADER = 60
# Furniture after which nothing of the article comes but full sentences.
_CLOSING = frozenset(
    "copyright list comments tags newsletter navigation legal button related share".split()
)
_BESIDE_NAME = frozenset("date time publisher byline share credit button navigation".split())
_CAPTION = frozenset(("caption", "image caption", "media caption", "photo", "video caption"))
_COMMENTER = re.compile(
    r".{1,40}\bsays:?|(?:reply|report|like|log in|sort by|newest|oldest|most liked)\b.{0,40}"
    r"|[\w.-]{2,25}:\s.+|@\w+.*",
    re.IGNORECASE,
)
# The end of a sentence, be it of two words; "Loading..." is none.
_SENTENCE = re.compile(r"\w[\"'”’)]*[.!?][\"'”’)\]]*$")
_SPEAKER = re.compile(r"[A-Z][A-Z .'’-]+:\s")
_SMALL = frozenset(
    "a an and as at but by for from in into of off on onto or out over the to up upon via vs"
    " with".split()
)


@dataclass(slots=True)
class Outline:
    """A page's paragraphs, and for each what it is: a verdict, or None where it is text.

    `headlines` are the numbers of the headline and of the lines under it that belong to it.
    """

    paragraphs: Sequence[Line]
    verdicts: list[Verdict | None]
    headlines: list[int] = field(default_factory=list)

    def kind(self, number: int) -> str | None:
        """The kind of furniture that a paragraph is; None for text and outside the page."""
        verdict = self.verdicts[number] if 0 <= number < len(self.verdicts) else None
        return verdict.kind if verdict else None

    def text_numbers(self) -> list[int]:
        """The numbers of the paragraphs that are text so far."""
        return [n for n, verdict in enumerate(self.verdicts) if verdict is None]


def outline(paragraphs: Sequence[Line], title: str | None) -> Outline:
    """Decide of every paragraph what it is."""
    page = Outline(paragraphs, [classify(_unstamped(p.text)) for p in paragraphs])
    _leave_out_publisher(page)
    _leave_out_captions(page)
    _leave_out_lists(page)
    _leave_out_comments(page)
    _find_headline(page, title)
    _read_header(page)
    _leave_out_tail(page)
    return page


def _unstamped(text: str) -> str:
    """A live blog's entry without its time of day, unless it is nothing else."""
    match = STAMP.match(text)
    return text[match.end() :] if match else text


def _leave_out_publisher(page: Outline) -> None:
    """Lines that are the name of the publisher, which a copyright line or byline gives."""
    houses = {v.said.publisher.name.casefold() for v in page.verdicts if v and v.said.publisher}
    for number in page.text_numbers():
        if page.paragraphs[number].text.casefold() in houses:
            page.verdicts[number] = Verdict("publisher")


def _leave_out_captions(page: Outline) -> None:
    """The line under "Image caption", and a caption that stands there again with its credit."""
    for number, paragraph in enumerate(page.paragraphs[:-1]):
        twice = page.paragraphs[number + 1].text.startswith(paragraph.text)
        if twice and page.verdicts[number] is None and page.kind(number + 1) == "image":
            page.verdicts[number] = Verdict("image")
        words = page.paragraphs[number + 1].text.split()
        caption = page.kind(number) == "image" and paragraph.text.strip(" ,:").lower() in _CAPTION
        if caption and page.verdicts[number + 1] is None and len(words) <= 40:
            page.verdicts[number + 1] = Verdict("image")


def is_prose(text: str) -> bool:
    """Whether a paragraph has sentences: it ends like one, or is long."""
    return (ended(text) and len(text.split()) > 3) or len(text) > _LONGEST_HEADLINE


def _has_sentence(text: str) -> bool:
    """As `is_prose`, with the shortest of sentences."""
    return ended(text) or is_prose(text)


def _is_statement(text: str) -> bool:
    """As `is_prose`, and no question: many a headline in a list is one."""
    return is_prose(text) and not text.rstrip("\"'”’").endswith("?")


def _leave_out_lists(page: Outline) -> None:
    """Headlines under a heading such as "Related stories" go with it."""
    inside = prose = False
    for number, paragraph in enumerate(page.paragraphs):
        prose = prose or (page.verdicts[number] is None and is_prose(paragraph.text))
        if page.kind(number) == "list":
            inside = True
        elif inside and prose and page.kind(number) in ("date", "time"):
            page.verdicts[number] = Verdict("list")
        elif inside and page.verdicts[number] is None:
            if _is_statement(paragraph.text) or len(paragraph.text.split()) > 25:
                inside = False
            else:
                page.verdicts[number] = Verdict("list")


def _leave_out_comments(page: Outline) -> None:
    """Readers' comments, from their heading to the end of the page.

    The heading alone is not enough (it may be a button above the article): what follows
    must look like comments, or be short beside what came before.
    """
    sizes = [
        len(paragraph.text) if verdict is None else 0
        for paragraph, verdict in zip(page.paragraphs, page.verdicts, strict=True)
    ]
    before, prose = 0, 0
    for number, verdict in enumerate(page.verdicts):
        if verdict and verdict.kind == "comments" and prose >= 2:
            following = range(number + 1, min(number + 8, len(sizes)))
            if sum(sizes) - before < before / 2 or any(_is_comment(page, n) for n in following):
                # Names and dates in there are the readers': what they tell is dropped.
                page.verdicts[number + 1 :] = [Verdict("comments")] * (len(sizes) - number - 1)
                return
        before += sizes[number]
        prose += verdict is None and is_prose(page.paragraphs[number].text)


def _is_comment(page: Outline, number: int) -> bool:
    if page.kind(number) in ("time", "notice"):
        return True
    return bool(_COMMENTER.fullmatch(page.paragraphs[number].text[:200]))


def _find_headline(page: Outline, title: str | None) -> None:
    """The headline, and the short lines under it that are written like it."""
    labelled = next((n for n, v in enumerate(page.verdicts) if v and v.title), None)
    numbers = page.text_numbers()
    found = _titled(page, title) if title else None
    if found is None and labelled is not None:
        return
    if found is None and len(numbers) > 1 and _may_be_headline(page, numbers[0], numbers[1]):
        found = numbers[0]
    if found is None:
        return
    page.verdicts[found] = None
    page.headlines.append(found)
    after = [number for number in page.text_numbers() if number > found]
    prose = next((n for n in after if _has_sentence(page.paragraphs[n].text)), None)
    if prose is None:
        return
    decks = [n for n in after if n < prose]
    if len(decks) <= 3:
        page.headlines += [
            n for n in decks if len(page.paragraphs[n].text.split()) <= _LONGEST_DECK
        ]


def _titled(page: Outline, title: str) -> int | None:
    wanted = _plain(title)
    for number, paragraph in enumerate(page.paragraphs[:_HEADER]):
        if len(paragraph.text) <= 2 * _LONGEST_HEADLINE and _plain(paragraph.text) == wanted:
            return number
    return None


def _may_be_headline(page: Outline, number: int, following: int) -> bool:
    text = page.paragraphs[number].text
    words = text.split()
    if len(text) > _LONGEST_HEADLINE or len(words) < 2:
        return False
    kicker = KICKER.match(text)
    if (_SPEAKER.match(text) and not kicker) or read_dateline(text):
        return False
    if not ended(text):
        return True
    if text.rstrip("\"'”’").endswith(("?", "!")) and len(words) <= 16:
        return page.paragraphs[following].gap or len(page.paragraphs[following].text) > len(text)
    return _title_case(words)


def _title_case(words: Sequence[str]) -> bool:
    """Whether Words Are Written Like This, as a headline's are, full stop or not."""
    bare = [word.strip("\"'“”‘’.,:;()-") for word in words]
    telling = [word for word in bare[1:] if word.lower() not in _SMALL and word[:1].isalpha()]
    capitals = sum(word[0].isupper() for word in telling)
    return 4 <= len(words) <= 18 and len(telling) >= 3 and capitals >= 0.85 * len(telling)


def _read_header(page: Outline) -> None:
    """Bylines without "by", between headline and text.

    A bare name counts only beside other furniture ("Ann Example", then a date): it could
    be a heading.
    """
    for number, paragraph in enumerate(page.paragraphs[:_HEADER]):
        if page.verdicts[number] is not None or number in page.headlines[:1]:
            continue
        if is_prose(paragraph.text):
            return
        credits = bare_byline(paragraph.text)
        if not credits:
            continue
        credits = _without_place(credits)
        beside = {page.kind(number - 1), page.kind(number + 1)}
        if not people(paragraph.text) or beside & _BESIDE_NAME:
            page.verdicts[number] = Verdict("byline", credits)
            page.headlines[:] = [n for n in page.headlines if n != number]


def _without_place(credits: Masthead) -> Masthead:
    """A byline without the town after the last name: "Ann Example Istanbul"."""
    *others, last = credits.authors or ("",)
    name, _, town = last.rpartition(" ")
    if " " not in name or not is_place(town):
        return credits
    return replace(credits, authors=(*others, name))


def _leave_out_tail(page: Outline) -> None:
    """Lines after the article's last sentence and the furniture under it; authors' notes."""
    prose = [n for n in page.text_numbers() if is_prose(page.paragraphs[n].text)]
    last = prose[-1] if prose else len(page.paragraphs)
    for number, verdict in enumerate(page.verdicts):
        if verdict and verdict.kind == "bio" and number < last:
            page.verdicts[number] = None
    closed = False
    for number in range(last + 1, len(page.paragraphs)):
        verdict = page.verdicts[number]
        if verdict:
            closed = closed or verdict.kind in _CLOSING
        elif closed and not _SENTENCE.search(page.paragraphs[number].text):
            page.verdicts[number] = Verdict("tail")
        elif credits := bare_byline(page.paragraphs[number].text):
            page.verdicts[number] = Verdict("byline", credits)


def _plain(text: str) -> str:
    """A title as it is compared: letters and digits only."""
    return "".join(char for char in text.casefold() if char.isalnum())
