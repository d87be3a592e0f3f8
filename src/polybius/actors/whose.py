"""Of which country the one named in a phrase is: by nationality, body, place, `of` and `in`."""

from __future__ import annotations

from collections.abc import Callable

from polybius.actors.lexicon import Meaning
from polybius.actors.named import Named, Surname
from polybius.actors.phrase import JOINING, Phrase, Segment
from polybius.actors.sectors import joined
from polybius.actors.structure import IN, PREPOSITIONS

_ENDS = frozenset("and or who which that whose where to as including like than".split())
# Their place is not their country's.
_ENVOYS = frozenset(
    "ambassador envoy consul visitor commissioner attache delegation delegate negotiator mediator "
    "representative mission team peacekeeper observer monitor inspector emissary".split()
)
# Whom "of" gives a town.
_TOWNSPEOPLE = frozenset(
    "mayor governor bishop archbishop imam rabbi resident people city town port university".split()
)


class Whose(Named):
    """The country of one phrase as of one day; `city` gives the state of a city's name."""

    def __init__(
        self,
        phrase: Phrase,
        date: str | None,
        known_country: str | None,
        city: Callable[[str], str | None],
        surname: Surname,
    ) -> None:
        super().__init__(phrase, date, known_country, surname)
        self.city = city

    def _take_country(self, before: list[Segment], after: list[Segment], cut: int) -> None:
        """From nationality or possessor, from a body, from `of`, from `in`, from the context."""
        for segment in before:
            if segment.sort in ("adjective", "country") and not self._neutral(segment):
                self._set_country(segment.first)
                return
        if self._from_body(before):
            return
        for segment in before:
            if segment.sort in ("region", "capital") and not self._neutral(segment):
                self._set_country(segment.first)
                return
        if self._beside_surname(before, cut) or self._unknown_city(before, 0, cut):
            return
        if self._from_complement_of(before, after, cut):
            return
        if self.known_country:
            self.draft.country = self.known_country
            self.draft.evidence.append(f"context -> {self.known_country}")

    def _from_complement_of(self, before: list[Segment], after: list[Segment], cut: int) -> bool:
        """`of Chad`, `in Chad`: what follows the head; whether it told."""
        heads = {(s.first.name or "").rpartition(" ")[2] for s in before}
        envoy = bool(heads & _ENVOYS)
        for segment in after:
            preposition = self._preposition(segment, cut)
            if preposition in ("against", "by", "after", "before", "during") or (
                envoy and preposition not in ("of", "from")
            ):
                continue
            if preposition == "to" and not any(
                s.first.priority <= 1 and s.sort == "role" for s in before
            ):
                continue
            if segment.sort in ("country", "region", "capital", "adjective"):
                if preposition == "at" and segment.end == len(self.phrase.words):
                    continue  # "the opposition at Geneva"
                if preposition == "of" and segment.sort == "capital" and self._goes_on(segment.end):
                    continue  # "a broker of the Paris accord"
                if not self._neutral(segment):
                    self._set_country(segment.first)
                    return True
            elif self._from_body([segment]):
                return True
        words = self.phrase.words
        link = words[cut].low if cut < len(words) else ""
        where = link in IN - {"at"} or (link == "of" and heads & _TOWNSPEOPLE)
        return bool(where) and not envoy and self._unknown_city(after, cut, len(words))

    def _from_body(self, segments: list[Segment]) -> bool:
        """Country of a body or person among the segments; True where the search is over."""
        for segment in segments:
            meaning = self._meaning(segment)
            if meaning is None or meaning.sort not in ("body", "person"):
                continue
            reading = self._reading(meaning)
            if reading.country:
                self.draft.country = reading.country
                line = f"{reading.evidence[0]} -> {reading.country}"
                if reading.evidence[0] not in self.draft.evidence:
                    self.draft.evidence.append(line)
                return True
            if "IGO" in reading.sectors:
                self.draft.sectors = joined(self.draft.sectors, ("IGO",))
                self.draft.evidence += reading.evidence
                return True
        return False

    def _beside_surname(self, before: list[Segment], cut: int) -> bool:
        """`the Trump administration`: a leader's surname before a role tells the country."""
        words = self.phrase.words
        if not before or self._meaning(before[-1]) is None:
            return False
        start = before[-1].start
        if not start or not words[start - 1].capital or any(s.end == start for s in before[:-1]):
            return False
        person = self.surname(words[start - 1].low, self.known_country, self.date, (), "")
        if person is None:
            return False
        reading = person.on(self.date)
        self.draft.country = reading.country
        self.draft.evidence += reading.evidence[:1]
        return reading.country is not None

    def _unknown_city(self, segments: list[Segment], start: int, end: int) -> bool:
        """A capitalised word that no table knows may be a city of the gazetteer."""
        words = self.phrase.words
        covered = {i for s in segments for i in range(s.start, s.end)}
        i = start
        while i < end:
            j = i
            while j < end and j not in covered and (words[j].capital or self._joins(j, i, end)):
                j += 1
            if j > i and (country := self._city(i, j)):
                self.draft.country = country
                self.draft.evidence.append(f"gazetteer: {self.phrase.text(i, j)} -> {country}")
                if not self.draft.sectors and not segments and j == len(words):
                    self._people_of_city()
                return True
            i = max(j, i) + 1
        return False

    def _city(self, start: int, end: int) -> str | None:
        """The state of a city of the gazetteer: `Ravenna`, `Quezon` before `City`."""
        words = self.phrase.words
        if end < len(words) and words[end].text in ("City", "Town"):
            return self.city(self.phrase.text(start, end + 1))
        return self.city(self.phrase.text(start, end))

    def _joins(self, at: int, start: int, end: int) -> bool:
        """Whether a small word joins two parts of one name: `Barra da Praia`."""
        words = self.phrase.words
        return start < at < end - 1 and words[at].low in JOINING and words[at + 1].capital

    def _people_of_city(self) -> None:
        self.draft.sectors, self.draft.kind = ("CVL",), "group"
        self.draft.evidence.append("rule: a city for its people -> CVL")

    def _set_country(self, meaning: Meaning) -> None:
        self.draft.country = meaning.country
        self.draft.evidence.append(f"{meaning.where} {meaning.name} -> {meaning.country}")
        if "PRE" in meaning.sectors:
            self.draft.sectors = joined(self.draft.sectors, ("PRE",))

    def _goes_on(self, end: int) -> bool:
        """Whether a common noun follows that no table knows."""
        words = self.phrase.words
        if end >= len(words) or words[end - 1].stop or words[end].capital:
            return False
        low = words[end].low
        if any(s.start == end for s in self.phrase.segments):
            return False
        return low.isalpha() and low not in PREPOSITIONS | IN | _ENDS
