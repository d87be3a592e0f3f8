"""Who does what to whom in the grammar's terms, before any meaning is looked up.

A `Predicate` is a word that may name an act (verb, noun or adjective) with its logical
subject, objects, prepositional phrases and clauses, whatever the construction: active,
passive, relative clause, participle, infinitive, coordination, copula, or a noun with its
possessors and complements. Everything here is in spaCy tokens of one sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from polybius.events.grammar import (
    _WANTING,
    PASSIVE_SUBJECTS,
    RELATIVE,
    SUBJECTS,
    _has_own_subject,
    antecedent,
    clause_form,
    counted,
    is_passive,
    lemma_of,
    noun_owner,
    phrases_on,
    preposition_phrases,
    spread,
    surface_subjects,
)
from polybius.tokens import Token, of_word


@dataclass(frozen=True, eq=False, slots=True)
class Clause:
    """A clause that a predicate takes: its head, and its form (`to`, `that`, `ing`, `whether`).

    `link` is the preposition before it ("accused of using": `of`), else empty.
    """

    head: Token
    form: str
    link: str = ""


@dataclass(frozen=True, eq=False, slots=True)
class Predicate:
    """A word that may name an act, and what stands around it.

    `subjects` are the heads of those who do it, `objects` of what it is done to, however
    that is said; `preps` maps a preposition to the heads of its phrases; `particles` are
    adverbs and bare prepositions; `complements` what is predicated of the object ("called
    the bombing a crime"). `passive` is about the words, not about the roles.
    """

    token: Token
    lemma: str
    word_class: str
    subjects: tuple[Token, ...]
    objects: tuple[Token, ...]
    preps: Mapping[str, tuple[Token, ...]]
    particles: frozenset[str]
    clauses: tuple[Clause, ...]
    complements: tuple[Token, ...]
    passive: bool


@of_word
def clauses_of(token: Token) -> tuple[Clause, ...]:
    """The clauses a word takes: infinitives, that-clauses, gerunds, also after prepositions."""
    found: list[Clause] = []
    for child in token.children:
        if child.dep_ in {"xcomp", "ccomp", "acl", "advcl"} and child.pos_ in {
            "VERB",
            "AUX",
            "ADJ",
        }:
            form = clause_form(child)
            if child.dep_ == "advcl" and form != "to":
                continue
            if child.dep_ == "acl" and form not in {"to", "that"}:
                continue
            found.append(Clause(child, form))
        elif child.dep_ == "dobj" and token.pos_ == "VERB":
            # "want the prosecutor to launch": the infinitive may hang on the object.
            found += [
                Clause(c, "to")
                for c in child.children
                if c.dep_ in {"acl", "relcl"}
                and clause_form(c) == "to"
                and c.tag_ == "VB"
                and lemma_of(token) in _WANTING
            ]
        elif child.dep_ in {"prep", "agent"}:
            for inner in child.children:
                if inner.dep_ == "pcomp" and inner.pos_ in {"VERB", "AUX"}:
                    found.append(Clause(inner, clause_form(inner), child.lower_))
                    found += [
                        Clause(c, clause_form(c), child.lower_)
                        for c in inner.conjuncts
                        if c.i > inner.i and c.pos_ in {"VERB", "AUX"}
                    ]
                elif inner.dep_ == "pobj":
                    # "called on Israel to withdraw": the infinitive may hang on the noun.
                    found += [
                        Clause(c, "to")
                        for c in inner.children
                        if c.dep_ in {"acl", "relcl"} and clause_form(c) == "to" and c.tag_ == "VB"
                    ]
    more = [
        Clause(c, clause_form(c) if clause_form(c) != "bare" else clause.form, clause.link)
        for clause in found
        for c in clause.head.conjuncts
        if c.i > clause.head.i and c.pos_ in {"VERB", "AUX"} and not clause.link
    ]
    return tuple(found + more)


@of_word
def particles_of(token: Token) -> frozenset[str]:
    """Adverbs, particles and prepositions on a word, by their lower-case form."""
    found = {
        c.lower_
        for c in token.children
        if c.dep_ in {"prt", "advmod", "prep", "agent", "dative"} or c.pos_ in {"ADP", "ADV"}
    }
    if token.i + 1 < len(token.doc) and token.nbor().dep_ == "quantmod":
        found.add(token.nbor().lower_)  # "handed over 81 hostages": not "over 81"
    return frozenset(found)


@of_word
def predicate_of(token: Token) -> Predicate | None:
    """The predicate that a token heads; None where it can head none."""
    if token.pos_ in {"VERB", "AUX"} or (token.dep_ == "amod" and token.tag_ in {"VBN", "VBG"}):
        return _verbal(token)
    if token.pos_ in {"NOUN", "PROPN", "NUM"}:
        return _nominal(token)
    if token.pos_ == "ADJ":
        return _adjectival(token)
    return None


def _verbal(verb: Token) -> Predicate:
    passive = is_passive(verb)
    preps = _verb_phrases(verb, passive)
    surface, objects, passive = _misparsed(
        verb, surface_subjects(verb), _objects(verb) or _shared_objects(verb), passive
    )
    if passive:
        objects = [t for s in surface for t in spread(s)] + objects if surface else objects
        if verb.dep_ == "acl":
            objects = [counted(antecedent(verb.head)), *objects]
        subjects = preps.get("by", ())
    else:
        subjects = tuple(t for s in surface for t in spread(s))
    if verb.dep_ == "relcl" and not passive and not objects:
        relative = [c for c in verb.children if c.lower_ in RELATIVE and c.dep_ in SUBJECTS]
        if not relative and "prep" not in {c.dep_ for c in verb.children if c.lower_ in RELATIVE}:
            objects = [verb.head]
    small = [c for c in verb.children if _is_small(c, verb)]
    objects += _subjects_below(verb, small)
    complements = tuple(
        c
        for c in verb.children
        if (c.dep_ in {"oprd", "attr", "acomp"} or c in small) and c not in objects
    )
    return Predicate(
        verb,
        lemma_of(verb),
        "verb",
        tuple(dict.fromkeys(subjects)),
        tuple(dict.fromkeys(objects)),
        preps,
        particles_of(verb),
        clauses_of(verb),
        complements,
        passive,
    )


def _verb_phrases(verb: Token, passive: bool) -> dict[str, tuple[Token, ...]]:
    """The phrases on a verb, with those that the parse hangs elsewhere."""
    preps = dict(phrases_on(verb))
    if said := _said_of(verb):
        preps["as"] = tuple(dict.fromkeys(preps.get("as", ()) + said))
    if wanted := _wanted_of(verb):
        preps["for"] = tuple(dict.fromkeys((*wanted, *preps.get("for", ()))))
    if passive and "by" not in preps:
        below = [*preps.get("as", ()), *(c for c in verb.children if c.dep_ == "xcomp")]
        # "renewed for a year by the ministers": no year of the ministers
        below += [t for link in _SPANNING for t in preps.get(link, ()) if t.ent_type_ in _SPANS]
        preps.update({k: v for k, v in preposition_phrases(below).items() if k == "by"})
    return preps


def _objects(verb: Token) -> list[Token]:
    """The objects of a verb; the subject of its infinitive is one: "want the court to rule"."""
    direct = [
        antecedent(t)
        for c in verb.children
        if c.dep_ in {"dobj", "dative"} and c.pos_ != "ADP"
        for t in spread(c)
    ]
    return direct + [
        antecedent(s)
        for c in verb.children
        if c.dep_ == "ccomp" and clause_form(c) == "to"
        for s in c.children
        if s.dep_ in SUBJECTS | PASSIVE_SUBJECTS and s.i > verb.i
    ]


def _misparsed(
    verb: Token, surface: tuple[Token, ...], objects: list[Token], passive: bool
) -> tuple[tuple[Token, ...], list[Token], bool]:
    """Subjects, objects and voice of a verb that the parse hangs on a noun as its modifier."""
    head = verb.head
    if verb.dep_ == "compound" and verb.tag_ == "VBZ":
        # "Kremlin scraps Paris trip" may be parsed as one long noun.
        before = tuple(c for c in verb.children if c.dep_ == "compound" and c.i < verb.i)
        return before, [head], False
    if verb.dep_ != "amod":
        return surface, objects, passive
    if _has_own_subject(verb):
        # "Islamic State enslaved Yazidi women" may be parsed as if women headed it.
        return surface, [head], passive
    if verb.tag_ == "VBD" and head.dep_ == "conj" and head.head.pos_ == "VERB":
        # "stormed the office and seized papers" may be parsed as if papers were stormed.
        return surface_subjects(head.head), [head], False
    if verb.tag_ == "VBN":
        # "UN-backed", "so-called": what stands before is no act of its own.
        hyphened = verb.i > 0 and verb.nbor(-1).text == "-"
        return (), [] if hyphened else [head], True
    return (head,), objects, passive


def _subjects_below(verb: Token, small: list[Token]) -> list[Token]:
    """The objects of a verb that the parse has as subjects of a clause below it."""
    found = [
        s
        for clause in verb.children
        if clause.dep_ == "ccomp" and _is_reduced(clause)
        for s in clause.children
        if s.dep_ in SUBJECTS and s.i > verb.i
    ]
    for clause in small:  # "deemed the law a mistake", "let the captives go"
        found += [t for s in clause.children if s.dep_ in _NAMED for t in spread(antecedent(s))]
    return found


_SPANNING = ("for", "in", "on", "at", "until", "since", "from", "to")
_SPANS = frozenset({"DATE", "TIME", "PERCENT", "CARDINAL", "QUANTITY", "MONEY"})


def _shared_objects(verb: Token) -> list[Token]:
    """The objects of the next of two verbs that share them: "armed and drilled the guard"."""
    below = [c for c in verb.children if c.i > verb.i]
    if len(below) != 2 or below[0].dep_ != "cc" or below[1].dep_ != "conj":
        return []
    other = below[1]
    if other.i != verb.i + 2 or other.tag_ != verb.tag_:
        return []
    return [t for c in other.children if c.dep_ == "dobj" for t in spread(antecedent(c))]


def _is_small(clause: Token, verb: Token) -> bool:
    """Whether a clause without a verb of its own in a tense says something of a verb's object:
    "deemed the law a mistake", "let the captives go", "ordered them freed", "set free nine"."""
    if clause.dep_ == "advcl":
        return clause.pos_ == "ADJ" and clause.i == verb.i + 1
    if clause.dep_ != "ccomp":
        return False
    if lemma_of(verb) in _LETTING:
        bare = not any(c.tag_ in {"TO", "MD"} or c.dep_ in {"mark", "aux"} for c in clause.children)
        return bare and clause.i > verb.i
    return clause.pos_ in {"NOUN", "ADJ"}


_NAMED = SUBJECTS | {"compound"}
_LETTING = frozenset({"let", "help", "order"})


def _is_reduced(clause: Token) -> bool:
    """Whether a clause is but a participle on a noun: "shrugged off the ruling won by"."""
    bare = not any(c.dep_ in {"aux", "auxpass", "mark", "dobj"} for c in clause.children)
    return bare and clause.tag_ == "VBN" and any(c.dep_ == "agent" for c in clause.children)


def _wanted_of(verb: Token) -> tuple[Token, ...]:
    """Who is to do something, in "pushed for Mali to hold elections"."""
    return tuple(
        who
        for clause in verb.children
        if clause.dep_ in {"advcl", "xcomp", "ccomp"} and clause_form(clause) == "to"
        if any(c.dep_ == "mark" and c.lower_ == "for" for c in clause.children)
        for c in clause.children
        if c.dep_ in SUBJECTS | PASSIVE_SUBJECTS
        for who in spread(c)
    )


def _said_of(verb: Token) -> tuple[Token, ...]:
    """The adjective after "as": "described the vote as unfair", "dismissed as baseless"."""
    near = [verb, *(c for c in verb.children if c.lower_ == "as" and c.dep_ != "mark")]
    return tuple(
        c
        for head in near
        for c in head.children
        if c.tag_ == "JJ" and c.i > verb.i and c.nbor(-1).lower_ == "as"
    )


def _between(topics: Iterable[Token]) -> tuple[Token, ...]:
    """The sides of "talks on the dam between Chad and Mali", which hang on the topic."""
    return tuple(t for topic in topics for t in phrases_on(topic).get("between", ()))


def _nominal(noun: Token) -> Predicate:
    preps = phrases_on(noun)
    if "between" not in preps:
        topics = (t for link in ("on", "about", "over") for t in preps.get(link, ()))
        if sides := _between(topics):
            preps = {**preps, "between": sides}
    return Predicate(
        noun,
        lemma_of(noun),
        "noun",
        noun_owner(noun),
        preps.get("of", ()),
        preps,
        particles_of(noun),
        clauses_of(noun),
        tuple(c for c in noun.children if c.dep_ == "appos"),
        False,
    )


def as_state(participle: Token) -> Predicate:
    """A past participle read as an adjective: "the army is committed to", "opposed to"."""
    surface = surface_subjects(participle) if participle.dep_ != "amod" else (participle.head,)
    return Predicate(
        participle,
        participle.lower_,
        "adjective",
        tuple(t for s in surface for t in spread(s)),
        (),
        phrases_on(participle),
        particles_of(participle),
        clauses_of(participle),
        (),
        False,
    )


def _adjectival(adjective: Token) -> Predicate:
    head = adjective.head
    verb = head if adjective.dep_ in {"acomp", "oprd", "conj"} else None
    subjects: tuple[Token, ...] = ()
    heads = [adjective]
    if verb is not None and verb.pos_ in {"VERB", "AUX"}:
        subjects = tuple(t for s in surface_subjects(verb) for t in spread(s))
        heads.append(verb)
    elif verb is not None and verb.pos_ == "ADJ" and verb.head.pos_ in {"VERB", "AUX"}:
        subjects = tuple(t for s in surface_subjects(verb.head) for t in spread(s))
    elif adjective.dep_ in {"amod", "acl", "relcl", "appos"}:
        subjects = (head,)
    elif adjective.dep_ == "ROOT":
        subjects = tuple(t for s in surface_subjects(adjective) for t in spread(s))
    return Predicate(
        adjective,
        lemma_of(adjective),
        "adjective",
        subjects,
        (),
        preposition_phrases(heads),
        particles_of(adjective),
        clauses_of(adjective) + (clauses_of(verb) if verb is not None else ()),
        (),
        False,
    )
