"""What the grammar of a sentence tells of a word: who is its subject, whose it is, what phrases
and clauses hang on it, whatever the construction.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

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
