"""The place of an event, as its own sentence tells it.

A place counts where words of location lead from it to the act: on the act itself ("talks in
Geneva"), on what it is done to ("stormed a camp in Khartoum"), or on its doer ("a court in
Jakarta sentenced"); the object or complement of violence ("shelled Leer", "the bombing of
Aleppo"); a name before an act ("the Geneva talks"). Names of capitals that stand for governments,
and where a speaker is from, are no places of events. Else the grammar passes a place on between
verbs in a series, from "where ..." to the place it hangs on, and from what happened meanwhile
("shot during a march in Gaza", "killed when a bomb went off in Kabul").
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from polybius.events.clauses import clause_of, followers, in_main_clause, told_alike
from polybius.events.draft import Draft
from polybius.events.hosts import taker
from polybius.events.when import SPEECH
from polybius.parse import Parse, Sentence
from polybius.record import Place
from polybius.tokens import Token

_AT = frozenset(
    """in at near outside inside around across throughout within along off through over on
    beside above""".split()
)
# Where an act of movement ends: troops, visits.
_TO = frozenset({"into", "onto", "to"})
_MOVING = frozenset({"MOBILIZE", "CONSULT"})
# What an act meets at its place: its object is there too.
_VIOLENT = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE"})
# What may be done from afar: where its object is, says nothing.
_REMOTE = SPEECH | {"SANCTION", "COOPERATE"}
# What is aimed at the act of another, which is elsewhere.
_AIMED = frozenset({"ACCUSE", "REQUEST", "THREATEN", "REJECT", "SANCTION"})
_MEANWHILE = frozenset({"during", "in", "at", "amid"})
_DIRECT, _WITHIN, _OBJECT, _SUBJECT, _TARGET = range(5)

_Key = tuple[int, int]
_start = attrgetter("start")


@dataclass(frozen=True, eq=False, slots=True)
class _Hosted:
    """A place, how it stands to the act that its words lead to, and by which preposition."""

    place: Place
    how: int
    preposition: str


class PlaceFinder:
    """Gives each draft its place; built for one article from its place names, in their order.

    `is_act` tells whether a noun names an act.
    """

    def __init__(
        self, parse: Parse, places: Sequence[Place], is_act: Callable[[Token], bool]
    ) -> None:
        self._is_act = is_act
        span = parse.page.dateline_span
        self._dateline = next((p for p in places if span and span[0] <= p.start < span[1]), None)
        self._lead = next((s.index for s in parse.sentences if s.kind == "body"), -1)
        self._hosted: dict[_Key, list[_Hosted]] = {}
        for sentence in parse.sentences:
            first = bisect_left(places, sentence.start, key=_start)
            for place in places[first : bisect_left(places, sentence.end, key=_start)]:
                self._host(sentence, place)

    def place_of(self, draft: Draft) -> Place | None:
        """Where the act's words say it happened; None where they do not."""
        found = self._best(draft, draft.scope)
        if found is not None:
            return found
        for other in self._related(draft):
            passed = self._best(draft, [other])
            if passed is not None:
                return passed
        return self._dateline if self._was_seen(draft) else None

    def _related(self, draft: Draft) -> Iterator[Token]:
        """The words by whose place the act's own is known."""
        if draft.token.pos_ not in {"VERB", "AUX"}:
            if draft.token.dep_ in {"dobj", "nsubj", "nsubjpass", "attr"}:
                yield draft.token.head
            return
        for verb in draft.scope:
            if verb.pos_ in {"VERB", "AUX"}:
                yield from _related(verb)

    def _was_seen(self, draft: Draft) -> bool:
        """Whether a reporter saw in the town of the dateline what the lead tells: a court's
        ruling, a protest, a meeting of that country's own people."""
        if self._dateline is None or draft.sentence.index != self._lead:
            return False
        home = self._dateline.country
        own = [a for a in draft.actors if a.country == home]
        court = any("JUD" in a.sectors[:2] for a in own)
        public = draft.type in {"PROTEST", "CONSULT"} and bool(own)
        return draft.status == "actual" and in_main_clause(draft.token) and (court or public)

    def _best(self, draft: Draft, tokens: Sequence[Token], only: int | None = None) -> Place | None:
        found = [
            (_rank(hosted, draft), hosted.place)
            for token in tokens
            for hosted in self._hosted.get(_key(token), ())
            if _holds(hosted, draft)
        ]
        return min(found, key=lambda f: f[0])[1] if found else None

    def _host(self, sentence: Sentence, place: Place) -> None:
        """Note what act or verb the words of a place lead up to."""
        first, last = sentence.token_at(place.start), sentence.token_at(place.end - 1)
        if first is None or last is None or first.tag_ == "JJ":
            return
        if last.ent_type_ == "NORP" and place.level == "country":
            return  # a people, not a place
        at = _name_head(first, last)
        if (told := self._act_before(at)) is not None:
            self._note(told, _Hosted(place, _DIRECT, at.head.lower_))
            return
        if any(c.dep_ == "nummod" and c.ent_type_ == "DATE" for c in at.children):
            return  # "In 2014 Oslo broke off": the parser took the subject into the time
        preposition = ""
        crossed: Token | None = None
        while at.head != at:
            above = at.head
            if above.pos_ in {"ADP", "SCONJ"} or at.dep_ == "pobj":
                if not preposition or preposition == "of":
                    preposition = above.lower_
            elif self._is_act(above) or above.pos_ in {"VERB", "AUX"}:
                how = _how(at, crossed, preposition)
                if how is not None:
                    self._note(above, _Hosted(place, how, preposition))
                    if how == _DIRECT and above.dep_ == "dobj":
                        new = taker(above) is not None
                        within = _WITHIN if new else _OBJECT
                        self._note(above.head, _Hosted(place, within, preposition))
                return
            elif above.pos_ in {"NOUN", "PROPN", "NUM", "PRON", "ADJ"}:
                modifies = at.dep_ in {"compound", "nmod", "amod", "poss"}
                crossed = above if modifies or preposition not in {"", "of"} else crossed
            at = above

    def _act_before(self, at: Token) -> Token | None:
        """The act right before "in Aleppo", where the parser hangs the phrase further up: in
        "call for an inquiry into the airstrikes in Aleppo" on "call"."""
        prep = at.head
        if at.dep_ != "pobj" or prep.lower_ not in _AT or prep.i == prep.sent.start:
            return None
        noun, above = prep.nbor(-1), prep.head
        distant = noun != above and above.pos_ in {"VERB", "AUX"} and noun.head != above
        return noun if distant and noun.pos_ == "NOUN" and self._is_act(noun) else None

    def _note(self, token: Token, hosted: _Hosted) -> None:
        self._hosted.setdefault(_key(token), []).append(hosted)


