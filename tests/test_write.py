"""Records in every format."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from pyarrow import parquet

from polybius.errors import UsageError
from polybius.record import (
    Actor,
    Claim,
    Counts,
    Event,
    EventDate,
    Mention,
    Place,
    Record,
    Span,
)
from polybius.write import FORMATS, format_of, open_output, write_records
from polybius.write.columns import COLUMNS

ANN = Actor(0, 3, "Ann", "Ann Example", "NOR", ("GOV", "MIL"), "person")
REBELS = Actor(9, 15, "rebels", None, None, ("REB",), "group")
EVENT = Event(
    id="d:e1", type="REJECT", modes=("meet",), contexts=("diplomatic",), sentence=0,
    trigger=Span(4, 8, "=met"), mentions=(Mention(20, 24, "talk", 1),),
    actors=(ANN,), recipients=(REBELS, ANN), status="hypothetical", historical=True,
    date=EventDate("2016-10-11", "2016-10-17", None, None, None, "published"),
    place=Place(30, 34, "Oslo", "Oslo", "NOR", None, 59.9, -10.7, 3143244, "city"),
    claims=(Claim(ANN, "denies", Span(40, 44, "said")),),
    counts=Counts(killed=3), count_details=(), links=(), score=-4.0, quad="verbal conflict",
    cameo="12", confidence=0.9, evidence=("verbs.yaml#meet",),
)  # fmt: skip
RECORD = Record(
    id="d", title="Talks – off", published="2016-10-11", publisher="The Daily", authors=("Bo",),
    url=None, language="en", events=(EVENT,), extra={"k": "é"},
)  # fmt: skip
REFUSED = replace(RECORD, id="r", events=(), errors=("the text is empty",))


def written(format: str, *records: Record) -> bytes:
    stream = io.BytesIO()
    write_records(records, format, stream)
    return stream.getvalue()


def test_json_lines_are_one_record_a_line() -> None:
    lines = written("jsonl", RECORD, REFUSED).decode().splitlines()
    first, second = map(json.loads, lines)
    assert first == RECORD.to_json()
    assert first["k"] == "é"
    assert "é" in lines[0]
    assert (second["events"], second["errors"]) == ([], ["the text is empty"])


def test_json_is_one_array() -> None:
    assert json.loads(written("json", RECORD, REFUSED)) == [RECORD.to_json(), REFUSED.to_json()]
    assert json.loads(written("json")) == []


def test_csv_has_one_event_a_row_and_no_formulas() -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv", RECORD, REFUSED).decode())))
    assert len(rows) == 1
    (row,) = rows
    assert list(row) == list(COLUMNS)
    assert row["trigger"] == "'=met"
    assert row["score"] == "-4.0"
    assert row["longitude"] == "-10.7"
    assert row["recipients"] == "rebels; Ann Example"
    assert row["recipient_countries"] == "; NOR"
    assert row["actor_sectors"] == "GOV MIL"
    assert (row["historical"], row["injured"]) == ("true", "")
    assert (row["claimed_by"], row["stances"]) == ("Ann Example", "denies")


def test_parquet_keeps_types_and_lists() -> None:
    table = parquet.read_table(io.BytesIO(written("parquet", RECORD, REFUSED, RECORD)))
    assert table.column_names == list(COLUMNS)
    row = table.to_pylist()[1]
    assert table.num_rows == 2
    assert row["trigger"] == "=met"
    assert (row["recipients"], row["killed"], row["injured"]) == (
        ["rebels", "Ann Example"],
        3,
        None,
    )
    assert row["historical"] is True
    assert parquet.read_table(io.BytesIO(written("parquet"))).num_rows == 0


def test_the_table_fits_100_columns_and_shows_what_matters() -> None:
    long = replace(EVENT, trigger=Span(0, 60, "x" * 60), type="REQUEST", modes=("change",))
    lines = written("table", replace(RECORD, events=(EVENT, long)), REFUSED).decode().splitlines()
    assert max(map(len, lines)) <= 100
    text = " ".join(" ".join(lines).split())
    for part in (
        "Talks – off", "The Daily", "REJECT meet", "Ann Example (NOR GOV) →", "rebels (REB)",
        "hypothetical", "2016-10-11", "to 2016-10-17", "Oslo, NOR", "(denies)", "=met / talk",
        "refused: the text is empty",
    ):  # fmt: skip
        assert part in text


def test_formats_by_suffix() -> None:
    assert format_of(Path("a.csv")) == "csv"
    assert format_of(Path("a.PARQUET")) == "parquet"
    assert format_of(Path("a.out")) == "jsonl"
    assert set(FORMATS) == {"table", "jsonl", "json", "csv", "parquet"}


def test_a_file_takes_its_place_only_when_it_is_whole(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("old")
    with pytest.raises(ZeroDivisionError), open_output(out) as stream:
        stream.write(b"%d" % (1 // 0))
    assert out.read_text() == "old"
    with open_output(out) as stream:
        stream.write(b"new")
        assert out.read_text() == "old"
    assert out.read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]


def test_a_file_that_cannot_be_made(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"), open_output(tmp_path / "no" / "out"):
        pass


def test_devices_are_written_to_and_stay(tmp_path: Path) -> None:
    device = Path("/dev/null")
    if not device.is_char_device():
        pytest.skip("no /dev/null here")
    with open_output(device) as stream:
        stream.write(b"x")
    assert device.is_char_device()
