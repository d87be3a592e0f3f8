"""How close two words of a sentence stand in its grammar: same clause, clause above, elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from polybius.tokens import Token

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


def is_infinitive(verb: Token) -> bool:
    """Whether a verb stands with "to": "to leave"."""
    return verb.tag_ == "VB" and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def has_subject(verb: Token) -> bool:
    """Whether a verb has a subject of its own."""
    return any(c.dep_ in {"nsubj", "nsubjpass", "expl", "csubj"} for c in verb.children)


def helpers(verb: Token) -> frozenset[str]:
    """The auxiliaries of a verb, in lower case; those of the first verb where a series shares
    them ("has arrested and charged")."""
    own = frozenset(c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"})
    shared = not own and verb.dep_ == "conj" and verb.tag_ in {"VB", "VBN", "VBG"}
    if shared and not has_subject(verb) and verb.head != verb and verb.head.tag_ == verb.tag_:
        return helpers(verb.head)
    return own


def is_past(verb: Token) -> bool:
    """Whether a verb tells of what was done then: simple past, active or passive."""
    had = helpers(verb)
    if verb.tag_ == "VBD":
        return not had
    return bool(had) and had <= {"was", "were", "been", "being", "got"} and "been" not in had


def in_main_clause(verb: Token) -> bool:
    """Whether a verb heads its sentence, in a series with it, or as what a source says."""
    at = verb
    while at.head != at:
        said = at.dep_ == "ccomp" and at.head.pos_ == "VERB"
        if not said and at.dep_ not in {"conj", "parataxis"}:
            return False
        at = at.head
    return True


def told_alike(first: Token, second: Token) -> bool:
    """Whether two verbs of a series are told in one tense, so that they share their days."""
    if is_past(first) and is_past(second):
        return True
    return (
        first.tag_ == second.tag_
        and not has_subject(second)
        and not helpers(second) - helpers(first)
    )


def followers(verb: Token) -> Iterator[Token]:
    """The verbs after this one in its series that share its subject."""
    for child in verb.children:
        if child.dep_ == "conj" and child.pos_ in {"VERB", "AUX"} and not has_subject(child):
            yield child
            yield from followers(child)
