"""Which stretches of a text name places, and what each could mean.

The language model's entities and a scan of the gazetteer over capitalised words propose;
`evidence` decides. A name keeps all its candidates: `resolve` chooses between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from polybius.parse import Parse, Sentence
from polybius.places.candidates import Candidate
from polybius.places.evidence import ACCEPTED, DIRECTIONS, STREETS, evidence
from polybius.places.gazetteer import Gazetteer
from polybius.places.keys import ARTICLES, key_of
from polybius.places.words import Word, words_of

_LONGEST = 6
_DOTTED = frozenset({"St.", "Ste.", "Ft.", "Mt."})
_PARTICLES = frozenset(
    "of the de del la las los le du des da do dos di el al ez az as ar an ad i und and on upon sur"
    " en am im an der den het y e ye o in sous lès aux".split()
)
# Words that say of what kind the place before or after them is.
_DIVISION_WORDS = frozenset(
    "province provinces oblast governorate governorates region state district prefecture canton"
    " department wilaya voivodeship krai territory republic division".split()
)
_COUNTY_WORDS = frozenset("county parish borough counties parishes".split())
_SITES = frozenset(
    "airport square camp base bridge crossing island islands mountains mountain valley river lake"
    " sea strait gulf bay desert peninsula province district region village airfield dam port"
    " harbour harbor corridor reef shoal forest park prison refinery".split()
)
# Forms of the Arabic article that are English words where no dash follows.
_WORDS_TOO = frozenset({"an", "as", "at", "ad"})
_NOT_FIRST = DIRECTIONS | {"the", "a", "an", "this", "that"}
# A town in capitals, perhaps a state or an agency, and a dash: the dateline of a report.
_DATELINE = re.compile(r"(?:,[^—–\n-]{2,25})?\s*(?:\([^)\n]{2,20}\)\s*)?\s?(?:—|–|--|-\s)")
_LANGUAGE = frozenset("language speaking speaker speakers".split())


@dataclass(frozen=True, slots=True)
class Name:
    """A place name in the text (offsets in the article) and its candidates.

    `within` is the larger place that the text puts directly behind it ("Springfield,
    Ill."). No candidates: a name that the gazetteer does not know.
    """

    start: int
    end: int
    text: str
    key: str
    candidates: tuple[Candidate, ...]
    within: Candidate | None = None


@dataclass(frozen=True, slots=True)
class _Proposal:
    name: Name
    weight: float


class NameFinder:
    """Finds the place names of one article after another; holds nothing of any of them."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._dotted = _DOTTED | gazetteer.dotted

    def find(self, parse: Parse) -> tuple[Name, ...]:
        """All place names of the article's sentences, in order."""
        sentences = [(s, words_of(s, parse.text, self._dotted)) for s in parse.sentences]
        surnames = _surnames(words for _, words in sentences)
        proposals = [
            proposal
            for sentence, words in sentences
            for proposal in self._propose(parse, sentence, words, surnames)
        ]
        counties = {p.name.key: p.name for p in proposals if p.name.key.endswith(" county")}
        sure = {p.name.key for p in proposals if p.weight >= ACCEPTED + 0.3}
        return tuple(
            _with_county(p.name, counties.get(f"{p.name.key} county"))
            for p in proposals
            if p.weight + (0.5 if p.name.key in sure else 0.0) >= ACCEPTED
        )

    def name_at(self, text: str, start: int, end: int) -> tuple[Name, ...]:
        """The names in a stretch known to name a place, such as a dateline."""
        parts = [part for part in re.finditer(r"[^,/()]+", text[start:end]) if part.group().strip()]
        names = []
        for number, part in enumerate(parts):
            form = part.group().strip()
            at = start + part.start() + part.group().index(form[0])
            short = self._gazetteer.abbreviation(form)
            candidates = (short,) if short and number else self._gazetteer.find(key_of(form))
            within = (
                self._container(parts[number + 1].group().strip()) if parts[number + 1 :] else None
            )
            names.append(Name(at, at + len(form), form, key_of(form), candidates, within))
        return tuple(names)

    def _container(self, form: str) -> Candidate | None:
        if short := self._gazetteer.abbreviation(form):
            return short
        listed = self._gazetteer.listed(key_of(form))
        return next((c for c in listed if c.level in ("country", "admin1")), None)

    def _propose(
        self, parse: Parse, sentence: Sentence, words: Sequence[Word], surnames: frozenset[str]
    ) -> Iterator[_Proposal]:
        covered: list[tuple[int, int]] = []
        at = 0
        while at < len(words):
            found = self._longest(parse.text, words, at, surnames)
            if found is None:
                at += 1
                continue
            proposal, length = found
            yield proposal
            if proposal.weight >= ACCEPTED:
                covered.append((proposal.name.start, proposal.name.end))
                at += length
            else:
                at += 1
        yield from self._unknown(parse, sentence, words, covered)

    def _longest(
        self, text: str, words: Sequence[Word], first: int, surnames: frozenset[str]
    ) -> tuple[_Proposal, int] | None:
        if not _can_start(words, first):
            return None
        if short := self._abbreviated(text, words, first):
            return _Proposal(short, 2.0), 1
        best: tuple[_Proposal, int] | None = None
        for last in range(_last_joined(words, first), first - 1, -1):
            proposal = self._read(text, words, first, last, surnames)
            if proposal is None:
                continue
            if proposal.weight >= ACCEPTED:
                return proposal, last - first + 1
            best = best or (proposal, last - first + 1)
        return best

    def _read(
        self, text: str, words: Sequence[Word], first: int, last: int, surnames: frozenset[str]
    ) -> _Proposal | None:
        """The reading of words `first` to `last` as one name, where there is one."""
        start, end = words[first].start, words[last].end
        form = text[start:end]
        key = " ".join(word.key for word in words[first : last + 1])
        kind = words[last].key
        if last > first and words[first].key in _WORDS_TOO and not words[first + 1].dashed:
            return None
        if last > first and kind in _COUNTY_WORDS and words[last].capital:
            return self._county(text, words, first, last)
        if last > first and kind in _DIVISION_WORDS:
            return self._division(text, words, first, last)
        if not all(w.capital or w.key in _PARTICLES for w in words[first + 1 : last + 1]):
            candidates = self._gazetteer.listed(key)
        elif words[last].capital:
            candidates = self._gazetteer.find(key)
        else:
            return None
        counties = self._gazetteer.counties.find(key)
        if counties and _in_county_list(words, last, text):
            return _Proposal(Name(start, end, form, f"{key} county", counties), 1.5)
        if len(key) <= 3 and not form.isupper() and any(c.level == "country" for c in candidates):
            candidates = tuple(c for c in candidates if len(key_of(c.name)) <= 4)
        if candidates:
            within = self._within(text, words, last, candidates)
            weight = evidence(words, first, last, candidates, surnames) + bool(within)
            if first == 0 and form.isupper() and _DATELINE.match(text, end):
                weight += 1.0
            if first > 0 and _after_street(text, words, first):
                weight += 0.8
            return _Proposal(Name(start, end, form, key, candidates, within), weight)
        return self._people(words, first, last, start, end, form, key)

    def _people(
        self,
        words: Sequence[Word],
        first: int,
        last: int,
        start: int,
        end: int,
        form: str,
        key: str,
    ) -> _Proposal | None:
        place = self._gazetteer.people(form)
        if place is None or not all(word.capital for word in words[first : last + 1]):
            return None
        after = words[last + 1] if last + 1 < len(words) and words[last + 1].joined else None
        if after is not None and (
            after.key in _LANGUAGE or (after.key == "american" and after.capital)
        ):
            return None
        if key == "american" and words[first].dashed:
            return None
        entity = words[first].entity
        person = entity is not None and entity.label in ("PERSON", "LANGUAGE")
        return _Proposal(Name(start, end, form, key, (place,)), 0.5 if person else 1.2)

    def _county(self, text: str, words: Sequence[Word], first: int, last: int) -> _Proposal | None:
        if not all(w.capital or w.key in _PARTICLES for w in words[first:last]):
            return None
        key = " ".join(word.key for word in words[first:last])
        start, end = words[first].start, words[last].end
        candidates = self._gazetteer.counties.find(key)
        if not candidates:
            candidates = tuple(c for c in self._gazetteer.listed(key) if c.level != "country")
        if not candidates:
            return None
        within = self._within(text, words, last, candidates)
        return _Proposal(
            Name(start, end, text[start:end], f"{key} county", candidates, within), 1.5
        )

    def _division(
        self, text: str, words: Sequence[Word], first: int, last: int
    ) -> _Proposal | None:
        key = " ".join(word.key for word in words[first:last])
        start, end = words[first].start, words[last].end
        candidates = tuple(
            c
            for c in self._gazetteer.listed(key)
            if c.level in ("admin1", "admin2") or (c.level == "feature" and c.kind == "region")
        )
        if not candidates:
            return None
        within = self._within(text, words, last, candidates)
        form = text[start:end]
        return _Proposal(Name(start, end, form, f"{key} province", candidates, within), 1.5)

    def _abbreviated(self, text: str, words: Sequence[Word], at: int) -> Name | None:
        """`Ill.` or `TX` behind a comma, `N.C.` anywhere, `R-Ariz.`."""
        word = words[at]
        place = self._gazetteer.abbreviation(word.text) or self._gazetteer.abbreviation(
            word.text + "."
        )
        if place is None:
            return None
        party = word.dashed and at > 0 and words[at - 1].text in ("R", "D", "I")
        comma = at > 0 and words[at - 1].capital and text[words[at - 1].end : word.start] == ", "
        if not (party or comma or word.text.count(".") > 1):
            return None
        if len(word.text) > 2 and word.text.isalpha() and not (party or comma):
            return None
        return Name(word.start, word.end, word.text, key_of(place.name), (place,))

    def _within(
        self, text: str, words: Sequence[Word], last: int, candidates: Sequence[Candidate]
    ) -> Candidate | None:
        """The larger place directly behind a comma, if a candidate lies in it."""
        if any(c.level == "country" for c in candidates) or last + 1 >= len(words):
            return None
        if not re.fullmatch(r",\s", text[words[last].end : words[last + 1].start]):
            return None
        for end in range(min(_last_joined(words, last + 1), last + 3), last, -1):
            place = self._container(text[words[last + 1].start : words[end].end])
            if place is not None:
                known = place.admin1 in ("", *(c.admin1 for c in candidates))
                same = any(c.country == place.country for c in candidates)
                return place if (known and same) or place.country == "USA" else None
        return None

    def _unknown(
        self,
        parse: Parse,
        sentence: Sentence,
        words: Sequence[Word],
        covered: Sequence[tuple[int, int]],
    ) -> Iterator[_Proposal]:
        """Entities that the scan left out but the language model calls places."""
        seen = set()
        for word in words:
            entity = word.entity
            if entity is None or entity in seen or entity.label not in ("GPE", "LOC", "FAC"):
                continue
            seen.add(entity)
            inside = [w for w in words if w.entity is entity]
            while inside and (not inside[0].capital or inside[0].key in _NOT_FIRST):
                inside.pop(0)
            while inside and not inside[-1].capital and inside[-1].key not in _SITES:
                inside.pop()
            if not inside:
                continue
            start, end = inside[0].start, inside[-1].end
            if any(s < end and start < e for s, e in covered):
                continue
            if entity.label == "FAC" and inside[-1].key not in _SITES:
                continue
            if inside[-1].key in STREETS:
                continue
            form = parse.text[start:end]
            key = key_of(form)
            yield _Proposal(Name(start, end, form, key, self._gazetteer.find(key)), ACCEPTED)


def _with_county(name: Name, county: Name | None) -> Name:
    """The bare name of a county that the article names in full may mean it too."""
    if county is None:
        return name
    return replace(name, candidates=name.candidates + county.candidates)


def _after_street(text: str, words: Sequence[Word], first: int) -> bool:
    """Whether a street stands before, as in an address: `12 Elm St., Salem`."""
    before = words[first - 1]
    street = before.capital and before.text.rstrip(".").lower() in STREETS
    return street and text[before.end : words[first].start].strip(". ") == ","


def _in_county_list(words: Sequence[Word], at: int, text: str) -> bool:
    """Whether a list that ends in "counties" goes over this word: `Polk, Lee and Clay counties`."""
    for word, after in zip(words[at:], words[at + 1 : at + 12], strict=False):
        gap = text[word.end : after.start]
        if after.key in ("counties", "parishes"):
            return True
        if not (after.capital or after.key == "and") or gap.strip(" ,"):
            return False
    return False


def _can_start(words: Sequence[Word], at: int) -> bool:
    word = words[at]
    if word.capital:
        return True
    follower = words[at + 1] if at + 1 < len(words) else None
    return word.key in ARTICLES and follower is not None and follower.dashed and follower.capital


def _last_joined(words: Sequence[Word], first: int) -> int:
    last = first
    while last + 1 < len(words) and last - first + 1 < _LONGEST and words[last + 1].joined:
        last += 1
    return last


def _surnames(sentences: Iterator[Sequence[Word]]) -> frozenset[str]:
    """The last words of the article's full personal names."""
    found = set()
    for words in sentences:
        for word, after in zip(words, [*words[1:], None], strict=True):
            entity = word.entity
            if entity is None or entity.label != "PERSON" or word.start == entity.start:
                continue
            if after is None or after.entity is not entity:
                found.add(word.key)
    return frozenset(found)
