"""The form under which a place name is looked up."""

from __future__ import annotations

from functools import lru_cache

from polybius.world import fold

# Words that news and gazetteers shorten differently.
_LONG = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}
# The Arabic article, which one writer has and another leaves out; before some consonants
# it takes on their sound.
ARTICLES = frozenset("al el ad ar as at az an ash".split())
# States (alpha-2) whose place names begin with it.
ARABIC = frozenset("AE BH DZ EG IQ JO KW LB LY MA MR OM PS QA SA SD SY TD TN YE IR IL".split())


@lru_cache(maxsize=50_000)
def key_of(name: str) -> str:
    """Lower case, no accents or marks, Saint and Fort and Mount in full.

    >>> key_of("St. Paul"), key_of("Al-Hudaydah"), key_of("Sana'a")
    ('saint paul', 'al hudaydah', 'sanaa')
    """
    words = fold(name.replace("'", "").replace("’", "").replace("‘", "")).split()
    return " ".join(_LONG.get(word, word) for word in words)


def without_article(key: str) -> str | None:
    """The key without an Arabic article before it, or None where it has none."""
    first, _, rest = key.partition(" ")
    return rest if rest and first in ARTICLES else None
