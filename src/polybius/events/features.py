"""An act described in plain words for the learned part: what stands around its trigger.

The words along the grammar's paths to the parties carry most (lemmas, particles,
prepositions with their nouns, classes of the objects, sectors of the parties); what the
rules make of it is one more description among them.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from polybius.codebook import Codebook
from polybius.events.act import Act
from polybius.events.acts import ActReader
from polybius.events.grammar import lemma_of
from polybius.events.match import noun_keys
from polybius.events.predicates import Predicate, predicate_of
from polybius.tokens import Token

TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE",
    "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "NONE",
)  # fmt: skip


_NO_VECTOR = np.zeros(300, np.float32)
# So many word vectors are kept, 1.2 kB each.
_KEPT = 8192


def features_of(act: Act, reader: ActReader, codebook: Codebook) -> tuple[str, ...]:
    """The descriptions of an act, each at most once, in a fixed order."""
    predicate = predicate_of(act.trigger)
    found: dict[str, None] = {}
    for feature in _of_rules(act):
        found.setdefault(feature)
    for feature in _of_parties(act, reader):
        found.setdefault(feature)
    if predicate is not None:
        for feature in _of_words(predicate, codebook):
            found.setdefault(feature)
    for feature in _of_place(act.trigger):
        found.setdefault(feature)
    return tuple(found)


class WordVectors:
    """The vectors of words, each of length one (or zero where a word has none); those that were
    asked for are kept."""

    def __init__(self) -> None:
        self._kept: dict[str, NDArray[np.float32]] = {}

    def of(self, act: Act) -> NDArray[np.float32]:
        """The vectors of an act's trigger and of its first object, one after the other."""
        predicate = predicate_of(act.trigger)
        objects = predicate.objects if predicate is not None else ()
        noun = self._unit(objects[0]) if objects else _NO_VECTOR
        return np.concatenate((self._unit(act.trigger), noun))

    def _unit(self, token: Token) -> NDArray[np.float32]:
        found = self._kept.get(token.text)
        if found is None:
            vector = token.vector
            length = float(np.linalg.norm(vector))
            found = (vector / length).astype(np.float32) if length else _NO_VECTOR
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            self._kept[token.text] = found
        return found


def _of_rules(act: Act) -> Iterator[str]:
    rule = act.type or "gap"
    yield f"rule={rule}"
    yield f"rule={rule}/{act.mode}"
    yield f"rule={rule} score={min(int(act.score), 6)}"
    for flag in sorted(act.flags):
        yield f"flag={flag}"
        yield f"rule={rule} flag={flag}"
    if act.inner is not None:
        yield f"inner={act.inner.type}"
        yield f"rule={rule} inner={act.inner.type}"
        yield f"inner lemma={lemma_of(act.inner.trigger)}"
    yield f"status={act.status}"
    yield f"trigger={lemma_of(act.trigger)} rule={rule}"


def _of_parties(act: Act, reader: ActReader) -> Iterator[str]:
    yield f"actors={min(len(act.actors), 2)}"
    yield f"recipients={min(len(act.recipients), 2)}"
    yield f"mutual={act.mutual}"
    yield f"rule={act.type} parties={bool(act.actors)}{bool(act.recipients)}"
    for role, tokens in (("actor", act.actors), ("recipient", act.recipients)):
        for sector in sorted({s for t in tokens for s in reader.who.sectors_of(t)}):
            yield f"{role} sector={sector}"
            yield f"rule={act.type} {role} sector={sector}"


def _of_words(predicate: Predicate, codebook: Codebook) -> Iterator[str]:
    lemma = predicate.lemma
    yield f"lemma={lemma}"
    yield f"class={predicate.word_class}"
    yield f"passive={predicate.passive}"
    for particle in sorted(predicate.particles):
        yield f"particle={particle}"
        yield f"lemma={lemma} particle={particle}"
    for noun in predicate.objects[:2]:
        yield from _of_noun("object", lemma, noun, codebook)
    for noun in predicate.subjects[:2]:
        yield from _of_noun("subject", "", noun, codebook)
    for noun in predicate.complements[:2]:
        yield from _of_noun("complement", lemma, noun, codebook)
    for link, nouns in sorted(predicate.preps.items()):
        yield f"prep={link}"
        yield f"lemma={lemma} prep={link}"
        for noun in nouns[:1]:
            yield from _of_noun(link, "", noun, codebook)
    for clause in predicate.clauses[:3]:
        yield f"clause={clause.form}{clause.link}"
        yield f"lemma={lemma} clause={clause.form}"
        yield f"clause lemma={lemma_of(clause.head)}"


def _of_noun(role: str, lemma: str, noun: Token, codebook: Codebook) -> Iterator[str]:
    word = noun.ent_type_ or lemma_of(noun)
    yield f"{role}={word}"
    if lemma:
        yield f"lemma={lemma} {role}={word}"
    names = sorted({n for key in noun_keys(noun) for n in codebook.classes_of(key)})
    for name in names:
        yield f"{role} in {name}"
    for child in noun.children:
        if child.dep_ in {"amod", "compound"} and not child.ent_type_:
            yield f"{role} with {lemma_of(child)}"


def _of_place(trigger: Token) -> Iterator[str]:
    """Where the trigger stands in the sentence's grammar, and its neighbours."""
    yield f"dep={trigger.dep_}"
    yield f"tag={trigger.tag_}"
    head = trigger.head
    yield f"head={lemma_of(head)}" if head != trigger else "head=ROOT"
    for child in trigger.children:
        if child.dep_ in {"aux", "neg", "mark", "det", "amod", "compound", "advmod"}:
            yield f"{child.dep_}={child.lower_ if not child.ent_type_ else child.ent_type_}"
    for step in (-2, -1, 1, 2):
        at = trigger.i + step
        if trigger.sent.start <= at < trigger.sent.end:
            near = trigger.doc[at]
            yield f"{step:+d}={near.ent_type_ or lemma_of(near)}"
