"""How many were killed, hurt, arrested, driven out or out on the streets.

A figure belongs to the act whose harm it tells: under the act ("attacked, killing 12"),
above it ("12 died in the attack"), beside it ("...; 12 people were hurt") or in a sentence
after it that tells of nothing but the toll. The figures themselves are read in `quantity`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Literal

from polybius.events.act import Act
from polybius.events.clauses import ancestors, clause_of
from polybius.events.quantity import Quantity, quantities
from polybius.parse import Parse, Sentence
from polybius.record import Count, Counts
from polybius.tokens import Token

Kind = Literal["killed", "injured", "arrested", "displaced", "crowd"]

# Words of harm and what they count: those it is done to, those it happens to.
_DONE: dict[str, Kind] = {
    "kill": "killed", "slay": "killed", "massacre": "killed", "behead": "killed",
    "execute": "killed", "murder": "killed", "assassinate": "killed", "hang": "killed",
    "injure": "injured", "wound": "injured", "hurt": "injured", "maim": "injured",
    "displace": "displaced", "uproot": "displaced", "evict": "displaced",
}  # fmt: skip
_HAPPENS: dict[str, Kind] = {"die": "killed", "perish": "killed", "flee": "displaced"}
_STATES: dict[str, Kind] = {
    "dead": "killed", "wounded": "injured", "injured": "injured", "hurt": "injured",
    "homeless": "displaced",
}  # fmt: skip
_NOUNS: dict[str, Kind] = {
    "death": "killed", "fatality": "killed", "killing": "killed", "murder": "killed",
    "execution": "killed", "massacre": "killed", "injury": "injured",
}  # fmt: skip
_JAILS = frozenset({"jail", "imprison"})
_TAKES_LIVES = frozenset({"claim", "cost", "take"})
_DRIVES = frozenset({"drive", "force", "chase", "send"})
_LEAVES = frozenset({"flee", "leave", "abandon"})
_HOMES = frozenset({"home", "house", "village", "land", "country"})
_NOBODY = frozenset({"nobody", "no-one"})
# Which types of act have which figures.
_HARMS = {
    "ASSAULT": frozenset({"killed", "injured", "displaced"}),
    "PROTEST": frozenset({"killed", "injured"}),
    "COERCE": frozenset({"killed", "injured", "displaced"}),
    "SANCTION": frozenset({"displaced"}),
}
# What follows these tells of another time or another reason, not of the act.
_APART = frozenset(
    "after before since because over against for following despite although though if unless "
    "until like than".split()
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_BESIDE = frozenset({"conj", "parataxis", "ccomp", "dep"})
_NOT_PEOPLE = frozenset(
    """second minute hour day week month year time percent kilometre kilometer mile metre meter
    acre dollar euro pound union party group organisation organization state country nation city
    town village district lorry truck tractor car house building school""".split()
)
_GATHERED = frozenset({"crowd", "group", "total", "number", "gathering", "march", "rally"})


def counts_of(act: Act, parse: Parse) -> tuple[Count, ...]:
    """The figures of an act, in its own sentence or in a toll told right after it."""
    found = list(_own(act, parse))
    if act.type == "ASSAULT":
        found += _toll_after(act, parse, {count.kind for count in found})
    return tuple(dict.fromkeys(found))


def summed(counts: Sequence[Count]) -> Counts:
    """One figure a kind: the highest lower bound that the mentions give."""
    best: dict[str, int] = {}
    for count in counts:
        best[count.kind] = max(best.get(count.kind, 0), count.low)
    return Counts(**best)


def _own(act: Act, parse: Parse) -> Iterator[Count]:
    sentence = act.sentence
    if act.type == "PROTEST" and act.mode != "hunger":
        yield from _count("crowd", _marchers(act), sentence, parse)
    if (act.type == "COERCE" and act.mode == "arrest") or act.trigger.lemma_ in _JAILS:
        yield from _count("arrested", _arrested(act), sentence, parse)
    harms = _HARMS.get(act.type, frozenset())
    for word in sentence.tokens:
        kind = _harm(word)
        if kind in harms and _belongs(word, act):
            yield from _count(kind, _victims(word), sentence, parse)


def _toll_after(act: Act, parse: Parse, known: set[Kind]) -> Iterator[Count]:
    """Figures of the next sentence, if it says nothing but how many came to harm."""
    if act.sentence.index + 1 >= len(parse.sentences):
        return
    sentence = parse.sentences[act.sentence.index + 1]
    top = sentence.tokens.root
    saying = [c for c in top.children if c.dep_ in {"ccomp", "parataxis"} and _is_toll(c)]
    tolls = [top] if _is_toll(top) else saying
    if sentence.kind != "body" or not tolls or any(_elsewhere(toll) for toll in tolls):
        return
    if sentence.paragraph != act.sentence.paragraph and not any(map(_points_back, tolls)):
        return
    for word in chain.from_iterable((toll, *toll.conjuncts) for toll in tolls):
        if _is_toll(word) and (kind := _harm(word)) and kind not in known:
            yield from _count(kind, _victims(word), sentence, parse)


def _harm(word: Token) -> Kind | None:
    """What a word counts, if it is one of harm."""
    lemma = word.lemma_.lower()
    if word.pos_ in {"VERB", "AUX"}:
        if lemma in _TAKES_LIVES | {"lose"} and _lives(word) is not None:
            return "killed"
        if lemma in _DRIVES and _driven_out(word):
            return "displaced"
        if lemma == "leave":
            return None
        return _DONE.get(lemma) or _HAPPENS.get(lemma)
    if word.lower_ in _STATES and not any(c.dep_ == "det" for c in word.children):
        return _STATES[word.lower_]
    return _NOUNS.get(lemma) if word.pos_ == "NOUN" else None


def _lives(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ == "dobj" and c.lemma_ in {"life"}), None)


def _driven_out(verb: Token) -> bool:
    """Whether a verb of moving says that people lost their homes."""
    for child in verb.children:
        if child.dep_ in {"xcomp", "ccomp"} and child.lemma_ in _LEAVES:
            return True
        if child.dep_ == "prep" and child.lower_ in {"from", "out"}:
            return any(t.lemma_ in _HOMES for t in child.subtree)
    return False


def _victims(word: Token) -> list[Token]:
    """The heads of the phrases that say who came to harm."""
    lemma = word.lemma_.lower()
    if word.pos_ not in {"VERB", "AUX"}:
        if lemma in _NOUNS and word.lower_ not in _STATES:
            of = [t for c in word.children if c.lower_ == "of" for t in c.children]
            return [word, *(t for t in of if t.dep_ == "pobj")]
        return _in_state(word)
    if (lives := _lives(word)) is not None and lemma in _TAKES_LIVES | {"lose"}:
        of = [t for c in lives.children if c.lower_ == "of" for t in c.children]
        losers = [c for c in word.children if c.dep_ == "nsubj"] if lemma == "lose" else []
        return [lives, *of, *losers]
    wanted = {"nsubj"} if lemma in _HAPPENS else {"dobj", "nsubjpass"}
    found = [c for c in word.children if c.dep_ in wanted] or _victims_around(word)
    return [_antecedent(each) for each in found]


def _victims_around(word: Token) -> list[Token]:
    """Who came to harm where the grammar does not make it the verb's own object."""
    if word.lemma_ in _LEAVES:  # "forcing 30,000 people to flee"
        return [c for c in word.head.children if c.dep_ == "dobj"]
    if word.tag_ == "VBG":  # "killing five, a monitor said", read as "five said"
        clauses = [c for c in word.children if c.dep_ == "ccomp"]
        return [c for clause in clauses for c in clause.children if c.dep_ == "nsubj"]
    if word.tag_ != "VBN" or any(c.lemma_ == "have" for c in word.children):
        return []
    own = [c for c in word.children if c.dep_ == "nsubj"]  # "with 12 people killed"
    if own or word.dep_ not in {"acl", "xcomp", "oprd"}:
        return own
    if word.dep_ == "acl":
        return [word.head]
    return [c for c in word.head.children if c.dep_ in _SUBJECTS]


