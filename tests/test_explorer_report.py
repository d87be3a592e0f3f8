"""The report and the API's page: whole in themselves, and all text as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from polybius.cli import main
from polybius.explorer.app import make_app
from polybius.explorer.explorer import Explorer
from polybius.explorer.server import hosts_of
from polybius.store import Store
from polybius.story.index import update
from store_helpers import actor, event, record, store_with

MARKUP = '<script>alert("x")</script>'


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    mali, chad = actor("MLI", "GOV", name="Mali"), actor("TCD", "GOV", name=MARKUP)
    records = [
        record(
            f"d{year}",
            [event(f"d{year}", 1, actors=(mali,), recipients=(chad,), date=f"{year}-03-01")],
            title=MARKUP,
            published=f"{year}-03-02",
            publisher="The Post & Courier",
        )
        for year in range(2018, 2023)
    ]
    found = store_with(tmp_path_factory.mktemp("report") / "news.duckdb", *records)
    update(found)
    return found


@pytest.fixture(scope="module")
def client(store: Store) -> Iterator[TestClient]:
    explorer = Explorer.of_store(store.path)
    explorer.index.refresh()
    with TestClient(make_app(explorer), base_url="http://localhost") as client:
        yield client
    explorer.close()


class _Tags(HTMLParser):
    """Notes the tags, what they load, and whether each that opens closes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.loads += [v or "" for k, v in attrs if k in ("src", "href", "srcset", "action")]


def _read(page: str) -> _Tags:
    tags = _Tags()
    tags.feed(page)
    return tags


def _report(store: Store, out: Path, *options: str) -> str:
    with pytest.raises(SystemExit) as end:
        main(["report", str(store.path), "-o", str(out), *options])
    assert not end.value.code
    return out.read_text("utf-8")


def test_a_report_needs_nothing_from_elsewhere(store: Store, tmp_path: Path) -> None:
    page = _report(store, tmp_path / "all.html")
    tags = _read(page)
    assert tags.loads == []
    assert "script" not in tags.tags
    assert tags.tags.count("svg") >= 2
    assert "url(" not in page
    assert "@import" not in page
    assert "The Post &amp; Courier" in page
    assert "all events" in page


def test_a_report_has_the_events_of_its_filter(store: Store, tmp_path: Path) -> None:
    some = _report(store, tmp_path / "some.html", "--since", "2020", "--title", "Since <2020>")
    assert "<h1>Since &lt;2020&gt;</h1>" in some
    assert "<dd>3</dd>" in some
    assert re.findall(r"<td>(20\d\d-03-01)</td>", some) == [
        "2022-03-01",
        "2021-03-01",
        "2020-03-01",
    ]
    none = _report(store, tmp_path / "none.html", "--actor", "FRA")
    assert "No events." in none
    short = _report(store, tmp_path / "short.html", "--limit", "2")
    assert "The latest 2; 3 more." in short


def test_the_api_tells_of_itself_without_a_network(client: TestClient) -> None:
    page = client.get("/docs")
    tags = _read(page.text)
    assert "script" not in tags.tags
    assert tags.loads == ["/openapi.json"]
    for path in client.get("/openapi.json").json()["paths"]:
        assert path in page.text


def test_stories_of_a_pair(client: TestClient) -> None:
    sides = {"one": "MLI", "other": "TCD"}
    found = client.get("/api/dyad/stories", params=sides).json()
    assert found["total"] == 5
    assert found["stories"][0]["title"] == MARKUP
    assert found["stories"][0]["publishers"] == ["The Post & Courier"]
    year = client.get("/api/dyad/stories", params={**sides, "period": "2019"}).json()
    assert [one["date"]["from"] for one in year["stories"]] == ["2019-03-01"]
    story = client.get("/api/story", params={"id": year["stories"][0]["id"]}).json()
    assert [one["relation"] for one in story["timeline"]] == ["this"]
    assert story["sources"] == [
        {"publisher": "The Post & Courier", "reports": 1, "first": "2019-03-02"}
    ]


@pytest.mark.parametrize("kind", ["csv", "jsonl", "json", "gdelt", "icews", "phoenix", "plover"])
def test_each_format_is_a_file(client: TestClient, kind: str) -> None:
    answer = client.get("/api/events/export", params={"format": kind, "since": "2021"})
    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"]
    assert "2021" in answer.text


@pytest.mark.parametrize(
    ("method", "where", "body", "status"),
    [
        ("GET", "/api/events/export?format=xls", None, 400),
        ("GET", "/api/story?id=none", None, 404),
        ("GET", "/api/nothing", None, 404),
        ("GET", "/api/events?limit=100000", None, 400),
        ("POST", "/api/code", {"text": ""}, 422),
        ("POST", "/api/code", {"text": "x" * 200_001}, 413),
        ("POST", "/api/code", {"text": "Mali left.", "published": "soon"}, 422),
        ("POST", "/api/corrections", {"document": "d2018", "verdict": "right", "by": "A"}, 400),
        ("DELETE", "/api/corrections/99", None, 409),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    client: TestClient, method: str, where: str, body: object, status: int
) -> None:
    answer = client.request(method, where, json=body)
    assert answer.status_code == status
    assert "\n" not in answer.json()["error"]
    assert len(answer.json()["error"]) > 10


def test_only_this_machine_is_answered_unless_told_otherwise() -> None:
    assert set(hosts_of("127.0.0.1")) == {"localhost", "127.0.0.1", "::1"}
    assert "192.0.2.7" in hosts_of("192.0.2.7")
    assert "*" not in hosts_of("192.0.2.7")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing.duckdb"], "no such store"),
        (["--demo", "x.txt"], "--demo"),
        (["a.duckdb", "b.txt"], "one store at a time"),
        (["--published", "soon"], "--published"),
    ],
)
def test_a_wrong_call_is_one_line(
    arguments: list[str],
    message: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as end:
        main(["serve", *arguments])
    assert end.value.code == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("newer", [True, False])
def test_a_store_newer_or_empty_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], newer: bool
) -> None:
    import duckdb

    path = tmp_path / "news.duckdb"
    if newer:
        Store.open(path, create=True)
    with duckdb.connect(str(path)) as connection:
        if newer:
            connection.execute("INSERT INTO migrations VALUES (99, 'later', now()::TIMESTAMP)")
    with pytest.raises(SystemExit) as end:
        main(["serve", str(path)])
    assert end.value.code == 2
    said = capsys.readouterr().err
    assert ("upgrading polybius" if newer else "an empty database") in said