def _how(at: Token, crossed: Token | None, preposition: str) -> int | None:
    """How a place stands to the act above `at`; None where no words of location lead there."""
    if preposition in {"", "of"}:
        if at.dep_ in {"dobj", "nsubjpass"} or at.lower_ == "of":
            return _TARGET
        return _DIRECT if at.dep_ in {"compound", "nmod"} and at.head.pos_ == "NOUN" else None
    if crossed is None:
        return _DIRECT
    return _SUBJECT if at.dep_ == "nsubj" else _OBJECT


def _holds(hosted: _Hosted, draft: Draft) -> bool:
    """Whether a place that stands so to an act of this type is where it happened."""
    place = hosted.place
    party = any(
        place.start <= a.start and a.end <= place.end
        for a in (*draft.actors, *draft.recipients)
        if not a.implied
    )
    if hosted.how == _TARGET:
        return draft.type in _VIOLENT and place.level != "country"
    if not hosted.preposition:
        return place.level == "city"  # "the Geneva talks", not "the US talks"
    if hosted.preposition in _TO:
        return draft.type in _MOVING and (hosted.how <= _WITHIN or draft.type == "MOBILIZE")
    addressed = party and hosted.preposition == "on" and hosted.how == _DIRECT
    if hosted.preposition not in _AT or (addressed and draft.type not in _VIOLENT):
        return False
    if hosted.how == _DIRECT or draft.token.pos_ not in {"VERB", "AUX"}:
        return True
    if hosted.how == _WITHIN:
        return draft.type not in _AIMED  # "condemned attacks in Kabul"
    return draft.type not in (SPEECH if hosted.how == _SUBJECT else _REMOTE)


def _related(verb: Token) -> Iterator[Token]:
    """The words whose place is that of this verb too, nearest first."""
    head = verb.head
    planned = [c for c in verb.children if c.dep_ == "xcomp"]  # "where she plans to host"
    told = [c for v in (verb, *planned) for c in v.children if c.dep_ in {"mark", "advmod"}]
    marks = {c.lower_ for c in told}
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in _MEANWHILE:
            yield from (c for c in child.children if c.dep_ == "pobj")
        elif child.dep_ == "advcl" and any(c.lower_ == "when" for c in child.children):
            yield child
    if head == verb:
        return
    if "when" in marks and verb.dep_ == "advcl":
        # "Clashes in Leeds hurt six when youths threw stones"
        yield from (c for c in head.children if c.dep_ in {"nsubj", "nsubjpass"})
    if verb.dep_ == "conj" and told_alike(head, verb):
        yield head
        yield from _related(head)
    yield from (other for other in followers(verb) if told_alike(verb, other))
    if "where" in marks and verb.dep_ in {"relcl", "advcl"}:
        yield clause_of(head)
    if verb.dep_ == "advcl" and verb.tag_ == "VBG" and not marks:
        yield head


def _rank(hosted: _Hosted, draft: Draft) -> tuple[int, bool, int, int]:
    start = hosted.place.start
    return hosted.how, hosted.place.level == "country", abs(start - draft.position), start


def _name_head(first: Token, last: Token) -> Token:
    """The word of a name that hangs on none of the others."""
    for token in first.doc[first.i : last.i + 1]:
        if not first.i <= token.head.i <= last.i or token.head == token:
            return token
    return first


def _key(token: Token) -> _Key:
    return (id(token.doc), token.i)
