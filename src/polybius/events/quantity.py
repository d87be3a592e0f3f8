"""From words to a number of people: "at least a dozen", "between 20 and 30", "tens of thousands".

A quantity is a range: `low` is what is said to be certain, `high` is None where the text
leaves it open. Round words are read by their least meaning ("dozens": two dozen or more);
"about" and "nearly" are read as the figure they go with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_UNITS = {
    word: value
    for value, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen".split(),
        1,
    )
} | dict(
    zip(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(),
        range(20, 100, 10),
        strict=True,
    )
)
_SCALES = {
    "dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000, "m": 1_000_000,
    "billion": 1_000_000_000,
}  # fmt: skip
_VAGUE = {
    "several": 3, "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2_000,
    "millions": 2_000_000,
}  # fmt: skip
_TENS = {"tens": 20, "hundreds": 200}  # before "of thousands"
# Words before a figure, longest first.
_LOWER = (
    "no fewer than", "no less than", "not less than", "a minimum of", "in excess of", "at least",
    "more than", "upwards of", "well over", "over", "above",
)  # fmt: skip
_UPPER = (
    "as many as", "no more than", "not more than", "a maximum of", "up to", "fewer than",
    "less than", "at most", "under",
)  # fmt: skip
_ABOUT = (
    "a total of", "an estimated", "as few as", "close to", "just over", "just under", "about",
    "approximately", "around", "almost", "nearly", "roughly", "some",
)  # fmt: skip
_TOKEN = re.compile(r"\d+(?:,\d{3})+|\d+(?:\.\d+)?|[^\W\d_]+|[^\s\w]")
_DIGIT = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_NOT_BEFORE = frozenset("-–$€£¥#")
_HYPHENS = frozenset("-–")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of people and where it stands in the text it was read from."""

    low: int
    high: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Word:
    lower: str
    start: int
    end: int


def quantity_in(text: str) -> Quantity | None:
    """The first quantity in a text; None where it has none."""
    return next(quantities(text), None)


def quantities(text: str) -> Iterator[Quantity]:
    """The quantities of a text in order, each with the words that qualify it."""
    words = [_Word(m.group().lower(), *m.span()) for m in _TOKEN.finditer(text)]
    at = 0
    while at < len(words):
        found = _quantity(words, at)
        if found is None:
            at += 1
        else:
            quantity, at = found
            yield quantity


def _quantity(words: Sequence[_Word], at: int) -> tuple[Quantity, int] | None:
    """The quantity whose figure starts at a word, and the place after it."""
    number = _number(words, at)
    if number is None:
        return None
    low, high, after = number
    start = at
    second = _number(words, after + 1) if high is not None and after < len(words) else None
    between = _said(words, at, "between")
    if second is not None and second[1] is not None:
        joint = words[after].lower
        if joint in {"to", *_HYPHENS} or (between and joint == "and"):
            high, after = max(second[0], low), second[2]
            start = at - 1 if between else at
    low, high, start = _qualified(words, start, low, high)
    return Quantity(low, high, words[start].start, words[after - 1].end), after


def _number(words: Sequence[_Word], at: int) -> tuple[int, int | None, int] | None:
    """A bare figure: its range and the place after it."""
    if at >= len(words) or not _stands_free(words, at):
        return None
    word = words[at].lower
    if word in _TENS and _said(words, at + 3, "of thousands"):
        return _TENS[word] * 1_000, None, at + 3
    few = 2 if _said(words, at + 2, "a few") else int(word == "several")
    if few and at + few < len(words) and words[at + few].lower in _SCALES:
        return 2 * _SCALES[words[at + few].lower], None, at + few + 1
    if word in _VAGUE:
        return _VAGUE[word], None, at + 1
    value, after = _exact(words, at)
    if value is None or _is_adjective(words, after) or _said(words, after + 1, "one another"):
        return None
    return value, value, after


def _exact(words: Sequence[_Word], at: int) -> tuple[int | None, int]:
    """Digits and number words: "250", "two hundred and fifty", "1.5 million", "a dozen"."""
    word = words[at].lower
    if word in {"a", "an"}:
        if at + 1 < len(words) and words[at + 1].lower in _SCALES and word == "a":
            return _SCALES[words[at + 1].lower], at + 2
        return None, at
    total = 0.0
    part: float | None = None
    while at < len(words):
        word = words[at].lower
        joined = part is not None
        if word in _UNITS:
            if joined and (part or 0) % 100 and not (_UNITS[word] < 10 and (part or 0) % 10 == 0):
                break
            part = (part or 0) + _UNITS[word]
        elif _DIGIT.fullmatch(word):
            if joined:
                break
            part = float(word.replace(",", ""))
        elif word in _SCALES and part is not None:
            if _SCALES[word] >= 1_000:
                total, part = total + part * _SCALES[word], 0
            else:
                part *= _SCALES[word]
        elif not (joined and _links(words, at)):
            break
        at += 1
    return (None if part is None else round(total + part)), at


def _links(words: Sequence[_Word], at: int) -> bool:
    """Whether "and" or a hyphen goes on with the number: "hundred and fifty", "twenty-five"."""
    if at + 1 >= len(words) or words[at + 1].lower not in _UNITS:
        return False
    if words[at].lower == "and":
        return words[at - 1].lower in _SCALES
    hyphen = words[at].lower == "-" and words[at].end == words[at + 1].start
    return hyphen and _UNITS.get(words[at - 1].lower, 0) >= 20


def _stands_free(words: Sequence[_Word], at: int) -> bool:
    """Whether nothing before a figure makes it part of a name or a sum of money."""
    if at == 0:
        return True
    before = words[at - 1]
    if before.lower == "no" and words[at].lower == "one":
        return False
    if before.end < words[at].start:
        return True
    ranged = before.lower in _HYPHENS and at > 1 and words[at - 2].lower[0].isdigit()
    return ranged or (before.lower not in _NOT_BEFORE and not before.lower[-1].isalnum())


def _is_adjective(words: Sequence[_Word], after: int) -> bool:
    """Whether a figure is but part of a word: "12th", "two-day", "64 %"."""
    if after >= len(words):
        return False
    nxt = words[after]
    if nxt.lower == "%" or (nxt.start == words[after - 1].end and nxt.lower.isalpha()):
        return True
    hyphenated = nxt.lower in _HYPHENS and nxt.start == words[after - 1].end
    return hyphenated and after + 1 < len(words) and words[after + 1].lower.isalpha()


def _qualified(
    words: Sequence[_Word], start: int, low: int, high: int | None
) -> tuple[int, int | None, int]:
    """The range with the words right before it taken in, and where they start."""
    for phrases, kind in ((_LOWER, "lower"), (_UPPER, "upper"), (_ABOUT, "about")):
        for phrase in phrases:
            if _said(words, start, phrase):
                start -= len(phrase.split())
                if kind == "lower":
                    return low, None, start
                if kind == "upper":
                    return 0, high if high is not None else low, start
                return low, high, start
    return low, high, start


def _said(words: Sequence[_Word], end: int, phrase: str) -> bool:
    """Whether a phrase ends right before a place."""
    parts = phrase.split()
    at = end - len(parts)
    return at >= 0 and end <= len(words) and [w.lower for w in words[at:end]] == parts
