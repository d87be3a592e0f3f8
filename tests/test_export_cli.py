"""The commands export and stories."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from polybius.cli import main
from polybius.cli_export import _EXPORTS
from polybius.export import FORMATS
from polybius.record import Actor, Counts, Event, EventDate, Record, Span
from polybius.store import Store
from polybius.store.entries import Coded
from polybius.store.version import CoderVersion

DOCS = Path(__file__).parent.parent / "docs"
NORWAY = Actor(0, 6, "Norway", "Norway", "NOR", ("GOV",), "state")
SWEDEN = Actor(0, 6, "Sweden", "Sweden", "SWE", ("GOV",), "state")


def event(id: str, status: str = "actual") -> Event:
    return Event(
        id=id, type="REJECT", modes=("meet",), contexts=(), sentence=0, trigger=Span(0, 4, "mets"),
        mentions=(), actors=(NORWAY,), recipients=(SWEDEN,), status=status,  # type: ignore[arg-type]
        historical=False, date=EventDate("2016-10-11", "2016-10-11", 0, 1, "x", "relative"),
        place=None, claims=(), counts=Counts(), count_details=(), links=(), score=-2.0,
        quad="verbal conflict", cameo="125", confidence=0.9, evidence=(),
    )  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "news.duckdb"
    with Store.open(path, create=True).writer(CoderVersion("1", "1", "f")) as writer:
        for id in ("a", "b"):
            told = (event(f"{id}:e1"), event(f"{id}:e2", "negated"))
            made = Record(id, None, "2016-10-11", f"paper {id}", (), None, "en", ((0, 9),), told)
            writer.save([Coded(made, "Some text", 9, id, id, None)])
    return path


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as left:
        main([str(argument) for argument in arguments])
    return int(left.value.code or 0)


def test_export(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "events.tab"
    assert run("export", "--store", store, "--format", "icews", "-o", out) == 0
    assert len(out.read_text("utf-8").splitlines()) == 3
    assert capsys.readouterr().err == (
        "2 events; 2 left out without a CAMEO code: denied, supposed or planned\n"
    )


def test_export_takes_conditions(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "events.jsonl"
    given = ("export", "--store", store, "--format", "plover", "-o", out)
    assert run(*given, "--actor", "NOR", "--status", "negated") == 0
    assert {json.loads(line)["id"] for line in out.read_text().splitlines()} == {"a:e2", "b:e2"}
    assert run(*given, "--actor", "SWE") == 0
    assert out.read_text() == ""


def test_stories(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "stories.jsonl"
    assert run("stories", "--store", store, "--format", "jsonl", "-o", out) == 0
    told = [json.loads(line) for line in out.read_text().splitlines()]
    assert [story["articles"] for story in told] == [["a", "b"], ["a", "b"]]
    assert {story["status"] for story in told} == {"actual", "negated"}
    again = tmp_path / "again.jsonl"
    assert run("stories", "--store", store, "--min-articles", "2", "-o", again) == 0
    assert again.read_bytes() == out.read_bytes()
    assert run("stories", "--store", store, "--min-articles", "3", "-o", again) == 0
    assert again.read_bytes() == b""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("export", "--store", "none.duckdb", "--format", "icews"), "no such store"),
        (("stories", "--store", "none.duckdb"), "no such store"),
        (("export", "--store", "none.duckdb", "--format", "excel"), "icews"),
        (("stories", "--store", "none.duckdb", "-o", "a.csv"), "jsonl or json"),
    ],
)
def test_wrong_calls(
    arguments: tuple[str, ...],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*arguments) == 2
    assert message in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_command_offers_every_format_and_the_docs_tell_of_each() -> None:
    assert _EXPORTS == FORMATS
    text = (DOCS / "exports.md").read_text("utf-8")
    for format in FORMATS:
        assert f"`{format}`" in text
    stories = (DOCS / "stories.md").read_text("utf-8")
    for key in ("id", "type", "modes", "status", "historical", "date", "actors", "recipients",
                "place", "articles", "events", "sources", "first", "counts", "asserts", "denies",
                "questions", "confidence"):  # fmt: skip
        assert f"`{key}`" in stories
