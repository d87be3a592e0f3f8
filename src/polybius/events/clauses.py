"""How close two words of a sentence stand in its grammar: same clause, clause above, elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

_CLAUSAL = frozenset(
    {"ROOT", "ccomp", "xcomp", "advcl", "relcl", "acl", "conj", "parataxis", "pcomp"}
)


_TIMES = frozenset({"DATE", "TIME", "EVENT", "GPE", "LOC", "FAC"})


def clause_of(token: Token) -> Token:
    """The verb (or root) whose clause a word stands in."""
    at = token
    while at.head != at:
        if at.pos_ in {"VERB", "AUX"} and at.dep_ in _CLAUSAL:
            return at
        at = at.head
    return at


def ancestors(token: Token) -> list[Token]:
    """A word and all words above it, from the inside out."""
    found = [token]
    while found[-1].head != found[-1]:
        found.append(found[-1].head)
    return found


def distance(word: Token, scope: Iterable[Token], *, through_nouns: bool = False) -> int:
    """How far a modifier stands from an act: 0 hangs on one of its words, 1 in the same clause,
    2 in a clause above, 3 elsewhere in the sentence. A modifier of a noun between ("the 2015
    deal") is elsewhere too, unless `through_nouns`.
    """
    tokens = tuple(scope)
    heads = {t.i for t in tokens}
    verb = clause_of(word)
    for step in ancestors(word):
        if step.i in heads:
            return 0
        if step == verb:
            break
        other_noun = step.i != word.i and step.pos_ in {"NOUN", "PROPN"}
        if other_noun and not through_nouns and step.ent_type_ not in _TIMES:
            return 3
    clauses = [clause_of(t) for t in tokens]
    if any(verb.i == c.i for c in clauses):
        return 1
    above = {a.i for c in clauses for a in ancestors(c)}
    return 2 if verb.i in above else 3
