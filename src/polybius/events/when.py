"""The days of an event, as its own sentence tells them.

In this order: an expression that hangs on the act's words; that of the clause in which a noun
tells the act; what the grammar passes on, with the basis `inherited`: between verbs in a series
("on Monday police fired and arrested"), from the verb of saying ("officials said Monday"), from
a clause of which it is part ("on May 3, when ..."), and by a distance ("a day after", "hours
after"). What passes from sentence to sentence is the work of `storyline.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from polybius.events.clauses import (
    ancestors,
    clause_of,
    distance,
    followers,
    helpers,
    is_past,
    told_alike,
)
from polybius.events.draft import Draft
from polybius.events.hosts import Host, host_of
from polybius.events.quantity import quantity_in
from polybius.parse import Parse, Sentence
from polybius.record import EventDate, TimeExpression
from polybius.times import narrow
from polybius.times.days import ORDER, add, containing
from polybius.tokens import Token

# How many days before publication an event may end and still be part of the story.
_STORY_DAYS = 60
_AFTER = frozenset({"after", "since", "following"})
_SIGNS = {"after": -1, "before": 1}  # of the clause behind them, seen from the one above
_HOURS = frozenset({"hour", "minute", "moment", "second"})
# Behind these a noun tells why, not what happened: "sanctions on Monday over the arrest".
_REASONS = frozenset(
    {"over", "for", "after", "before", "following", "despite", "about", "since", "because", "due"}
)
_PERFECT = frozenset({"has", "have", "'s", "'ve"})
# A speech act is done when it is told: the day of "said on Monday that it would" is its day.
SPEECH = frozenset({"AGREE", "THREATEN", "REQUEST", "ACCUSE", "REJECT", "SUPPORT"})

_Key = tuple[int, int]


class DateFinder:
    """Gives each draft its date; built for one article from its time expressions.

    `is_act` tells whether a noun names an act.
    """

    def __init__(
        self,
        parse: Parse,
        times: Sequence[TimeExpression],
        published: str | None,
        is_act: Callable[[Token], bool] = lambda _: False,
    ) -> None:
        self._published = published if published and len(published) == 10 else None
        self._times: dict[int, list[TimeExpression]] = {}
        self._hosted: dict[_Key, list[tuple[TimeExpression, bool]]] = {}
        self._inside: dict[_Key, TimeExpression] = {}
        self._nights: set[_Key] = set()
        for sentence in parse.sentences:
            for time in times:
                if sentence.start <= time.start < sentence.end:
                    self._place(sentence, time, is_act)

    def _place(
        self, sentence: Sentence, time: TimeExpression, is_act: Callable[[Token], bool]
    ) -> None:
        first, last = sentence.token_at(time.start), sentence.token_at(time.end - 1)
        if first is None or last is None:
            return
        if time.kind == "vague" and first.lower_ == "overnight":
            self._nights.add(_key(clause_of(first)))
        if time.kind != "date" or time.from_ is None or time.to is None:
            return
        self._times.setdefault(sentence.index, []).append(time)
        for token in first.doc[first.i : last.i + 1]:
            self._inside[_key(token)] = time
        past = self._published is not None and time.to <= self._published
        host = host_of(first, last, is_act, past=past)
        if host is None:
            return
        hosts = [host.token] if host.also is None else [host.token, host.also]
        for token in hosts:
            for dated in self._dated_by(first, token, time, host):
                self._hosted.setdefault(_key(dated), []).append((time, host.since))

    def _dated_by(
        self, first: Token, token: Token, time: TimeExpression, host: Host
    ) -> Sequence[Token]:
        """The word that a time dates; the nouns on the way to it where its tense forbids it."""
        if not self._contradicts(token, time, host):
            return (token,)
        between = [t for t in ancestors(first) if t.is_ancestor(first) and token.is_ancestor(t)]
        return [t for t in between if t.pos_ == "NOUN"] or [
            c for c in token.children if c.dep_ == "dobj"
        ]

    def _contradicts(self, token: Token, time: TimeExpression, host: Host) -> bool:
        """Whether the verb's tense cannot have these days: "condemns ... on April 4"."""
        assert time.to is not None
        present = token.tag_ in {"VBZ", "VBP"} and token.pos_ == "VERB"
        if present and self._published is not None and not host.since:
            return time.to < self._published
        return False

    def date_of(self, draft: Draft) -> EventDate | None:
        """The event's date as its sentence tells it, None where it does not."""
        own = self._nearest(draft, draft.scope)
        if own is not None:
            return own
        if draft.token.pos_ not in {"VERB", "AUX"}:
            if _tells_why(draft.token):
                return None
            clause = clause_of(draft.token)
            own = self._nearest(draft, [clause])
            return own or (self._of_subject(clause) if draft.token.dep_ == "dobj" else None)
        for verb in draft.scope:
            if verb.pos_ in {"VERB", "AUX"}:
                passed = self._passed_to(verb, draft)
                if passed is not None:
                    return replace(passed, basis="inherited")
        return None

    def day_of(self, verb: Token) -> EventDate | None:
        """The days that a clause tells of itself or has from the one it goes along with."""
        return self._first(verb) or self._from_series(verb) or self._from_above(verb)

    def is_historical(self, draft: Draft) -> bool:
        """Whether an event is background from before the story's own time.

        So by its own days, by a past perfect, or because it stands in an "after" phrase of
        something that is itself over ("expanded last month after the collapse of a truce").
        """
        if self._published is None:
            return False
        if draft.date is not None and draft.date.basis != "published":
            return draft.date.to < days_before(self._published, _STORY_DAYS)
        return draft.background or self._before_the_past(draft)

    def _before_the_past(self, draft: Draft) -> bool:
        assert self._published is not None
        after = False
        for step in ancestors(draft.token):
            if after and step.pos_ in {"VERB", "AUX"}:
                return any(
                    time.to is not None and time.to < days_before(self._published, 7)
                    for time in self._times.get(draft.sentence.index, ())
                    if (token := draft.sentence.token_at(time.start)) is not None
                    and distance(token, [step]) <= 1
                )
            after = after or (step.pos_ in {"ADP", "SCONJ"} and step.lower_ in _AFTER)
        return False

    def _own(self, token: Token) -> list[tuple[int, EventDate]]:
        """The days that hang on a word, each with its place in the text."""
        found = []
        for time, since in self._hosted.get(_key(token), ()):
            dated = _dated(time)
            if since:
                if self._published is None or not helpers(token) & _PERFECT:
                    continue
                dated = replace(dated, to=max(dated.to, self._published))
            found.append((time.start, dated))
        return found

    def _nearest(self, draft: Draft, tokens: Sequence[Token]) -> EventDate | None:
        found = [
            (token != draft.token, abs(start - draft.position), start, dated)
            for token in tokens
            for start, dated in self._own(token)
        ]
        return min(found, key=lambda f: f[:3])[3] if found else None

    def _passed_to(self, verb: Token, draft: Draft) -> EventDate | None:
        """What the grammar passes to a verb that has no days of its own."""
        if _key(verb) in self._nights and self._published and draft.status == "actual":
            return EventDate(
                days_before(self._published, 1), self._published, None, None, None, "inherited"
            )
        return (
            self._from_series(verb)
            or self._from_above(verb)
            or self._of_subject(verb)
            or self._from_saying(verb, draft)
        )

    def _of_subject(self, verb: Token) -> EventDate | None:
        """From a subject that has its day: "Monday's ruling ordered ..."."""
        if not is_past(verb):
            return None
        subjects = (c for c in verb.children if c.dep_ == "nsubj" and c.pos_ == "NOUN")
        days = (self._first(subject) for subject in subjects)
        return next((d for d in days if d is not None and d.from_ == d.to), None)

    def _first(self, token: Token) -> EventDate | None:
        found = self._own(token)
        return found[0][1] if found else None

    def _from_series(self, verb: Token) -> EventDate | None:
        """From the verbs that stand in a series with this one and are told in its tense."""
        head = verb.head
        if verb.dep_ == "conj" and head.pos_ == "NOUN" and verb.tag_ == "VBD":
            head = clause_of(head)  # "fired gas and stun grenades and detained ..."
        if verb.dep_ == "conj" and head != verb and told_alike(head, verb):
            return self.day_of(head)
        for other in followers(verb):
            own = self._own(other)
            if own and told_alike(verb, other):
                return own[0][1]
        return None

    def _from_above(self, verb: Token) -> EventDate | None:
        """From the clause that this one is part of, or is some time away from."""
        head = verb.head
        marks = {c.lower_ for c in verb.children if c.dep_ in {"mark", "advmod"}}
        if "when" in marks and _key(head) in self._inside:
            return _dated(self._inside[_key(head)])
        if head == verb:
            return None
        if head.pos_ == "NOUN" and ("when" in marks or _tells_of(verb)):
            return self._first(head)  # "the riot of May, when ...", "Monday's raid, which ..."
        if marks & {"where", "when"} and verb.dep_ in {"relcl", "advcl"}:
            return self.day_of(clause_of(head)) if "where" in marks else None
        bare = not any(c.dep_ in {"mark", "aux"} for c in verb.children)
        if verb.dep_ == "advcl" and verb.tag_ == "VBG" and bare:
            return self.day_of(head)  # "convicted him Saturday, sentencing him to ..."
        if verb.dep_ in {"advcl", "conj"}:
            sign = next((_SIGNS[m] for m in marks if m in _SIGNS), None)
            if sign is not None:
                return self._at_distance(verb, head, sign)
        return None

    def _at_distance(self, verb: Token, head: Token, sign: int) -> EventDate | None:
        """A day after, hours before: counted from the days of the clause above."""
        measure = next((c for c in verb.children if c.dep_ == "npadvmod"), None)
        above = self.day_of(head) if measure is not None else None
        if measure is None or above is None:
            return None
        return moved(above, measure, sign)

    def _from_saying(self, verb: Token, draft: Draft) -> EventDate | None:
        """From the verb of saying: news that officials told on Monday, a speech act made then."""
        head = verb.head
        if verb.dep_ != "ccomp" or head == verb or head.pos_ != "VERB":
            return None
        news = draft.status == "actual" and (is_past(verb) or bool(helpers(verb) & _PERFECT))
        if news or draft.type in SPEECH:
            return self.day_of(head)
        return None


