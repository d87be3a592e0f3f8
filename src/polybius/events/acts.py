"""From matches to acts: one reading for each trigger, operators applied to the acts under them.

This is the one place that decides. For each word that may name an act the frames that fit
are tried from the most specific down; an operator's frame looks at the act embedded under
it and gives what the operator table says (codebook/data/operators.yaml). What was embedded
is absorbed, unless the table says that it stands as an event of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from polybius.actors import Cast
from polybius.codebook import Codebook, Frame, Result
from polybius.events.act import Act
from polybius.events.around import carrier, purposes
from polybius.events.denials import denied
from polybius.events.grammar import (
    clause_form,
    lemma_of,
    phrases_on,
    spread_subjects,
    surface_subjects,
)
from polybius.events.match import PARTITIVE, Embedded, Match, Matcher, noun_keys
from polybius.events.operators import STATE_ACTS, Operators
from polybius.events.parties import VERB_LINKS, Parties
from polybius.events.predicates import Predicate, as_state, predicate_of
from polybius.events.status import demands, lacks, refuses, withholds
from polybius.parse import Parse, Sentence
from polybius.speech import Attribution
from polybius.tokens import Token

# What is refused by simply not doing it: "does not recognise", "did not accept".
_WITHHELD = frozenset({"support", "agreement"})
# Acts done bodily: a thing that is no actor does none of them.
_PHYSICAL = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST"})
# Texts that provide for acts, which need never be done.
# What has been said, whatever comes of it.
_ANSWERED = frozenset({"accusation", "demand", "threat"})
_COMING = frozenset({"come", "arrive", "emanate", "follow"})
_TEXTS = frozenset({"resolution", "policy", "demand"})


class ActReader:
    """Reads the acts of one article's sentences; built for that article.

    `who` knows the parties around its words.
    """

    def __init__(
        self,
        codebook: Codebook,
        parse: Parse,
        cast: Cast,
        attributions: Sequence[Attribution] = (),
    ) -> None:
        self._codebook = codebook
        self._acts: dict[tuple[int, int], Act | None] = {}
        self.who = Parties(parse, cast, attributions, self)
        self._operators = Operators(codebook, self.who, self)
        self._matcher = Matcher(
            codebook, self.who.is_actor, self.who.sectors_of, self.family_of, self._doers_of
        )

    def stand_ins(self, noun: Token) -> Iterator[Token]:
        """Whom a noun that is no actor speaks of."""
        return self._matcher.stand_ins(noun)

    def read(self, sentence: Sentence) -> list[Act]:
        """The acts of a sentence that stand for themselves, in order of the text."""
        acts = [act for token in sentence.tokens if (act := self.act_of(token)) is not None]
        # A "self" result stands under its own trigger: keep the outermost reading of each.
        absorbed = frozenset[int]().union(*(act.absorbed for act in acts))
        chosen: dict[int, Act] = {}
        for act in acts:
            for one in (act, *act.kept):
                at = one.trigger.i
                outer = one is not act or "self" in one.flags
                if at in absorbed and not outer:
                    continue
                if at not in chosen or (outer and _weight(one) > _weight(chosen[at])):
                    chosen[at] = one
        return [chosen[at] for at in sorted(chosen)]

    def gaps(
        self, sentence: Sentence, known: Callable[[str], bool] = lambda lemma: True
    ) -> Iterator[Act]:
        """Verbs between two parties of which the codebook knows nothing: acts without a type.

        What they are, only the learned part can tell; `known` says of which verbs it has heard.
        """
        for token in sentence.tokens:
            if token.pos_ != "VERB" or token.dep_ == "amod" or not known(lemma_of(token)):
                continue
            if self.act_of(token) is not None:
                continue
            if self._codebook.frames_for("verb", lemma_of(token)) and token.tag_ == "VBG":
                continue
            predicate = predicate_of(token)
            if predicate is None or not predicate.subjects:
                continue
            subjects = self.who.parties(predicate.subjects)
            if not subjects:
                continue
            objects = tuple(t for t in predicate.objects if self.who.is_actor(t))
            recipients = objects or self.who.phrase_party(predicate, VERB_LINKS, subjects)
            if recipients:
                yield Act(
                    token,
                    sentence,
                    "",
                    None,
                    "unknown",
                    subjects,
                    tuple(t for t in recipients if t not in subjects),
                    False,
                    (token,),
                    frozenset({"gap"}),
                    0.0,
                    (),
                )

    def names_act(self, token: Token) -> bool:
        """Whether a noun names an act, with a code of its own or by its class."""
        return self.family_of(Embedded(token, None)) is not None

    def act_of(self, token: Token) -> Act | None:
        """The best reading of a word as an act; None where it is none."""
        key = (id(token.doc), token.i)
        if key not in self._acts:
            self._acts[key] = None  # a word cannot be read by way of itself
            self._acts[key] = self._read(token)
        return self._acts[key]

    def _read(self, token: Token) -> Act | None:
        if self._is_provision(token):
            return None
        act = self._evoke(token)
        if token.pos_ in {"VERB", "AUX"}:
            if demands(token) and (demand := self._operators.demand(token, act)) is not None:
                return demand
            if act is not None and act.type == "MOBILIZE":
                act = self._in_aid(act)
            if act is not None and refuses(token):
                return self._operators.refusal(token, act)
            if act is not None and act.family in _WITHHELD and (withholds(token) or lacks(token)):
                return self._operators.refusal(token, act)
        return act

    def _in_aid(self, act: Act) -> Act:
        """Troops sent to help are help: "sent soldiers to distribute food" (PLOVER: AID)."""
        predicate = predicate_of(act.trigger)
        for verb in purposes(predicate) if predicate is not None else ():
            inner = self.act_of(verb)
            if inner is None or inner.type != "AID":
                continue
            return replace(
                act,
                type=inner.type,
                mode=inner.mode,
                family=inner.family,
                recipients=act.recipients or inner.recipients,
                evidence=act.evidence + inner.evidence,
                absorbed=act.absorbed | inner.absorbed | {verb.i},
            )
        return act

    def _is_provision(self, verb: Token) -> bool:
        """Whether a verb tells what a text provides for: "a bill that would ban ..." """
        if verb.dep_ != "relcl" or not any(c.lower_ == "would" for c in verb.children):
            return False
        return any(_TEXTS & self._codebook.classes_of(key) for key in noun_keys(verb.head))

    def _evoke(self, token: Token) -> Act | None:
        """The reading of the codebook's frames for a word."""
        predicate = self._evoked(token)
        if predicate is None:
            return None
        governor = None
        if predicate.word_class == "noun":
            predicate, governor = self._with_light_verb(predicate)
        matches = sorted(self._matcher.matches(predicate), key=lambda m: -m.score)
        for at, match in enumerate(matches):
            if match.frame.result is None and match.frame.operator is None:
                return None  # acts/NONE.yaml: these words name no act of politics
            act = self._compose(predicate, governor, match)
            if act is not None:
                lost = tuple(f"{m.frame.source} {m.frame.line}" for m in matches[at + 1 : at + 4])
                return replace(act, rejected=act.rejected + lost) if lost else act
        return None

    def _evoked(self, token: Token) -> Predicate | None:
        """The predicate of a word that the codebook knows; cheap for all other words."""
        if token.dep_ == "amod" and token.lower_ in self._codebook.status_words:
            return None  # "the planned visit": a status, no act
        if token.tag_ == "VBN" and self._codebook.frames_for("adjective", token.lower_):
            return as_state(token)  # "is committed to": a state, told by an adjective's frames
        lemma = lemma_of(token)
        word_class = {"NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}.get(token.pos_, "verb")
        if not self._codebook.frames_for(word_class, lemma):  # type: ignore[arg-type]
            return None
        predicate = predicate_of(token)
        return predicate if predicate is None or predicate.lemma == lemma else None

    def _with_light_verb(self, noun: Predicate) -> tuple[Predicate, Token | None]:
        """A noun that names the act of a light verb takes over that verb's subject and phrases."""
        if not noun.subjects and (givers := _givers(noun.token)):
            return replace(noun, subjects=givers), None
        if not noun.subjects and (verb := _adverbial_verb(noun.token)) is not None:
            # "launched it in defiance of the UN": who launched it, defies.
            return replace(noun, subjects=surface_subjects(verb)), None
        for verb in _governors(noun.token):
            way = self._codebook.light.get(lemma_of(verb))
            if way is None:
                continue
            governor = predicate_of(verb)
            if governor is None or noun.token not in governor.objects:
                continue
            preps = dict(governor.preps)
            for link, heads in noun.preps.items():
                preps[link] = heads + preps.get(link, ())
            owners = noun.subjects
            if way == "patient":
                subjects = preps.get("from", ()) or preps.get("by", ()) or owners
                objects = noun.objects + governor.subjects
            else:
                subjects = governor.subjects or owners
                objects = noun.objects + tuple(o for o in governor.objects if o != noun.token)
            return (
                replace(noun, subjects=subjects, objects=objects, preps=preps),
                verb,
            )
        return noun, None

    def _compose(self, predicate: Predicate, governor: Token | None, match: Match) -> Act | None:
        """The act of one frame that fits, with its parties; None where they rule it out."""
        frame = match.frame
        if frame.operator is not None:
            subjects, _ = _roles(predicate, frame)
            return self._operators.operate(predicate, governor, match, subjects)
        if frame.result is None:
            return None
        sides = self._sides(predicate, match, frame.result)
        if sides is None:
            return None
        actors, recipients, implied = sides
        scope = (predicate.token, *([governor] if governor is not None else ()))
        if "speaker" in frame.flags:
            scope += self.who.cue_of(predicate.token)
        imposed = [f for f in ("future", "hypothetical", "negated") if f in frame.flags]
        return Act(
            predicate.token,
            self.who.sentence_of(predicate.token),
            frame.result.type,
            frame.result.mode,
            self.family(frame.result),
            actors,
            recipients,
            "mutual" in frame.flags,
            scope,
            frame.flags,
            match.score,
            (f"{frame.source} {frame.line}",),
            status=next(iter(imposed), None),
            absorbed=frozenset(t.i for t in match.used if not self._stands(t, actors)),
            implied=implied,
            topics=match.classes,
            about=self._judged(predicate, frame),
            kept=self._denied(predicate, match, actors),
        )

    def _stands(self, noun: Token, doers: tuple[Token, ...]) -> bool:
        """Whether a noun that an act answers was an act of somebody else's before: "brushed off
        accusations by Oslo"."""
        act = self.act_of(noun) if noun.pos_ == "NOUN" else None
        if act is None or act.family not in _ANSWERED or not act.actors:
            return False
        return not any(self.who.same(t, doers) for t in act.actors)

    def _denied(
        self, predicate: Predicate, match: Match, doers: tuple[Token, ...]
    ) -> tuple[Act, ...]:
        """The acts that a refuted claim tells of, where a frame of REJECT refutes one."""
        if match.frame.result is None or match.frame.result.type != "REJECT":
            return ()
        nouns = match.used + (predicate.subjects if "speaker" in match.frame.flags else ())
        claims = tuple(t for t in nouns if self.family_of(Embedded(t, None)) == "accusation")
        return denied(predicate, claims, doers, self.act_of)

    def _sides(
        self, predicate: Predicate, match: Match, result: Result
    ) -> tuple[tuple[Token, ...], tuple[Token, ...], bool] | None:
        """Who does an act and to whom, as the frame's flags turn it, and whether the doer is
        only implied; None where the frame wants parties that are not there."""
        flags = match.frame.flags
        subjects, objects = _roles(predicate, match.frame)
        if predicate.word_class == "noun" and not subjects and not flags & {"patient", "swap"}:
            subjects = self.who.lesser_owner(predicate.token, result.type)
        if "speaker" in flags:
            subjects, recipients = self.who.speaker_of(predicate.token), self.who.parties(subjects)
            if not subjects:
                return None
        else:
            found = self.who.recipients(predicate, subjects, objects, match)
            recipients = match.recipients or found
        if result.type == "ASSAULT" and predicate.word_class == "noun":
            # "the Aleppo bombing": where force is used, not who uses it
            sites = tuple(t for t in subjects if self.who.is_site(t))
            subjects = tuple(t for t in subjects if t not in sites)
            recipients = recipients or sites
        recipients = tuple(t for t in recipients if t not in subjects)
        if self._by_a_thing(match.frame, predicate, subjects):
            return None
        if not subjects and result.type == "MOBILIZE":
            # "police were deployed": they are who musters
            subjects = tuple(t for t in match.used if self.who.is_actor(t))
        actors = self.who.parties(subjects)
        if not actors and predicate.word_class == "noun":
            if result.type == "ASSAULT":
                actors = self.who.in_course(predicate.token, result.type)
            elif result.mode == "visit":
                actors = self.who.travellers(predicate.token)
            elif "mutual" in flags and (verb := carrier(predicate.token)) is not None:
                # "broke up the ring in a joint raid": together, all who did it
                actors = self.who.parties(spread_subjects(verb))
        implied = False
        if not actors and result.type in STATE_ACTS:
            actors = self.who.authority(predicate, recipients)
            implied = bool(actors)
        if "swap" in flags:
            agents = predicate.preps.get("by", ()) + predicate.preps.get("from", ())
            active = predicate.word_class == "verb" and not predicate.passive
            guests = tuple(
                t for t in match.used if active and t in objects and self.who.is_actor(t)
            )
            actors, recipients = (
                (match.recipients or agents or guests),
                actors or tuple(t for t in objects if t not in match.used),
            )
        if predicate.word_class == "noun" and not recipients:
            recipients = self.who.bearers(predicate, result.type, actors)
        if not self._licensed(match.frame, predicate, recipients):
            return None
        if "mutual" in flags:
            actors, recipients = tuple(dict.fromkeys(actors + recipients)), ()
            if len(actors) == 1 and predicate.word_class == "noun":
                actors = self.who.others_there(predicate.token, actors) + actors
        return actors, recipients, implied

    def _judged(self, predicate: Predicate, frame: Frame) -> Token | None:
        """The noun of the act that a verdict is about ("called the bombing a crime")."""
        nouns = predicate.subjects if "speaker" in frame.flags else predicate.objects
        return next((t for t in nouns if t.pos_ == "NOUN" and self.act_of(t)), None)

    def _licensed(self, frame: Frame, predicate: Predicate, recipients: tuple[Token, ...]) -> bool:
        """Whether a bare verb has what makes it an act between parties at all."""
        if "weak" in frame.flags:
            doers = self.who.parties(predicate.subjects)
            sides = self.who.count(doers) if "mutual" in frame.flags else 0
            return bool(doers) and (bool(recipients) or sides > 1)
        return True

    def _by_a_thing(self, frame: Frame, predicate: Predicate, subjects: tuple[Token, ...]) -> bool:
        """Whether what is done has a doer that can do none of it: "the quake killed soldiers".

        An act may do it ("the attack killed"), and whatever the frame asks for ("a bomb killed").
        """
        if predicate.word_class != "verb" or frame.subject is not None or not subjects:
            return False
        if frame.result is None or frame.result.type not in _PHYSICAL:
            return False
        return not any(
            t.pos_ in {"PRON", "PROPN", "NUM"}
            or self.who.parties((t,))
            or self.act_of(t) is not None
            for t in subjects
        )

    def family(self, result: Result) -> str:
        info = self._codebook.types[result.type]
        return info.mode_family.get(result.mode or "", info.family)

    def family_of(self, embedded: Embedded) -> str | None:
        inner = self.inner(embedded)
        if inner is not None:
            return inner.family
        for key in noun_keys(embedded.token):
            for name in sorted(self._codebook.classes_of(key)):
                if family := self._codebook.classes[name].family:
                    return family
        return None

    def _doers_of(self, noun: Token) -> tuple[Token, ...] | None:
        act = self.act_of(noun) if noun.pos_ == "NOUN" else None
        return act.actors if act is not None else None

    def inner(self, embedded: Embedded) -> Act | None:
        """The act that fills a slot: the word's own, or that of the noun it merely carries."""
        token = embedded.token
        act = self.act_of(token)
        if act is not None:
            return act
        if token.pos_ in {"VERB", "AUX"}:
            deeper = {"dobj", "acomp", "attr", "oprd", "nsubjpass", "pobj"}
            if lemma_of(token) in self._codebook.light or token.pos_ == "AUX":
                for child in token.children:
                    if child.dep_ in deeper and (act := self.act_of(child)) is not None:
                        return act
                for child in token.children:
                    # "whether it made sense to meet"
                    below = child.dep_ in {"xcomp", "advcl", "ccomp"} and clause_form(child) == "to"
                    if below and (act := self.act_of(child)) is not None:
                        return act
        elif lemma_of(token) in PARTITIVE:
            for child in token.children:
                if child.lower_ == "of":
                    for noun in child.children:
                        if (act := self.act_of(noun)) is not None:
                            return act
        return None


def _weight(act: Act) -> tuple[bool, int]:
    """How much a reading of a word knows of what stands above it: whose word it is, its scope."""
    return bool(act.claimants), len(act.scope)


def _roles(predicate: Predicate, frame: Frame) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """Subjects and objects of a predicate, as its frame turns a noun's owner and "of" phrase."""
    subjects, objects = predicate.subjects, predicate.objects
    if predicate.word_class != "noun":
        return subjects, objects
    if "patient" in frame.flags:
        owners = tuple(c for c in predicate.token.children if c.dep_ == "poss")
        by = predicate.preps.get("by", ())
        if owners and predicate.preps.get("of"):
            return owners, objects  # "Mali's detention of two priests"
        return by or tuple(s for s in subjects if s not in owners), owners + objects
    if "agent" in frame.flags and not subjects:
        return objects, ()
    return subjects, objects


def _givers(noun: Token) -> tuple[Token, ...]:
    """Whose act it is that "came from the Brotherhood"."""
    verb = noun.head
    if noun.dep_ != "nsubj" or lemma_of(verb) not in _COMING:
        return ()
    return phrases_on(verb).get("from", ())


def _adverbial_verb(noun: Token) -> Token | None:
    """The verb whose manner a bare noun after "in" tells: "in protest", "in defiance of"."""
    prep = noun.head
    bare = not any(c.dep_ in {"det", "poss", "nummod"} for c in noun.children)
    if noun.dep_ == "pobj" and prep.lower_ == "in" and bare and noun.tag_ == "NN":
        return prep.head if prep.head.pos_ == "VERB" else None
    return None


def _governors(noun: Token) -> Iterator[Token]:
    """Verbs that may carry a noun: the verb it is an object of, and participles on it."""
    if noun.dep_ in {"dobj", "nsubjpass", "attr", "conj"} and noun.head.pos_ in {"VERB", "AUX"}:
        yield noun.head
    elif noun.dep_ in {"conj", "pobj"} and noun.head.head.pos_ == "VERB":
        yield noun.head.head
    for child in noun.children:
        if child.dep_ in {"acl", "relcl"} and child.pos_ == "VERB":
            yield child
