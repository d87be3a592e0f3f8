"""One article's report of one act: what is compared to tell whether two tell of the same.

A report is small and plain, so that it can be kept beside the store's rows and read back
without the record it came from.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from polybius.export.bodies import Bodies
from polybius.record import Actor, Event, EventDate, Place, Record
from polybius.story.words import stems
from polybius.world import fold

# An act without a day of its own happened in the days up to its report.
_REPORTED_WITHIN = 2
_EXPELLED = {("SANCTION", "expel"), ("COERCE", "deport")}
_PACT = frozenset({"AGREE", "SUPPORT"})
_MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})


@dataclass(frozen=True, slots=True)
class Days:
    """The days an act may have had, as ordinals of the calendar (`date.toordinal`), both
    included. `firm` where the text dates it."""

    first: int
    last: int
    firm: bool

    @property
    def width(self) -> int:
        """How many days."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Party:
    """A doer or target.

    `code` is the country, UNO or EUR for their bodies, or the name of another `body`; `name`
    the surname of a person or the name of an organisation, where known; `words` its stems.
    """

    code: str
    sectors: tuple[str, ...]
    name: str
    person: bool
    body: bool
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Site:
    """Where it was. `exact` is False for whole countries and provinces."""

    name: str
    country: str
    admin1: str
    exact: bool


