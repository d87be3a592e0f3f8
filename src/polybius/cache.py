"""Where compiled tables are kept between runs, and how one is made and found again."""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any


def cache_folder() -> Path:
    """`polybius` in $XDG_CACHE_HOME, else in ~/.cache. It need not exist, or be writable."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "polybius"


def compiled(name: str, sources: Iterable[Path], make: Callable[[], Any]) -> Any:
    """What `make` gives: dictionaries, tuples, texts and numbers, as `marshal` takes them.

    They are read from the cache if they were put there when the files that they come from, tables
    and code, were as they are now; else made, and put there.
    """
    path = cache_folder() / f"{name}-{_state(sources)}.bin"
    try:
        return marshal.loads(path.read_bytes())
    except (OSError, EOFError, ValueError, TypeError):
        values = make()
        _write(path, marshal.dumps(values), f"{name}-*.bin")
        return values


def _state(sources: Iterable[Path]) -> str:
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(sources):
        state = path.stat()
        digest.update(f"{path}:{state.st_size}:{state.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:16]


def _write(path: Path, content: bytes, kind: str) -> None:
    """Whole or not at all; where the cache cannot be written, the tables are read each time."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}")
        part.write_bytes(content)
        part.replace(path)
        for old in path.parent.glob(kind):
            if old != path:
                old.unlink(missing_ok=True)
    except OSError:
        pass
