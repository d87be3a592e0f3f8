"""What runs on the cluster's workers."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from distributed import Worker, WorkerPlugin, get_worker

from polybius.cluster.parquet import packed
from polybius.coding import coded
from polybius.store.version import coder_version
from polybius.workers import CoderOptions
from polybius.workers.chunks import Chunk

if TYPE_CHECKING:
    from polybius.coder import Coder

PLUGIN = "polybius"


class CoderPlugin(WorkerPlugin):
    """Gives each worker, whenever it joins, one coder, built when it is first needed."""

    name = PLUGIN

    def __init__(self, options: CoderOptions) -> None:
        self._options = options

    def setup(self, worker: Worker) -> None:
        """Called by Dask on the worker."""
        self._lock = threading.Lock()
        self._coder: Coder | None = None
        self._version = ""

    def code(self, documents: Chunk) -> bytes:
        """The records of a partition, as Parquet. One at a time, however many threads ask."""
        options = self._options
        with self._lock:
            if self._coder is None:
                self._coder = options.build()
                self._version = str(
                    coder_version(
                        options.codebook, options.actors, options.min_confidence, options.model
                    )
                )
            return packed(coded(self._coder, documents), self._version)


def code_partition(documents: Chunk) -> bytes:
    """The task: code documents by the worker's own coder. Done again, it gives the same."""
    plugin = get_worker().plugins[PLUGIN]
    assert isinstance(plugin, CoderPlugin)
    return plugin.code(documents)