@dataclass(frozen=True, slots=True)
class Report:
    """What one article says of one act.

    `kind` is the type, or what stands for two types that one act may be given.
    `lands` are the countries that those sentences name which tell of it. `words` are the
    stems of these sentences, `about` those of the article's title and of the names in it;
    both without the names of doers and targets, which are compared by themselves.
    """

    id: str
    document: str
    published: str
    type: str
    kind: str
    modes: frozenset[str]
    status: str
    mutual: bool
    days: Days | None
    doers: tuple[Party, ...]
    targets: tuple[Party, ...]
    site: Site | None
    lands: frozenset[str]
    counts: tuple[tuple[str, int], ...]
    trigger: frozenset[str]
    words: frozenset[str]
    about: frozenset[str]

    def to_json(self) -> str:
        """The report as text that `from_json` reads back."""
        return json.dumps(self, default=_jsonable, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Report:
        """The report that `to_json` wrote."""
        given: dict[str, Any] = json.loads(text)
        for name in ("modes", "lands", "trigger", "words", "about"):
            given[name] = frozenset(given[name])
        for name in ("doers", "targets"):
            given[name] = tuple(_party_of(party) for party in given[name])
        given["days"] = Days(**given["days"]) if given["days"] else None
        given["site"] = Site(**given["site"]) if given["site"] else None
        given["counts"] = tuple((kind, number) for kind, number in given["counts"])
        return cls(**given)


def _jsonable(value: Any) -> Any:
    """A set as a sorted list, a dataclass as its fields."""
    if isinstance(value, frozenset):
        return sorted(value)
    return {name: getattr(value, name) for name in value.__slots__}


def _party_of(given: dict[str, Any]) -> Party:
    given["sectors"] = tuple(given["sectors"])
    given["words"] = frozenset(given["words"])
    return Party(**given)


def _kind(event: Event) -> str:
    """What all reports of one act have in common: the type, except where one act has two
    by its wording: who is made to leave is expelled or deported, a pact agreed or signed."""
    if any((event.type, mode) in _EXPELLED for mode in event.modes):
        return "expel"
    if event.type in _PACT and len(event.actors) > 1 and not event.recipients:
        return "pact"
    return event.type


def reports(record: Record, text: str | None = None) -> Iterator[Report]:
    """The reports in a record, in its order.

    With the article's `text` the sentences that tell of the act are compared too; without
    it only the words that the record itself keeps.
    """
    about = frozenset(stems(record.title or "")) | _named(record)
    for event in record.events:
        yield _report(record, event, text if text is not None else record.text, about)


def _report(record: Record, event: Event, text: str | None, about: frozenset[str]) -> Report:
    counts = event.counts
    figures = {
        "killed": counts.killed,
        "injured": counts.injured,
        "arrested": counts.arrested,
        "displaced": counts.displaced,
        "crowd": counts.crowd,
    }
    doers = tuple(map(_party, event.actors))
    targets = tuple(map(_party, event.recipients))
    trigger = frozenset(stems(event.trigger.text))
    named = trigger.union(
        *(
            stems(f"{actor.name or ''} {actor.text}")
            for actor in (*event.actors, *event.recipients)
            if actor.kind in ("person", "organisation", "state")
        )
    )
    spans = _spans(record, event)
    return Report(
        id=event.id,
        document=record.id,
        published=record.published or "",
        type=event.type,
        kind=_kind(event),
        modes=frozenset(event.modes),
        status=event.status,
        mutual=event.type in _MUTUAL or (not event.recipients and len(event.actors) > 1),
        days=_days(record, event),
        doers=doers,
        targets=targets,
        site=_site(event.place),
        counts=tuple((kind, n) for kind, n in figures.items() if n is not None),
        lands=_lands(record, event, spans),
        trigger=trigger,
        words=frozenset(stems(_telling(event, text, spans))) - named,
        about=about - named,
    )


def _days(record: Record, event: Event) -> Days | None:
    """The event's own days; else, unless it is background, those up to its publication."""
    told = event.date
    if told is not None and told.basis in ("explicit", "relative"):
        return _between(told, True)
    published = record.published if record.published and len(record.published) >= 10 else None
    if told is not None and told.basis == "inherited":
        return _between(told, False)
    if event.historical or published is None:
        return _between(told, False) if told else None
    last = date.fromisoformat(published[:10]).toordinal()
    return Days(last - _REPORTED_WITHIN, last, False)


def _between(told: EventDate, firm: bool) -> Days:
    first, last = (date.fromisoformat(day).toordinal() for day in (told.from_, told.to))
    return Days(first, last, firm)


def _party(actor: Actor) -> Party:
    code = actor.country or _bodies().code_of(actor, None) or ""
    if not code and actor.name and _is_body(actor):
        code = fold(actor.name)
    name = ""
    if actor.name and (actor.kind in ("person", "organisation")):
        name = fold(actor.name)
        if actor.kind == "person":
            name = name.rpartition(" ")[2]
        elif actor.name.split()[0].lower() in _DETERMINERS:
            name = ""  # words of the text, not the name of one body
    words = frozenset(stems(f"{actor.text} {actor.name or ''}"))
    body = actor.country is None and _is_body(actor)
    return Party(code, actor.sectors, name, actor.kind == "person", body, words)


_DETERMINERS = frozenset("a an the some any its his her their this that two three".split())


@cache
def _bodies() -> Bodies:
    return Bodies.load()


def _is_body(actor: Actor) -> bool:
    return bool({"IGO", "NGO", "MNC", "ISM", "IMG"}.intersection(actor.sectors))


def _site(place: Place | None) -> Site | None:
    if place is None:
        return None
    return Site(
        fold(place.name),
        place.country or "",
        fold(place.admin1 or ""),
        place.level not in ("country", "admin1"),
    )


def _spans(record: Record, event: Event) -> list[tuple[int, int]]:
    """The sentences that tell of the event."""
    told = {event.sentence, *(mention.sentence for mention in event.mentions)}
    return [record.sentences[n] for n in sorted(told) if n < len(record.sentences)]


def _lands(record: Record, event: Event, spans: list[tuple[int, int]]) -> frozenset[str]:
    """The countries of its actors, of its place, and of the places beside it."""
    found = {actor.country for actor in (*event.actors, *event.recipients)}
    found |= {place.country for place in record.places
              if any(start <= place.start < end for start, end in spans)}  # fmt: skip
    if event.place:
        found.add(event.place.country)
    return frozenset(country for country in found if country)


def _telling(event: Event, text: str | None, spans: list[tuple[int, int]]) -> str:
    """Those sentences, or, without a text, the record's own words for the event."""
    if text is not None and spans:
        return " ".join(text[start:end] for start, end in spans)
    phrases = [event.trigger.text, *(mention.text for mention in event.mentions)]
    return " ".join(phrases)


def _named(record: Record) -> frozenset[str]:
    """Stems of the people, bodies and places that the article names."""
    names = {place.name for place in record.places}
    for event in record.events:
        for actor in (*event.actors, *event.recipients):
            if actor.name and actor.kind in ("person", "organisation"):
                names.add(actor.name)
    return frozenset(stem for name in names for stem in stems(name))
