"""The events of one article, from its parse and what times, places, actors and speech found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from polybius.actors import Cast
from polybius.codebook import Codebook
from polybius.events.act import Act
from polybius.events.acts import ActReader
from polybius.events.claims import claims_of
from polybius.events.confidence import RULES_ALONE, Signs, signs_of
from polybius.events.contexts import ContextFinder
from polybius.events.conventions import conventional, meeting_mode
from polybius.events.counts import counts_of, summed
from polybius.events.draft import Draft
from polybius.events.features import WordVectors, features_of
from polybius.events.grammar import is_attributive
from polybius.events.implied import imply_doers, imply_partners, imply_targets
from polybius.events.join import join, same_actor, same_party
from polybius.events.judge import FILL, Judge, judged
from polybius.events.links import links_between
from polybius.events.scope import in_scope
from polybius.events.status import is_conditional, status_of, stronger, told_before
from polybius.events.storyline import settle_dates, settle_places
from polybius.events.when import DateFinder
from polybius.events.where import PlaceFinder
from polybius.parse import Parse
from polybius.record import Actor, Claim, Event, Link, Place, Span, TimeExpression
from polybius.speech import Attribution
from polybius.tokens import Token

_BY_ARMS = frozenset({"ASSAULT", "MOBILIZE"})


@dataclass(frozen=True, eq=False, slots=True)
class Findings:
    """What the stages before have read out of an article."""

    parse: Parse
    cast: Cast
    times: tuple[TimeExpression, ...]
    places: tuple[Place, ...]
    attributions: tuple[Attribution, ...]
    published: str | None


class EventReader:
    """Reads events by a codebook; built once, used for any number of articles."""

    def __init__(self, codebook: Codebook, judge: Judge | None = None, fill: float = FILL) -> None:
        self._codebook = codebook
        self._judge = judge
        self._fill = fill
        self._vectors = WordVectors()
        self._trust = judge.trust if judge is not None else RULES_ALONE
        self._contexts = ContextFinder(codebook)

    def described(
        self, findings: Findings
    ) -> Iterator[tuple[Act, tuple[str, ...], NDArray[np.float32]]]:
        """Every act of an article, and every gap, with what the learned part sees of it."""
        reading = _Reading(self._codebook, self._contexts, findings)
        for sentence in findings.parse.sentences:
            for act in (*reading.acts.read(sentence), *reading.acts.gaps(sentence)):
                yield act, features_of(act, reading.acts, self._codebook), self._vectors.of(act)

    def read(self, document: str, findings: Findings) -> tuple[Event, ...]:
        """The events of an article, numbered `document:e1`, ... in order of the text."""
        return tuple(event for event, _ in self.traced(document, findings))

    def traced(self, document: str, findings: Findings) -> tuple[tuple[Event, Signs], ...]:
        """The same events, each with what its confidence rests on."""
        reading = _Reading(self._codebook, self._contexts, findings)
        drafts = [
            draft
            for act, learned in self._acts(reading, findings)
            if (draft := reading.draft(act, learned)) is not None
        ]
        joined = imply_targets(join(imply_partners(imply_doers(drafts))))
        joined = reading.settled(joined)
        links = links_between(joined, findings.parse)
        return tuple(
            (
                reading.event(
                    f"{document}:e{number}",
                    draft,
                    links.get(number - 1, ()),
                    document,
                    self._trust.confidence(draft.signs, bool(draft.mentions)),
                ),
                draft.signs,
            )
            for number, draft in enumerate(joined, 1)
        )

    def _acts(self, reading: _Reading, findings: Findings) -> Iterator[tuple[Act, float | None]]:
        """The acts of an article in order, each with the scorer's probability of its type."""
        for sentence in findings.parse.sentences:
            acts = reading.acts.read(sentence)
            if self._judge is None:
                yield from ((act, None) for act in acts)
                continue
            acts += reading.acts.gaps(sentence, self._judge.knows)
            for act in sorted(acts, key=lambda a: a.trigger.i):
                features = features_of(act, reading.acts, self._codebook)
                chances = self._judge.probabilities(features, self._vectors.of(act))
                final = judged(act, self._judge.types, chances, self._fill)
                if final is not None:
                    yield final, float(chances[self._judge.types.index(final.type)])


