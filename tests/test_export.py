"""Exports: what each format holds, and that every reader reads it as it was written."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from polybius.codebook import load
from polybius.errors import UsageError
from polybius.export import FORMATS, gdelt, icews, phoenix, polecat, write_export
from polybius.export.bodies import Bodies
from polybius.export.cameo import Cameo
from polybius.export.cells import cell, joined
from polybius.export.codes import Codes
from polybius.export.dates import day_of
from polybius.export.numbers import number_of
from polybius.export.pairs import pairs
from polybius.export.tables import Tables
from polybius.record import Actor, Counts, Event, EventDate, Link, Mention, Place, Record, Span

NORWAY = Actor(0, 6, "Norway", "Norway", "NOR", ("GOV",), "state")
KOSOVO = Actor(0, 6, "Pristina", "Kosovo", "XKX", ("GOV",), "state")
REBELS = Actor(9, 15, 'the "free" rebels', None, "SYR", ("REB", "REL"), "group")
COUNCIL = Actor(0, 3, "the council", "United Nations Security Council", None, ("IGO",),
                "organisation")  # fmt: skip
BRUSSELS = Actor(0, 3, "Brussels", "European Commission", None, ("IGO", "GOV"), "organisation")
NATO = Actor(0, 4, "NATO", "North Atlantic Treaty Organization", None, ("IGO", "MIL"),
             "organisation")  # fmt: skip
OSLO = Place(30, 34, "Oslo", "Oslo", "NOR", "Oslo", 59.91273, -10.74609, 3143244, "city")
EVENT = Event(
    id="d:e1", type="REJECT", modes=("meet",), contexts=("diplomatic", "military"), sentence=0,
    trigger=Span(4, 8, "=met"), mentions=(Mention(20, 24, "talk", 1),),
    actors=(NORWAY,), recipients=(REBELS, COUNCIL), status="actual", historical=False,
    date=EventDate("2016-10-11", "2016-10-12", 0, 2, "Tu", "explicit"), place=OSLO, claims=(),
    counts=Counts(killed=3), count_details=(), links=(Link("because", "d:e2"),), score=-2,
    quad="verbal conflict", cameo="120", confidence=0.9, evidence=("REJECT.yaml:1 meet",),
)  # fmt: skip
RECORD = Record(
    id="d", title="Talks\toff", published="2016-10-12", publisher='-The\n"Daily"\u2028News',
    authors=(), url="https://example.org/a?b=1&c=2", language="en", events=(EVENT,),
    places=(OSLO,),
)  # fmt: skip
# Everything that has been seen to break a row somewhere.
NASTY = "a\tb\r\nc\x0b\"d\", 'e' \\t \\ =1+1;f \x00\x85 ,é\u2029日本"


@pytest.fixture(scope="module")
def codes() -> Codes:
    return Codes.load()


def exported(format: str, *records: Record) -> bytes:
    stream = io.BytesIO()
    write_export(records, format, stream)
    return stream.getvalue()


def table(format: str, *records: Record, header: tuple[str, ...] = ()) -> list[dict[str, str]]:
    rows = [line.split("\t") for line in exported(format, *records).decode().split("\n")[:-1]]
    names = list(header) or rows.pop(0)
    return [dict(zip(names, row, strict=True)) for row in rows]


def with_event(**changes: Any) -> Record:
    return replace(RECORD, events=(replace(EVENT, **changes),))


# --- the columns, as the data sets publish them

WIDTHS = {"icews": 20, "polecat": 40, "gdelt": 61, "gdelt1": 58, "phoenix": 26}


@pytest.mark.parametrize(("format", "width"), WIDTHS.items())
def test_every_row_has_the_format_s_number_of_columns(format: str, width: int) -> None:
    lines = exported(format, RECORD).decode().split("\n")
    assert lines.pop() == ""
    assert {line.count("\t") + 1 for line in lines} == {width}
    assert len(lines) == 2 + (format in ("icews", "polecat"))


def test_headers_stand_where_the_data_sets_have_them() -> None:
    first = exported("icews", RECORD).decode().split("\n")[0].split("\t")
    assert first[:6] == ["Event ID", "Event Date", "Source Name", "Source Sectors",
                         "Source Country", "Event Text"]  # fmt: skip
    assert first[-4:] == ["Province", "Country", "Latitude", "Longitude"]
    first = exported("polecat", RECORD).decode().split("\n")[0].split("\t")
    assert first[:4] == ["Event ID", "Event Date", "Event Type", "Event Mode"]
    assert first[-2:] == ["Language", "Version"]
    assert gdelt.COLUMNS[55:] == ("ActionGeo_ADM2Code", "ActionGeo_Lat", "ActionGeo_Long",
                                  "ActionGeo_FeatureID", "DATEADDED", "SOURCEURL")  # fmt: skip
    assert len(gdelt.COLUMNS_1) == 58
    for format in ("gdelt", "gdelt1", "phoenix"):
        assert exported(format, RECORD)[:1].isdigit()


# --- what the columns say


def test_icews() -> None:
    first, second = table("icews", RECORD)
    assert first["Event Date"] == "2016-10-11"
    assert (first["Source Name"], first["Source Country"]) == ("Norway", "Norway")
    assert first["Source Sectors"] == "Government"
    assert (first["Target Name"], first["Target Country"]) == ("the 'free' rebels", "Syria")
    assert first["Target Sectors"] == "Rebel,Dissident,Religious"
    assert (first["Event Text"], first["CAMEO Code"], first["Intensity"]) == (
        "Reject proposal to meet, discuss, or negotiate", "125", "-5.0",
    )  # fmt: skip
    assert (first["City"], first["Province"], first["Country"]) == ("Oslo", "Oslo", "Norway")
    assert (first["Latitude"], first["Longitude"]) == ("59.91273", "-10.74609")
    assert first["Publisher"] == "'-The 'Daily' News"
    assert second["Target Name"] == "United Nations Security Council"
    assert first["Event ID"] != second["Event ID"]
    assert first["Story ID"] == second["Story ID"]
    assert first["Sentence Number"] == "1"


def test_polecat() -> None:
    first, second = table("polecat", RECORD)
    assert (first["Event ID"], second["Event ID"]) == ("d:e1.1", "d:e1.2")
    assert (first["Event Type"], first["Event Mode"]) == ("REJECT", "meet")
    assert (first["Intensity"], first["Quad Code"]) == ("-2.0", "VERBAL CONFLICT")
    assert first["Contexts"] == "diplomatic;military"
    assert (first["Actor Country"], first["Actor COW"]) == ("NOR", "385")
    assert (first["Primary Recipient Sector"], first["Recipient Sectors"]) == ("REB", "REB;REL")
    assert (second["Recipient Country"], second["Recipient COW"]) == ("UNO", "")
    assert second["Recipient Sectors"] == ""
    assert second["Recipient Name Raw"] == "the council"
    assert (first["GeoNames ID"], first["Feature Type"]) == ("3143244", "PPL")
    assert first["Publication Date"] == "2016-10-12"
    assert first["Story Organizations"] == "United Nations Security Council"
    assert first["Story Locations"] == "Oslo"


def test_gdelt() -> None:
    first, second = table("gdelt", RECORD, header=gdelt.COLUMNS)
    assert (first["SQLDATE"], first["MonthYear"], first["Year"]) == ("20161011", "201610", "2016")
    assert first["FractionDate"] == "2016.7808"
    assert (first["Actor1Code"], first["Actor1Name"]) == ("NORGOV", "NORWAY")
    assert (first["Actor2CountryCode"], first["Actor2Type1Code"]) == ("SYR", "REB")
    assert first["Actor2Religion1Code"] == "REL"
    assert (second["Actor2KnownGroupCode"], second["Actor2Code"]) == ("UNO", "UNO")
    assert [first[f"Event{part}Code"] for part in ("", "Base", "Root")] == ["125", "125", "12"]
    assert (first["QuadClass"], first["GoldsteinScale"], first["IsRootEvent"]) == ("3", "-5.0", "1")
    assert (first["NumMentions"], first["AvgTone"]) == ("2", "")
    assert (first["Actor1Geo_Type"], first["ActionGeo_Type"]) == ("0", "4")
    assert first["ActionGeo_FullName"] == "Oslo, Norway"
    assert (first["ActionGeo_CountryCode"], first["ActionGeo_ADM1Code"]) == ("NO", "NO12")
    assert first["DATEADDED"] == "20161012000000"
    assert first["SOURCEURL"] == "https://example.org/a?b=1&c=2"
    (old, _) = table("gdelt1", RECORD, header=gdelt.COLUMNS_1)
    assert old["DATEADDED"] == "20161012"
    assert {name: value for name, value in first.items() if name in old} == old | {
        "DATEADDED": "20161012000000"
    }


def test_phoenix_counts_an_act_once_a_day() -> None:
    again = replace(RECORD, id="x", url="https://example.org/x", publisher="Tidende")
    first, second = table("phoenix", RECORD, again, header=phoenix.COLUMNS)
    assert (first["EventID"].split("_")[0], second["EventID"].split("_")[0]) == ("1", "2")
    assert [first[name] for name in ("Date", "Year", "Month", "Day")] == [
        "20161011", "2016", "10", "11",
    ]  # fmt: skip
    assert (first["SourceActorFull"], first["SourceActorEntity"]) == ("NORGOV", "NOR")
    assert [first[f"TargetActor{part}"] for part in ("Full", "Entity", "Role", "Attribute")] == [
        "IGOUNO", "IGO", "", "UNO",
    ]  # fmt: skip
    assert second["TargetActorFull"] == "SYRREB"
    assert (first["EventCode"], first["EventRootCode"], first["QuadClass"]) == ("125", "12", "3")
    assert first["Issues"] == "DIPLOMATIC,2;MILITARY,2"
    assert first["SentenceID"] == "d_0;x_0"
    assert first["URLs"] == "https://example.org/a?b=1&c=2;https://example.org/x"
    assert first["NewsSources"] == "'-The 'Daily' News;Tidende"
    assert first["CountryCode"] == "NOR"


def test_plover_keeps_lists_and_status() -> None:
    told = with_event(status="hypothetical", historical=True, actors=())
    (line,) = exported("plover", told).decode().splitlines()
    event = json.loads(line)
    assert list(event)[:5] == ["id", "date", "enddate", "actor", "recipient"]
    assert (event["date"], event["enddate"]) == ("2016-10-11", "2016-10-12")
    assert event["actor"] == []
    assert [entity.get("code") for entity in event["recipient"]] == ["SYR", "UNO"]
    assert event["recipient"][0]["sector"] == "REBREL"
    assert event["event"] == ["REJECT"]
    assert event["mode"] == ["meet", "historical", "hypothetical"]
    assert (event["quad_code"], event["event_scale"]) == (3, -2)
    assert event["event_loc"]["resolution"] == 4
    assert event["text_info"] == {"sequence": 0, "start": 4, "end": 8}
    assert event["size_info"] == {"dead": 3}
    assert event["link"] == ["d:e2"]


# --- pairs

SELVES = replace(EVENT, actors=(NORWAY, KOSOVO, NATO), recipients=())


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (EVENT, [("Norway", None), ("Norway", "United Nations Security Council")]),
        (replace(EVENT, recipients=()), [("Norway", "-")]),
        (replace(EVENT, actors=(), recipients=(NORWAY,)), [("-", "Norway")]),
        (replace(EVENT, actors=(), recipients=()), [("-", "-")]),
        (replace(SELVES, type="PROTEST"), [("Norway", "-"), ("Kosovo", "-"), (NATO.name, "-")]),
        (replace(SELVES, type="CONSULT", actors=(NORWAY, KOSOVO)),
         [("Norway", "Kosovo"), ("Kosovo", "Norway")]),
        (replace(SELVES, type="ASSAULT", actors=(NORWAY, KOSOVO), evidence=("a:1 clash ; mutual",)),
         [("Norway", "Kosovo"), ("Kosovo", "Norway")]),
        (replace(SELVES, type="ASSAULT", actors=(NORWAY, KOSOVO), evidence=("a:1 bomb X",)),
         [("Norway", "-"), ("Kosovo", "-")]),
    ],
)  # fmt: skip
def test_pairs(event: Event, expected: list[tuple[str | None, str | None]]) -> None:
    def named(actor: Actor | None) -> str | None:
        return actor.name if actor else "-"

    found = list(pairs(RECORD, event))
    assert [(named(pair.actor), named(pair.recipient)) for pair in found] == expected
    assert len({pair.id for pair in found}) == len(found)


# --- codes


@pytest.mark.parametrize(
    ("actor", "expected"),
    [
        (NORWAY, "NOR"), (KOSOVO, "KOS"), (COUNCIL, "UNO"), (BRUSSELS, "EUR"), (NATO, "IGO"),
        (replace(NATO, name=None, text="the U.N. mission", kind="group"), "UNO"),
        (replace(NATO, name="Venice Commission", text="the Venice Commission"), "IGO"),
        (replace(NATO, name="United Nations Command", text="UN Command"), "IGO"),
        (replace(NATO, sectors=("NGO",)), "NGO"),
        (replace(NATO, sectors=("BUS", "MNC")), "MNC"),
        (replace(NATO, sectors=("REB",)), ""),
        (replace(NORWAY, text="Norway's UN ambassador"), "NOR"),
        (replace(NATO, name="Ban Ki-moon", text="Ban", kind="person"), "UNO"),
        (replace(NATO, name="Catherine Ashton", text="Ashton", kind="person"), "EUR"),
        (replace(NATO, name="Anders Fogh Rasmussen", text="Rasmussen", kind="person"), "IGO"),
    ],
)  # fmt: skip
def test_the_country_field(codes: Codes, actor: Actor, expected: str) -> None:
    assert codes.country(actor, date(2012, 5, 1)) == expected


def test_un_and_eu_organisations_of_the_actors_tables_are_known() -> None:
    from polybius.world import read_table

    bodies = Bodies.load()
    folder = Path(load.__code__.co_filename).parent.parent / "actors" / "data" / "organisations"
    missed = []
    for row in read_table(folder / "international.tsv", ("name", "aliases", "sectors")):
        actor = replace(NATO, name=row["name"], text=row["name"])
        if row["name"].startswith(("United Nations", "UN ")) and not bodies.code_of(actor, None):
            missed.append(row["name"])
        if row["name"].startswith(("EU ", "European Union")):
            assert bodies.code_of(actor, None) == "EUR"
    assert missed == ["United Nations Command"]


def test_every_type_and_mode_has_its_code(codes: Codes) -> None:
    """In the class that PLOVER's manual puts beside the type, but for what it moved."""
    roots = {
        "AGREE": "03", "CONSULT": "04", "SUPPORT": "05", "COOPERATE": "06", "AID": "07",
        "CONCEDE": "08", "RETREAT": "08", "ACCUSE": "09 11", "REQUEST": "10", "REJECT": "12",
        "THREATEN": "13", "PROTEST": "14", "MOBILIZE": "15", "SANCTION": "16 17",
        "COERCE": "17", "ASSAULT": "17 18 19 20",
    }  # fmt: skip
    for info in load().types.values():
        for modes in ((), *((mode,) for mode in info.modes)):
            code = codes.cameo.code_of(replace(EVENT, type=info.name, modes=modes, contexts=()))
            assert code is not None
            assert code.label
            assert code.root in roots[info.name].split()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"type": "AID", "modes": (), "contexts": ("asylum",)}, "075"),
        ({"type": "AID", "modes": (), "contexts": ("health", "military")}, "072"),
        ({"type": "ACCUSE", "modes": ("allege",), "contexts": ("corruption",)}, "1121"),
        ({"type": "RETREAT", "modes": ("release",), "status": "future"}, "0353"),
        ({"type": "CONCEDE", "modes": (), "status": "future"}, "035"),
        ({"type": "ASSAULT", "modes": (), "actors": (replace(REBELS, sectors=("CRM",)),)}, "180"),
        ({"type": "ASSAULT", "modes": ("aerial",)}, "195"),
        ({"type": "ASSAULT", "status": "negated"}, None),
        ({"type": "REJECT", "status": "hypothetical"}, None),
        ({"type": "INVENTED", "cameo": "057"}, "057"),
    ],
)
def test_cameo_by_mode_context_and_status(
    codes: Codes, changes: dict[str, Any], expected: str | None
) -> None:
    code = codes.cameo.code_of(replace(EVENT, **changes))
    assert (code.code if code else None) == expected


