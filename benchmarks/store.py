"""How much the store costs, and how fast it answers.

    python benchmarks/store.py ingest INPUT...     storing beside coding, in processor time
    python benchmarks/store.py query [EVENTS]      questions to a store of made-up events

Figures of one machine are in docs/store.md.
"""

from __future__ import annotations

import itertools
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from polybius.article import Article
from polybius.coder import Coder
from polybius.reading import read_articles
from polybius.record import Event, Record
from polybius.store import EventFilter, Store
from polybius.store.dyad import dyad
from polybius.store.entries import Coded
from polybius.store.ingest import Plan, Tally, ingest
from polybius.store.version import CoderVersion
from polybius.write import write_records

COUNTRIES = "RUS FRA USA SYR IRN DEU CHN GBR TUR UKR NGA EGY ISR IND PAK COD".split()
TYPES = "AGREE CONSULT SUPPORT COOPERATE AID REQUEST ACCUSE REJECT THREATEN COERCE ASSAULT".split()
EACH = 10


class Timed(Coder):
    """A coder that counts the processor time it takes."""

    spent = 0.0
    built = 0.0

    def __init__(self, *arguments: Any) -> None:
        started = time.process_time()
        super().__init__(*arguments)
        Timed.built = time.process_time() - started

    def code_many(self, articles: Iterable[Article]) -> Iterator[Record]:
        given = list(articles)
        started = time.process_time()
        records = list(super().code_many(given))
        Timed.spent += time.process_time() - started
        return iter(records)


def measure_ingest(inputs: list[str], folder: Path) -> None:
    """Processor time in the coder, against all that the rest of a run takes."""
    import polybius.coder

    polybius.coder.Coder = Timed  # type: ignore[misc]
    documents = list(read_articles(inputs))
    # What a run does once, and what is only loaded once, is no matter of how much is coded.
    for name in ("first", "second"):
        started = time.process_time()
        ingest(documents[:1], Store.open(folder / name, create=True), Plan(), Tally())
        once = time.process_time() - started - Timed.spent - Timed.built
        Timed.spent = 0.0
    store, tally = Store.open(folder / "ingest.duckdb", create=True), Tally()
    started, wall = time.process_time(), time.perf_counter()
    ingest(documents, store, Plan(), tally)
    rest = time.process_time() - started - Timed.spent - Timed.built - once
    wall = time.perf_counter() - wall
    size = store.path.stat().st_size
    print(f"{tally}; {tally.events} events in {wall:.0f} s")
    print(
        f"processor time: {Timed.built + once:.1f} s once, coding {Timed.spent:.1f} s,"
        f" the rest {rest:.2f} s"
    )
    print(f"storing adds {rest / Timed.spent:.1%}")
    print(f"{size / 1e6:.1f} MB, {size / max(tally.events, 1):.0f} bytes an event, texts kept")


def measure_queries(events: int, folder: Path) -> None:
    """Time of questions to a store of many events, each varied from a few coded ones."""
    store = Store.open(folder / "query.duckdb", create=True)
    started = time.perf_counter()
    _fill(store, events)
    print(f"made {store.size()} in {time.perf_counter() - started:.0f} s")
    size = store.path.stat().st_size
    print(f"{size / 1e6:.0f} MB, {size / events:.0f} bytes an event, without texts")
    pair = store.events(actor="RUS", recipient="FRA", type="REJECT")
    timed("events of a pair and type, count", pair.count)
    timed("the same as an Arrow table", lambda: pair.arrow().num_rows)
    timed("the same as records", lambda: sum(1 for _ in pair.records()))
    where = store.events(where="Syria", since="2016", status="actual", min_confidence=0.8)
    timed("events in a country", where.count)
    timed("dyad by month", lambda: len(dyad(store, "RUS", "FRA", "month", EventFilter())))
    with open(folder / "out.csv", "wb") as stream:
        some = store.records(EventFilter.of(actor="RUS"))
        count = store.events(actor="RUS").count()
        seconds = timed("events of one actor as CSV", lambda: write_records(some, "csv", stream))
        print(f"  {count / seconds:,.0f} events a second")


def timed(what: str, call: Callable[[], Any]) -> float:
    """Print how long a call takes, and what it gives."""
    started = time.perf_counter()
    found = call()
    seconds = time.perf_counter() - started
    print(f"{what}: {seconds:.2f} s ({found})")
    return seconds


def _fill(store: Store, count: int) -> None:
    sample = Coder(min_confidence=0.0).code(
        Article(
            "sample",
            "Russia on Tuesday rejected a French call for talks in Syria, and police arrested"
            " forty protesters in Moscow. The United States sent aid to Aleppo, officials said.",
            published="2016-10-12",
        )
    )
    chance = random.Random(1)
    with store.writer(CoderVersion("0", "benchmark", "benchmark")) as writer:
        numbers = iter(range(count // EACH))
        while batch := list(itertools.islice(numbers, 2000)):
            writer.save([_made(number, sample, chance) for number in batch])


def _made(number: int, sample: Record, chance: random.Random) -> Coded:
    day = f"{chance.randint(2000, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    id = f"https://news.example/{number}"
    events = tuple(
        _event(f"{id}:e{place}", chance.choice(sample.events), day, chance) for place in range(EACH)
    )
    record = replace(sample, id=id, published=day, events=events)
    digest = f"{chance.getrandbits(256):064x}"
    return Coded(record, None, 2000, digest, digest, chance.randbytes(128))


def _event(id: str, event: Event, day: str, chance: random.Random) -> Event:
    start = chance.randint(0, 4000)
    parties = [
        tuple(
            replace(actor, country=chance.choice(COUNTRIES), start=start, end=start + 9)
            for actor in party
        )
        for party in (event.actors, event.recipients or event.actors)
    ]
    return replace(
        event, id=id, type=chance.choice(TYPES), actors=parties[0], recipients=parties[1],
        date=replace(event.date, from_=day, to=day) if event.date else None,
        confidence=round(chance.uniform(0.5, 1), 3),
    )  # fmt: skip


def main() -> None:
    """Run one of the two."""
    kind, *rest = sys.argv[1:] or ["query"]
    with tempfile.TemporaryDirectory() as folder:
        if kind == "ingest":
            measure_ingest(rest, Path(folder))
        else:
            measure_queries(int(rest[0]) if rest else 1_000_000, Path(folder))


if __name__ == "__main__":
    main()
