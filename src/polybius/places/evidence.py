"""How likely it is that a capitalised stretch of a sentence names a place there."""

from __future__ import annotations

from collections.abc import Sequence, Set

from polybius.places.candidates import Candidate
from polybius.places.words import Entity, Word, is_titled

# Words after which a place is named, and those before which it is part of something else.
_PLACING = frozenset(
    "in at near from outside around across via through inside into throughout within toward"
    " towards off along between leaving entering visiting reach reached".split()
)
_WEAKLY_PLACING = frozenset("to for and or by over on with versus between a an".split())
DIRECTIONS = frozenset(
    "north south east west northern southern eastern western central northeast northwest southeast"
    " southwest northeastern northwestern southeastern southwestern upper lower greater downtown"
    " nearby neighbouring neighboring rural suburban mainland occupied coastal inner metro".split()
)
# Kinds of place: "the city of", "the town".
_KINDS = frozenset(
    "city town village capital port province region district state governorate municipality"
    " suburb neighbourhood neighborhood island islands republic oblast county settlement hamlet"
    " enclave outskirts stronghold citadel".split()
)
_PARTIES = frozenset({"r", "d", "i", "dfl"})
_HONORIFICS = frozenset(
    "mr mrs ms dr sir lord lady prof sen rep gov gen lt col maj capt sgt cpl pvt adm rev judge"
    " justice officer detective coach mayor pastor sheikh sheik mullah ayatollah saint prince"
    " princess king queen pope cardinal bishop uncle aunt".split()
)
STREETS = frozenset(
    "street st avenue ave road rd drive dr boulevard blvd lane ln highway hwy court ct route"
    " parkway pkwy turnpike expressway freeway way circle terrace trail pike".split()
)
# Whom or what news calls by the town before them ("an Elkhart man").
_LOCALS = frozenset(
    "man woman men women boy girl teen teenager teens couple resident residents native natives"
    " police officer officers officials official authorities mayor family mother father driver"
    " motorist student students teacher teachers school schools area home house church company"
    " firm hospital suburb neighbourhood neighborhood lawmakers council courthouse jail".split()
)
# What follows a place in the name of a body that serves it.
_BODIES = frozenset(
    "police county city state council university college school schools high elementary middle"
    " hospital medical department district court airport fire sheriff public community church"
    " museum park library center centre international township town village board chamber mayor"
    " metropolitan regional municipal elementary fair times news post tribune herald journal"
    " conference summit accords agreement protocol treaty declaration convention talks process"
    " stock exchange area zone region government parliament assembly airlines"
    " daily bay beach".split()
)
# Names that are far more often something else.
_ORDINARY = frozenset(
    "of most male nice mobile reading bath orange split march may april june august police union"
    " independence liberty freedom hope faith justice man pool ball hill wells cook price long"
    " young page green white brown black bush church house hall college university center central"
    " summit commerce industry republic federal nation national university bar center police big"
    " best good date born given media salt best enterprise university energy progress sun star"
    " moon valley mountain lake river ocean beach island bay harbor bridge park grand royal eagle"
    " bear buffalo enterprise defiance surprise truth or un as this that these those the he she it"
    " we they you university are is was but not no yes so if then now when where why how all many"
    " some one two three first second new old northern southern eastern western sunday monday"
    " tuesday wednesday thursday friday saturday january february july september october november"
    " december democrats republican republicans democrat bloc christian muslim islam jewish god"
    " lord bible christmas easter ramadan congress senate house parliament cabinet ministry army"
    " navy marines court taliban isis hamas hezbollah police minister president chairman secretary"
    " general major king queen prince bank oil gas water fire air media press internet google"
    " apple ford chase wells fargo north south east west northeast northwest southeast southwest"
    " metro downtown avenue street northern american british supreme centre aerodrome delta"
    " capital lakes port".split()
) | {"white house", "red cross", "santa claus", "grand jury", "big ben", "black sea fleet"}

# States whose divisions are as well known as countries.
_LARGE_STATES = frozenset({"USA", "CAN", "GBR", "AUS", "IND"})


class Evidence:
    """What speaks for and against the names of one sentence."""

    def __init__(self, words: Sequence[Word], surnames: Set[str]) -> None:
        self._words = words
        self._surnames = surnames
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
        if " ".join(word.key for word in name) in _ORDINARY:
            total -= 0.9
        return total

    def _before(self, first: int) -> float:
        at = first - 1
        joined = self._words[first].joined
        score = 0.0
        while at >= 0 and joined and self._words[at].key in DIRECTIONS | {"the"}:
            score += 0.2 if self._words[at].key != "the" else -0.1
            joined = self._words[at].joined
            at -= 1
        if at < 0:
            return score
        before = self._words[at]
        if not joined:
            street = before.capital and before.text.rstrip(".").lower() in STREETS
            return score + (0.8 if street and not self._words[at + 1].owned else 0.0)
        if self._words[first].dashed:
            return score + (1.2 if before.key in _PARTIES else 0.0)
        if before.capital and before.text.rstrip(".").lower() in _HONORIFICS:
            return score - 1.5
        if before.key in _PLACING:
            return score + 0.7
        if before.key == "of":
            kind = self._words[at - 1].key if at else ""
            return score + (0.9 if kind in _KINDS else 0.4)
        if before.key in _KINDS and not before.capital:
            return score + 0.6
        if before.key in _WEAKLY_PLACING:
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
        if after.key in _LOCALS and (self._titled or not after.capital):
            return 0.5
        if not after.capital:
            return 0.0
        if after.text.rstrip(".").lower() in STREETS and after.key not in ("court", "way"):
            return -2.5
        if after.key in _BODIES:
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
    people = max((c.population for c in candidates if c.primary), default=0)
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
