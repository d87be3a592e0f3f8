"""Text to words with their classes: one character a word, so that a grammar can be a regex.

Reads a sentence's text and the lexicon; gives a `Scan`. The words are the project's own,
not the tokeniser's, so that "third-quarter", "3p.m." and "Oct." are cut alike everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from polybius.times.tables import rows

# A phrase's words, the word that must follow, its class's character and its value.
_Phrase: TypeAlias = "tuple[tuple[str, ...], str, str, Value]"
Value: TypeAlias = int | str | tuple[int, ...]

_WORD = re.compile(
    r"""
      (?P<iso>\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b)
    | (?P<numeric>\d{1,2}([-/.])\d{1,2}\3(?:\d{4}|\d\d)\b)
    | (?P<yearmonth>(?:1[89]|20)\d\d-(?:0[1-9]|1[0-2])\b(?!-))
    | (?P<clock>\d{1,2}[:.][0-5]\d(?=\s*[ap]\.?m\b)|[012]?\d:[0-5]\d(?::[0-5]\d)?\b)
    | (?P<quartercode>Q[1-4]\b)
    | (?P<slashed>\d+/\d+)
    | (?P<decade>(?:['’‘`]|\b)(?:\d\d)?\d0['’]?s\b)
    | (?P<other>[$£€¥\#]\s?\d[\d.,]*\d|[$£€¥\#]\s?\d|\d+(?:[.,]\d+)+%?|\d+%)
    | (?P<shortyear>['’‘`]\d\d\b)
    | (?P<ordinal>\d{1,2}(?:st|nd|rd|th)\b)
    | (?P<digits>\d+)
    | (?P<form>[ap]\.m\.?|o['’]clock|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)?\.?)
    | (?P<possessive>['’]s\b)
    | (?P<mark>\S)
    """,
    re.VERBOSE,
)
_OTHER = "."
_SHAPES = "year number ordinal decade clock iso numeric yearmonth quartercode possessive".split()


@dataclass(frozen=True, slots=True)
class Scan:
    """The words of a text: class codes in a string, offsets and values beside it."""

    codes: str
    starts: list[int]
    ends: list[int]
    values: list[Value]


class Lexicon:
    """The classes of words; each class, and each word the grammar names, has a character.

    `literals` are the words that the grammar names: they keep their class as well, so
    that `codes` of a class may be several characters.
    """

    def __init__(self, literals: Iterable[str] = (), phrases: Iterable[tuple[str, str]] = ()):
        self._codes: dict[str, set[str]] = {}
        self._forms: dict[str, tuple[str, Value]] = {}
        # By their first two words.
        self._phrases: dict[tuple[str, str], list[_Phrase]] = {}
        self._made = 0
        for word in literals:
            self._forms[word] = (self._class(f"'{word}'"), word)
        for name in _SHAPES:
            self._class(name)
        for _, (form, kind, value) in rows("lexicon.tsv", 3):
            self._enter(form, kind, int(value) if value.lstrip("-").isdigit() else value)
        for form, kind in phrases:
            self._enter(form, kind, form)
        for entries in self._phrases.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        self._shapes = {name: self._class(name) for name in _SHAPES}
        self._numbers = frozenset(self._codes["number"])
        self._spelled = frozenset(self._codes["number"] | self._codes["ordinal"])

    def codes(self, name: str) -> frozenset[str]:
        """The characters that stand for a class, or for a 'word'; none if there is no such."""
        return frozenset(self._codes.get(name, ()))

    def _class(self, name: str) -> str:
        """The character of a class itself, made on first use."""
        if name not in self._codes:
            self._codes[name] = {chr(0xE000 + self._made)}
            self._made += 1
        return min(self._codes[name])

    def _enter(self, form: str, kind: str, value: Value) -> None:
        # "September 11 | attacks": found only before the second part.
        form, _, follower = form.partition(" | ")
        value = form if follower else value
        words = tuple(word for word, _, _ in _words(form))
        code = self._class(kind)
        if len(words) > 1:
            self._phrases.setdefault(_key(words[0], words[1]), []).append(
                (words, follower, code, value)
            )
        elif form in self._forms:
            literal = self._forms[form][0]
            self._codes[kind].add(literal)
            self._forms[form] = (literal, value)
        else:
            self._forms[form] = (code, value)

    def scan(self, text: str) -> Scan:
        """The words of `text` with their classes."""
        found = [(form, kind, at.start(), at.end()) for form, kind, at in _words(text)]
        codes: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        values: list[Value] = []
        spelled: list[bool] = []
        forms, phrases = self._forms, self._phrases
        index = 0
        while index < len(found):
            form, kind, start, end = found[index]
            index += 1
            value: Value = form
            code = _OTHER
            is_spelled = False
            if kind == "form" or kind == "slashed":
                low = form.lower()
                entry, length = None, 1
                if index < len(found):
                    candidates = phrases.get(_key(form, found[index][0]))
                    if candidates:
                        entry, length = self._phrase(found, index - 1, candidates)
                if entry is None:
                    entry = self._form(form, low)
                    if entry is None and form[-1] == ".":
                        # The stop ends the sentence; it is no part of the word.
                        entry = self._form(form[:-1], low[:-1])
                        if entry is not None:
                            end -= 1
                if entry is not None:
                    code, value = entry
                    index += length - 1
                    if length > 1:
                        end = found[index - 1][3]
                        # A stop behind the phrase ends the sentence.
                        end -= text[end - 1] == "." and not _stopped(value)
                    is_spelled = code in self._spelled
            elif kind == "mark":
                entry = forms.get(form)
                if entry is not None:
                    code, value = entry
            elif kind == "possessive":
                code = self._shapes[kind]
            elif kind != "other":
                code, value = self._numeric(kind, form)
            codes.append(code)
            starts.append(start)
            ends.append(end)
            values.append(value)
            spelled.append(is_spelled)
        if any(spelled):
            self._join_numbers(codes, starts, ends, values, spelled)
        return Scan("".join(codes), starts, ends, values)

    def _form(self, form: str, low: str) -> tuple[str, Value] | None:
        entry = self._forms.get(low)
        if entry is None and form[0].isupper():
            entry = self._forms.get(form) or self._forms.get(low[0].upper() + low[1:])
        return entry

    @staticmethod
    def _phrase(
        found: list[tuple[str, str, int, int]],
        at: int,
        entries: list[_Phrase],
    ) -> tuple[tuple[str, Value] | None, int]:
        for words, follower, code, value in entries:
            wanted = (*words, follower) if follower else words
            if at + len(wanted) <= len(found) and all(
                _same(found[at + n][0], word) for n, word in enumerate(wanted)
            ):
                return (code, value), len(words)
        return None, 1

    def _numeric(self, kind: str, form: str) -> tuple[str, Value]:
        if kind == "digits" and len(form) > 6:
            return _OTHER, form
        if kind == "digits":
            number = int(form)
            if len(form) == 4 and 1000 <= number <= 2199:
                return self._shapes["year"], number
            return self._shapes["number"], number
        if kind == "ordinal":
            return self._shapes["ordinal"], int(form[:-2])
        if kind == "shortyear":
            return self._shapes["year"], _century(int(form[1:]))
        if kind == "decade":
            digits = re.sub(r"\D", "", form)
            number = int(digits) if len(digits) == 4 else _century(int(digits))
            return self._shapes["decade"], number
        if kind == "quartercode":
            return self._shapes[kind], int(form[1])
        if kind == "clock":
            return self._shapes["clock"], form
        numbers = tuple(int(part) for part in re.split(r"\D", form))
        if kind == "yearmonth":
            return self._shapes["yearmonth"], (numbers[0], numbers[1])
        return self._shapes[kind], (numbers[0], numbers[1], numbers[2])

    def _join_numbers(
        self,
        codes: list[str],
        starts: list[int],
        ends: list[int],
        values: list[Value],
        spelled: list[bool],
    ) -> None:
        """Make one word of "twenty-one", "two thousand and six", "nineteen ninety-eight"."""
        for joined_by in (_tens, _hundreds, _years):
            self._join(joined_by, codes, starts, ends, values, spelled)

    def _join(
        self,
        rule: Callable[[int, int, bool], int | None],
        codes: list[str],
        starts: list[int],
        ends: list[int],
        values: list[Value],
        spelled: list[bool],
    ) -> None:
        hyphens, joiners = self.codes("'-'"), self.codes("'and'")
        left = 0
        while left < len(codes) - 1:
            right = left + 1
            glued = codes[right] in hyphens
            if right + 1 < len(codes) and (glued or codes[right] in joiners):
                right += 1
            one, two = values[left], values[right]
            total = None
            if (
                codes[left] in self._numbers
                and (spelled[left] and spelled[right])
                and isinstance(one, int)
                and isinstance(two, int)
            ):
                total = rule(one, two, glued or right == left + 1)
            if total is None:
                left += 1
                continue
            values[left], is_year = total, rule is _years
            codes[left] = self._shapes["year"] if is_year else codes[right]
            spelled[left] = not is_year
            ends[left] = ends[right]
            gone = slice(left + 1, right + 1)
            del codes[gone], starts[gone], ends[gone], values[gone], spelled[gone]


def _tens(one: int, two: int, adjacent: bool) -> int | None:
    """Twenty-one."""
    return one + two if adjacent and one in range(20, 91, 10) and two < 10 else None


def _hundreds(one: int, two: int, adjacent: bool) -> int | None:
    """Two hundred, two thousand, two thousand and six."""
    if adjacent and two in (100, 1000) and one < two:
        return one * two
    if (one % 1000 == 0 and two < 1000) or (one % 100 == 0 and two < 100):
        return one + two
    return None


def _years(one: int, two: int, adjacent: bool) -> int | None:
    """Nineteen ninety-eight."""
    return one * 100 + two if adjacent and 17 <= one <= 20 and 10 <= two < 100 else None


def _stopped(value: Value) -> bool:
    return isinstance(value, str) and value.endswith(".")


def _key(one: str, two: str) -> tuple[str, str]:
    return one.lower().rstrip("."), two.lower().rstrip(".").replace("’", "'")


def _same(found: str, wanted: str) -> bool:
    """A phrase's word is met by itself, by its capitals, and with a stop behind it."""
    plain = found.rstrip(".") if not wanted.endswith(".") else found
    plain = plain.replace("’", "'")
    return plain == wanted or plain.lower() == wanted or plain == wanted.upper()


def _century(two_digits: int) -> int:
    """A year of two digits, in 1930 to 2029."""
    return two_digits + (1900 if two_digits >= 30 else 2000)


def _words(text: str) -> Iterator[tuple[str, str, re.Match[str]]]:
    for at in _WORD.finditer(text):
        kind = at.lastgroup or "mark"
        yield at.group(), kind, at
