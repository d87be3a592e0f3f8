"""Which frames of the codebook a predicate fits, and what fills their slots.

Rules only propose here: every frame that fits becomes a `Match` with a score that grows
with what the frame asked for and found; `polybius.events.acts` decides between them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from polybius.codebook import Codebook, Frame, Slot
from polybius.codebook.model import Element
from polybius.events.grammar import LEADING, lemma_of, noun_owner, phrases_on
from polybius.events.predicates import Clause, Predicate
from polybius.tokens import Token, of_word

# How much each kind of slot, when filled, speaks for a frame.
_WEIGHT = {"word": 3.0, "class": 2.0, "act": 1.6, "X": 1.2, "Y": 0.8, "any": 0.4, "none": 1.5}
_LINK_WEIGHT = 0.5
_SUBJECT_WEIGHT = 1.5
_BODILY = frozenset({"ASSAULT", "COERCE", "RETREAT", "AID"})
_OWNER_DISCOUNT = 0.5
# Acts done to their object, whatever their phrases name: "drove the rebels out of the town".
_ON_OBJECTS = frozenset({"ASSAULT", "COERCE", "SANCTION"})
# Prepositions of phrases that say when, or what else there was.
_WHEN = frozenset("after before following during since until amid despite ahead like as".split())
_UNKNOWN_ACT_DISCOUNT = 1.2
# Nouns that stand for what comes after "of": "a series of raids", "dozens of people".
PARTITIVE = frozenset(
    """series wave string round spate number dozen dozens hundred hundreds thousand thousands score
    scores group lot pair couple handful host range set kind type sort form piece act million
    millions majority part most some many all one both each flurry barrage total batch tonne ton
    litre liter gallon barrel kilogram kilo truckload shipload planeload consignment half third
    quarter whole rest remainder bulk dose sack crate bag last week day month
    boatload busload trainload""".split()
)


@dataclass(frozen=True, eq=False, slots=True)
class Embedded:
    """What fills an ACT slot: the word, and the clause it heads where it is one."""

    token: Token
    clause: Clause | None


@dataclass(frozen=True, eq=False, slots=True)
class Match:
    """A frame that fits, the heads that fill its recipient slots, and the act under it."""

    frame: Frame
    score: float
    recipients: tuple[Token, ...]
    others: tuple[Token, ...]
    embedded: Embedded | None
    used: tuple[Token, ...]
    classes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Filled:
    tokens: tuple[Token, ...]
    weight: float
    embedded: Embedded | None = None


class Matcher:
    """Fits frames to predicates. `is_actor` and `sectors_of` ask the document's cast about a
    noun; `family_of` says what kind of act a word is, `doers_of` who does the act that a noun
    names, None where it is none."""

    def __init__(
        self,
        codebook: Codebook,
        is_actor: Callable[[Token], bool],
        sectors_of: Callable[[Token], frozenset[str]],
        family_of: Callable[[Embedded], str | None],
        doers_of: Callable[[Token], tuple[Token, ...] | None],
    ) -> None:
        self._codebook = codebook
        self._is_actor = is_actor
        self._sectors_of = sectors_of
        self._family_of = family_of
        self._doers_of = doers_of
        # The classes of nouns, and the sectors of actors that the classes of a slot take in.
        self._classes: dict[Token, frozenset[str]] = {}
        self._taken_in: dict[tuple[str, ...], frozenset[str]] = {}

    def matches(self, predicate: Predicate) -> Iterator[Match]:
        """Every frame of the codebook that the predicate fits."""
        frames = self._codebook.frames_for(predicate.word_class, predicate.lemma)  # type: ignore[arg-type]
        links = _links(predicate) if frames else frozenset()
        for frame in frames:
            if frame.links <= links and (match := self._match(frame, predicate)) is not None:
                yield match

    def _match(self, frame: Frame, predicate: Predicate) -> Match | None:
        if not _bare_enough(frame.flags, predicate):
            return None
        score = 1.0
        if frame.before:
            if not _stands_before(predicate.token, frame.before):
                return None
            score += 2.0 * len(frame.before)
        if frame.subject is not None:
            if not any(self._in_class(t, frame.subject) for t in predicate.subjects):
                return None
            score += _SUBJECT_WEIGHT
        recipients: list[Token] = []
        others: list[Token] = []
        used: list[Token] = []
        topics: list[Token] = []
        linked: list[Token] = []
        struck: list[Token] = []
        embedded: Embedded | None = None
        taken: set[int] = set()
        for element in _in_turn(frame.elements):
            filled = self._fill(element, predicate, taken, frame)
            if filled is None:
                return None
            score += filled.weight + (_LINK_WEIGHT if element.link else 0.0)
            if element.slot.kind == "X":
                recipients += filled.tokens
                taken |= {t.i for t in filled.tokens}
            elif element.slot.kind == "Y":
                others += filled.tokens
            elif element.slot.kind in {"class", "word"}:
                if not element.link and any(e.slot.kind == "X" for e in frame.elements):
                    taken |= {t.i for t in filled.tokens}  # "sent warships": nobody got any
                used += filled.tokens
                topics += filled.tokens
                if element.link and element.link != "as":
                    linked += [t for t in filled.tokens if self._is_party(t)]
                elif frame.result is not None and frame.result.type in _ON_OBJECTS:
                    struck += [t for t in filled.tokens if self._is_actor(t)]
            elif element.slot.kind == "any":
                topics += filled.tokens
            if filled.embedded is not None:
                embedded = filled.embedded
        classes = frozenset[str]().union(*map(self._classes_of, topics))
        return Match(
            frame,
            score,
            tuple(recipients or struck or linked),
            tuple(others),
            embedded,
            tuple(used),
            classes,
        )

    def _is_party(self, noun: Token) -> bool:
        """Whether a noun names an actor and no act: people march "in protest" at somebody else."""
        return self._is_actor(noun) and self._family_of(Embedded(noun, None)) != "protest"

    @staticmethod
    def _is_material(type_: str) -> bool:
        """Whether acts of a type are done to somebody bodily, so that a thing of his will not do:
        who "released the names of the girls" released nobody."""
        return type_ in _BODILY

    def _fill(
        self, element: Element, predicate: Predicate, taken: set[int], frame: Frame
    ) -> _Filled | None:
        slot = element.slot
        if slot.kind == "none":
            present = element.link in predicate.particles
            return _Filled((), _WEIGHT["none"]) if present else None
        if slot.kind == "act":
            return self._fill_act(element.link, predicate, taken)
        heads = self._heads(element.link, predicate)
        if slot.kind in {"X", "Y"}:
            left = [t for t in heads if t.i not in taken]
            return self._fill_actor(left, slot.kind, element, frame) if left else None
        if element.link == "to":
            # "forced the plane to land": an infinitive may stand for the phrase.
            heads += [c.head for c in predicate.clauses if c.form == "to" and not c.link]
        if slot.kind == "any":
            return _Filled(tuple(heads), _WEIGHT["any"]) if heads else None
        fits = [t for t in heads if self._fits(t, slot)]
        return _Filled(tuple(fits), _WEIGHT[slot.kind]) if fits else None

    def _heads(self, link: str, predicate: Predicate) -> list[Token]:
        """The nouns at a place of the frame; a particle's object may come parsed either way."""
        if not link:
            heads = list(predicate.objects)
            if predicate.word_class != "noun":
                heads += predicate.complements
            return heads
        heads = list(predicate.preps.get(link, ()))
        if not heads and predicate.word_class == "verb":
            # "imposed sanctions on Russia": the phrase may hang on the object, or on a noun
            # beside it, but not on what only says when.
            beside = (ts for at, ts in predicate.preps.items() if at not in _WHEN)
            for noun in (*predicate.objects, *(t for ts in beside for t in ts)):
                if noun.lemma_ not in LEADING:
                    heads += phrases_on(noun).get(link, ())
        if link == "between":
            return heads
        if not heads and link in predicate.particles:
            heads = list(predicate.objects)
        return heads

    def _fill_actor(
        self, heads: list[Token], kind: str, element: Element, frame: Frame
    ) -> _Filled | None:
        """An actor among some nouns; else, where no other slot claims them, whose they are."""
        direct = tuple(t for t in heads if self._is_actor(t))
        if direct:
            return _Filled(direct, _WEIGHT[kind])
        material = frame.result is not None and self._is_material(frame.result.type)
        if material or any(
            e is not element and e.link == element.link and e.slot.kind in {"class", "word"}
            for e in frame.elements
        ):
            return None
        owners = tuple(o for t in heads for o in self.stand_ins(t) if self._is_actor(o))
        return _Filled(owners, _WEIGHT[kind] - _OWNER_DISCOUNT) if owners else None

    def stand_ins(self, noun: Token) -> Iterator[Token]:
        """Whom a noun that is no actor speaks of: its owner, or the noun after "of"."""
        doers = self._doers_of(noun)
        if doers:
            yield from doers
            return
        if doers is None:
            yield from noun_owner(noun)
        for child in noun.children:
            if child.dep_ == "acl" and child.tag_ == "VBN":
                # "a statement issued by the opposition", "the summit hosted by Bolivia"
                yield from phrases_on(child).get("by", ())
            if doers is not None:
                continue  # what else is said of an act tells of its other parties
            if child.dep_ == "prep" and child.lower_ in {"of", "in", "against", "from"}:
                yield from (c for c in child.children if c.dep_ == "pobj")

    def _fill_act(self, link: str, predicate: Predicate, taken: set[int]) -> _Filled | None:
        best: _Filled | None = None
        for embedded in self._acts_at(link, predicate, taken):
            family = self._family_of(embedded)
            weight = _WEIGHT["act"] - (_UNKNOWN_ACT_DISCOUNT if family is None else 0.0)
            if best is None or weight > best.weight:
                best = _Filled((embedded.token,), weight, embedded)
        return best

    def _acts_at(self, link: str, predicate: Predicate, taken: set[int]) -> Iterator[Embedded]:
        for clause in predicate.clauses:
            if (
                (link == "to" and clause.form == "to" and not clause.link)
                or (link == "that" and clause.form in {"that", "bare"} and not clause.link)
                or (link == "whether" and clause.form == "whether")
                or (not link and clause.form in {"ing", "whether", "bare"} and not clause.link)
                or (link and clause.link == link)
            ):
                yield Embedded(clause.head, clause)
        for noun in self._heads(link, predicate):
            if noun.i not in taken:
                yield Embedded(noun, None)

    def _fits(self, token: Token, slot: Slot) -> bool:
        if slot.kind == "word":
            return not set(slot.names).isdisjoint(noun_keys(token))
        return self._in_class(token, slot)

    def _in_class(self, token: Token, slot: Slot) -> bool:
        if not self._classes_of(token).isdisjoint(slot.names):
            return True
        if slot.names not in self._taken_in:
            classes = (self._codebook.classes[name] for name in slot.names)
            self._taken_in[slot.names] = frozenset[str]().union(*(c.sectors for c in classes))
        sectors = self._taken_in[slot.names]
        return bool(sectors) and not sectors.isdisjoint(self._sectors_of(token))

    def _classes_of(self, token: Token) -> frozenset[str]:
        """The names of the classes that a noun belongs to, under all its forms."""
        if token not in self._classes:
            of_keys = map(self._codebook.classes_of, noun_keys(token))
            self._classes[token] = frozenset[str]().union(*of_keys)
        return self._classes[token]


