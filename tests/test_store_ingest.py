"""Runs of ingest: what is coded, passed over, refused; and that nothing ends it badly."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from polybius.cli import main
from polybius.reading import read_articles
from polybius.store import Store, StoreError
from polybius.store.database import only_writer
from polybius.store.ingest import Plan, Tally, ingest
from store_helpers import VERSION, FakeCoder, prose, write_lines

HERE = Path(__file__).parent


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr("polybius.coder.Coder", FakeCoder)
    monkeypatch.setattr("polybius.store.ingest.coder_version", lambda *_: VERSION)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(path: Path | str, store: str = "s.duckdb", **plan: Any) -> tuple[Store, Tally]:
    kept, tally = Store.open(store, create=True), Tally()
    ingest(read_articles([str(path)]), kept, Plan(**plan), tally)
    return kept, tally


def rows(*ids: str, **more: Any) -> list[dict[str, Any]]:
    return [{"id": id, "text": prose(id), **more} for id in ids]


def test_the_same_input_again_changes_nothing(fake: Path) -> None:
    path = write_lines(
        fake / "a.jsonl", [*rows("a", "b"), {"id": "c"}, {"id": "d", "text": "trip"}]
    )
    store, tally = run(path)
    assert str(tally) == "read 4, coded 2, copies 0, unchanged 0, refused 2"
    before = Path("s.duckdb").read_bytes()
    everything = [store.query(f"FROM {table}") for table in ("documents", "events", "refusals")]
    store, tally = run(path)
    assert str(tally) == "read 4, coded 0, copies 0, unchanged 2, refused 2"
    after = [store.query(f"FROM {table}") for table in ("documents", "events", "refusals")]
    assert after == everything
    assert before


def test_another_version_codes_anew_and_is_noted(
    fake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_lines(fake / "a.jsonl", rows("a", "b"))
    store, _ = run(path)
    newer = replace(VERSION, codebook="newer", fingerprint="f2")
    monkeypatch.setattr("polybius.store.ingest.coder_version", lambda *_: newer)
    write_lines(path, rows("b", "c"))
    store, tally = run(path)
    assert (tally.coded, tally.unchanged) == (2, 0)
    found = store.query(
        'SELECT id, d."number" AS n, codebook FROM documents d JOIN coders c ON c."number" = coder'
        " ORDER BY id"
    )
    assert found.to_pylist() == [
        {"id": "a", "n": 1, "codebook": "test"},
        {"id": "b", "n": 2, "codebook": "newer"},
        {"id": "c", "n": 3, "codebook": "newer"},
    ]
    assert store.size().events == 3


def test_copies_are_kept_once_with_both_sources(fake: Path) -> None:
    text = prose("x", 300)
    near = text.replace("Monday", "Tuesday", 2)
    path = write_lines(
        fake / "a.jsonl",
        [
            {"id": "a", "text": text, "published": "2016-10-11", "url": "one.example/x"},
            {"id": "b", "text": text, "published": "2016-10-12", "url": "two.example/y"},
            {"id": "c", "text": near, "publisher": "Third"},
            {"id": "later", "text": text, "published": "2016-12-01"},
            {"id": "other", "text": prose("y", 300)},
        ],
    )
    store, tally = run(path)
    assert (tally.coded, tally.copies) == (3, 2)
    copies = store.query("SELECT id, original, kind, url, publisher FROM copies ORDER BY id")
    assert copies.to_pylist() == [
        {"id": "b", "original": 1, "kind": "exact", "url": "two.example/y", "publisher": None},
        {"id": "c", "original": 1, "kind": "near", "url": None, "publisher": "Third"},
    ]
    assert run(path)[1].unchanged == 5
    # A copy of an earlier run's document is found too.
    write_lines(path, [{"id": "d", "text": near, "published": "2016-10-13"}])
    assert run(path)[1].copies == 1


def test_pages_that_share_only_their_furniture_are_no_copies(fake: Path) -> None:
    rest = "\n".join(["ADVERTISEMENT", "Related stories", "Follow us on Twitter"] * 30)
    path = write_lines(
        fake / "a.jsonl",
        [{"id": id, "text": f"{prose(id, 80)}\n\n{rest}"} for id in ("a", "b")],
    )
    assert run(path)[1].copies == 0


def test_an_id_with_another_text_is_refused_and_nothing_is_lost(fake: Path) -> None:
    path = write_lines(
        fake / "a.jsonl", [*rows("a"), {"id": "a", "text": prose("b")}, *rows("a"), *rows("c")]
    )
    store, tally = run(path)
    assert str(tally) == "read 4, coded 2, copies 0, unchanged 1, refused 1"
    assert "another text" in tally.refused[0][1]
    assert store.query("SELECT id, reason FROM refusals").num_rows == 1
    write_lines(path, [{"id": "a", "text": prose("new")}])
    store, tally = run(path)
    assert "--replace" in tally.refused[0][1]
    assert store.size().documents == 2
    store, tally = run(path, replace=True)
    assert (tally.coded, store.size().documents, store.size().events) == (1, 2, 2)


def test_a_date_that_is_now_known_codes_anew(fake: Path) -> None:
    path = write_lines(fake / "a.jsonl", rows("a"))
    run(path)
    write_lines(path, rows("a", published="2016-10-11"))
    store, tally = run(path)
    assert tally.coded == 1
    assert [record.published for record in store.records()] == ["2016-10-11"]


def test_what_was_refused_is_taken_when_it_can_be(fake: Path) -> None:
    path = write_lines(fake / "a.jsonl", [{"id": "a", "text": prose("a") + " trip"}])
    store, tally = run(path)
    assert (tally.coded, store.size().refusals) == (0, 1)
    write_lines(path, rows("a"))
    store, tally = run(path)
    assert (tally.coded, store.size().refusals) == (1, 0)


def test_a_copy_of_what_could_not_be_coded_is_refused_too(fake: Path) -> None:
    text = prose("a") + " trip"
    path = write_lines(fake / "a.jsonl", [{"id": "a", "text": text}, {"id": "b", "text": text}])
    _, tally = run(path)
    assert [id for id, _ in tally.refused] == ["a", "b"]


@pytest.mark.parametrize("keep", [True, False])
def test_texts_are_kept_or_left_out(fake: Path, keep: bool) -> None:
    (fake / "page.txt").write_bytes(prose("page").replace("by", "by\r\n").encode())
    store, _ = run("page.txt", keep_text=keep)
    (row,) = store.query("SELECT text, text_length, text_sha256 FROM documents").to_pylist()
    assert (row["text"] is not None) == keep
    assert row["text_length"] > 500
    assert len(row["text_sha256"]) == 64
    assert (next(store.records()).text is not None) == keep


def test_a_clock_that_runs_backwards_changes_nothing(
    fake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = iter(datetime(2026, 1, 1).replace(year=2030 - n) for n in range(20))
    monkeypatch.setattr("polybius.store.writer.now", lambda: next(times))
    path = write_lines(fake / "a.jsonl", rows("a"))
    run(path)
    write_lines(path, rows("b", "a"))
    store, tally = run(path)
    assert (tally.coded, tally.unchanged) == (1, 1)
    assert [record.id for record in store.records()] == ["a", "b"]


def test_a_second_writer_is_told(fake: Path) -> None:
    path = write_lines(fake / "a.jsonl", rows("a"))
    store, _ = run(path)
    with only_writer(store.path):
        with pytest.raises(StoreError, match=f"process {os.getpid()} is writing"):
            run(path)
        assert store.size().documents == 1
    assert run(path)[1].unchanged == 1


def test_an_error_of_the_reader_keeps_what_was_coded(fake: Path) -> None:
    def documents() -> Iterator[Any]:
        yield from read_articles([str(write_lines(fake / "a.jsonl", rows("a", "b")))])
        raise RuntimeError("the disk is gone")

    store, tally = Store.open("s.duckdb", create=True), Tally()
    with pytest.raises(RuntimeError):
        ingest(documents(), store, Plan(), tally)
    # The batch under way is lost, what was saved is not, and a later run goes on.
    assert store.size().documents == tally.coded
    assert run("a.jsonl")[1].read == 2
    assert store.size().documents == 2


def test_the_command(fake: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = write_lines(fake / "a.jsonl", [*rows("a"), {"id": "b", "text": ""}])

    def ingest_again(*arguments: str) -> int:
        with pytest.raises(SystemExit) as left:
            main(["ingest", str(path), "--store", "s.duckdb", *arguments])
        return int(left.value.code or 0)

    assert ingest_again() == 3
    lines = capfd.readouterr().err.splitlines()
    assert lines[0].startswith("b: the text is empty")
    assert lines[-1] == "read 2, coded 1, copies 0, unchanged 0, refused 1"
    write_lines(path, rows("a"))
    assert ingest_again() == 0
    assert ingest_again("--column", "body") == 2
    Path("s.duckdb").write_text("no store at all, but some text")
    assert ingest_again() == 2
    assert "is no store" in capfd.readouterr().err


_PROGRAM = """
import resource, sys, time
from pathlib import Path
sys.path.insert(0, {here!r})
import store_helpers
from store_helpers import FakeCoder, VERSION
import polybius.coder, polybius.store.ingest
class Slow(FakeCoder):
    def code(self, article):
        time.sleep(0.002)
        return super().code(article)
