"""Polybius reads news and tells what happened in world politics, as data.

`code` codes one text, `read` reads files, `Coder` codes many, `Store` keeps records.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from polybius.article import Article
    from polybius.coder import Coder
    from polybius.reading import Limits, Refusal
    from polybius.record import Record
    from polybius.store import Store

__version__ = "0.1.0"
__all__ = ["Article", "Coder", "Limits", "Record", "Store", "code", "read"]

# Where each name is; loaded when it is first asked for, so that no command waits for it.
_HOMES = {
    "Article": "polybius.article",
    "Coder": "polybius.coder",
    "Limits": "polybius.reading",
    "Record": "polybius.record",
    "Store": "polybius.store",
}


def code(text: str, published: str | None = None, *, id: str = "text", **known: Any) -> Record:
    """The record of one text.

    `published` is an ISO date, without which relative dates stay open; `known` is what else
    is known of the article: its `title`, `publisher`, `url`, `authors`. The first call
    loads the language model, about two seconds. For many texts `Coder().code_many` is
    faster. Raises InputError where the text is not English or the date is none.
    """
    from polybius.reading import article

    return _coder().code(article(id, {"text": text, **known}, published))


@cache
def _coder() -> Coder:
    """The coder of `code`: built once."""
    from polybius.coder import Coder

    return Coder()


def read(
    *inputs: str | Path,
    published: str | None = None,
    columns: Mapping[str, str] | None = None,
    limits: Limits | None = None,
) -> Iterator[Article | Refusal]:
    """The documents of files, folders and patterns, in order, as `polybius code` reads them.

    A document that cannot be read is a `Refusal`, whose `reason` says why. `columns` maps
    keys of a document to the columns of tables: `{"text": "Body"}`. `limits` bound what is
    read of one document, `Limits(characters=2_000_000)` for one.
    """
    from polybius.reading import read_articles

    return read_articles(map(str, inputs), published, columns=columns, limits=limits)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'polybius' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