def _antecedent(token: Token) -> Token:
    """What "who" or "that" stands for."""
    relative = token.tag_ in {"WP", "WDT"} and token.head.dep_ == "relcl"
    return token.head.head if relative else token


def _in_state(word: Token) -> list[Token]:
    """Who is said to be dead, hurt or homeless: "left 12 people dead", "12 dead in blast"."""
    if word.dep_ == "amod":
        return [word.head]
    found = [c for c in word.children if c.dep_ in {"nummod", "nsubj"}]
    verb = word.head
    if not found and verb.pos_ in {"VERB", "AUX"}:
        sides = {"dobj", "nsubjpass"} if verb.lemma_ == "leave" else {"nsubj", "dobj", "nsubjpass"}
        found = [c for c in verb.children if c.dep_ in sides]
    if not found and word.i > word.sent.start and word.nbor(-1).pos_ in {"NOUN", "NUM"}:
        found = [word.nbor(-1)]
    return found


def _belongs(word: Token, act: Act) -> bool:
    """Whether a word of harm tells what the act did."""
    scope = {token.i for token in act.scope}
    if word.i in scope:
        return True
    return _under(word, act, scope) or _above(word, act) or _beside(word, act)


def _under(word: Token, act: Act, scope: set[int]) -> bool:
    """The harm stands in the act's own phrase: "attacked, killing 12", "attack that killed 12"."""
    at = word
    while at.head != at:
        if _is_apart(at) or (at.dep_ in _BESIDE and _is_another(at)):
            return False
        if act.type != "ASSAULT" and at.dep_ in {"prep", "ccomp"}:
            return False
        told = at.head.i in scope or _told_of(at, scope)
        if at.dep_ in {"relcl", "acl"} and not told:
            return False  # the harm of another act: "razed the home of a man who killed two"
        if told:
            return True
        at = at.head
    return False


