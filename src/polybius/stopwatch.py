"""How long each stage takes: what `polybius code --profile` tells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from time import perf_counter
from typing import TypeVar

T = TypeVar("T")

# In the order in which a document goes through them.
STAGES = ("loading", "reading", "page", "parse", "actors", "times", "places", "speech", "events",
          "writing")  # fmt: skip
# A stage whose time is nobody's: waiting for other processes, whose own time counts.
UNCOUNTED = ""


class Stopwatch:
    """Seconds spent in each stage, by the clock on the wall or another.

    Stages may lie within each other; a moment counts for the innermost alone.
    """

    def __init__(self, clock: Callable[[], float] = perf_counter) -> None:
        self._clock = clock
        self.seconds: dict[str, float] = {}
        self._open: list[str] = []
        self._since = 0.0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the time inside the `with` for a stage."""
        self._turn()
        self._open.append(name)
        try:
            yield
        finally:
            self._turn()
            self._open.pop()

    def each(self, name: str, items: Iterable[T]) -> Iterator[T]:
        """The items, with the time that each is waited for counted for a stage."""
        iterator = iter(items)
        while True:
            with self.stage(name):
                try:
                    item = next(iterator)
                except StopIteration:
                    return
            yield item

    def add(self, seconds: Mapping[str, float]) -> None:
        """Add what another stopwatch counted."""
        for name, more in seconds.items():
            self.seconds[name] = self.seconds.get(name, 0.0) + more

    def taken(self) -> dict[str, float]:
        """What was counted since this was last asked for."""
        seconds, self.seconds = self.seconds, {}
        return seconds

    def lines(self) -> list[str]:
        """A table: stage, seconds, share of the whole."""
        whole = sum(self.seconds.values())
        rows = [(name, self.seconds.get(name, 0.0)) for name in STAGES]
        rows += [row for row in self.seconds.items() if row[0] not in STAGES]
        out = [f"{'stage':<10} {'seconds':>8} {'share':>6}"]
        for name, seconds in [*rows, ("all", whole)]:
            out.append(f"{name:<10} {seconds:>8.2f} {seconds / (whole or 1.0):>6.1%}")
        return out

    def _turn(self) -> None:
        now = self._clock()
        if self._open and self._open[-1] != UNCOUNTED:
            name = self._open[-1]
            self.seconds[name] = self.seconds.get(name, 0.0) + now - self._since
        self._since = now