def test_the_tables_are_whole() -> None:
    cameo, tables = Cameo.load(), Tables.load()
    assert len(cameo.codes) == 285
    assert all(-10 <= code.goldstein <= 10 for code in cameo.codes.values())
    assert cameo.codes["0874"].goldstein == 10
    numbers = [country.cow for country in tables.countries.values() if country.cow]
    assert len(numbers) == len(set(numbers)) == 195
    fips = [country.fips for country in tables.countries.values() if country.fips]
    assert len(fips) == len(set(fips))
    from polybius.actors.sectors import SECTORS
    from polybius.world import World

    assert set(tables.sectors) == SECTORS
    assert {country.code for country in World.load().countries} <= set(tables.countries)


# --- dates, and what is left out


@pytest.mark.parametrize(
    ("changes", "published", "expected"),
    [
        ({}, "2016-10-12", date(2016, 10, 11)),
        ({"date": None}, "2016-10-12", date(2016, 10, 12)),
        ({"date": None}, "2016-10", None),
        ({"date": None}, None, None),
        ({"date": None, "historical": True}, "2016-10-12", None),
    ],
)
def test_the_day(changes: dict[str, Any], published: str | None, expected: date | None) -> None:
    record = replace(RECORD, published=published)
    assert day_of(record, replace(EVENT, **changes)) == expected


