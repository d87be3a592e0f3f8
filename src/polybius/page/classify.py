"""What a line of a page is when it is taken by itself, and what it tells of the article."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from polybius.page.dateline import is_place
from polybius.page.dates import MONTH, WEEKDAY, find_date
from polybius.page.lines import ended
from polybius.page.masthead import (
    NOTHING,
    Masthead,
    byline,
    copyright_line,
    field_line,
    known_publisher,
    people,
    reporters,
)
from polybius.page.tables import patterns

# Furniture lines are short; a longer one is left alone.
_LONGEST = 400

_DATED = re.compile(
    r"(?P<cue>first published|originally published|published|posted|publication date|date|created"
    r"|aired|broadcast|recorded|filed"
    r"|last updated|last modified|updated|modified|last update|update|as of|on|issued|released)"
    r"(?:\s+(?:on|at))?\s*[:|-]?\s*(?P<rest>.*)",
    re.IGNORECASE,
)
# "Ann Example Published October 24, 2021", "Published in the Herald, 24 October 2021".
_PUBLISHED = re.compile(
    r"(?:[A-Z|·•][\w.’'-]*\s+(?:and\s+|,\s*)?){0,7}"
    r"(?:Published|Updated|Posted|Printed|PUBLISHED|UPDATED)"
    rf"(?:\s+(?:on|in|at|In|On)\b[\w\s]{{0,40}})?[\s,:]+(?i:{WEEKDAY},?\s+)?"
    rf"(?:\d|(?i:{MONTH}))"
)
_POSTED_BY = re.compile(
    r"(?P<when>(?:posted|published|written|updated|on)\b.*?)\s+by\s+(?P<names>\S.*)", re.IGNORECASE
)
_CLOCK = re.compile(
    r"(?:updated |published |at )?\d{1,2}[:.h]\d\d(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?\s*"
    r"\(?(?:[A-Z]{2,5}(?:[+-]\d+)?)?\)?|\d{1,2}\s*[ap]\.?m\.?(?:\s+[A-Z]{2,4})?",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"(?:(?:updated|published|posted)\s+)?(?:\d+|an?|one)\s*"
    r"(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|weeks?|months?|years?)\s+ago"
    r"|yesterday|today|just now",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\(*\S+@\S+\.\w+\)*|@\w+"
    r"|[\w-]+\.(?:com|org|net|co\.uk|gov|int)(?:/\S*)?",
    re.IGNORECASE,
)
_END_MARK = re.compile(r"[\W_]+|\(?[-\s]*(?:end|ends|30|more)[-\s]*\)?", re.IGNORECASE)
_TRAIL = re.compile(r"[^.!?]{1,25}(?:\s+[>|»›/]\s+[^.!?]{1,25}){2,}")
# A caption that ends in its photographer: "Soldiers on a bridge. REUTERS/Ann Example".
_PICTURED = re.compile(
    r".*(?:^|\s)(?:REUTERS|Reuters|AFP|EPA|AP Photo|Getty)/"
    r"(?!(?:[A-Z][\w.-]+\s)?[a-z])[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){1,4}(?:/\w[\w ]*)?"
    r"|.*(?:^|[.\s])Credit(?:\.\.\.|…|:)?\s?[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){0,3}"
    r"(?:/[\w ]+|\sfor\s[A-Z][\w ]+|,\s(?:via|for)\s.+)"
)
_REPORTED = re.compile(
    r"(?P<names>[A-Z][^.]{3,200}?)\s+reported from\s+[A-Z].*"
    r"|With (?:reporting|files|inputs?|additional reporting) (?:by|from) (?P<others>[A-Z].{2,200})"
)
# What may stand beside the date on a line of its own: a clock, a zone, a weekday.
_BESIDE_DATE = re.compile(
    r"(?:\bt(?=\d))?\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?:\.\d+)?z?|\d{1,2}\s*(?=[ap]\.?m)|\b[ap]\.?m\b\.?"
    r"|\b(?:at|on|first|last|updated|modified|published|posted|issue|print|edition|local|time"
    r"|gmt|utc|bst|est|edt|cst|cdt|pst|pdt|mst|mdt|cet|cest|msk|ist|jst|kst|eet|et|pt|hrs|z|t"
    rf"|{WEEKDAY}|[+-]\d\d:?\d\d)\b|[\s,.|·•/()–—:+-]+",
    re.IGNORECASE,
)

# How far what a line says is believed: outright, by the way, or for its own sake only.
SAID, UPDATED, CREDIT, COPYRIGHT = 0, 1, 2, 4


@dataclass(frozen=True, slots=True)
class Verdict:
    """A line's kind of furniture and what it tells; the lowest `rank` is believed first.

    `title` and `place` (of a dateline) are stretches of the line itself.
    """

    kind: str
    said: Masthead = NOTHING
    rank: int = SAID
    title: str | None = None
    place: str | None = None


@lru_cache(maxsize=1024)
def classify(line: str) -> Verdict | None:
    """What a line (or a paragraph) is, taken by itself; None where it is text."""
    if len(line) > 2 * _LONGEST:
        return None
    text = " ".join(line.split())
    if said := copyright_line(text):
        return Verdict("copyright", said, COPYRIGHT)
    if len(text) > _LONGEST:
        return None
    if _END_MARK.fullmatch(text):
        return Verdict("mark")
    if verdict := _dated_line(text):
        return verdict
    if house := known_publisher(text):
        return Verdict("publisher", Masthead(publisher=house), CREDIT)
    if credits := byline(text):
        return Verdict("byline", credits)
    if verdict := _field_line(text):
        return verdict
    if _ADDRESS.fullmatch(text) or _TRAIL.fullmatch(text):
        return Verdict("navigation")
    if _PICTURED.fullmatch(text):
        return Verdict("image")
    small = text.lower()
    for pattern in patterns():
        if pattern.regex.fullmatch(small):
            return Verdict(pattern.kind, Masthead(reporters(text)), CREDIT)
    if match := _REPORTED.fullmatch(text):
        names = match["names"] or match["others"]
        if people(names) or known_publisher(names):
            return Verdict("credit")
    return None


def _dated_line(text: str) -> Verdict | None:
    """A line that is a date, a time of day, or "Published ..." with one."""
    if len(text) > 160:
        return None
    if _CLOCK.fullmatch(text) or _AGO.fullmatch(text):
        return Verdict("time")
    if (posted := _POSTED_BY.fullmatch(text)) and (day := find_date(posted["when"])):
        credits = byline(f"by {posted['names']}")
        if credits:
            return Verdict("byline", replace(credits, written=day[0]))
    match = _DATED.fullmatch(text)
    rest = match["rest"] if match else text
    found = find_date(rest)
    if not found:
        timed = match and (_CLOCK.fullmatch(rest) or _AGO.fullmatch(rest))
        return Verdict("time") if timed else None
    written, start, end = found
    around = f"{rest[:start]} {rest[end:]}"
    if again := find_date(around):
        around = f"{around[: again[1]]} {around[again[2] :]}"
    beside = _BESIDE_DATE.sub(" ", around).strip()
    if beside:
        place = text[:start].strip(" ,.") if not match else ""
        if place and not _BESIDE_DATE.sub("", text[end:]) and is_place(place):
            return Verdict("date", Masthead(written=written), place=place)
        stated = not ended(text) and _PUBLISHED.match(text)
        return Verdict("date", Masthead(written=written)) if stated else None
    updated = match is not None and match["cue"].lower().startswith(("upda", "last", "modi"))
    return Verdict("date", Masthead(written=written), UPDATED if updated else SAID)


def _field_line(text: str) -> Verdict | None:
    """A labelled line of a news archive: "BYLINE: Ann Example"."""
    labelled = field_line(text)
    if not labelled:
        return None
    label, value = labelled
    capitals = text[: len(label)].isupper()
    if label in ("byline", "author", "authors", "by"):
        credits = byline(f"by {re.sub(r'(?i)^by ', '', value)}")
        return Verdict("byline", credits or NOTHING) if credits or capitals else None
    if label == "dateline":
        return Verdict("field", place=value.strip(" .") or None)
    if label == "headline" or (label == "title" and capitals):
        return Verdict("field", title=value.strip() or None)
    if label in ("source", "publication"):
        return Verdict("field", Masthead(publisher=known_publisher(value)))
    if label in ("date", "published", "pub-date", "load-date"):
        if found := find_date(value):
            rank = UPDATED if label == "load-date" else SAID
            return Verdict("field", Masthead(written=found[0]), rank)
        return None
    return Verdict("field") if capitals and label != "body" else None
