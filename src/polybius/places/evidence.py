"""How likely it is that a capitalised stretch of a sentence names a place there."""

from __future__ import annotations

from collections.abc import Sequence, Set

from polybius.places.candidates import Candidate
from polybius.places.lexicon import Lexicon
from polybius.places.words import Entity, Word, is_titled

_PARTIES = frozenset({"r", "d", "i", "dfl"})
# States whose divisions are as well known as countries.
_LARGE_STATES = frozenset({"USA", "CAN", "GBR", "AUS", "IND"})


class Evidence:
    """What speaks for and against the names of one sentence."""

    def __init__(self, words: Sequence[Word], surnames: Set[str], lexicon: Lexicon) -> None:
        self._words = words
        self._surnames = surnames
        self._lexicon = lexicon
        self._titled = is_titled(words)

    def weigh(self, first: int, last: int, candidates: Sequence[Candidate]) -> float:
        """The sum for words `first` to `last`, as `name.ACCEPTED` and `DOUBTED` measure it."""
        name = self._words[first : last + 1]
        best = candidates[0]
        known = best.level == "country" or (
            best.level == "admin1" and best.country in _LARGE_STATES
        )
        before = self._before(first)
        total = _by_prior(name, candidates) + _by_entity(name)
        total += max(before, -0.3) if known else before
        total += self._after(last, known)
        if len(name) == 1 and name[0].key in self._surnames and best.level != "country":
            total -= 1.0
        key = " ".join(word.key for word in name)
        if key in self._lexicon.ordinary:
            total -= 0.9
        if key in self._lexicon.never:
            total -= 2.5
        return total

    def _before(self, first: int) -> float:
        at = first - 1
        joined = self._words[first].joined
        score = 0.0
        while at >= 0 and joined and self._words[at].key in self._lexicon.direction | {"the"}:
            score += 0.2 if self._words[at].key != "the" else -0.1
            joined = self._words[at].joined
            at -= 1
        if at < 0:
            return score
        before = self._words[at]
        if not joined:
            street = before.capital and before.text.rstrip(".").lower() in self._lexicon.street
            return score + (0.8 if street and not self._words[at + 1].owned else 0.0)
        if self._words[first].dashed:
            return score + (1.2 if before.key in _PARTIES else 0.0)
        if before.capital and before.text.rstrip(".").lower() in self._lexicon.honorific:
            return score - 1.5
        if before.key in self._lexicon.placing:
            return score + 0.7
        if before.key == "of":
            kind = self._words[at - 1].key if at else ""
            return score + (0.9 if kind in self._lexicon.kind else 0.4)
        if before.key in self._lexicon.kind and not before.capital:
            return score + 0.6
        if before.key in self._lexicon.weakly_placing:
            return score + 0.2
        if not before.capital or at == 0 or self._titled:
            return score
        # A capitalised word stands before: the name is the end of a longer one.
        same = before.entity is not None and before.entity is self._words[first].entity
        return score - (0.9 if same or self._words[first].entity is None else 0.2)

    def _after(self, last: int, known: bool) -> float:
        if last + 1 >= len(self._words) or not self._words[last + 1].joined:
            return 0.0
        after = self._words[last + 1]
        if after.key in self._lexicon.local and (self._titled or not after.capital):
            return 0.5
        if not after.capital:
            return 0.0
        if after.text.rstrip(".").lower() in self._lexicon.street and after.key not in (
            "court",
            "way",
        ):
            return -2.5
        if after.key in self._lexicon.body:
            return 0.35
        entity = self._words[last].entity
        if self._titled or (entity is not None and _ends(entity, self._words[last])):
            return 0.0
        return 0.0 if known and (entity is None or entity.label != "PERSON") else -0.7


def _ends(entity: Entity, word: Word) -> bool:
    """Whether a place's entity ends with this word (and its possessive)."""
    return entity.label in ("GPE", "LOC") and entity.end <= word.end + 2


def _by_prior(name: Sequence[Word], candidates: Sequence[Candidate]) -> float:
    best = candidates[0]
    if best.level in ("country", "feature"):
        return 0.9
    if best.level == "admin1":
        return 0.9 if best.country in _LARGE_STATES else 0.6
    people = max(c.population if c.primary else c.population // 3 for c in candidates)
    largest = 0.6 if people >= 1_000_000 else 0.4 if people >= 100_000 else 0.2
    if people < 15_000:
        largest = 0.1 if people else -0.3
    elif len(candidates) == 1:
        largest += 0.2  # no other place, and hardly anything else, is called so
    return largest + (0.15 if len(name) > 1 else 0.0)


def _by_entity(name: Sequence[Word]) -> float:
    entity = name[0].entity
    if entity is None:
        return 0.0
    exact = entity.start >= name[0].start - 4 and entity.end <= name[-1].end + 3
    if entity.label in ("GPE", "LOC"):
        return 1.0 if exact else 0.7
    if entity.label == "PERSON":
        single = len(name) == 1 and entity.end - entity.start <= len(name[0].text) + 2
        return -1.4 if not exact else -0.2 if single else -0.4
    if entity.label == "FAC":
        return 0.3
    if entity.label == "ORG":
        if exact:
            return 0.2
        return 0.25 if entity.start >= name[0].start - 4 else -0.2
    if entity.label in ("DATE", "TIME", "LANGUAGE", "WORK_OF_ART", "LAW"):
        return -0.6
    return 0.0
