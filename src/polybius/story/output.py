"""Stories written: as JSON Lines, as one JSON array, or as a table for reading."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import BinaryIO

from polybius.story.story import Member, Story


def write_stories(stories: Iterable[Story], format: str, stream: BinaryIO) -> None:
    """Write stories as `jsonl`, one a line, as `json`, or as a `table`."""
    if format == "table":
        _write_table(stories, stream)
        return
    array = format == "json"
    stream.write(b"[" if array else b"")
    for number, story in enumerate(stories):
        stream.write((b",\n" if number else b"\n") if array else b"")
        text = json.dumps(story.to_json(), ensure_ascii=False, allow_nan=False)
        stream.write(text.encode("utf-8", "backslashreplace") + (b"" if array else b"\n"))
    stream.write(b"\n]\n" if array else b"")


def _write_table(stories: Iterable[Story], stream: BinaryIO) -> None:
    """One story a row, as wide as the terminal."""
    from io import StringIO

    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    for name in ("date", "what", "who → whom", "where", "articles", "first"):
        table.add_column(name, overflow="fold", justify="right" if name == "articles" else "left")
    for story in stories:
        parties = f"{_party(story.actors)} → {_party(story.recipients)}"
        cells = (
            story.date[0] if story.date else "",
            " ".join((story.type, *story.modes)),
            parties,
            story.place.name if story.place else "",
            str(len(story.articles)),
            story.first[2] or story.first[0],
        )
        table.add_row(*map(Text, cells))
    text = StringIO()
    on_terminal = sys.stdout.isatty() and stream is sys.stdout.buffer
    Console(file=text, width=None if on_terminal else 100, highlight=False).print(table)
    stream.write(text.getvalue().encode("utf-8", "backslashreplace"))


def _party(members: tuple[Member, ...]) -> str:
    return ", ".join(member.name for member in members) or "–"
