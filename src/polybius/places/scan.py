"""One sentence read for place names: gazetteer matches over its words, and entities."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from polybius.places.candidates import Candidate
from polybius.places.evidence import Evidence
from polybius.places.gazetteer import Gazetteer
from polybius.places.keys import ARTICLES, key_of
from polybius.places.lexicon import Lexicon
from polybius.places.name import ACCEPTED, Name
from polybius.places.words import Word

_LONGEST = 6
_PARTICLES = frozenset(
    "of the de del la las los le du des da do dos di el al ez az as ar an ad i und and on upon sur"
    " en am im der den het y e ye o in sous lès aux".split()
)
_COUNTY_WORDS = frozenset("county parish borough".split())
_DETERMINERS = frozenset({"the", "a", "an", "this", "that"})
# Forms of the Arabic article that are English words where no dash follows.
_WORDS_TOO = frozenset({"an", "as", "at", "ad"})
_LANGUAGE = frozenset("language speaking speaker speakers".split())
_PARTIES = frozenset({"R", "D", "I", "DFL"})
# A town in capitals, perhaps a state or an agency, and a dash: the dateline of a report.
_DATELINE = re.compile(r"(?:,[^—–\n-]{2,25})?\s*(?:\([^)\n]{2,20}\)\s*)?\s?(?:—|–|--|-\s)")
_LIST = re.compile(r"(?:'s|’s)?(?:,\s|\s(?:and|or|to|&)\s|,\s(?:and|or)\s|[-–/])")

_NAMED_OUTRIGHT = 1.5


@dataclass(frozen=True, eq=False, slots=True)
class Scan:
    """Reads the names of one sentence; `surnames` are those of the article's people."""

    gazetteer: Gazetteer
    text: str
    words: Sequence[Word]
    surnames: frozenset[str]
    lexicon: Lexicon
    _evidence: Evidence = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_evidence", Evidence(self.words, self.surnames, self.lexicon))

    def names(self) -> Iterator[Name]:
        """All proposals, weighed; those below acceptance may overlap others."""
        accepted: list[Name] = []
        at = 0
        while at < len(self.words):
            found = self._longest(at, accepted[-1] if accepted else None)
            if found is None:
                at += 1
                continue
            name, length = found
            yield name
            if name.weight >= ACCEPTED:
                accepted.append(name)
                at += length
            else:
                at += 1
        yield from self._entities(accepted)

    def _longest(self, first: int, before: Name | None) -> tuple[Name, int] | None:
        """The longest accepted reading that starts at a word, else the longest doubtful one."""
        if not self._can_start(first):
            return None
        if short := self._abbreviated(first):
            return short, 1
        best: tuple[Name, int] | None = None
        for last in range(self._last_joined(first), first - 1, -1):
            name = self._read(first, last, before)
            if name is None:
                continue
            if name.weight >= ACCEPTED:
                return name, last - first + 1
            best = best or (name, last - first + 1)
        return best

    def _read(self, first: int, last: int, before: Name | None) -> Name | None:
        """Words `first` to `last` as one name, where they can be."""
        words = self.words[first : last + 1]
        if last > first:
            if words[0].key in _WORDS_TOO and not words[1].dashed:
                return None
            if words[-1].key in _COUNTY_WORDS and words[-1].capital:
                return self._county(first, last)
            if words[-1].key in self.lexicon.division and words[0].capital:
                return self._division(first, last)
        start, end, key = words[0].start, words[-1].end, self._key(first, last)
        if last > first and (self.text[end : end + 2] in ("'s", "’s")):
            whole = key_of(self.text[start : end + 2])
            if self.gazetteer.find(whole):
                end, key = end + 2, whole
        form = self.text[start:end]
        if self._ends_county_list(last) and (counties := self.gazetteer.counties.find(key)):
            return self._name(first, last, f"{key} county", counties, _NAMED_OUTRIGHT)
        if first == last and key in self.lexicon.direction:
            return None
        if not words[-1].capital or not all(w.capital or w.key in _PARTICLES for w in words[1:]):
            candidates = self.gazetteer.listed(key) if last > first else ()
        else:
            candidates = self.gazetteer.find(key)
        candidates = _as_written(form, key, candidates)
        within = self._within(last, candidates)
        only_towns = all(c.level == "city" for c in candidates)
        if only_towns and within is None and (people := self._people(first, last)):
            return people
        if not candidates:
            return None
        weight = self._evidence.weigh(first, last, candidates) + bool(within)
        if first == 0 and form.isupper() and _DATELINE.match(self.text, end):
            weight += 1.0
        if before is not None and _LIST.fullmatch(self.text, before.end, start):
            weight += 0.5
        return Name(start, end, form, key, candidates, within, weight)

    def _people(self, first: int, last: int) -> Name | None:
        """A nationality or people for its country: `Turkish police`, `the Turks`."""
        words = self.words[first : last + 1]
        form = self.text[words[0].start : words[-1].end]
        place = self.gazetteer.people(form)
        if place is None or not all(word.capital for word in words):
            return None
        after = self.words[last + 1] if last + 1 < len(self.words) else None
        if after is not None and after.joined and after.key in _LANGUAGE | {"american"}:
            return None
        if words[0].key == "american" and words[0].dashed:
            return None
        entity = words[0].entity
        other = entity is not None and entity.label in ("PERSON", "LANGUAGE")
        weight = ACCEPTED - 0.3 if other else ACCEPTED + 0.4
        return self._name(first, last, self._key(first, last), (place,), weight)

    def _county(self, first: int, last: int) -> Name | None:
        if not all(word.capital or word.key in _PARTICLES for word in self.words[first:last]):
            return None
        key = self._key(first, last - 1)
        candidates = self.gazetteer.counties.find(key) or tuple(
            c for c in self.gazetteer.listed(key) if c.level in ("admin1", "admin2")
        )
        return self._name(first, last, f"{key} county", candidates) if candidates else None

    def _division(self, first: int, last: int) -> Name | None:
        key = self._key(first, last - 1)
        candidates = self.gazetteer.listed(self._key(first, last)) or tuple(
            c
            for c in self.gazetteer.listed(key)
            if key not in self.lexicon.direction
            and (c.level in ("admin1", "admin2") or c.kind == "region")
        )
        return self._name(first, last, f"{key} province", candidates) if candidates else None

    def _abbreviated(self, at: int) -> Name | None:
        """`Ill.` or `TX` behind a town and a comma, `N.C.` anywhere, `R-Ariz.`"""
        word = self.words[at]
        place = self.gazetteer.abbreviation(word.text)
        if place is None:
            return None
        before = self.words[at - 1] if at else None
        behind_town = before is not None and (
            (before.capital and self.text[before.end : word.start] == ", ")
            or (word.dashed and before.text in _PARTIES)
        )
        if not behind_town and word.text.count(".") < 2:
            return None
        return self._name(at, at, key_of(place.name), (place,))

    def _within(self, last: int, candidates: Sequence[Candidate]) -> Candidate | None:
        """The larger place directly behind a comma, if a candidate lies in it."""
        following = last + 1
        if following >= len(self.words) or any(c.level == "country" for c in candidates):
            return None
        if not re.fullmatch(r",\s", self.text[self.words[last].end : self.words[following].start]):
            return None
        for end in range(min(self._last_joined(following), following + 2), last, -1):
            form = self.text[self.words[following].start : self.words[end].end]
            place = self.gazetteer.container(form)
            if place is not None:
                fits = any(
                    c.country == place.country and place.admin1 in ("", c.admin1)
                    for c in candidates
                )
                return place if fits or place.country == "USA" else None
        return None

    def _entities(self, accepted: Sequence[Name]) -> Iterator[Name]:
        """Entities that the scan left out but the language model calls places."""
        seen = set()
        not_first = self.lexicon.direction | _DETERMINERS
        for word in self.words:
            entity = word.entity
            if entity is None or entity in seen or entity.label not in ("GPE", "LOC", "FAC"):
                continue
            seen.add(entity)
            inside = [w for w in self.words if w.entity is entity]
            while inside and (not inside[0].capital or inside[0].key in not_first):
                inside.pop(0)
            while inside and not inside[-1].capital and inside[-1].key not in self.lexicon.site:
                inside.pop()
            if not inside or inside[-1].key in self.lexicon.street:
                continue
            if entity.label == "FAC" and inside[-1].key not in self.lexicon.site:
                continue
            start, end = inside[0].start, inside[-1].end
            if end - start < 3 or any(name.overlaps(start, end) for name in accepted):
                continue
            if inside[-1].key in self.surnames:
                continue
            form = self.text[start:end]
            candidates = self.gazetteer.find(key_of(form))
            yield Name(start, end, form, key_of(form), candidates, weight=ACCEPTED)

    def _name(
        self,
        first: int,
        last: int,
        key: str,
        candidates: tuple[Candidate, ...],
        weight: float = _NAMED_OUTRIGHT,
    ) -> Name:
        start, end = self.words[first].start, self.words[last].end
        within = self._within(last, candidates)
        return Name(start, end, self.text[start:end], key, candidates, within, weight)

    def _key(self, first: int, last: int) -> str:
        """The key of some words; a possessive ending inside belongs to it (`Cox's Bazar`)."""
        words = self.words[first : last + 2]
        parts = [
            f"{word.key}s" if after is not None and after.owned else word.key
            for word, after in zip(words, [*words[1:], None], strict=True)
        ][: last - first + 1]
        if len(words) > last - first + 1 and words[-1].key not in _COUNTY_WORDS:
            parts[-1] = words[-2].key
        return " ".join(parts)

    def _ends_county_list(self, at: int) -> bool:
        """Whether a list that ends in "counties" goes on here: `Polk, Lee and Clay counties`."""
        for word, after in zip(self.words[at:], self.words[at + 1 : at + 12], strict=False):
            if after.key in ("counties", "parishes"):
                return True
            if not (after.capital or after.key == "and"):
                return False
            if self.text[word.end : after.start].strip(" ,"):
                return False
        return False

    def _can_start(self, at: int) -> bool:
        word = self.words[at]
        if word.capital:
            return True
        after = self.words[at + 1] if at + 1 < len(self.words) else None
        return word.key in ARTICLES and after is not None and after.dashed and after.capital

    def _last_joined(self, first: int) -> int:
        last = first
        while last + 1 < len(self.words) and last - first + 1 < _LONGEST:
            after = self.words[last + 1]
            if not (after.joined or after.owned):
                break
            last += 1
        return last


def _as_written(form: str, key: str, candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Of a very short name, what it can be: "us" is no country, "PA" no town."""
    if len(key) > 3:
        return candidates
    if form.isupper():
        return tuple(c for c in candidates if c.level != "city")
    return tuple(c for c in candidates if len(key_of(c.name)) <= 4)
