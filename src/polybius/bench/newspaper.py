"""A newspaper made up: articles of any number and length, the same for the same seed.

Sentences and words are in `data/`. Sections differ as those of a newspaper do: a part of the
articles is about politics for the most part, the others hardly ever; one sentence in four is
political over all.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from polybius.article import Article
from polybius.world import World
from polybius.world.table import read_table

_DATA = Path(__file__).parent / "data"
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = (
    "January February March April May June July August September October November December".split()
)
# The share of articles about politics, and of political sentences in these and in the others.
_SECTION, _INSIDE, _OUTSIDE = 0.3, 0.7, 0.0571
# Sentences in a paragraph and in an article.
_PARAGRAPH = (1, 1, 2, 2, 3)
_ARTICLE = (10, 40)


@dataclass(frozen=True, slots=True)
class Newspaper:
    """Makes articles; `political` is the share of political sentences in all articles, where
    it is not that of a newspaper."""

    politics: tuple[str, ...]
    rest: tuple[str, ...]
    words: dict[str, tuple[str, ...]]
    political: float | None = None

    @classmethod
    def load(cls, political: float | None = None) -> Newspaper:
        """Read sentences and words."""
        words: dict[str, list[str]] = {}
        for row in read_table(_DATA / "slots.tsv", ("slot", "word")):
            words.setdefault(row["slot"], []).append(row["word"])
        for country in World.load().countries:
            if country.capitals and country.adjectives and country.iso2:
                words.setdefault("country", []).append(country.name)
                words.setdefault("people", []).append(country.adjectives[0])
                words.setdefault("capital", []).append(country.capitals[0])
        return cls(
            _sentences("political.txt"),
            _sentences("other.txt"),
            {slot: tuple(found) for slot, found in words.items()},
            political,
        )

    def articles(self, count: int, seed: int = 1, sentences: int | None = None) -> list[Article]:
        """Articles, each of so many sentences, or of as many as articles have."""
        chance = random.Random(seed)
        return [self._article(f"made-{number}", chance, sentences) for number in range(count)]

    def _article(self, id: str, chance: random.Random, sentences: int | None) -> Article:
        share = self.political
        if share is None:
            share = _INSIDE if chance.random() < _SECTION else _OUTSIDE
        left = sentences or chance.randint(*_ARTICLE)
        paragraphs = []
        while left > 0:
            size = min(left, chance.choice(_PARAGRAPH))
            left -= size
            paragraphs.append(" ".join(self._sentence(chance, share) for _ in range(size)))
        published = date(2010, 1, 1) + timedelta(days=chance.randrange(5000))
        return Article(id, "\n\n".join(paragraphs), published=published.isoformat())

    def _sentence(self, chance: random.Random, share: float) -> str:
        of = self.politics if chance.random() < share else self.rest
        filled = chance.choice(of).format_map(_Slots(self.words, chance))
        return filled[0].upper() + filled[1:]


class _Slots(dict[str, str]):
    """Words for the slots of one sentence: `{town}` stays the same in it, `{town2}` differs."""

    def __init__(self, words: dict[str, tuple[str, ...]], chance: random.Random) -> None:
        super().__init__()
        self._words = words
        self._chance = chance

    def __missing__(self, slot: str) -> str:
        self[slot] = word = self._word(slot.rstrip("23"))
        return word

    def _word(self, slot: str) -> str:
        choose = self._chance.choice
        if slot in ("leader", "name"):
            name = f"{choose(self._words['given'])} {choose(self._words['family'])}"
            return f"{choose(self._words['title'])} {name}" if slot == "leader" else name
        if slot == "number":
            return str(self._chance.randint(4, 90))
        if slot == "year":
            return str(self._chance.randint(1975, 2009))
        if slot in ("day", "month"):
            return choose(_DAYS if slot == "day" else _MONTHS)
        return choose(self._words[slot])


def _sentences(name: str) -> tuple[str, ...]:
    lines = (_DATA / name).read_text(encoding="utf-8").split("\n")
    return tuple(line for line in lines if line.strip() and not line.startswith("#"))
