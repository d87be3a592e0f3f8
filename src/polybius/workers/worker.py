"""One process that codes: its own life, and the handle by which it is led."""

from __future__ import annotations

import os
import signal
import threading
import time
import warnings
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from typing import TYPE_CHECKING, Any

from polybius import collector
from polybius.coding import coded
from polybius.errors import PolybiusError
from polybius.record import Record
from polybius.workers.chunks import Chunk
from polybius.workers.options import CoderOptions

if TYPE_CHECKING:
    from polybius.coder import Coder

# How often, in seconds, a worker looks whether the process that leads it is still there.
_WATCH = 2.0


class WorkerError(PolybiusError):
    """Workers that cannot be started."""


@dataclass(frozen=True, slots=True)
class Job:
    """Documents of a chunk, the first of them its number `at`; `again` where they were tried
    before."""

    chunk: int
    at: int
    documents: Chunk
    again: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """Records in order of the documents, and the seconds that each stage took."""

    records: list[Record]
    seconds: dict[str, float]


class Worker:
    """A process with a coder, from the first job on; `job` is what it is at.

    It is given a `coder` that is there already, where it is forked, or what to build one from.
    `others` are the connections of workers that live already: a forked process must let go
    of its copies, or it would keep them open after the process that leads has ended.
    """

    def __init__(
        self, context: BaseContext, coder: Coder | CoderOptions, others: Sequence[Connection]
    ) -> None:
        self.job: Job | None = None
        self.jobs = 0
        self._ready = False
        self.connection, far = context.Pipe()
        inherited = [*others, self.connection] if context.get_start_method() == "fork" else []
        self._process = context.Process(  # type: ignore[attr-defined]
            target=_live, args=(far, coder, inherited, os.getpid()), daemon=True
        )
        with warnings.catch_warnings():
            # Python 3.12 warns of fork where there are threads. Those here belong to libraries
            # of numbers, which know of it; the worker itself uses none that was there before.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._process.start()
        # The far end is now the worker's alone: when it dies, this end reads an end of file.
        far.close()

    def give(self, job: Job) -> None:
        """Hand over a job; one at a time."""
        self.job = job
        self.jobs += 1
        if self._ready:
            self._send(job)

    def receive(self) -> Answer | None:
        """What came in: the answer, or None for the sign that the worker has started.

        Raises EOFError where the process has died, WorkerError where it did so before it
        had started, and what kept it from starting or coding.
        """
        try:
            message = self.connection.recv()
        except (EOFError, OSError) as error:
            if not self._ready:
                raise WorkerError(
                    "a worker ended while it started, for want of memory perhaps;"
                    " fewer --workers would be right"
                ) from error
            raise EOFError from error
        if isinstance(message, Exception):
            raise message
        if isinstance(message, Answer):
            self.job = None
            return message
        self._ready = True
        if self.job is not None:
            self._send(self.job)
        return None

    def _send(self, job: Job) -> None:
        with suppress(OSError):  # where it has died, reading from it says so
            self.connection.send(job.documents)

    def stop(self) -> None:
        """End the process."""
        self.connection.close()
        self._process.terminate()
        self._process.join()
        self._process.close()


def _live(
    connection: Connection,
    coder: Coder | CoderOptions,
    inherited: Sequence[Connection],
    leader: int,
) -> None:
    """A worker's life: until the other end closes, or the process that leads is gone."""
    # Ctrl-C is for the process that leads.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for other in inherited:
        other.close()
    threading.Thread(target=_end_without, args=(leader,), daemon=True).start()
    try:
        answer: Any = None
        built = coder.build() if isinstance(coder, CoderOptions) else coder
        collector.settle()
        while True:
            connection.send(answer)
            try:
                chunk: Chunk = connection.recv()
            except EOFError:
                return
            answer = Answer(list(coded(built, chunk)), built.watch.taken())
    except (BrokenPipeError, ConnectionError):
        return
    except Exception as error:
        connection.send(error)


def _end_without(leader: int) -> None:
    while os.getppid() == leader:
        time.sleep(_WATCH)
    os._exit(1)
