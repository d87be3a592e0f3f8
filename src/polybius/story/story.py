"""What all reports of one act say together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Any, TypeVar

from polybius.record import Actor, Event, Place
from polybius.world import fold

_S = TypeVar("_S")
_T = TypeVar("_T", bound=Hashable)

_COUNTS = ("killed", "injured", "arrested", "displaced", "crowd")
# Named by fewer of the reports than this, an actor is left out.
_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Told:
    """One report of an act: its event, and of its article what a story tells.

    `copies` are the ids under which the same article is known besides.
    """

    event: Event
    article: str
    published: str | None
    publisher: str | None
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """An actor of a story: as most reports have it, and how many articles name it."""

    name: str
    country: str | None
    sectors: tuple[str, ...]
    kind: str
    wikidata: str | None
    reports: int


@dataclass(frozen=True, slots=True)
class Story:
    """One act as all its reports tell it.

    `date` is (first day, last day), both included; `sources` counts the publishers, or the
    articles where these are unknown; `first` is the article that came first with its day and
    publisher; `counts` gives the lowest and highest figure reported; `claims` who asserts,
    denies and questions it. What reports disagree on is as most have it.
    """

    id: str
    type: str
    modes: tuple[str, ...]
    status: str
    historical: bool
    date: tuple[str, str] | None
    actors: tuple[Member, ...]
    recipients: tuple[Member, ...]
    place: Place | None
    articles: tuple[str, ...]
    events: tuple[str, ...]
    sources: int
    first: tuple[str, str | None, str | None]
    counts: tuple[tuple[str, int, int], ...]
    claims: tuple[tuple[str, tuple[str, ...]], ...]
    confidence: float

    def to_json(self) -> dict[str, Any]:
        """The story as plain JSON values."""
        place = self.place
        return {
            "id": self.id,
            "type": self.type,
            "modes": list(self.modes),
            "status": self.status,
            "historical": self.historical,
            "date": {"from": self.date[0], "to": self.date[1]} if self.date else None,
            "actors": [_member(member) for member in self.actors],
            "recipients": [_member(member) for member in self.recipients],
            "place": place
            and {
                "name": place.name,
                "country": place.country,
                "admin1": place.admin1,
                "latitude": place.latitude,
                "longitude": place.longitude,
                "geonames": place.geonames,
            },
            "articles": list(self.articles),
            "events": list(self.events),
            "sources": self.sources,
            "first": dict(zip(("article", "published", "publisher"), self.first, strict=True)),
            "counts": {kind: [low, high] for kind, low, high in self.counts},
            **{stance: list(names) for stance, names in self.claims},
            "confidence": self.confidence,
        }


def _member(member: Member) -> dict[str, Any]:
    return {
        "name": member.name,
        "country": member.country,
        "sectors": list(member.sectors),
        "kind": member.kind,
        "wikidata": member.wikidata,
        "reports": member.reports,
    }


def story_of(told: Iterable[Told]) -> Story:
    """The story of at least one report, the same in whatever order they are given."""
    reports = sorted(told, key=_order)
    events = [report.event for report in reports]
    first = reports[0]
    return Story(
        id=story_id(first.event.id),
        type=_majority(events, lambda event: event.type) or events[0].type,
        modes=_majority(events, lambda event: event.modes) or (),
        status=events[0].status,
        historical=all(event.historical for event in events),
        date=_date(reports),
        actors=_members([(report.article, report.event.actors) for report in reports]),
        recipients=_members([(report.article, report.event.recipients) for report in reports]),
        place=_place(events),
        articles=tuple(
            dict.fromkeys(id for report in reports for id in (report.article, *report.copies))
        ),
        events=tuple(event.id for event in events),
        sources=len({report.publisher or report.article for report in reports}),
        first=(first.article, first.published, first.publisher),
        counts=_counts(events),
        claims=_claims(events),
        confidence=max(event.confidence for event in events),
    )


def story_id(event: str) -> str:
    """The id of the story whose first report is this event."""
    return f"story-{blake2b(event.encode('utf-8', 'backslashreplace'), digest_size=8).hexdigest()}"


def _order(report: Told) -> tuple[str, str, str]:
    """By publication, those without one last, then by id."""
    return (report.published or "9999", report.article, report.event.id)


def _majority(items: Iterable[_S], of: Callable[[_S], _T]) -> _T | None:
    """The most frequent value that is not empty; of equals the one that comes first."""
    values = Counter(value for value in map(of, items) if value)
    return values.most_common(1)[0][0] if values else None


def _date(reports: Sequence[Told]) -> tuple[str, str] | None:
    """The days most reports name; else those taken from publication; then the first of these."""
    dates = [report.event.date for report in reports]
    own = [told for told in dates if told and told.basis in ("explicit", "relative")]
    days = [(told.from_, told.to) for told in own or filter(None, dates)]
    if not days:
        return None
    often = Counter(days)
    # Of equally frequent ones the narrowest, then the first.
    return min(often, key=lambda day: (-often[day], _width(day), day))


def _width(day: tuple[str, str]) -> int:
    return (date.fromisoformat(day[1]) - date.fromisoformat(day[0])).days


def _members(sides: Sequence[tuple[str, tuple[Actor, ...]]]) -> tuple[Member, ...]:
    """Those that at least half of the articles with anybody on this side name."""
    actors: dict[Hashable, list[Actor]] = defaultdict(list)
    naming: dict[Hashable, set[str]] = defaultdict(set)
    for article, side in sides:
        for actor in side:
            actors[_identity(actor)].append(actor)
            naming[_identity(actor)].add(article)
    filled = len({article for article, side in sides if side})
    needed = min(_SHARE * filled, max(map(len, naming.values()), default=0))
    return tuple(
        _merged(named, len(naming[identity]))
        for identity, named in actors.items()
        if len(naming[identity]) >= needed
    )


def _identity(actor: Actor) -> Hashable:
    if actor.kind == "person" and actor.name:
        return actor.country, fold(actor.name).rpartition(" ")[2]
    if actor.kind in ("organisation", "state") and actor.name and actor.country is None:
        return fold(actor.name)
    return actor.country, actor.sectors[:1]


def _merged(actors: Sequence[Actor], reports: int) -> Member:
    name = _majority(actors, lambda actor: actor.name or actor.text) or ""
    return Member(
        name=name,
        country=_majority(actors, lambda actor: actor.country),
        sectors=_majority(actors, lambda actor: actor.sectors) or (),
        kind=_majority(actors, lambda actor: actor.kind) or "unknown",
        wikidata=_majority(actors, lambda actor: actor.wikidata),
        reports=reports,
    )


def _place(events: Sequence[Event]) -> Place | None:
    """The place most reports name, towns before provinces and countries."""
    places = [event.place for event in events if event.place]
    exact = [place for place in places if place.level not in ("country", "admin1")]
    name = _majority(exact or places, lambda place: (place.name, place.country))
    return next((p for p in exact or places if (p.name, p.country) == name), None)


def _counts(events: Sequence[Event]) -> tuple[tuple[str, int, int], ...]:
    found = []
    for kind in _COUNTS:
        figures = [n for e in events if (n := getattr(e.counts, kind)) is not None]
        figures += [
            detail.high
            for event in events
            for detail in event.count_details
            if detail.kind == kind and detail.high is not None
        ]
        if figures:
            found.append((kind, min(figures), max(figures)))
    return tuple(found)


def _claims(events: Sequence[Event]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (
            stance,
            tuple(
                dict.fromkeys(
                    claim.source.name or claim.source.text
                    for event in events
                    for claim in event.claims
                    if claim.stance == stance
                )
            ),
        )
        for stance in ("asserts", "denies", "questions")
    )
