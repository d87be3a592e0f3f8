"""Gold files: JSON Lines, read with every field checked, mistakes named by file and line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from polybius.errors import InputError
from polybius.evaluate.matching import Extent


@dataclass(frozen=True, slots=True)
class Row:
    """One JSON object of a gold file, and where it stands (`file:line`)."""

    where: str
    values: dict[str, Any]

    def fail(self, what: str) -> InputError:
        """An error that says where this row stands."""
        return InputError(f"{self.where}: {what}")

    def text(self, key: str) -> str:
        """A string that must be there."""
        value = self.values.get(key)
        if not isinstance(value, str):
            raise self.fail(f"'{key}' must be a string, not {_shown(value)}")
        return value

    def maybe(self, key: str) -> str | None:
        """A string, or None where the key is absent or null."""
        return None if self.values.get(key) is None else self.text(key)

    def flag(self, key: str, default: bool) -> bool:
        """True or false."""
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            raise self.fail(f"'{key}' must be true or false, not {_shown(value)}")
        return value

    def integer(self, key: str) -> int:
        """A whole number that must be there."""
        value = self.values.get(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.fail(f"'{key}' must be a whole number, not {_shown(value)}")
        return value

    def number(self, key: str) -> float | None:
        """A number, or None where the key is absent or null."""
        value = self.values.get(key)
        if value is not None and not isinstance(value, int | float):
            raise self.fail(f"'{key}' must be a number, not {_shown(value)}")
        return None if value is None else float(value)

    def items(self, key: str) -> list[Any]:
        """A list; empty where the key is absent or null."""
        value = self.values.get(key) or []
        if not isinstance(value, list):
            raise self.fail(f"'{key}' must be a list, not {_shown(value)}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings; empty where the key is absent."""
        values = self.items(key)
        if not all(isinstance(value, str) for value in values):
            raise self.fail(f"'{key}' must be a list of strings")
        return tuple(values)

    def row(self, key: str) -> Row | None:
        """An object, or None where the key is absent or null."""
        value = self.values.get(key)
        if value is not None and not isinstance(value, dict):
            raise self.fail(f"'{key}' must be an object or null, not {_shown(value)}")
        return None if value is None else Row(f"{self.where}: {key}", value)

    def rows(self, key: str) -> list[Row]:
        """A list of objects; empty where the key is absent."""
        values = self.items(key)
        if not all(isinstance(value, dict) for value in values):
            raise self.fail(f"'{key}' must be a list of objects")
        return [Row(f"{self.where}: {key}[{number}]", value) for number, value in enumerate(values)]

    def spans(self, key: str, text: str) -> tuple[Extent, ...]:
        """A list of [start, end], each within `text`."""
        out: list[Extent] = []
        for value in self.items(key):
            match value:
                case [int(start), int(end)] if 0 <= start <= end <= len(text):
                    out.append((start, end))
                case _:
                    raise self.fail(
                        f"'{key}' must hold [start, end] pairs within the text's "
                        f"{len(text)} characters, not {_shown(value)}"
                    )
        return tuple(out)

    def extent(self, text: str) -> Extent:
        """The row's own `start` and `end` within `text`."""
        start, end = self.integer("start"), self.integer("end")
        if not 0 <= start < end <= len(text):
            raise self.fail(f"{start}-{end} is no span of a text of {len(text)} characters")
        return start, end


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of a JSON Lines file, or of all `*.jsonl` files of a folder, by name.

    Raises InputError where there is no such file, no row, or a line that is no object.
    """
    for row in sound_rows(path):
        if isinstance(row, InputError):
            raise row
        yield row


def sound_rows(path: Path) -> Iterator[Row | InputError]:
    """The same, with the mistake in place of a line that is no object.

    Raises InputError where there is no such file or no row.
    """
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    found = False
    for file in files:
        try:
            text = file.read_text(encoding="utf-8")
        except OSError as error:
            raise InputError(
                f"{file}: no gold to read ({error.strerror}); give the path of a JSON Lines file"
            ) from error
        except UnicodeDecodeError as error:
            raise InputError(f"{file}: not UTF-8 text; gold is JSON Lines in UTF-8") from error
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                found = True
                yield _row(line, f"{file}:{number}")
    if not found:
        raise InputError(f"{path}: no gold in it; give a JSON Lines file with one row a line")


def in_part(id: str, part: str) -> bool:
    """Whether a row is in part A or B: a half by hash of its id, the same in every run."""
    return "AB"[hashlib.sha256(id.encode()).digest()[0] & 1] == part


def _row(line: str, where: str) -> Row | InputError:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        return InputError(
            f"{where}: not JSON ({error.msg} at column {error.colno}); "
            "gold has one JSON object a line"
        )
    if not isinstance(value, dict):
        return InputError(f"{where}: {_shown(value)} is no JSON object; gold has one a line")
    return Row(where, value)


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}..."
