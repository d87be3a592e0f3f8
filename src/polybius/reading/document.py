"""One document, as text with what is known of it -> `Article`, or an InputError that says why
not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from polybius.article import Article
from polybius.errors import InputError
from polybius.reading.dates import iso_day
from polybius.reading.language import english
from polybius.reading.limits import Limits

_HALF = re.compile("[\ud800-\udfff]")
KEYS = ("id", "text", "title", "published", "publisher", "url", "authors", "language")


def article(
    id: str,
    given: Mapping[str, Any],
    published: str | None,
    *,
    extracted: bool = False,
    source: str | None = None,
    longest: int = Limits.characters,
) -> Article:
    """Check a document's parts and put them together.

    `given` has the keys of a JSON Lines document; `published` holds where it has none. A text
    of more than `longest` characters is refused. `source` says where it was read.
    """
    text = given.get("text")
    if "text" not in given:
        raise InputError('no "text"; {"id": ..., "text": "..."} would be right')
    if not isinstance(text, str):
        raise InputError(f'"text" is {_kind(text)}; a string would be right')
    if not text.strip():
        raise InputError("the text is empty; an article's text would be right")
    if len(text) > longest:
        raise InputError(
            f"a text of {len(text):,} characters, more than the {longest:,} of one document;"
            " one article each, or --limit characters=NUMBER, would be right"
        )
    if not text.isascii() and _HALF.search(text):
        raise InputError('"text" has half a surrogate pair in it; whole characters would be right')
    stated = given.get("published")
    if stated in (None, ""):
        stated = published
    return Article(
        id=id,
        text=text,
        published=iso_day(stated) if stated is not None else None,
        title=_string(given, "title"),
        publisher=_string(given, "publisher"),
        url=_string(given, "url"),
        authors=_authors(given.get("authors")),
        language=english(text, _string(given, "language")),
        extracted=extracted,
        extra={key: value for key, value in given.items() if key not in KEYS},
        source=source,
    )


def own_id(given: Mapping[str, Any]) -> str | None:
    """The id that a document came with."""
    value = given.get("id")
    return None if value in (None, "") else whole(str(value))


def whole(text: str) -> str:
    """The text with a mark for each half of a surrogate pair, which no file can hold."""
    return text if text.isascii() else _HALF.sub("\ufffd", text)


def _string(given: Mapping[str, Any], key: str) -> str | None:
    value = given.get(key)
    if value is None or isinstance(value, str):
        return whole(value) if value else None
    raise InputError(f'"{key}" is {_kind(value)}; a string would be right')


def _authors(value: object) -> tuple[str, ...]:
    if value is None or value == "":
        return ()
    if isinstance(value, str):
        return (whole(value),)
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        return tuple(map(whole, value))
    raise InputError('"authors" is no list of names; ["Ann Example"] would be right')


def _kind(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list"}
    return names.get(type(value), "null" if value is None else "an object")
