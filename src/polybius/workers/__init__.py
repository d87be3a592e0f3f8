"""Documents -> records in several processes, in order, byte for byte as one process gives them."""

from polybius.workers.chunks import Chunk
from polybius.workers.many import available_cores, coded_chunks, coded_many, start_method
from polybius.workers.options import CoderOptions
from polybius.workers.worker import WorkerError

__all__ = [
    "Chunk",
    "CoderOptions",
    "WorkerError",
    "available_cores",
    "coded_chunks",
    "coded_many",
    "start_method",
]
