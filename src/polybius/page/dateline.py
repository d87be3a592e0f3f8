"""Datelines: "CAIRO (AP) --", "WASHINGTON, Oct 11 (Reuters) -", "MOSCOW, October 11. /TASS/."."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from polybius.page.dates import MONTH, WEEKDAY, PartialDate, find_date
from polybius.page.masthead import known_publisher
from polybius.world import World, fold, read_table

# No dateline is longer.
_LONGEST = 140

_CAPITALS = r"[^\W\d_a-z][^\W\d_a-z’'.-]+"  # of these, \W leaves out what is no letter
_NAME = r"[A-Z][\w’'.-]*"
_CITY_CAPITALS = rf"{_CAPITALS}(?:[ /-]{{1,3}}(?:(?:and|of|the|de|al|el)[ -])?{_CAPITALS}){{0,5}}"
_CITY = rf"{_NAME}(?:[ /-](?:(?:of|the|de|al|el|es)[ -])?{_NAME}){{0,3}}"
_REGION = rf"(?:,\s+(?!{MONTH}\s*\d)(?!{WEEKDAY}\b){_NAME}(?:\s(?:of\s)?{_NAME}){{0,3}})?"
_DATE = (
    rf"(?:[,.]?\s+(?:{WEEKDAY},?\s*)?(?:{MONTH}\s*\d{{1,2}}|\d{{1,2}}\s+{MONTH})"
    rf"(?:,?\s+(?:19|20)\d\d)?|,\s+{WEEKDAY})?"
)
_AGENCY = r"(?:\s*,?\s*(?:\((?P<agency>[^()]{2,40})\)|/(?P<slashed>[^/]{2,20})/))"
_DASH = r"\s*(?:--+|[–—―‒]|\s-|-\s|-(?=[A-Z“\"]))\s*"

_HEADS = tuple(
    re.compile(head)
    for head in (
        # MOSCOW, Oct. 11, 2016 (Northern Press) --     MOSCOW – Russian ...
        rf"(?P<place>{_CITY_CAPITALS}{_REGION})(?P<date>(?i:{_DATE})),?\.?{_AGENCY}?{_DASH}",
        # MOSCOW, October 11. /TASS/. Russian ...       MOSCOW. Oct 11 (Interfax) Russian ...
        rf"(?P<place>{_CITY_CAPITALS}{_REGION})(?P<date>(?i:{_DATE}))\.?{_AGENCY}\s*[.:]?\s*",
        # ISLAMABAD: The ...
        rf"(?P<place>{_CITY_CAPITALS}{_REGION})(?P<date>(?i:{_DATE})){_AGENCY}?\s*:\s+",
        # Moscow (AFP) - Russian ...    New Delhi, Oct 11 (PTI) The ...
        rf"(?P<place>{_CITY}{_REGION})(?P<date>(?i:{_DATE})){_AGENCY}(?:{_DASH}|\s*:\s*|\s+)",
        # Moscow, Oct. 11 — Russian ...    Moscow — Russian ...
        rf"(?P<place>{_CITY}{_REGION})(?P<date>(?i:{_DATE})){_DASH}",
        # New Delhi: The ...
        rf"(?P<place>{_CITY}{_REGION})(?P<date>(?i:{_DATE})):\s+",
        # (Reuters) - Russian ...
        rf"(?P<place>)(?P<date>){_AGENCY}(?:{_DASH}|\s*)",
    )
)
_CAPITALS_DASH, _CAPITALS_COLON, _COLON, _AGENCY_ONLY = 0, 2, 5, 6

# Capitals that open a line and are no place.
_LABELS = frozenset(
    "ADVISORY ALERT ANALYSIS BACKGROUND BREAKING BRIEF COLUMN COMMENT COMMENTARY CORRECTED"
    " CORRECTION DEVELOPING EDITORIAL EXCLUSIVE EXPLAINER FACTBOX FEATURE FOCUS INSIGHT"
    " INTERVIEW LATEST LIVE MORE NEWS NOTE OPINION PHOTOS POLL PREVIEW PROFILE QUESTION ANSWER"
    " Q A RECAP RELATED REPORT REVIEW SPECIAL TIMELINE TRANSCRIPT UPDATE UPDATED URGENT VIDEO"
    " WATCH WRAPUP READ SEE MODERATOR REPORTER HOST SPEAKER INTERVIEWER PRESIDENT MR MS MRS DR"
    " NATO UN U.N EU IMF OPEC WHO UNICEF IAEA OSCE ASEAN".split()
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """The opening of an article's text, up to `end`.

    `place` is spelled as usual ("Moscow"), whatever the capitals at `place_span`.
    """

    end: int
    place: str | None
    place_span: tuple[int, int] | None
    agency: str | None
    written: PartialDate | None


def read_dateline(text: str) -> Dateline | None:
    """The dateline that a paragraph opens with, offsets counted in the paragraph.

    A name in capitals before a dash is one; a name in small letters, or before a colon,
    only where a date or an agency stands with it or it is a known place, before a colon a
    known city: "Putin — who", "PESKOV: We" and "Iran: A history" look the same otherwise.
    """
    head = text[:_LONGEST]
    for number, form in enumerate(_HEADS):
        match = form.match(head)
        if not match or not _begins(text, match.end()):
            continue
        place = match["place"].strip(" ,.") or None
        agency = match.group("agency") if "agency" in form.groupindex else None
        agency = agency or (match.group("slashed") if "slashed" in form.groupindex else None)
        house = known_publisher(agency) if agency else None
        dated = bool(match["date"].strip(" ,."))
        if not _believed(number, place, agency, house is not None, dated):
            continue
        found = find_date(match["date"])
        span = None
        if place:
            at = match.start("place") + match["place"].index(place)
            span = (at, at + len(place))
        name = house.name if house else agency
        return Dateline(match.end(), spelled(place), span, name, found[0] if found else None)
    return None


def spelled(place: str | None) -> str | None:
    """A place in capitals as it is usually written: PORT-AU-PRINCE, Haiti: Port-au-Prince."""
    if place is None:
        return None
    small = {"Au": "au", "Of": "of", "The": "the", "De": "de", "Es": "es", "Al": "al", "And": "and"}
    words = re.split(r"([ ,/-]+|(?<=\b\w)['’])", place)
    spelled = [word.capitalize() if word.isupper() and len(word) > 2 else word for word in words]
    spelled = [
        word.capitalize() if word in ("AU", "OF", "DE", "ES", "AL") else word for word in spelled
    ]
    return "".join([spelled[0], *(small.get(word, word) for word in spelled[1:])])


def _begins(text: str, at: int) -> bool:
    """Whether a sentence begins at `at`."""
    rest = text[at : at + 3].lstrip("“\"'‘«([")
    return bool(rest) and not rest[0].islower()


def _believed(
    number: int,
    place: str | None,
    agency: str | None,
    known: bool,
    dated: bool,
) -> bool:
    if number == _AGENCY_ONLY or place is None:
        return known
    if place.split(",")[0].split()[0].strip(".") in _LABELS and place not in ("UNITED NATIONS",):
        return False
    if agency and not known and len(agency.split()) > 4:
        return False
    if number == _CAPITALS_DASH:
        return True
    if number in (_CAPITALS_COLON, _COLON):
        return dated or known or is_city(place)
    return dated or known or is_place(place)


@cache
def _world() -> World:
    return World.load()


@cache
def _cities() -> frozenset[str]:
    rows = read_table(Path(__file__).parent / "cities.tsv", ("city",))
    return frozenset(fold(row["city"]) for row in rows)


def is_city(name: str) -> bool:
    """Whether the first part of "Moscow, Russia" is a capital or a city with many bureaus."""
    first = name.split(",")[0]
    return fold(first) in _cities() or _world().by_capital(first) is not None


def is_place(name: str) -> bool:
    """Whether the first part of "Moscow, Russia" is a city as above, a state or a region."""
    first = name.split(",")[0]
    return is_city(name) or bool(_world().by_name(first) or _world().by_region(first))
