"""Is an act told as done, as planned, as merely possible, or as not done?

Reads the words in an act's scope (its trigger, its light verb, the operators above it) and
the clauses around them. Negation outranks possibility, possibility the future.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from polybius.tokens import Token

_ORDER = {None: 0, "actual": 0, "future": 1, "hypothetical": 2, "negated": 3}
_NEGATIVE = frozenset({"not", "n't", "never", "no", "nor", "neither", "hardly", "without"})
_NOBODY = frozenset({"nobody", "none", "noone", "nothing", "neither"})
_NEARLY = frozenset({"nearly", "almost"})
_FUTURE = frozenset({"will", "shall", "'ll", "wo"})
_MODAL = frozenset({"would", "could", "might", "may", "should", "must", "can", "ca", "ought", "'d"})
_DEMANDING = frozenset({"must", "should", "ought"})
_AHEAD = frozenset({"next", "coming", "later"})
_NOT_YET = frozenset({"until", "till", "once"})
_CONDITIONAL = frozenset({"if", "unless", "whether", "lest"})
# Who phones or writes to say something, has said it.
_MESSAGES = frozenset(
    """call phone telephone ring write visit meet summon address contact tweet speak appear
    issue""".split()
)
_SAYING = frozenset(
    """express convey voice thank congratulate apologise apologize protest complain demand urge ask
    warn assure reassure reiterate condemn denounce offer praise welcome deliver announce
    declare""".split()
)
_REAL_PURPOSE = frozenset({"decide", "manage", "use", "continue", "begin", "start", "go"})


def stronger(one: str | None, other: str | None) -> str | None:
    """The status that outranks the other; None (told as done) is outranked by all."""
    return one if _ORDER[one] >= _ORDER[other] else other


def status_of(scope: Iterable[Token], words: Mapping[str, str]) -> str | None:
    """The status that the words around an act's scope give it; None where it is told as done.

    `words` are the codebook's status words (`planned`, `possible`, ...).
    """
    found: str | None = None
    tokens = tuple(scope)
    inside = frozenset(t.i for t in tokens)
    for token in tokens:
        if token.pos_ in {"VERB", "AUX"}:
            found = stronger(found, _of_verb(token, inside))
        else:
            found = stronger(found, _of_noun(token, words))
    return found


def demands(verb: Token) -> bool:
    """Whether a verb says that its subject must or should do something."""
    for child in verb.children:
        if child.dep_ == "aux" and child.lower_ in _DEMANDING and child.i < verb.i:
            return not is_supposed(verb)
    head = verb.head
    return verb.dep_ == "xcomp" and head.lemma_ in {"need", "have"} and head.tag_ != "VB"


def withholds(verb: Token) -> bool:
    """Whether a verb is plainly negated: "does not recognise", "did not accept"."""
    return any(c.dep_ == "neg" for c in verb.children) and not any(
        c.dep_ == "aux" and c.lemma_ in {"have", "could", "would"} for c in verb.children
    )


def lacks(verb: Token) -> bool:
    """Whether a verb has no object: "showed no interest in talks"."""
    return any(
        c.dep_ == "dobj" and any(d.dep_ == "det" and d.lower_ == "no" for d in c.children)
        for c in verb.children
    )


def refuses(verb: Token) -> bool:
    """Whether a verb says that its subject will not do something ("will not meet")."""
    children = list(verb.children)
    if any(c.dep_ == "aux" and c.lemma_ == "have" for c in children):
        return False  # "would not have stopped": counterfactual
    return any(c.lower_ in {"will", "wo", "would"} and c.dep_ == "aux" for c in children) and any(
        c.dep_ == "neg" for c in children
    )


def _of_verb(verb: Token, inside: frozenset[int] = frozenset(), depth: int = 0) -> str | None:
    found = "future" if _is_scheduled(verb) else None
    has_subject = False
    for child in verb.children:
        if _negates(child, verb):
            found = "negated"
        elif child.dep_ in {"aux", "auxpass"} and child.i < verb.i:
            told = child.lower_ == "would" and (_reported(verb) or _is_dated_ahead(verb))
            if child.lower_ in _FUTURE or told:
                found = stronger(found, "future")
            elif child.lower_ in _MODAL:
                found = stronger(found, "hypothetical")
        elif _is_condition(child):
            found = stronger(found, "hypothetical")
        elif child.lower_ in _NOT_YET and child.dep_ in {"mark", "advmod"} and _is_present(verb):
            found = stronger(found, "future")  # "until their demands are met"
        elif child.dep_ in {"nsubj", "nsubjpass"}:
            has_subject = True
            if child.lower_ in _NOBODY or any(
                c.dep_ == "det" and c.lower_ in {"no", "neither"} for c in child.children
            ):
                found = "negated"
    if verb.sent[-1].text == "?" and verb.dep_ in {"ROOT", "conj", "advcl", "xcomp", "ccomp"}:
        found = stronger(found, "hypothetical")
    head = verb.head
    if head == verb or depth > 4:
        return found
    # "would host talks and send aid"
    shares = verb.tag_ in {"VB", "VBN", "VBG"} and not any(c.tag_ == "MD" for c in verb.children)
    if verb.dep_ == "conj" and not has_subject and shares and head.pos_ in {"VERB", "AUX"}:
        return stronger(found, _of_verb(head, inside, depth + 1))
    if verb.dep_ in {"xcomp", "advcl", "acl", "relcl"} and _is_infinitive(verb):
        # An operator of the scope above says itself what becomes of its infinitive.
        return found if head.i in inside else stronger(found, _of_infinitive(verb, depth))
    if verb.dep_ in {"pcomp", "xcomp"} and head.pos_ in {"VERB", "AUX", "ADP"}:
        if head.lower_ == "without":
            return "negated"
        above = head.head if head.pos_ == "ADP" else head
        if above.pos_ in {"VERB", "AUX"} and above != verb:
            return stronger(found, _of_verb(above, inside, depth + 1))
    if verb.dep_ == "advcl" and not has_subject and verb.tag_ == "VBG":
        return stronger(found, _modality(head, depth))
    if verb.dep_ in {"advcl", "relcl", "ccomp", "xcomp"} and _in_condition(verb):
        return stronger(found, "hypothetical")
    return found


def _reported(verb: Token) -> bool:
    """Whether "would" is but "will" told in the past: "said that it would send aid"."""
    if any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children):
        return False
    if any(_is_condition(m) for c in verb.children if c.dep_ == "advcl" for m in c.children):
        return False
    at = verb
    while at.dep_ == "conj" and at.head != at:
        at = at.head
    return at.dep_ == "ccomp" and at.head.tag_ in {"VBD", "VBN"} and not _in_condition(verb)


def _is_dated_ahead(verb: Token) -> bool:
    """Whether a clause has a time still to come, by its words: "would meet next month"."""
    for child in verb.children:
        if child.dep_ == "npadvmod" and any(c.lower_ in _AHEAD for c in child.children):
            return True
        if child.lower_ == "tomorrow":
            return True
    return False


def _is_scheduled(verb: Token) -> bool:
    """Whether the present tells of what is to come: "visits Oslo next month", "is visiting"."""
    tag = verb.tag_
    if tag == "VBG":
        tag = next((c.tag_ for c in verb.children if c.dep_ == "aux" and c.lemma_ == "be"), tag)
    elif any(c.dep_ in {"aux", "auxpass"} for c in verb.children):
        return False
    return tag in {"VBZ", "VBP"} and _is_dated_ahead(verb)


def _is_infinitive(verb: Token) -> bool:
    return any(c.tag_ == "TO" for c in verb.children)


def _of_infinitive(verb: Token, depth: int) -> str | None:
    """An infinitive is not yet done, but for those after words that say it was."""
    head = verb.head
    told = head.lemma_ in _MESSAGES and verb.lemma_ in _SAYING
    if (told or head.lemma_ in _REAL_PURPOSE) and head.pos_ in {"VERB", "AUX"}:
        return _of_verb(head, depth=depth + 1)
    if verb.dep_ in {"acl", "relcl"} and head.lemma_ in {"decision", "move", "first", "last"}:
        return None
    return "hypothetical"


def _modality(verb: Token, depth: int) -> str | None:
    if verb.pos_ not in {"VERB", "AUX"}:
        return None
    above = _of_verb(verb, depth=depth + 1)
    return above if above in {"future", "hypothetical"} else None


def _negates(child: Token, verb: Token) -> bool:
    """Whether a word on a verb says that it did not happen: "not", "no longer", "nearly"."""
    if child.dep_ == "neg":
        return True
    if child.dep_ not in {"advmod", "det"}:
        return False
    if child.lower_ == "longer":
        return any(c.lower_ == "no" for c in child.children)
    return child.lower_ in _NEGATIVE or (child.lower_ in _NEARLY and child.i < verb.i)


def _is_present(verb: Token) -> bool:
    tags = {verb.tag_, *(c.tag_ for c in verb.children if c.dep_ in {"aux", "auxpass"})}
    return bool(tags & {"VBZ", "VBP"}) and "VBD" not in tags


def _is_condition(mark: Token) -> bool:
    """Whether a word makes its clause a condition; "even if" does not: what it says is so."""
    if mark.dep_ != "mark" or mark.lower_ not in _CONDITIONAL:
        return False
    return mark.i == 0 or mark.nbor(-1).lower_ != "even"


def is_supposed(verb: Token) -> bool:
    """Whether a clause is but supposed, without an "if": "had they fired", "were Iran to attack",
    "wished that he had gone"."""
    if verb.dep_ == "ccomp" and verb.head.lemma_ == "wish":
        return True
    if _is_inverted(verb, "should") and verb.sent[-1].text != "?":
        return True
    if verb.dep_ not in {"advcl", "ccomp"} or verb.i > verb.head.i:
        return False
    if verb.lower_ == "were":
        subjects = [c for c in verb.children if c.dep_ == "nsubj" and c.i > verb.i]
        return bool(subjects) and any(c.dep_ == "xcomp" for c in verb.children)
    return _is_inverted(verb, "had")


def _is_inverted(verb: Token, helper: str) -> bool:
    """Whether a helping verb stands before the subject: "should Oman refuse"."""
    helpers = [c.i for c in verb.children if c.dep_ == "aux" and c.lower_ == helper]
    subjects = [c.i for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}]
    return bool(helpers and subjects) and helpers[0] < subjects[0]


def _in_condition(verb: Token) -> bool:
    at = verb
    for _ in range(4):
        if any(_is_condition(c) for c in at.children) or is_supposed(at):
            return True
        if at.head == at:
            return False
        at = at.head
    return False


def _of_noun(noun: Token, words: Mapping[str, str]) -> str | None:
    found: str | None = None
    definite = False
    for child in noun.children:
        if child.dep_ == "det":
            if child.lower_ in {"no", "neither"}:
                return "negated"
            definite = definite or child.lower_ in {"the", "this", "that", "these", "those"}
        elif child.dep_ in {"amod", "compound"}:
            found = stronger(found, words.get(child.lower_))
        elif child.dep_ == "poss":
            definite = True
    if noun.dep_ == "pobj" and noun.head.lower_ == "without":
        return "negated"
    if (
        found is None
        and not definite
        and noun.dep_ in {"dobj", "nsubjpass", "pobj", "attr", "nsubj"}
    ):
        verb = noun.head.head if noun.dep_ == "pobj" else noun.head
        while verb.dep_ in {"pobj", "prep"} and verb.head != verb:
            verb = verb.head  # "may meet as part of talks"
        if verb.pos_ in {"VERB", "AUX"}:
            return _of_verb(verb, depth=3)
    return found


def is_conditional(scope: Iterable[Token]) -> bool:
    """Whether an act is to come only if something else does or does not: "will ... unless"."""
    for token in scope:
        at = token
        while at.dep_ in {"conj", "xcomp"} and at.head != at:
            at = at.head
        for verb in {token, at}:
            clauses = (c for c in verb.children if c.dep_ == "advcl")
            if any(_is_condition(mark) for clause in clauses for mark in clause.children):
                return True
    return False


def told_before(scope: Iterable[Token]) -> bool:
    """Whether a past perfect puts an act before what is told ("had already been sentenced").

    In reported speech the form is but the past of the speaker's own words.
    """
    for token in scope:
        if any(c.dep_ in {"aux", "auxpass"} and c.lower_ == "had" for c in token.children):
            return token.dep_ != "ccomp"
    return False
