"""A web page -> the keys of a document: its article's text and metadata."""

from __future__ import annotations

import re
from typing import Any

from polybius.errors import InputError
from polybius.reading.limits import Limits

_ELEMENT = re.compile("<[a-zA-Z]")


def looks_like_html(text: str) -> bool:
    """Whether a text begins as a web page does."""
    head = text[:2000].lstrip("\ufeff \t\r\n").lower()
    return head.startswith(("<!doctype html", "<html", "<head", "<body", "<article")) or (
        head.startswith(("<?xml", "<!--", "<div", "<p>", "<meta")) and "</" in head
    )


def extract(html: str, most: int = Limits.elements) -> dict[str, Any]:
    """The article in a web page, without the readers' comments.

    The headline stands first in the text, as on the page. Raises InputError where there
    is no article, and where there are more than `most` elements.
    """
    if (elements := sum(1 for _ in _ELEMENT.finditer(html))) > most:
        raise InputError(
            f"a web page of {elements:,} elements, more than {most:,}; the article alone,"
            " or --limit elements=NUMBER, would be right"
        )
    # Imported here: no other input needs it, and it takes half a second.
    from trafilatura import bare_extraction

    # Only dates that the page states: a guess from its links would be an invented date.
    try:
        found = bare_extraction(
            html,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            date_extraction_params={"extensive_search": False},
        )
    except Exception as error:  # whatever a broken page sets off in its parsers
        raise InputError(
            f"HTML that cannot be parsed ({type(error).__name__}); a whole page would be right"
        ) from None
    values = found if isinstance(found, dict) else found.as_dict() if found else {}
    text = (values.get("text") or "").strip()
    if not text:
        raise InputError("no article in this HTML; a page with paragraphs of text would be right")
    title = (values.get("title") or "").strip() or None
    if title and title not in text[: 2 * len(title) + 200]:
        text = f"{title}\n{text}"
    authors = [name.strip() for name in (values.get("author") or "").split(";")]
    return {
        "text": text,
        "title": title,
        "published": values.get("date"),
        "publisher": values.get("sitename"),
        "url": values.get("url"),
        "authors": [name for name in authors if name],
    }
