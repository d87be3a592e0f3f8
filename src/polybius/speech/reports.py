"""Attributions that grammar shows: a cue, who it belongs to, and the words it holds.

Looks at one token at a time and at what hangs on it; quotation marks are no concern here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from polybius.speech import grammar
from polybius.speech.attribution import Frame
from polybius.speech.extent import asides, behind_colon, further_clauses, joined, speaker
from polybius.speech.lexicon import Cue, Lexicon
from polybius.speech.phrases import find_phrases
from polybius.speech.report import Report
from polybius.tokens import Token

# Verbs that lend their subject to a noun of saying or feeling ("made a promise").
_LIGHT = frozenset(
    "make have give express voice issue deliver offer share hold harbor harbour raise take reach "
    "sign announce get send file lodge feel show keep lose gain reiterate repeat release "
    "present submit unveil form draw develop set propose strike feature display retain".split()
)
# What fears and rumours do: "fears grew that ...".
_SPREADING = frozenset(
    "grow mount rise remain spread persist emerge surface swirl run linger".split()
)
_COPULAS = frozenset("be become feel seem remain grow look sound appear get stay prove".split())
_OWNERS = frozenset({"by", "from", "among", "between", "within", "of"})


@dataclass(frozen=True, eq=False, slots=True)
class _Held:
    """What a cue governs: the frame, its roots, and the words that belong to the cue."""

    frame: Frame
    roots: Sequence[Token]
    words: tuple[Token, ...] = ()


def find_reports(tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[Report]:
    """The attributions of one sentence's tokens, in order of their cues."""
    for token in tokens:
        if token.pos_ in ("VERB", "AUX", "ADJ") and token.dep_ not in ("amod", "prep"):
            found = _adjective(token, lexicon) or _verb(token, lexicon)
        elif token.pos_ == "NOUN":
            found = _noun(token, lexicon)
        else:
            found = None
        if found is not None:
            yield found
        yield from find_phrases(token, tokens, lexicon)


# Verbs


def _verb(verb: Token, lexicon: Lexicon) -> Report | None:
    for cue in lexicon.verb(verb.lower_, verb.lemma_.lower()):
        extras = _extras(verb, cue.words[1:])
        if extras is None:
            continue
        passive = grammar.is_passive(verb)
        held = _passive(verb, cue) if passive else _active(verb, cue, extras, lexicon)
        if held is None:
            continue
        source = grammar.agent(verb) if passive else speaker(verb, lexicon)
        if source is None and passive and verb.dep_ == "advcl":
            continue  # "Asked about it, ..."
        words = (*grammar.verb_group(verb), *extras, *held.words)
        return _report(cue, verb, words, source, held, lexicon)
    return None


def _extras(head: Token, words: Sequence[str]) -> tuple[Token, ...] | None:
    """The particles and prepositions that complete a cue, or None where one is missing."""
    found: list[Token] = []
    for word in words:
        match = next(
            (
                token
                for token in (*head.children, *head.doc[head.i + 1 : head.i + 2])
                if token.lower_ == word and token.i > head.i
            ),
            None,
        )
        if match is None and found:
            match = next((token for token in found[-1].children if token.lower_ == word), None)
        if match is None:
            return None
        found.append(match)
    return tuple(found)


def _active(verb: Token, cue: Cue, extras: tuple[Token, ...], lexicon: Lexicon) -> _Held | None:
    frames = cue.frames
    clauses = [found for found in verb.children if found.dep_ == "ccomp"]
    clause = _clause(verb, cue, [found for found in clauses if found.i > verb.i])
    if clause is not None:
        return clause
    direct = grammar.child(verb, "dobj")
    open_clause = grammar.child(verb, "xcomp")
    if open_clause is not None and "that" in frames and _asks(open_clause):
        return _Held("that", (open_clause,))
    if open_clause is not None and grammar.has_to(open_clause):
        if direct is not None and direct.i < open_clause.i and "do" in frames:
            return _Held("do", (direct, open_clause))
        if direct is None and "to" in frames:
            return _Held("to", (open_clause,))
    if held := _predicate(verb, cue, direct):
        return held
    if extras and (roots := _behind_preposition(verb, cue, extras[-1])):
        return _Held("do" if open_clause in roots else "np", roots)
    if held := _prepositional(verb, cue):
        return _Held(held.frame, (direct, *held.roots) if direct else held.roots, held.words)
    if "ing" in frames and open_clause is not None and grammar.is_gerund(open_clause):
        return _Held("ing", (open_clause,))
    named = "np" in frames or ("finds" in frames and _is_witness(grammar.subject(verb), lexicon))
    if named and not (extras and extras[-1].dep_ == "prep"):
        held = _object(verb, direct, lexicon)
    if held is None and "quote" in frames:
        return _clause(verb, cue, clauses)
    return held


