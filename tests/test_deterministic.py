"""The same input gives the same bytes, whatever the machine is set to."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from polybius.article import Article
from polybius.coder import Coder
from polybius.reading import read_articles
from polybius.store.copies import signature
from polybius.store.entries import text_sha256
from polybius.story.story import story_id
from store_helpers import write_lines

pytestmark = pytest.mark.check

HERE = Path(__file__).parent
SOURCE = HERE.parent / "src"
ARTICLES = [
    {
        "id": "togo",
        "text": "LOMÉ, Togo — Ghana recalled its ambassador from Togo on Monday after a row over"
        " fishing rights. “We regret this step,” said the foreign minister of Togo, who will travel"
        " to Accra next week. Police arrested twelve protesters near the port.",
        "published": "2021-03-04",
    },
    {
        "id": "İzmir",
        "text": "İzmir: Turkish prosecutors charged 14 teachers. Istanbul's governor banned a"
        " march planned for 1 May, and the opposition İYİ Party said it would sue.",
        "published": "2019-04-29",
        "publisher": "The Harbour Post",
    },
    {
        "id": "undated",
        "text": "Rebels killed at least three soldiers in Kidal late on Tuesday, the army said."
        " France, Germany and the United Nations condemned the attack. Mali denied that it had"
        " asked Russia for troops.",
    },
]
"""With capitals that a Turkish locale lowers otherwise, dates that an odd time zone could move,
and lists whose order could hang on hashes."""

PROGRAM = """
import sys
from polybius.cli import main
for line in (
    "ingest news.jsonl --store {store}",
    "events --store {store} --format jsonl",
    "events --store {store} --format csv",
    "stories --store {store} --format jsonl",
    "export --store {store} --format icews",
    "export --store {store} --format gdelt",
):
    try:
        words = [word.format(store=sys.argv[1]) for word in line.split()]
        main(words + (sys.argv[2:] if words[0] == "ingest" else []))
    except SystemExit as left:
        assert not left.code, (line, left.code)
"""


def written(
    folder: Path, name: str, *arguments: str, python: str = sys.executable, **settings: str
) -> bytes:
    """All that is coded and written of the articles by a process with such settings."""
    lines = [
        # Not copies of each other, but for those without a date.
        {**article, "id": f"{article['id']}-{n}"}
        | ({"published": f"2021-{n:02}-04"} if "published" in article else {})
        for n in range(1, 13)
        for article in ARTICLES
    ]
    write_lines(folder / "news.jsonl", lines)
    set_here = {"TZ", "LANG", "PYTHONHASHSEED", *(key for key in os.environ if key[:3] == "LC_")}
    kept = {key: value for key, value in os.environ.items() if key not in set_here}
    found = subprocess.run(
        [python, "-W", "ignore", "-c", PROGRAM, f"{name}.duckdb", *arguments],
        cwd=folder,
        env={**kept, "PYTHONPATH": str(SOURCE), **settings},
        capture_output=True,
    )
    assert found.returncode == 0, found.stderr.decode("utf-8", "replace")[-2000:]
    return found.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("same")


@pytest.fixture(scope="module")
def usual(folder: Path) -> bytes:
    """What is written with hashes, time and language as they mostly are."""
    found = written(folder, "usual", PYTHONHASHSEED="0", TZ="UTC", LC_ALL="C.UTF-8")
    assert found.count(b"\n") > 100
    assert "İzmir".encode() in found
    return found


@pytest.mark.parametrize(
    ("settings", "arguments"),
    [
        ({"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8"}, []),
        ({"PYTHONHASHSEED": "4242", "TZ": "America/Adak", "LC_ALL": "C", "PYTHONUTF8": "0",
          "PYTHONCOERCECLOCALE": "0"}, []),
        ({"PYTHONHASHSEED": "99", "LANG": "tr_TR.ISO-8859-9"}, ["--workers", "2"]),
    ],
    ids=["kiritimati, turkish", "adak, ascii", "two workers, latin-5"],
)  # fmt: skip
def test_settings_change_nothing(
    folder: Path, usual: bytes, settings: dict[str, str], arguments: list[str]
) -> None:
    name = settings["PYTHONHASHSEED"]
    assert written(folder, name, *arguments, **settings) == usual


def interpreter(version: str) -> str:
    """A Python of a version that has what polybius needs; skips where there is none.

    POLYBIUS_PYTHONS names interpreters, as PATH does folders; else PATH is looked at.
    """
    named = os.environ.get("POLYBIUS_PYTHONS", "").split(os.pathsep)
    program = "import sys, duckdb, spacy, trafilatura; print('%d.%d' % sys.version_info[:2])"
    for python in filter(None, [*named, shutil.which(f"python{version}")]):
        found = subprocess.run([python, "-W", "ignore", "-c", program], capture_output=True)
        if found.stdout.decode().strip() == version:
            return python
    pytest.skip(f"no Python {version} here that has what polybius needs")


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13"])
def test_versions_of_python_change_nothing(folder: Path, usual: bytes, version: str) -> None:
    python = interpreter(version)
    assert written(folder, version, python=python, PYTHONHASHSEED="7") == usual


def test_ids_are_what_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of documents that come without one, of stories, and what copies are known by: kept in
    stores and in other people's data, so that they never change."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "page.txt").write_text("Chad recalled its envoy.", "utf-8")
    write_lines(tmp_path / "news" / "more.jsonl", [{"text": "Mali left."}, {"text": "It is so."}])
    assert [document.id for document in read_articles(["news"])] == [
        "news/more.jsonl:1", "news/more.jsonl:2", "news/page.txt",
    ]  # fmt: skip
    assert story_id("news/page.txt:e1") == "story-5139c1e7260e8643"
    assert text_sha256("Ağrı\n")[:32] == "0e34b71f5a3ebcf37508ddc746b557a2"
    alike = signature(" ".join(f"word{number}" for number in range(60)))
    assert alike is not None
    assert hashlib.sha256(alike).hexdigest()[:32] == "35caca2005eef658920019707c92bb37"


@pytest.mark.slow
def test_events_are_numbered_as_they_stand(coder: Coder) -> None:
    record = coder.code(Article("a/b", ARTICLES[0]["text"], published="2021-03-04"))
    assert [event.id for event in record.events] == [
        f"a/b:e{n + 1}" for n in range(len(record.events))
    ]
    starts = [event.trigger.start for event in record.events]
    assert starts == sorted(starts)
