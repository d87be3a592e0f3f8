"""Commands that pages show, run: `python tests/tutorial.py` writes what they print there."""

from __future__ import annotations

import contextlib
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parent.parent / "docs"
PAGES = (DOCS / "tutorial.md", DOCS / "recipes.md")
# Language, the name of a file where the block is one, and what stands in it.
BLOCK = re.compile(r'^```(\w+)(?: title="(.*?)")?\n(.*?)^```$', re.DOTALL | re.MULTILINE)
# A block whose last line is three dots shows so many lines of its output.
SHOWN = 16


def renewed(page: str, folder: Path) -> str:
    """The page with what its console blocks print now, in an empty folder.

    Blocks with a title are written there as files, blocks of Python run, in the page's order.
    """
    names: dict[str, Any] = {}

    def block(found: re.Match[str]) -> str:
        language, title, text = found.groups()
        if title:
            path = folder / title
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        elif language == "console":
            return f"```console\n{_run(text, folder)}```"
        elif language == "python":
            exec(compile(text, "a page", "exec"), names)
        return found[0]

    return BLOCK.sub(block, page)


def without_lines(page: str) -> str:
    """The page without the line numbers of tables, which move with every row above them."""
    return re.sub(r"\.(yaml|tsv):\d+", r".\1", page)


def _run(block: str, folder: Path) -> str:
    told = []
    for line in block.splitlines():
        if line.startswith("$ polybius "):
            told += [line, *_output(shlex.split(line)[2:], folder)]
    if block.endswith("\n...\n"):
        told = [*told[:SHOWN], "..."]
    return "".join(f"{line}\n" for line in told)


def _output(arguments: list[str], folder: Path) -> list[str]:
    """What a command prints, without blanks and blank lines at ends, and how long it took."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "polybius", *arguments],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode in (0, 3), done.stdout
    lines = [line.rstrip() for line in done.stdout.strip("\n").splitlines()]
    return [re.sub(r", \d+\.\d s$", "", line) for line in lines]


def main() -> None:
    """Renew the pages."""
    for page in PAGES:
        with tempfile.TemporaryDirectory() as scratch, contextlib.chdir(scratch):
            page.write_text(renewed(page.read_text("utf-8"), Path(scratch)), "utf-8")


if __name__ == "__main__":
    main()
