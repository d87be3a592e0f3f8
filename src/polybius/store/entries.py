"""What is put into a store: a coded document, a copy of one, a refusal."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from hashlib import sha256

from polybius.article import Article
from polybius.record import Record


@dataclass(frozen=True, slots=True)
class Coded:
    """A record and what it was coded from; `text` is None where texts are left out.

    `text_length` counts code points, `text_sha256` is of the text's UTF-8, `signature`
    finds near copies of it, `input_sha256` is of all that the document came with.
    """

    record: Record
    text: str | None
    text_length: int | None
    text_sha256: str | None
    input_sha256: str | None
    signature: bytes | None


@dataclass(frozen=True, slots=True)
class Copy:
    """A further address of an article: `original` is the id of the document that is kept."""

    article: Article
    original: str
    kind: str
    similarity: float
    text_sha256: str
    input_sha256: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A record whose `errors` say why there is nothing to keep."""

    record: Record


Entry = Coded | Copy | Refused


def text_sha256(text: str) -> str:
    """The SHA-256 of a text's UTF-8, in hexadecimal digits."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def input_sha256(article: Article) -> str:
    """The SHA-256 of all that an article came with: its text and all that is known of it."""
    given = asdict(article)
    del given["source"]
    return sha256(json.dumps(given, default=str).encode()).hexdigest()
