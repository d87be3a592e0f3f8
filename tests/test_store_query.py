"""What a store is asked: conditions, columns, dyads and their drawings; files that are no store."""

from __future__ import annotations

import io
import json
import multiprocessing
import threading
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import duckdb
import pytest
from PIL import Image, ImageColor

import polybius
from polybius.cli import main
from polybius.errors import UsageError
from polybius.record import Place
from polybius.store import EventFilter, Store, StoreError
from polybius.store import database as files
from polybius.store.database import Migration, bring_up_to_date, migrations
from polybius.store.drawing import png, svg
from polybius.store.dyad import Period, dyad, period_of, together
from polybius.write.columns import COLUMNS, rows
from store_helpers import actor, event, record, store_with

RUS, FRA = actor("RUS", "GOV", name="Vladimir Putin"), actor("FRA", "MIL", name="Paris")
ALEPPO = Place(0, 4, "Aleppo", "Aleppo", "SYR", "Aleppo Governorate", 36.2, 37.1, 170063, "city")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    first = record(
        "a",
        [
            event("a", 0, actors=(RUS,), recipients=(FRA,), modes=("meet",), date="2016-10-11"),
            event("a", 1, type="CONSULT", actors=(RUS, FRA), date="2016-10-20",
                  quad="verbal cooperation", score=4.0, status="future", confidence=0.6),
            event("a", 2, type="ASSAULT", actors=(FRA,), place=ALEPPO, historical=True,
                  quad="material conflict", score=-9.0),
        ],
        published="2016-10-12",
    )  # fmt: skip
    second = record(
        "b",
        [event("b", 0, type="AID", actors=(FRA,), recipients=(RUS,), score=10.0,
               quad="material cooperation")],
        published="2016-12",
    )  # fmt: skip
    third = record("c", [event("c", 0, type="COERCE", modes=("arrest",), actors=(actor(None),))])
    path = tmp_path_factory.mktemp("query") / "s.duckdb"
    return store_with(path, first, second, third, record("empty"))


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, "a0 a1 a2 b0 c0"),
        ({"actor": "RUS"}, "a0 a1"),
        ({"actor": "Russia"}, "a0 a1"),
        ({"actor": "putin"}, "a0 a1"),
        ({"actor": "MIL"}, "a1 a2 b0"),
        ({"actor": "FRA GOV"}, ""),
        ({"actor": "France MIL", "recipient": "RUS"}, "b0"),
        ({"actor": ["RUS", "France"], "recipient": "FRA"}, "a0"),
        ({"type": "REJECT"}, "a0"),
        ({"type": ["reject/meet", "AID"]}, "a0 b0"),
        ({"type": "COERCE arrest"}, "c0"),
        ({"type": "REJECT change"}, ""),
        ({"where": "Syria"}, "a2"),
        ({"where": "SYR"}, "a2"),
        ({"where": "aleppo"}, "a2"),
        ({"where": "Aleppo Governorate"}, "a2"),
        ({"where": "Paris"}, ""),
        ({"status": "future"}, "a1"),
        ({"status": ["actual", "future"], "min_confidence": 0.8}, "a0 a2 b0 c0"),
        ({"since": "2016-10-12"}, "a1 b0"),
        ({"since": "2016-12-31"}, "b0"),
        ({"since": "2017"}, ""),
        ({"until": "2016-10-11"}, "a0"),
        ({"until": "2016-10"}, "a0 a1"),
        ({"since": "2016-12", "until": "2016"}, "b0"),
        ({"document": "b"}, "b0"),
    ],
)
def test_conditions(store: Store, wanted: dict[str, Any], found: str) -> None:
    events = store.events(**wanted)
    ids = [id.replace(":e", "") for id in events.arrow().column("event").to_pylist()]
    assert ids == found.split()
    assert events.count() == len(ids)
    of_records = [event.id for record in events.records() for event in record.events]
    assert [id.replace(":e", "") for id in of_records] == ids


