"""Reference: what a pronoun, "the group", "both sides" stand for, by what was named before."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace

from polybius.actors.book import ActorBook
from polybius.actors.nounphrase import clause_speaker, determiner, is_plural, is_subject
from polybius.actors.resolution import Resolution
from polybius.parse import Sentence
from polybius.tokens import Token

# How far back a pronoun looks for what it stands for: so many sentences, or paragraphs where
# they are more (a quotation may hold many short sentences).
_REACH = 5
_PARAGRAPHS = 2
_HE = frozenset(("he", "him", "his", "himself"))
_SHE = frozenset(("she", "her", "hers", "herself"))
_IT = frozenset(("it", "its", "itself"))
_THEY = frozenset(("they", "them", "their", "theirs", "themselves"))
_SPEAKER = frozenset(("i", "me", "my", "we", "us", "our", "ours", "myself", "ourselves"))
_REFLEXIVE = frozenset(("himself", "herself", "itself", "themselves"))
RELATIVE = frozenset(("who", "whom", "whose", "which", "that"))
_KNOWN = frozenset("the both these this that those two three its their his her".split())
_NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5}
_PEOPLE_PAIR = frozenset(
    "leader president minister man woman premier diplomat politician official pair duo counterpart "
    "candidate general king chancellor ambassador".split()
)
_STATES_PAIR = frozenset(
    "side country nation state neighbour neighbor government ally party power rival army "
    "capital foe adversary republic faction group".split()
)
_MALE = frozenset("mr mr. king spokesman chairman sir father husband son".split())
_FEMALE = frozenset("mrs mrs. ms ms. queen spokeswoman chairwoman wife mother daughter".split())
# Nouns that take up a body named before, and the sectors it may have (None: any).
_TAKES_UP: dict[str, frozenset[str] | None] = {
    "group": None, "organisation": None, "organization": None, "movement": None, "body": None,
    "network": None, "institution": None, "outfit": None,
    "militia": frozenset(("PRM", "REB")), "party": frozenset(("PTY", "GOV", "OPP")),
    "company": frozenset(("BUS", "MNC")), "firm": frozenset(("BUS", "MNC")),
    "bloc": frozenset(("IGO", "PTY", "OPP")), "alliance": frozenset(("IGO", "PTY", "OPP")),
    "union": frozenset(("LAB", "IGO")), "newspaper": frozenset(("JRN",)),
    "broadcaster": frozenset(("JRN",)), "daily": frozenset(("JRN",)),
    "charity": frozenset(("NGO",)), "cartel": frozenset(("CRM",)), "gang": frozenset(("CRM",)),
    "tribunal": frozenset(("JUD",)), "court": frozenset(("JUD",)),
}  # fmt: skip
_STATE_NOUNS = frozenset(("country", "nation", "kingdom", "republic"))


@dataclass(frozen=True, eq=False, slots=True)
class Mention:
    """A phrase of the text and who it names; several where it is coordinated or plural."""

    sentence: int
    kind: str
    token: Token
    found: tuple[Resolution, ...]
    words: frozenset[str]
    plural: bool
    subject: bool
    gender: str

    @property
    def one(self) -> Resolution:
        return self.found[0]


# What is said of an act told by a clause, and hardly of a state or a body.
_OF_CLAUSES = frozenset(
    """sense time important possible impossible necessary unnecessary clear unclear hard easy
    difficult useful useless crucial vital essential imperative wrong right premature unfair
    regrettable unfortunate true untrue false doubtful inconceivable unthinkable understandable
    wise unwise duty pity shame mistake matter question surprise fact""".split()
)
# Titles of those whom "the two leaders" means.
_RULERS = frozenset(
    """president premier chancellor minister king queen leader emir sultan emperor crown prince
    prime chief""".split()
)
_ASIDE = frozenset(("NGO", "JRN", "MED", "EDU", "BUS", "MNC", "IGO"))


class References(ABC):
    """The mentions of an article so far, in order, and what later phrases mean by them."""

    def __init__(self, book: ActorBook, date: str | None) -> None:
        self._book = book
        self._date = date + "-07-01"[len(date) - 4 :] if date else None
        self._mentions: list[Mention] = []
        self._order: dict[int, int] = {}
        self._paragraph: dict[int, int] = {}

    @abstractmethod
    def _resolve(self, sentence: Sentence, head: Token) -> tuple[Resolution, ...]:
        """Who the phrase of this head names."""

    def _before(self, sentence: Sentence, head: Token, reach: int = _REACH) -> list[Mention]:
        """Earlier mentions, the likeliest first: by sentence, subjects before others."""
        here = self._order[sentence.index]
        near: list[tuple[int, int, int, Mention]] = []
        for mention in self._mentions:
            at = self._order[mention.sentence]
            near_by = sentence.paragraph - self._paragraph.get(mention.sentence, 0) <= _PARAGRAPHS
            if at > here or (here - at > reach and not near_by):
                continue
            if at == here and (mention.token.i >= head.i or mention.token.doc is not head.doc):
                continue
            rank = (not mention.subject) + (mention.token.head.dep_ != "ROOT")
            near.append((here - at, rank, mention.token.i, mention))
        near.sort(key=lambda item: item[:3])
        return [mention for *_, mention in near]

    def _pronoun(self, sentence: Sentence, head: Token) -> tuple[Resolution, ...]:
        low = head.lower_
        if low in RELATIVE:
            noun = antecedent(head)
            return self._resolve(sentence, noun) if noun is not None else ()
        if low in _REFLEXIVE:
            subject = next((t for t in head.head.children if is_subject(t)), None)
            return self._resolve(sentence, subject) if subject is not None else ()
        if low in _SPEAKER:
            speaker = clause_speaker(head)
            return self._resolve(sentence, speaker) if speaker is not None else ()
        if head.dep_ == "expl" or (low == "it" and _anticipates(head)):
            return ()
        if (same := _same_pronoun(head)) is not None and (found := self._resolve(sentence, same)):
            return found
        mentions = self._before(sentence, head)
        reporter = _reporter(head)
        clause = _clause(head)
        if reporter is not None:
            # "Putin said that he ...": the speaker speaks of himself, where he can.
            mentions = sorted(mentions, key=lambda m: m.token != reporter)
        for mention in mentions:
            if head.tag_ != "PRP$" and mention.token.head in (head.head, clause):
                continue  # who acts on another, or is acted on beside him
            if _agrees(low, mention):
                why = f"document: {head.text} = {mention.one.name or mention.token.text}"
                return tuple(replace(f, evidence=(*f.evidence, why)) for f in mention.found)
        return ()

    def _taken_up(
        self, sentence: Sentence, head: Token, plain: Resolution
    ) -> tuple[Resolution, ...]:
        """`the president`, `the group`, `both sides`, `the two leaders`: who was named before."""
        word = determiner(head)
        lemma = head.lemma_.lower()
        count = next((_NUMBERS[t.lower_] for t in head.children if t.lower_ in _NUMBERS), 0)
        if lemma in ("pair", "duo") and word:
            count = 2
        if count and (word in _KNOWN or not word):
            return self._several(sentence, head, lemma, count)
        if word not in ("the", "this", "that", "these", "those"):
            return ()
        before = self._before(sentence, head, 30)
        speaker = clause_speaker(head)
        own = (
            {f.country for f in self._resolve(sentence, speaker)} if speaker is not None else set()
        )
        if own - {None}:
            # "the president", said a Kremlin spokesman: that of the speaker's own country
            before = sorted(before, key=lambda m: m.one.country not in own)
        for mention in before:
            one = mention.one
            if len(mention.found) > 1 or (plain.country and one.country != plain.country):
                continue
            if lemma in _STATE_NOUNS and not is_plural(head):
                if one.kind == "state":
                    return (_again(one, head),)
            elif lemma in _TAKES_UP and not is_plural(head):
                wanted = _TAKES_UP[lemma]
                suits = wanted is None or not one.sectors or bool(wanted & set(one.sectors))
                if suits and one.name and one.kind in ("group", "organisation"):
                    return (_again(one, head),)
            elif lemma in mention.words and (one.name or one.country):
                if is_plural(head) == mention.plural:
                    return (_again(one, head),)
            elif (
                plain.kind == "person"
                and one.kind == "person"
                and one.name
                and plain.sectors
                and plain.sectors[0] in one.sectors
                and lemma in ("leader", "politician", "premier", "official", "cleric", "strongman")
            ):
                return (_again(one, head),)
        if plain.country and plain.kind == "person" and "GOV" in plain.sectors:
            holder = self._book.holder(plain.country, lemma, self._date)
            return (holder,) if holder is not None else ()
        return ()

    def _both(self, sentence: Sentence, head: Token) -> tuple[Resolution, ...]:
        """`urged both to return`: the last two sides, else the last two people."""
        sides = self._several(sentence, head, "side", 2)
        return sides or self._several(sentence, head, "leader", 2)

    def _had_title(self, person: Resolution, titles: frozenset[str]) -> bool:
        """Whether a person was named with one of some titles so far."""
        return any(
            titles & mention.words
            for mention in self._mentions
            if person.name in {one.name for one in mention.found}
        )

    def _several(
        self, sentence: Sentence, head: Token, lemma: str, count: int
    ) -> tuple[Resolution, ...]:
        """The last so many different ones of the sort that the noun counts."""
        kinds = (
            ("person",)
            if lemma in _PEOPLE_PAIR
            else ("state", "group", "organisation")
            if lemma in _STATES_PAIR
            else ()
        )
        if not kinds:
            return ()
        earlier = [
            one
            for mention in self._before(sentence, head, 12)
            if mention.token.head not in (head.head, _clause(head))  # who acts on the two
            for one in mention.found
            # who helps or reports is no side
            if one.kind in kinds and one.name and not _ASIDE & set(one.sectors[:1])
        ]
        if kinds == ("person",):
            titles = _RULERS if lemma == "leader" else frozenset({lemma})
            earlier.sort(key=lambda one: not self._had_title(one, titles))
        seen: dict[str, Resolution] = {}
        for one in earlier:
            if len(seen) < count:
                seen.setdefault(one.name or "", _again(one, head))
        if len(seen) < count and "state" in kinds:
            for mention in self._before(sentence, head, 12):
                for one in mention.found:
                    country = self._book.world.by_code(one.country or "")
                    if country is not None and country.name not in seen and len(seen) < count:
                        line = f"document: {head.text} = {country.name}"
                        seen[country.name] = Resolution(
                            country.name, country.code, ("GOV",), "state", None, (line,), True
                        )
        return tuple(seen.values())[:count] if len(seen) >= count else ()


def gender_of_title(words: frozenset[str]) -> str:
    """`m` or `f` where a title or role among the words tells, else ""."""
    return "m" if words & _MALE else "f" if words & _FEMALE else ""


def _again(found: Resolution, head: Token) -> Resolution:
    why = f"document: {head.text} = {found.name or found.country}"
    return replace(found, evidence=(*found.evidence, why))


def _anticipates(it: Token) -> bool:
    """Whether "it" stands for a clause that follows: "it made sense to meet", "it is time to"."""
    verb = it.head
    if not is_subject(it) or verb.lemma_ not in {"be", "become", "make", "seem", "remain"}:
        return False
    said = [c for c in verb.rights if c.dep_ in ("acomp", "attr", "dobj", "oprd")]
    return any(c.lower_ in _OF_CLAUSES for c in said) and any(
        c.dep_ in ("advcl", "ccomp", "xcomp", "acl", "relcl", "csubj")
        for above in (verb, *said)
        for c in above.children
        if c.i > verb.i
    )


def _same_pronoun(pronoun: Token) -> Token | None:
    """The nearest earlier `he, him, his` of the sentence: two in one sentence are mostly one."""
    forms = next((forms for forms in (_HE, _SHE) if pronoun.lower_ in forms), None)
    if forms is None:
        return None
    for i in range(pronoun.i - 1, pronoun.sent.start - 1, -1):
        token = pronoun.doc[i]
        if token.lower_ in forms:
            return token
        if token.is_quote:
            return None  # another may speak
    return None


def _clause(token: Token) -> Token:
    """The nearest verb above a token, itself where there is none."""
    verb = token
    while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
        verb = verb.head
    return verb


def _reporter(pronoun: Token) -> Token | None:
    """The subject of the verb of speech that a pronoun's own clause depends on, if its words
    are told indirectly: in a quotation the speaker speaks of others."""
    if not is_subject(pronoun):
        return None
    speaker = clause_speaker(pronoun)
    if speaker is None or speaker.i > pronoun.i:
        return None
    between = pronoun.doc[speaker.i : pronoun.i]
    return None if any(t.is_quote for t in between) else speaker


def _agrees(pronoun: str, mention: Mention) -> bool:
    one = mention.one
    if pronoun in _HE or pronoun in _SHE:
        wrong = "f" if pronoun in _HE else "m"
        return one.kind == "person" and not mention.plural and mention.gender != wrong
    if pronoun in _IT:
        return one.kind in ("state", "organisation", "group") and not mention.plural
    if pronoun in _THEY:
        return mention.plural or (one.kind in ("group", "organisation") and one.name is not None)
    return False


def antecedent(pronoun: Token) -> Token | None:
    """The noun that a relative clause belongs to."""
    verb = pronoun.head
    while verb.dep_ not in ("relcl", "ROOT"):
        verb = verb.head
    return (
        verb.head if verb.dep_ == "relcl" and verb.head.pos_ in ("NOUN", "PROPN", "PRON") else None
    )
