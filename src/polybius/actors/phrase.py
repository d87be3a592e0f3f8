"""A phrase as the resolver sees it: words with their marks, and the known forms in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from polybius.actors.lexicon import Lexicon, Meaning
from polybius.actors.spelling import LINKS, key_of, likest
from polybius.tokens import Token
from polybius.world import words

# Names of states and peoples that are common words when written small.
_COMMON = frozenset(
    "us turkey china jordan chad polish guinea mali niger oman cuba car uk man georgia swiss pole "
    "dane finn finns poles scot sana male hand said reading nice mobile victoria rio beni gao "
    "bath split most orange march may bush major brown rice power".split()
)


# Words that join the parts of a town's name.
JOINING = frozenset("da de do di del della dos das des du".split())
_TOWNS = frozenset(("capital", "city"))


@dataclass(frozen=True, slots=True)
class Word:
    """One word: as written, folded, and whether `-`, `'s` or another mark follows."""

    text: str
    low: str
    hyphen: bool = False
    owner: bool = False
    stop: bool = False

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def acronym(self) -> bool:
        """Whether it is written in capitals throughout: `WHO`, not `I`."""
        return len(self.text) > 1 and self.text.isupper()


@dataclass(frozen=True, eq=False, slots=True)
class Segment:
    """Known form over words `start` to `end` (half-open), with all it can mean."""

    start: int
    end: int
    meanings: tuple[Meaning, ...]

    @property
    def first(self) -> Meaning:
        return self.meanings[0]

    @property
    def sort(self) -> str:
        return self.meanings[0].sort


@dataclass(frozen=True, eq=False, slots=True)
class Phrase:
    """A run of words without a break, and the known forms found in it, in order.

    `spelled` tells which of them the tables spell otherwise.
    """

    words: tuple[Word, ...]
    segments: tuple[Segment, ...]
    spelled: tuple[str, ...] = ()

    def text(self, start: int, end: int) -> str:
        return " ".join(word.text for word in self.words[start:end])


def read_words(text: str) -> list[Word]:
    """The words of a text; marks go to the word before them."""
    found: list[Word] = []
    for word in words(text):
        if word == "'s" or (word == "'" and found and found[-1].low.endswith("s")):
            if found:
                found[-1] = replace(found[-1], owner=True)
        elif word[0].isalnum():
            found.append(Word(word, word.lower()))
        elif found:
            if word in "-/":
                found[-1] = replace(found[-1], hyphen=True)
            elif word not in "'\".":
                found[-1] = replace(found[-1], stop=True)
    return found


def read_tokens(tokens: Iterable[Token]) -> tuple[list[Word], list[Token]]:
    """The words of parsed tokens, and for each word its token."""
    found: list[Word] = []
    at: list[Token] = []
    for token in tokens:
        if token.tag_ == "POS" and found:
            found[-1] = replace(found[-1], owner=True)
        elif token.is_punct or token.is_space:
            if found:
                hyphen = token.text in "-/–"
                last = found[-1]
                found[-1] = replace(
                    last, hyphen=hyphen or last.hyphen, stop=not hyphen or last.stop
                )
        else:
            new = read_words(token.text)
            found += new
            at += [token] * len(new)
    return found, at


def scan(lexicon: Lexicon, found: list[Word]) -> Phrase:
    """Find the longest known forms from left to right."""
    lows = [word.low for word in found]
    small = not any(word.capital for word in found)
    segments: list[Segment] = []
    start = 0
    while start < len(found):
        for end, meanings in lexicon.at(lows, start):
            if any(word.stop for word in found[start : end - 1]):
                continue
            over = found[start:end]
            common = all(word.low in lexicon.vocabulary for word in over)
            fitting = tuple(m for m in meanings if _fits(m, over, small, common))
            if fitting and fitting[0].sort in _TOWNS and _in_longer_name(found, start, end):
                continue
            if fitting:
                segments.append(Segment(start, end, fitting))
                start = end
                break
        else:
            start += 1
    return _respelled(lexicon, Phrase(tuple(found), tuple(segments)))


def _respelled(lexicon: Lexicon, phrase: Phrase) -> Phrase:
    """The phrase with the names that only a spelling keeps from being known."""
    segments, spelled = list(phrase.segments), []
    for start, end in _unknown_names(phrase):
        said = " ".join(word.low for word in phrase.words[start:end] if len(word.low) > 1)
        known = any(m.entity is not None for m in lexicon.forms.get(said, ()))
        form = said if known else likest(said, lexicon.spelled.get(key_of(said), ()))
        if form:
            named = tuple(m for m in lexicon.forms[form] if m.entity is not None)
            segments.append(Segment(start, end, named))
            spelled.append(f"spelling: {phrase.text(start, end)!r} = {form!r}")
    if not spelled:
        return phrase
    segments.sort(key=lambda segment: segment.start)
    return Phrase(phrase.words, tuple(segments), tuple(spelled))


def _unknown_names(phrase: Phrase) -> Iterator[tuple[int, int]]:
    """The runs of two and more capitalised words that no known form covers (half-open)."""
    covered = {i for s in phrase.segments for i in range(s.start, s.end)}
    start = 0
    for i, word in enumerate(phrase.words):
        if i > start and word.low in LINKS and i not in covered and not _ends(phrase, i, covered):
            continue
        if i in covered or not word.capital or word.acronym:
            start = i + 1
        elif word.stop or word.owner or _ends(phrase, i, covered):
            if i > start:
                yield start, i + 1
            start = i + 1


def _ends(phrase: Phrase, at: int, covered: set[int]) -> bool:
    """Whether a name ends with this word."""
    if at + 1 in covered or at + 1 == len(phrase.words):
        return True
    after = phrase.words[at + 1]
    return not after.capital and after.low not in LINKS


def _in_longer_name(found: list[Word], start: int, end: int) -> bool:
    """Whether a town's name is joined to another: `Santiago de Compostela`, `Barra da Praia`."""

    def joined(link: int, name: int) -> bool:
        inside = min(link, name) >= 0 and max(link, name) < len(found)
        return inside and found[link].low in JOINING and found[name].capital

    return joined(start - 1, start - 2) or joined(end, end + 1)