@pytest.mark.parametrize(
    ("format", "kept"),
    [("icews", 1), ("gdelt", 1), ("phoenix", 1), ("polecat", 1), ("plover", 3), ("csv", 4)],
)
def test_what_a_format_cannot_say_is_left_out_and_counted(format: str, kept: int) -> None:
    events = (
        EVENT,
        replace(EVENT, id="d:e2", status="negated"),
        replace(EVENT, id="d:e3", status="hypothetical"),
        replace(EVENT, id="d:e4", date=None, historical=True),
    )
    stream = io.BytesIO()
    done = write_export([replace(RECORD, events=events)], format, stream)
    assert done.events == kept
    assert done.events + sum(done.left_out.values()) == len(events)
    if kept < 4:
        assert "1 left out without a date" in str(done)


def test_an_unknown_format() -> None:
    with pytest.raises(UsageError, match="one of icews, polecat"):
        write_export([], "excel", io.BytesIO())


def test_numbers_are_the_same_every_time_and_fit_a_double() -> None:
    numbers = {number_of(f"doc-{n}:e{m}") for n in range(300) for m in range(10)}
    assert len(numbers) == 3000
    assert max(numbers) < 2**53
    assert number_of("doc-1") == 3059456687203998


# --- nothing breaks a row


@given(st.text())
def test_a_cell_is_one_harmless_line(text: str) -> None:
    made = cell(text)
    assert not set(made) & set('\t\n\r\x0b\x0c\x00\x85\u2028\u2029"')
    assert made.splitlines() in ([made], [])
    assert not made.startswith(("=", "+", "-", "@"))
    assert made.encode().decode() == made


