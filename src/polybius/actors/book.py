"""The book of actors: resolves a phrase to who it names, as of a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from polybius.actors.cities import Cities
from polybius.actors.compiled import load_own
from polybius.actors.compose import Composer
from polybius.actors.entities import Entity
from polybius.actors.lexicon import Lexicon
from polybius.actors.overlay import laid_over
from polybius.actors.phrase import Word, read_words, role_reading, scan
from polybius.actors.resolution import NOBODY, Resolution
from polybius.actors.sectors import joined
from polybius.actors.shortnames import short_forms
from polybius.record import Actor
from polybius.world import World, fold

# What parties of many countries call themselves.
_PARTY_WORDS = frozenset(
    """democratic democrats labour labor socialist conservative liberal republican communist
    national people's peoples popular social christian green greens progressive unity workers
    centre center reform justice alliance coalition""".split()
)


# Answers kept, some 5 MB.
_KEPT = 8192


class ActorBook:
    """The knowledge base, compiled once; `resolve` may be called from any thread."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._cities = Cities(lexicon.world)
        self._kept = lru_cache(_KEPT)(self._resolve)
        self._discards = frozenset(
            fold(form) for found in lexicon.dictionaries for form in found.discards
        )

    @classmethod
    def load(cls, extra: Iterable[Path | str] = (), own: bool = True) -> ActorBook:
        """The project's tables, with users' own files before them, or (not `own`) these alone.

        A file is a table in the project's form or a PETRARCH dictionary. Raises
        `CodebookError` where a table has a mistake; a dictionary's bad lines are in `report`.
        """
        paths = tuple(map(Path, extra))
        if not own:
            return cls(Lexicon.load(paths, own=False))
        lexicon = load_own()
        return cls(laid_over(lexicon, Lexicon.of_files(paths, lexicon.world)) if paths else lexicon)

    def report(self) -> list[str]:
        """What was taken from the dictionaries and what was skipped, with line numbers."""
        return [line for found in self.lexicon.dictionaries for line in found.report()]

    @property
    def world(self) -> World:
        """The states, as the book knows them."""
        return self.lexicon.world

    def resolve(
        self, phrase: str, date: str | None = None, known_country: str | None = None
    ) -> Resolution:
        """Who a noun phrase names on an ISO day (None: the best-known reading).

        `known_country` is an ISO3 code that the context has fixed already; it holds
        where the phrase itself tells no country. An article asks for the same phrases again
        and again: answers are kept.
        """
        return self._kept(phrase, date, known_country)

    def _resolve(self, phrase: str, date: str | None, known_country: str | None) -> Resolution:
        if self._discards and fold(phrase) in self._discards:
            return NOBODY
        parts = [self._part(words, date, known_country) for words in _split(read_words(phrase))]
        parts = [part for part in parts if part.actor]
        return _merge(parts) if parts else NOBODY

    def holder(self, country: str, title: str, date: str | None) -> Resolution | None:
        """Who holds a top office of a state on a day, where the tables tell of one only.

        `title` is the word for the office ("president"); "leader" stands for the highest.
        """
        if date is None:
            return None
        wanted = (
            self.lexicon.offices.get(country, ("president", "prime minister"))
            if title == "leader"
            else ("prime minister",)
            if title == "premier"
            else (title,)
        )
        for office in wanted:
            if found := self._holders(country, office, date):
                return found[0] if len(found) == 1 else None
        return None

    def _holders(self, country: str, office: str, date: str) -> list[Resolution]:
        """All who held an office of that state on a day; one who acts for another is not told."""
        found: list[Resolution] = []
        for entity in self.lexicon.leaders.get(country, ()):
            reading = entity.on(date)
            if any(
                term.rank == 3
                and term.country == country
                and term.covers(date)
                and office in term.role.lower()
                for term in entity.terms
            ):
                found.append(
                    Resolution(
                        entity.name, reading.country, reading.sectors, "person", entity.wikidata,
                        reading.evidence, True,
                    )
                )  # fmt: skip
        return found

    def short_forms(self, name: str, country: str | None) -> tuple[str, ...]:
        """How news goes on to call a person of that state, folded."""
        return short_forms(name, self.lexicon.customs.get(country or "", ""))

    def as_of(self, actor: Actor, date: str) -> Actor:
        """A known person with the sectors of an ISO day: who was ousted in 2011 governed then.

        Others, and people of whom the tables do not know what they were then, come back as
        they are.
        """
        if actor.kind != "person" or actor.name is None:
            return actor
        for meaning in self.lexicon.forms.get(fold(actor.name), ()):
            entity = meaning.entity
            if meaning.sort == "person" and entity is not None and entity.name == actor.name:
                reading = entity.on(date)
                if reading.sectors and reading.sectors != actor.sectors:
                    why = (f"rule: as of {date}", *reading.evidence)
                    return replace(actor, sectors=reading.sectors, evidence=why)
        return actor

    def gender_of(self, given: str) -> str:
        """`f` or `m` where a given name tells, else ""."""
        return self.lexicon.given.get(given, "")

    def city(self, name: str) -> str | None:
        """ISO3 of the state in which the best-known large city of that name lies."""
        return self._cities.country_of(name)

    def _part(self, words: list[Word], date: str | None, country: str | None) -> Resolution:
        phrase = scan(self.lexicon, words)
        found = Composer(
            phrase,
            date,
            country,
            self._cities.country_of,
            self._surname,
            lambda phrase, segment: role_reading(self.lexicon, phrase, segment),
        ).resolve()
        return replace(found, evidence=(*phrase.spelled, *found.evidence))

    def is_generic(self, name: str) -> bool:
        """Whether a body's name is a description that other states' bodies bear too."""
        return all(
            word in self.lexicon.vocabulary or word in _PARTY_WORDS for word in fold(name).split()
        )

    def by_surname(
        self, surname: str, date: str | None, country: str | None = None
    ) -> Entity | None:
        """The well-known person whom a bare surname means on that day, if it is only one."""
        return self._surname(surname, country, date, (), "")

    def _surname(
        self,
        key: str,
        country: str | None,
        date: str | None,
        sectors: tuple[str, ...],
        title: str,
    ) -> Entity | None:
        """The bearer of a surname, by title, nationality, day and rank; None where in doubt."""
        people = self.lexicon.surnames.get(key, ())
        scored: list[tuple[tuple[int, int, int, int], str, Entity]] = []
        for entity in people:
            reading = entity.on(date)
            if country and reading.country != country:
                continue
            titled = int(bool(title) and any(title in t.role.lower() for t in entity.terms))
            suits = bool(set(sectors) & set(reading.sectors)) or (titled and not reading.active)
            if sectors and not suits:
                continue
            rank = max(reading.rank if reading.active else 0, 2 if entity.top == 3 else 0)
            if not sectors and rank < 2:
                continue
            last = max((t.to or "9999") for t in entity.terms)
            scored.append(((titled, int(rank == 3), rank, int(reading.active)), last, entity))
        if not scored:
            return None
        scored.sort(key=lambda item: item[:2], reverse=True)
        if len(scored) > 1 and scored[0][0] == scored[1][0]:
            alike = {
                entity.on(date).country for score, _, entity in scored if score == scored[0][0]
            }
            if len(alike) > 1 or scored[0][0][1]:
                return scored[0][2] if scored[0][1] != scored[1][1] and not len(alike) > 1 else None
        return scored[0][2]


def _split(words: list[Word]) -> list[list[Word]]:
    """The parts of a phrase between commas: a name and its appositions."""
    parts: list[list[Word]] = [[]]
    for word in words:
        parts[-1].append(word)
        if word.stop:
            parts.append([])
    return [part for part in parts if part]


def _merge(parts: list[Resolution]) -> Resolution:
    """One answer of several appositions: the named one first, the others fill its gaps."""
    best = max(parts, key=lambda part: (part.known, bool(part.sectors), bool(part.country)))
    others = [part for part in parts if part is not best]
    if not others:
        return best
    igo = "IGO" in best.sectors
    return Resolution(
        best.name,
        best.country or (None if igo else next((p.country for p in others if p.country), None)),
        best.sectors or joined(*(p.sectors for p in others)),
        best.kind if best.kind != "unknown" else others[0].kind,
        best.wikidata,
        joined(best.evidence, *(p.evidence for p in others)),
        best.known,
    )
