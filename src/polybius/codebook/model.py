"""What a codebook is made of: types, noun classes, frames and operators, all frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

WordClass = Literal["verb", "noun", "adjective"]


@dataclass(frozen=True, slots=True)
class Slot:
    """What a frame asks of one phrase.

    `kind` is `X` (an actor: the recipient), `Y` (an actor, not the recipient), `any`,
    `class` (a noun class, by name), `word` (literal head nouns), `act` (an embedded act)
    or `none` (a bare particle: nothing follows it).
    """

    kind: Literal["X", "Y", "any", "class", "word", "act", "none"]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Element:
    """A part of a frame: a preposition or particle (empty for the object) and its slot."""

    link: str
    slot: Slot


@dataclass(frozen=True, slots=True)
class Result:
    """A code: PLOVER type and mode. `flags` say what to do with it (see docs/codebook.md)."""

    type: str
    mode: str | None = None
    flags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Frame:
    """One line of the codebook: a word, what must stand with it, and what it then means.

    `head` is the lemma looked up; `before` the words that must stand before a noun;
    `subject` a class that the doer must belong to. `operator` names the row of the
    operator table, for words that act on other acts; `result` is the code otherwise.
    `source` is `file:line`, given as evidence. `links` are the places at which a predicate must
    have a word for the frame to fit at all; acts are found in other ways too.
    """

    head: str
    word_class: WordClass
    before: tuple[str, ...]
    subject: Slot | None
    elements: tuple[Element, ...]
    result: Result | None
    operator: str | None
    flags: frozenset[str]
    line: str
    source: str
    links: frozenset[str] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        links = frozenset(e.link for e in self.elements if e.slot.kind != "act")
        object.__setattr__(self, "links", links)


@dataclass(frozen=True, slots=True)
class NounClass:
    """A set of head nouns (and actor sectors) that frames can ask for by name.

    `family` is how operators see an act of this class that has no code of its own
    ("ties", "the deal"), None where it is no act.
    """

    name: str
    words: frozenset[str]
    sectors: frozenset[str]
    family: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Operator:
    """A row of the operator table: what comes of acting on an act of each family.

    `toward` says whom it is directed at: the embedded act's `doer`, its
    `target`, or `nobody`.
    """

    name: str
    toward: str
    over: Mapping[str, Result | None]
    source: str


@dataclass(frozen=True, slots=True)
class TypeInfo:
    """A PLOVER type: quad class, score, and its modes with their scores and CAMEO codes.

    `threats` holds the mode of THREATEN that an act of each mode is when it is threatened, under
    "" that of all others.
    """

    name: str
    quad: str
    score: float
    family: str
    cameo: str
    modes: Mapping[str, float | None]
    mode_cameo: Mapping[str, str]
    mode_family: Mapping[str, str]
    mode_contexts: Mapping[str, tuple[str, ...]]
    threats: Mapping[str, str] = field(default_factory=dict)

    def threat(self, mode: str | None, flags: frozenset[str] = frozenset()) -> str | None:
        """The mode of a threat with such an act; None where it is none to threaten with.

        `flags` are its frame's: one marked `territory` takes land.
        """
        found = self.threats.get(mode or "", self.threats.get(""))
        return "territory" if found and "territory" in flags else found


@dataclass(frozen=True, slots=True)
class Codebook:
    """Everything the event rules know, indexed by the lemma that evokes it."""

    version: str
    types: Mapping[str, TypeInfo]
    contexts: Mapping[str, tuple[str, ...]]
    classes: Mapping[str, NounClass]
    operators: Mapping[str, Operator]
    frames: Mapping[tuple[WordClass, str], tuple[Frame, ...]]
    light: Mapping[str, str]
    status_words: Mapping[str, str]
    word_classes: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def frames_for(self, word_class: WordClass, lemma: str) -> tuple[Frame, ...]:
        """The frames that a lemma evokes, in the codebook's order."""
        return self.frames.get((word_class, lemma), ())

    def classes_of(self, words: str) -> frozenset[str]:
        """The names of the classes that a head noun (or words ending in one) belongs to."""
        return self.word_classes.get(words, frozenset())
