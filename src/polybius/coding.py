"""Documents through the coder, in order: each gives a record, whatever becomes of it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from polybius.article import Article
from polybius.reading import Refusal
from polybius.record import Record

if TYPE_CHECKING:
    from polybius.coder import Coder


class Tally:
    """Counts records on their way: how many were read, coded and refused."""

    def __init__(self) -> None:
        self.read = 0
        self.refused: list[tuple[str, str]] = []

    def count(self, records: Iterable[Record]) -> Iterator[Record]:
        """The records, unchanged; those with errors are noted as refused."""
        for record in records:
            self.read += 1
            if record.errors:
                self.refused.append((record.id, "; ".join(record.errors)))
            yield record

    def __str__(self) -> str:
        coded = self.read - len(self.refused)
        return f"read {self.read}, coded {coded}, refused {len(self.refused)}"


def coded(coder: Coder, documents: Iterable[Article | Refusal]) -> Iterator[Record]:
    """The record of every document, in order of input.

    Articles are handed to the coder in a stream, so that it can batch them. Where coding
    breaks off, those under way are coded one by one, and the one at fault gives a record
    that says so.
    """
    source = iter(documents)
    waiting: deque[Article | Refusal] = deque()

    broken: list[Exception] = []

    def articles() -> Iterator[Article]:
        while True:
            try:
                document = next(source)
            except StopIteration:
                return
            except Exception as error:
                # The fault of the reader, not of an article: raised again at the end.
                broken.append(error)
                return
            waiting.append(document)
            if isinstance(document, Article):
                yield document

    def refused() -> Iterator[Record]:
        while waiting and isinstance(waiting[0], Refusal):
            refusal = waiting.popleft()
            assert isinstance(refusal, Refusal)
            yield refusal.record()

    while True:
        try:
            for record in coder.code_many(articles()):
                yield from refused()
                document = waiting.popleft()
                # One article may have taken down others of its batch.
                yield _alone(coder, document) if record.errors else record
        except Exception:
            for document in list(waiting):
                waiting.popleft()
                yield _alone(coder, document)
            continue
        yield from refused()
        if broken:
            raise broken[0]
        return


def _alone(coder: Coder, document: Article | Refusal) -> Record:
    if isinstance(document, Refusal):
        return document.record()
    try:
        return coder.code(document)
    except Exception as error:
        from polybius.coder import failed

        return failed(document, f"could not be coded: {type(error).__name__}: {error}")