def test_cells() -> None:
    assert cell(None) == ""
    assert cell(-10.5) == "-10.5"
    assert cell(" a\n b ") == "a b"
    assert joined(["a;b", None, "c", "c"]) == "a,b;c"


def nasty() -> Record:
    actor = replace(NORWAY, name=NASTY, text=NASTY)
    place = replace(OSLO, name=NASTY, text=NASTY, admin1=NASTY)
    return replace(
        RECORD, id=NASTY, title=NASTY, publisher=NASTY, url=f"https://example.org/{NASTY}",
        events=(replace(EVENT, id=f"{NASTY}:e1", actors=(actor,), place=place), EVENT),
        places=(place,),
    )  # fmt: skip


def by_csv(path: Path, header: bool) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines, delimiter="\t"))[int(header) :]


def by_pandas(path: Path, header: bool) -> list[list[str]]:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    frame = pandas.read_csv(
        path, sep="\t", header=0 if header else None, dtype=str, keep_default_na=False
    )
    return [list(row) for row in frame.itertuples(index=False)]


def by_polars(path: Path, header: bool) -> list[list[str]]:
    polars = pytest.importorskip("polars", reason="polars is not installed")
    frame = polars.read_csv(path, separator="\t", has_header=header, infer_schema=False)
    return [[value or "" for value in row] for row in frame.iter_rows()]


