"""WARC files, as of Common Crawl's news set: the articles of the web pages in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from polybius.article import Article
from polybius.errors import InputError
from polybius.reading.decode import decode
from polybius.reading.html import extract
from polybius.reading.options import Options
from polybius.reading.refusal import Refusal
from polybius.reading.streams import Cut

_PAGES = ("text/html", "application/xhtml+xml")
# What the library raises for records that are none, besides its own error.
_ODD = (AttributeError, LookupError, TypeError, ValueError)
_WHOLE = "a whole file would be right"
_SMALLER = "an article, or --limit bytes=NUMBER, would be right"


def read_warc(stream: IO[bytes], id: str, options: Options) -> Iterator[Article | Refusal]:
    """The articles of all pages that were answered for (status 200), in order.

    An article's id is that of its WARC record, else `id:number`; its `url` the page's
    address. The day of the crawl is kept as `crawled` and is no date of publication.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = 0
    source = Cut(stream, quiet=True)
    try:
        for record in ArchiveIterator(source):
            headers = record.http_headers
            if record.rec_type != "response" or headers is None:
                continue
            kind = (headers.get_header("Content-Type") or "").split(";")[0].strip().lower()
            if headers.get_statuscode() != "200" or kind not in _PAGES:
                continue
            number += 1
            yield _page(record, f"{id}:{number}", options)
    except (ArchiveLoadFailed, *_ODD) as error:
        # It may quote data that is no text.
        what = "".join(filter(str.isprintable, str(error)))[:60].strip()
        yield Refusal(id, f"WARC that cannot be read{_after(number)}: {what}; {_WHOLE}")
        return
    if source.error:
        yield Refusal(id, f"gzip data that is damaged or breaks off{_after(number)}; {_WHOLE}")
    elif not number:
        yield Refusal(id, "no web pages in this WARC; responses with HTML would be right")


def _after(pages: int) -> str:
    return f" after {pages} page{'' if pages == 1 else 's'}" if pages else ""


def _page(record: object, source: str, options: Options) -> Article | Refusal:
    place = _header(record, "WARC-Record-ID").strip("<>") or source
    url = _header(record, "WARC-Target-URI") or None
    known = {"url": url, "crawled": _header(record, "WARC-Date")[:10]}
    try:
        largest = options.limits.bytes
        data = _content(record, largest + 1)
        if len(data) > largest:
            raise InputError(f"a page of more than {largest:,} bytes; {_SMALLER}")
        if _breaks_off(record):
            raise InputError(f"a page that breaks off; {_WHOLE}")
        text, _ = decode(data, html=True)
        given = extract(text, options.limits.elements) | known
        if options.published:
            given["published"] = options.published
        return options.article(place, given, source, extracted=True)
    except InputError as error:
        return Refusal(place, str(error), known)


def _content(record: object, most: int) -> bytes:
    try:
        data: bytes = record.content_stream().read(most)  # type: ignore[attr-defined]
    except _ODD:
        raise InputError(f"a page that cannot be unpacked; {_WHOLE}") from None
    return data


def _breaks_off(record: object) -> bool:
    """Whether a record is shorter than it says, once what is left of it is read."""
    raw = record.raw_stream  # type: ignore[attr-defined]
    while raw.read(1 << 16):
        pass
    return getattr(raw, "limit", 0) > 0


def _header(record: object, name: str) -> str:
    return record.rec_headers.get_header(name) or ""  # type: ignore[attr-defined]
