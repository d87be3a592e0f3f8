"""Composition: nationality, place and organisation with role words to one answer.

A phrase is read as a noun phrase: what stands before the first preposition holds the
head, its last known form; what follows may tell whose ("of"), or where ("in").
Sectors come from the head where it decides (lawmaker, court), otherwise from what
stands beside it (army spokesman, head of the army). The country comes from a person
or body, a nationality, a possessor, then from "of", then from "in".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from polybius.actors.entities import Entity, Reading
from polybius.actors.lexicon import Meaning
from polybius.actors.named import Surname
from polybius.actors.phrase import Phrase, Segment
from polybius.actors.resolution import NOBODY, Resolution
from polybius.actors.sectors import OFFICIAL, joined
from polybius.actors.structure import PREPOSITIONS
from polybius.actors.whose import Whose

_FORMER = frozenset(
    "former ex retired onetime ousted deposed exiled late erstwhile fallen disgraced ex-".split()
)
_PRONOUNS = frozenset(
    "he she they him her them his their it its i we you me us who somebody someone anyone".split()
)
_ARMED = frozenset(("REB", "MIL", "UAF", "PRM"))
_UNARMED = frozenset(("CVL", "REL", "SOC"))


class Composer(Whose):
    """Composes the readings of one phrase as of one day."""

    def __init__(
        self,
        phrase: Phrase,
        date: str | None,
        known_country: str | None,
        city: Callable[[str], str | None],
        surname: Surname,
        roles: Callable[[Phrase, Segment], tuple[Segment, ...]],
    ) -> None:
        super().__init__(phrase, date, known_country, city, surname)
        self._roles = roles

    def resolve(self) -> Resolution:
        """The whole phrase's answer."""
        words, segments = self.phrase.words, list(self.phrase.segments)
        if not words:
            return NOBODY
        if len(words) == 1 and words[0].low in _PRONOUNS and not words[0].acronym:
            why = f"rule: {words[0].text} stands for somebody unnamed -> UNK"
            return Resolution(None, self.known_country, ("UNK",), "unknown", None, (why,))
        segments = self._of_this_country(segments)
        cut = self._cut(segments)
        before = [s for s in segments if s.start < cut]
        after = [s for s in segments if s.start >= cut]
        nationality = self._nationality(before)
        if before and before[-1].first.kind == "nothing":
            return NOBODY
        if before and before[-1].first.kind == "holding":
            return self._holder(before, [s for s in after if self._preposition(s, cut) == "of"])
        person = self._person(before, cut, nationality)
        if person is not None:
            self._take_person(person, before, cut)
        else:
            self._take_roles(before, after, cut)
        if self.draft.country is None and not self.draft.stateless:
            self._take_country(before, after, cut)
        self._former(cut)
        return self._answer(before, cut)

    def _holder(self, before: list[Segment], of: list[Segment]) -> Resolution:
        """`PKK positions`, `Russian territory`: who holds them, where the phrase tells."""
        holding = before[-1].first
        owners = before[:-1] or of
        if not owners:
            return NOBODY
        start, end = owners[0].start, owners[-1].end
        words = list(self.phrase.words[start:end])
        words[-1] = replace(words[-1], owner=False, hyphen=False)
        segments = (replace(s, start=s.start - start, end=s.end - start) for s in owners)
        owner = Composer(
            Phrase(tuple(words), tuple(segments)),
            self.date,
            self.known_country,
            self.city,
            self.surname,
            self._roles,
        ).resolve()
        if not owner.actor or not (owner.country or owner.sectors):
            return NOBODY
        of_state = owner.kind in ("state", "unknown") or not owner.sectors
        sectors = holding.sectors if of_state and owner.country else owner.sectors
        why = f"{holding.where} {holding.name}: of {owner.name or owner.country or 'its holder'}"
        return replace(owner, sectors=sectors, kind="unknown", evidence=(*owner.evidence, why))

    def _of_this_country(self, segments: list[Segment]) -> list[Segment]:
        """`Chile's Defense Department` is not the American one: keep it as a role there."""
        country = self._nationality([s for s in segments if s.sort != "body"])
        country = country or self.known_country
        if country is None:
            return segments
        kept: list[Segment] = []
        for segment in segments:
            roles = self._roles(self.phrase, segment) if segment.sort == "body" else ()
            if not roles or any(
                self._reading(m).country in (country, None)
                for m in segment.meanings
                if m.sort == "body"
            ):
                kept.append(segment)
            else:
                kept += roles
        return kept

    # -- people ----------------------------------------------------------------------

    def _take_person(self, entity: Entity, before: list[Segment], cut: int) -> None:
        reading = entity.on(self.date)
        self._take_entity(entity, reading)
        self.draft.kind = "person"
        if self.date is None:
            return
        roles = [s for s in before if s.sort == "role" and s.first.kind == "person"]
        former = any(w.low in _FORMER for w in self.phrase.words[:cut])
        just_left = reading.sectors == ("ELI",) and not former and entity.left_lately(self.date)
        if roles and (just_left or not reading.sectors):
            self.draft.sectors = ()
            self._sectors_of_roles(roles, [], cut)
            self.draft.kind = "person"
            self.draft.evidence.append(
                "rule: the text's own title holds about the change of office"
            )

    def _take_entity(self, entity: Entity, reading: Reading) -> None:
        draft = self.draft
        draft.name, draft.wikidata, draft.known = entity.name, entity.wikidata, True
        draft.kind = entity.kind
        draft.sectors = reading.sectors
        draft.country = reading.country
        draft.stateless = reading.country is None
        draft.evidence += reading.evidence

    # -- roles and bodies ------------------------------------------------------------

    def _take_roles(self, before: list[Segment], after: list[Segment], cut: int) -> None:
        roles = [s for s in before if self._meaning(s) is not None]
        places = [s for s in before if s not in roles]
        if not roles and places:
            self._bare_place(places[-1], before, cut)
            return
        if places and places[-1] is before[-1] and all(s.first.priority == 0 for s in roles):
            people = places[-1].first
            if people.sort == "adjective" and people.kind in ("group", "person"):
                self.draft.sectors, self.draft.kind = ("CVL",), people.kind
                self.draft.evidence.append("rule: a number of a people -> CVL")
                return
        self._sectors_of_roles(roles, after, cut)

    def _sectors_of_roles(self, roles: list[Segment], after: list[Segment], cut: int) -> None:
        """Sectors from the head and what stands beside it; sets kind and name too."""
        draft = self.draft
        if not roles:
            self._from_complement(after, cut, ("of", "for", "from", "with", "at"))
            return
        head_segment = roles[-1]
        head = self._meaning(head_segment, head=True)
        assert head is not None
        modifiers = [(s, m) for s in roles[:-1] if (m := self._meaning(s)) and m.priority >= 2]
        modifiers.reverse()
        draft.kind = {"kin": "person", "modifier": "unknown"}.get(head.kind, head.kind)
        if head.kind == "kin":
            self._kin(head, roles[:-1], after, cut)
        elif head.entity is not None or head.sort == "body":
            self._take_body(head)
            draft.sectors = joined(draft.sectors)
        elif head.priority == 3:
            self._add(self._reading(head))
            self._add_all(modifiers)
        elif head.priority == 2:
            self._head_of_body(head, head_segment, modifiers, after, cut)
        else:
            self._weak(head, modifiers, after, cut)

    def _head_of_body(
        self,
        head: Meaning,
        segment: Segment,
        modifiers: list[tuple[Segment, Meaning]],
        after: list[Segment],
        cut: int,
    ) -> None:
        """President, governor, authorities: of a state, or of the body named beside them."""
        beside = [
            (s, m)
            for s, m in modifiers
            if m.sort == "body"
            or (m.kind == "organisation" and m.priority == 3)
            or head.kind != "person"
        ]
        if head.kind == "person" and not beside:
            for complement in after:
                if self._preposition(complement, cut) != "of":
                    break
                meaning = self._meaning(complement)
                if meaning and (meaning.sort == "body" or meaning.kind == "organisation"):
                    beside = [(complement, meaning)]  # the last one is the complement's head
        self._add_all(beside)
        if head.kind != "person" or not self.draft.sectors:
            self._add(self._reading(head))
        self._add_all(modifiers)

    def _weak(
        self,
        head: Meaning,
        modifiers: list[tuple[Segment, Meaning]],
        after: list[Segment],
        cut: int,
    ) -> None:
        """Spokesman, official, group: the sector of what stands beside it."""
        draft = self.draft
        own = self._reading(head)
        beside = {s for _, m in modifiers for s in self._reading(m).sectors[:1]}
        if _ARMED.intersection(own.sectors) and beside and beside <= _UNARMED:
            self._add(own)  # "Kurdish fighters", "Muslim forces"
        if head.priority:
            self._add_all(modifiers)
        if not draft.sectors:
            self._from_complement(after, cut, ("of", "for", "from", "with", "at", "to"))
            if head.priority:  # its people are not the body itself
                draft.name, draft.wikidata, draft.known = None, None, False
        if head.priority == 0 and not draft.sectors:
            self._add_all(modifiers)
        if not draft.sectors and not head.priority and self._people_in(after):
            draft.sectors, draft.kind = ("CVL",), "group"
            draft.evidence.append("rule: a number of a people -> CVL")
        elif not draft.sectors and not head.priority:
            draft.kind = "unknown"  # a number of what is no actor
        elif not draft.sectors:
            self._add(self._reading(head))
        elif draft.kind == "unknown":
            draft.kind = head.kind
        if head.priority and draft.sectors:
            draft.kind = head.kind if head.kind != "modifier" else draft.kind

    def _people_in(self, after: list[Segment]) -> bool:
        """Whether what is counted is a people: `thousands of Belarusians`."""
        return bool(after) and after[0].sort == "adjective" and after[0].first.kind == "group"

    def _from_complement(self, after: list[Segment], cut: int, allowed: tuple[str, ...]) -> None:
        """`head of the army`, `dozens of protesters`: the sector of the complement."""
        words = self.phrase.words
        for i, segment in enumerate(after):
            preposition = self._preposition(segment, cut)
            if preposition not in allowed:
                return
            run = [segment]
            for following in after[i + 1 :]:
                if any(words[j].low in PREPOSITIONS for j in range(run[-1].end, following.start)):
                    break
                run.append(following)
            roles = [s for s in run if self._meaning(s) is not None]
            if self._goes_on(run[-1].end):
                return  # "part of a prisoner swap": the complement is something else
            if roles:
                rest = [s for s in after if s.start >= run[-1].end]
                self._sectors_of_roles(roles, rest, run[-1].end)
                return
        if not after and cut < len(words) and words[cut].low in allowed:
            self._of_surname(words[cut].low)

    def _of_surname(self, preposition: str) -> None:
        """`forces loyal to Haftar`: a leader's men are of his kind, a ruler's his soldiers."""
        last = self.phrase.words[-1]
        if not last.capital or last.owner:
            return
        person = self.surname(last.low, self.known_country, self.date, (), "")
        if person is None:
            return
        reading = person.on(self.date)
        if _ARMED.intersection(reading.sectors) or preposition == "of":
            self.draft.sectors = joined(self.draft.sectors, reading.sectors)
        self.draft.country = self.draft.country or reading.country
        self.draft.evidence += reading.evidence[:1]

    def _kin(self, head: Meaning, owners: list[Segment], after: list[Segment], cut: int) -> None:
        """An official's family is elite; other people's are civilians."""
        for segment in (*reversed(owners), *after):
            meaning = self._meaning(segment)
            if meaning is None:
                continue
            reading = self._reading(meaning)
            if {*reading.sectors} & (OFFICIAL | {"ELI"}):
                self.draft.sectors = ("ELI",)
                self.draft.country = self.draft.country or reading.country
                self.draft.evidence += [
                    *reading.evidence,
                    f"rule: {head.name} of an official -> ELI",
                ]
                return
        self._add(self._reading(head))

    def _take_body(self, meaning: Meaning) -> None:
        reading = self._reading(meaning)
        if meaning.entity is not None:
            self._take_entity(meaning.entity, reading)
            return
        self.draft.name, self.draft.kind, self.draft.known = meaning.name, meaning.kind, True
        self.draft.country = reading.country
        self.draft.sectors = joined(self.draft.sectors, reading.sectors)
        self.draft.evidence += reading.evidence

    def _add(self, reading: Reading) -> None:
        self.draft.sectors = joined(self.draft.sectors, reading.sectors)
        self.draft.evidence += reading.evidence

    def _add_all(self, modifiers: list[tuple[Segment, Meaning]]) -> None:
        for _, meaning in modifiers:
            reading = self._reading(meaning)
            if set(reading.sectors) - set(self.draft.sectors):
                self._add(reading)

    # -- places ----------------------------------------------------------------------

    def _bare_place(self, place: Segment, before: list[Segment], cut: int) -> None:
        """A state, people or city with no role beside it."""
        words, first = self.phrase.words, place.first
        follows = place.end < cut
        self.draft.known = True
        self.draft.kind = first.kind
        if first.sort == "capital" and not follows and len(before) == 1:
            self.draft.sectors = ("GOV",)
            self.draft.kind = "state"
            self.draft.evidence.append(f"{first.where} rule: capital for its government -> GOV")
        elif follows and (
            words[place.end - 1].owner or (first.sort == "adjective" and first.kind == "state")
        ):
            self.draft.kind = "unknown"
            self.draft.known = False
        elif first.sort == "region" and not follows and self.city(first.name or ""):
            self._people_of_city()
        if not follows:
            self.draft.sectors = self.draft.sectors or first.sectors
            if first.sort in ("country", "capital", "adjective"):
                self.draft.name = first.name

    # -- the end ---------------------------------------------------------------------

    def _former(self, cut: int) -> None:
        """Former officials are elite, unless the tables know what they are now."""
        draft = self.draft
        if draft.kind != "person" and draft.kind != "group":
            return
        if draft.known and draft.kind == "person" and draft.name:
            return
        former = [w.low for w in self.phrase.words[:cut] if w.low in _FORMER]
        if former and draft.sectors and draft.sectors[0] in OFFICIAL:
            draft.sectors = ("ELI",)
            draft.evidence.append(f"rule: {former[0]} official -> ELI")

    def _answer(self, before: list[Segment], cut: int) -> Resolution:
        draft = self.draft
        if not (draft.sectors or draft.country or draft.known or draft.kind != "unknown"):
            return NOBODY
        return Resolution(
            draft.name,
            draft.country,
            draft.sectors,
            draft.kind,
            draft.wikidata,
            tuple(dict.fromkeys(draft.evidence)),
            draft.known,
        )
