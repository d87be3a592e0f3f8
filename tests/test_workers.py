"""Many processes give what one gives, in order; what kills one costs only its document."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from polybius.article import Article
from polybius.errors import CodebookError
from polybius.reading import Refusal
from polybius.record import Record
from polybius.stopwatch import Stopwatch
from polybius.workers import CoderOptions, WorkerError, available_cores, coded_many, start_method
from polybius.workers import chunks as chunks_module
from polybius.workers import crew as crew_module
from polybius.write.lines import write_jsonl

FORK = pytest.mark.skipif(start_method() != "fork", reason="this system does not fork safely")
PROSE = [
    "Ghana recalled its ambassador from Togo on Monday after a dispute over fishing rights.",
    'The foreign minister of Togo said: "We regret this step." He will travel to Accra next week.',
    "Police in Lomé arrested twelve protesters near the port, a spokesman for the force said.",
]


class OddCoder:
    """Does to itself what a text says; a record tells which process made it."""

    def __init__(self, **options: Any) -> None:
        self.watch = Stopwatch()
        if options.get("codebook"):
            raise CodebookError("acts.yaml:3: unknown type 'REJCT'; REJECT would be right")

    def code(self, article: Article) -> Record:
        verb, _, rest = article.text.partition(" ")
        with self.watch.stage("parse"):
            if verb == "die":
                os._exit(9)
            if verb == "die-once" and not Path(rest).exists():
                Path(rest).touch()
                os._exit(9)
            if verb == "sleep":
                time.sleep(float(rest))
            if verb == "trip":
                raise ValueError("tripped")
        return Record(article.id, None, None, str(os.getpid()), (), None, None)

    def code_many(self, articles: Iterable[Article]) -> Iterator[Record]:
        yield from map(self.code, articles)


class Options(CoderOptions):
    """Builds an `OddCoder`, in a spawned process too."""

    def build(self) -> Any:
        return OddCoder(codebook=self.codebook)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks of two documents."""
    monkeypatch.setattr(chunks_module, "_DOCUMENTS", 2)


def articles(*texts: str) -> list[Article | Refusal]:
    return [Article(f"d{number}", text) for number, text in enumerate(texts)]


def ids(documents: Iterable[Article | Refusal]) -> list[str]:
    return [document.id for document in documents]


@FORK
@pytest.mark.parametrize("workers", [1, 2, 3, 5])
def test_order_is_kept_whoever_is_done_first(small: None, workers: int) -> None:
    given = articles(*(f"sleep {0.05 if n % 4 < 2 else 0}" for n in range(21)))
    given.insert(3, Refusal("r", "not text"))
    records = list(coded_many(given, workers, Options()))
    assert [record.id for record in records] == ids(given)
    assert records[3].errors == ("not text",)
    makers = {record.publisher for record in records} - {None}
    assert len(makers) == (1 if workers == 1 else len(makers)) <= workers
    assert (str(os.getpid()) in makers) == (workers == 1)


@FORK
def test_one_chunk_needs_no_further_process() -> None:
    (record,) = coded_many(articles("plain"), 4, Options())
    assert record.publisher == str(os.getpid())


def test_no_document_needs_no_coder() -> None:
    assert list(coded_many([], 2, Options(codebook=Path("bad")))) == []


@FORK
def test_what_kills_a_worker_twice_is_refused_and_nothing_else(small: None) -> None:
    given = articles("plain", "plain", "die", "plain", "plain", "trip", "plain")
    records = list(coded_many(given, 2, Options()))
    assert [record.id for record in records] == ids(given)
    assert {record.id: record.errors[0].split(":")[0] for record in records if record.errors} == {
        "d2": "coding it ended the process twice, for want of memory perhaps",
        "d5": "could not be coded",
    }


@FORK
def test_documents_of_a_killed_worker_are_coded_the_second_time(
    small: None, tmp_path: Path
) -> None:
    given = articles("plain", "plain", f"die-once {tmp_path / 'mark'}", "plain", "plain")
    records = list(coded_many(given, 2, Options()))
    assert [record.id for record in records] == ids(given)
    assert not any(record.errors for record in records)


