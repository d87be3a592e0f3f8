"""Names that the tables spell otherwise: transliterations of one name share their consonants.

A form of two words and more is kept under its consonants, with letters that transliterations
interchange made one ("Tawakkol Karman", "Towakil Karman"). What is found so must also look
alike letter by letter, so that a stranger with like consonants is not taken for somebody known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

_SAME = (
    ("ph", "f"), ("kh", "h"), ("gh", "g"), ("sch", "s"), ("sh", "s"), ("zh", "z"), ("dh", "d"),
    ("th", "t"), ("dj", "j"), ("ck", "k"), ("tch", "c"), ("ch", "c"), ("q", "k"), ("w", "v"),
    ("x", "ks"), ("o", "u"), ("y", "i"), ("e", "i"),
)  # fmt: skip
_TWICE = re.compile(r"(.)\1+")
_SILENT = re.compile(r"(?<=[^aiu])h|h(?=[^aiu]|$)")
_VOWELS_END = frozenset("aiu")
_VOWELS = str.maketrans("", "", "aiu'")
# Articles and links that one spelling has and another leaves out.
LINKS = frozenset("al el ul as ad ar ash bin ben ibn de la wa wal".split())
# Fewer consonants, or less likeness, and too many strangers are alike.
_LEAST = 6
_LIKE = 0.84
_LIKE_WORDS = 0.74


def key_of(name: str) -> str:
    """The consonants of a folded name of two words and more; "" where they tell too little."""
    words = _words(name)
    if len(words) < 2:
        return ""
    key = "".join(word[0] + word[1:].translate(_VOWELS) for word in words)
    return key if len(key) >= _LEAST else ""


def spellings(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Keys to the folded names that have them."""
    found: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        if key := key_of(name):
            found.setdefault(key, []).append(name)
    return {key: tuple(names) for key, names in found.items()}


def likest(name: str, others: Iterable[str]) -> str:
    """Which of some folded names of one key may be another spelling of a name; "" for none."""
    best = max(((_likeness(name, other), other) for other in others), default=(0.0, ""))
    return best[1] if best[0] >= _LIKE else ""


def _likeness(name: str, other: str) -> float:
    if name[0] != other[0] and not {name[0], other[0]} <= set("aeiouy"):
        return 0.0
    ones, others = _words(name), _words(other)
    if (ones[-1][-1] in _VOWELS_END) != (others[-1][-1] in _VOWELS_END):
        return 0.0  # "Said" is not "Saidi"
    if len(ones) == len(others) and any(
        _ratio(one, another) < _LIKE_WORDS for one, another in zip(ones, others, strict=True)
    ):
        return 0.0
    return _ratio(" ".join(ones), " ".join(others))


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def _words(name: str) -> list[str]:
    """The words that count, each with its interchangeable letters made one."""
    return [found for word in name.split() if word not in LINKS and (found := _plain(word))]


def _plain(word: str) -> str:
    for letters, one in _SAME:
        word = word.replace(letters, one)
    return _TWICE.sub(r"\1", _SILENT.sub("", word))
