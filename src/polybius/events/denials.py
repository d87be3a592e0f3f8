"""The acts that a refuted claim tells of: "dismissed reports that it had shelled the town".

They are events of their own, denied by whoever refutes the claim.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from polybius.events.act import Act
from polybius.events.grammar import clause_form
from polybius.events.predicates import Predicate
from polybius.tokens import Token

ActOf = Callable[[Token], Act | None]
_CLAUSES = frozenset({"acl", "ccomp", "relcl"})
_ABOUT = frozenset({"of", "about", "on"})


def denied(
    predicate: Predicate, claims: tuple[Token, ...], doers: tuple[Token, ...], act_of: ActOf
) -> tuple[Act, ...]:
    """The acts told by some nouns that name claims, and by the clauses of what calls them false
    ("it is untrue that"), as denied by `doers`."""
    found = [act for noun in claims for act in _told_by(noun, act_of)]
    if predicate.word_class == "adjective":
        clauses = (c.head for c in predicate.clauses if c.form in {"that", "bare"} and not c.link)
        found += [act for verb in clauses if (act := act_of(verb)) is not None]
    return tuple(replace(act, claimants=doers, stance="denies") for act in found)


def _told_by(noun: Token, act_of: ActOf) -> Iterator[Act]:
    for child in noun.children:
        told = [child] if child.dep_ in _CLAUSES and clause_form(child) in {"that", "to"} else []
        if child.dep_ == "prep" and child.lower_ in _ABOUT:
            told = [c for c in child.children if c.dep_ in {"pobj", "pcomp"}]
        for word in told:
            if (act := act_of(word)) is not None:
                yield act
