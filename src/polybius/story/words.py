"""Words as they are compared across articles: stems of what carries meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from polybius.world.names import plain

_DATA = Path(__file__).parent / "data"
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[a-z]+(?:'[a-z]+)?")
_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "edly", "ions", "ion", "ies", "ied",
            "ers", "er", "ed", "es", "ly", "s", "e", "y")  # fmt: skip
_SHORTEST = 3


def stems(text: str) -> Iterator[str]:
    """The stems of a text's words, in order, without those too common to tell anything.

    Spelled numbers are figures: "three" and "3" are one.
    """
    numbers, common = _numbers(), _common()
    for word in _WORD.findall(plain(text).lower()):
        word = word.partition("'")[0]
        if word in numbers:
            yield numbers[word]
        elif word[:1].isdigit():
            yield word.replace(",", "")
        elif word not in common and len(word) >= _SHORTEST:
            yield stem(word)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The word without its longest ending that leaves three letters."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word.removesuffix(ending)
            break
    # stopped, stop; planned, plan
    return word[:-1] if len(word) > _SHORTEST and word[-1] == word[-2] else word


@cache
def _common() -> frozenset[str]:
    lines = (_DATA / "common-words.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def _numbers() -> dict[str, str]:
    names = """one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen twenty""".split()
    tens = "twenty thirty forty fifty sixty seventy eighty ninety".split()
    numbers = {name: str(number) for number, name in enumerate(names, 1)}
    return numbers | {name: str(10 * number) for number, name in enumerate(tens, 2)}
