"""The place names of an article, each with all it could mean; `resolve` chooses.

The language model's entities and a scan of the gazetteer over capitalised words propose
(`scan`); `evidence` weighs each proposal; what the article says elsewhere is added here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import zip_longest
from operator import attrgetter

from polybius.parse import Parse
from polybius.places.gazetteer import Gazetteer
from polybius.places.keys import key_of
from polybius.places.lexicon import Lexicon
from polybius.places.name import ACCEPTED, DOUBTED, Name
from polybius.places.scan import Scan
from polybius.places.words import Word, words_of

_DOTTED = frozenset({"St.", "Ste.", "Ft.", "Mt."})
_SURE = ACCEPTED + 0.3
_NAMED_ELSEWHERE = 0.5


class NameFinder:
    """Finds the place names of one article after another; holds nothing of any of them."""

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon | None = None) -> None:
        self._gazetteer = gazetteer
        self._lexicon = lexicon or Lexicon.load()
        self._dotted = _DOTTED | gazetteer.dotted

    def find(self, parse: Parse) -> list[Name]:
        """The place names of the article's sentences, the doubtful among them, in order."""
        sentences = [words_of(sentence, parse.text, self._dotted) for sentence in parse.sentences]
        surnames = _surnames(sentences)
        names = [
            name
            for words in sentences
            for name in Scan(self._gazetteer, parse.text, words, surnames, self._lexicon).names()
        ]
        sure = {name.key for name in names if name.weight >= _SURE}
        counties = {name.key: name for name in names if name.key.endswith(" county")}
        again = [
            replace(name, weight=name.weight + _NAMED_ELSEWHERE) if name.key in sure else name
            for name in names
        ]
        return _without_overlaps(
            _with_county(name, counties.get(f"{name.key} county"))
            for name in again
            if name.weight >= DOUBTED
        )

    def name_at(self, text: str, start: int, end: int) -> list[Name]:
        """The names in a stretch known to name places, such as a dateline: `Salem, Ore.`"""
        parts = [part for part in re.finditer(r"[^,/()]+", text[start:end]) if part[0].strip()]
        names: list[Name] = []
        within = None
        for part in reversed(parts):
            form = part[0].strip()
            at = start + part.start() + part[0].index(form[0])
            larger = self._gazetteer.container(form)
            short = self._gazetteer.abbreviation(form) if part is not parts[0] else None
            candidates = (short,) if short else self._gazetteer.find(key_of(form))
            names.append(Name(at, at + len(form), form, key_of(form), candidates, within))
            within = larger
        return names[::-1]


def _surnames(sentences: Iterable[Sequence[Word]]) -> frozenset[str]:
    """The last words of the article's full personal names."""
    found = set()
    for words in sentences:
        for word, after in zip_longest(words, words[1:]):
            entity = word.entity
            if entity is None or entity.label != "PERSON" or word.start == entity.start:
                continue
            if after is None or after.entity is not entity:
                found.add(word.key)
    return frozenset(found)


def _with_county(name: Name, county: Name | None) -> Name:
    """The bare name of a county that the article names in full may mean it too."""
    if county is None:
        return name
    return replace(name, candidates=name.candidates + county.candidates)


def _without_overlaps(names: Iterable[Name]) -> list[Name]:
    """Of names that overlap the accepted one, then the earlier."""
    kept: list[Name] = []  # by place: only those right beside a name can overlap it
    for name in sorted(names, key=lambda name: (name.weight < ACCEPTED, name.start, -name.end)):
        at = bisect_right(kept, name.start, key=attrgetter("start"))
        if not any(
            name.overlaps(other.start, other.end) for other in kept[max(0, at - 1) : at + 1]
        ):
            kept.insert(at, name)
    return kept
