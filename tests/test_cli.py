"""The command: exit status, counts, errors of one line. A coder of the tests' own stands in."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from polybius.article import Article
from polybius.cli import cli, main
from polybius.coding import Tally, coded
from polybius.errors import CodebookError
from polybius.reading import Refusal
from polybius.record import Record
from polybius.stopwatch import Stopwatch

TEXT = "The minister said on Monday that the talks with the rebels had been called off."


class FakeCoder:
    """Codes nothing; trips over texts that tell it to, and loses its stream when told so."""

    def __init__(self, **options: Any) -> None:
        self.options = options
        self.watch = Stopwatch()
        if options.get("codebook"):
            raise CodebookError("verbs.yaml:3: unknown type 'REJCT'; REJECT would be right")

    def code(self, article: Article) -> Record:
        if "trip" in article.text:
            raise ValueError("tripped\nover it")
        return Record(
            id=article.id, title=None, published=article.published, publisher=None, authors=(),
            url=None, language=None, extra=article.extra,
        )  # fmt: skip

    def code_many(self, articles: Iterable[Article]) -> Iterator[Record]:
        batch = []
        for article in articles:
            batch.append(article)
            if len(batch) == 3:
                yield from map(self.code, batch)
                batch = []
        yield from map(self.code, batch)


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr("polybius.coder.Coder", FakeCoder)
    monkeypatch.delenv("POLYBIUS_DEBUG", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert isinstance(left.value.code, int)
    return left.value.code


def rows(folder: Path, *given: object) -> None:
    lines = [row if isinstance(row, str) else json.dumps(row) for row in given]
    (folder / "d.jsonl").write_text("\n".join(lines), "utf-8")


def test_records_in_order_with_the_counts_last(
    fake: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    rows(fake, "bad", {"id": "a", "text": TEXT, "k": 1}, {"id": "b"}, {"id": "c", "text": TEXT})
    assert run("code", "d.jsonl", "gone.txt") == 3
    out, err = capfdbinary.readouterr()
    records = [json.loads(line) for line in out.decode().splitlines()]
    assert [record["id"] for record in records] == ["d.jsonl:1", "a", "b", "c", "gone.txt"]
    assert [bool(record["errors"]) for record in records] == [True, False, True, False, True]
    assert records[1]["k"] == 1
    lines = err.decode().splitlines()
    assert lines[-1] == "read 5, coded 2, refused 3"
    assert len(lines) == 4


def test_all_well_is_zero(fake: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    rows(fake, {"id": "a", "text": TEXT})
    assert run("code", "d.jsonl", "--published", "2016-10-11") == 0
    out, err = capfdbinary.readouterr()
    assert json.loads(out)["published"] == "2016-10-11"
    assert err == b"read 1, coded 1, refused 0\n"


def test_a_document_that_trips_the_coder_costs_only_itself(
    fake: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    given = [{"id": str(n), "text": TEXT + (" trip" if n in (1, 6) else "")} for n in range(8)]
    rows(fake, *given[:2], "bad", *given[2:])
    assert run("code", "d.jsonl") == 3
    out, err = capfdbinary.readouterr()
    records = [json.loads(line) for line in out.decode().splitlines()]
    ids = [record["id"] for record in records]
    assert ids == ["0", "1", "d.jsonl:3", "2", "3", "4", "5", "6", "7"]
    failed = [record["id"] for record in records if record["errors"]]
    assert failed == ["1", "d.jsonl:3", "6"]
    assert "ValueError: tripped" in records[1]["errors"][0]
    assert err.decode().splitlines()[-1] == "read 9, coded 6, refused 3"
    assert "Traceback" not in err.decode()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["code"], "Missing argument"),
        (["code", "x", "--published", "tomorrow"], "--published 'tomorrow' is no date"),
        (["code", "x", "--format", "xml"], "'xml'"),
        (["code", "x", "--min-confidence", "2"], "2"),
        (["code", "x", "--actors", "gone.tsv"], "gone.tsv"),
        (["code", "x", "-o", "no/such/folder/x.csv"], "cannot be written"),
        (["code", "x", "--codebook", "."], "verbs.yaml:3"),
        (["cod"], "cod"),
        (["actor"], "PHRASE or --from"),
        (["actor", "x", "--from", "y"], "one of the two"),
        (["actor", "x", "--date", "soon"], "--date 'soon' is no date"),
        (["actor", "x", "--format", "jsonl"], "--from"),
        (["actor", "--from", "gone.jsonl"], "no such file"),
        (["evaluate", "nonsense", "gone.jsonl"], "nonsense"),
        (["evaluate", "times", "gone.jsonl"], "gone.jsonl"),
    ],
)
def test_wrong_calls_are_one_line_and_2(
    fake: Path, capfd: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert run(*arguments) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert said in err
    assert err.count("\n") == 1


def test_an_unforeseen_error_shows_no_traceback(
    fake: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("what")

    monkeypatch.setattr("polybius.reading.read_articles", broken)
    assert run("code", "x") == 1
    assert capfd.readouterr().err == "polybius: KeyError: 'what' (POLYBIUS_DEBUG=1 shows where)\n"
    monkeypatch.setenv("POLYBIUS_DEBUG", "1")
    with pytest.raises(KeyError):
        main(["code", "x"])


def test_a_fault_of_the_reader_is_not_swallowed() -> None:
    def documents() -> Iterator[Article | Refusal]:
        yield Article("a", TEXT)
        raise OSError("disk gone")

    tally = Tally()
    coder: Any = FakeCoder()
    with pytest.raises(OSError, match="disk gone"):
        list(tally.count(coded(coder, documents())))
    assert str(tally) == "read 1, coded 1, refused 0"


def test_an_article_that_its_batch_took_down_is_coded_alone() -> None:
    class Fragile(FakeCoder):
        def code_many(self, articles: Iterable[Article]) -> Iterator[Record]:
            for article in articles:
                yield replace(self.code(Article(article.id, TEXT)), errors=("batch lost",))

    coder: Any = Fragile()
    given = [Article("a", TEXT), Article("b", f"{TEXT} trip"), Article("c", TEXT)]
    assert [bool(record.errors) for record in coded(coder, given)] == [False, True, False]


def test_out_goes_to_a_file_by_its_suffix(fake: Path) -> None:
    rows(fake, {"id": "a", "text": TEXT})
    assert run("code", "d.jsonl", "-o", "out.csv") == 0
    assert (fake / "out.csv").read_text().startswith("document,")
    assert run("code", "d.jsonl", "-o", "out.json") == 0
    assert json.loads((fake / "out.json").read_text())[0]["id"] == "a"


def test_actors_from_a_file(fake: Path, capfd: pytest.CaptureFixture[str]) -> None:
    rows(
        fake,
        {"id": 1, "phrase": "French troops", "date": "2016-10-11"},
        {"id": "b"},
        {"id": "c", "phrase": "rebels", "known_country": "SYR"},
        {"id": "d", "phrase": "rebels", "date": "soon"},
    )
    assert run("actor", "--from", "d.jsonl", "--format", "jsonl") == 3
    out, err = capfd.readouterr()
    found = [json.loads(line) for line in out.splitlines()]
    assert [row["id"] for row in found] == [1, "b", "c", "d"]
    assert found[0]["country"] == "FRA"
    assert found[2]["country"] == "SYR"
    assert "phrase" in found[1]["errors"][0]
    assert "soon" in found[3]["errors"][0]
    assert err == "read 4, resolved 2, refused 2\n"


def test_an_actor_explained(fake: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("actor", "French troops", "--format", "json") == 0
    found = json.loads(capfd.readouterr().out)
    assert (found["country"], found["sectors"][0]) == ("FRA", "MIL")
    assert found["evidence"]
    assert run("actor", "French troops", "--format", "table") == 0
    assert "FRA" in capfd.readouterr().out


def test_every_command_has_an_example(capfd: pytest.CaptureFixture[str]) -> None:
    for name in cli.commands:
        assert run(name, "--help") == 0
        assert f"polybius {name}" in capfd.readouterr().out.split("Example", 1)[1]


def test_help_loads_neither_model_nor_tables() -> None:
    script = (
        "import sys, polybius.cli\n"
        "try: polybius.cli.main(['code', '--help'])\n"
        "except SystemExit: pass\n"
        "print([m for m in ('spacy', 'rich', 'pyarrow', 'trafilatura') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.endswith("[]\n")


@pytest.mark.slow
def test_the_demo_codes_its_page(capfd: pytest.CaptureFixture[str]) -> None:
    assert run("demo") == 0
    out, err = capfd.readouterr()
    assert err == "read 1, coded 1, refused 0\n"
    assert max(map(len, out.splitlines())) <= 100
    assert "REJECT meet" in out
    assert "Vladimir Putin" in out
    assert "Libya" not in out
