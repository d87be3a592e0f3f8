"""The files of a codebook, read with the line on which each thing stands.

Loading stops at the first mistake, checking goes on to the next: both hand the mistakes
they meet to a `Report`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, NoReturn

import yaml

from polybius.errors import CodebookError

Report = Callable[[CodebookError], None]

# The files that a codebook may have beside those of acts/.
NAMES = frozenset(
    f"{name}.yaml" for name in "types operators classes light status contexts version".split()
)
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Lines(str):
    """A block of text that knows the line of its file on which it starts."""

    line: int


class Rows(dict[str, Any]):
    """A YAML mapping that knows the line on which each of its keys stands."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, int] = {}


class _LineLoader(_Loader):  # type: ignore[misc,valid-type]
    """A YAML loader that remembers where blocks and keys stand, and keys that stand twice."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.mistakes: list[tuple[int, str]] = []


def _block(loader: Any, node: yaml.ScalarNode) -> Any:
    if node.style == "|":
        block = Lines(node.value)
        block.line = node.start_mark.line + 2
        return block
    return loader.construct_yaml_str(node)


def _rows(loader: Any, node: yaml.MappingNode) -> Rows:
    rows = Rows()
    for key_node, value_node in node.value:
        key, line = loader.construct_object(key_node, deep=True), key_node.start_mark.line + 1
        if not isinstance(key, str):
            said = key_node.value if isinstance(key_node, yaml.ScalarNode) else "the key"
            loader.mistakes.append((line, f'{said!r} is no text; "{said}" would be right'))
            continue
        if key in rows:
            what = f"{key!r} stands on line {rows.lines[key]} already; one of them would be right"
            loader.mistakes.append((line, what))
        rows[key] = loader.construct_object(value_node, deep=True)
        rows.lines[key] = line
    return rows


_LineLoader.add_constructor("tag:yaml.org,2002:str", _block)
_LineLoader.add_constructor("tag:yaml.org,2002:map", _rows)


@dataclass(frozen=True, slots=True)
class File:
    """One file of a codebook. `shown` is how messages and evidence name it: a shipped file
    by its name, a user's with its folder. `act` says that it stands under acts/."""

    name: str
    shown: str
    act: bool
    rows: Rows

    def at(self, line: int) -> str:
        """The place of a line, as messages and evidence give it."""
        return f"{self.shown}:{line}"

    def row(self, key: str) -> str:
        """The place of a key at the top of the file."""
        return self.at(self.rows.lines[key])


def raise_first(error: CodebookError) -> NoReturn:
    """The report of plain loading: the first mistake ends it."""
    raise error


@contextmanager
def reporting(report: Report) -> Iterator[None]:
    """Hand a CodebookError of the block under it to `report`."""
    try:
        yield
    except CodebookError as error:
        report(error)


def shipped() -> Path:
    """The folder of the codebook that comes with the package."""
    return Path(str(resources.files("polybius.codebook") / "data"))


def read_files(folder: Path | None, report: Report = raise_first) -> list[File]:
    """The shipped files, then those of `folder`, in order of their names.

    A user's file that begins with `replace: true` takes the place of the shipped one of
    its name. Raises or reports CodebookError for files that are no part of a codebook.
    """
    files = list(_folder(shipped(), "", report))
    if folder is None:
        return files
    if not folder.is_dir():
        raise CodebookError(f"{folder}: no such folder; a codebook's folder would be right")
    names = {file.name for file in files}
    own = list(_folder(folder, f"{folder.resolve().name}/", report))
    replaced = set()
    for file in own:
        if file.rows.pop("replace", False):
            replaced.add(file.name)
            if file.name not in names:
                report(
                    CodebookError(
                        f"{file.row('replace')}: no shipped file {file.name} to replace;"
                        " without `replace` it is added"
                    )
                )
    return [file for file in files if file.name not in replaced] + own


def text_lines(block: str) -> Iterator[str]:
    """The lines of a block without comments and blanks."""
    return (text for text, _ in numbered_lines(block))


def numbered_lines(block: str, first: int = 1) -> Iterator[tuple[str, int]]:
    """The lines of a block without comments and blanks, each with its number in the file.

    `first` is the number of the first where the block does not know it (a text in one line).
    """
    for number, line in enumerate(block.splitlines(), getattr(block, "line", first)):
        text = line.partition("#")[0].strip()
        if text:
            yield text, number


def _folder(folder: Path, prefix: str, report: Report) -> Iterator[File]:
    for path in sorted([*folder.glob("*.yaml"), *folder.glob("acts/*.yaml")]):
        act = path.parent.name == "acts" and path.parent.parent == folder
        shown = f"{prefix}{'acts/' if act and prefix else ''}{path.name}"
        with reporting(report):
            if not act and path.name not in NAMES:
                names = ", ".join(sorted(NAMES))
                raise CodebookError(
                    f"{shown}:1: no file of a codebook; {names} or acts/ would be right"
                )
            yield File(path.name, shown, act, _read(path, shown, report))


def _read(path: Path, shown: str, report: Report) -> Rows:
    """A file's content. Raises CodebookError with its line where it is not well formed."""
    try:
        loader = _LineLoader(path.read_text(encoding="utf-8"))
        data = loader.get_single_data()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise CodebookError(f"{shown}:{line}: not well-formed YAML: {error.problem}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CodebookError(f"{shown}:1: cannot be read; YAML in UTF-8 would be right") from error
    for line, what in loader.mistakes:
        report(CodebookError(f"{shown}:{line}: {what}"))
    if data is None:
        return Rows()
    if not isinstance(data, Rows):
        raise CodebookError(f"{shown}:1: no keys at the top; `key: value` would be right")
    return data
