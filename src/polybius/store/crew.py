"""Coding in several processes: batches go out as workers come free, and come back in order."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from polybius.article import Article
from polybius.record import Record

# How many batches may be done before their turn, for each worker.
_AHEAD = 4


class CoderOptions:
    """What a worker builds its coder from."""

    def __init__(self, codebook: Path | None, actors: tuple[Path, ...], min_confidence: float):
        self.codebook = codebook
        self.actors = actors
        self.min_confidence = min_confidence

    def build(self) -> Any:
        """The coder."""
        from polybius.coder import Coder

        return Coder(self.codebook, self.actors, self.min_confidence)


class _Worker:
    """A process with a coder; `batch` is the number of what it is at, None while it is free."""

    def __init__(self, options: CoderOptions) -> None:
        self._options = options
        self.batch: int | None = None
        self._articles: Sequence[Article] = ()
        self._start()

    def _start(self) -> None:
        spawn = multiprocessing.get_context("spawn")
        self.connection, other = spawn.Pipe()
        self._process = spawn.Process(target=_work, args=(other, self._options), daemon=True)
        self._process.start()
        # The worker's end is now the worker's alone: where either side ends, the other
        # reads an end of file.
        other.close()

    def send(self, batch: int, articles: Sequence[Article]) -> None:
        self.batch, self._articles = batch, articles
        self.connection.send(articles)

    def receive(self) -> list[Record]:
        """The records of the batch. An article that ends the process is refused."""
        articles, self.batch = self._articles, None
        try:
            return self._answer()
        except (EOFError, OSError):
            return [self._alone(article) for article in articles]

    def _alone(self, article: Article) -> Record:
        from polybius.coder import failed

        for _ in range(2):
            try:
                self.connection.send([article])
                (record,) = self._answer()
                return record
            except (EOFError, OSError):
                self.stop()
                self._start()
        return failed(article, "coding it ended the process, for want of memory perhaps")

    def _answer(self) -> list[Record]:
        answer = self.connection.recv()
        if isinstance(answer, Exception):
            raise answer
        records: list[Record] = answer
        return records

    def stop(self) -> None:
        self.connection.close()
        self._process.terminate()
        self._process.join()


def code_in_order(
    batches: Iterator[Sequence[Article]], options: CoderOptions, workers: int
) -> Iterator[list[Record]]:
    """The records of each batch, in order of the batches, by `workers` processes."""
    crew = [_Worker(options) for _ in range(workers)]
    done: dict[int, list[Record]] = {}
    numbered = enumerate(batches)
    due, more = 0, True
    try:
        while True:
            for worker in crew:
                if worker.batch is None and more and len(done) < _AHEAD * workers:
                    batch = next(numbered, None)
                    if batch is None:
                        more = False
                    else:
                        worker.send(*batch)
            while due in done:
                yield done.pop(due)
                due += 1
            busy = {worker.connection: worker for worker in crew if worker.batch is not None}
            if not busy and not more:
                return
            for ready in wait(list(busy)):
                assert isinstance(ready, Connection)
                worker = busy[ready]
                number = worker.batch
                assert number is not None
                done[number] = worker.receive()
    finally:
        for worker in crew:
            worker.stop()


def _work(connection: Connection, options: CoderOptions) -> None:
    """A worker's life: until the other end closes, however it closes."""
    from polybius.coding import coded

    # Ctrl-C is for the process that leads; where that is killed, its workers end too.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    coder = None
    while True:
        try:
            articles = connection.recv()
        except (EOFError, OSError):
            return
        try:
            coder = coder or options.build()
            answer: list[Record] | Exception = list(coded(coder, articles))
        except Exception as error:
            answer = error
        connection.send(answer)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
