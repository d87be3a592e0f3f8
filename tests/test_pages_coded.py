"""The pages of examples/pages, coded by hand in `data/pages.txt`: what the command makes of them.

Strict are what a page says of itself, what every record must hold, and that nothing is coded
from a page's furniture. Of the events every field is asked; the floors are a little under
what was measured. `python tests/test_pages_coded.py` prints the figures and the mistakes.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from polybius.article import Article
from polybius.coder import Coder
from polybius.evaluate.articles import SCORER, Story, pair, read
from polybius.evaluate.fields import DETAILS, field_counts
from polybius.evaluate.gold import Row
from polybius.record import Record

ROOT = Path(__file__).parent.parent
PAGES = ROOT / "examples" / "pages"
CODED = Path(__file__).parent / "data" / "pages.txt"
KEYS = {"published", "title", "publisher", "authors", "dateline"}
FLOORS = {
    "main events": 0.88,
    "recall": 0.85,
    "precision": 0.78,
    "mode": 0.90,
    "actor country": 0.88,
    "recipient country": 0.69,
    "actor sector": 0.92,
    "recipient sector": 0.65,
    "date": 0.88,
    "status": 0.96,
    "place": 0.84,
    "historical": 0.90,
    "counts": 0.97,
}
FIELDS = tuple(FLOORS)[3:]
# Words of the pages' furniture: advertising, menus, captions, comments, rights.
FURNITURE = {
    "cancelled-visit": ("Read more: How the truce", "Featured image", "3 Comments"),
    "border-clash": ("(c) 2022",),
    "coup-and-sanctions": ("Story continues", "(Reporting by", "Related stories"),
    "election-dispute": ("Share | 214", "Read next"),
    "hostage-release": ("FOR IMMEDIATE", "Media contact", "Copyright 2024"),
    "strike-and-protests": ("We use cookies", "Image caption", "Sign up for", "Most viewed"),
}
# Furniture that starts here goes on to the end of the page.
TO_THE_END = {"3 Comments", "(Reporting by", "Read next", "Media contact", "Most viewed"}


def builder() -> ModuleType:
    """`stories/build.py`, which reads the events under a text."""
    spec = importlib.util.spec_from_file_location(
        "stories_build", Path(__file__).parent / "stories" / "build.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@dataclass(frozen=True, slots=True)
class Page:
    """A page, what it says of itself, and its events."""

    name: str
    text: str
    says: dict[str, str]
    story: Story


def pages() -> list[Page]:
    build = builder()
    lines = [
        build.Line(f"pages.txt:{number}", text)
        for number, text in enumerate(CODED.read_text(encoding="utf-8").split("\n"), 1)
        if not text.startswith("#")
    ]
    starts = [i for i, line in enumerate(lines) if line.text.startswith("=== ")]
    return [_page(build, lines[a:b]) for a, b in zip(starts, [*starts[1:], None], strict=True)]


def _page(build: ModuleType, lines: list[Any]) -> Page:
    name = lines[0].text[4:].strip()
    rule = next(i for i, line in enumerate(lines) if line.text == "---")
    says = {}
    for line in lines[1:rule]:
        key, _, value = line.text.partition(":")
        assert key in KEYS, line.where
        says[key] = value.strip()
    text = (PAGES / f"{name}.txt").read_text(encoding="utf-8")
    events = build.coded_events(lines[rule + 1 :], text, date.fromisoformat(says["published"]))
    for event in events:
        event["sentence_spans"] = []  # the trigger itself must be right
    row = json.loads(json.dumps({"id": name, "text": text, "events": events}))
    return Page(name, text, says, read(Row(f"pages.txt: {name}", row)))


ALL = pages()
NAMES = [page.name for page in ALL]


def coded() -> dict[str, Record]:
    articles = [Article(page.name, page.text) for page in ALL]
    return {record.id: record for record in Coder().code_many(articles)}


@pytest.fixture(scope="module")
def records() -> dict[str, Record]:
    return coded()


def test_every_example_page_is_coded() -> None:
    assert sorted(NAMES) == sorted(path.stem for path in PAGES.glob("*.txt"))
    assert all(len(page.story.events) >= 12 for page in ALL)


@pytest.mark.slow
@pytest.mark.parametrize("page", ALL, ids=NAMES)
def test_what_the_page_says_of_itself(page: Page, records: dict[str, Record]) -> None:
    record = records[page.name]
    none = {"", "none"}
    assert record.title == page.says["title"]
    assert record.published == page.says["published"]
    assert record.publisher == (None if page.says["publisher"] in none else page.says["publisher"])
    assert record.dateline == (None if page.says["dateline"] in none else page.says["dateline"])
    assert ", ".join(record.authors) == page.says["authors"]
    assert record.errors == record.warnings == ()


def spans(value: Any) -> Iterator[dict[str, Any]]:
    """All objects of a record that have `start`, `end` and `text`."""
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys():
            yield value
        for each in value.values():
            yield from spans(each)
    elif isinstance(value, list):
        for each in value:
            yield from spans(each)


@pytest.mark.slow
@pytest.mark.parametrize("page", ALL, ids=NAMES)
def test_spans_hold_their_words(page: Page, records: dict[str, Record]) -> None:
    found = [s for s in spans(records[page.name].to_json()) if s["start"] is not None]
    assert len(found) > 50
    for span in found:
        assert page.text[span["start"] : span["end"]] == span["text"]


@pytest.mark.slow
@pytest.mark.parametrize("page", ALL, ids=NAMES)
def test_sentences_ids_and_links_agree(page: Page, records: dict[str, Record]) -> None:
    record = records[page.name]
    assert list(record.sentences) == sorted(record.sentences)
    ids = [event.id for event in record.events]
    assert len(set(ids)) == len(ids)
    numbers = [int(id.removeprefix(f"{page.name}:e")) for id in ids]
    assert numbers == sorted(numbers)
    for event in record.events:
        places = [(event.sentence, event.trigger.start, event.trigger.end)]
        places += [(m.sentence, m.start, m.end) for m in event.mentions]
        for index, start, end in places:
            first, last = record.sentences[index]
            assert first <= start < end <= last
        assert all(link.event in ids and link.event != event.id for link in event.links)
        assert 0.5 <= event.confidence <= 1
        assert event.evidence
        if event.date is not None:
            assert date.fromisoformat(event.date.from_) <= date.fromisoformat(event.date.to)
    for quotation in record.quotations:
        assert all(0 <= a < b <= len(page.text) for a, b in quotation.content)
    for place in record.places:
        assert (place.latitude is None) == (place.longitude is None)


@pytest.mark.slow
@pytest.mark.parametrize("page", ALL, ids=NAMES)
def test_a_total_is_one_of_its_details(page: Page, records: dict[str, Record]) -> None:
    for event in records[page.name].events:
        for kind in ("killed", "injured", "arrested", "displaced", "crowd"):
            lows = [count.low for count in event.count_details if count.kind == kind]
            assert getattr(event.counts, kind) == max(lows, default=None)


RECORD_KEYS = """id title published publisher authors url language sentences events places times
quotations warnings errors""".split()
EVENT_KEYS = """id type modes contexts sentence trigger mentions actors recipients status historical
date place claims counts links score quad cameo confidence evidence""".split()
ACTOR_KEYS = "start end text name country sectors kind wikidata".split()
PLACE_KEYS = "start end text name country admin1 latitude longitude geonames".split()


@pytest.mark.slow
@pytest.mark.parametrize("page", ALL, ids=NAMES)
def test_the_json_has_the_contract_s_keys(page: Page, records: dict[str, Record]) -> None:
    record = json.loads(json.dumps(records[page.name].to_json()))
    assert set(RECORD_KEYS) <= record.keys()
    assert record["events"]
    assert record["places"]
    assert record["times"]
    assert record["quotations"]
    for event in record["events"]:
        assert set(EVENT_KEYS) <= event.keys()
        assert {"killed", "injured", "arrested", "crowd"} <= event["counts"].keys()
        for actor in event["actors"] + event["recipients"]:
            assert set(ACTOR_KEYS) <= actor.keys()
        for claim in event["claims"]:
            assert claim.keys() == {"source", "stance", "cue"}
        if event["date"]:
            assert event["date"].keys() == {"from", "to", "start", "end", "text", "basis"}
        if event["place"]:
            assert set(PLACE_KEYS) <= event["place"].keys()
    for time in record["times"]:
        assert {"start", "end", "text", "from", "to"} <= time.keys()
    for quotation in record["quotations"]:
        assert quotation.keys() == {"content", "kind", "source", "cue"}


@pytest.mark.slow
@pytest.mark.parametrize("page", ALL, ids=NAMES)
def test_nothing_is_coded_from_furniture(page: Page, records: dict[str, Record]) -> None:
    for words in FURNITURE[page.name]:
        start = page.text.index(words)
        end = len(page.text) if words in TO_THE_END else page.text.find("\n", start)
        for event in records[page.name].events:
            for at in (event.trigger.start, *(mention.start for mention in event.mentions)):
                assert not start <= at < end, page.text[start:end]


def figures(records: dict[str, Record]) -> dict[str, float]:
    """Events found and given, and of those paired the share of each field that is right."""
    sums: Counter[str] = Counter()
    for page in ALL:
        record = records[page.name]
        found = pair(page.story.events, record.events).of
        for i, wanted in enumerate(page.story.events):
            sums["wanted"] += 1
            sums["main"] += wanted.main
            if i in found:
                sums["found"] += 1
                sums["main found"] += wanted.main
                for name, count in field_counts(wanted, record.events[found[i]]).items():
                    sums[name] += int(count)
        sums["given"] += len(record.events)
    shares = {name: sums[f"right:{name}"] / sums[f"asked:{name}"] for name in FIELDS}
    return {
        "main events": sums["main found"] / sums["main"],
        "recall": sums["found"] / sums["wanted"],
        "precision": sums["found"] / sums["given"],
        **shares,
    }


@pytest.fixture(scope="module")
def measured(records: dict[str, Record]) -> dict[str, float]:
    return figures(records)


@pytest.mark.slow
@pytest.mark.parametrize("name", FLOORS)
def test_figure_is_not_under_its_floor(measured: dict[str, float], name: str) -> None:
    assert measured[name] >= FLOORS[name]


def show(records: dict[str, Record]) -> None:
    """Print the figures and every mistake."""
    for page in ALL:
        for mistake in SCORER.score(page.story, records[page.name]).mistakes:
            if mistake.label.removeprefix("wrong ") not in DETAILS:
                print(f"[{mistake.label}] {page.name}: {mistake.gold}")
                print("    given:", *mistake.answers[:1])
    print({name: round(value, 3) for name, value in figures(records).items()})


if __name__ == "__main__":
    show(coded())
