"""Where compiled tables are kept between runs."""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder() -> Path:
    """`polybius` in $XDG_CACHE_HOME, else in ~/.cache. It need not exist, or be writable."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "polybius"
