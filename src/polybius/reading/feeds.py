"""RSS and Atom files: each entry with its full text, or its summary, is an article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from polybius.article import Article
from polybius.errors import InputError
from polybius.reading.decode import wide_encoding
from polybius.reading.options import Options
from polybius.reading.refusal import Refusal

_START = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?"
    rb"(?><!--.*?-->\s*|<\?.*?\?>\s*|<!DOCTYPE[^>]*>\s*)*+<(?:rss|feed|rdf:RDF|atom:feed)\b",
    re.DOTALL | re.IGNORECASE,
)
_DECLARATION = re.compile(rb"^\s*<\?xml[^>]*\?>")
_ENTRIES = ("item", "entry")
_ROOT_END = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)
_AFTER_ROOT = re.compile(rb"\s*+(?><!--.*?-->\s*)*+", re.DOTALL)
_ENTRY_END = re.compile(rb"</(?:\w+:)?(?:item|entry)\s*>")
_WHOLE = "a whole file would be right"
# Elements by their local names, the fullest first.
_TEXTS = ("encoded", "content", "body", "description", "summary")
_DATES = ("pubDate", "published", "date", "issued", "updated", "modified")
_EDGES = dict.fromkeys(
    "p div br li ul ol h1 h2 h3 h4 h5 h6 blockquote section article tr".split(), "\n"
)
_DROPPED = frozenset("script style iframe figure figcaption form button noscript".split())


def looks_like_feed(data: bytes) -> bool:
    """Whether a file begins as a feed does."""
    return _START.match(_narrow(data[:4096])) is not None


def read_feed(data: bytes, id: str, options: Options) -> Iterator[Article | Refusal]:
    """The articles of a feed, in its order. An entry's id is its guid or id, else its link,
    else `id:number`, from 1."""
    from lxml import etree

    data = _narrow(data)
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, huge_tree=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        yield Refusal(id, f"a feed that cannot be read: {error}; RSS or Atom would be right")
        return
    entries = [] if root is None else [node for node in root.iter() if _name(node) in _ENTRIES]
    if not entries:
        yield Refusal(id, "a feed without entries; items with their text would be right")
        return
    publisher = next((_words(n) for n in root.iter() if _name(n) == "title"), None)
    language = next((_words(n) for n in root.iter() if _name(n) == "language"), None)
    cut = _breaks_off(data.rstrip(b"\0 \t\r\n"))
    whole = len(_ENTRY_END.findall(data))
    for number, entry in enumerate(entries, 1):
        given = _given(entry)
        given |= {"publisher": publisher, "language": language}
        source = f"{id}:{number}"
        place = given.pop("id", None) or given.get("url") or source
        try:
            if cut and number > whole:
                raise InputError(f"the feed breaks off in this entry; {_WHOLE}")
            yield options.article(place, given, source, extracted=True)
        except InputError as error:
            yield Refusal(place, str(error), given)
    if cut and len(entries) <= whole:
        yield Refusal(id, f"a feed that breaks off after {len(entries)} entries; {_WHOLE}")


def _breaks_off(data: bytes) -> bool:
    """Whether a feed's own element has no end, or more than comments come after it."""
    ends = [match.end() for match in _ROOT_END.finditer(data)]
    return not ends or not _AFTER_ROOT.fullmatch(data, ends[-1])


def _narrow(data: bytes) -> bytes:
    """A feed in UTF-16 as UTF-8; its declaration, which says otherwise, is dropped."""
    wide = wide_encoding(data)
    if wide is None or wide == "utf-8-sig":
        return data
    return _DECLARATION.sub(b"", data.decode(wide, "replace").lstrip("\ufeff").encode())


def _given(entry: Any) -> dict[str, Any]:
    """The keys of a document in an item or entry."""
    parts: dict[str, list[Any]] = {}
    for node in entry:
        parts.setdefault(_name(node), []).append(node)

    def first(*names: str) -> str | None:
        found = (_words(node) for name in names for node in parts.get(name, ()))
        return next((words for words in found if words), None)

    # Titles are HTML often enough, in which "&" is written twice over.
    title = " ".join(next(map(_prose, parts.get("title", ())), "").split()) or None
    texts = [_prose(node) for name in _TEXTS for node in parts.get(name, ())]
    text = max(texts, key=len, default="")
    if text and title and title not in text[: 2 * len(title) + 200]:
        text = f"{title}\n{text}"
    authors = [
        _words(name) for name in (*parts.get("creator", ()), *_authors(parts.get("author", ())))
    ]
    return {
        "id": first("guid", "id"),
        "text": text,
        "title": title,
        "published": _day(first(*_DATES)),
        "url": _link(parts.get("link", ())),
        "authors": [name for name in authors if name],
    }


def _authors(nodes: Any) -> Iterator[Any]:
    """Atom has the name in an element of its own, RSS in the author's."""
    for node in nodes:
        names = [part for part in node if _name(part) == "name"]
        yield from names or [node]


def _link(nodes: Any) -> str | None:
    for node in nodes:
        if node.get("rel", "alternate") == "alternate":
            return node.get("href") or _words(node) or None
    return None


def _prose(node: Any) -> str:
    """The text of a node that holds HTML, escaped or as elements, one paragraph a line."""
    from lxml import html

    inner = "".join(node.itertext()) if not len(node) else None
    if inner is not None:
        if "<" not in inner:
            return _lines(
                html.fromstring(f"<div>{inner}</div>").text_content() if "&" in inner else inner
            )
        node = html.fromstring(f"<div>{inner}</div>")
    return _lines("".join(_pieces(node)))


def _pieces(node: Any) -> Iterator[str]:
    """The text of an element and of those in it, with a line end at the edges of blocks."""
    inside: list[tuple[Any, Iterator[Any]]] = []
    at: Any = node
    while True:
        name = _name(at)
        if name and name not in _DROPPED:
            yield _EDGES.get(name, "") + _one_line(at.text)
            inside.append((at, iter(at)))
        elif at is node:
            return
        else:
            yield _one_line(at.tail)
        while (child := next(inside[-1][1], None)) is None:
            done, _ = inside.pop()
            yield _EDGES.get(_name(done), "")
            if not inside:
                return
            yield _one_line(done.tail)
        at = child


def _one_line(text: str | None) -> str:
    # A line end in the source is a blank; only elements part paragraphs.
    return " ".join((text or "").splitlines())


def _lines(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _name(node: Any) -> str:
    tag = node.tag
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def _words(node: Any) -> str:
    return " ".join("".join(node.itertext()).split())


def _day(stated: str | None) -> str | None:
    """The day of a date in the forms of RSS and Atom, as it was where it was published."""
    if not stated:
        return None
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            when = read(stated)
        except (ValueError, TypeError):
            continue
        # A moment in UTC has no place; its day is as good as any.
        return (when if when.tzinfo else when.replace(tzinfo=UTC)).date().isoformat()
    return None
