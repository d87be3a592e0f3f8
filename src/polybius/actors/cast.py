"""One article's memory of its actors: resolves noun phrases in context.

`Cast` reads the sentences in order and keeps every mention of a person, body, group or
state. A later phrase is resolved by what came before it: a surname by the full name,
an acronym by the name it was introduced with, "the group" and "she" by the nearest
mention that agrees. Nothing is taken from further on in the text, but the headline is
read after the body's first sentence, which has the full names.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from polybius.actors.book import ActorBook
from polybius.actors.lexicon import Meaning
from polybius.actors.memory import Names
from polybius.actors.nounphrase import (
    appositions,
    coordinated,
    determiner,
    ends_name,
    extent,
    is_location,
    is_plural,
    is_proper,
    is_subject,
    kind_of_name,
    listed,
    name_start,
    own_name,
    shouted,
)
from polybius.actors.references import RELATIVE, Mention, References, antecedent, gender_of_title
from polybius.actors.resolution import NOBODY, Resolution
from polybius.actors.survey import Survey
from polybius.parse import Parse, Sentence
from polybius.record import Actor
from polybius.tokens import Token
from polybius.world import fold

_FOREIGN = frozenset(
    "foreign foreigner tourist international world western global refugee migrant ambassador "
    "un u.n. european arab african gulf asian allied regional".split()
)
_FOREIGN_OFFICE = frozenset("minister ministry secretary office affair policy".split())
_FIRING = frozenset("fire launch drop test shoot down intercept destroy".split())
_NOT_NAMES = frozenset(
    "DATE TIME PERCENT MONEY QUANTITY ORDINAL CARDINAL LAW LANGUAGE EVENT WORK_OF_ART".split()
)
# Nouns that in the plural mean several states, and those that sum up what is named beside them.
_STATES = frozenset("state power country nation government ally neighbour neighbor capital".split())
_SUMS = _STATES | frozenset(
    "leader president minister side party group rebel candidate member official rival".split()
)
_STATESIDE = frozenset(("department", "congress", "senate", "treasury", "office"))
_COMPASS = {"north": "PRK", "south": "KOR"}
_ACRONYM = re.compile(r"\s*[\(\[]\s*([A-Z][A-Za-z.\-]{1,9}[A-Z.])\s*[\)\]]")


class Cast(References):
    """The actors of one article, as of its date (ISO day, month, year or None)."""

    def __init__(self, parse: Parse, book: ActorBook, date: str | None) -> None:
        self._parse = parse
        super().__init__(book, date)
        self._names = Names(book)
        self._unknown: Counter[str] = Counter()
        self._found: dict[tuple[int, int], tuple[Resolution, ...]] = {}
        self._extents: dict[tuple[int, int], tuple[Token, Token]] = {}
        self._answers: dict[tuple[int, int], tuple[Actor, ...]] = {}
        headlines = [s for s in parse.sentences if s.kind == "headline"]
        body = [s for s in parse.sentences if s.kind != "headline"]
        self._order |= {s.index: n for n, s in enumerate(body[:1] + headlines + body[1:])}
        self._paragraph |= {s.index: s.paragraph for s in parse.sentences}
        survey = Survey(parse, book, self._date, self._order)
        self._known, self._nothing, self._sited = survey.known, survey.nothing, survey.sited
        self._sites, self._setting = survey.sites, survey.setting
        for sentence in sorted(parse.sentences, key=lambda s: self._order[s.index]):
            self._read(sentence)

    def actors(self, sentence: Sentence, head: Token) -> tuple[Actor, ...]:
        """Who the noun phrase of this head names, each with the words in place.

        Coordinated nouns and plural references ("both sides") give several; what is no
        actor at all ("the decision") gives none.
        """
        key = (sentence.base, head.i)
        if key not in self._answers:
            self._answers[key] = ()  # a phrase cannot be resolved by way of itself
            found: list[Actor] = []
            for part in listed(head):
                found += (
                    self._shared(sentence, part)
                    or self._members(sentence, part)
                    or self._single(sentence, part)
                )
            self._answers[key] = tuple(found)
        return self._answers[key]

    def names_site(self, sentence: Sentence, head: Token) -> bool:
        """Whether a word is part of the name of a town, a capital or a region."""
        return (sentence.base, head.i) in self._sited

    def as_of(self, actor: Actor, date: str) -> Actor:
        """An actor of the article as the tables know it on another ISO day."""
        return self._book.as_of(actor, date)

    def unknown(self) -> dict[str, int]:
        """Names of people and bodies that the book does not have, with their counts."""
        return dict(self._unknown.most_common())

    # -- reading the document --------------------------------------------------------

    def _read(self, sentence: Sentence) -> None:
        """Remember the mentions of a sentence, in order."""
        heads = self._book.lexicon.heads
        for token in sentence.tokens:
            if token.dep_ in ("compound", "amod", "nmod"):
                continue
            span = self._known.get((sentence.base, token.i))
            if span is not None and span[0].i <= token.head.i <= span[1].i and token.head != token:
                continue  # inside a known name
            if is_proper(token) or (
                token.pos_ in ("NOUN", "ADJ") and token.lower_ in heads and token.dep_ != "amod"
            ):
                self._mention(sentence, token)

    def _mention(self, sentence: Sentence, head: Token) -> None:
        found = self._resolve(sentence, head)
        if not found or self._only_where(head, found[0]):
            return
        words = frozenset(
            t.lemma_.lower()
            for noun in (head, *appositions(head))
            for t in self._own_words(sentence, noun)
        )
        mention = Mention(
            sentence.index,
            sentence.kind,
            head,
            found,
            words,
            is_plural(head) or len(found) > 1,
            is_subject(head),
            self._gender(found[0], words),
        )
        self._mentions.append(mention)
        if len(found) == 1:
            self._learn(sentence, head, found[0])
            if (together := self._together(sentence, head)) is not None:
                self._mentions.append(replace(mention, found=together, plural=True))

    def _together(self, sentence: Sentence, head: Token) -> tuple[Resolution, ...] | None:
        """Those joined to a name, as "they" may mean them: "Ghana and Togo said they would"."""
        if len(names := coordinated(head)) < 2:
            return None
        each = [self._resolve(sentence, name) for name in names]
        return tuple(found for (found, *_) in each) if all(each) else None

    def _own_words(self, sentence: Sentence, noun: Token) -> list[Token]:
        """The words that may be taken up: the noun, and the titles and parts of a name."""
        first, _ = self._extent(sentence, noun)
        return noun.doc[first.i if noun.pos_ == "PROPN" else noun.i : noun.i + 1]

    def _learn(self, sentence: Sentence, head: Token, found: Resolution) -> None:
        """Later short forms of a name: the surname, the acronym in brackets."""
        if found.name is None:
            return
        _, last = self._extent(sentence, head)
        if found.kind == "person":
            said = self._written(sentence, head) if is_proper(head) else found.name
            for name in dict.fromkeys((found.name, said)):
                self._names.learn(name, found)
        elif is_proper(head) and found.kind != "state":
            self._names.learn(found.name, found)
        after = self._parse.text[sentence.end_of(last) : sentence.end_of(last) + 16]
        if (bracket := _ACRONYM.match(after)) and found.kind != "person":
            self._names.learn(bracket.group(1), found)

    def _gender(self, found: Resolution, words: frozenset[str]) -> str:
        if found.kind != "person":
            return ""
        return gender_of_title(words) or self._names.gender(found)

    # -- one phrase ------------------------------------------------------------------

    def _extent(self, sentence: Sentence, head: Token) -> tuple[Token, Token]:
        """The phrase's first and last token; a known name is never cut."""
        key = (sentence.base, head.i)
        if key not in self._extents:
            first, last = extent(head)
            for i in range(first.i, last.i + 1):
                if span := self._known.get((sentence.base, i)):
                    first = min(first, span[0], key=lambda t: t.i)
                    last = max(last, span[1], key=lambda t: t.i)
            self._extents[key] = first, last
        return self._extents[key]

    def _single(self, sentence: Sentence, head: Token) -> list[Actor]:
        first, last = self._extent(sentence, head) if head.pos_ != "PRON" else (head, head)
        start, end = sentence.start_of(first), sentence.end_of(last)
        if head.lower_ in RELATIVE and (noun := antecedent(head)) is not None:
            return list(self.actors(sentence, noun))
        return [found.at(start, end, self._parse.text) for found in self._resolve(sentence, head)]

    def _shared(self, sentence: Sentence, head: Token) -> list[Actor]:
        """`Russian and Turkish officials`, `the armies of Chad and Mali`: one actor for each."""
        if not is_plural(head):
            return []
        if each := self._each_of(sentence, head):
            return each
        lexicon = self._book.lexicon
        for child in head.lefts:
            others = (
                [t for t in coordinated(child) if t is not child]
                if child.dep_ in ("amod", "compound", "nmod")
                else []
            )
            names = [child, *others]
            if not others or not all(_names(lexicon.forms.get(fold(t.text), ())) for t in names):
                continue
            found = []
            for at, name in enumerate(names):
                last = head if at == len(names) - 1 else name
                one = self._book.resolve(f"{name.text} {head.text}", self._date)
                start, end = sentence.start_of(name), sentence.end_of(last)
                if one.actor and one.sectors:
                    found.append(one.at(start, end, self._parse.text))
            return found if len(found) == len(names) else []
        return []

    def _each_of(self, sentence: Sentence, head: Token) -> list[Actor]:
        """`the armies of Chad and Mali`: that of each, if it is states that follow `of`."""
        if determiner(head) not in ("the", ""):
            return []
        for prep in head.rights:
            names = (
                [t for t in prep.children if t.dep_ == "pobj"]
                if prep.lower_ in {"of", "from"}
                else []
            )
            names = list(coordinated(names[0])) if names else []
            whole = [self._resolve(sentence, name) for name in names]
            if len(names) < 2 or not all(r and r[0].kind == "state" for r in whole):
                continue
            first, _ = self._extent(sentence, head)
            found = []
            for name, (state, *_) in zip(names, whole, strict=True):
                one = self._book.resolve(f"the {head.text} of {state.name}", self._date)
                start = first if name == names[0] else self._extent(sentence, name)[0]
                span = sentence.start_of(start), sentence.end_of(name)
                if one.actor and one.sectors:
                    found.append(one.at(*span, self._parse.text))
            return found if len(found) == len(names) else []
        return []

    def _members(self, sentence: Sentence, head: Token) -> list[Actor]:
        """`European powers, Britain and France`: the states or leaders that a plural sums up."""
        if not is_plural(head) or head.lemma_.lower() not in _SUMS:
            return []
        for other in head.rights:
            names = coordinated(other) if other.dep_ == "appos" else ()
            if len(names) > 1:
                found = [actor for name in names for actor in self._single(sentence, name)]
                if len(found) == len(names) and all(actor.name for actor in found):
                    return found
        return []

    def _resolve(self, sentence: Sentence, head: Token) -> tuple[Resolution, ...]:
        """The phrase in its context, remembered, so that every asker gets one answer."""
        key = (sentence.base, head.i)
        if key not in self._found:
            self._found[key] = ()
            self._found[key] = self._in_context(sentence, head)
        return self._found[key]

    def _in_context(self, sentence: Sentence, head: Token) -> tuple[Resolution, ...]:
        if (sentence.base, head.i) in self._nothing:
            return ()
        if head.tag_ in ("PRP", "PRP$", "WP", "WP$", "WDT") and not shouted(head):
            return self._pronoun(sentence, head)
        if head.pos_ == "PRON" and not self._part_of(head) and not shouted(head):
            return self._both(sentence, head) if head.lower_ == "both" else ()
        known = (sentence.base, head.i) in self._known or head.lower_ in self._book.lexicon.heads
        if head.ent_type_ in _NOT_NAMES and not known:
            return ()
        if (korea := self._korea(sentence, head)) is not None:
            return (korea,)
        if inner := self._part_of(head):
            found = self._resolve(sentence, inner)
            if found or inner.pos_ == "PRON":
                return tuple(replace(f, kind="group") if f.kind == "state" else f for f in found)
        plain = self._phrase(sentence, head)
        if plain.name is None and not is_proper(head):
            taken = self._taken_up(sentence, head, plain)
            if taken:
                return taken
        if not plain.actor:
            return self._unknown_name(sentence, head)
        if plain.country is None and "IGO" not in plain.sectors and not plain.known:
            plain = self._at_home(sentence, head, plain)
        if self._only_where(head, plain) and self._setting.is_venue(plain.country):
            return ()
        if self._as_a_people(head, plain):
            plain = replace(plain, sectors=("GOV",))
        if plain.known and not plain.sectors and plain.kind in ("group", "person"):
            plain = replace(plain, sectors=("CVL",))  # "Kenyans", "a Turk"
        if plain.kind == "state" and not plain.sectors:
            plain = replace(plain, sectors=("GOV",))  # a state acts through its government
        if plain.sectors == ("CVL",) and plain.country and head.ent_type_ in ("GPE", "LOC"):
            plain = replace(plain, sectors=("GOV",), kind="state")  # a city stands for its state
        return (plain,)

    def _only_where(self, head: Token, plain: Resolution) -> bool:
        """A city or capital that says where something happens: nothing refers to it later."""
        return (
            is_location(head)
            and is_proper(head)
            and self._book.world.by_name(head.text) is None
            and any("capital for" in line or "a city for" in line for line in plain.evidence)
        )

    def _as_a_people(self, head: Token, plain: Resolution) -> bool:
        """`the Russians` stands for the state, `two Russians` do not."""
        return (
            plain.kind == "group"
            and plain.known
            and not plain.sectors
            and determiner(head) == "the"
            and not any(t.dep_ in ("nummod", "amod") for t in head.children)
        )

    def _korea(self, sentence: Sentence, head: Token) -> Resolution | None:
        """`the North`, `the South` where the text tells of Korea."""
        code = _COMPASS.get(head.lower_)
        if code is None or not head.text[0].isupper() or head.head.lower_ == "korea":
            return None
        if not self._setting.names(_COMPASS.values(), self._order[sentence.index]):
            return None
        if head.dep_ == "compound" or any(t.dep_ == "compound" for t in head.lefts):
            return None
        country = self._book.world.by_code(code)
        assert country is not None
        why = (f"document: the {head.text} = {country.name}",)
        return Resolution(country.name, code, ("GOV",), "state", None, why, True)

    def _part_of(self, head: Token) -> Token | None:
        """`many of them`, `some of whom`: the pronoun that a counting word parts."""
        if head.pos_ not in ("ADJ", "NUM", "DET", "PRON", "NOUN"):
            return None
        for child in head.children:
            if child.lower_ == "of":
                for inner in child.children:
                    if inner.dep_ == "pobj" and inner.pos_ == "PRON":
                        return inner
        return None

    def _phrase(self, sentence: Sentence, head: Token) -> Resolution:
        """The phrase by itself and its appositions, by the book and the names learnt."""
        found = self._bare(sentence, head)
        for other in appositions(head):
            beside = self._bare(sentence, other)
            if found.known and beside.known and found.name and beside.name:
                continue
            if beside.actor:
                found = found.with_beside(beside)
            named = head if is_proper(head) else other
            if found.actor and found.name is None and _is_name(named):
                found = replace(found, name=self._written(sentence, named))
        return found

    def _bare(self, sentence: Sentence, head: Token) -> Resolution:
        first, last = self._extent(sentence, head)
        text = self._parse.text[sentence.start_of(first) : sentence.end_of(last)]
        if is_proper(head):
            key = " ".join(t.lower_ for t in head.doc[first.i : head.i + 1] if t.pos_ == "PROPN")
            learnt = self._names.meant(head, key)
            if learnt is not None:
                return replace(
                    learnt, evidence=(*learnt.evidence, f"document: {head.text} = {learnt.name}")
                )
        elif head.lower_ not in self._book.lexicon.heads and not self._is_known(sentence, head):
            return NOBODY
        common = first.pos_ in ("ADJ", "DET", "ADV", "VERB", "NOUN") and not first.ent_type_
        if first.is_sent_start and common and not shouted(first):
            text = text[0].lower() + text[1:]  # its capital says nothing
        if self._is_surname(sentence, head):
            text = text[: max(0, sentence.start_of(name_start(head)) - sentence.start_of(first))]
        elif head.pos_ == "NOUN" and not self._heads_form(head):
            return NOBODY
        text = self._owned(sentence, head, text)
        found = self._book.resolve(text, self._date)
        if found.known and found.name and found.kind in ("organisation", "group"):
            found = self._this_country(sentence, head, text, found)
        if found.kind == "person" and first == last and fold(head.text) in self._sites:
            return NOBODY  # "a market in Masisi": a place that shares a surname
        if found.actor and found.country is None and "IGO" not in found.sectors:
            found = self._of_owner(sentence, head, found)
        if found.kind == "organisation" and not found.known and head.ent_type_ == "PERSON":
            found = replace(found, kind="person")  # "Ana Bol of the Coast Forum"
        if found.actor and found.kind == "person" and found.name is None and is_proper(head):
            found = replace(found, name=self._written(sentence, head))
        return found

    def _heads_form(self, head: Token) -> bool:
        """Whether a known form ends with this word: not every "power" is an "occupying power"."""
        forms = self._book.lexicon.forms
        if head.lower_ in forms or head.ent_type_ or not head.text.isalpha():
            return True
        start = max(0, head.i - 3)
        return any(fold(head.doc.text_of(i, head.i + 1)) in forms for i in range(start, head.i))

    def _is_surname(self, sentence: Sentence, head: Token) -> bool:
        """Whether a title ends an unknown person's name: "Mr. King", "Julie Bishop"."""
        meanings = self._book.lexicon.forms.get(head.lower_, ())
        role = bool(meanings) and meanings[0].sort == "role"
        return role and (sentence.base, head.i) not in self._known and ends_name(head)

    def _is_known(self, sentence: Sentence, head: Token) -> bool:
        return (sentence.base, head.i) in self._known or (
            head.pos_ == "ADJ" or head.ent_type_ in ("NORP", "GPE", "ORG") or shouted(head)
        )

    def _owned(self, sentence: Sentence, head: Token, text: str) -> str:
        """The phrase with the name of the one whom its `his`, `its`, `their` stands for."""
        for child in head.children:
            if child.tag_ == "PRP$" and child.dep_ == "poss":
                owner = self._pronoun(sentence, child)
                name = owner[0].name if len(owner) == 1 else None
                if name is None and owner and owner[0].country:
                    country = self._book.world.by_code(owner[0].country)
                    name = country.name if country is not None else None
                return f"{name}'s {text[len(child.text) :].strip()}" if name else text
        return text

    def _of_owner(self, sentence: Sentence, head: Token, found: Resolution) -> Resolution:
        """`Morsi's lawyer`: of the country of the one whom the document has made known."""
        owner = next((t for t in head.children if t.dep_ == "poss" and is_proper(t)), None)
        known = self._resolve(sentence, owner) if owner is not None else ()
        if len(known) != 1 or known[0].country is None or owner is None:
            return found
        why = f"document: {owner.text} -> {known[0].country}"
        return replace(found, country=known[0].country, evidence=(*found.evidence, why))

    def _written(self, sentence: Sentence, head: Token) -> str:
        """The name as the text writes it, without title and nationality."""
        first = own_name(head, self._book.lexicon.heads)
        return self._parse.text[sentence.start_of(first) : sentence.end_of(head)]

    def _unknown_name(self, sentence: Sentence, head: Token) -> tuple[Resolution, ...]:
        """A person or body that no table has: known by its name alone."""
        kind = kind_of_name(head)
        if not kind:
            return ()
        name = self._written(sentence, head)
        self._unknown[name] += 1
        why = f"named entity {head.ent_type_ or 'of no type'}: not in the book"
        found = Resolution(name, None, (), kind, None, (why,))
        return (self._at_home(sentence, head, self._of_owner(sentence, head, found)),)

    def _this_country(
        self, sentence: Sentence, head: Token, text: str, found: Resolution
    ) -> Resolution:
        """`the Supreme Court` is that of the country told of, unless another is named."""
        if fold(head.text) in _STATESIDE or not self._book.is_generic(found.name or ""):
            return found
        here = self._order[sentence.index]
        home = self._setting.sure_home(here)
        if home is None or self._setting.names((found.country,), here):
            return found
        return self._book.resolve(text, self._date, home)

    def _at_home(self, sentence: Sentence, head: Token, found: Resolution) -> Resolution:
        """A role without nationality belongs to the country that the text is about."""
        first, last = self._extent(sentence, head)
        if any(_is_from_elsewhere(t) for t in head.doc[first.i : last.i + 1]):
            return found
        if "MIL" in found.sectors and head.dep_ == "dobj" and head.head.lemma_ in _FIRING:
            return found  # missiles: fired at another, or another's
        home = self._setting.home(self._order[sentence.index], first.i, subject=is_subject(head))
        if home is None or (is_plural(head) and head.lemma_.lower() in _STATES):
            return found
        if "JUD" in found.sectors and any(
            {"IGO", "JUD"} <= set(m.one.sectors) for m in self._mentions
        ):
            return found  # "the court's prosecutor", after an international one
        if "REB" in found.sectors and not is_subject(head):
            # "Moscow says it is fighting terrorists": those of the scene, not Moscow's
            scene = self._setting.scene(self._order[sentence.index])
            home = (scene, "context: the scene") if scene is not None else home
        return replace(
            found, country=home[0], evidence=(*found.evidence, f"{home[1]} -> {home[0]}")
        )


def _is_from_elsewhere(word: Token) -> bool:
    """Whether a word of a phrase says that its head is not of the text's own state."""
    if word.lemma_.lower() not in _FOREIGN:
        return False
    # "the foreign minister" is the state's own
    return word.lower_ != "foreign" or word.nbor(1).lemma_.lower() not in _FOREIGN_OFFICE


def _is_name(token: Token) -> bool:
    return is_proper(token) and token.ent_type_ in ("PERSON", "ORG", "")


def _names(meanings: tuple[Meaning, ...]) -> bool:
    """Whether a word names a nation or a body: "Iraqi and Kurdish", "House and Senate"."""
    return bool(meanings) and meanings[0].sort in ("adjective", "country", "body")
