"""What is to be done with each document that comes in: code it, or one of the reasons not to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from polybius.article import Article
from polybius.coder import failed
from polybius.page import read_page
from polybius.reading import Refusal
from polybius.store.copies import CopyIndex, Text, signature
from polybius.store.entries import Copy, Entry, Refused, input_sha256, text_sha256
from polybius.store.writer import Known, Writer


@dataclass(frozen=True, slots=True)
class Work:
    """An article to be coded, and what the store will know it by."""

    article: Article
    text_sha256: str
    input_sha256: str
    signature: bytes | None


class Desk:
    """Decides on each document of one run, in order.

    A document is coded where its id is new, where something about it has changed, or where
    another version coded it. With `replace`, it may come with another text than before.
    """

    def __init__(self, writer: Writer, copies: CopyIndex, *, replace: bool = False) -> None:
        self._writer = writer
        self._copies = copies
        self._replace = replace
        self._seen: dict[str, tuple[str, str | None]] = {}
        self.read = 0
        self.unchanged = 0

    def decide(self, documents: Iterable[Article | Refusal]) -> Iterator[Work | Entry]:
        """What is to be done, in order; nothing for what is in the store as it is."""
        for document in documents:
            self.read += 1
            if isinstance(document, Refusal):
                yield Refused(document.record())
                continue
            decision = self._article(document)
            if decision is None:
                self.unchanged += 1
            else:
                yield decision

    def _article(self, article: Article) -> Work | Entry | None:
        digest, given = text_sha256(article.text), input_sha256(article)
        if article.id in self._seen:
            before, source = self._seen[article.id]
            if before == digest:
                return None
            first = f" in {source}" if source else " in this run"
            return _refused(
                article,
                f"an id that came before{first} with another text; ids of their own"
                f" would be right{_now(article)}",
            )
        self._seen[article.id] = digest, article.source
        known = self._writer.known.get(article.id)
        if known is not None:
            if known.input_sha256 == given and known.coder in (None, self._writer.coder):
                return None
            if known.text_sha256 != digest and not self._replace:
                return _refused(
                    article,
                    "an id that is stored with another text; --replace takes the new one"
                    f"{_now(article)}",
                )
        return self._new_or_again(article, digest, given, known)

    def _new_or_again(
        self, article: Article, digest: str, given: str, known: Known | None
    ) -> Work | Entry:
        page = read_page(article.text, title=article.title, publisher=article.publisher)
        # Two pages of one site share their furniture; copies share the article.
        body = "\n".join(article.text[block.start : block.end] for block in page.blocks)
        text = Text(
            article.id, digest, signature(body), article.published or page.published
        )  # fmt: skip
        again = known is not None and known.number is not None
        if not again:
            match = self._copies.find(text)
            if match is not None and match.id != article.id:
                return Copy(article, match.id, match.kind, match.similarity, digest, given)
        if known is None or known.text_sha256 != digest or not again:
            self._copies.add(text)
        return Work(article, digest, given, text.signature)


def _now(article: Article) -> str:
    return f" (now in {article.source})" if article.source else ""


def _refused(article: Article, reason: str) -> Refused:
    return Refused(failed(article, reason))
