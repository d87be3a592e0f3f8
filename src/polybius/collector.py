"""The garbage collector, kept from looking where there is nothing to find."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """While many small objects are made that all stay: looking for garbage among them takes as
    long as making them."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def settle() -> None:
    """What is there by now stays for good: the collector passes over it from now on.

    So it finds sooner what an article leaves behind; and what forked processes share stays
    shared, since it would write into every object.
    """
    atexit.register(gc.unfreeze)  # at the end all is let go
    gc.freeze()
    gc.collect()  # counts anew what is left to look after
