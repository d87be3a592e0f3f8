"""docs/errors.md beside the code: every error has its place there, every row its error."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import polybius
from polybius.errors import CodebookError, PolybiusError

SOURCE = Path(polybius.__file__).parent
PAGE = (SOURCE.parent.parent / "docs" / "errors.md").read_text("utf-8")
# Where subclasses live besides errors.py.
HOMES = (
    "store.database",
    "workers.worker",
    "cluster.engine",
    "explorer.index",
    "reading.unpacking",
)
# How a message says what would be right, or what to do; an ellipsis at the end is such words.
REMEDY = re.compile(r"would be right|right are|; |one of the|did you mean|neither|…\)?$")


def kinds(base: type[PolybiusError] = PolybiusError) -> Iterator[type[PolybiusError]]:
    yield base
    for kind in base.__subclasses__():
        yield from kinds(kind)


def words(node: ast.expr) -> str | None:
    """A literal message, what it fills in as …; None where it is made elsewhere."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = (v.value if isinstance(v, ast.Constant) else "…" for v in node.values)
        return "".join(map(str, parts))
    return None


def messages() -> Iterator[tuple[str, str, str]]:
    """Class, message and place of every error that the package makes, refusals among them."""
    names = {kind.__name__ for kind in kinds()} | {"Refusal"}
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = getattr(getattr(node, "func", None), "id", "")
            if isinstance(node, ast.Call) and name in names and node.args:
                told = words(node.args[name == "Refusal" and len(node.args) > 1])
                if told is not None and re.search(r"\w", told):
                    kind = "InputError" if name == "Refusal" else name
                    yield kind, told, f"{path.relative_to(SOURCE)}:{node.lineno}"


for home in HOMES:
    import_module(f"polybius.{home}")
MESSAGES = list(messages())


def section(kind: str) -> str:
    assert f"\n## {kind}\n" in PAGE, f"docs/errors.md has no section {kind}"
    return PAGE.partition(f"\n## {kind}\n")[2].partition("\n## ")[0]


def rows(kind: str) -> list[str]:
    cells = re.findall(r"^\| (`.*?) \| ", section(kind), re.MULTILINE)
    return [fragment for cell in cells for fragment in re.findall(r"`([^`]+)`", cell)]


def fits(fragment: str, message: str) -> bool:
    pattern = ".*".join(re.escape(part) for part in fragment.split("…"))
    return re.search(pattern, message) is not None


@pytest.mark.parametrize("kind", [kind.__name__ for kind in kinds()])
def test_each_kind_of_error_has_its_anchor(kind: str) -> None:
    assert section(kind).strip()


@pytest.mark.parametrize("kind", [kind.__name__ for kind in kinds() if kind is not CodebookError])
def test_each_message_has_a_row(kind: str) -> None:
    told = rows(kind)
    missing = [
        f"{place}: {message}"
        for name, message, place in MESSAGES
        if name == kind and not any(fits(fragment, message) for fragment in told)
    ]
    assert missing == [], f"add rows to docs/errors.md, section {kind}"


@pytest.mark.parametrize("kind", [kind.__name__ for kind in kinds()])
def test_each_row_has_a_message(kind: str) -> None:
    """Of codebooks only what is raised under that name: their tables raise by the row."""
    raised = [message for name, message, _ in MESSAGES if name == kind]
    if kind == "CodebookError":
        raised = [path.read_text("utf-8") for path in SOURCE.rglob("*.py")]
    told = [re.sub(r" …$", " ", fragment) for fragment in rows(kind)]
    assert [one for one in told if not any(fits(one, message) for message in raised)] == []


def test_every_message_says_what_would_be_right() -> None:
    assert [
        f"{place}: {message}" for _, message, place in MESSAGES if not REMEDY.search(message)
    ] == []
