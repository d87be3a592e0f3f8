"""Words that act on other acts: what comes of "refuse", "halt", "accuse of" over an act.

The table of results is data (codebook/data/operators.yaml, docs/operators.md); grammar may be
an operator too: "will not release", "said that Iran must withdraw".
"""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from polybius.codebook import Codebook, Operator, Result
from polybius.events.act import Act
from polybius.events.denials import denied
from polybius.events.grammar import surface_subjects
from polybius.events.match import Embedded, Match, noun_keys
from polybius.events.parties import Acts, Parties
from polybius.events.predicates import Clause, Predicate, predicate_of
from polybius.events.status import is_conditional, status_of, stronger
from polybius.tokens import Token

# Acts that only those in power do: where no doer is named, the state of the place is meant.
STATE_ACTS = frozenset({"COERCE", "SANCTION", "RETREAT"})
# Who condemns an attack without saying whose, does not condemn those attacked.
_SUFFERED = frozenset({"assault"})
_PROMISING = frozenset({"promise", "vow", "agree", "willing"})
_TELLING = frozenset({"tell", "remind", "warn", "inform", "notify"})
_DEMANDING = frozenset({"request", "advise"})


class Readings(Acts, Protocol):
    """What operators ask of the reader of acts besides."""

    def inner(self, embedded: Embedded) -> Act | None:
        """The act that fills a slot."""
        ...

    def family(self, result: Result) -> str:
        """The family of a code."""
        ...