class _Reading:
    """One article's reading: the finders that its drafts are asked of."""

    def __init__(self, codebook: Codebook, contexts: ContextFinder, findings: Findings) -> None:
        self._codebook = codebook
        self._contexts = contexts
        self._findings = findings
        self.acts = ActReader(codebook, findings.parse, findings.cast, findings.attributions)
        self._dates = DateFinder(
            findings.parse, findings.times, findings.published, self.acts.names_act
        )
        self._places = PlaceFinder(findings.parse, findings.places, self.acts.names_act)

    def draft(self, act: Act, learned: float | None) -> Draft | None:
        """The draft of an act, with the scorer's probability of its type; None where it is none
        of world politics."""
        actors = self._actors(act.actors)
        if act.implied:
            actors = tuple(replace(actor, implied=True) for actor in actors)
        recipients = tuple(
            r for r in self._actors(act.recipients) if (r.start, r.end) not in _spans(actors)
        )
        status = stronger(act.status, status_of(act.scope, self._codebook.status_words)) or "actual"
        trigger = self._trigger(act)
        accusers = self._actors(act.claimants)
        claims = claims_of(trigger.start, trigger.end, self._findings.attributions, accusers, act)
        own_word = any(same_party(c.source, a) for c in claims for a in actors)
        announced = own_word or (status == "future" and not claims and bool(actors))
        info = self._codebook.types[act.type]
        type_, mode, status = conventional(
            act.type,
            act.mode,
            status,
            info.threat(act.mode, act.flags) if announced else None,
            aimed=bool(recipients),
            conditional=is_conditional(act.scope),
        )
        claims = self._others_claims(type_, claims, actors)
        bare = not actors and not recipients  # may still be another mention of an event
        if not bare and not in_scope(type_, mode, actors, recipients):
            return None
        signs = signs_of(act, learned, actors, recipients)
        if type_ in _BY_ARMS:
            actors = tuple(_armed(a) for a in actors)
        draft = Draft(
            type_,
            mode,
            act.sentence,
            act.trigger,
            act.scope,
            trigger,
            actors,
            recipients,
            act.mutual,
            status,  # type: ignore[arg-type]
            act.evidence,
            act.score,
            signs,
            claims=claims,
            counts=counts_of(act, self._findings.parse),
            lemmas=_lemmas(act),
            about=act.about,
            background=told_before(act.scope),
            by_the_way=is_attributive(act.trigger),
        )
        return self._situated(draft, act)

    def _situated(self, draft: Draft, act: Act) -> Draft:
        draft = replace(draft, date=self._dates.date_of(draft), place=self._places.place_of(draft))
        draft = self._as_then(replace(draft, historical=self._dates.is_historical(draft)))
        info = self._codebook.types[draft.type]
        contexts = info.mode_contexts.get(draft.mode or "", ()) + self._contexts.of(draft)
        return replace(draft, contexts=tuple(dict.fromkeys(contexts)))

    def _as_then(self, draft: Draft) -> Draft:
        """A past act with its people as they were then: who was ousted in 2011 governed."""
        date, published = draft.date, self._findings.published
        if date is None or published is None or not date.from_ or date.from_[:7] >= published[:7]:
            return draft
        then = partial(self._findings.cast.as_of, date=date.from_)
        return replace(
            draft,
            actors=tuple(map(then, draft.actors)),
            recipients=tuple(map(then, draft.recipients)),
        )

    def _others_claims(
        self, type_: str, claims: Sequence[Claim], actors: Sequence[Actor]
    ) -> tuple[Claim, ...]:
        """The claims of an act; the speaker of a speech act is its actor, not a source of it."""
        spoken = self._codebook.types[type_].quad.startswith("verbal")
        return tuple(
            c for c in claims if not (spoken and any(same_actor(c.source, a) for a in actors))
        )

    def settled(self, joined: Sequence[Draft]) -> list[Draft]:
        """Joined drafts with what the article's line of action passes on to them."""
        findings = self._findings
        joined = [
            replace(
                d,
                mode=meeting_mode(d.mode, d.actors) if d.type == "CONSULT" else d.mode,
                claims=self._others_claims(d.type, d.claims, d.actors),
            )
            for d in joined
        ]
        joined = settle_dates(joined, findings.parse, findings.published, self._dates.day_of)
        return settle_places(joined)

    def _actors(self, heads: Sequence[Token]) -> tuple[Actor, ...]:
        """The actors that some noun phrases name, each once ("both sides" are two)."""
        found: dict[str, Actor] = {}
        for head in heads:
            for actor in self._findings.cast.actors(self.acts.who.sentence_of(head), head):
                said = self._said_in_full(head, actor)
                found.setdefault(said.name or said.text, said)
        return tuple(found.values())

    def _said_in_full(self, head: Token, actor: Actor) -> Actor:
        """A pronoun's actor with the words of its antecedent, if the sentence has them."""
        if head.pos_ != "PRON":
            return actor
        sentence = self.acts.who.sentence_of(head)
        for token in sentence.tokens:
            if token.i >= head.i:
                break
            if token.pos_ in {"NOUN", "PROPN"}:
                for other in self._findings.cast.actors(sentence, token):
                    if other.end <= actor.start and _identity(other) == _identity(actor):
                        return replace(other, implied=True)
        return actor

    def _trigger(self, act: Act) -> Span:
        """The words that tell of the act: its verb with a particle beside it, or its noun."""
        first = last = act.trigger
        for child in act.trigger.children:
            if child.dep_ == "prt" and child.i == act.trigger.i + 1:
                last = child
        return self._findings.parse.span(act.sentence, first, last)

    def event(
        self,
        id_: str,
        draft: Draft,
        links: Sequence[tuple[str, int, Span]],
        document: str,
        confidence: float,
    ) -> Event:
        """The finished event of a joined draft."""
        info = self._codebook.types[draft.type]
        score = info.modes.get(draft.mode, info.score) if draft.mode else info.score
        return Event(
            id=id_,
            type=draft.type,
            modes=(draft.mode,) if draft.mode else (),
            contexts=draft.contexts,
            sentence=draft.sentence.index,
            trigger=draft.trigger,
            mentions=draft.mentions,
            actors=draft.actors,
            recipients=draft.recipients,
            status=draft.status,
            historical=draft.historical,
            date=draft.date,
            place=draft.place,
            claims=draft.claims,
            counts=summed(draft.counts),
            count_details=draft.counts,
            links=tuple(
                Link(relation, f"{document}:e{other + 1}", cue) for relation, other, cue in links
            ),
            score=score,
            quad=info.quad,
            cameo=info.mode_cameo.get(draft.mode or "", info.cameo),
            confidence=confidence,
            evidence=draft.evidence,
        )


def _armed(actor: Actor) -> Actor:
    """A state that fights or musters does so through its armed forces."""
    if actor.kind == "state" and actor.sectors == ("GOV",):
        return replace(actor, sectors=("GOV", "MIL"))
    return actor


def _identity(actor: Actor) -> tuple[str | None, str | None, tuple[str, ...], str]:
    return (actor.name, actor.country, actor.sectors, actor.kind)


def _spans(actors: Sequence[Actor]) -> set[tuple[int, int]]:
    return {(a.start, a.end) for a in actors}


def _lemmas(act: Act) -> frozenset[str]:
    """The words by which another mention of the same act may be known."""
    topics = frozenset(f"{act.type}/{topic}" for topic in act.topics)
    if act.inner is not None:
        return topics | {f"{act.type}/{act.inner.family}"} | _lemmas(act.inner)
    return topics | {act.trigger.lemma_.lower()}
