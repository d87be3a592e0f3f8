"""A coder that needs no model, records by hand, and stores to put them in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from polybius.article import Article
from polybius.record import Actor, Counts, Event, EventDate, Place, Record, Span
from polybius.stopwatch import Stopwatch
from polybius.store import Store
from polybius.store.copies import signature
from polybius.store.entries import Coded, text_sha256
from polybius.store.version import CoderVersion

VERSION = CoderVersion("1", "test", "f1")


class FakeCoder:
    """One event a text, at its first word; a text with "trip" in it cannot be coded."""

    def __init__(self, *_: Any, **__: Any) -> None:
        self.watch = Stopwatch()

    def code(self, article: Article) -> Record:
        if "trip" in article.text:
            raise ValueError("tripped over it")
        return record(article.id, [event(article.id, 0, text=article.text.split()[0])],
                      published=article.published, url=article.url, extra=article.extra,
                      text=article.text if article.extracted else None)  # fmt: skip

    def code_many(self, articles: Iterable[Article]) -> Iterator[Record]:
        return map(self.code, articles)


def actor(country: str | None, *sectors: str, name: str = "Somebody") -> Actor:
    return Actor(0, 4, "they", name, country, sectors, "person")


def event(
    document: str,
    number: int,
    *,
    type: str = "REJECT",
    modes: tuple[str, ...] = (),
    text: str = "they",
    actors: tuple[Actor, ...] = (),
    recipients: tuple[Actor, ...] = (),
    status: Any = "actual",
    date: str | None = None,
    place: Place | None = None,
    quad: str = "verbal conflict",
    score: float | None = -2.0,
    confidence: float = 0.9,
    historical: bool = False,
) -> Event:
    when = EventDate(date, date, None, None, None, "published") if date else None
    return Event(
        id=f"{document}:e{number}", type=type, modes=modes, contexts=(), sentence=0,
        trigger=Span(0, len(text), text), mentions=(), actors=actors, recipients=recipients,
        status=status, historical=historical, date=when, place=place, claims=(), counts=Counts(),
        count_details=(), links=(), score=score, quad=quad, cameo=None, confidence=confidence,
        evidence=("verbs.yaml#x",),
    )  # fmt: skip


def record(id: str, events: Iterable[Event] = (), **known: Any) -> Record:
    given = {"title": None, "published": None, "publisher": None, "authors": (), "url": None}
    return Record(id=id, language="en", events=tuple(events), **(given | known))


def coded(record: Record, text: str = "they said so") -> Coded:
    return Coded(record, text, len(text), text_sha256(text), text_sha256(text + record.id),
                 signature(text))  # fmt: skip


def store_with(path: Path, *records: Record) -> Store:
    store = Store.open(path, create=True)
    with store.writer(VERSION) as writer:
        writer.save([coded(record, f"text of {record.id}") for record in records])
    return store


def write_lines(path: Path, rows: Iterable[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def prose(seed: str, words: int = 120) -> str:
    """English enough to be taken for it, and like no other seed's."""
    frame = (
        "the minister of {0} said on Monday that talks with {1} were called off in {2} by".split()
    )
    return " ".join(
        frame[number % len(frame)].format(*(f"{seed}{number}{part}" for part in "abc"))
        for number in range(words)
    )
