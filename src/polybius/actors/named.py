"""Names in a phrase: what a form means on the day, and the person who is the phrase's head."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from polybius.actors.entities import Entity, Reading
from polybius.actors.lexicon import Meaning
from polybius.actors.phrase import Phrase, Segment
from polybius.actors.structure import Structure

# Folded surname, country, day, sectors and word of the title -> the bearer.
Surname = Callable[[str, str | None, str | None, tuple[str, ...], str], Entity | None]


@dataclass
class Draft:
    """What has been found so far."""

    sectors: tuple[str, ...] = ()
    country: str | None = None
    stateless: bool = False
    name: str | None = None
    kind: str = "unknown"
    wikidata: str | None = None
    known: bool = False
    evidence: list[str] = field(default_factory=list)


class Named(Structure):
    """The names of one phrase as of one day."""

    def __init__(
        self, phrase: Phrase, date: str | None, known_country: str | None, surname: Surname
    ) -> None:
        super().__init__(phrase)
        self.date = date
        self.known_country = known_country
        self.surname = surname
        self.draft = Draft()

    def _meaning(self, segment: Segment, head: bool = False) -> Meaning | None:
        """The segment as a role, body or person, or None where it is a place or a people.

        A word that is both noun and modifier ("rebel", "official") is a noun as head only.
        """
        found = [m for m in segment.meanings if m.sort in ("role", "body", "person")]
        if not found or segment.sort in ("country", "adjective", "region", "capital"):
            return None
        if found[0].kind in ("nothing", "holding"):
            return None
        bodies = [m for m in found if m.sort == "body"]
        if len(bodies) > 1:
            country = self._nationality(list(self.phrase.segments)) or self.known_country
            fitting = [m for m in bodies if self._reading(m).country == country]
            if fitting:
                return fitting[0]
            if self.date:
                active = [m for m in bodies if self._reading(m).active]
                return (active or bodies)[0]
        if len(found) > 1 and found[0].sort == "role":
            return next((m for m in found if (m.kind != "modifier") == head), found[0])
        return found[0]

    def _reading(self, meaning: Meaning) -> Reading:
        """Country and sectors of a meaning on the day."""
        if meaning.entity is not None:
            return meaning.entity.on(self.date)
        line = f"{meaning.where} {meaning.name} -> {','.join(meaning.sectors) or 'none of its own'}"
        return Reading(meaning.country, meaning.sectors, 0, True, (line,))

    def _person(self, before: list[Segment], cut: int, nationality: str | None) -> Entity | None:
        """The person that is the phrase's head: a full name, or a surname with its title."""
        words = self.phrase.words
        for segment in reversed(before):
            if segment.sort != "person":
                continue
            if words[segment.end - 1].owner and segment.end < cut:
                continue
            if before[-1] is not segment and self._meaning(before[-1], head=True) is not None:
                continue  # "Putin spokesman": the person stands beside the head
            people = [m.entity for m in segment.meanings if m.sort == "person" and m.entity]
            if segment.end < cut and words[segment.end].capital and not words[segment.end - 1].stop:
                continue  # a longer name that is not the known one
            return self._choose(people, nationality)
        return self._by_surname(before, cut, nationality)

    def _choose(self, people: list[Entity], nationality: str | None) -> Entity:
        """Of namesakes the one of that nationality, in office, of the higher rank."""
        country = nationality or self.known_country

        def fitness(entity: Entity) -> tuple[bool, bool, int]:
            reading = entity.on(self.date)
            return (reading.country == country, reading.active, reading.rank)

        return max(people, key=fitness)

    def _by_surname(
        self, before: list[Segment], cut: int, nationality: str | None
    ) -> Entity | None:
        words = self.phrase.words
        end = cut
        if not end or (words[end - 1].owner and end < len(words)):
            return None
        if (found := self._two_names(end)) is not None:
            return found
        covered = {
            i for s in before if s.sort not in ("region", "city") for i in range(s.start, s.end)
        }
        start = end
        while start and start - 1 not in covered and words[start - 1].capital:
            start -= 1
        size = end - start
        if not 0 < size <= 3 or (start and words[start - 1].stop):
            return None
        if words[start].low in ("mr", "mrs", "ms", "dr", "sir", "dame", "lord", "the"):
            start += 1
        titles = tuple(s.first.name or "" for s in before if s.sort == "role" and s.end <= start)
        sectors = tuple(
            sector
            for s in before
            if s.sort == "role" and s.end <= start and s.first.kind == "person"
            for sector in s.first.sectors
        )
        key = " ".join(word.low for word in words[start:end])
        title = titles[-1] if titles else ""
        found = self.surname(key, nationality or self.known_country, self.date, sectors, title)
        if found is not None:
            self.draft.evidence.append(f"surname {self.phrase.text(start, end)!r}: {found.name}")
        return found

    def _two_names(self, end: int) -> Entity | None:
        """`President Hassan Sheikh`: two given names, one of them a title by itself."""
        names = self.phrase.words[max(0, end - 2) : end]
        if len(names) < 2 or not all(word.capital and not word.stop for word in names[:1]):
            return None
        found = self.surname(" ".join(w.low for w in names), None, self.date, (), "")
        if found is not None:
            self.draft.evidence.append(f"names {self.phrase.text(end - 2, end)!r}: {found.name}")
        return found