def _in_turn(elements: tuple[Element, ...]) -> list[Element]:
    """The places of a frame in the order in which they are filled: what must be of a class comes
    before an actor at the same place ("sent Chad warships")."""
    return sorted(elements, key=lambda e: e.slot.kind in {"X", "Y"})


def _links(predicate: Predicate) -> frozenset[str]:
    """The places of a frame at which a predicate may have a word: what asks for another can not
    fit. An infinitive may stand for a phrase with "to"."""
    found = {"to", *predicate.preps, *predicate.particles}
    if predicate.word_class == "verb":
        around = [*predicate.objects, *(t for ts in predicate.preps.values() for t in ts)]
        found.update(*(phrases_on(token) for token in around))
    if predicate.objects or predicate.complements:
        found.add("")
    return frozenset(found)


def _bare_enough(flags: frozenset[str], predicate: Predicate) -> bool:
    """Whether nothing stands with a word that its frame rules out.

    `bare`: no complement and no finite clause ("called X", not "called X a liar").
    `intransitive`: no object and no clause either ("demonstrated", not "demonstrated that").
    """
    if "bare" in flags or "intransitive" in flags:
        if predicate.complements or any(c.form in {"that", "bare"} for c in predicate.clauses):
            return False
        if "intransitive" in flags and any(c.head.dep_ == "xcomp" for c in predicate.clauses):
            return False  # "threatened to leave"; but "marched to demand"
        return not ("intransitive" in flags and predicate.objects and not predicate.passive)
    return True


