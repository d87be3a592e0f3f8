"""The whole of a run: documents in, records out, by one process or many."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from itertools import chain

from polybius import collector
from polybius.coding import coded
from polybius.record import Record
from polybius.stopwatch import Stopwatch
from polybius.workers.chunks import Chunk, Chunks, Document
from polybius.workers.crew import Crew
from polybius.workers.options import CoderOptions


def available_cores() -> int:
    """The cores that this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def start_method() -> str:
    """`fork` where it is safe, so that workers share the coder's memory; else `spawn`."""
    return "fork" if sys.platform == "linux" else "spawn"


def coded_many(
    documents: Iterable[Document],
    workers: int,
    options: CoderOptions | None = None,
    *,
    method: str | None = None,
    watch: Stopwatch | None = None,
) -> Iterator[Record]:
    """The record of every document, in order of input, by up to `workers` processes.

    With one worker, or where all documents fit into one chunk, this process codes by itself.
    A coder is built only where there is a document. Not more than a few chunks for each
    worker are read ahead. A document that ends its process is tried once more, then refused.
    `method` is multiprocessing's `fork` or `spawn`; `watch` is told how long the stages took,
    in all processes together. What `documents` raises is raised after the records of all that
    came before. Raises CodebookError as the coder does, WorkerError where a worker cannot be
    started.
    """
    options, watch = options or CoderOptions(), watch or Stopwatch()
    chunks = Chunks(watch.each("reading", documents))
    opening = [chunk for chunk in (next(chunks, None), _second(chunks, workers)) if chunk]
    if len(opening) < 2:
        yield from _alone(chain(opening, chunks), options, watch)
    else:
        crew = Crew(options, workers, method or start_method(), watch)
        try:
            yield from chain.from_iterable(crew.run(chain(opening, chunks)))
        finally:
            crew.stop()
    if chunks.fault is not None:
        raise chunks.fault


def coded_chunks(
    chunks: Iterator[Chunk],
    workers: int,
    options: CoderOptions | None = None,
    *,
    method: str | None = None,
) -> Iterator[list[Record]]:
    """The records of each chunk, in order, as `coded_many` makes them; a chunk may be empty."""
    options, watch = options or CoderOptions(), Stopwatch()
    if workers == 1:
        coder = options.build()
        yield from (list(coded(coder, chunk)) for chunk in chunks)
        return
    crew = Crew(options, workers, method or start_method(), watch)
    try:
        yield from crew.run(chunks)
    finally:
        crew.stop()


def _second(chunks: Chunks, workers: int) -> Chunk | None:
    return next(chunks, None) if workers > 1 else None


def _alone(chunks: Iterator[Chunk], options: CoderOptions, watch: Stopwatch) -> Iterator[Record]:
    coder = None
    for chunk in chunks:
        if coder is None:
            with watch.stage("loading"):
                coder = options.build()
                collector.settle()
            coder.watch = watch
        yield from coded(coder, chunk)
