"""What bylines, copyright lines and labelled fields say: names of people and publishers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from polybius.page.dates import MONTH, PartialDate, find_date
from polybius.page.tables import Publisher, publishers

_PARTICLE = (
    r"(?:al|bin|bint|ibn|abu|da|das|de|del|della|den|der|di|do|dos|du|el|la|le|ten|ter|van|von"
    r"|y|zu)"
)
_WORD = r"(?:(?:[A-Z]\.){1,3}|[^\W\d_][\w’'.-]*)"
_NAME = re.compile(rf"{_WORD}(?:\s+(?:{_PARTICLE}\s+|{_PARTICLE}-)*{_WORD}){{0,4}}")
_HOUSE = re.compile(
    r"(?:(?:The|THE)\s)?(?:[A-Z][\w’'-]*\s){1,3}"
    r"(?:Herald|Tribune|Gazette|Courier|Chronicle|Observer|Times|Post|Telegraph|Journal|Standard"
    r"|Bulletin|Examiner|Monitor|Star|Globe|Mirror|Register|Daily|Wire|Press|Newspaper"
    r"|Broadcasting|Television|Radio|(?i:(?:News|Press) (?:Agency|Service)))"
)
_BY = re.compile(
    r"(?:by|written by|reported by|compiled by|translated by|edited by|story by|text by|words by"
    r"|report by|posted by|author|authors|from)(?::\s*|\s+)(?=\S)",
    re.IGNORECASE,
)
_REPORTING = re.compile(
    r"\(?(?:additional )?reporting(?: and \w+)? by (?P<names>[^;.)]+)", re.IGNORECASE
)
_PARTS = re.compile(r"\s*[|·•/–—]\s*|\s+-\s+|;\s*|\s{3,}|\t+")
_AND = re.compile(r",\s*(?:and\s+)?|\s+and\s+|\s*&\s*|\s+with\s+")
_ROLE = re.compile(
    r"\b(?:correspondent|editor|reporter|writer|bureau|chief|staff|columnist|columnists|analyst"
    r"|contributor|agencies|agency|special|desk|team|producer|in|at|for|of)\b",
    re.IGNORECASE,
)
_IN = re.compile(r"(?P<name>.+?)(?:\s+in\s+|,\s+)(?P<rest>.+)")
_COPYRIGHT = re.compile(
    r"(?:(?P<before>[A-Z][^©]{2,40}?)\s*(?=©))?"
    r"(?:©|\(c\)(?=\s*,?\s*(?:copyright\s*)?\d{4})|copyright(?=[\s,]*(?:©|\(c\)|\d{4}|by\b)))"
    r"(?:\s|©|\(c\)|copyright|,)*",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?:(?:19|20)\d\d\s*[-–—]\s*)?(?P<year>(?:19|20)\d\d)")
_FIELD = re.compile(
    r"(?P<label>byline|author|authors|by|dateline|headline|title|section|length|load-date"
    r"|publication-type|document-type|language|body|source|publication|date|published|pub-date"
    r"|copyright|highlight|graphic|subject|geographic|type|journal-code|edition|correction-date"
    r"|series|url|doc-id|accession number|word count)\s*:\s*(?P<value>.*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Masthead:
    """Names read out of one line of furniture."""

    authors: tuple[str, ...] = ()
    publisher: Publisher | None = None
    written: PartialDate | None = None


NOTHING = Masthead()


def known_publisher(text: str) -> Publisher | None:
    """The publisher that a text names and nothing else, punctuation and "the" aside.

    One that no table has is known by its last word, as long as the rest are names.
    """
    name = text.strip(" \t.,;:|()[]/·•–—-")
    known = publishers()
    found = known.get(name) or known.get(name.removeprefix("The ")) or known.get(f"The {name}")
    if found:
        return found
    # "The Lakeside Herald", "Northern News Agency": a name that says what it is.
    if _HOUSE.fullmatch(name):
        return Publisher(name.title() if name.isupper() else name, "site")
    return None


def person(text: str) -> str | None:
    """A person's name as a byline prints it, or None where the text is not one."""
    text = text.strip(" .,:*")
    words = text.split()
    if (
        not 1 <= len(words) <= 6
        or words[0].lower() == "the"
        or not _NAME.fullmatch(text)
        or known_publisher(text)
    ):
        return None
    if not all(word[0].isupper() or re.fullmatch(_PARTICLE + r"(?:-\S+)?", word) for word in words):
        return None
    if _ROLE.search(text) or re.fullmatch(MONTH, words[0], re.IGNORECASE):
        return None
    if text.isupper() and len(text) > 3:
        return " ".join(word if word.endswith(".") else word.title() for word in words)
    return text


