"""Who does what to whom in the grammar's terms, before any meaning is looked up.

A `Predicate` is a word that may name an act (verb, noun or adjective) with its logical
subject, objects, prepositional phrases and clauses, whatever the construction: active,
passive, relative clause, participle, infinitive, coordination, copula, or a noun with its
possessors and complements. Everything here is in spaCy tokens of one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from polybius.tokens import Token, of_word

SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})
# Verbs whose infinitive is done by their own subject although they have an object.
SUBJECT_CONTROL = frozenset(
    "promise threaten vow pledge use hold sign meet phone telephone ring visit contact".split()
)
# Nouns of phrases that only lead up to another: "in response to the flood".
LEADING = frozenset("response reaction reply addition contrast".split())
# Two prepositions in one word's place: "because of", "out of".
_COMPOUND = frozenset(
    {"out", "because", "ahead", "away", "instead", "outside", "off", "up", "down", "over", "back"}
)


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


def lemma_of(token: Token) -> str:
    """The lemma as the codebook writes it: lower case, British -ise folded as written."""
    lemma = token.lemma_.lower()
    return _with_final_e(token.lower_, lemma) if token.pos_ == "VERB" else lemma


def _with_final_e(word: str, lemma: str) -> str:
    """ "stage" for "staged", which the model's lemmas cut to "stag": English doubles the last
    letter of a short verb ("stabbed"); where it stands alone, an "e" was dropped. And "readmit"
    for "readmitted", where it takes the doubled letter for the verb's own."""
    if lemma.endswith("mitte"):
        return lemma.removesuffix("te")
    if word.startswith(lemma) and word[len(lemma) :] in _ENDINGS and _SHORT.fullmatch(lemma):
        return lemma + "e"
    return lemma


_ENDINGS = frozenset({"ed", "ing", "es"})
_SHORT = re.compile(r"[^aeiou]*[aeiou][bdfgklmnprtv]")


_GIVEN = frozenset("grant give award offer deny send pay promise hand issue allow refuse".split())


@of_word
def is_passive(verb: Token) -> bool:
    """Whether a verb's surface subject (or the noun it modifies) is acted upon."""
    for child in verb.children:
        if child.dep_ in PASSIVE_SUBJECTS or child.dep_ == "auxpass":
            return True
    if verb.tag_ not in {"VBN", "VBD"} or any(c.dep_ in SUBJECTS for c in verb.children):
        return False
    if verb.dep_ in {"acl", "amod"}:
        # "refugees granted asylum" were given something, "a lord owning land" was not
        given = verb.tag_ == "VBN" and lemma_of(verb) in _GIVEN
        return given or not any(c.dep_ == "dobj" for c in verb.children)
    if any(c.dep_ == "aux" for c in verb.children):
        return False
    if verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
        return verb.tag_ == "VBN" and is_passive(verb.head)
    return verb.tag_ == "VBN" and verb.dep_ in {"advcl", "pcomp", "dep"}


def _has_own_subject(verb: Token) -> bool:
    return any(c.dep_ in SUBJECTS and c.i < verb.i for c in verb.children)


def is_attributive(token: Token) -> bool:
    """Whether a past participle stands before a noun and but describes it: "the exiled poet"."""
    return token.tag_ == "VBN" and token.dep_ == "amod" and token.i < token.head.i


def counted(token: Token) -> Token:
    """What a number counts: "21 of the girls" are girls."""
    if token.pos_ == "NUM":
        for prep in token.children:
            if prep.lower_ == "of":
                return next((c for c in prep.children if c.dep_ == "pobj"), token)
    return token


@of_word
def spread(token: Token) -> tuple[Token, ...]:
    """A noun and those coordinated with it, in order."""
    token = counted(token)
    return (token, *(c for c in token.conjuncts if c.i > token.i and c.pos_ in NOMINAL))


def antecedent(token: Token) -> Token:
    """The noun that a relative pronoun stands for; any other token itself."""
    if token.lower_ not in RELATIVE or token.tag_ not in {"WDT", "WP", "WP$", "IN"}:
        return token
    at = token
    while at.head != at and at.dep_ not in {"relcl", "ROOT"}:
        at = at.head
    return at.head if at.dep_ == "relcl" else token


