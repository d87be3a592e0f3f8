"""How far a run is: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from polybius.reading import Meter

if TYPE_CHECKING:
    from collections.abc import Callable

    from polybius.store.ingest import Tally

# Seconds between plain lines, and between changes of the bar.
_LINES = 30.0
_BAR = 0.2


@contextmanager
def progress(tally: Tally, meter: Meter) -> Iterator[Callable[[], None]]:
    """What is to be called as documents are done. Everything goes to standard error."""
    if sys.stderr.isatty():
        with _bar(tally, meter) as report:
            yield report
    else:
        yield _lines(tally, meter)


def _lines(tally: Tally, meter: Meter) -> Callable[[], None]:
    started = last = time.monotonic()

    def report() -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _LINES:
            last = now
            print(f"{_figures(tally, meter, now - started)}", file=sys.stderr, flush=True)

    return report


def _figures(tally: Tally, meter: Meter, seconds: float) -> str:
    """`read 1200, 8.1 a second, 34 %, 12 min left`."""
    parts = [f"read {tally.read}", f"{tally.read / max(seconds, 1e-9):.1f} a second"]
    share = min(1.0, meter.done / meter.total) if meter.total else None
    if share:
        parts.append(f"{share:.0%}")
        left = seconds / share - seconds
        parts.append(f"{left / 60:.0f} min left" if left >= 90 else f"{left:.0f} s left")
    return ", ".join(parts)


@contextmanager
def _bar(tally: Tally, meter: Meter) -> Iterator[Callable[[], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    last = started = time.monotonic()
    columns = (BarColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("reading", total=meter.total)

        def report() -> None:
            nonlocal last
            now = time.monotonic()
            if now - last >= _BAR:
                last = now
                done = min(meter.done, meter.total) if meter.total else meter.done
                figures = _figures(tally, meter, now - started)
                shown.update(task, completed=done, description=figures)

        yield report
