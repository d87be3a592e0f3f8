"""The workers of one run: who is at what, what is done, what must be done again."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterator
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING

from polybius import collector
from polybius.article import Article
from polybius.coder import failed
from polybius.reading import Refusal
from polybius.record import Record
from polybius.stopwatch import UNCOUNTED, Stopwatch
from polybius.workers.chunks import Chunk, Document
from polybius.workers.options import CoderOptions
from polybius.workers.worker import Job, Worker

if TYPE_CHECKING:
    from polybius.coder import Coder

# Chunks under way for each worker: the one that it is at, and others that are done and wait
# for their turn.
_AHEAD = 4
# Coded before workers are forked, so that what is only read at need is there for all of them.
_WARMING = (
    "Envoys of Ghana met the mayor of Springfield in Lyon on 3 May, police in Kigali said. "
    'Voters of the town of Bacolod, Texas, were told by the UN on Monday. "We signed," Ana Bol of '
    "the Coast Forum told reporters, and the Lagos lawyers of Mr Bol agreed."
)
# A worker gives way to a new one after so many jobs: the language model keeps every new word
# that it meets, and so memory stays within bounds whatever the input's size.
_LIFE = 250


class Crew:
    """Codes chunks by up to `size` workers, which are started as there is work for them."""

    def __init__(self, options: CoderOptions, size: int, method: str, watch: Stopwatch) -> None:
        self._size = size
        self._watch = watch
        self._context = multiprocessing.get_context(method)
        self._coder: Coder | CoderOptions = options
        if method == "fork":
            with watch.stage("loading"):
                self._coder = _warmed(options.build())
                collector.settle()
        self._workers: list[Worker] = []
        self._again: deque[Job] = deque()
        # The chunks under way, by number, with the records found so far.
        self._found: dict[int, list[Record | None]] = {}
        self._next = 0

    def run(self, chunks: Iterator[Chunk]) -> Iterator[list[Record]]:
        """The records of each chunk, in order of the chunks."""
        due = 0
        while True:
            self._hand_out(chunks)
            if due in self._found and None not in self._found[due]:
                yield [record for record in self._found.pop(due) if record is not None]
                due += 1
                continue
            busy = {worker.connection: worker for worker in self._workers if worker.job}
            if not busy:
                return
            with self._watch.stage(UNCOUNTED):
                ready = wait(list(busy))
            for connection in ready:
                assert isinstance(connection, Connection)
                self._receive(busy[connection])

    def stop(self) -> None:
        """End all workers, whatever they are at."""
        while self._workers:
            self._workers.pop().stop()

    def _hand_out(self, chunks: Iterator[Chunk]) -> None:
        """Give jobs to workers that are free or can still be started."""
        while True:
            free = next((worker for worker in self._workers if worker.job is None), None)
            if free is None and len(self._workers) == self._size:
                return
            job = self._job(chunks)
            if job is None:
                return
            (free or self._start()).give(job)

    def _job(self, chunks: Iterator[Chunk]) -> Job | None:
        """What is to be done next: repeats first, then a chunk where there is room for one."""
        if self._again:
            return self._again.popleft()
        while len(self._found) < _AHEAD * self._size:
            chunk = next(chunks, None)
            if chunk is None:
                return None
            number = self._next
            self._next += 1
            self._found[number] = [None] * len(chunk)
            if chunk:
                return Job(number, 0, chunk)
        return None

    def _start(self) -> Worker:
        others = [worker.connection for worker in self._workers]
        worker = Worker(self._context, self._coder, others)
        self._workers.append(worker)
        return worker

    def _receive(self, worker: Worker) -> None:
        job = worker.job
        assert job is not None
        try:
            answer = worker.receive()
        except EOFError:
            self._let_go(worker)
            self._repeat(job)
            return
        if answer is None:
            return
        self._watch.add(answer.seconds)
        self._keep(job, answer.records)
        if worker.jobs >= _LIFE:
            self._let_go(worker)

    def _repeat(self, job: Job) -> None:
        """Try each document of a job once more, by itself; refuse one tried before."""
        if job.again:
            self._keep(job, [_lost(document) for document in job.documents])
            return
        self._again.extend(
            Job(job.chunk, at, (document,), again=True) for at, document in enumerate(job.documents)
        )

    def _keep(self, job: Job, records: list[Record]) -> None:
        self._found[job.chunk][job.at : job.at + len(records)] = records

    def _let_go(self, worker: Worker) -> None:
        self._workers.remove(worker)
        worker.stop()


def _warmed(coder: Coder) -> Coder:
    coder.code(Article("warming", _WARMING, published="2021-05-06"))
    coder.watch.taken()
    return coder


def _lost(document: Document) -> Record:
    if isinstance(document, Refusal):
        return document.record()
    return failed(document, "coding it ended the process twice, for want of memory perhaps")