def _told_of(word: Token, scope: set[int]) -> bool:
    """Whether a participle hangs on the speech about an act: "fell, they said, killing 12"."""
    return word.tag_ == "VBG" and any(
        c.dep_ == "ccomp" and c.i in scope and c.i < word.i for c in word.head.children
    )


def _above(word: Token, act: Act) -> bool:
    """The act is what did the harm, or its occasion: "12 died in the attack"."""
    for token in act.scope:
        at = token
        while at.head != at and at.dep_ not in {*_BESIDE, "relcl", "appos", "ROOT", "acl"}:
            link, at = at.dep_, at.head
            if at.pos_ not in {"VERB", "AUX"}:
                continue
            if link == "advcl":  # "12 died when rebels attacked"
                return _is_toll(at) and _is_predicate(word, at)
            if link in {"prep", "agent", *_SUBJECTS} or token.dep_ in {"pobj", "compound"}:
                return _is_predicate(word, at)
            break
    return False


def _is_predicate(word: Token, verb: Token) -> bool:
    """Whether the harm is the verb, its complement, or a verb that goes on from it."""
    at = word
    while at != verb:
        if at.head == at or _is_apart(at) or at.dep_ in {"relcl", "advcl", "nsubj", "pobj"}:
            return False
        if at.dep_ in _BESIDE and _is_another(at) and not (at.head == verb and at.dep_ == "conj"):
            return False
        at = at.head
    return True


def _beside(word: Token, act: Act) -> bool:
    """A clause that tells of the toll alone and hangs on the act's: "...; 12 were hurt"."""
    if not _is_toll(word) or _elsewhere(word):
        return False
    occasions = [c for c in word.children if c.dep_ == "advcl"]
    if occasions:  # "12 died when rebels attacked": _above has seen to it
        return False
    at = word
    while at.dep_ in _BESIDE and at.head != at:
        at = at.head
        if not _is_toll(at):
            break
    above = {token.i for token in ancestors(clause_of(act.trigger))}
    return at.i in above and act.type != "COERCE"


def _is_toll(verb: Token) -> bool:
    """Whether a verb says only that people came to harm, not who did it."""
    if any(c.dep_ == "agent" for c in verb.children):
        return False
    if verb.dep_ == "conj" and verb.lower_ in _STATES and _own_subject(verb):
        return True  # "16 were killed and nine injured"
    if verb.pos_ not in {"VERB", "AUX"}:
        return False
    if verb.lemma_ in _HAPPENS or (verb.lemma_ == "lose" and _lives(verb) is not None):
        return any(c.dep_ == "nsubj" for c in verb.children)
    if verb.lemma_ not in _DONE:
        return False
    if any(c.dep_ == "nsubjpass" for c in verb.children):
        return True
    return verb.dep_ == "conj" and verb.tag_ == "VBN" and not _is_transitive(verb)


def _is_another(verb: Token) -> bool:
    """Whether a clause beside another tells of an act of its own: "... and killed their guard".

    A harm that goes on from a harm does not: "killed 12 and injured 30".
    """
    if _own_subject(verb):
        return True
    return _is_transitive(verb) and not (_harm(verb) and _harm(verb.head))


def _is_transitive(verb: Token) -> bool:
    return any(c.dep_ == "dobj" for c in verb.children) and verb.tag_ != "VBG"


def _own_subject(verb: Token) -> bool:
    return any(c.dep_ in _SUBJECTS for c in verb.children)


def _is_apart(word: Token) -> bool:
    """Whether a phrase or clause is set apart by a word like "after" or "because"."""
    if word.dep_ == "prep":
        return word.lower_ in _APART
    if word.dep_ not in {"advcl", "pcomp"}:
        return False
    return any(c.lower_ in _APART for c in word.children if c.dep_ in {"mark", "advmod", "prep"})


