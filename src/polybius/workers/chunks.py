"""Documents in chunks: what a coder is given at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from polybius.article import Article
from polybius.reading import Refusal

Document: TypeAlias = Article | Refusal
Chunk: TypeAlias = tuple[Document, ...]

# A chunk is full with so many documents or code points of text, whichever comes first.
_DOCUMENTS = 16
_CHARACTERS = 20_000


class Chunks:
    """Iterates over chunks. What `documents` raises ends them and is kept as `fault`, so that
    the records of what came before can still be written."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._documents = iter(documents)
        self.fault: Exception | None = None

    def __iter__(self) -> Iterator[Chunk]:
        return self

    def __next__(self) -> Chunk:
        chunk: list[Document] = []
        size = 0
        while len(chunk) < _DOCUMENTS and size < _CHARACTERS and self.fault is None:
            try:
                document = next(self._documents)
            except StopIteration:
                break
            except Exception as error:
                self.fault = error
                break
            chunk.append(document)
            size += len(document.text) if isinstance(document, Article) else 0
        if not chunk:
            raise StopIteration
        return tuple(chunk)
