"""Noun phrases of the parse: their extent, appositions, coordination, number."""

from __future__ import annotations

from collections.abc import Iterator

from polybius.tokens import Token

# What stands to the right of its noun and still belongs to the name of an actor.
_TAILS = frozenset(("of", "for", "from", "to", "in", "at", "with"))
_LEFT = frozenset(
    "det amod compound poss nummod nmod quantmod predet advmod case punct npadvmod neg prep pobj "
    "pcomp aux dep preconj".split()
)
_RIGHT = frozenset("nummod nmod compound amod flat".split())
_WHERE = frozenset(
    "in at near outside around across inside through throughout off along within".split()
)
# Nouns for parts and places of a state, and bodies that may have their seat's name behind them.
_SITES = frozenset(
    """town city village capital province region state district department county prefecture
    governorate territory area part north south east west northeast northwest southeast
    southwest centre center suburb neighbourhood neighborhood enclave island peninsula valley
    port stronghold republic""".split()
)
_SEATED = frozenset("court tribunal parliament assembly congress legislature ministry".split())
_COMING = frozenset(("arrive", "land", "touch", "due", "await", "stop"))
_PLURAL_TAGS = frozenset(("NNS", "NNPS"))


def extent(head: Token) -> tuple[Token, Token]:
    """The first and last token of the phrase, without clauses, appositions, coordination."""
    kept = {head.i}
    _collect(head, kept)
    first = last = head.i
    while first - 1 in kept:
        first -= 1
    while last + 1 in kept:
        last += 1
    doc = head.doc
    while first < head.i and (doc[first].is_punct or doc[first].dep_ in ("preconj", "advmod")):
        if doc[first].dep_ == "advmod" and doc[first].head.dep_ in ("nummod", "amod"):
            break
        first += 1
    while last > head.i and (doc[last].is_punct or doc[last].tag_ == "POS"):
        last -= 1
    return doc[first], doc[last]


def _collect(head: Token, kept: set[int]) -> None:
    for child in head.children:
        if child.i < head.i:
            if child.dep_ in _LEFT and child.dep_ != "prep":
                kept.update(t.i for t in child.subtree if t.i < head.i)
        elif child.dep_ == "prep" and child.lower_ in _TAILS:
            objects = [t for t in child.children if t.dep_ == "pobj"]
            if objects and _belongs(child.lower_, head, objects[0]):
                kept.update(range(child.i, objects[0].i + 1))
                _collect(objects[0], kept)
        elif child.dep_ in _RIGHT or (child.dep_ == "punct" and child.text in "-'’"):
            kept.update(t.i for t in child.subtree)
        elif child.dep_ == "case":
            kept.add(child.i)


def _belongs(preposition: str, head: Token, noun: Token) -> bool:
    """Whether a prepositional phrase says whose or where its noun is, and not when or what for."""
    if noun.ent_type_ in ("DATE", "TIME", "CARDINAL", "MONEY", "PERCENT"):
        return preposition == "of" and noun.ent_type_ == "CARDINAL"
    named = noun.pos_ == "PROPN" or noun.ent_type_ in ("GPE", "LOC")
    if head.pos_ == "PROPN":
        return preposition == "of" or (preposition == "in" and named and head.lower_ in _SEATED)
    if preposition in ("of", "for", "from"):
        return True
    if preposition in ("in", "at"):
        return named or noun.lower_ in _SITES
    return head.dep_ != "dobj" or noun.pos_ == "PROPN"


def coordinated(head: Token) -> tuple[Token, ...]:
    """The head and the nouns joined to it by `and`, `or` or commas, in order."""
    found = [head]
    for child in head.children:
        if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM"):
            found += coordinated(child)
    return tuple(found)


def appositions(head: Token) -> Iterator[Token]:
    """Nouns that name the same: `Berri, the speaker`; `the speaker, Berri`."""
    for child in head.children:
        if child.dep_ == "appos" and child.pos_ in ("NOUN", "PROPN"):
            yield child
    if head.dep_ == "appos" and head.head.pos_ in ("NOUN", "PROPN"):
        yield head.head


def is_plural(head: Token) -> bool:
    """Whether the phrase counts more than one."""
    return head.tag_ in _PLURAL_TAGS or head.lower_ in ("police", "people")


def is_proper(head: Token) -> bool:
    """Whether the word is a name; the tagger takes some names of persons for other words."""
    return head.pos_ == "PROPN" or (
        head.ent_type_ == "PERSON"
        and head.text[0].isupper()
        and head.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "dative", "poss", "conj", "appos")
        and head.pos_ != "PRON"
    )