def _elsewhere(verb: Token) -> bool:
    """Whether a toll names an occasion of its own: "died in a crash"."""
    return any(
        c.lower_ in {"a", "an", "another"}
        for prep in verb.children
        if prep.dep_ == "prep" and prep.lower_ in {"in", "during", "from", "of"}
        for noun in prep.children
        if noun.pos_ == "NOUN"
        for c in noun.children
        if c.dep_ == "det"
    )


def _points_back(verb: Token) -> bool:
    """Whether a toll says which harm it means: "died in the attack"."""
    return any(
        c.lower_ in {"the", "this", "that", "these", "those"}
        for prep in verb.children
        if prep.dep_ == "prep" and prep.lower_ in {"in", "during", "from", "by"}
        for noun in prep.children
        if noun.pos_ == "NOUN"
        for c in noun.children
        if c.dep_ == "det"
    )


def _marchers(act: Act) -> list[Token]:
    """Who takes part in a protest: its subject, or what its noun or verb is of."""
    found: list[Token] = list(act.actors)
    for token in act.scope:
        for child in token.children:
            gathered = child.dep_ == "dobj" and child.lemma_ in _GATHERED
            if gathered or child.dep_ in {"nsubj", "nsubjpass", "nummod"}:
                found.append(child)
            elif child.dep_ in {"prep", "agent"} and child.lower_ in {"of", "by"}:
                found += [c for c in child.children if c.dep_ == "pobj"]
            elif child.dep_ in {"relcl", "acl"} and child.lemma_ in {"draw", "attract", "attend"}:
                found += [t for t in child.subtree if t.dep_ in {"dobj", "pobj"}]
        if token.dep_ in _SUBJECTS and token.head.lemma_ in {"draw", "attract", "bring"}:
            found += [c for c in token.head.children if c.dep_ == "dobj"]
    return [t for t in found if t.lemma_.lower() not in _NOT_PEOPLE]


def _arrested(act: Act) -> list[Token]:
    """Who is arrested: what the verb or noun is done to, or the noun's own number."""
    found: list[Token] = list(act.recipients)
    for token in act.scope:
        for child in token.children:
            if child.dep_ in {"dobj", "nsubjpass", "nummod"}:
                found.append(child)
            elif child.lower_ == "of" and token.pos_ == "NOUN":
                found += [c for c in child.children if c.dep_ == "pobj"]
    return found


def _count(kind: Kind, heads: Iterable[Token], sentence: Sentence, parse: Parse) -> Iterator[Count]:
    """The figure of some phrases; conjoined ones are added up ("two officers and a guard")."""
    for head in dict.fromkeys(heads):
        figures = [q for part in _parts(head) if (q := _figure(part, sentence, parse))]
        if figures:
            low = sum(q.low for q in figures)
            highs = [q.high for q in figures if q.high is not None]
            high = sum(highs) if len(highs) == len(figures) else None
            start, end = figures[0].start, figures[-1].end
            yield Count(kind, low, high, start, end, parse.text[start:end])
            return
        if head.lower_ in _NOBODY or _is_no(head):
            span = parse.span(sentence, head.left_edge, head)
            yield Count(kind, 0, 0, span.start, span.end, span.text)
            return


def _parts(head: Token) -> list[Token]:
    """A phrase and those conjoined to it; of "a crowd of 300" what it is made of."""
    heads = [head, *head.conjuncts] if head.dep_ != "conj" else [head]
    out: list[Token] = []
    for each in heads:
        of = [t for c in each.children if c.lower_ == "of" for t in c.children if t.dep_ == "pobj"]
        out += of if each.lemma_ in _GATHERED and of else [each]
    return [t for t in out if t.lemma_.lower() not in _NOT_PEOPLE]


def _is_no(head: Token) -> bool:
    if head.lower_ == "one":
        return head.i > 0 and head.nbor(-1).lower_ == "no"
    return any(c.dep_ == "det" and c.lower_ == "no" for c in head.children)


def _figure(head: Token, sentence: Sentence, parse: Parse) -> Quantity | None:
    """The first quantity in a noun phrase up to its head, in the article's offsets."""
    left, right = sentence.start_of(head.left_edge), sentence.end_of(head)
    text = parse.text[sentence.start : sentence.end]
    for found in quantities(text):
        start, end = found.start + sentence.start, found.end + sentence.start
        if start < right and end > left:
            return Quantity(found.low, found.high, start, end)
    return None
