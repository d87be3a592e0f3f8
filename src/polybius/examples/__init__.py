"""News texts that come with the package: the demo's page, and the tutorial's small archive."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from polybius.errors import UsageError


def write_archive(folder: Path) -> int:
    """Write the archive's files into a new folder; how many there are.

    Raises UsageError where the folder is there and holds something, or cannot be made.
    """
    if folder.is_dir() and any(folder.iterdir()):
        raise UsageError(f"{folder}: there already, and not empty; a new folder would be right")
    found = sorted((files("polybius.examples") / "archive").iterdir(), key=lambda file: file.name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in found:
            (folder / file.name).write_bytes(file.read_bytes())
    except OSError as error:
        raise UsageError(
            f"{folder}: cannot be written ({error.strerror}); another folder would be right"
        ) from None
    return len(found)
