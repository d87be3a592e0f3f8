"""A dyad on a terminal: conflict to the left, cooperation to the right."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from typing import BinaryIO

from polybius.store.dyad import Tie

_BAR = 16
_WIDTH = 100
_TOP_TYPES = 4


def write_chart(ties: Sequence[Tie], stream: BinaryIO) -> None:
    """One line a period: bars of conflict and cooperation, mean score, commonest types."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    on_terminal = sys.stdout.isatty() and stream is sys.stdout.buffer
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
    console = Console(
        file=text,
        force_terminal=on_terminal,
        width=None if on_terminal else _WIDTH,
        highlight=False,
    )
    most = max((max(tie.conflict, tie.cooperation) for tie in ties), default=0)
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column("", no_wrap=True)
    table.add_column("conflict", justify="right", no_wrap=True)
    table.add_column("cooperation", no_wrap=True)
    table.add_column("score", justify="right", no_wrap=True)
    table.add_column("events")
    for tie in ties:
        table.add_row(
            tie.period,
            Text.assemble(f"{tie.conflict or ''} ", (_bar(tie.conflict, most), "red")),
            Text.assemble((_bar(tie.cooperation, most), "blue"), f" {tie.cooperation or ''}"),
            "" if tie.score is None else f"{tie.score:+.1f}",
            _types(tie),
        )
    console.print(table if ties else "no events")
    text.flush()
    text.detach()


def _bar(count: int, most: int) -> str:
    return "█" * max(round(_BAR * count / most), 1) if count else ""


def _types(tie: Tie) -> str:
    named = [f"{kind} {count}" for kind, count in list(tie.types.items())[:_TOP_TYPES]]
    rest = sum(list(tie.types.values())[_TOP_TYPES:])
    return ", ".join(named + ([f"others {rest}"] if rest else []))
