"""Partitions of documents out to a Dask cluster, Parquet records back, in order.

A task has no effect but its answer, and each partition's answer is taken once: where a worker
is lost, Dask has its tasks done again elsewhere, and nothing is lost or there twice.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeAlias

from polybius.coder import failed
from polybius.errors import PolybiusError
from polybius.reading import Refusal
from polybius.record import Record
from polybius.workers import CoderOptions
from polybius.workers.chunks import Chunk, Document

try:
    import dask
    from distributed import Client, Future, KilledWorker, LocalCluster
except ImportError as error:
    raise PolybiusError(
        "--scheduler needs Dask; pip install 'polybius[cluster]' would be right"
    ) from error

from polybius.cluster.parquet import unpacked
from polybius.cluster.worker import CoderPlugin, code_partition

_Answer: TypeAlias = "Future[bytes]"

LOCAL = "local"
# Partitions under way for each thread of the cluster.
_AHEAD = 4
# Seconds to wait for the scheduler, and for the first worker.
_PATIENCE = 60.0


class ClusterError(PolybiusError):
    """A cluster that cannot be used."""


def coded_on_cluster(
    partitions: Iterator[Chunk], options: CoderOptions, scheduler: str, version: str, workers: int
) -> Iterator[list[Record]]:
    """The records of each partition, in order.

    `scheduler` is a Dask scheduler's address (`tcp://host:8786`), or `local` for `workers`
    processes of this machine. Not more than a few partitions for each worker are read ahead.
    A document that ends its workers time after time is refused. `version` is that of the
    coder here: raises ClusterError where a worker has another, where no scheduler answers,
    and where there is no worker.
    """
    with _client(scheduler, workers) as client:
        client.register_plugin(CoderPlugin(options))
        cores = client.ncores()  # type: ignore[no-untyped-call]
        room = _AHEAD * max(1, sum(cores.values()))
        waiting: deque[tuple[Chunk, _Answer | None]] = deque()
        for partition in partitions:
            waiting.append((partition, _submit(client, partition) if partition else None))
            if len(waiting) >= room:
                yield _answer(client, *waiting.popleft(), version)
        while waiting:
            yield _answer(client, *waiting.popleft(), version)


@contextmanager
def _client(scheduler: str, workers: int) -> Iterator[Client]:
    if scheduler == LOCAL:
        # The coder takes one thread; as in the command, numpy's matrices take no more.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        with (
            dask.config.set({"distributed.scheduler.allowed-failures": 1}),
            LocalCluster(  # type: ignore[no-untyped-call]
                n_workers=workers, threads_per_worker=1, dashboard_address=None
            ) as cluster,
            Client(cluster) as client,  # type: ignore[no-untyped-call]
        ):
            yield client
        return
    try:
        client = Client(scheduler, timeout=_PATIENCE)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise ClusterError(
            f"no Dask scheduler answers at {scheduler}; its address, tcp://host:8786 for one,"
            " or local would be right"
        ) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as error:
            raise ClusterError(
                f"the scheduler at {scheduler} has no workers; dask worker {scheduler} starts one"
            ) from error
        yield client


def _submit(client: Client, partition: Chunk) -> _Answer:
    return client.submit(code_partition, partition, pure=False)


def _answer(client: Client, partition: Chunk, future: _Answer | None, version: str) -> list[Record]:
    if future is None:
        return []
    try:
        records, coded_by = unpacked(future.result())
    except KilledWorker:
        if len(partition) == 1:
            return [_lost(partition[0])]
        alone = [(document,) for document in partition]
        futures = [_submit(client, one) for one in alone]
        return [
            record
            for one, again in zip(alone, futures, strict=True)
            for record in _answer(client, one, again, version)
        ]
    if coded_by != version:
        raise ClusterError(
            f"a worker codes by {coded_by}, this machine by {version}; the same polybius, codebook"
            " and tables on all would be right"
        )
    return records


def _lost(document: Document) -> Record:
    if isinstance(document, Refusal):
        return document.record()
    return failed(document, "coding it ended its workers, for want of memory perhaps")
