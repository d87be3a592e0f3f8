"""Documents into a store: decided on, coded, and saved in batches, in order of input.

A run can be ended at any point: what was saved stays, and the same input again goes on
from there.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from polybius.article import Article
from polybius.reading import Refusal
from polybius.record import Record
from polybius.store.desk import Desk, Work
from polybius.store.entries import Coded, Copy, Entry, Refused
from polybius.store.store import Store
from polybius.store.version import CoderVersion, coder_version
from polybius.store.writer import Writer
from polybius.workers import Chunk, CoderOptions, coded_chunks

# Articles handed to a coder at a time.
_BATCH = 16
# Entries are saved so many at a time, or before that where saving will have taken no more
# than this share of the time: often while the store is small, and never a burden.
_SAVE = 512
_SHARE = 0.03


@dataclass(frozen=True, slots=True)
class Plan:
    """How to ingest.

    `keep_text` stores the articles' texts; `replace` takes a document whose text has
    changed in the place of what its id had. `scheduler` is the address of a Dask cluster that
    codes, or `local` for one of `workers` processes; None for processes of our own.
    """

    codebook: Path | None = None
    actors: tuple[Path, ...] = ()
    min_confidence: float = 0.5
    workers: int = 1
    keep_text: bool = True
    replace: bool = False
    scheduler: str | None = None
    model: Path | None = None


class Tally:
    """Counts of a run: what was read is one of the others."""

    def __init__(self) -> None:
        self.read = 0
        self.coded = 0
        self.copies = 0
        self.unchanged = 0
        self.events = 0
        self.refused: list[tuple[str, str]] = []

    def count(self, entry: Entry) -> None:
        """Count what was saved."""
        if isinstance(entry, Refused):
            self.refused.append((entry.record.id, "; ".join(entry.record.errors)))
        elif isinstance(entry, Copy):
            self.copies += 1
        else:
            self.coded += 1
            self.events += len(entry.record.events)

    def __str__(self) -> str:
        return (
            f"read {self.read}, coded {self.coded}, copies {self.copies},"
            f" unchanged {self.unchanged}, refused {len(self.refused)}"
        )


def ingest(
    documents: Iterable[Article | Refusal],
    store: Store,
    plan: Plan,
    tally: Tally,
    report: Callable[[], None] = lambda: None,
) -> None:
    """Put documents into a store; `tally` counts them, `report` is called as they are done.

    Raises StoreError where another process writes or the file cannot be written, and
    CodebookError as the coder does. What was coded until then is saved.
    """
    version = coder_version(plan.codebook, plan.actors, plan.min_confidence, plan.model)
    with store.writer(version) as writer:
        desk = Desk(writer, store.copies(), replace=plan.replace)
        saver = _Saver(writer, tally)
        try:
            for entry in _entries(desk.decide(documents), plan, version):
                saver.add(entry)
                tally.read, tally.unchanged = desk.read, desk.unchanged
                report()
        finally:
            try:
                saver.save()
            finally:
                # What was read and not saved comes again with the next run.
                tally.unchanged = desk.unchanged
                tally.read = tally.unchanged + tally.coded + tally.copies + len(tally.refused)
                report()


class _Saver:
    """Gathers entries and saves them from time to time."""

    def __init__(self, writer: Writer, tally: Tally) -> None:
        self._writer = writer
        self._tally = tally
        self._waiting: list[Entry] = []
        self._due = time.monotonic()

    def add(self, entry: Entry) -> None:
        self._waiting.append(entry)
        if len(self._waiting) >= _SAVE or time.monotonic() > self._due:
            self.save()

    def save(self) -> None:
        # Where saving fails, it is not tried again on the way out.
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        started = time.monotonic()
        for entry in self._writer.save(waiting):
            self._tally.count(entry)
        done = time.monotonic()
        self._due = done + (done - started) / _SHARE


def _entries(decided: Iterator[Work | Entry], plan: Plan, version: CoderVersion) -> Iterator[Entry]:
    """What is to be saved, in order: the articles among the decisions coded."""
    waiting: deque[list[Work | Entry]] = deque()

    def chunks() -> Iterator[Chunk]:
        for group in _groups(decided):
            waiting.append(group)
            yield tuple(item.article for item in group if isinstance(item, Work))

    for records in _coded(chunks(), plan, version):
        found = iter(records)
        for item in waiting.popleft():
            yield _entry(item, next(found), plan) if isinstance(item, Work) else item


def _entry(work: Work, record: Record, plan: Plan) -> Entry:
    if record.errors:
        return Refused(record)
    text = work.article.text
    return Coded(
        record=record,
        text=text if plan.keep_text else None,
        text_length=len(text),
        text_sha256=work.text_sha256,
        input_sha256=work.input_sha256,
        signature=work.signature,
    )


def _groups(decided: Iterator[Work | Entry]) -> Iterator[list[Work | Entry]]:
    """Decisions in groups, with as many articles in each as go to a coder at a time."""
    group: list[Work | Entry] = []
    articles = 0
    for item in decided:
        group.append(item)
        articles += isinstance(item, Work)
        if articles == _BATCH or len(group) == _SAVE:
            yield group
            group, articles = [], 0
    if group:
        yield group


def _coded(
    chunks: Iterator[Chunk], plan: Plan, version: CoderVersion
) -> Iterator[Sequence[Record]]:
    """The records of each chunk. A coder is built only where there is something to code."""
    for chunk in chunks:
        if chunk:
            yield from _by_engine(chain([chunk], chunks), plan, version)
            return
        yield []


def _by_engine(
    chunks: Iterator[Chunk], plan: Plan, version: CoderVersion
) -> Iterator[Sequence[Record]]:
    options = CoderOptions(plan.codebook, plan.actors, plan.min_confidence, plan.model)
    if plan.scheduler is not None:
        from polybius.cluster import coded_on_cluster

        return coded_on_cluster(chunks, options, plan.scheduler, str(version), plan.workers)
    # Not by fork: the database has threads of its own.
    return coded_chunks(chunks, plan.workers, options, method="spawn")