def moved(from_: EventDate, measure: Token, sign: int) -> EventDate | None:
    """The days that lie the phrase headed by `measure` ("six months") from others, as exactly as
    its unit says; None where it is no such phrase."""
    unit = measure.lower_.removesuffix("s")
    if unit in _HOURS:
        return from_
    if unit not in ORDER or unit == "time":
        return None
    words = [t.text for t in measure.subtree if t.i < measure.i]
    count = quantity_in(" ".join((*words, "people")))
    number = count.low if count else 1
    if measure.tag_ == "NNS" and count is None:
        return None  # "days after"
    shifted = add(date.fromisoformat(from_.from_), sign * number, unit)
    days = containing(unit, shifted)
    return replace(from_, from_=days.first.isoformat(), to=days.last.isoformat(), basis="inherited")


def _tells_why(noun: Token) -> bool:
    """Whether a noun stands in a phrase of reason: "over the arrest", "because of the arrest"."""
    prep = noun.head
    chain = {prep.lower_, prep.head.lower_ if prep.dep_ in {"pcomp", "prep"} else ""}
    return noun.dep_ == "pobj" and bool(chain & _REASONS)


def _tells_of(verb: Token) -> bool:
    """Whether a relative clause tells in the past what its noun did: "the raid that killed"."""
    relative = any(c.dep_ == "nsubj" and c.lower_ in {"that", "which"} for c in verb.children)
    return verb.dep_ == "relcl" and relative and is_past(verb)


def _dated(time: TimeExpression) -> EventDate:
    assert time.from_ is not None
    assert time.to is not None
    first, last = narrow(time.text, time.from_, time.to)
    return EventDate(first, last, time.start, time.end, time.text, time.basis)


def _key(token: Token) -> _Key:
    return (id(token.doc), token.i)


def days_before(day: str, days: int) -> str:
    """The ISO date so many days before another, not before the year 1; a month or a year that
    is all that is known counts from its first day."""
    first = date.fromisoformat(f"{day}-01-01"[:10]).toordinal()
    return date.fromordinal(max(1, first - days)).isoformat()