def _fits(meaning: Meaning, over: list[Word], small: bool, common: bool) -> bool:
    """Whether the case of the words allows the meaning; `common` words alone make no name."""
    first = over[0]
    if meaning.shout:
        return first.text.isupper() or len(over) > 1
    if meaning.sort == "role" or first.capital or first.text[0].isdigit():
        return True
    if not small:
        # "al-Shabaab", "de Gaulle": the capital stands further on.
        return any(word.capital for word in over)
    if common and meaning.entity is not None and "IGO" not in meaning.entity.terms[0].sectors:
        return False  # "new forces", "the people's party"
    return len(over) > 1 or (
        meaning.sort in ("country", "adjective", "capital") and first.low not in _COMMON
    )


def role_reading(lexicon: Lexicon, phrase: Phrase, segment: Segment) -> tuple[Segment, ...]:
    """A body's name read as the role words it is made of: `Supreme Court`, `Ministry of Defence`.

    Empty where the name is no description but a name ("Hezbollah", "White House").
    """
    words = phrase.words[segment.start : segment.end]
    if not words or not all(word.low in lexicon.vocabulary for word in words):
        return ()
    lows = [word.low for word in words]
    found: list[Segment] = []
    start = 0
    while start < len(lows):
        for end, meanings in lexicon.at(lows, start):
            roles = tuple(m for m in meanings if m.sort == "role")
            if roles:
                found.append(Segment(segment.start + start, segment.start + end, roles))
                start = end
                break
        else:
            start += 1
    if not any(m.priority >= 2 and m.kind == "organisation" for s in found for m in s.meanings):
        return ()
    return tuple(found)