@pytest.mark.parametrize(
    "wanted",
    [{"colour": "red"}, {"since": "May"}, {"status": "maybe"}, {"actor": " "}],
)
def test_wrong_conditions_are_told(store: Store, wanted: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        store.events(**wanted).count()


def test_columns_are_those_of_csv_and_parquet(store: Store) -> None:
    table = store.events().arrow()
    assert table.column_names == list(COLUMNS)
    assert table.to_pylist() == list(rows(store.records()))


def test_data_frames(store: Store) -> None:
    pandas, polars = store.events(actor="RUS").pandas(), store.events(actor="RUS").polars()
    assert list(pandas["type"]) == polars["type"].to_list() == ["REJECT", "CONSULT"]
    assert [list(value) for value in pandas["actors"]][1] == ["Vladimir Putin", "Paris"]
    assert polars["actor_countries"].to_list()[1] == ["RUS", "FRA"]


def test_a_wrong_query_is_told(store: Store) -> None:
    with pytest.raises(UsageError, match="nowhere"):
        store.query("SELECT * FROM nowhere")
    with pytest.raises(UsageError, match="read-only"):
        store.query("DELETE FROM events")


def test_dyad(store: Store) -> None:
    ties = dyad(store, "RUS", "France", "month", EventFilter())
    assert [(t.period, t.actor, t.recipient, t.cooperation, t.conflict, t.score) for t in ties] == [
        ("2016-10", "RUS", "France", 0, 1, -2.0),
        ("2016-10", "RUS, France", None, 1, 0, 4.0),
        ("2016-12", "France", "RUS", 1, 0, 10.0),
    ]
    both = together(ties, "month")
    assert [(t.period, t.events, t.score) for t in both] == [
        ("2016-10", 2, 1.0), ("2016-11", 0, None), ("2016-12", 1, 10.0),
    ]  # fmt: skip
    # The month is all that is known of the second document's day.
    assert [t.period for t in dyad(store, "RUS", "FRA", "day", EventFilter())] == [
        "2016-10-11", "2016-10-20",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "by", "period"),
    [
        ("2016-10-11", "day", "2016-10-11"),
        ("2016-10-16", "week", "2016-10-10"),
        ("2017-01-01", "week", "2016-12-26"),
        ("2016-10-11", "month", "2016-10"),
        ("2016-12-31", "quarter", "2016-Q4"),
        ("2016-01-01", "quarter", "2016-Q1"),
        ("2016-00-00", "year", "2016"),
        ("2016-00-00", "month", None),
        ("2016-10-00", "month", "2016-10"),
        ("2016-10-00", "week", None),
    ],
)
def test_periods(day: str, by: Period, period: str | None) -> None:
    assert period_of(day, by) == period


@pytest.mark.parametrize(
    ("first", "last", "by", "count"),
    [("2015-11-01", "2016-02-29", "month", 4), ("2015-12-30", "2016-01-05", "week", 2),
     ("2014-12-31", "2016-01-01", "year", 3), ("2015-12-31", "2016-01-02", "day", 3),
     ("2015-12-31", "2016-04-01", "quarter", 3)],
)  # fmt: skip
def test_periods_between_are_filled(
    tmp_path: Path, first: str, last: str, by: Period, count: int
) -> None:
    events = [
        event("a", number, actors=(RUS,), recipients=(FRA,), date=day)
        for number, day in enumerate((first, last))
    ]
    kept = store_with(tmp_path / "s.duckdb", record("a", events))
    ties = together(dyad(kept, "RUS", "FRA", by, EventFilter()), by)
    assert [bool(tie.events) for tie in ties] == [True, *[False] * (count - 2), True]


def test_the_drawing_is_well_formed_and_to_scale(store: Store) -> None:
    ties = together(dyad(store, "RUS", "FRA", "month", EventFilter()), "month")
    root = ElementTree.fromstring(svg(ties, "A <b> & c"))
    space = "{http://www.w3.org/2000/svg}"
    bars = [rect for rect in root.iter(f"{space}rect") if rect.find(f"{space}title") is not None]
    assert len(bars) == 3
    assert {bar.get("height") for bar in bars} == {"160.0"}
    *_, scores = root.iter(f"{space}polyline")
    assert len((scores.get("points") or "").split()) == 2
    assert (root.findtext(f"{space}title"), root.find(f"{space}text").text) == (  # type: ignore[union-attr]
        "A <b> & c", "A <b> & c",
    )  # fmt: skip


def test_the_picture_in_dots_is_that_of_the_drawing(store: Store) -> None:
    ties = together(dyad(store, "RUS", "FRA", "month", EventFilter()), "month")
    root = ElementTree.fromstring(svg(ties, "title"))
    image = Image.open(io.BytesIO(png(ties, "title")))
    assert image.size == (2 * int(root.get("width") or 0), 2 * int(root.get("height") or 0))
    for bar in root.iter("{http://www.w3.org/2000/svg}rect"):
        # At a corner, which the line of scores does not cross.
        x, y = (round(2 * float(bar.get(name) or 0)) + 1 for name in ("x", "y"))
        assert image.getpixel((x, y)) == ImageColor.getrgb(bar.get("fill") or "")
    assert Image.open(io.BytesIO(png([], "nothing"))).size[0] > 500


