"""People and groups that the news names and no table of actors has, for users to add.

Reads articles as the coder does, up to its cast of actors, and counts the names that the
book of actors does not know; what the words around a name tell of it is kept.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import tee
from pathlib import Path
from typing import Any, TextIO

from polybius.actors import ActorBook, Cast
from polybius.article import Article
from polybius.page import read_page
from polybius.parse import Parse, Sentence, load_model, parse_many
from polybius.reading import Refusal
from polybius.record import Actor
from polybius.shown import refusal_line
from polybius.world import fold

_KINDS = frozenset({"person", "organisation", "group"})
# Words inside a phrase, not its head.
_INNER = frozenset({"compound", "amod", "nmod"})


@dataclass(slots=True)
class Unknown:
    """A name that no table has: how often it stands, and where it stands first.

    `country`, `sectors` and `told` (the rows and rules that gave them) are of the mention
    whose surroundings told the most.
    """

    name: str
    kind: str
    document: str
    sentence: str
    mentions: int = 0
    documents: int = 0
    country: str | None = None
    sectors: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    _last: str | None = field(default=None, repr=False)

    def add(self, document: str, actor: Actor) -> None:
        """Count a mention and keep what it tells, if it tells more."""
        self.mentions += 1
        if document != self._last:
            self.documents += 1
            self._last = document
        if _telling(actor.country, actor.sectors) > _telling(self.country, self.sectors):
            self.country, self.sectors = actor.country, actor.sectors
            self.told = tuple(e for e in actor.evidence if not e.startswith("named entity"))

    def to_json(self) -> dict[str, Any]:
        """The name as plain JSON values."""
        return {
            "name": self.name,
            "kind": self.kind,
            "mentions": self.mentions,
            "documents": self.documents,
            "country": self.country,
            "sectors": list(self.sectors),
            "told": list(self.told),
            "first": {"id": self.document, "sentence": self.sentence},
        }

    def lines(self) -> Iterator[str]:
        """The name for reading."""
        codes = " ".join(filter(None, (self.country, *self.sectors))) or "nothing told"
        yield (f"{self.mentions:>5}  {self.name}  ({self.kind}, in {self.documents})  {codes}")
        if self.told:
            yield f"       because {'; '.join(self.told)}"
        yield f"       {self.document}: {self.sentence}"


def list_unknown(
    documents: Iterable[Article | Refusal], actors: Iterable[Path], form: str, out: TextIO
) -> int:
    """Write the unknown names of some documents as a `table` or `jsonl`; how many were refused.

    `actors` are further files of actors.
    """
    refused: list[Refusal] = []
    read = 0

    def articles() -> Iterator[Article]:
        nonlocal read
        for document in documents:
            read += 1
            if isinstance(document, Article):
                yield document
            else:
                refused.append(document)

    for one in unknown_names(articles(), ActorBook.load(actors)):
        if form == "jsonl":
            out.write(json.dumps(one.to_json(), ensure_ascii=False) + "\n")
        else:
            out.writelines(f"{line}\n" for line in one.lines())
    out.flush()
    for refusal in refused:
        print(refusal_line(refusal.id, refusal.reason), file=sys.stderr)
    print(f"read {read}, refused {len(refused)}", file=sys.stderr)
    return len(refused)


def unknown_names(articles: Iterable[Article], book: ActorBook) -> list[Unknown]:
    """The names that the book does not have, most frequent first, then by the alphabet."""
    known = _Known(book)
    found: dict[str, Unknown] = {}
    for article, parse in _parsed(articles):
        published = article.published or parse.page.published
        for name, actor, sentence in _named(Cast(parse, book, published), parse, known):
            entry = found.get(fold(name))
            if entry is None:
                entry = Unknown(name, actor.kind, article.id, " ".join(sentence.split()))
                found[fold(name)] = entry
            entry.add(article.id, actor)
    return sorted(found.values(), key=lambda one: (-one.mentions, fold(one.name)))


class _Known:
    """What the tables have, each name asked for once."""

    def __init__(self, book: ActorBook) -> None:
        self._book = book
        self._names: dict[str, bool] = {}
        self._words: dict[str, bool] = {}

    def has(self, name: str) -> bool:
        """Whether a person or body of this name is in the tables."""
        if name not in self._names:
            self._names[name] = self._book.resolve(name).known
        return self._names[name]

    def describes(self, name: str) -> bool:
        """Whether a body's name only says what and whose it is ("Kenyan Interior Ministry")."""
        return all(map(self._familiar, fold(name).split()))

    def _familiar(self, word: str) -> bool:
        if word not in self._words:
            vocabulary = word in self._book.lexicon.vocabulary
            self._words[word] = vocabulary or self._book.resolve(word.title()).actor
        return self._words[word]


def _parsed(articles: Iterable[Article]) -> Iterator[tuple[Article, Parse]]:
    ours, theirs = tee(articles)
    pages = ((a.text, read_page(a.text, title=a.title, publisher=a.publisher)) for a in theirs)
    return zip(ours, parse_many(load_model(), pages), strict=True)


def _named(cast: Cast, parse: Parse, known: _Known) -> Iterator[tuple[str, Actor, str]]:
    """Every mention, once, of a person or body by a name that no table has: the name, who
    it is by the words around it, the text of its sentence."""
    seen: set[tuple[int, int]] = set()
    for sentence in parse.sentences:
        for token in sentence.tokens:
            if token.pos_ != "PROPN" or token.dep_ in _INNER:
                continue
            for actor in cast.actors(sentence, token):
                place = (actor.start, actor.end)
                if actor.kind not in _KINDS or place in seen:
                    continue
                seen.add(place)
                name = actor.name or _body(parse, sentence, actor)
                if not name or known.has(name) or (not actor.name and known.describes(name)):
                    continue
                yield name, actor, parse.text[sentence.start : sentence.end]


def _body(parse: Parse, sentence: Sentence, actor: Actor) -> str | None:
    """The name of a body that ends in a word for its sort: "the Marsh Brigade"."""
    words = [t for t in sentence.tokens if actor.start <= sentence.start_of(t) < actor.end]
    names = [t for t in words if t.pos_ == "PROPN"]
    if len(names) < 2 or names[-1].i - names[0].i + 1 != len(names):
        return None
    return parse.text[sentence.start_of(names[0]) : sentence.end_of(names[-1])]


def _telling(country: str | None, sectors: tuple[str, ...]) -> int:
    return (country is not None) + bool(sectors)
