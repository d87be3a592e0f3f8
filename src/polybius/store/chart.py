"""A dyad drawn: conflict to the left, cooperation to the right, on a terminal; or as SVG."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from html import escape
from typing import BinaryIO

from polybius.store.dyad import Tie

_BAR = 16
_WIDTH = 100
_TOP_TYPES = 4
# PLOVER's scores run from -10 to 10.
_MOST = 10.0
_CONFLICT, _COOPERATION, _INK, _GRID = "#c0532f", "#3b6ea5", "#222222", "#cccccc"


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


def svg(ties: Sequence[Tie], title: str) -> str:
    """An SVG drawing: bars of cooperation upwards and of conflict downwards, one a period,
    and the mean score as a line."""
    step = max(14.0, min(48.0, 900 / max(len(ties), 1)))
    left, top, half = 56, 56, 160
    width, height = left + step * len(ties) + 64, top + 2 * half + 72
    most = max((max(tie.conflict, tie.cooperation) for tie in ties), default=0) or 1
    middle = top + half
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}"'
        f' width="{width:.0f}" height="{height}" font-family="sans-serif" font-size="12"'
        f' fill="{_INK}" role="img">',
        f"<title>{escape(title)}</title>",
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        f'<text x="{left}" y="24" font-size="16">{escape(title)}</text>',
        f'<text x="{left}" y="42" fill="{_COOPERATION}">cooperation</text>',
        f'<text x="{left + 90}" y="42" fill="{_CONFLICT}">conflict</text>',
        f'<text x="{left + 160}" y="42">line: mean score, -10 to 10</text>',
    ]
    for share in (-1.0, -0.5, 0.0, 0.5, 1.0):
        y = middle - share * half
        parts.append(
            f'<line x1="{left}" x2="{width - 56:.0f}" y1="{y}" y2="{y}" stroke="{_GRID}"/>'
            f'<text x="{left - 6}" y="{y + 4}" text-anchor="end">{abs(share) * most:g}</text>'
            f'<text x="{width - 50:.0f}" y="{y + 4}">{share * _MOST:+g}</text>'
        )
    every = max(1, round(40 / step))
    for number, tie in enumerate(ties):
        x = left + step * number
        parts.append(_bars(tie, x, step, middle, half / most))
        if number % every == 0:
            parts.append(
                f'<text transform="translate({x + step / 2:.1f},{top + 2 * half + 14})'
                f' rotate(45)">{escape(tie.period)}</text>'
            )
    points = " ".join(
        f"{left + step * (number + 0.5):.1f},{middle - half * tie.score / _MOST:.1f}"
        for number, tie in enumerate(ties)
        if tie.score is not None
    )
    parts.append(f'<polyline points="{points}" fill="none" stroke="{_INK}" stroke-width="1.5"/>')
    return "\n".join([*parts, "</svg>", ""])


def _bars(tie: Tie, x: float, step: float, middle: float, scale: float) -> str:
    drawn = []
    for count, y, colour, kind in (
        (tie.cooperation, middle - tie.cooperation * scale, _COOPERATION, "cooperation"),
        (tie.conflict, middle, _CONFLICT, "conflict"),
    ):
        if count:
            drawn.append(
                f'<rect x="{x + 1:.1f}" y="{y:.1f}" width="{step - 2:.1f}"'
                f' height="{count * scale:.1f}" fill="{colour}">'
                f"<title>{escape(tie.period)}: {count} of {kind}</title></rect>"
            )
    return "".join(drawn)