def people(text: str) -> tuple[str, ...]:
    """The names in a list of people; empty where anything else stands in it."""
    names = [person(part) for part in _AND.split(text.strip(" .")) if part.strip()]
    return tuple(name for name in names if name) if names and all(names) else ()


def byline(text: str) -> Masthead | None:
    """A line such as "By Ann Example and Bo Sample, Northern Press | 11 October 2016"."""
    start = _BY.match(text)
    if not start or len(text) > 200:
        return None
    return _credits(text[start.end() :])


def bare_byline(text: str) -> Masthead | None:
    """A byline without "by", as it stands between headline and text: "Ann Example in Oslo"."""
    if len(text) > 100:
        return None
    if names := people(text):
        return Masthead(names) if all(" " in name for name in names) else None
    match = _IN.fullmatch(text)
    if match and "," in text and (house := known_publisher(match["name"])):
        # "Northern Radio, Oslo"
        return Masthead(publisher=house) if people(match["rest"]) else None
    if not match or not (names := people(match["name"])) or not all(" " in n for n in names):
        return None
    rest = match["rest"]
    # "Ann Example in Oslo", "Ann Example, Moscow correspondent": no sentence goes like that.
    if _ROLE.search(rest) or known_publisher(rest) or (" in " in text and people(rest)):
        return Masthead(names, known_publisher(rest))
    return None


def reporters(text: str) -> tuple[str, ...]:
    """The names after "Reporting by"."""
    match = _REPORTING.search(text)
    if not match:
        return ()
    return people(re.sub(r"\s+in\s+[A-Z][\w .-]*?(?=,|\s+and\s|$)", "", match["names"]))


def copyright_line(text: str) -> Masthead | None:
    """A line such as "(c) 2016, The Northern Press · Ann Example"."""
    start = _COPYRIGHT.match(text)
    if not start or len(text) > 600:
        return None
    rest = text[start.end() :]
    years = _YEARS.search(rest[:60]) or _YEARS.search(rest)
    written = PartialDate(int(years["year"])) if years else None
    owner = (rest[: years.start()] + " " + rest[years.end() :]) if years else rest
    owner = re.split(r"all rights reserved|\.\s|\.$", owner, maxsplit=1, flags=re.IGNORECASE)[0]
    owner = re.sub(r"^\W*(?:by\s+)?", "", owner.strip())
    parts = [part for part in _PARTS.split(owner) if part.strip(" ,.")]
    if start["before"] and not parts:
        parts = [start["before"]]
    authors: tuple[str, ...] = ()
    house: Publisher | None = None
    for number, part in enumerate(parts):
        if known := known_publisher(part):
            house = house or known
        elif number and (names := people(part)):
            authors = authors or names
        elif not number and 2 < len(part) <= 60:
            house = Publisher(part.strip(" ,."), "site")
    if house and house.kind == "photo":
        house, written = None, None
    return Masthead(authors, house, written)


def field_line(text: str) -> tuple[str, str] | None:
    """A labelled line of a news archive, such as "BYLINE: Ann Example": label and value."""
    match = _FIELD.fullmatch(text)
    return (match["label"].lower(), match["value"]) if match else None


def _credits(text: str) -> Masthead | None:
    """The parts of a byline; None where a part is none of name, role, publisher, date."""
    authors: list[str] = []
    house: Publisher | None = None
    found = find_date(text)
    written = found[0] if found else None
    if found:
        text = text[: found[1]].rstrip(" ,|·•–—-") + " | " + _after_date(text[found[2] :])
    parts = [part for part in _PARTS.split(text) if part.strip(" ,.")]
    for part in parts:
        for piece in _AND.split(part):
            if not piece.strip(" ."):
                continue
            if known := known_publisher(piece):
                house = house or known
            elif name := person(piece):
                authors.append(name)
            elif not _ends_byline(piece, bool(authors)):
                return None
    if not authors and not house and not _ROLE.search(text):
        return None
    return Masthead(tuple(authors), house, written)


def _ends_byline(piece: str, named: bool) -> bool:
    """A role or place that may stand in a byline beside the names."""
    words = piece.split()
    capitals = sum(not word[0].islower() for word in words)
    if len(words) > 7 or piece.rstrip().endswith((".", "?", "!")):
        return False
    return bool(_ROLE.search(piece)) and (named or capitals >= len(words) / 2)


def _after_date(text: str) -> str:
    """What a byline has after its date, without the time of day."""
    return re.sub(
        r"^[\s,|·•at–—-]*\d{1,2}[:.]\d\d.*$|^[\s,]*\d{1,2}\s*[ap]\.?m\b.*$",
        "",
        text,
        flags=re.IGNORECASE,
    )