@of_word
def noun_keys(token: Token) -> tuple[str, ...]:
    """The forms under which a noun may stand in a class: "crime", "war crime", "act of war".

    For a partitive ("a series of raids") those of the noun after "of" as well.
    """
    return tuple(_noun_keys(token))


def _noun_keys(token: Token) -> Iterator[str]:
    lemma = lemma_of(token)
    yield lemma
    before = [lemma_of(t) for t in _words_before(token, 2)]
    if before:
        yield f"{before[0]} {lemma}"
    if len(before) == 2:
        yield f"{before[1]} {before[0]} {lemma}"
    for child in token.children:
        if child.lower_ == "of":
            for inner in child.children:
                if inner.dep_ == "pobj":
                    yield f"{lemma} of {lemma_of(inner)}"
                    if lemma in PARTITIVE:
                        yield from noun_keys(inner)


def _words_before(token: Token, count: int) -> list[Token]:
    found: list[Token] = []
    while token.i and not token.is_sent_start and len(found) < count:
        token = token.nbor(-1)
        if token.text not in {"-", "–"}:
            if not (token.is_alpha or token.text[:1].isalnum()):
                break
            found.append(token)
    return found


def _stands_before(token: Token, words: tuple[str, ...]) -> bool:
    """Whether the words stand right before a noun, or modify it from a little further off."""
    run = _words_before(token, len(words))[::-1]
    if len(run) == len(words) and all(_same(t, w) for t, w in zip(run, words, strict=True)):
        return True
    modifiers = [c for c in token.children if c.i < token.i]
    modifiers += [g for c in modifiers for g in c.children if c.dep_ in {"amod", "compound"}]
    return all(any(_same(c, w) for c in modifiers) for w in words)


def _same(token: Token, word: str) -> bool:
    return word in {token.lower_, token.lemma_.lower()} or (
        "|" in word and token.lower_ in word.split("|")
    )
