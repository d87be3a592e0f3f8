"""Users' files laid over the project's own lexicon, which stays as it is compiled."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from polybius.actors.lexicon import Lexicon

T = TypeVar("T")


def laid_over(base: Lexicon, front: Lexicon) -> Lexicon:
    """Both lexicons as one; of a form that both know the meanings of `front` stand first."""
    longest = dict(base.longest)
    for word, length in front.longest.items():
        longest[word] = max(length, longest.get(word, 0))
    return replace(
        base,
        forms=_Both(front.forms, base.forms),
        longest=longest,
        surnames=_Both(front.surnames, base.surnames),
        people=(*front.people, *base.people),
        bodies=(*front.bodies, *base.bodies),
        leaders=_Both(front.leaders, base.leaders),
        heads=base.heads | front.heads,
        spelled=ChainMap(dict(front.spelled), dict(base.spelled)),
        vocabulary=base.vocabulary | front.vocabulary,
        dictionaries=front.dictionaries,
    )


class _Both(Mapping[str, tuple[T, ...]]):
    """The values of two mappings, joined where a key is asked for."""

    def __init__(
        self, front: Mapping[str, tuple[T, ...]], base: Mapping[str, tuple[T, ...]]
    ) -> None:
        self._front = front
        self._base = base

    def __getitem__(self, key: str) -> tuple[T, ...]:
        if key not in self._front:
            return self._base[key]
        return (*self._front[key], *self._base.get(key, ()))

    def __contains__(self, key: object) -> bool:
        return key in self._front or key in self._base

    def __iter__(self) -> Iterator[str]:
        return iter({**dict.fromkeys(self._front), **dict.fromkeys(self._base)})

    def __len__(self) -> int:
        return sum(1 for _ in self)