def _behind_preposition(verb: Token, cue: Cue, preposition: Token) -> list[Token]:
    """What a cue that ends in a preposition holds: "called for talks", "called on all to stop"."""
    if preposition.pos_ not in ("ADP", "PART", "SCONJ"):
        return []
    roots = list(grammar.objects_of(preposition))
    open_clause, direct = grammar.child(verb, "xcomp"), grammar.child(verb, "dobj")
    if roots and "do" in cue.frames:
        if open_clause is not None and grammar.has_to(open_clause):
            return [*roots, open_clause]
        return roots if any(grammar.has_to(found) for found in roots[0].children) else []
    if "np" not in cue.frames:
        return []
    if not roots and verb.dep_ == "relcl":
        # "the one that they know of"
        roots = [verb.head] if direct is None else [direct] if direct.tag_ == "WDT" else []
    return roots


def _clause(verb: Token, cue: Cue, clauses: Sequence[Token]) -> _Held | None:
    """A clause that depends on the verb: finite, or an infinitive with its own subject."""
    for found in verb.children:
        if found.dep_ == "advcl" and cue.stance == "questions":
            mark = grammar.child(found, "mark")
            if mark is not None and mark.lower_ in ("if", "whether") and found.i > verb.i:
                return _Held("that", (found,))
        # A clause without "that" behind "said after the talks" is often taken for an adverbial.
        bare = found.dep_ == "advcl" and found.i > verb.i and grammar.is_finite(found)
        if bare and {"that", "quote"} <= cue.frames and not clauses and _is_unmarked(found):
            return _Held("that", (found,))
    for found in clauses:
        if grammar.has_to(found) and not grammar.is_finite(found):
            if "do" in cue.frames:
                return _Held("do", (found,))
        elif grammar.is_finite(found) or found.i > verb.i:
            if "that" in cue.frames:
                return _Held("that", (found,))
            if "as" in cue.frames and not grammar.is_finite(found):
                return _Held("as", (found,))
    return None


def _is_witness(subject: Token | None, lexicon: Lexicon) -> bool:
    return subject is not None and subject.lemma_.lower() in lexicon.witnesses


def _asks(clause: Token) -> bool:
    """Whether an infinitive is a question: "what to do", "whether to leave"."""
    return clause.left_edge.tag_ in ("WP", "WRB", "WDT") or clause.left_edge.lower_ == "whether"


def _is_unmarked(clause: Token) -> bool:
    mark, own = grammar.child(clause, "mark"), grammar.child(clause, "nsubj", "expl")
    return mark is None and own is not None


def _predicate(verb: Token, cue: Cue, direct: Token | None) -> _Held | None:
    """An object and what is said of it: "called it a lie", "described it as a lie"."""
    if "as" not in cue.frames or direct is None:
        return None
    predicate = grammar.child(verb, "oprd", "acomp", "xcomp")
    if predicate is not None and predicate is not direct:
        return _Held("as", (direct, predicate))
    for preposition in verb.children:
        if preposition.dep_ == "prep" and preposition.lower_ == "as":
            return _Held("as", (direct, preposition))
    return None


def _prepositional(head: Token, cue: Cue) -> _Held | None:
    wanted = cue.prepositions
    if not wanted:
        return None
    for preposition in head.children:
        if preposition.dep_ in ("prep", "dative") and preposition.lower_ in wanted:
            roots = [found for found in grammar.objects_of(preposition) if found.i > head.i]
            if roots:
                return _Held("prep", roots, (preposition,))
    return None


