"""What coded a document: the versions that a store notes, and tells apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib import resources
from pathlib import Path

from polybius import __version__
from polybius import codebook as codebooks
from polybius.learn.model import shipped as shipped_model

# Packages whose tables decide how a text is coded.
_KNOWLEDGE = ("actors", "codebook", "events", "page", "places", "speech", "times", "world")
_TABLES = (".tsv", ".yaml")


@dataclass(frozen=True, slots=True)
class CoderVersion:
    """The program's version, the codebook's, and a fingerprint of all that decides.

    Documents coded under another fingerprint are coded anew when they come again.
    """

    polybius: str
    codebook: str
    fingerprint: str

    def __str__(self) -> str:
        return f"polybius {self.polybius}, codebook {self.codebook} ({self.fingerprint[:8]})"


def coder_version(
    codebook: Path | None = None,
    actors: Iterable[Path] = (),
    min_confidence: float = 0.5,
    model: Path | None = None,
) -> CoderVersion:
    """The version of a `Coder` built with these. Raises CodebookError as `Coder` does.

    The fingerprint is of the codebook's version, which is raised with every change of what
    is coded, of the tables and the model that come with the package, and of the user's own.
    """
    version = codebooks.load(codebook).version
    digest = sha256(f"{version}\0{min_confidence}".encode())
    own = sorted(_tables(codebook)) if codebook else []
    for path in (*_shipped(), model or shipped_model(), *own, *actors):
        digest.update(f"\0{path.name}\0".encode())
        digest.update(path.read_bytes())
    return CoderVersion(__version__, version, digest.hexdigest()[:32])


def _shipped() -> Iterator[Path]:
    root = Path(str(resources.files("polybius")))
    for package in _KNOWLEDGE:
        yield from sorted(_tables(root / package))


def _tables(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.suffix in _TABLES)