def is_subject(head: Token) -> bool:
    """Whether the phrase is what its clause tells of."""
    return head.dep_ in ("nsubj", "nsubjpass")


def determiner(head: Token) -> str:
    """`the`, `both`, `his` ...: the word that says whether the phrase is known already, or ""."""
    for child in head.children:
        if child.dep_ in ("det", "predet", "poss") and child.i < head.i:
            return child.lower_ if child.dep_ != "poss" or child.tag_ == "PRP$" else ""
    return ""


def clause_speaker(token: Token) -> Token | None:
    """The subject of the nearest governing verb that has another one: whose words these are."""
    verb = token
    while verb.head != verb:
        verb = verb.head
        if verb.pos_ not in ("VERB", "AUX"):
            continue
        for child in verb.children:
            if is_subject(child) and child.lower_ not in ("i", "we") and token not in child.subtree:
                return child
    return None


def is_location(head: Token) -> bool:
    """Whether the phrase says where: `in Geneva`, `near the capital`. Whoever arrives in a
    capital visits its government."""
    return (
        head.dep_ == "pobj" and head.head.lower_ in _WHERE and head.head.head.lemma_ not in _COMING
    )


def listed(head: Token) -> tuple[Token, ...]:
    """The nouns joined to the head, also where the parser makes a list an apposition or two
    subjects: `the Council of Rivers (COR), Kenya and Chad`."""
    found = list(coordinated(head))
    if head.pos_ != "PROPN" or is_plural(head):
        return tuple(found)
    for other in head.rights:
        names = coordinated(other) if other.dep_ == "appos" else ()
        if len(names) > 1 and all(t.pos_ == "PROPN" for t in names):
            found += [t for t in names if t not in found]
    if is_subject(head):
        for other in head.head.lefts:
            if other.i > head.i and other.dep_ == head.dep_ and other.pos_ == "PROPN":
                before = other.left_edge.i - 1
                if head.doc[before].text == ",":
                    found += [t for t in coordinated(other) if t not in found]
    return tuple(found)


def shouted(token: Token) -> bool:
    """Whether a word stands in capitals among words that do not: `WHO`, `US`."""
    return (
        len(token) > 1 and token.is_upper and not all(t.is_upper for t in token.sent if t.is_alpha)
    )


def kind_of_name(head: Token) -> str:
    """What an unknown name names, by its entity type and its place; "" for no actor."""
    if head.pos_ not in ("PROPN", "NOUN") or not head.text[0].isupper():
        return ""
    if head.ent_type_ in ("PERSON", "ORG", "NORP"):
        return {"PERSON": "person", "ORG": "organisation"}.get(head.ent_type_, "group")
    acts = head.dep_ in ("nsubj", "agent", "poss") and head.head.pos_ in ("VERB", "NOUN")
    if head.ent_type_ not in ("", "GPE") or not acts or head.is_sent_start or is_plural(head):
        return ""
    if any(t.dep_ == "det" for t in head.lefts):
        return "organisation" if head.pos_ == "PROPN" else ""
    return "organisation" if shouted(head) else "person"


def ends_name(head: Token) -> bool:
    """Whether a word ends a person's name of several words, or follows `Mr`, `Mrs`, `Ms`."""
    before = head.nbor(-1) if head.i else head
    if head.pos_ != "PROPN" or head.ent_type_ != "PERSON" or before == head:
        return False
    return before.lower_ in ("mr", "mr.", "mrs", "mrs.", "ms", "ms.") or (
        before.ent_type_ == "PERSON" and head.ent_iob_ == "I" and before.pos_ == "PROPN"
    )


def name_start(head: Token) -> Token:
    """The first word of the name that the head ends."""
    first = head
    while first.i and first.ent_iob_ == "I" and first.nbor(-1).ent_type_ == "PERSON":
        first = first.nbor(-1)
    return first


def own_name(head: Token, titles: frozenset[str]) -> Token:
    """The first word of the name that the head ends, after titles and articles."""
    first = head
    while first.i and first.nbor(-1).ent_type_ == head.ent_type_ != "":
        before = first.nbor(-1)
        if before.tag_ == "POS" or before.ent_iob_ == "O" or first.ent_iob_ == "B":
            break
        first = before
    while first.i < head.i and (
        first.pos_ in ("DET", "ADP") or first.is_punct or first.lower_ in titles
    ):
        first = first.nbor(1)
    return first