def _object(verb: Token, direct: Token | None, lexicon: Lexicon) -> _Held | None:
    if direct is not None:
        if verb.lemma_ in _LIGHT and direct.pos_ == "NOUN" and _noun(direct, lexicon):
            return None  # "voiced concern that ...": the noun holds it
        if direct.tag_ == "WP" or grammar.has_to(verb):
            return None
        reflexive = direct.tag_ == "PRP" and direct.lower_.endswith(("self", "selves"))
        return None if reflexive else _Held("np", (direct,))
    own = grammar.child(verb, "nsubj")
    if verb.dep_ == "relcl" and own is not None and own.lower_ not in ("who", "that", "which"):
        return _Held("np", (verb.head,))
    return None


def _passive(verb: Token, cue: Cue) -> _Held | None:
    by = grammar.agent(verb)
    about = grammar.child(verb, "nsubjpass")
    if about is not None and about.lower_ == "it":
        about = None
    front = (about,) if about is not None else ()
    finite = grammar.child(verb, "ccomp")
    if finite is not None and finite.i > verb.i and cue.frames & {"that", "quote"}:
        return _Held("that", (finite,))
    open_clause = grammar.child(verb, "xcomp")
    if open_clause is not None and grammar.has_to(open_clause) and cue.frames & {"that", "do"}:
        return _Held("do", (*front, open_clause))
    if "as" in cue.frames:
        predicate = grammar.child(verb, "oprd")
        for found in verb.children:
            if found.dep_ == "prep" and found.lower_ == "as":
                predicate = found
        if predicate is not None and (by is not None or verb.dep_ not in ("acl", "amod")):
            return _Held("as", (*front, predicate))  # but "a dam called Zora" only names it
    if held := _prepositional(verb, cue):
        return _Held(held.frame, (*front, *held.roots), held.words)
    if by is not None and "np" in cue.frames:
        if about is not None:
            return _Held("np", front)
        if verb.dep_ == "acl":
            return _Held("np", (verb.head,))
    return None


# Adjectives and nouns


def _adjective(token: Token, lexicon: Lexicon) -> Report | None:
    for cue in lexicon.get("adj", token.lower_):
        if token.pos_ == "VERB" and not grammar.is_passive(token):
            continue
        copular = token.dep_ in ("acomp", "oprd", "conj", "ccomp", "attr")
        if token.pos_ == "ADJ" and not copular and token.dep_ not in ("advcl", "acl", "amod"):
            continue
        carrier = token
        if token.pos_ == "ADJ" and copular and token.head.lemma_ in _COPULAS:
            carrier = token.head
        held = _governed(token, cue)
        if held is None and carrier is not token:
            held = _extraposed(carrier, cue)
        if held is None:
            continue
        source = grammar.subject(carrier)
        if source is not None and source.lower_ == "it" and held.frame == "that":
            source = None  # "it is clear that"
        group = grammar.verb_group(carrier)
        words = (*group, *(w for w in grammar.verb_group(token) if w not in group), *held.words)
        return _report(cue, token, words, source, held, lexicon)
    return None


def _extraposed(verb: Token, cue: Cue) -> _Held | None:
    """A clause that the parse hangs on the verb: "it remains unclear who", "fear grew that"."""
    for found in verb.children:
        if found.dep_ == "ccomp" and found.i > verb.i and "that" in cue.frames:
            return _Held("that", (found,)) if grammar.is_finite(found) else None
    return None


def _governed(token: Token, cue: Cue) -> _Held | None:
    """The clause, infinitive or prepositional object of an adjective or noun."""
    for found in token.children:
        if found.i < token.i or found.dep_ not in ("ccomp", "xcomp", "acl", "relcl"):
            continue
        if grammar.has_to(found) and not grammar.is_finite(found):
            if "to" in cue.frames:
                return _Held("to", (found,))
        elif "that" in cue.frames and found.dep_ in ("ccomp", "acl", "relcl"):
            mark = grammar.child(found, "mark")
            if (mark is not None or found.dep_ == "ccomp") and grammar.is_finite(found):
                return _Held("that", (found,))
    return _prepositional(token, cue)


