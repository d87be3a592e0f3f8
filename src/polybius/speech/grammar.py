"""What the parse says of a word: its subject, its complements, the words around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from polybius.tokens import Token

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_GROUP = frozenset({"aux", "auxpass", "neg", "advmod"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"})


def child(token: Token, *deps: str) -> Token | None:
    """The first child with one of these dependencies."""
    return next((found for found in token.children if found.dep_ in deps), None)


def indexes(roots: Iterable[Token]) -> set[int]:
    """The positions of all tokens below these, themselves included."""
    return {token.i for root in roots for token in root.subtree}


def has_to(verb: Token) -> bool:
    """Whether the verb is an infinitive with "to"."""
    return any(found.dep_ == "aux" and found.lower_ == "to" for found in verb.children)


def is_finite(verb: Token) -> bool:
    """Whether the verb, or an auxiliary of it, has a tense."""
    return verb.tag_ in _FINITE or any(
        found.dep_ in ("aux", "auxpass") and found.tag_ in _FINITE for found in verb.children
    )


def is_gerund(verb: Token) -> bool:
    """Whether the verb or its passive auxiliary ends in -ing ("being held")."""
    return verb.tag_ == "VBG" or any(
        found.dep_ == "auxpass" and found.tag_ == "VBG" for found in verb.children
    )


def is_passive(verb: Token) -> bool:
    """Whether the verb is passive; a participle behind a noun ("a plan made by") counts."""
    if any(found.dep_ in ("nsubjpass", "auxpass") for found in verb.children):
        return True
    bare = not any(found.dep_ in ("aux", "nsubj") for found in verb.children)
    return verb.dep_ in ("acl", "amod", "advcl") and verb.tag_ == "VBN" and bare


def is_negated(verb: Token) -> bool:
    """Whether a cue is negated: "did not say", "never said", "no hope"."""
    return any(
        found.dep_ == "neg" or found.lower_ in ("never", "hardly", "no") for found in verb.children
    )


def agent(verb: Token) -> Token | None:
    """The noun after "by" of a passive."""
    by = child(verb, "agent")
    if by is None:
        by = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "by"), None)
    return child(by, "pobj") if by is not None else None


def subject(verb: Token) -> Token | None:
    """Who does what the verb says: its own subject, or the one it shares or inherits."""
    seen = 0
    while seen < 8:
        seen += 1
        own = child(verb, *_SUBJECTS)
        if own is not None:
            return None if own.dep_ == "csubj" else own
        head = verb.head
        if verb.dep_ == "acl":
            return head if verb.tag_ == "VBG" or has_to(verb) else None
        if verb.dep_ == "relcl":
            return head
        if verb.dep_ == "xcomp":
            controller = child(head, "dobj")
            if controller is not None and controller.i < verb.i and has_to(verb):
                return controller
        while head.pos_ in ("ADP", "SCONJ", "ADV") and head.head != head:
            head = head.head
        if verb.dep_ in ("ROOT", "ccomp", "csubj", "dobj", "pobj") or head == verb:
            return None
        if head.pos_ not in ("VERB", "AUX"):
            return None if head.pos_ not in ("ADJ",) else _subject_of_copula(head)
        verb = head
    return None


def _subject_of_copula(predicate: Token) -> Token | None:
    head = predicate.head
    return subject(head) if head.pos_ in ("AUX", "VERB") and head != predicate else None


def verb_group(verb: Token) -> list[Token]:
    """The verb with the auxiliaries, negation and adverbs that stand directly before it."""
    words = [verb]
    left = verb.i - 1
    doc = verb.doc
    while left >= 0 and doc[left].head in (verb, *words) and doc[left].dep_ in _GROUP:
        words.insert(0, doc[left])
        left -= 1
    while len(words) > 1 and words[0].dep_ == "advmod" and words[0].tag_ != "RB":
        words.pop(0)
    return words


def phrase(head: Token, without: set[int]) -> list[Token]:
    """The noun phrase of a head, up to the words of `without` (a relative clause that says it)."""
    tokens = [token for token in head.subtree if token.i not in without]
    for found in head.children:
        if found.dep_ == "prep" and found.lower_ == "as":
            tokens = [token for token in tokens if token.i < found.i]
    run = _run_with(tokens, head)
    while len(run) > 1 and (run[-1].is_punct or run[-1].is_space or run[-1].dep_ == "case"):
        if run[-1].text in (")", "]") or run[-1] == head:
            break
        run.pop()
    while len(run) > 1 and (run[0].is_punct or run[0].is_space) and run[0] is not head:
        run.pop(0)
    return run


def _run_with(tokens: list[Token], head: Token) -> list[Token]:
    """The unbroken run of tokens around `head`."""
    runs: list[list[Token]] = []
    for token in tokens:
        if runs and token.i == runs[-1][-1].i + 1:
            runs[-1].append(token)
        else:
            runs.append([token])
    return next((run for run in runs if head in run), [head])


def is_nominal(token: Token) -> bool:
    """Whether the token can head a noun phrase."""
    return token.pos_ in _NOMINAL


def objects_of(preposition: Token) -> Iterator[Token]:
    """What a preposition governs: nouns and clauses."""
    for found in preposition.children:
        if found.dep_ in ("pobj", "pcomp", "ccomp"):
            yield found