@FORK
def test_a_worker_killed_while_it_waits_is_replaced(small: None) -> None:
    def documents() -> Iterator[Article | Refusal]:
        yield from articles(*["plain"] * 4)
        yield Article("slow", "plain")
        for maker in made:  # all that were there so far
            os.kill(int(maker), signal.SIGKILL)
        yield from (Article(f"late{n}", "plain") for n in range(6))

    made: set[str] = set()
    seen = []
    for record in coded_many(documents(), 2, Options()):
        seen.append(record.id)
        assert not record.errors
        made.add(record.publisher or "")
    assert len(seen) == 11


@FORK
def test_no_more_is_read_than_there_is_room_for(small: None) -> None:
    read = 0

    def documents() -> Iterator[Article | Refusal]:
        nonlocal read
        for number in range(200):
            read += 1
            yield Article(str(number), "sleep 0.2" if number == 0 else "plain")

    records = coded_many(documents(), 2, Options())
    next(records)
    assert read <= 2 * crew_module._AHEAD * 2 + 2
    assert len(list(records)) == 199


@FORK
def test_workers_end_with_the_run_that_is_broken_off(small: None) -> None:
    records = coded_many(articles(*["sleep 0.01"] * 40), 2, Options())
    makers = {next(records).publisher for _ in range(8)}
    records.close()  # type: ignore[attr-defined]
    for maker in makers:
        with pytest.raises(ProcessLookupError):
            os.kill(int(maker or ""), 0)


@FORK
def test_a_worker_gives_way_to_a_new_one_in_time(
    small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew_module, "_LIFE", 3)
    records = list(coded_many(articles(*["plain"] * 40), 2, Options()))
    assert len({record.publisher for record in records}) >= 5
    assert len(records) == 40


@FORK
def test_a_fault_of_the_reader_comes_after_what_was_read(small: None) -> None:
    def documents() -> Iterator[Article | Refusal]:
        yield from articles(*["plain"] * 7)
        raise OSError("disk gone")

    seen: list[Record] = []
    with pytest.raises(OSError, match="disk gone"):
        seen.extend(coded_many(documents(), 2, Options()))
    assert len(seen) == 7


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("method", [pytest.param("fork", marks=FORK), "spawn"])
def test_a_mistake_in_the_codebook_stops_the_run(small: None, workers: int, method: str) -> None:
    with pytest.raises(CodebookError, match="REJCT"):
        list(coded_many(articles(*["x"] * 5), workers, Options(Path("bad")), method=method))


def test_a_worker_that_cannot_start_stops_the_run(small: None) -> None:
    with pytest.raises(WorkerError, match="--workers"):
        list(coded_many(articles(*["x"] * 5), 2, Stillborn(), method="spawn"))


class Stillborn(CoderOptions):
    """Ends the process that builds it."""

    def build(self) -> Any:
        os._exit(3)


@FORK
def test_the_time_of_all_processes_is_told(small: None) -> None:
    watch = Stopwatch()
    list(coded_many(articles(*["sleep 0.05"] * 8), 2, Options(), watch=watch))
    assert watch.seconds["parse"] >= 0.4
    assert {"loading", "reading", "parse"} <= set(watch.seconds)


def test_cores() -> None:
    assert available_cores() >= 1


@pytest.mark.slow
@pytest.mark.parametrize(("workers", "method"), [pytest.param(2, "fork", marks=FORK), (2, "spawn")])
def test_records_are_byte_identical_with_one_process(
    workers: int, method: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunks_module, "_DOCUMENTS", 4)
    given = [
        Article(str(n), "\n\n".join(PROSE[: 1 + n % 3]), published=f"2021-03-{n + 1:02}")
        for n in range(14)
    ]
    written = []
    for name, count in (("one", 1), ("many", workers)):
        with (tmp_path / name).open("wb") as stream:
            write_jsonl(coded_many(given, count, method=method), stream)
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]
    assert b'"type"' in written[0]


def test_stages_within_stages_count_once() -> None:
    watch = Stopwatch()
    with watch.stage("writing"):
        for _ in watch.each("other", iter([1, 2])):
            with watch.stage("events"):
                time.sleep(0.02)
            time.sleep(0.01)
    assert watch.seconds["events"] == pytest.approx(0.04, abs=0.02)
    assert watch.seconds["writing"] == pytest.approx(0.02, abs=0.015)
    assert watch.seconds["other"] < 0.01
    assert watch.lines()[-1].startswith("all")
    assert watch.taken()["events"] > 0
    assert watch.taken() == {}