def _noun(noun: Token, lexicon: Lexicon) -> Report | None:
    for cue in lexicon.get("noun", noun.lemma_.lower()):
        held = _governed(noun, cue) or _through_verb(noun, cue)
        if held is None:
            continue
        source, carrier = _owner(noun, held)
        if source is None and held.frame != "that":
            continue
        words = (*(grammar.verb_group(carrier) if carrier is not None else ()), noun, *held.words)
        return _report(cue, noun, words, source, held, lexicon)
    return None


def _through_verb(noun: Token, cue: Cue) -> _Held | None:
    """Content that the parse hangs on the verb: "his view is that ...", "voiced fears about"."""
    verb = noun.head
    if noun.dep_ == "nsubj" and verb.lemma_ in _SPREADING:
        return _extraposed(verb, cue)
    if noun.dep_ == "nsubj" and verb.lemma_ == "be":
        for found in verb.children:
            if found.dep_ == "ccomp" and found.i > verb.i and "that" in cue.frames:
                return _Held("that", (found,), tuple(grammar.verb_group(verb)))
            if found.dep_ == "xcomp" and grammar.has_to(found) and "to" in cue.frames:
                return _Held("to", (found,), tuple(grammar.verb_group(verb)))
    if noun.dep_ == "nsubj" and "to" in cue.frames and grammar.child(noun, "poss") is not None:
        # "the minister's plan would raise taxes": what it would do is what it says.
        auxiliary = grammar.child(verb, "aux")
        if auxiliary is not None and auxiliary.lower_ == "would":
            return _Held("to", (verb,), (noun,))
    if noun.dep_ == "dobj" and verb.lemma_ in _LIGHT:
        held = _prepositional(verb, cue)
        if held is not None and held.roots[0].i > noun.i:
            return held
    return None


def _owner(noun: Token, held: _Held) -> tuple[Token | None, Token | None]:
    """Whose claim or feeling it is, and the light verb that joins them, if one does."""
    owner = grammar.child(noun, "poss")
    if owner is not None:
        return owner, None
    used = {word.i for word in held.words}
    for preposition in noun.children:
        if preposition.dep_ == "prep" and preposition.lower_ in _OWNERS:
            found = grammar.child(preposition, "pobj")
            if found is not None and preposition.i not in used:
                return found, None
    for found in noun.children:
        named = found.ent_type_ in ("NORP", "GPE", "ORG", "PERSON")
        if found.i < noun.i and found.dep_ in ("amod", "compound", "nmod") and named:
            return found, None
    verb = noun.head
    if noun.dep_ == "dobj" and verb.lemma_ in _LIGHT:
        return grammar.subject(verb), verb
    if noun.dep_ == "pobj" and verb.lower_ == "with" and grammar.is_nominal(verb.head):
        return verb.head, None  # "officials with doubts about"
    return None, None


def _report(
    cue: Cue,
    head: Token,
    words: Sequence[Token],
    source: Token | None,
    held: _Held,
    lexicon: Lexicon,
) -> Report | None:
    own = {word.i for word in words}
    below = grammar.indexes([head])
    content = grammar.indexes(held.roots) - own
    if not content:
        return None
    if held.frame == "that":
        content |= further_clauses(head, max(content))
    if held.frame in ("that", "np"):
        content |= behind_colon(head.doc, max(content))
    if any(root.is_ancestor(head) for root in held.roots):
        content -= below
    source_words: list[Token] = []
    if source is not None:
        nested = below if source.is_ancestor(head) else set()
        source_words = grammar.phrase(source, content | own | nested)
        content -= {word.i for word in source_words}
    if not content:
        return None
    content -= joined(head, content, lexicon)
    content -= asides(head.doc, content, lexicon)
    return Report(
        cue,
        head,
        tuple(sorted(words, key=lambda word: word.i)),
        source,
        frozenset(content),
        held.frame,
        any(grammar.is_negated(word) for word in (head, *words)),
        tuple(source_words),
    )
