"""Versions, sources and licences, read from the table beside this file and from the libraries."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution, requires
from importlib.resources import files
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

from polybius import __version__
from polybius.world import read_table

_TABLE = Path(__file__).parent / "sources.tsv"
_COLUMNS = ("part", "version", "holds", "source", "licence", "text")
_LICENCE = re.compile(r"(?i)(?:licen[cs]e|copying|notice)[^/]*$")
# A file of code that is named so, "license.py", is no licence.
_CODE = re.compile(r"\.(?:py|pyc|pyi|so)$")


@dataclass(frozen=True, slots=True)
class Source:
    """Data or code of others within the package, or that it codes by; `licence` is SPDX's name.

    `text` says where the licence's words stand (``package:path``), "-" where this row tells all
    that the licence asks for.
    """

    part: str
    version: str
    holds: str
    source: str
    licence: str
    text: str


@dataclass(frozen=True, slots=True)
class Library:
    """A package that is needed, as installed; `version` is None where it is not."""

    name: str
    version: str | None
    licence: str


@dataclass(frozen=True, slots=True)
class About:
    """`codebook` is its version; `fingerprint` is of all data that decides how texts are coded."""

    polybius: str
    python: str
    codebook: str
    fingerprint: str
    sources: tuple[Source, ...]
    libraries: tuple[Library, ...]

    def to_json(self) -> dict[str, Any]:
        """The same as plain JSON values."""
        return asdict(self)


def about() -> About:
    """What is installed here. Raises CodebookError where a table has a mistake."""
    from polybius.store.version import coder_version

    version = coder_version()
    return About(
        __version__,
        platform.python_version(),
        version.codebook,
        version.fingerprint,
        sources(),
        tuple(_library(requirement) for requirement in requirements()),
    )


def sources() -> tuple[Source, ...]:
    """The rows of sources.tsv."""
    return tuple(
        Source(**{name: row[name] for name in _COLUMNS}) for row in read_table(_TABLE, _COLUMNS)
    )


def requirements() -> list[Requirement]:
    """What the package needs on this machine, by its own metadata; extras left out."""
    needed = [Requirement(line) for line in requires("polybius") or ()]
    return [one for one in needed if one.marker is None or one.marker.evaluate({"extra": ""})]


def licence_texts() -> Iterator[tuple[str, str]]:
    """The licences in full, each under what it is of: the sources' and the libraries'."""
    for name in ("polybius", *(requirement.name for requirement in requirements())):
        for file in _licence_files(name):
            inner = file.as_posix().rpartition(".dist-info/")[2].removeprefix("licenses/")
            yield f"{name}: {inner}", file.read_text("utf-8", "replace")
    for source in sources():
        if source.text != "-":
            package, _, path = source.text.partition(":")
            yield source.part, files(package).joinpath(path).read_text("utf-8")


def _licence_files(name: str) -> list[Path]:
    """The licence files of an installed package, those in its metadata where it has some there."""
    found = _installed(name)
    paths = [
        path
        for path in (found.files if found else None) or ()
        if _LICENCE.search(str(path)) and not _CODE.search(str(path))
    ]
    own = [path for path in paths if ".dist-info/" in str(path)]
    return sorted(Path(str(path.locate())) for path in own or paths)


def _library(requirement: Requirement) -> Library:
    found = _installed(requirement.name)
    if found is None:
        return Library(requirement.name, None, "")
    return Library(requirement.name, found.version, _licence(found))


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def _licence(found: Distribution) -> str:
    """The licence by the package's metadata: the expression, the field, or the classifier."""
    told = found.metadata.json
    if expression := told.get("license_expression"):
        return str(expression)
    classified = [
        line.rpartition(" :: ")[2]
        for line in told.get("classifier", ())
        if line.startswith("License ::")
    ]
    words = str(told.get("license", "")).strip().partition("\n")[0]
    return words or ", ".join(classified) or "see about --licences"
