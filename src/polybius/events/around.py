"""Parties that neither a frame nor an act's own phrases name: the clauses and words around it.

"Sent doctors to fight cholera in Haiti" helps Haiti; "will close the strait unless Oman pays"
threatens Oman; "under pressure from Paris, Niamey gave in" puts pressure on Niamey.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from polybius.events.grammar import clause_form, lemma_of, noun_owner, phrases_on, surface_subjects
from polybius.events.predicates import Predicate
from polybius.events.status import is_supposed
from polybius.tokens import Token

# What is done for somebody or against somebody, where it is the purpose of another act.
_FOR = frozenset(
    """help assist aid support protect defend relieve benefit serve rescue save back shield train
    reassure strengthen supply feed shelter ease alleviate treat rebuild""".split()
)
_AGAINST = frozenset(
    """counter combat fight deter contain confront pressure press punish repel resist oppose target
    isolate weaken oust topple force compel hit defeat stop retaliate respond""".split()
)
_DEMANDED = frozenset(
    """demand denounce condemn oppose protest decry press pressure force oust challenge
    criticise criticize reject""".split()
)
# Acts that are done for the sake of somebody, and those done with an eye to an opponent.
_BENEFICENT = frozenset({"AID", "SUPPORT", "AGREE", "COOPERATE", "CONCEDE"})
_ADVERSE = frozenset({"MOBILIZE", "THREATEN", "SANCTION", "COERCE", "ACCUSE", "REJECT"})
_CONDITIONS = frozenset({"unless", "until", "till", "if", "because", "after", "as", "once"})
_CONDITIONED = frozenset({"THREATEN", "REJECT", "CONCEDE", "SANCTION"})
# Where an act told by a noun bears on the subject of its sentence: "amid calls from Paris".
_BEARING = frozenset(
    "under amid despite following after at upon on over against over in to given".split()
)
_BORNE = frozenset({"REQUEST", "THREATEN", "ACCUSE", "REJECT", "SANCTION"})
_ABOUT = frozenset({"on", "into", "over", "about", "against", "of"})
_SAID = frozenset({"SUPPORT", "REQUEST", "ACCUSE", "THREATEN", "AGREE", "REJECT"})
_MESSAGES = frozenset("call phone telephone ring write visit meet summon address contact".split())
_ABOUT_CLAIMS = frozenset({"ACCUSE", "REJECT"})
_BLOWS = frozenset(
    """hit strike target destroy kill wound injure damage pound rock level flatten batter
    devastate""".split()
)
_COURSE = frozenset({"in", "during", "with", "by", "through"})
_ROOTED = frozenset({"VERB", "AUX"})


class Asked(Protocol):
    """What is asked about the nouns of the article."""

    def is_actor(self, token: Token) -> bool:
        """Whether a noun names an actor."""
        ...

    def is_political(self, token: Token) -> bool:
        """Whether it names an actor of politics."""
        ...

    def parties(self, heads: tuple[Token, ...]) -> tuple[Token, ...]:
        """The actors among some nouns, or whom they speak of."""
        ...

    def mentioned(self, head: Token, doers: tuple[Token, ...]) -> tuple[Token, ...]:
        """The first actor named under a word, but for some doers."""
        ...

    def same(self, token: Token, others: tuple[Token, ...]) -> bool:
        """Whether a noun names one of some others."""
        ...


def around(
    who: Asked, predicate: Predicate, type_: str, doers: tuple[Token, ...]
) -> tuple[Token, ...]:
    """Whom an act concerns by its purpose, its condition or the words it is part of; empty where
    nothing says."""
    return (
        _by_purpose(who, predicate, type_, doers)
        or _by_condition(who, predicate, type_, doers)
        or _by_gerund(who, predicate, type_, doers)
        or _by_message(who, predicate, type_, doers)
        or _by_blow(who, predicate, type_)
        or _by_claim(who, predicate, type_, doers)
    )


def _by_purpose(
    who: Asked, predicate: Predicate, type_: str, doers: tuple[Token, ...]
) -> tuple[Token, ...]:
    wanted = _FOR if type_ in _BENEFICENT else _DEMANDED if type_ == "PROTEST" else _AGAINST
    if type_ not in _BENEFICENT | _ADVERSE | {"PROTEST"}:
        return ()
    for verb in purposes(predicate):
        if (type_ == "AID" or lemma_of(verb) in wanted) and (found := who.mentioned(verb, doers)):
            return found
    return ()


def purposes(predicate: Predicate) -> Iterator[Token]:
    """The infinitives that say what an act is done for, on its verb or on its object."""
    for word in (predicate.token, *predicate.objects):
        for child in word.children:
            if child.dep_ in {"advcl", "xcomp", "acl", "relcl"} and clause_form(child) == "to":
                yield from (v for v in (child, *child.conjuncts) if v.pos_ in _ROOTED)
            elif child.dep_ in {"acl", "relcl"} and child.tag_ in {"VBN", "VBG"}:
                # "relief aimed at easing", "a force meant to protect"
                for below in child.subtree:
                    if below.pos_ == "VERB" and below != child:
                        yield below


def _by_condition(
    who: Asked, predicate: Predicate, type_: str, doers: tuple[Token, ...]
) -> tuple[Token, ...]:
    """`unless Oman pays`, `until the ministry gives way`, `after Oman refused`."""
    if type_ not in _CONDITIONED:
        return ()
    below = [c for o in predicate.objects for c in o.children if c.dep_ == "relcl"]
    for clause in (predicate.token, *(c.head for c in predicate.clauses), *below):
        for child in clause.children:
            marks = {c.lower_ for c in child.children if c.dep_ in {"mark", "advmod"}}
            told = child.dep_ == "advcl" and marks & _CONDITIONS
            if not told and not (child.pos_ == "VERB" and is_supposed(child)):
                continue
            heads = (*surface_subjects(child), *phrases_on(child).get("by", ()))
            for party in who.parties(heads):
                if who.is_political(party) and not who.same(party, doers):
                    return (party,)
    return ()


def _by_gerund(
    who: Asked, predicate: Predicate, type_: str, doers: tuple[Token, ...]
) -> tuple[Token, ...]:
    """`a ban on girls entering`, `an inquiry into whether the mayor lied`."""
    if type_ not in _ADVERSE | {"CONCEDE", "REQUEST"}:
        return ()
    for word in (predicate.token, *predicate.objects):
        for prep in word.children:
            if prep.dep_ != "prep" or prep.lower_ not in _ABOUT:
                continue
            for clause in prep.children:
                if clause.dep_ == "pcomp" and clause.pos_ in _ROOTED:
                    heads = tuple(t for t in surface_subjects(clause) if clause.is_ancestor(t))
                    found = who.parties(heads) or who.mentioned(clause, doers)
                    if found and not any(who.same(t, doers) for t in found):
                        return found
    return ()


def _by_message(
    who: Asked, predicate: Predicate, type_: str, doers: tuple[Token, ...]
) -> tuple[Token, ...]:
    """`phoned Ghani to offer help`, `wrote to the bishops to protest`: to whom it was said."""
    verb = predicate.token
    said = verb.head
    if type_ in _SAID and verb.dep_ == "acl" and verb.tag_ == "VBG":
        return tuple(t for t in _addressees(said) if who.is_actor(t) and not who.same(t, doers))[:1]
    if type_ not in _SAID or verb.dep_ not in {"advcl", "xcomp"} or clause_form(verb) != "to":
        return ()
    if said.pos_ != "VERB" or lemma_of(said) not in _MESSAGES:
        return ()
    heads = [c for c in said.children if c.dep_ in {"dobj", "dative", "oprd"}]
    heads += phrases_on(said).get("to", ())
    return tuple(t for t in heads if who.is_actor(t) and not who.same(t, doers))[:1]


def _addressees(message: Token) -> tuple[Token, ...]:
    """To whom a message goes: "sent a letter to the Pope asking for help"."""
    on_verb = phrases_on(message.head) if message.head.pos_ == "VERB" else {}
    return (*phrases_on(message).get("to", ()), *on_verb.get("to", ()))


def _by_blow(who: Asked, predicate: Predicate, type_: str) -> tuple[Token, ...]:
    """`air strikes hit the camp`: what the blow of a noun fell on."""
    noun = predicate.token
    if type_ != "ASSAULT" or predicate.word_class != "noun":
        return ()
    verb = noun.head
    while noun.dep_ == "conj" and verb.head != verb:
        noun, verb = verb, verb.head
    if noun.dep_ != "nsubj" or verb.pos_ != "VERB" or lemma_of(verb) not in _BLOWS:
        return ()
    return who.parties(tuple(c for c in verb.children if c.dep_ == "dobj"))


def _by_claim(
    who: Asked, predicate: Predicate, type_: str, doers: tuple[Token, ...]
) -> tuple[Token, ...]:
    """`examines claims that the army shot`, `marched to demand that the mayor leave`."""
    if type_ not in _ABOUT_CLAIMS:
        return ()
    for noun in (*predicate.objects, predicate.token):
        for clause in noun.children:
            if clause.dep_ == "acl" and clause_form(clause) == "that":
                found = who.parties(surface_subjects(clause))
                return tuple(t for t in found if not who.same(t, doers))
    return ()


def carrier(noun: Token) -> Token | None:
    """The verb that a deed is done in the course of: "killed nine in two raids"."""
    prep = noun.head
    if noun.dep_ == "pobj" and prep.lower_ in _COURSE and prep.head.pos_ == "VERB":
        return prep.head
    return None


def borne_by(
    who: Asked, predicate: Predicate, type_: str, doers: tuple[Token, ...]
) -> tuple[Token, ...]:
    """Whom an act told by a noun bears on: the subject of the sentence that it hangs on.

    "Amid calls from Paris to hold elections, Niamey ...": Niamey.
    """
    noun = predicate.token
    prep = noun.head
    if not doers or type_ not in _BORNE or noun.dep_ != "pobj" or prep.lower_ not in _BEARING:
        return ()
    verb = prep.head
    while verb.pos_ not in _ROOTED and verb.head != verb:
        if verb.dep_ not in {"pobj", "prep"}:
            return ()  # "a statement on threats by": the noun is another's topic
        verb = verb.head
    if verb.pos_ not in _ROOTED:
        return ()
    found = who.parties(surface_subjects(verb))
    if any(who.same(t, doers) for t in found):
        return ()
    return tuple(t for t in found if who.is_political(t))[:1]


def lesser_owner(who: Asked, noun: Token, *, armed: bool = False) -> tuple[Token, ...]:
    """Whose a noun is by a common noun before it: "a police raid", "rebel shelling".

    `armed` takes adjectives as well, of which only those before deeds of arms name a doer:
    "a terrorist attack", but not "military aid".
    """
    if noun_owner(noun):
        return ()
    classes = {"NOUN", "ADJ"} if armed else {"NOUN"}
    return tuple(
        c
        for c in noun.children
        if c.dep_ in {"compound", "amod", "nmod"} and c.pos_ in classes and who.is_actor(c)
    )[:1]
