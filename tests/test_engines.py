"""Whatever codes the documents, one process, several or a cluster, gives the same records."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from polybius.article import Article
from polybius.errors import CodebookError
from polybius.reading import Refusal, read_articles
from polybius.record import Record
from polybius.stopwatch import Stopwatch
from polybius.store import Store
from polybius.store.ingest import Plan, Tally, ingest
from polybius.store.rows import to_text
from polybius.store.version import coder_version
from polybius.workers import Chunk, CoderOptions, coded_chunks, start_method

Engine: TypeAlias = Callable[[Iterator[Chunk], CoderOptions], Iterator[list[Record]]]

PROSE = [
    "Ghana recalled its ambassador from Togo on Monday after a dispute over fishing rights.",
    'The foreign minister of Togo said: "We regret this step." He will travel to Accra next week.',
    "Police in Lomé arrested twelve protesters near the port, a spokesman for the force said.",
]


def by_cluster(chunks: Iterator[Chunk], options: CoderOptions) -> Iterator[list[Record]]:
    from polybius.cluster import coded_on_cluster

    return coded_on_cluster(chunks, options, "local", str(coder_version()), workers=2)


ENGINES: dict[str, Engine] = {
    "one process": lambda chunks, options: coded_chunks(chunks, 1, options),
    "two workers": lambda chunks, options: coded_chunks(chunks, 2, options),
    "two workers, spawned": lambda chunks, options: coded_chunks(
        chunks, 2, options, method="spawn"
    ),
    "cluster": by_cluster,
}


class OddCoder:
    """Does to itself what a text says."""

    def __init__(self) -> None:
        self.watch = Stopwatch()

    def code(self, article: Article) -> Record:
        verb, _, rest = article.text.partition(" ")
        if verb == "die" or (verb == "die-once" and not Path(rest).exists()):
            if rest:
                Path(rest).touch()
            os._exit(9)
        if verb == "trip":
            raise ValueError("tripped")
        return Record(article.id, article.text, None, None, (), None, None)

    def code_many(self, articles: Iterable[Article]) -> Iterator[Record]:
        return map(self.code, articles)


class Odd(CoderOptions):
    """Builds an `OddCoder`, in another process too."""

    def build(self) -> Any:
        return OddCoder()


class Mistaken(CoderOptions):
    """Cannot be built."""

    def build(self) -> Any:
        raise CodebookError("acts.yaml:3: unknown type 'REJCT'; REJECT would be right")


# Those whose workers start from nothing take seconds for each test.
MARKS = {"one process": pytest.mark.slow, "two workers": pytest.mark.slow}


@pytest.fixture(
    params=[pytest.param(name, marks=MARKS.get(name, pytest.mark.check)) for name in ENGINES]
)
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Engine:
    if request.param == "two workers" and start_method() != "fork":
        pytest.skip("the same as spawned here")
    # Workers of every kind find this module by its name.
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    return ENGINES[request.param]


@pytest.fixture
def survives(request: pytest.FixtureRequest, engine: Engine) -> Engine:
    """An engine that outlives its workers."""
    if engine is ENGINES["one process"]:
        pytest.skip("a process does not outlive itself")
    return engine


def chunks(*sizes: int, texts: dict[int, str] | None = None) -> list[Chunk]:
    found, number = [], 0
    for size in sizes:
        articles = []
        for _ in range(size):
            articles.append(Article(f"d{number}", (texts or {}).get(number, "plain")))
            number += 1
        found.append(tuple(articles))
    return found


def ids(found: Iterable[Iterable[Article | Refusal | Record]]) -> list[list[str]]:
    return [[each.id for each in group] for group in found]


def errors(found: Iterable[Iterable[Record]]) -> dict[str, str]:
    return {record.id: record.errors[0] for group in found for record in group if record.errors}


def test_chunks_come_back_in_order(engine: Engine) -> None:
    given = chunks(2, 0, 1, 3, 0, 0, *[1] * 30, 2)
    assert ids(engine(iter(given), Odd())) == ids(given)


def test_a_bad_document_costs_only_itself(engine: Engine) -> None:
    given = chunks(3, 3, texts={1: "trip"})
    given[1] = (*given[1], Refusal("r", "not text"))
    found = list(engine(iter(given), Odd()))
    assert ids(found) == ids(given)
    assert errors(found) == {"d1": "could not be coded: ValueError: tripped", "r": "not text"}


def test_a_mistake_in_the_codebook_is_told(engine: Engine) -> None:
    with pytest.raises(CodebookError, match="REJCT"):
        list(engine(iter(chunks(2, 2)), Mistaken()))


def test_what_kills_workers_is_refused_and_nothing_else(survives: Engine) -> None:
    given = chunks(2, 2, 2, texts={2: "die"})
    found = list(survives(iter(given), Odd()))
    assert ids(found) == ids(given)
    assert list(errors(found)) == ["d2"]
    assert "coding it ended" in errors(found)["d2"]


def test_a_lost_worker_loses_and_doubles_nothing(survives: Engine, tmp_path: Path) -> None:
    given = chunks(*[2] * 8, texts={5: f"die-once {tmp_path / 'mark'}"})
    found = list(survives(iter(given), Odd()))
    assert (tmp_path / "mark").exists()
    assert ids(found) == ids(given)
    assert not errors(found)


def test_records_are_those_of_one_process(survives: Engine, coded_alone: list[str]) -> None:
    found = survives(iter(prose()), CoderOptions())
    assert [to_text(record) for group in found for record in group] == coded_alone


@pytest.fixture(scope="module")
def coded_alone() -> list[str]:
    found = ENGINES["one process"](iter(prose()), CoderOptions())
    return [to_text(record) for group in found for record in group]


def prose() -> list[Chunk]:
    articles = [
        Article(str(n), "\n\n".join(PROSE[: 1 + n % 3]), published=f"2021-03-{n + 1:02}")
        for n in range(12)
    ]
    return [tuple(articles[at : at + 3]) for at in range(0, 12, 3)]


@pytest.mark.check
def test_a_worker_of_another_version_stops_the_run() -> None:
    from polybius.cluster import ClusterError, coded_on_cluster

    with pytest.raises(ClusterError, match="a worker codes by polybius"):
        list(coded_on_cluster(iter(chunks(1)), Odd(), "local", "polybius 0.0", workers=1))


def test_an_address_where_nothing_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    from polybius.cluster import ClusterError, coded_on_cluster, engine

    monkeypatch.setattr(engine, "_PATIENCE", 0.5)
    with pytest.raises(ClusterError, match="no Dask scheduler answers at tcp://127"):
        list(coded_on_cluster(iter(chunks(1)), Odd(), "tcp://127.0.0.1:9", "", workers=1))


@pytest.mark.check
def test_a_store_that_a_cluster_filled_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = ({"id": a.id, "text": a.text, "published": a.published} for c in prose() for a in c)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    stores = []
    for name, scheduler in (("one", None), ("cluster", "local")):
        stores.append(Store.open(tmp_path / f"{name}.duckdb", create=True))
        tally = Tally()
        plan = Plan(workers=2 if scheduler else 1, scheduler=scheduler)
        ingest(read_articles([str(path)]), stores[-1], plan, tally)
        assert tally.coded + tally.copies == 12
        # The same again is not sent to the cluster.
        ingest(read_articles([str(path)]), stores[-1], plan, again := Tally())
        assert again.unchanged == 12
    assert [to_text(record) for record in stores[0].records()] == [
        to_text(record) for record in stores[1].records()
    ]
