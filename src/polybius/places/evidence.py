"""How likely it is that a capitalised stretch of a sentence names a place there."""

from __future__ import annotations

from collections.abc import Sequence, Set

from polybius.places.candidates import Candidate
from polybius.places.words import Word

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
    " metro downtown avenue street northern american british".split()
)

# States whose divisions are as well known as countries.
_LARGE_STATES = frozenset({"USA", "CAN", "GBR", "AUS", "IND"})

ACCEPTED = 0.8


def evidence(
    words: Sequence[Word],
    first: int,
    last: int,
    candidates: Sequence[Candidate],
    surnames: Set[str],
) -> float:
    """The sum of what speaks for and against; `ACCEPTED` and more is taken as a place."""
    name = words[first : last + 1]
    total = _by_prior(name, candidates)
    total += _by_entity(name, last - first + 1, candidates)
    known = candidates[0].level == "country" or (
        candidates[0].level == "admin1" and candidates[0].country in _LARGE_STATES
    )
    total += max(_by_words_before(words, first), -0.3 if known else -9)
    total += _by_words_after(words, last, known)
    if len(name) == 1 and name[0].key in surnames and candidates[0].level != "country":
        total -= 1.0
    if len(name) == 1 and name[0].key in _ORDINARY:
        total -= 0.9
    return total


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
    return largest + (0.15 if len(name) > 1 else 0.0)


def _by_entity(name: Sequence[Word], length: int, candidates: Sequence[Candidate]) -> float:
    entity = name[0].entity
    if entity is None:
        return 0.0
    exact = entity.start >= name[0].start - 4 and entity.end <= name[-1].end + 3
    if entity.label in ("GPE", "LOC"):
        return 1.0 if exact else 0.7
    if entity.label == "PERSON":
        return -0.4 if exact else -1.4
    if entity.label == "FAC":
        return 0.3
    if entity.label == "ORG":
        if exact:
            return 0.2
        return 0.25 if entity.start >= name[0].start - 4 else -0.2
    if entity.label == "NORP":
        return 0.4
    if entity.label in ("DATE", "TIME", "LANGUAGE", "WORK_OF_ART", "LAW"):
        return -0.6
    return 0.0


def _by_words_before(words: Sequence[Word], first: int) -> float:
    at = first - 1
    joined = words[first].joined
    score = 0.0
    while at >= 0 and joined and words[at].key in DIRECTIONS | {"the"}:
        score += 0.2 if words[at].key != "the" else -0.1
        joined = words[at].joined
        at -= 1
    if at < 0 or not joined:
        return score
    before = words[at]
    key = before.key
    if words[first].dashed and key in ("r", "d", "i", "dfl", "gop"):
        return score + 1.2
    if before.text.rstrip(".").lower() in _HONORIFICS and before.capital:
        return score - 1.5
    if words[first].dashed:
        return score
    if not before.capital or at == 0:
        if key in _PLACING:
            return score + 0.7
        if key == "of":
            return score + 0.4
        if key in _WEAKLY_PLACING:
            return score + 0.2
        return score
    # A capitalised word stands before: the name is the end of a longer one.
    same = before.entity is not None and before.entity is words[first].entity
    return score - (0.9 if same or words[first].entity is None else 0.2)


def _by_words_after(words: Sequence[Word], last: int, known: bool) -> float:
    if last + 1 >= len(words) or not words[last + 1].joined:
        return 0.0
    after = words[last + 1]
    if not after.capital:
        return 0.5 if after.key in _LOCALS else 0.0
    if after.text.rstrip(".").lower() in STREETS and after.key not in ("court", "way"):
        return -2.5
    if after.key in _BODIES:
        return 0.35
    entity = words[last].entity
    if entity is not None and entity.end <= words[last].end + 2 and entity.label in ("GPE", "LOC"):
        return 0.0
    if known and (entity is None or entity.label != "PERSON"):
        return 0.0
    return -0.7