polybius.coder.Coder = Slow
polybius.store.ingest.coder_version = lambda *_: VERSION
if {limit}:
    resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
from polybius.cli import main
main(["ingest", "a.jsonl", "--store", "s.duckdb"])
"""


def start(folder: Path, limit: int = 0) -> subprocess.Popen[str]:
    program = _PROGRAM.format(here=str(HERE), limit=limit)
    return subprocess.Popen(
        [sys.executable, "-c", program], cwd=folder, stderr=subprocess.PIPE, text=True
    )


def whole(folder: Path, ids: list[str]) -> None:
    store = Store.open(folder / "s.duckdb")
    assert [record.id for record in store.records()] == ids
    assert [len(record.events) for record in store.records()] == [1] * len(ids)
    assert store.size().events == len(ids)


@pytest.mark.check
def test_a_file_that_may_not_grow_loses_nothing(tmp_path: Path) -> None:
    ids = [f"d{number}" for number in range(1500)]
    write_lines(tmp_path / "a.jsonl", rows(*ids))
    process = start(tmp_path, limit=1_500_000)
    error = process.communicate()[1]
    assert process.returncode in (1, 2)
    assert "could not be written" in error
    assert "Traceback" not in error
    before = Store.open(tmp_path / "s.duckdb").size().documents
    assert 0 < before < 1500
    process = start(tmp_path)
    error = process.communicate()[1]
    assert process.returncode == 0, error
    whole(tmp_path, ids)


@pytest.mark.check
def test_many_workers_give_the_same_records_in_the_same_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = write_lines(tmp_path / "a.jsonl", rows(*(f"d{number}" for number in range(40))))
    one, _ = run(path, "one.duckdb")
    two, tally = run(path, "two.duckdb", workers=2)
    assert tally.coded == 40
    assert list(one.records()) == list(two.records())