def surface_subjects(verb: Token, depth: int = 0) -> tuple[Token, ...]:
    """The heads of a verb's grammatical subject, its own or the one it shares.

    Shared with the verb it is coordinated with, controlled from the clause above
    (infinitives and participles), or the antecedent of a relative clause.
    """
    own = [c for c in verb.children if c.dep_ in SUBJECTS | PASSIVE_SUBJECTS]
    own = [c for c in own if c.i == 0 or c.nbor(-1).text != "("]  # "the World Bank (WB)"
    if own:
        return tuple(
            antecedent(t) for t in own if t.lower_ not in {"it", "there"} or t.pos_ == "PRON"
        )
    head = verb.head
    if depth > 6 or head == verb:
        return ()
    if verb.dep_ == "conj":
        return surface_subjects(head, depth + 1)
    if verb.dep_ in {"xcomp", "ccomp"}:
        return _controller(head, depth)
    if verb.dep_ == "advcl":
        return surface_subjects(head, depth + 1) if head.pos_ in {"VERB", "AUX"} else ()
    if verb.dep_ == "pcomp":
        return _of_preposition(head, depth)
    if verb.dep_ == "acl" or (verb.dep_ == "relcl" and clause_form(verb) == "to"):
        return _of_noun_clause(verb, head, depth)
    if verb.dep_ in {"dep", "parataxis"} and head.pos_ in {"VERB", "AUX"}:
        return surface_subjects(head, depth + 1)
    return ()


def spread_subjects(verb: Token) -> tuple[Token, ...]:
    """The heads of a verb's subject, with those coordinated with them."""
    return tuple(t for s in surface_subjects(verb) for t in spread(s))


def _controller(head: Token, depth: int) -> tuple[Token, ...]:
    """Who does the infinitive under `head`: its object if it has one, else its subject."""
    if head.pos_ in {"VERB", "AUX"} and lemma_of(head) not in SUBJECT_CONTROL:
        for child in head.children:
            if child.dep_ in {"dobj", "dative"} and child.pos_ in NOMINAL:
                return (antecedent(child),)
        if lemma_of(head) in {"call", "appeal", "plead"}:
            for child in head.children:
                if child.dep_ == "prep" and child.lower_ in {"on", "upon", "to", "with"}:
                    return tuple(c for c in child.children if c.dep_ == "pobj")
    return surface_subjects(head, depth + 1)


def _of_preposition(prep: Token, depth: int) -> tuple[Token, ...]:
    """Who does the gerund after a preposition: the verb's object ("accused X of") or subject."""
    head = prep.head
    if head.pos_ in {"VERB", "AUX"}:
        if prep.lower_ in {"of", "for", "from", "with", "into"}:
            for child in head.children:
                if child.dep_ in {"dobj", "nsubjpass"}:
                    return (antecedent(child),)
        return surface_subjects(head, depth + 1)
    if head.pos_ == "NOUN":
        # "serves a sentence for taking part": nobody's sentence but his
        bearer = head.head if head.dep_ == "dobj" and head.head.pos_ == "VERB" else None
        return noun_owner(head) or (surface_subjects(bearer, depth + 1) if bearer else ())
    return ()


def _of_noun_clause(verb: Token, noun: Token, depth: int) -> tuple[Token, ...]:
    """The subject of a clause on a noun: the noun itself, or who "decides" in "decision to"."""
    if verb.tag_ == "VB" or any(c.tag_ == "TO" for c in verb.children):
        owner = noun_owner(noun)
        if owner:
            return owner
        if noun.dep_ in {"dobj", "attr", "pobj"}:
            at = noun.head if noun.dep_ != "pobj" else noun.head.head
            # "want the prosecutor to launch": the object itself is who should do it.
            if noun.pos_ == "PROPN" or noun.ent_type_ in {"PERSON", "GPE", "ORG", "NORP"}:
                return (noun,)
            if at.pos_ in {"VERB", "AUX"} and lemma_of(at) in _WANTING:
                return (noun,)
            return surface_subjects(at, depth + 1) if at.pos_ in {"VERB", "AUX"} else (noun,)
        return ()
    return _sender(verb, noun, depth) or (noun,)


