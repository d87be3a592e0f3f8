"""What goes in: one `Article`, as a reader or a caller hands it over."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Article:
    """A document to be coded.

    `text` is kept exactly as given; all offsets of the record count in it.
    `published` is an ISO date (`2016-10-11`, or `2016-10`, `2016` where no more is
    known) or None. `extracted` says that `text` was taken out of markup, so that
    the record must carry it. `extra` holds keys to be given back untouched. `source` says
    where it was read, a path, or with `:line`; it is no part of what is known of it.
    """

    id: str
    text: str
    published: str | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    extracted: bool = False
    extra: dict[str, Any] = field(default_factory=dict)
    source: str | None = None
