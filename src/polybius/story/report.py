"""One article's report of one act: what is compared to tell whether two tell of the same.

A report is small and plain, so that it can be kept beside the store's rows and read back
without the record it came from.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from polybius.record import Actor, Event, Place, Record
from polybius.story.words import stems
from polybius.world import fold

# An act without a day of its own happened in the days up to its report.
_REPORTED_WITHIN = 2
_EXPELLED = {("SANCTION", "expel"), ("COERCE", "deport")}
_MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})


@dataclass(frozen=True, slots=True)
class Days:
    """The days an act may have had, ISO, both included. `firm` where the text dates it."""

    from_: str
    to: str
    firm: bool

    @property
    def width(self) -> int:
        """How many days."""
        return (date.fromisoformat(self.to) - date.fromisoformat(self.from_)).days + 1


@dataclass(frozen=True, slots=True)
class Party:
    """A doer or target. `code` is the country, or the name of a body without one; `name` the
    surname of a person or the name of an organisation, where known; `words` its stems."""

    code: str
    sectors: tuple[str, ...]
    name: str
    person: bool
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
    """What one article says of one act; `about` are stems of the article's title and names."""

    id: str
    document: str
    published: str
    type: str
    modes: frozenset[str]
    status: str
    mutual: bool
    days: Days | None
    doers: tuple[Party, ...]
    targets: tuple[Party, ...]
    site: Site | None
    counts: tuple[tuple[str, int], ...]
    trigger: frozenset[str]
    words: frozenset[str]
    about: frozenset[str]

    def to_json(self) -> str:
        """The report as text that `from_json` reads back."""
        return json.dumps(asdict(self), default=sorted, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Report:
        """The report that `to_json` wrote."""
        given: dict[str, Any] = json.loads(text)
        for name in ("modes", "trigger", "words", "about"):
            given[name] = frozenset(given[name])
        for name in ("doers", "targets"):
            given[name] = tuple(_party_of(party) for party in given[name])
        given["days"] = Days(**given["days"]) if given["days"] else None
        given["site"] = Site(**given["site"]) if given["site"] else None
        given["counts"] = tuple((kind, number) for kind, number in given["counts"])
        return cls(**given)


def _party_of(given: dict[str, Any]) -> Party:
    given["sectors"] = tuple(given["sectors"])
    given["words"] = frozenset(given["words"])
    return Party(**given)


def kind_of(report: Report) -> str:
    """What two reports of one act have in common: the type, but who is made to leave is
    called expelled by one and deported by another."""
    return "expel" if _EXPELLED & {(report.type, mode) for mode in report.modes} else report.type


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
    return Report(
        id=event.id,
        document=record.id,
        published=record.published or "",
        type=event.type,
        modes=frozenset(event.modes),
        status=event.status,
        mutual=event.type in _MUTUAL or (not event.recipients and len(event.actors) > 1),
        days=_days(record, event),
        doers=tuple(map(_party, event.actors)),
        targets=tuple(map(_party, event.recipients)),
        site=_site(event.place),
        counts=tuple((kind, n) for kind, n in figures.items() if n is not None),
        trigger=frozenset(stems(event.trigger.text)),
        words=frozenset(stems(_telling(record, event, text))),
        about=about,
    )


def _days(record: Record, event: Event) -> Days | None:
    """The event's own days; else, unless it is background, those up to its publication."""
    told = event.date
    if told is not None and told.basis in ("explicit", "relative"):
        return Days(told.from_, told.to, True)
    published = record.published if record.published and len(record.published) >= 10 else None
    if told is not None and told.basis == "inherited":
        return Days(told.from_, told.to, False)
    if event.historical or published is None:
        return Days(told.from_, told.to, False) if told else None
    last = date.fromisoformat(published[:10])
    first = last - timedelta(days=_REPORTED_WITHIN)
    return Days(first.isoformat(), last.isoformat(), False)


def _party(actor: Actor) -> Party:
    code = actor.country or (fold(actor.name) if actor.name and _is_body(actor) else "")
    name = ""
    if actor.name and (actor.kind in ("person", "organisation")):
        name = fold(actor.name)
        if actor.kind == "person":
            name = name.rpartition(" ")[2]
        elif actor.name.split()[0].lower() in _DETERMINERS:
            name = ""  # words of the text, not the name of one body
    words = frozenset(stems(f"{actor.text} {actor.name or ''}"))
    return Party(code, actor.sectors, name, actor.kind == "person", words)


_DETERMINERS = frozenset("a an the some any its his her their this that two three".split())


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


def _telling(record: Record, event: Event, text: str | None) -> str:
    """The sentences that tell of the event, or, without a text, the record's own words for it."""
    if text is not None and record.sentences:
        told = {event.sentence, *(mention.sentence for mention in event.mentions)}
        spans = [record.sentences[n] for n in sorted(told) if n < len(record.sentences)]
        return " ".join(text[start:end] for start, end in spans)
    phrases = [event.trigger.text, *(mention.text for mention in event.mentions)]
    phrases += [actor.text for actor in (*event.actors, *event.recipients)]
    if event.place:
        phrases.append(event.place.text)
    return " ".join(phrases)


def _named(record: Record) -> frozenset[str]:
    """Stems of the people, bodies and places that the article names."""
    names = {place.name for place in record.places}
    for event in record.events:
        for actor in (*event.actors, *event.recipients):
            if actor.name and actor.kind in ("person", "organisation"):
                names.add(actor.name)
    return frozenset(stem for name in names for stem in stems(name))
