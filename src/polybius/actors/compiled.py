"""The lexicon as one file in the user's cache, so that it loads in a blink.

The tables are the source. From them a compiled form is made once, under a name that
tells which state of tables and code it was made from, and read back as plain values;
meanings and entities are made of these only where a phrase asks for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar, overload

from polybius.actors.entities import Entity, Term
from polybius.actors.lexicon import DATA, Lexicon, Meaning
from polybius.cache import compiled
from polybius.world import World

T = TypeVar("T")
_Raw = tuple[Any, ...]


def load_own() -> Lexicon:
    """The project's own lexicon: from the cache, or from the tables, which are then compiled."""
    code = Path(__file__).parent.glob("*.py")
    sources = [*DATA.rglob("*.tsv"), *World.sources(), *code]
    return _thaw(compiled("actors", sources, lambda: _freeze(Lexicon.load())), World.load())


def _freeze(lexicon: Lexicon) -> _Raw:
    entities = [*lexicon.people, *lexicon.bodies]
    numbers = {id(entity): number for number, entity in enumerate(entities)}

    def meaning(m: Meaning) -> _Raw:
        number = -1 if m.entity is None else numbers[id(m.entity)]
        return (m.sort, m.name, m.country, m.sectors, m.kind, m.where, number, m.priority, m.shout)

    def entity(e: Entity) -> _Raw:
        terms = tuple(
            (t.country, t.sectors, t.role, t.from_, t.to, t.rank, t.where) for t in e.terms
        )
        return (e.name, e.kind, e.wikidata, terms)

    def numbered(index: Mapping[str, tuple[Entity, ...]]) -> dict[str, tuple[int, ...]]:
        return {key: tuple(numbers[id(e)] for e in found) for key, found in index.items()}

    return (
        len(lexicon.people),
        [entity(e) for e in entities],
        {form: tuple(map(meaning, found)) for form, found in lexicon.forms.items()},
        dict(lexicon.longest),
        numbered(lexicon.surnames),
        numbered(lexicon.leaders),
        lexicon.heads,
        dict(lexicon.given),
        lexicon.vocabulary,
        lexicon.customs,
        lexicon.offices,
        dict(lexicon.spelled),
    )


def _thaw(raw: _Raw, world: World) -> Lexicon:
    people, entities, forms, longest, surnames, leaders, *rest = raw
    heads, given, vocabulary, customs, offices, spelled = rest
    made = _Entities(entities)

    def meanings(found: tuple[_Raw, ...]) -> tuple[Meaning, ...]:
        result = []
        for sort, name, country, sectors, kind, where, number, priority, shout in found:
            entity = None if number < 0 else made[number]
            result.append(
                Meaning(sort, name, country, sectors, kind, where, entity, priority, shout)
            )
        return tuple(result)

    def bearers(numbers: tuple[int, ...]) -> tuple[Entity, ...]:
        return tuple(made[number] for number in numbers)

    return Lexicon(
        world,
        _Index(forms, meanings),
        longest,
        _Index(surnames, bearers),
        _Part(made, 0, people),
        _Part(made, people, len(entities)),
        _Index(leaders, bearers),
        heads,
        given,
        vocabulary,
        customs,
        offices,
        spelled,
        (),
    )


class _Index(Mapping[str, T]):
    """Values made of plain ones when first asked for."""

    def __init__(self, raw: dict[str, Any], make: Callable[[Any], T]) -> None:
        self._raw = raw
        self._make = make
        self._made: dict[str, T] = {}

    def __getitem__(self, key: str) -> T:
        if key not in self._made:
            self._made[key] = self._make(self._raw[key])
        return self._made[key]

    def get(self, key: str, default: Any = None) -> Any:
        return self[key] if key in self._raw else default

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)


class _Entities:
    """Entities made when first asked for; one number gives one object."""

    def __init__(self, raw: list[_Raw]) -> None:
        self._raw = raw
        self._made: dict[int, Entity] = {}

    def __getitem__(self, number: int) -> Entity:
        if number not in self._made:
            name, kind, wikidata, terms = self._raw[number]
            self._made[number] = Entity(name, kind, wikidata, tuple(Term(*t) for t in terms))
        return self._made[number]


class _Part(Sequence[Entity]):
    """A run of the entities."""

    def __init__(self, entities: _Entities, start: int, end: int) -> None:
        self._entities = entities
        self._range = range(start, end)

    @overload
    def __getitem__(self, at: int) -> Entity: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Entity]: ...
    def __getitem__(self, at: int | slice) -> Entity | Sequence[Entity]:
        if isinstance(at, slice):
            return [self._entities[number] for number in self._range[at]]
        return self._entities[self._range[at]]

    def __len__(self) -> int:
        return len(self._range)
