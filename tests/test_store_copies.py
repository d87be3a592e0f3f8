"""Signatures and the index of copies."""

from __future__ import annotations

from hashlib import sha256
from random import Random

import numpy as np
import pytest

from polybius.store.copies import CopyIndex, Text, likeness, signature

WORDS = [f"word{number}" for number in range(3000)]


def text(chance: Random, words: int = 300) -> list[str]:
    return [chance.choice(WORDS) for _ in range(words)]


def edited(words: list[str], changes: int, chance: Random) -> list[str]:
    changed = list(words)
    for place in chance.sample(range(len(words)), changes):
        changed[place] = "edited"
    return changed


def shared(one: list[str], other: list[str]) -> float:
    runs = [{tuple(words[at : at + 5]) for at in range(len(words) - 4)} for words in (one, other)]
    return len(runs[0] & runs[1]) / len(runs[0] | runs[1])


def known(id: str, words: list[str], published: str | None = None) -> Text:
    whole = " ".join(words)
    return Text(id, sha256(whole.encode()).hexdigest(), signature(whole), published)


@pytest.mark.parametrize("changes", [0, 2, 8, 30])
def test_likeness_estimates_the_share_of_runs(changes: int) -> None:
    chance = Random(changes)
    errors = []
    for _ in range(20):
        one = text(chance)
        other = edited(one, changes, chance)
        signs = [
            np.frombuffer(signature(" ".join(words)) or b"", np.uint8) for words in (one, other)
        ]
        errors.append(likeness(*signs) - shared(one, other))
    assert abs(np.mean(errors)) < 0.03
    assert max(map(abs, errors)) < 0.15


@pytest.mark.parametrize("recent", [5, 50_000])
def test_copies_are_found_and_others_are_not(recent: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("polybius.store.copies._RECENT", recent)
    chance = Random(7)
    texts = [text(chance) for _ in range(60)]
    index = CopyIndex(known(f"d{number}", words) for number, words in enumerate(texts[:30]))
    for number, words in enumerate(texts[30:], 30):
        assert index.find(known("new", words)) is None
        index.add(known(f"d{number}", words))
    for number, words in enumerate(texts):
        exact = index.find(known("new", words))
        near = index.find(known("new", edited(words, 2, chance)))
        assert exact is not None
        assert (exact.id, exact.kind, exact.similarity) == (f"d{number}", "exact", 1.0)
        assert near is not None
        assert (near.id, near.kind) == (f"d{number}", "near")
        assert index.find(known("new", edited(words, 40, chance))) is None


@pytest.mark.parametrize(
    ("one", "other", "copy"),
    [
        ("2016-10-11", "2016-10-18", True),
        ("2016-10-11", "2016-10-19", False),
        ("2016-10-11", None, True),
        ("2016-10", "2017-10-11", True),
    ],
)
def test_another_week_is_another_text(one: str, other: str | None, copy: bool) -> None:
    words = text(Random(1))
    index = CopyIndex([known("a", words, one)])
    assert (index.find(known("b", words, other)) is not None) == copy


def test_texts_too_short_are_copies_only_when_equal() -> None:
    words = text(Random(1), 15)
    index = CopyIndex([known("a", words)])
    assert signature(" ".join(words)) is None
    assert index.find(known("b", words)) is not None
    assert index.find(known("b", edited(words, 1, Random(2)))) is None


def test_signatures_stay_what_they_are() -> None:
    """Stores keep them: one that changes finds no old copy any more."""
    found = signature(" ".join(f"word{number}" for number in range(100)))
    assert found is not None
    assert found[:8].hex() == "60445ef065b30982"
