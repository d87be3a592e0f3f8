"""From matches to acts: one reading for each trigger, operators applied to the acts under them.

This is the one place that decides. For each word that may name an act the frames that fit
are tried from the most specific down; an operator's frame looks at the act embedded under
it and gives what the operator table says (codebook/data/operators.yaml). What was embedded
is absorbed, unless the table says that it stands as an event of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from polybius.actors import Cast
from polybius.codebook import Codebook, Frame, Operator, Result
from polybius.events.match import PARTITIVE, Embedded, Match, Matcher, noun_keys
from polybius.events.predicates import (
    Predicate,
    as_state,
    clause_form,
    lemma_of,
    noun_owner,
    predicate_of,
    surface_subjects,
)
from polybius.events.scope import is_political
from polybius.events.status import demands, refuses, stronger, withholds
from polybius.parse import Parse, Sentence
from polybius.speech import Attribution, covering

# In which order the prepositions of a word are asked for its recipient.
_RECIPIENT_LINKS = (
    "against", "on", "upon", "at", "with", "between", "to", "toward", "towards", "over",
    "into", "from", "among", "of", "in", "for", "within", "by",
)  # fmt: skip
# Acts whose place may be the party they are done to: "provided food in northern Nigeria".
_SITED = frozenset({"AID", "ASSAULT", "MOBILIZE", "COERCE"})
# What is refused by simply not doing it: "does not recognise", "did not accept".
_WITHHELD = frozenset({"support", "agreement"})
_FIRST_PERSON = frozenset("i we me us my our myself ourselves".split())
# Families of nouns that are somebody's: who refuses one, refuses him.
_SOMEBODYS = frozenset({"demand", "accusation", "threat", "agreement"})
# Acts that only those in power do: where no doer is named, the state of the place is meant.
# Acts done bodily: a thing that is no actor does none of them.
_PHYSICAL = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST"})
STATE_ACTS = frozenset({"COERCE", "SANCTION", "RETREAT"})
_DEEP = 2
# Prepositions that put the subject of a verb at a meeting.
_ATTENDING = frozenset({"after", "in", "during", "at", "following", "before", "for", "through"})
_VERB_LINKS = tuple(link for link in _RECIPIENT_LINKS if link not in {"by", "of", "for", "in"})


@dataclass(frozen=True, eq=False, slots=True)
class Act:
    """A reading that was chosen: what was done, by and to whom, and why it is read so.

    `scope` holds the words whose negation, tense and modality bear on it; `status` what an
    operator above imposes; `claimants` whose word it is and `stance` how they stand to it
    ("accused X of"); `inner` the act that was absorbed; `about` the noun of an act judged;
    `kept` acts to stand beside it.
    """

    trigger: Token
    sentence: Sentence
    type: str
    mode: str | None
    family: str
    actors: tuple[Token, ...]
    recipients: tuple[Token, ...]
    mutual: bool
    scope: tuple[Token, ...]
    flags: frozenset[str]
    score: float
    evidence: tuple[str, ...]
    status: str | None = None
    claimants: tuple[Token, ...] = ()
    stance: str | None = None
    inner: Act | None = None
    kept: tuple[Act, ...] = ()
    absorbed: frozenset[int] = frozenset()
    implied: bool = False
    topics: frozenset[str] = frozenset()
    about: Token | None = None
    rejected: tuple[str, ...] = ()


class ActReader:
    """Reads the acts of one article's sentences; built for that article."""

    def __init__(
        self,
        codebook: Codebook,
        parse: Parse,
        cast: Cast,
        attributions: Sequence[Attribution] = (),
    ) -> None:
        self._codebook = codebook
        self._cast = cast
        self._attributions = [a for a in attributions if a.source_head is not None]
        self._sentences: dict[tuple[int, int], Sentence] = {}
        for sentence in parse.sentences:
            for token in sentence.tokens:
                self._sentences[id(sentence.tokens.doc), token.i] = sentence
        self._acts: dict[tuple[int, int], Act | None] = {}
        self._matcher = Matcher(
            codebook, self.is_actor, self.sectors_of, self._family_of, self._doers_of
        )

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
                if at not in chosen or (outer and len(one.scope) > len(chosen[at].scope)):
                    chosen[at] = one
        return [chosen[at] for at in sorted(chosen)]

    def gaps(self, sentence: Sentence) -> Iterator[Act]:
        """Verbs between two parties of which the codebook knows nothing: acts without a type.

        What they are, only the learned part can tell.
        """
        for token in sentence.tokens:
            if token.pos_ != "VERB" or self.act_of(token) is not None or token.dep_ == "amod":
                continue
            if self._codebook.frames_for("verb", lemma_of(token)) and token.tag_ == "VBG":
                continue
            predicate = predicate_of(token)
            if predicate is None or not predicate.subjects:
                continue
            subjects = self._parties(predicate.subjects)
            if not subjects:
                continue
            objects = tuple(t for t in predicate.objects if self.is_actor(t))
            recipients = objects or self._phrase_party(predicate, _VERB_LINKS, subjects)
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

    def sentence_of(self, token: Token) -> Sentence:
        """The sentence that a token stands in."""
        return self._sentences[id(token.doc), token.i]

    def is_actor(self, token: Token) -> bool:
        """Whether the document's cast knows the noun phrase of this head as an actor."""
        return bool(self._cast.actors(self.sentence_of(token), token))

    def sectors_of(self, token: Token) -> frozenset[str]:
        """The sectors of the actors that a noun phrase names."""
        actors = self._cast.actors(self.sentence_of(token), token)
        return frozenset(s for actor in actors for s in actor.sectors)

    def names_act(self, token: Token) -> bool:
        """Whether a noun names an act, with a code of its own or by its class."""
        return self._family_of(Embedded(token, None)) is not None

    def act_of(self, token: Token) -> Act | None:
        """The best reading of a word as an act; None where it is none."""
        key = (id(token.doc), token.i)
        if key not in self._acts:
            self._acts[key] = None  # a word cannot be read by way of itself
            self._acts[key] = self._read(token)
        return self._acts[key]

    def _read(self, token: Token) -> Act | None:
        act = self._evoke(token)
        if token.pos_ in {"VERB", "AUX"}:
            if demands(token) and (demand := self._demand(token, act)) is not None:
                return demand
            if act is not None and refuses(token):
                return self._refusal(token, act)
            if act is not None and act.family in _WITHHELD and withholds(token):
                return self._refusal(token, act)
        return act

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
                return replace(act, rejected=act.rejected + lost)
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

    # -- one match ---------------------------------------------------------------------

    def _compose(self, predicate: Predicate, governor: Token | None, match: Match) -> Act | None:
        frame = match.frame
        subjects, objects = _roles(predicate, frame)
        if frame.operator is not None:
            return self._operate(predicate, governor, match, subjects)
        if frame.result is None:
            return None
        if "speaker" in frame.flags:
            subjects, recipients = self.speaker_of(predicate.token), self._parties(subjects)
            if not subjects:
                return None
        else:
            recipients = match.recipients or self._recipients(predicate, subjects, objects, match)
        recipients = tuple(t for t in recipients if t not in subjects)
        if self._by_a_thing(frame, predicate, subjects):
            return None
        if not subjects and frame.result.type == "MOBILIZE":
            subjects = tuple(t for t in match.used if self.is_actor(t))  # "police were deployed"
        subjects = self._parties(subjects)
        scope = (predicate.token, *([governor] if governor is not None else ()))
        if "speaker" in frame.flags:
            scope += self._cue_of(predicate.token)
        implied = False
        if not subjects and frame.result.type in STATE_ACTS:
            subjects = self._authority(predicate, recipients)
            implied = bool(subjects)
        if "swap" in frame.flags:
            agents = predicate.preps.get("by", ()) + predicate.preps.get("from", ())
            subjects, recipients = (match.recipients or agents), subjects or tuple(objects)
        if not self._licensed(frame, predicate, recipients):
            return None
        mutual = "mutual" in frame.flags
        if mutual:
            subjects, recipients = tuple(dict.fromkeys(subjects + recipients)), ()
            if len(subjects) == 1 and predicate.word_class == "noun":
                subjects = self._others_there(predicate.token, subjects) + subjects
        return Act(
            predicate.token,
            self.sentence_of(predicate.token),
            frame.result.type,
            frame.result.mode,
            self._family(frame.result),
            subjects,
            recipients,
            mutual,
            scope,
            frame.flags,
            match.score,
            (f"{frame.source} {frame.line}",),
            status=next(
                (f for f in ("future", "hypothetical", "negated") if f in frame.flags), None
            ),
            absorbed=frozenset(t.i for t in match.used),
            implied=implied,
            topics=match.classes,
            about=self._judged(predicate, frame),
        )

    def _judged(self, predicate: Predicate, frame: Frame) -> Token | None:
        """The noun of the act that a verdict is about ("called the bombing a crime")."""
        nouns = predicate.subjects if "speaker" in frame.flags else predicate.objects
        return next((t for t in nouns if t.pos_ == "NOUN" and self.act_of(t)), None)

    def _others_there(self, noun: Token, known: tuple[Token, ...]) -> tuple[Token, ...]:
        """Who else is at a meeting that a phrase tells of: "Merkel, speaking after talks with
        Putin": the subject of the verb that the phrase hangs on."""
        prep = noun.head
        if noun.dep_ != "pobj" or prep.lower_ not in _ATTENDING:
            return ()
        verb = prep.head
        while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb:
            verb = verb.head
        found = self._parties(surface_subjects(verb))
        return tuple(t for t in found if not self._same(t, known))

    def _authority(self, predicate: Predicate, recipients: tuple[Token, ...]) -> tuple[Token, ...]:
        """Who arrests, convicts, frees or expels where nobody is named: the state of the place."""
        for link in ("in", "from", "at", "by"):
            for head in predicate.preps.get(link, ()):
                place = head.ent_type_ in {"GPE", "LOC"} and head not in recipients
                if place and self.is_actor(head):
                    return (head,)
        return ()

    def _licensed(self, frame: Frame, predicate: Predicate, recipients: tuple[Token, ...]) -> bool:
        """Whether a bare verb has what makes it an act between parties at all."""
        if "weak" in frame.flags:
            return bool(recipients) and bool(self._parties(predicate.subjects))
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
            t.pos_ in {"PRON", "PROPN", "NUM"} or self._parties((t,)) or self.act_of(t) is not None
            for t in subjects
        )

    def _family(self, result: Result) -> str:
        info = self._codebook.types[result.type]
        return info.mode_family.get(result.mode or "", info.family)

    def _parties(self, heads: tuple[Token, ...]) -> tuple[Token, ...]:
        """The actors among some nouns; for one that is none, whom it belongs to or comes from."""
        found: list[Token] = []
        for head in heads:
            if self.is_actor(head):
                found.append(head)
            elif head.lower_ in _FIRST_PERSON:
                found += self.speaker_of(head)
            elif head.pos_ in {"VERB", "AUX"}:
                continue  # "what is happening in Aleppo" is nobody
            elif (act := self.act_of(head) if head.pos_ == "NOUN" else None) is not None:
                found += act.actors
            else:
                found += [o for o in list(self._matcher.stand_ins(head))[:1] if self.is_actor(o)]
        return tuple(dict.fromkeys(found))

    def _recipients(
        self,
        predicate: Predicate,
        subjects: tuple[Token, ...],
        objects: tuple[Token, ...],
        match: Match,
    ) -> tuple[Token, ...]:
        """Whom an act is done to, where its frame does not say: the object, else a phrase."""
        result = match.frame.result
        verdict = result is not None and result.type in {"ACCUSE", "SUPPORT"}
        own = result is not None and result.type == "MOBILIZE"  # whom it moves are its own
        direct = tuple(t for t in objects if self.is_actor(t) and not (own and t in match.used))
        if result is not None and result.mode == "withdraw":
            # Who withdraws its troops or its envoy, withdraws them from somebody else.
            direct = tuple(
                t for t in direct if not any(self._same(o, subjects) for o in noun_owner(t))
            )
        if direct:
            return direct
        if not objects and (shared := self._shared(predicate)):
            return shared
        links = _VERB_LINKS if predicate.word_class == "verb" else _RECIPIENT_LINKS
        if result is not None and result.type in _SITED:
            links = _RECIPIENT_LINKS
        for noun in (*match.used, *objects):
            if own and self.is_actor(noun):
                continue
            if verdict and (act := self.act_of(noun)) is not None:
                return act.actors  # who calls an act a crime, accuses its doer
            if self._family_of(Embedded(noun, None)) in _SOMEBODYS:
                # "turned down the American offer for the island": whose offer it is
                owned = (o for o in noun_owner(noun) if self.is_actor(o))
                if theirs := tuple(o for o in owned if not self._same(o, subjects)):
                    return theirs
            if found := self._phrase_party(predicate_of(noun), _RECIPIENT_LINKS, subjects):
                return found
            owners = tuple(
                o for o in self._matcher.stand_ins(noun) if self.is_actor(o) and o not in subjects
            )
            if owners:
                return owners
        return self._phrase_party(predicate, links, subjects)

    def _shared(self, predicate: Predicate) -> tuple[Token, ...]:
        """The object of the verb before, in "telephoned Ghani and offered help"."""
        verb = predicate.token
        if verb.dep_ != "conj" or verb.head.pos_ != "VERB":
            return ()
        before = predicate_of(verb.head)
        if before is None or before.passive:
            return ()
        return tuple(t for t in before.objects if self.is_actor(t))

    def _phrase_party(
        self, predicate: Predicate | None, links: tuple[str, ...], subjects: tuple[Token, ...]
    ) -> tuple[Token, ...]:
        if predicate is None:
            return ()
        for link in links:
            heads = predicate.preps.get(link, ())
            found = tuple(t for t in heads if t not in subjects and self.is_actor(t))
            if found:
                return found
            owners = tuple(
                o for t in heads for o in self._owners(t) if o not in subjects and self.is_actor(o)
            )
            if owners:
                return owners[:1]
        return ()

    def _owners(self, noun: Token, depth: int = 0) -> Iterator[Token]:
        """Whose a noun is: its owner, or that of the noun in its own phrase, two deep at most
        ("a ban on imports of Egyptian goods")."""
        yield from noun_owner(noun)
        if depth < _DEEP:
            for child in noun.children:
                if child.dep_ == "prep" and child.lower_ in {"of", "in", "on", "from", "for"}:
                    for head in child.children:
                        if head.dep_ == "pobj":
                            yield head
                            yield from self._owners(head, depth + 1)

    # -- operators that are no words of the codebook but grammar -------------------------

    def speaker_of(self, token: Token) -> tuple[Token, ...]:
        """The head of whoever the text gives a word to, by the innermost attribution."""
        attribution = self._attribution_of(token)
        return (attribution.source_head,) if attribution and attribution.source_head else ()

    def _attribution_of(self, token: Token) -> Attribution | None:
        sentence = self.sentence_of(token)
        start, end = sentence.start_of(token), sentence.end_of(token)
        for attribution in covering(self._attributions, start, end):
            head = attribution.source_head
            if head is not None and self.is_actor(head):
                return attribution
        return None

    def _cue_of(self, token: Token) -> tuple[Token, ...]:
        """The verb that gives a word to its speaker, if it stands in the same sentence."""
        attribution = self._attribution_of(token)
        cues = attribution.cue_tokens if attribution else ()
        return tuple(c for c in cues[:1] if c.doc is token.doc and c.sent == token.sent)

    def _demand(self, verb: Token, inner: Act | None) -> Act | None:
        """Whoever says that another must do something, demands it."""
        subjects = self._parties(tuple(surface_subjects(verb)))
        speakers = self.speaker_of(verb)
        if not speakers or not subjects or any(self._same(s, speakers) for s in subjects):
            return None
        if inner is None and not all(self._is_political(t) for t in (*speakers, *subjects)):
            return None
        return self._grammatical("must", verb, inner, speakers, subjects)

    def _is_political(self, token: Token) -> bool:
        actors = self._cast.actors(self.sentence_of(token), token)
        return any(is_political(actor) for actor in actors)

    def _refusal(self, verb: Token, inner: Act) -> Act | None:
        """Whoever will not do something, refuses it."""
        doers = self._parties(tuple(surface_subjects(verb)))
        others = tuple(t for t in inner.actors + inner.recipients if not self._same(t, doers))
        if not doers:
            return inner
        return self._grammatical("will not", verb, inner, doers, others) or inner

    def _grammatical(
        self,
        name: str,
        verb: Token,
        inner: Act | None,
        actors: tuple[Token, ...],
        recipients: tuple[Token, ...],
    ) -> Act | None:
        family = inner.family if inner is not None else None
        result = _result(self._codebook.operators[name], family)
        if result is None or not result.type:
            return None
        return Act(
            verb,
            self.sentence_of(verb),
            result.type,
            result.mode,
            self._family(result),
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

    # -- operators ---------------------------------------------------------------------

    def _family_of(self, embedded: Embedded) -> str | None:
        inner = self._inner(embedded)
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

    def _inner(self, embedded: Embedded) -> Act | None:
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

    def _operate(
        self,
        predicate: Predicate,
        governor: Token | None,
        match: Match,
        subjects: tuple[Token, ...],
    ) -> Act | None:
        frame, embedded = match.frame, match.embedded
        assert frame.operator is not None
        if embedded is None and match.used:
            embedded = Embedded(match.used[0], None)  # "quit {agreement}": a line without ACT
        operator = self._codebook.operators[frame.operator]
        inner = self._inner(embedded) if embedded is not None else None
        family = self._family_of(embedded) if embedded is not None else None
        if operator.name in _PROMISING and embedded is not None and _is_negated(embedded):
            operator = self._codebook.operators["refuse"]  # "vowed never to give up"
        result = _result(operator, family)
        if result is None:
            return None
        scope = (predicate.token, *([governor] if governor is not None else ()))
        evidence = (f"{frame.source} {frame.line}", f"operators.yaml {operator.name}/{family}")
        doers = self._parties(subjects)
        if not result.type:
            return _pass_on(inner, result, doers, scope, evidence)
        recipients = match.recipients or self._toward(match, embedded, inner, doers, operator)
        if "weak" in frame.flags and not (doers and recipients):
            return None
        implied = False
        if not doers and result.type in STATE_ACTS:
            doers = self._authority(predicate, recipients)
            implied = bool(doers)
        kept: tuple[Act, ...] = self._disputed(operator, embedded, doers)
        if inner is not None and "keep" in result.flags:
            kept = (self._kept(inner, result, doers, match.recipients, operator),)
        absorbed = frozenset(t.i for t in match.used)
        if embedded is not None:
            absorbed |= {embedded.token.i}
        if inner is not None:
            absorbed |= inner.absorbed | {inner.trigger.i}
        return Act(
            predicate.token,
            self.sentence_of(predicate.token),
            result.type,
            result.mode,
            self._family(result),
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
            topics=self._topics(embedded),
            about=inner.trigger if inner is not None else None,
            absorbed=absorbed - {predicate.token.i},
        )

    def _disputed(
        self, operator: Operator, embedded: Embedded | None, doers: tuple[Token, ...]
    ) -> tuple[Act, ...]:
        """The act that a rejected claim tells of: "dismissed reports that it had shelled"."""
        if operator.name not in {"refuse", "decline", "deny"} or embedded is None:
            return ()
        if embedded.clause is not None or self._family_of(embedded) != "accusation":
            return ()
        for child in embedded.token.children:
            told = child.dep_ in {"acl", "ccomp", "relcl"} and clause_form(child) == "that"
            if told and (act := self.act_of(child)) is not None:
                return (replace(act, claimants=doers, stance="denies"),)
        return ()

    def _topics(self, embedded: Embedded | None) -> frozenset[str]:
        """What an operator's act is about, by the classes of the noun under it."""
        if embedded is None or embedded.clause is not None:
            return frozenset()
        keys = noun_keys(embedded.token)
        return frozenset(name for key in keys for name in self._codebook.classes_of(key))

    def _kept(
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

    def _toward(
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
            if embedded.clause is None and self.is_actor(noun):
                return (noun,)
            predicate = predicate_of(noun)
            if predicate is None:
                return ()
            others = self._parties(predicate.subjects)
            others += self._recipients(predicate, doers, predicate.objects, match)
            if not any(not self._same(t, doers) for t in others):
                others = self._mentioned(noun, doers)
        elif operator.toward == "doer":
            others = inner.actors or inner.recipients
        else:
            others = inner.recipients or inner.actors
        found = tuple(t for t in others if not self._same(t, doers))
        if not found and inner is not None:
            found = tuple(t for t in inner.actors + inner.recipients if not self._same(t, doers))
        return found

    def _mentioned(self, head: Token, doers: tuple[Token, ...]) -> tuple[Token, ...]:
        """The first actor of a clause whose words evoke nothing, but for its doers."""
        for token in head.subtree:
            named = token.pos_ in {"PROPN", "NOUN"} or token.ent_type_ == "NORP"
            fits = named and token.dep_ != "compound" and self.is_actor(token)
            if fits and not self._same(token, doers):
                return (token,)
        return ()

    def _same(self, token: Token, others: tuple[Token, ...]) -> bool:
        """Whether a noun names one of some others, by word or by name."""
        if token in others:
            return True
        names = {a.name or a.text for a in self._cast.actors(self.sentence_of(token), token)}
        return any(
            names & {a.name or a.text for a in self._cast.actors(self.sentence_of(t), t)}
            for t in others
        )


_PROMISING = frozenset({"promise", "vow", "agree", "willing"})


def _is_negated(embedded: Embedded) -> bool:
    """Whether a clause says what is not to be done: "never to give up"."""
    if embedded.clause is None:
        return False
    return any(c.dep_ == "neg" or c.lower_ == "never" for c in embedded.token.children)


def _result(operator: Operator, family: str | None) -> Result | None:
    if family is None:
        return operator.over.get("unknown", operator.over.get("any"))
    return operator.over.get(family, operator.over.get("any"))


def _pass_on(
    inner: Act | None,
    result: Result,
    doers: tuple[Token, ...],
    scope: tuple[Token, ...],
    evidence: tuple[str, ...],
) -> Act | None:
    """The embedded act itself (or the one under it), with what the operator adds to its status."""
    if inner is None:
        return None
    if "inner" in result.flags:
        inner = inner.inner or inner
    imposed = next((f for f in ("negated", "hypothetical", "future") if f in result.flags), None)
    return replace(
        inner,
        actors=inner.actors or doers,
        scope=inner.scope + scope,
        flags=inner.flags | {"self"},
        status=stronger(inner.status, imposed),
        evidence=evidence + inner.evidence,
    )


def _roles(predicate: Predicate, frame: Frame) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """Subjects and objects of a predicate, as its frame turns a noun's owner and "of" phrase."""
    subjects, objects = predicate.subjects, predicate.objects
    if predicate.word_class != "noun":
        return subjects, objects
    if "patient" in frame.flags:
        owners = tuple(c for c in predicate.token.children if c.dep_ == "poss")
        return tuple(s for s in subjects if s not in owners), owners + objects
    if "agent" in frame.flags and not subjects:
        return objects, ()
    return subjects, objects


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