class Operators:
    """Applies the operator table to the acts of one article."""

    def __init__(self, codebook: Codebook, parties: Parties, acts: Readings) -> None:
        self._codebook = codebook
        self._who = parties
        self._acts = acts

    def demand(self, verb: Token, inner: Act | None) -> Act | None:
        """Whoever says that another must do something, demands it."""
        subjects = self._who.parties(tuple(surface_subjects(verb))) or self._told(verb)
        speakers = self._who.speaker_of(verb)
        if not speakers or not subjects or any(self._who.same(s, speakers) for s in subjects):
            return None
        if inner is None and not all(self._who.is_political(t) for t in (*speakers, *subjects)):
            return None
        return self.grammatical("must", verb, inner, speakers, subjects)

    def _told(self, verb: Token) -> tuple[Token, ...]:
        """To whom it is said that something must be: "told Harare that repression must stop"."""
        said = verb.head
        if verb.dep_ != "ccomp" or said.lemma_ not in _TELLING:
            return ()
        return self._who.parties(tuple(c for c in said.children if c.dep_ in {"dobj", "dative"}))

    def refusal(self, verb: Token, inner: Act) -> Act | None:
        """Whoever will not do something, refuses it."""
        doers = self._who.parties(tuple(surface_subjects(verb)))
        others = tuple(t for t in inner.actors + inner.recipients if not self._who.same(t, doers))
        if not doers:
            return inner
        return self.grammatical("will not", verb, inner, doers, others) or inner

    def grammatical(
        self,
        name: str,
        verb: Token,
        inner: Act | None,
        actors: tuple[Token, ...],
        recipients: tuple[Token, ...],
    ) -> Act | None:
        family = inner.family if inner is not None else None
        result = result_over(self._codebook.operators[name], family)
        if result is None or not result.type:
            return None
        return Act(
            verb,
            self._who.sentence_of(verb),
            result.type,
            result.mode,
            self._acts.family(result),
            actors,
            recipients,
            False,
            (),
            frozenset({name}),
            inner.score if inner is not None else 1.0,
            (
                f"operators.yaml {name}/{family or 'unknown'}",
                *(inner.evidence if inner is not None else ()),
            ),
            inner=inner,
            absorbed=inner.absorbed if inner is not None else frozenset(),
        )

    def operate(
        self,
        predicate: Predicate,
        governor: Token | None,
        match: Match,
        subjects: tuple[Token, ...],
    ) -> Act | None:
        """What comes of an operator's frame over what fills its slot; None for no event."""
        frame, embedded = match.frame, match.embedded
        assert frame.operator is not None
        if embedded is None and match.used:
            embedded = Embedded(match.used[0], None)  # "quit {agreement}": a line without ACT
        operator = self._codebook.operators[frame.operator]
        inner = self._acts.inner(embedded) if embedded is not None else None
        family = self._acts.family_of(embedded) if embedded is not None else None
        operator = self._as_meant(operator, embedded, subjects)
        result = result_over(operator, family)
        if result is None:
            return None
        scope = (predicate.token, *([governor] if governor is not None else ()))
        evidence = (f"{frame.source} {frame.line}", f"operators.yaml {operator.name}/{family}")
        doers = self._who.parties(subjects)
        clause = embedded.clause if embedded is not None else None
        if operator.name in _DEMANDING and clause is not None and not _is_mandative(clause):
            return None  # "insisted that its troops had left" demands nothing
        if not result.type:
            return self._pass_on(inner, result, clause, doers, scope, evidence)
        recipients = match.recipients or self.toward(match, embedded, inner, doers, operator)
        recipients = recipients or self._given(governor, doers)
        recipients = recipients or self._who.concerned(predicate, result.type, doers)
        if "weak" in frame.flags and not (doers and recipients):
            return None
        implied = False
        if not doers and result.type in STATE_ACTS:
            doers = self._who.authority(predicate, recipients)
            implied = bool(doers)
        mode = result.mode
        if result.type == "THREATEN" and inner is not None:
            mode = self._codebook.types[inner.type].threat(inner.mode, inner.flags) or mode
        kept: tuple[Act, ...] = self.disputed(operator, embedded, doers)
        if inner is not None and "keep" in result.flags:
            kept = (self.kept(inner, result, doers, match.recipients, operator),)
        return Act(
            predicate.token,
            self._who.sentence_of(predicate.token),
            result.type,
            mode,
            self._acts.family(result),
            doers,
            tuple(t for t in recipients if t not in doers),
            False,
            scope,
            frame.flags | {operator.name},
            match.score,
            evidence + (inner.evidence if inner is not None else ()),
            status=next((f for f in ("future", "hypothetical") if f in result.flags), None),
            inner=inner,
            implied=implied,
            kept=kept,
            topics=self.topics(embedded),
            about=inner.trigger if inner is not None else None,
            absorbed=_absorbed(match, embedded, inner) - {predicate.token.i},
        )

    def _as_meant(
        self, operator: Operator, embedded: Embedded | None, subjects: tuple[Token, ...]
    ) -> Operator:
        """The operator that one is in effect: who "vowed never to yield" refuses."""
        if embedded is None:
            return operator
        if operator.name in _PROMISING and _is_negated(embedded):
            return self._codebook.operators["refuse"]
        if operator.name == "warn" and self._is_menace(embedded, subjects):
            return self._codebook.operators["threaten"]
        return operator

    def _given(self, verb: Token | None, doers: tuple[Token, ...]) -> tuple[Token, ...]:
        """To whom a light verb carries an act: "gave Oslo an assurance that"."""
        heads = tuple(c for c in verb.children if c.dep_ == "dative") if verb is not None else ()
        return tuple(t for t in heads if self._who.is_actor(t) and not self._who.same(t, doers))

    def _is_menace(self, embedded: Embedded, doers: tuple[Token, ...]) -> bool:
        """Whether it is a warning of what one will do oneself unless another gives way."""
        if embedded.clause is None or not is_conditional((embedded.token,)):
            return False
        own = self._who.parties(surface_subjects(embedded.token))
        return any(self._who.same(t, self._who.parties(doers)) for t in own)

    def _pass_on(
        self,
        inner: Act | None,
        result: Result,
        clause: Clause | None,
        doers: tuple[Token, ...],
        scope: tuple[Token, ...],
        evidence: tuple[str, ...],
    ) -> Act | None:
        """The embedded act (or the one under it), with what the operator adds to its status."""
        if inner is None:
            return None
        if "inner" in result.flags:
            inner = inner.inner or inner
        imposed: str | None = next(
            (f for f in ("negated", "hypothetical", "future") if f in result.flags), None
        )
        # Who confirms that a visit was cancelled need not have cancelled it; who could not
        # confirm it, leaves it open.
        reported = clause is not None and clause.form in {"that", "bare", "whether"}
        if reported and status_of(scope, self._codebook.status_words) is not None:
            imposed = stronger(imposed, "hypothetical")
        passed = replace(
            inner,
            flags=inner.flags | {"self"},
            status=stronger(inner.status, imposed),
            evidence=evidence + inner.evidence,
        )
        if not reported:
            return replace(passed, actors=inner.actors or doers, scope=inner.scope + scope)
        if "doubted" in result.flags:
            return replace(passed, claimants=doers, stance="questions")
        return passed

    def disputed(
        self, operator: Operator, embedded: Embedded | None, doers: tuple[Token, ...]
    ) -> tuple[Act, ...]:
        """The act that a rejected claim tells of: "dismissed reports that it had shelled"."""
        if operator.name not in {"refuse", "decline", "deny"} or embedded is None:
            return ()
        if embedded.clause is not None or self._acts.family_of(embedded) != "accusation":
            return ()
        predicate = predicate_of(embedded.token)
        if predicate is None:
            return ()
        return denied(predicate, (embedded.token,), doers, self._acts.act_of)

    def topics(self, embedded: Embedded | None) -> frozenset[str]:
        """What an operator's act is about, by the classes of the noun under it."""
        if embedded is None or embedded.clause is not None:
            return frozenset()
        keys = noun_keys(embedded.token)
        return frozenset(name for key in keys for name in self._codebook.classes_of(key))

    def kept(
        self,
        inner: Act,
        result: Result,
        doers: tuple[Token, ...],
        recipients: tuple[Token, ...],
        operator: Operator,
    ) -> Act:
        """The embedded act as an event of its own, as its claimant's word where it is one."""
        kept = replace(inner, actors=inner.actors or recipients)
        if "claimed" in result.flags:
            return replace(kept, claimants=doers, stance="asserts")
        if "negated" in result.flags:
            return replace(kept, claimants=doers, stance="denies")
        return kept

    def toward(
        self,
        match: Match,
        embedded: Embedded | None,
        inner: Act | None,
        doers: tuple[Token, ...],
        operator: Operator,
    ) -> tuple[Token, ...]:
        """Whom an operator's act is directed at: a party of the embedded act but its doer."""
        if embedded is None or operator.toward == "nobody":
            return ()
        noun = embedded.token
        if inner is None:
            if embedded.clause is None and self._who.is_actor(noun):
                return (noun,)
            predicate = predicate_of(noun)
            if predicate is None:
                return ()
            others = self._who.parties(predicate.subjects)
            others += self._who.recipients(predicate, doers, predicate.objects, match)
            if not any(not self._who.same(t, doers) for t in others):
                others = self._who.mentioned(noun, doers)
                others = tuple(t for t in others if not self._who.is_own(t, doers))
        elif operator.toward == "doer":
            if inner.family in _SUFFERED:
                return tuple(t for t in inner.actors if not self._who.same(t, doers))
            others = inner.actors or inner.recipients
        else:
            others = inner.recipients or inner.actors
        found = tuple(t for t in others if not self._who.same(t, doers))
        if not found and inner is not None:
            found = tuple(
                t for t in inner.actors + inner.recipients if not self._who.same(t, doers)
            )
        return found


