"""The pages in docs/ beside the code: nothing that they name is missing, nothing is left out."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click
import pytest
import yaml
from markdown.extensions.toc import slugify

import polybius
import tutorial
from polybius import cli_page, codes_page, record
from polybius.actors.sectors import SECTORS
from polybius.cli import cli
from polybius.export import gdelt, icews, phoenix, polecat
from polybius.store import Store
from polybius.write.columns import COLUMNS

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md")])
NAMES = [str(page.relative_to(ROOT)) for page in PAGES]


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def prose(text: str) -> str:
    """A page without its blocks of code."""
    return re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)


# -- links -------------------------------------------------------------------------------


def anchors(text: str) -> set[str]:
    return {
        slugify(re.sub(r"[`*]", "", heading), "-")
        for heading in re.findall(r"^#{1,6} (.+)$", prose(text), re.MULTILINE)
    }


def links(text: str) -> Iterator[str]:
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(text)):
        if not re.match(r"https?:|mailto:", target):
            yield target


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_somewhere(name: str) -> None:
    page = ROOT / name
    wrong = []
    for target in links(read(name)):
        path, _, anchor = target.partition("#")
        found = (page.parent / path).resolve() if path else page
        if not found.exists() or (anchor and anchor not in anchors(found.read_text("utf-8"))):
            wrong.append(target)
    assert wrong == []


@pytest.mark.parametrize("name", NAMES)
def test_every_file_that_is_named_is_there(name: str) -> None:
    """Paths in backticks that begin with a folder of the repository."""
    named = re.findall(
        r"`((?:src|docs|tests|examples|benchmarks|requirements)/[\w./*-]+)`", prose(read(name))
    )
    assert [path for path in named if not list(ROOT.glob(path.rstrip("/")))] == []


def test_every_page_is_in_the_navigation() -> None:
    nav = read("mkdocs.yml").partition("\nnav:")[2]
    assert sorted(re.findall(r"[\w-]+\.md", nav)) == sorted(page.name for page in DOCS.glob("*.md"))


@pytest.mark.check
def test_the_site_is_built_and_loads_nothing_from_elsewhere(tmp_path: Path) -> None:
    command = [sys.executable, "-W", "ignore", "-m", "mkdocs", "build", "--strict", "-d"]
    done = subprocess.run(
        [*command, str(tmp_path / "site")], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    for page in (tmp_path / "site").rglob("*.html"):
        loaded = re.findall(
            r"<(?:script|link|img|iframe)[^>]*?(?:src|href)=\"?(?:https?:)?//[^\s\">]*",
            page.read_text("utf-8"),
        )
        assert [one for one in loaded if 'rel="canonical"' not in one] == [], page


# -- commands ----------------------------------------------------------------------------


def test_the_page_of_commands_is_current() -> None:
    hint = "run: python -m polybius.cli_page > docs/commands.md"
    assert read("docs/commands.md") == cli_page.page(), hint


@pytest.mark.parametrize(("name", "command"), [*cli_page.commands()])
def test_each_command_says_what_it_is_for(name: str, command: click.Command) -> None:
    options = [one for one in command.params if isinstance(one, click.Option)]
    assert [one.name for one in options if not one.help] == []
    assert f"{name} " in (command.help or "") or f"{name}\n" in (command.help or "") + "\n"


def shown(text: str) -> Iterator[str]:
    """The commands in a page's blocks, their continued lines joined."""
    for block in re.findall(r"^```(?:\w*)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
        for line in block.replace("\\\n", " ").splitlines():
            line = re.sub(r"^\$ ", "", line.strip()).partition("  #")[0]
            if line.startswith("polybius ") and "[OPTIONS]" not in line:
                yield line.partition(" | ")[0]


@pytest.mark.parametrize("name", NAMES)
def test_each_command_that_a_page_shows_is_one(name: str) -> None:
    for line in shown(read(name)):
        words = [word for word in shlex.split(line)[1:] if word != "..."]
        command: click.Command = cli
        while isinstance(command, click.Group):
            assert words, line
            assert words[0] in {*command.commands, "--version", "--help"}, line
            if words[0].startswith("-"):
                break
            command = command.commands[words.pop(0)]
        known = {option for one in command.params for option in (*one.opts, *one.secondary_opts)}
        used = {word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)}
        assert used <= {*known, "--help", "--version"}, line


# -- what comes out ----------------------------------------------------------------------

STRUCTURES = {
    "Document": (record.Record,),
    "Event": (record.Event, record.EventDate, record.Counts, record.Count, record.Link),
    "Actor": (record.Actor,),
    "Place": (record.Place,),
    "Time": (record.TimeExpression,),
    "Claim": (record.Claim,),
    "Quotation": (record.Quotation,),
}


@pytest.mark.parametrize("heading", [*STRUCTURES])
def test_each_field_of_the_record_is_documented(heading: str) -> None:
    section = read("docs/record.md").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    keys = {field.name.rstrip("_") for kind in STRUCTURES[heading] for field in fields(kind)}
    assert sorted(key for key in keys if f"`{key}`" not in section) == []


def test_the_page_of_codes_is_current() -> None:
    hint = "run: python -m polybius.codes_page > docs/codes.md"
    told = read("docs/codes.md")
    assert told == codes_page.page(), hint
    assert set(re.findall(r"^\| `([A-Z]{3})` \|", told, re.MULTILINE)) == SECTORS


def test_each_table_and_column_of_the_store_is_documented(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "s.duckdb", create=True)
    found = store.query(
        "SELECT table_name, column_name FROM duckdb_columns() WHERE schema_name = 'main'"
        " AND NOT internal"
    )
    told, event = read("docs/store.md"), {field.name for field in fields(record.Event)}
    columns = set(zip(*(column.to_pylist() for column in found.columns), strict=True))
    assert {table for table, _ in columns} >= {"documents", "events", "copies", "refusals"}
    assert sorted(t for t, _ in columns if f"`{t}`" not in told) == []
    missing = sorted(c for t, c in columns if f"`{c}`" not in told and (t, c) not in {
        ("events", name) for name in event
    })  # fmt: skip
    assert missing == []


@pytest.mark.parametrize(
    ("format", "columns"),
    [
        ("icews", icews.COLUMNS),
        ("polecat", polecat.COLUMNS),
        ("gdelt", gdelt.COLUMNS),
        ("phoenix", phoenix.COLUMNS),
        ("csv, parquet", tuple(COLUMNS)),
    ],
)
def test_the_columns_of_each_export_are_documented(format: str, columns: tuple[str, ...]) -> None:
    told = read("docs/exports.md").partition("## Columns")[2].partition(f"**{format}**")[2]
    listed = re.findall(
        r"`([^`]+)`", " ".join(told.partition("\n\n")[0].partition(": ")[2].split())
    )
    assert tuple(listed) == columns


_RENEW = "run: python tests/tutorial.py"


@pytest.mark.check
@pytest.mark.parametrize("path", tutorial.PAGES, ids=lambda path: path.name)
def test_a_page_shows_what_its_commands_print(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    page = path.read_text("utf-8")
    found = tutorial.renewed(page, tmp_path)
    assert tutorial.without_lines(found) == tutorial.without_lines(page), _RENEW


def test_the_citation_is_of_this_version() -> None:
    cited = yaml.safe_load(read("CITATION.cff"))
    assert {"cff-version", "message", "title", "authors"} <= set(cited)
    assert cited["version"] == polybius.__version__
    assert all(set(author) & {"name", "family-names"} for author in cited["authors"])
