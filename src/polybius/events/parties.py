"""Who is who around a predicate: its doers, whom it is done to, who speaks.

Asks the document's cast about noun phrases, and decides which of those near an act are its
parties where its frame does not say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from polybius.actors import Cast
from polybius.events.act import Act
from polybius.events.around import around, borne_by, carrier, lesser_owner
from polybius.events.grammar import LEADING, noun_owner, phrases_on, surface_subjects
from polybius.events.match import Embedded, Match
from polybius.events.predicates import Predicate, predicate_of
from polybius.events.scope import is_political
from polybius.parse import Parse, Sentence
from polybius.record import Actor
from polybius.speech import Attribution, covering
from polybius.tokens import Token

# In which order the prepositions of a word are asked for its recipient.
_RECIPIENT_LINKS = (
    "against", "on", "upon", "at", "with", "between", "to", "toward", "towards", "over",
    "into", "from", "among", "of", "in", "for", "within", "by",
)  # fmt: skip
VERB_LINKS = tuple(link for link in _RECIPIENT_LINKS if link not in {"by", "of", "for", "in"})
# Acts whose place may be the party they are done to: "provided food in northern Nigeria".
_SITED = frozenset({"AID", "ASSAULT", "MOBILIZE", "COERCE"})
_VERDICTS = frozenset({"ACCUSE", "SUPPORT"})
# Families of nouns that are somebody's: who refuses one, refuses him.
_SOMEBODYS = frozenset({"demand", "accusation", "threat", "agreement"})
_TEXTS = frozenset("report statement letter document speech interview note message".split())
_FIRST_PERSON = frozenset("i we me us my our myself ourselves".split())
# Prepositions that put the subject of a verb at a meeting.
_ATTENDING = frozenset({"after", "in", "during", "at", "following", "before", "for", "through"})
# The other side of what is done together: where and about what it is done are no parties.
_PARTNERS = ("with", "between", "among", "alongside", "of")
_SENDING = frozenset({"send", "dispatch", "deploy", "contribute"})
# Where forces stand against somebody: "along the border with Chad".
_ALONGSIDE = ("along", "near", "around", "off", "alongside")
_WHERETO = (*_ALONGSIDE, "against", "to", "into")
# Phrases on the participle of a noun that tell whom the noun concerns: "curbs imposed on".
_ON_PARTICIPLES = frozenset({"on", "upon", "against", "to", "toward", "towards", "with"})
_NO_DOER = frozenset({"in", "against"})
_DEEP = 2
# What follows a noun may tell whose it is: "curbs on trade with Iran".
_OWNING = frozenset({"of", "in", "on", "from", "for", "with", "to", "against"})
# Whom a state musters: its own, not somebody it is done to.
_ARMED = frozenset({"MIL", "COP", "PRM", "REB", "UAF"})


def _is_ones_own(noun: Token) -> bool:
    """Whether a noun is said to be that of whoever the sentence tells of: "their arms"."""
    return any(c.tag_ == "PRP$" for c in noun.children)


def _links_of(predicate: Predicate, type_: str) -> tuple[str, ...]:
    """The prepositions whose phrases may name the recipient, the likeliest first."""
    sited = type_ in _SITED or predicate.word_class != "verb"
    links = _RECIPIENT_LINKS if sited else VERB_LINKS
    return (*links, *_ALONGSIDE) if type_ == "MOBILIZE" else links


class Acts(Protocol):
    """What the parties of an act may depend on: the acts of other words."""

    def act_of(self, token: Token) -> Act | None:
        """The best reading of a word as an act."""
        ...

    def family_of(self, embedded: Embedded) -> str | None:
        """What kind of act a word names."""
        ...

    def stand_ins(self, noun: Token) -> Iterator[Token]:
        """Whom a noun that is no actor speaks of."""
        ...


class Parties:
    """The parties of one article's acts; built for that article."""

    def __init__(
        self, parse: Parse, cast: Cast, attributions: Sequence[Attribution], acts: Acts
    ) -> None:
        self._cast = cast
        self._acts = acts
        self._attributions = [a for a in attributions if a.source_head is not None]
        self._sentences: dict[tuple[int, int], Sentence] = {}
        for sentence in parse.sentences:
            for token in sentence.tokens:
                self._sentences[id(sentence.tokens.doc), token.i] = sentence

    def sentence_of(self, token: Token) -> Sentence:
        """The sentence that a token stands in."""
        return self._sentences[id(token.doc), token.i]

    def _actors(self, token: Token) -> tuple[Actor, ...]:
        return self._cast.actors(self.sentence_of(token), token)

    def is_actor(self, token: Token) -> bool:
        """Whether the document's cast knows the noun phrase of this head as an actor."""
        return bool(self._actors(token))

    def count(self, heads: tuple[Token, ...]) -> int:
        """How many actors some noun phrases name: "Chilean and Peruvian judges" are two."""
        return len({a.name or a.text for head in heads for a in self._actors(head)})

    def sectors_of(self, token: Token) -> frozenset[str]:
        """The sectors of the actors that a noun phrase names."""
        actors = self._cast.actors(self.sentence_of(token), token)
        return frozenset(s for actor in actors for s in actor.sectors)

    def _is_armed(self, token: Token) -> bool:
        return bool(_ARMED & self.sectors_of(token))

    def is_site(self, token: Token) -> bool:
        """Whether a name before a noun is that of a town or region: "the Aleppo bombing"."""
        before = token.dep_ in {"compound", "nmod", "amod"} and token.pos_ == "PROPN"
        return before and self._cast.names_site(self.sentence_of(token), token)

    def is_political(self, token: Token) -> bool:
        actors = self._cast.actors(self.sentence_of(token), token)
        return any(is_political(actor) for actor in actors)

    def speaker_of(self, token: Token) -> tuple[Token, ...]:
        """The head of whoever the text gives a word to, by the innermost attribution."""
        attribution = self.attribution_of(token)
        return (attribution.source_head,) if attribution and attribution.source_head else ()

    def attribution_of(self, token: Token) -> Attribution | None:
        sentence = self.sentence_of(token)
        start, end = sentence.start_of(token), sentence.end_of(token)
        for attribution in covering(self._attributions, start, end):
            head = attribution.source_head
            if head is not None and self.is_actor(head):
                return attribution
        return None

    def cue_of(self, token: Token) -> tuple[Token, ...]:
        """The verb that gives a word to its speaker, if it stands in the same sentence."""
        attribution = self.attribution_of(token)
        cues = attribution.cue_tokens if attribution else ()
        return tuple(c for c in cues[:1] if c.doc is token.doc and c.sent == token.sent)

    def parties(self, heads: tuple[Token, ...]) -> tuple[Token, ...]:
        """The actors among some nouns; for one that is none, whom it belongs to or comes from."""
        found: list[Token] = []
        for head in heads:
            if held_by := self._who_holds(head):
                found += held_by
            elif self.is_actor(head):
                found.append(head)
            elif head.lower_ in _FIRST_PERSON:
                found += self.speaker_of(head)
            elif authors := self._authors(head):
                found += authors
            elif head.pos_ in {"VERB", "AUX"}:
                continue  # "what is happening in Aleppo" is nobody
            elif (act := self._acts.act_of(head) if head.pos_ == "NOUN" else None) is not None:
                found += act.actors
            else:
                # "A car bomb in Sidon" is no act of Sidon's; "crane drivers in Sidon" may be.
                whose = (
                    o
                    for o in self._acts.stand_ins(head)
                    if o.head.lower_ not in _NO_DOER or head.tag_ == "NNS"
                )
                found += [o for o in list(whose)[:1] if self.is_actor(o)]
        return tuple(dict.fromkeys(found))

    def _authors(self, text: Token) -> tuple[Token, ...]:
        """Whose words a text is: "the ministry said in a report that accused the mayor"."""
        prep = text.head
        if text.lemma_ not in _TEXTS or text.dep_ != "pobj" or prep.lower_ != "in":
            return ()
        if noun_owner(text) or prep.head.pos_ != "VERB":
            return ()
        return tuple(t for t in surface_subjects(prep.head) if self.is_actor(t))

    def _who_holds(self, noun: Token) -> tuple[Token, ...]:
        """Who is at a protest that stands for its people: "held a sit-in demanding that"."""
        act = self._acts.act_of(noun) if noun.pos_ == "NOUN" else None
        if act is None or act.type != "PROTEST" or noun in act.actors:
            return ()
        return act.actors

    def recipients(
        self,
        predicate: Predicate,
        subjects: tuple[Token, ...],
        objects: tuple[Token, ...],
        match: Match,
    ) -> tuple[Token, ...]:
        """Whom an act is done to, where its frame does not say: the object, else a phrase."""
        type_ = match.frame.result.type if match.frame.result is not None else ""
        if direct := self._direct(predicate, subjects, objects, match, type_):
            return direct
        if not objects and (shared := self.shared(predicate)):
            return shared
        mutual = "mutual" in match.frame.flags
        links = _PARTNERS if mutual else _links_of(predicate, type_)
        things = (*match.used, *objects)
        for thing in things:
            if self._is_own(thing, predicate, type_):
                # what the doer moves is its own: only where to may tell whom it concerns
                if found := self.phrase_party(predicate_of(thing), _WHERETO, subjects):
                    return found
                continue
            if type_ in _VERDICTS and (act := self._acts.act_of(thing)) is not None:
                judged = self._not_own(act.actors, subjects)
                if judged or not act.actors:
                    return judged  # who calls an act a crime, accuses its doer
            if found := self._of_thing(thing, subjects, links, mutual):
                return found
        if found := self.phrase_party(predicate, links, subjects):
            return found
        if mutual:
            return ()
        for thing in things:
            if found := self._not_own(lesser_owner(self, thing), subjects):
                return found
        return around(self, predicate, type_, subjects)

    def _is_own(self, thing: Token, predicate: Predicate, type_: str) -> bool:
        """Whether what is moved is the doer's: its forces, its envoys. Captives never are."""
        if type_ == "RETREAT":
            return False
        return predicate.lemma in _SENDING or (type_ == "MOBILIZE" and self._is_armed(thing))

    def _direct(
        self,
        predicate: Predicate,
        subjects: tuple[Token, ...],
        objects: tuple[Token, ...],
        match: Match,
        type_: str,
    ) -> tuple[Token, ...]:
        """The objects that are actors, but for those that the doer moves or that make up the act:
        "sent troops", "held a protest"."""
        found = tuple(
            t for t in objects if self.is_actor(t) and not (t in match.used and self._names_act(t))
        )
        if type_ == "RETREAT" or "mutual" in match.frame.flags:
            # "laid down their arms", "put their heads together"
            found = tuple(t for t in found if not (t in match.used and _is_ones_own(t)))
        if (predicate.lemma in _SENDING and type_ != "RETREAT") or type_ == "MOBILIZE":
            found = tuple(t for t in found if t not in match.used)
        if match.frame.result is not None and match.frame.result.mode == "withdraw":
            # Who withdraws its troops or its envoy, withdraws them from somebody else.
            found = tuple(
                t for t in found if not any(self.same(o, subjects) for o in noun_owner(t))
            )
        return found

    def _names_act(self, noun: Token) -> bool:
        return self._acts.family_of(Embedded(noun, None)) is not None

    def concerned(
        self, predicate: Predicate, type_: str, doers: tuple[Token, ...]
    ) -> tuple[Token, ...]:
        """Whom an act concerns by the clauses around it."""
        return around(self, predicate, type_, doers)

    def _of_thing(
        self, thing: Token, subjects: tuple[Token, ...], links: tuple[str, ...], mutual: bool
    ) -> tuple[Token, ...]:
        """Whom a thing that is acted on concerns: its owner, its phrases, what it stands for."""
        if theirs := self._possessor(thing, subjects):
            return theirs
        inner = links if mutual or set(_ALONGSIDE) & set(links) else _RECIPIENT_LINKS
        if found := self.phrase_party(predicate_of(thing), inner, subjects):
            return found
        stand_ins = noun_owner(thing) if mutual else tuple(self._acts.stand_ins(thing))
        return self._not_own(stand_ins, subjects)

    def _not_own(self, owners: tuple[Token, ...], doers: tuple[Token, ...]) -> tuple[Token, ...]:
        return tuple(o for o in owners if self.is_actor(o) and not self.is_own(o, doers))

    def bearers(
        self, predicate: Predicate, type_: str, doers: tuple[Token, ...]
    ) -> tuple[Token, ...]:
        """Whom an act bears on that a noun beside a clause tells: "under pressure from Paris"."""
        return borne_by(self, predicate, type_, doers)

    def lesser_owner(self, noun: Token, type_: str) -> tuple[Token, ...]:
        """Whose act a noun names by a common noun before it: "a police raid"."""
        return lesser_owner(self, noun, armed=type_ in {"ASSAULT", "COERCE"})

    def in_course(self, noun: Token, type_: str) -> tuple[Token, ...]:
        """Who does a deed in the course of which another of its kind is told of: "killed nine in
        two raids"."""
        verb = carrier(noun)
        act = self._acts.act_of(verb) if verb is not None else None
        return act.actors if act is not None and act.type == type_ and not act.mutual else ()

    def travellers(self, visit: Token) -> tuple[Token, ...]:
        """Who is there in "the minister, on a visit to Oslo, said": whom the phrase hangs on."""
        prep = visit.head
        if visit.dep_ != "pobj" or prep.lower_ not in {"on", "during"}:
            return ()
        above = prep.head
        heads = surface_subjects(above) if above.pos_ in {"VERB", "AUX"} else (above,)
        return self.parties(heads)

    def _possessor(self, noun: Token, doers: tuple[Token, ...]) -> tuple[Token, ...]:
        """Whose thing is acted on: "criticised Oman's laws", "turned down the American offer
        for the island"."""
        owned = noun_owner(noun)
        if self._acts.family_of(Embedded(noun, None)) not in _SOMEBODYS:
            owned = tuple(o for o in owned if o.dep_ == "poss")
        return self._not_own(owned, doers)

    def is_own(self, owner: Token, doers: tuple[Token, ...]) -> bool:
        """Whether the owner of a thing is its doer or the doer's own state: "pledged Oman's
        help", said of Oman's foreign minister."""
        if self.same(owner, doers):
            return True
        states = {a.country for a in self._actors(owner) if a.kind == "state"}
        return any(
            a.country in states and "GOV" in a.sectors for t in doers for a in self._actors(t)
        )

    def shared(self, predicate: Predicate) -> tuple[Token, ...]:
        """The object of the verb before, in "telephoned Ghani and offered help"."""
        verb = predicate.token
        if verb.dep_ != "conj" or verb.head.pos_ != "VERB":
            return ()
        before = predicate_of(verb.head)
        if before is None or before.passive:
            return ()
        return tuple(t for t in before.objects if self.is_actor(t))

    def phrase_party(
        self, predicate: Predicate | None, links: tuple[str, ...], subjects: tuple[Token, ...]
    ) -> tuple[Token, ...]:
        if predicate is None:
            return ()
        preps = self._phrases(predicate)
        for link in links:
            heads = tuple(t for t in preps.get(link, ()) if t.lemma_ not in LEADING)
            found = tuple(t for t in heads if t not in subjects and self.is_actor(t))
            if found:
                return found
            owners = tuple(o for t in heads for o in self.owners(t) if self.is_actor(o))
            owners = tuple(o for o in owners if not self.same(o, subjects))
            if owners:
                return owners[:1]
        return ()

    def _phrases(self, predicate: Predicate) -> Mapping[str, tuple[Token, ...]]:
        """The phrases on a predicate; for a noun those of its participles as well: "curbs
        imposed on traders"."""
        if predicate.word_class != "noun":
            return predicate.preps
        found = dict(predicate.preps)
        for child in predicate.token.children:
            if child.dep_ == "acl" and child.tag_ == "VBN":
                for link, heads in phrases_on(child).items():
                    if link in _ON_PARTICIPLES:
                        found[link] = (*found.get(link, ()), *heads)
        return found

    def owners(self, noun: Token, depth: int = 0) -> Iterator[Token]:
        """Whose a noun is: its owner, or that of the noun in its own phrase, two deep at most
        ("a ban on imports of Egyptian goods")."""
        yield from noun_owner(noun)
        if depth < _DEEP:
            for child in noun.children:
                if child.dep_ == "prep" and child.lower_ in _OWNING:
                    for head in child.children:
                        if head.dep_ == "pobj":
                            yield head
                            yield from self.owners(head, depth + 1)

    def others_there(self, noun: Token, known: tuple[Token, ...]) -> tuple[Token, ...]:
        """Who else is at a meeting that a phrase tells of: "Merkel, speaking after talks with
        Putin": the subject of the verb that the phrase hangs on."""
        prep = noun.head
        if noun.dep_ != "pobj" or prep.lower_ not in _ATTENDING:
            return ()
        verb = prep.head
        while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb:
            verb = verb.head
        found = self.parties(surface_subjects(verb))
        return tuple(t for t in found if not self.same(t, known))

    def authority(self, predicate: Predicate, recipients: tuple[Token, ...]) -> tuple[Token, ...]:
        """Who arrests, convicts, frees or expels where nobody is named: the state of the place."""
        for link in ("in", "from", "at", "by"):
            for head in predicate.preps.get(link, ()):
                place = head.ent_type_ in {"GPE", "LOC"} and head not in recipients
                if place and self.is_actor(head):
                    return (head,)
        return ()

    def mentioned(self, head: Token, doers: tuple[Token, ...]) -> tuple[Token, ...]:
        """The first actor of a clause whose words evoke nothing, but for its doers."""
        for token in head.subtree:
            named = token.pos_ in {"PROPN", "NOUN"} or token.ent_type_ == "NORP"
            fits = named and token.dep_ != "compound" and self.is_actor(token)
            if fits and not self.same(token, doers):
                return (token,)
        return ()

    def _who(self, token: Token) -> set[tuple[str | None, ...]]:
        """Whom a noun names, as far as a pronoun for it is told apart."""
        return {(a.name, a.country, a.kind, *a.sectors) for a in self._actors(token)}

    def same(self, token: Token, others: tuple[Token, ...]) -> bool:
        """Whether a noun names one of some others, by word or by name."""
        if token in others:
            return True
        if token.pos_ == "PRON" and self._who(token) & {i for t in others for i in self._who(t)}:
            return True
        names = {a.name or a.text for a in self._cast.actors(self.sentence_of(token), token)}
        return any(
            names & {a.name or a.text for a in self._cast.actors(self.sentence_of(t), t)}
            for t in others
        )