def _sender(participle: Token, noun: Token, depth: int) -> tuple[Token, ...]:
    """Whose words a participle tells on a message or its addressee: "wrote a letter to the Pope
    asking for help"."""
    if participle.tag_ != "VBG":
        return ()
    if noun.lemma_ in _LAWS and noun.dep_ == "dobj" and noun.head.pos_ == "VERB":
        return surface_subjects(noun.head, depth + 1)  # "signed a decree banning"
    if lemma_of(participle) not in _VOICED:
        return ()
    at = noun
    for _ in range(_DEEP):
        if at.pos_ == "VERB":
            sent = any(c.dep_ == "dobj" and c.lemma_ in _MESSAGES for c in at.children)
            return surface_subjects(at, depth + 1) if sent else ()
        at = at.head
    return ()


_DEEP = 6
_LAWS = frozenset("law bill decree order motion legislation edict ruling resolution".split())
_MESSAGES = frozenset(
    "letter message statement note email tweet telegram cable memo petition resolution".split()
)
_VOICED = frozenset(
    """ask urge call demand request threaten warn accuse condemn denounce criticise criticize
    express thank praise congratulate support oppose reject protest offer promise pledge invite
    reiterate complain plead appeal""".split()
)
_WANTING = frozenset(
    """want ask urge tell order need allow expect force press push persuade convince invite
    require request like encourage call appeal beg implore exhort lobby petition permit enable
    compel instruct direct""".split()
)


@of_word
def noun_owner(noun: Token) -> tuple[Token, ...]:
    """Who a noun belongs to or comes from: "Russia's veto", "Russian veto", "veto by Russia"."""
    for child in noun.children:
        if child.dep_ == "poss":
            if noun.dep_ == "conj" and _names_actor(noun.head) and not _names_actor(noun):
                # "into Russia and Syria's airstrikes" is parsed as if Russia stood alone.
                return (noun.head, child)
            return (child,)
    for child in noun.children:
        if child.dep_ in {"prep", "agent"} and child.lower_ == "by":
            return tuple(c for c in child.children if c.dep_ == "pobj")
    found = []
    for part in _hyphened(noun):
        for child in part.children:
            if child.dep_ in {"amod", "compound", "nmod"} and _names_actor(child):
                found.append(child)
            elif child.dep_ == "amod" and child.tag_ == "VBN":
                # "a French-sponsored resolution"
                found += [c for c in child.children if c.dep_ in _BEFORE and _names_actor(c)]
    return tuple(found[:2])


def _hyphened(noun: Token) -> tuple[Token, ...]:
    """A noun and what a hyphen joins to it before: "counter-proposal" may be parsed apart."""
    if noun.i > 1 and noun.nbor(-1).text == "-" and noun.nbor(-2).pos_ in NOMINAL:
        return (noun, noun.nbor(-2))
    return (noun,)


_BEFORE = frozenset({"npadvmod", "compound", "amod", "nmod", "nsubj"})


def _names_actor(token: Token) -> bool:
    return token.ent_type_ in {"NORP", "GPE", "ORG", "PERSON"} or (
        token.pos_ == "PROPN" and token.text[:1].isupper()
    )


def preposition_phrases(heads: Iterable[Token]) -> dict[str, tuple[Token, ...]]:
    """The prepositional phrases on some words: preposition (or "out of") to noun heads."""
    found: dict[str, tuple[Token, ...]] = {}
    for head in heads:
        for link, nouns in phrases_on(head).items():
            found[link] = found.get(link, ()) + nouns
    return found


@of_word
def phrases_on(head: Token) -> Mapping[str, tuple[Token, ...]]:
    """The prepositional phrases on a word: preposition (or "out of") to noun heads."""
    found: dict[str, list[Token]] = {}
    for prep in head.children:
        if prep.dep_ in {"prep", "agent", "prt", "advmod", "dative", "mark"}:
            _collect(prep, prep.lower_, found)
    return {link: tuple(tokens) for link, tokens in found.items()}


