"""What the tables know of in an article's words, before any phrase is resolved."""

from __future__ import annotations

from collections.abc import Iterable

from polybius.actors.book import ActorBook
from polybius.actors.nounphrase import is_location
from polybius.actors.phrase import Segment, Word, read_tokens, scan
from polybius.actors.setting import Setting
from polybius.parse import Parse, Sentence
from polybius.tokens import Token
from polybius.world import fold

# Words after which "in" is followed by a person: "confidence in Trump".
_TRUSTING = frozenset(
    "confidence trust faith belief believe interest disappointed role part figure".split()
)
# A state beside these is another than the text's own.
_BESIDE = frozenset("neighbouring neighboring nearby adjacent".split())
_SITES = ("capital", "region", "city")


class Survey:
    """The known names of one article, its sites and its setting.

    `known` gives the first and last token of a known name of several words for each of its
    tokens; `nothing` are the words of what only looks like an actor, `sited` those of a town,
    capital or region; all by the sentence's base and the token's number. `sites` are the
    folded names that stand behind "in", "near" and the like.
    """

    def __init__(
        self, parse: Parse, book: ActorBook, date: str | None, order: dict[int, int]
    ) -> None:
        self._book = book
        self._date = date
        self.known: dict[tuple[int, int], tuple[Token, Token]] = {}
        self.nothing: set[tuple[int, int]] = set()
        self.sited: set[tuple[int, int]] = set()
        self.sites = frozenset(_sites(parse.sentences))
        self.setting = Setting(self._state_of(parse.page.dateline))
        for sentence in sorted(parse.sentences, key=lambda s: order[s.index]):
            self._read(sentence, order[sentence.index])

    def _state_of(self, dateline: str | None) -> str | None:
        """The state in which the place of a dateline lies."""
        return self._book.resolve(f"people in {dateline}").country if dateline else None

    def _read(self, sentence: Sentence, number: int) -> None:
        words, at = read_tokens(sentence.tokens)
        covered: set[int] = set()
        for segment in scan(self._book.lexicon, words).segments:
            first, last = at[segment.start], at[segment.end - 1]
            own = [(sentence.base, at[i].i) for i in range(segment.start, segment.end)]
            meaning = segment.first
            if meaning.sort != "role":
                covered.update(range(first.i, last.i + 1))
            if meaning.kind == "nothing":
                self.nothing.update(own)
            elif meaning.entity is not None and len(own) > 1:
                for i in range(first.i, last.i + 1):
                    self.known[sentence.base, i] = (first, last)
            country = self._country(segment, words)
            if country is None:
                continue
            town = meaning.sort in _SITES
            if town:
                self.sited.update(own)
            if not segment.start or words[segment.start - 1].low not in _BESIDE:
                self.setting.add(number, first.i, country, town=town)
                if town and meaning.sort != "capital":
                    self.setting.add_site(number, first.i, country)
        for name in _places(sentence):
            if covered.isdisjoint(token.i for token in name):
                home = self._book.city(" ".join(token.text for token in name))
                if home is not None:
                    self.setting.add_city(number, name[0].i, home)

    def _country(self, segment: Segment, words: list[Word]) -> str | None:
        """The state that a known form names, or whose it is; news agencies tell none, nor do
        bodies whose name other states' bodies bear too."""
        meaning = segment.first
        name = " ".join(word.low for word in words[segment.start : segment.end])
        if meaning.sort == "body" and self._book.is_generic(name):
            return None
        if meaning.entity is None:
            return meaning.country
        reading = meaning.entity.on(self._date)
        return None if reading.sectors[:1] == ("JRN",) else reading.country


def _places(sentence: Sentence) -> Iterable[list[Token]]:
    """The names of places in a sentence, as the model tells them."""
    name: list[Token] = []
    for token in sentence.tokens:
        if name and (token.ent_type_ not in ("GPE", "LOC") or token.ent_iob_ == "B"):
            yield name
            name = []
        if token.ent_type_ in ("GPE", "LOC"):
            name.append(token)
    if name:
        yield name


def _sites(sentences: Iterable[Sentence]) -> Iterable[str]:
    for sentence in sentences:
        for token in sentence.tokens:
            where = token.pos_ == "PROPN" and is_location(token)
            if where and token.head.head.lemma_ not in _TRUSTING:
                yield fold(token.text)