def _absorbed(match: Match, embedded: Embedded | None, inner: Act | None) -> frozenset[int]:
    """The words that an operator's act takes up: they are no events of their own."""
    found = frozenset(t.i for t in match.used)
    if embedded is not None:
        found |= {embedded.token.i}
    return found if inner is None else found | inner.absorbed | {inner.trigger.i}


def _is_negated(embedded: Embedded) -> bool:
    """Whether a clause says what is not to be done: "never to give up"."""
    if embedded.clause is None:
        return False
    return any(c.dep_ == "neg" or c.lower_ == "never" for c in embedded.token.children)


def result_over(operator: Operator, family: str | None) -> Result | None:
    if family is None:
        return operator.over.get("unknown", operator.over.get("any"))
    return operator.over.get(family, operator.over.get("any"))


def _is_mandative(clause: Clause) -> bool:
    """Whether a that-clause tells what is to be: "that Iran leave", "that Iran must leave"."""
    if clause.form not in {"that", "bare"}:
        return True
    helpers = {c.lower_ for c in clause.head.children if c.dep_ in {"aux", "auxpass"}}
    if helpers & {"must", "should", "be", "needs"}:
        return True
    perfect = helpers & {"had", "has", "have", "was", "were", "is", "are", "did", "does"}
    return not perfect and clause.head.tag_ in {"VB", "VBP", "VBZ"} and not helpers