def _collect(prep: Token, link: str, found: dict[str, list[Token]]) -> None:
    if any(c.dep_ == "pcomp" and c.pos_ == "ADP" for c in prep.children):
        link = f"{link} of"
    for child in prep.children:
        if child.dep_ in {"pobj", "pcomp"} and child.pos_ in NOMINAL | {"ADJ", "ADV"}:
            found.setdefault(link, []).extend(antecedent(t) for t in spread(child))
            # "launch talks with Russia on arms": a phrase may hang on the one before it.
        elif child.dep_ == "prep" and prep.lower_ in _COMPOUND | {"from", "in", "for", "to"}:
            _collect(child, child.lower_, found)
            if prep.lower_ in _COMPOUND:
                _collect(child, f"{link} {child.lower_}", found)
        elif child.dep_ == "conj" and child.pos_ == "ADP":
            _collect(child, child.lower_, found)


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
def clause_form(verb: Token) -> str:
    """`to`, `ing`, `whether` (a question), `that` (finite) or `bare`."""
    for child in verb.children:
        if child.tag_ == "TO" and child.i < verb.i:
            return "to"
        if child.dep_ == "mark" and child.lower_ in {"whether", "if"}:
            return "whether"
        if child.tag_ in {"WRB", "WP"} and child.i < verb.i:
            return "whether"
    if verb.tag_ == "VBG" and not any(c.dep_ == "aux" for c in verb.children):
        return "ing"
    if any(c.dep_ in SUBJECTS | PASSIVE_SUBJECTS for c in verb.children):
        return "that"
    return "bare"


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
    surface = surface_subjects(verb)
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
    objects = [
        antecedent(t)
        for c in verb.children
        if c.dep_ in {"dobj", "dative"} and c.pos_ != "ADP"
        for t in spread(c)
    ]
    # "want the prosecutor to launch": the infinitive's subject is the verb's object.
    objects += [
        antecedent(s)
        for c in verb.children
        if c.dep_ == "ccomp" and clause_form(c) == "to"
        for s in c.children
        if s.dep_ in SUBJECTS | PASSIVE_SUBJECTS and s.i > verb.i
    ]
    objects = objects or _shared_objects(verb)
    if verb.dep_ == "compound" and verb.tag_ == "VBZ":
        # "Kremlin scraps Paris trip" may be parsed as one long noun.
        objects, passive = [verb.head], False
        surface = tuple(c for c in verb.children if c.dep_ == "compound" and c.i < verb.i)
    if verb.dep_ == "amod":
        head = verb.head
        if _has_own_subject(verb):
            # "Islamic State enslaved Yazidi women" may be parsed as if women headed it.
            objects = [head]
        elif verb.tag_ == "VBD" and head.dep_ == "conj" and head.head.pos_ == "VERB":
            # "stormed the office and seized papers" may be parsed as if papers were stormed.
            objects, surface, passive = [head], surface_subjects(head.head), False
        elif verb.tag_ == "VBN":
            objects, surface, passive = [head], (), True
            if verb.i > 0 and verb.nbor(-1).text == "-":
                # "UN-backed", "so-called": what stands before is no act of its own.
                objects = []
        else:
            surface = (head,)
    if passive:
        agents = preps.get("by", ())
        objects = [t for s in surface for t in spread(s)] + objects if surface else objects
        if verb.dep_ == "acl":
            objects = [counted(antecedent(verb.head)), *objects]
        subjects = agents
    else:
        subjects = tuple(t for s in surface for t in spread(s))
    if verb.dep_ == "relcl" and not passive and not objects:
        relative = [c for c in verb.children if c.lower_ in RELATIVE and c.dep_ in SUBJECTS]
        if not relative and "prep" not in {c.dep_ for c in verb.children if c.lower_ in RELATIVE}:
            objects = [verb.head]
    for clause in verb.children:
        if clause.dep_ == "ccomp" and _is_reduced(clause):
            objects += [s for s in clause.children if s.dep_ in SUBJECTS and s.i > verb.i]
    small = [c for c in verb.children if _is_small(c, verb)]
    for clause in small:  # "deemed the law a mistake", "let the captives go"
        objects += [t for s in clause.children if s.dep_ in _NAMED for t in spread(antecedent(s))]
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