def test_pictures_by_the_name_of_the_file(
    store: Store, capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    at = ["dyad", "RUS", "FRA", "--store", str(store.path), "-o"]
    for name, start in (("d.svg", b"<svg"), ("d.PNG", b"\x89PNG")):
        assert command(capfdbinary, *at, str(tmp_path / name))[0] == 0
        assert (tmp_path / name).read_bytes().startswith(start)
    status, said = command(capfdbinary, *at, str(tmp_path / "d.parquet"))
    assert (status, b"svg, png" in said) == (2, True)


def command(capfdbinary: pytest.CaptureFixture[bytes], *arguments: str) -> tuple[int, bytes]:
    with pytest.raises(SystemExit) as left:
        main(list(arguments))
    out = capfdbinary.readouterr()
    return int(left.value.code or 0), out.out + out.err


def test_commands(store: Store, capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> None:
    at = ["--store", str(store.path)]
    status, out = command(capfdbinary, "events", *at, "--actor", "RUS", "--recipient", "FRA")
    assert status == 0
    (line,) = out.splitlines()
    assert [event["id"] for event in json.loads(line)["events"]] == ["a:e0"]
    for form in ("table", "json", "csv", "parquet"):
        assert command(capfdbinary, "events", *at, "--format", form)[1]
    status, out = command(capfdbinary, "dyad", "RUS", "FRA", *at, "--format", "table")
    assert b"2016-10 " in out
    assert b"AID 1" in out
    status, out = command(capfdbinary, "dyad", "RUS", "FRA", *at, "--format", "csv")
    assert out.splitlines()[0].endswith(b",score,AID,REJECT")
    assert json.loads(command(capfdbinary, "dyad", "RUS", "FRA", *at, "--format", "json")[1])
    assert command(capfdbinary, "events", "--store", str(tmp_path / "none.duckdb"))[0] == 2
    assert command(capfdbinary, "events", *at, "--since", "soon")[0] == 2


# Files that are no store, or one of another time.


def test_what_is_no_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such store"):
        Store.open(tmp_path / "none.duckdb")
    with pytest.raises(StoreError, match="cannot be written"):
        Store.open(tmp_path / "no-folder" / "s.duckdb", create=True)
    text = tmp_path / "text.duckdb"
    text.write_text("once upon a time " * 1000)
    with pytest.raises(StoreError, match="is no store"):
        Store.open(text, create=True)
    other = tmp_path / "other.duckdb"
    with duckdb.connect(str(other)) as connection:
        connection.execute("CREATE TABLE mine (x INTEGER)")
    with pytest.raises(StoreError, match="database that is no store"):
        Store.open(other, create=True)


def test_a_newer_store_is_told(tmp_path: Path) -> None:
    store = store_with(tmp_path / "s.duckdb", record("a"))
    with duckdb.connect(str(store.path)) as connection:
        connection.execute("INSERT INTO migrations VALUES (99, 'later', now()::TIMESTAMP)")
    with pytest.raises(StoreError, match="version 99, newer than"):
        Store.open(store.path)


def test_an_older_store_is_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = store_with(tmp_path / "s.duckdb", record("a"))
    step = Migration(len(migrations()) + 1, "notes", "CREATE TABLE notes (document BIGINT)")
    steps = (*migrations(), step)
    monkeypatch.setattr("polybius.store.store.migrations", lambda: steps)
    monkeypatch.setattr(files, "migrations", lambda: steps)
    again = Store.open(store.path)
    assert [found.id for found in again.records()] == ["a"]
    names = again.query('SELECT "name" FROM migrations ORDER BY "number"').column(0).to_pylist()
    assert names[0] == "records"
    assert names[-1] == "notes"


def test_a_migration_that_fails_changes_nothing(tmp_path: Path) -> None:
    store = store_with(tmp_path / "s.duckdb", record("a"))
    broken = Migration(
        len(migrations()) + 1, "broken", "CREATE TABLE notes (x BIGINT); SELECT 1 FROM nowhere"
    )
    with pytest.raises(duckdb.Error):
        bring_up_to_date(store.path, (*migrations(), broken))
    assert [found.id for found in Store.open(store.path).records()] == ["a"]
    tables = store.query("SELECT table_name FROM information_schema.tables").column(0).to_pylist()
    assert "notes" not in tables


def test_migrations_are_numbered_without_gaps() -> None:
    assert [step.number for step in migrations()] == list(range(1, len(migrations()) + 1))


def _read_often(path: str, answers: Any) -> None:
    store = Store.open(path)
    answers.put([store.size().documents for _ in range(20)])


@pytest.mark.check
def test_several_read_while_one_writes(tmp_path: Path) -> None:
    store = store_with(tmp_path / "s.duckdb", record("r0"))
    spawn = multiprocessing.get_context("spawn")
    answers = spawn.Queue()
    readers = [spawn.Process(target=_read_often, args=(str(store.path), answers)) for _ in (1, 2)]
    for reader in readers:
        reader.start()
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            store_with(store.path, record(f"r{number}", [event(f"r{number}", 0)]))

    writing = threading.Thread(target=write)
    writing.start()
    counts = [answers.get(timeout=60) for _ in readers]
    stop.set()
    writing.join()
    for reader in readers:
        reader.join()
    for seen in counts:
        assert seen == sorted(seen)
        assert seen[-1] >= seen[0] >= 1


def test_the_names_of_the_package() -> None:
    assert polybius.Store is Store
    assert callable(polybius.read)
    with pytest.raises(AttributeError):
        _ = polybius.nothing  # type: ignore[attr-defined]
