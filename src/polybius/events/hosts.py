"""Which word of its sentence an expression of time dates: a verb's clause or one noun alone.

"On Monday" behind a noun that is no act dates the clause ("left for consultations on Monday");
"Monday's raid", "the raid of Monday" and "the 2015 deal" date the noun alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from polybius.events.clauses import clause_of, has_subject, is_infinitive
from polybius.tokens import Token

_TIMES = frozenset({"DATE", "TIME"})
# What follows these bounds an act; it does not date it.
_BOUNDS = frozenset(
    {"after", "before", "following", "until", "till", "ahead", "despite", "than", "to"}
)
_ALONG = frozenset({"for", "in", "at", "with", "into"})
_OF_NOUN = frozenset({"compound", "poss", "nmod", "amod", "nummod"})
_SHIFTS = frozenset({"later", "earlier", "early", "late", "ago"})


@dataclass(frozen=True, eq=False, slots=True)
class Host:
    """A word that a time dates; `since` where the time only began then ("since July").

    `also` is the verb whose clause may be meant as well ("signed a deal on Monday").
    """

    token: Token
    since: bool = False
    also: Token | None = None


def host_of(
    first: Token, last: Token, is_act: Callable[[Token], bool], *, past: bool
) -> Host | None:
    """What the expression from `first` to `last` dates; None where it only bounds something.

    `past` says that its days lie before publication: then an infinitive, which looks ahead,
    hands them to the verb above ("ordered the envoy to leave on Monday").
    """
    climbed = _governor(first, last)
    if climbed is None:
        return None
    link, word, since = climbed
    bounded = _bounded_before(first, link, word)
    if bounded is not None:
        return Host(bounded)
    if word.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "SYM"}:
        head = _phrase_head(word)
        if link.dep_ in _OF_NOUN or link.lower_ == "of":
            return Host(head, since)
        act = _act_above(head, is_act)
        if act is not None:
            return Host(act, since, also=taker(act))
        if since:
            return None
    verb = clause_of(word)
    while past and is_infinitive(verb) and verb.head != verb:
        verb = clause_of(verb.head)
    return Host(verb, since)


def _governor(first: Token, last: Token) -> tuple[Token, Token, bool] | None:
    """The last word of the time phrase itself, the word that governs it, and whether "since"."""
    at = _root(first, last)
    if at == first and first.i > first.sent.start and (at.dep_ in _OF_NOUN):
        before = first.nbor(-1)
        if _is_stranded(before, at):
            at = before
    since = at.lower_ == "since"
    while at.head != at:
        above = at.head
        preposition = above.pos_ in {"ADP", "SCONJ"} or above.dep_ == "prep"
        since = since or above.lower_ == "since"
        if preposition and above.lower_ in _BOUNDS:
            return None
        inside = above.ent_type_ in _TIMES and above.pos_ not in {"VERB", "AUX"}
        if not (preposition or inside or above.lower_ in _SHIFTS):
            return at, above, since
        at = above
    return (at, at, since) if at.pos_ in {"VERB", "AUX", "NOUN"} else None


def _act_above(noun: Token, is_act: Callable[[Token], bool]) -> Token | None:
    """The first act that a noun is part of, itself or above it: "the arrest of an editor"."""
    at = noun
    while at.pos_ not in {"VERB", "AUX"}:
        if at.pos_ == "NOUN" and is_act(at):
            return at
        if at.head == at:
            return None
        at = at.head
    return None


def _bounded_before(first: Token, link: Token, verb: Token) -> Token | None:
    """The noun of a phrase that bounds the act, where a bare time ends it and so dates it:
    "met, following a summit in Cairo last week"."""
    if link.dep_ != "npadvmod" or first.i == first.sent.start:
        return None
    before = first.nbor(-1)
    for child in verb.children:
        if child.lower_ in _BOUNDS and child.dep_ == "prep" and child.is_ancestor(before):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _is_stranded(preposition: Token, time: Token) -> bool:
    """Whether the parser took the subject into the time phrase: "on Sunday riot police fired",
    "in 2014 Oslo broke off". The preposition then has no object, or the verb no subject.
    """
    verb = preposition.head
    if preposition.pos_ != "ADP" or verb.pos_ not in {"VERB", "AUX"}:
        return False
    if not list(preposition.children):
        return True
    return time.head.head == preposition and not has_subject(verb) and verb.dep_ != "conj"


def _root(first: Token, last: Token) -> Token:
    """The word of a stretch that hangs on none of the others."""
    for token in first.doc[first.i : last.i + 1]:
        if not first.i <= token.head.i <= last.i or token.head == token:
            return token
    return first


def _phrase_head(noun: Token) -> Token:
    while noun.dep_ in {"compound", "nmod"} and noun.head.pos_ in {"NOUN", "PROPN"}:
        noun = noun.head
    return noun


def taker(noun: Token) -> Token | None:
    """The verb of an act not spoken of before: "held talks", "left for consultations"."""
    known = any(
        c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ not in {"a", "an"}) for c in noun.children
    )
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ in _ALONG else noun.head
    return verb if noun.dep_ in {"dobj", "pobj"} and not known and verb.pos_ == "VERB" else None