def by_duckdb(path: Path, header: bool) -> list[list[str]]:
    rows = duckdb.sql(
        f"SELECT * FROM read_csv('{path}', delim = '\t', header = {header}, all_varchar = true)"
    ).fetchall()
    return [[value or "" for value in row] for row in rows]


@pytest.mark.parametrize("reader", [by_csv, by_pandas, by_polars, by_duckdb])
@pytest.mark.parametrize("format", WIDTHS)
def test_readers_read_what_was_written(
    tmp_path: Path, format: str, reader: Callable[[Path, bool], list[list[str]]]
) -> None:
    path = tmp_path / "events.tab"
    path.write_bytes(exported(format, RECORD, nasty()))
    header = format in ("icews", "polecat")
    expected = [line.split("\t") for line in path.read_text("utf-8").split("\n")[:-1]]
    expected = expected[int(header) :]
    assert len(expected) >= 2
    assert reader(path, header) == expected


def test_numbers_are_read_as_numbers_without_being_told(tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    path = tmp_path / "events.tab"
    path.write_bytes(exported("icews", RECORD, nasty()))
    frame = pandas.read_csv(path, sep="\t", parse_dates=["Event Date"])
    assert frame["Longitude"].dtype == "float64"
    assert frame["Event ID"].dtype == "int64"
    assert str(frame["Event Date"].dtype).startswith("datetime64")
    found = duckdb.sql(
        f"SELECT count(*), min(Latitude) FROM read_csv('{path}', delim = '\t')"
    ).fetchall()
    assert found == [(6, 59.91273)]


def test_plover_lines_are_read_by_duckdb_and_pandas(tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    path = tmp_path / "events.jsonl"
    path.write_bytes(exported("plover", RECORD, nasty()))
    rows = duckdb.sql(f"SELECT id, date, actor[1].code FROM read_json('{path}')").fetchall()
    assert [row[2] for row in rows] == ["NOR", "NOR", "NOR"]
    assert list(pandas.read_json(path, lines=True)["id"]) == ["d:e1", f"{NASTY}:e1", "d:e1"]


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_csv_and_parquet_are_read_by_all(tmp_path: Path, format: str) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    polars = pytest.importorskip("polars", reason="polars is not installed")
    path = tmp_path / f"events.{format}"
    path.write_bytes(exported(format, RECORD, nasty()))
    in_pandas = getattr(pandas, f"read_{format}")(path)
    in_polars = getattr(polars, f"read_{format}")(path)
    in_duckdb = duckdb.sql(f"SELECT event, killed FROM read_{format}('{path}')").fetchall()
    assert len(in_pandas) == len(in_polars) == len(in_duckdb) == 3
    assert list(in_pandas["killed"]) == list(in_polars["killed"]) == [3, 3, 3]
    assert list(in_pandas["event"]) == [row[0] for row in in_duckdb]


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_records_give_the_same_bytes(format: str) -> None:
    assert exported(format, RECORD, nasty()) == exported(format, RECORD, nasty())
    assert exported(format) == exported(format)


def test_columns_are_unique() -> None:
    for columns in (icews.COLUMNS, polecat.COLUMNS, gdelt.COLUMNS, phoenix.COLUMNS):
        assert len(columns) == len(set(columns))
