"""The explorer's server: what it answers, whom it refuses, what becomes of corrections."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from polybius.article import Article
from polybius.explorer.app import make_app
from polybius.explorer.explorer import Explorer
from polybius.store import Store, StoreError
from polybius.store.ingest import Plan, Tally, ingest

TEXTS = {
    "mali/1": "Mali expelled the French ambassador on Monday. France condemned the decision.",
    "oman,2": "Oman and Iran signed a trade agreement in Muscat on Tuesday.",
    "<b>3</b>": 'Chad recalled its envoy. <script>alert("Chad attacked Mali")</script>',
}
HOME = "http://127.0.0.1"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("explorer") / "news.duckdb"
    documents = [Article(id=id_, text=text, published="2022-02-02") for id_, text in TEXTS.items()]
    ingest(documents, Store.open(path, create=True), Plan(), Tally())
    return path


@pytest.fixture(scope="module")
def client(path: Path) -> Iterator[TestClient]:
    explorer = Explorer.of_store(path)
    explorer.start()
    with TestClient(make_app(explorer), base_url=HOME) as client:
        for _ in range(600):  # the index is made in the background
            if client.get("/api/about").json()["index"]["state"] == "ready":
                break
            time.sleep(0.1)
        yield client
    explorer.close()


def test_the_page_comes_with_all_it_needs_and_headers_of_safety(client: TestClient) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    assert "<html" in answer.text
    assert "http://" not in answer.text.replace("http://www.w3.org", "")
    assert "https://" not in answer.text
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("id_", TEXTS)
def test_an_article_is_shown_as_it_was(client: TestClient, id_: str) -> None:
    shown = client.get("/api/article", params={"id": id_}).json()
    assert shown["text"] == TEXTS[id_]
    for event in shown["record"]["events"]:
        trigger = event["trigger"]
        assert TEXTS[id_][trigger["start"] : trigger["end"]] == trigger["text"]


def test_events_are_found_by_actor_and_type(client: TestClient) -> None:
    found = client.get("/api/events", params={"actor": "MLI"}).json()
    assert found["total"] >= 1
    other = client.get("/api/events", params={"actor": "MLI", "type": "AID"}).json()
    assert other["total"] == 0


@pytest.mark.parametrize(
    ("where", "params"),
    [
        ("/api/about", {}),
        ("/api/articles", {}),
        ("/api/facets", {}),
        ("/api/suggest", {"q": "Mal"}),
        ("/api/dyad", {"one": "MLI", "other": "FRA"}),
        ("/api/stories", {}),
        ("/api/map", {}),
        ("/api/network", {}),
        ("/api/corrections", {}),
        ("/api/corrections/summary", {}),
        ("/openapi.json", {}),
    ],
)
def test_each_address_answers_or_says_in_one_line_what_is_wrong(
    client: TestClient, where: str, params: dict[str, str]
) -> None:
    answer = client.get(where, params=params)
    assert answer.status_code in {200, 400}
    if answer.status_code == 400:
        assert "\n" not in answer.json()["error"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"host": "news.example"}, 421),
        ({"origin": "http://news.example"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
    ],
)
def test_requests_of_other_sites_are_refused(
    client: TestClient, headers: dict[str, str], status: int
) -> None:
    refused = client.get("/api/about", headers=headers).status_code
    assert (refused == 200) == (status == 200)
    assert refused < 500


def test_a_body_too_long_is_refused(client: TestClient) -> None:
    answer = client.post("/api/code", json={"text": "x" * 3_000_000})
    assert answer.status_code == 413
    assert "error" in answer.json()


@pytest.mark.parametrize("where", ["/static/../../pyproject.toml", "/static/%2e%2e/app.py"])
def test_nothing_outside_the_page_is_served(client: TestClient, where: str) -> None:
    answer = client.get(where)
    assert "polybius" not in answer.text or "<html" in answer.text


def test_corrections_are_kept_taken_back_and_saved_as_gold(client: TestClient) -> None:
    shown = client.get("/api/article", params={"id": "mali/1"}).json()
    event = shown["record"]["events"][0]
    said = {"document": "mali/1", "event": event["id"], "verdict": "right", "by": "Ada"}
    kept = client.post("/api/corrections", json=said)
    assert kept.status_code == 201, kept.text
    number = kept.json()["number"]
    assert client.get("/api/corrections").json()["total"] == 1
    complete = {"document": "mali/1", "by": "Ada", "complete": True}
    assert client.post("/api/corrections/complete", json=complete).status_code == 200
    gold = client.get("/api/corrections/gold", params={"by": "Ada"})
    rows = [json.loads(line) for line in gold.text.splitlines()]
    assert [row["id"] for row in rows] == ["mali/1"]
    assert rows[0]["text"] == TEXTS["mali/1"]
    assert client.delete(f"/api/corrections/{number}").status_code == 200
    assert client.delete(f"/api/corrections/{number}").status_code == 409


def test_a_store_that_is_none_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "notes.duckdb"
    wrong.write_text("no store\n")
    with pytest.raises(StoreError):
        Explorer.of_store(wrong)
    with pytest.raises(StoreError):
        Explorer.of_store(tmp_path / "missing.duckdb")
