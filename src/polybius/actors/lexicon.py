"""Every form the tables know, compiled once for scanning a phrase."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from polybius import collector
from polybius.actors.entities import Entity, load_organisations, load_people
from polybius.actors.petrarch import Dictionary, read_dictionary
from polybius.actors.sectors import SECTORS
from polybius.actors.shortnames import COMMON, load_customs, short_forms
from polybius.actors.spelling import spellings
from polybius.errors import CodebookError
from polybius.world import Row, World, fold, read_table

DATA = Path(__file__).parent / "data"

Sort = Literal["person", "body", "country", "adjective", "region", "capital", "city", "role"]
# Which meaning of a form stands first where several share it.
_ORDER: dict[str, int] = {
    "person": 0, "body": 1, "country": 2, "adjective": 3, "capital": 4, "region": 5, "role": 6,
    "city": 7,
}  # fmt: skip


@dataclass(frozen=True, eq=False, slots=True)
class Meaning:
    """What a form can stand for.

    `country` and `sectors` are those of a place or role; people and bodies carry an
    `entity`, whose reading depends on the day. `priority` and `kind` are a role's.
    `shout` forms (acronyms) hold only where the text writes capitals.
    """

    sort: Sort
    name: str | None
    country: str | None
    sectors: tuple[str, ...]
    kind: str
    where: str
    entity: Entity | None = None
    priority: int = 3
    shout: bool = False


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Forms to meanings, the best first.

    `longest` bounds the scan by a form's first word; `surnames` are short forms of people;
    `leaders` are heads of state and government by country, `offices` those that news means by
    "leader"; `heads` are the last words of role nouns; `given` tells the gender of given names;
    `vocabulary` are the words of which descriptions are made; `customs` are the naming customs
    by country; `spelled` gives the names of people and bodies by their consonants;
    `dictionaries` are what was imported in PETRARCH's formats.
    """

    world: World
    forms: Mapping[str, tuple[Meaning, ...]]
    longest: dict[str, int]
    surnames: Mapping[str, tuple[Entity, ...]]
    people: Sequence[Entity]
    bodies: Sequence[Entity]
    leaders: Mapping[str, tuple[Entity, ...]]
    heads: frozenset[str]
    given: dict[str, str]
    vocabulary: frozenset[str]
    customs: dict[str, str]
    offices: dict[str, tuple[str, ...]]
    spelled: Mapping[str, tuple[str, ...]]
    dictionaries: tuple[Dictionary, ...]

    @classmethod
    def load(cls, extra: Iterable[Path] = (), own: bool = True) -> Lexicon:
        """The project's tables (unless `own` is false), and users' files, which stand before them.

        A user's file is a table of people, organisations or roles in the project's form, or a
        PETRARCH dictionary. Raises `CodebookError` where a table has a mistake.
        """
        with collector.paused():
            builder = _Builder(World.load())
            builder.add_files(extra)
            builder.front, builder.forms = builder.forms, {}
            builder.add_world()
            if own:
                builder.add_roles(DATA / "roles.tsv")
                builder.add_seats(DATA / "seats.tsv")
                builder.add_people(sorted((DATA / "people").glob("*.tsv")))
                builder.add_bodies(sorted((DATA / "organisations").glob("*.tsv")))
            return builder.build()

    @classmethod
    def of_files(cls, paths: Iterable[Path], world: World) -> Lexicon:
        """What users' files hold and no more: to be laid over another lexicon."""
        with collector.paused():
            builder = _Builder(world)
            builder.add_files(paths)
            return builder.build()

    def at(self, words: list[str], start: int) -> Iterator[tuple[int, tuple[Meaning, ...]]]:
        """The forms that begin at a word, longest first, each with its end."""
        longest = self.longest.get(words[start], 0)
        for end in range(min(start + longest, len(words)), start, -1):
            found = self.forms.get(" ".join(words[start:end]))
            if found:
                yield end, found


_ROLE_KINDS = ("person", "group", "organisation", "kin", "modifier", "holding", "nothing")


# Words that names of ministries, courts and parties share, beside the role words.
_LINKS = (
    "of the for and s affairs national general new foreign domestic public social economic "
    "internal external democratic people peoples united central high special joint supreme "
    "republic movement progressive popular front reform justice development defence defense "
    "interior finance health education trade energy labour labor rights planning transport "
    "environment culture agriculture information technology science industry commerce"
).split()


@dataclass
class _Builder:
    world: World
    forms: dict[str, list[Meaning]] = field(default_factory=dict)
    named: list[tuple[Entity, tuple[str, ...]]] = field(default_factory=list)
    people: list[Entity] = field(default_factory=list)
    bodies: list[Entity] = field(default_factory=list)
    heads: set[str] = field(default_factory=set)
    front: dict[str, list[Meaning]] = field(default_factory=dict)
    dictionaries: list[Dictionary] = field(default_factory=list)
    vocabulary: set[str] = field(default_factory=lambda: set(_LINKS))

    def add(self, form: str, meaning: Meaning) -> None:
        key = fold(form)
        if key:
            self.forms.setdefault(key, []).append(meaning)

    def add_files(self, paths: Iterable[Path]) -> None:
        """Users' tables and dictionaries."""
        for path in paths:
            self._add_file(path)

    def _add_file(self, path: Path) -> None:
        """The header or the lines tell what it is."""
        header = _header(path)
        if "role" in header and "name" in header:
            self.add_people([path])
        elif "kind" in header and "name" in header:
            self.add_bodies([path])
        elif "form" in header and "priority" in header:
            self.add_roles(path)
        else:
            self.add_dictionary(read_dictionary(path, self.world))

    def add_dictionary(self, dictionary: Dictionary) -> None:
        self.dictionaries.append(dictionary)
        for entity, forms in dictionary.actors:
            self._add_person(entity, forms) if entity.kind == "person" else self._add_body(
                entity, forms
            )
        for agent in dictionary.agents:
            many = "" if agent.plural == "-" else agent.plural or regular_plural(agent.form)
            for form, kind in ((agent.form, "person"), (many, "group")):
                if form:
                    self.heads.add(fold(form).rpartition(" ")[2])
                    self.add(
                        form, Meaning("role", agent.form, None, agent.sectors, kind, agent.where)
                    )

    def add_world(self) -> None:
        for country in self.world.countries:
            of = (country.name, country.code, country.sectors)
            for form in (country.name, *country.names):
                self.add(
                    form, Meaning("country", *of, "state", country.where, shout=_acronym(form))
                )
            for form in country.adjectives:
                self.add(
                    form, Meaning("adjective", *of, "state", country.where, shout=_acronym(form))
                )
            self._add_peoples(country.people, of, country.where)
            # Only a state's capital stands for its government.
            sort: Sort = "capital" if self.world.by_code(country.code) is country else "region"
            for form in country.capitals:
                name = country.name if sort == "capital" else form
                self.add(form, Meaning(sort, name, country.code, (), "state", country.where))
        for region in self.world.regions:
            of = (region.name, region.code, ())
            for form in (region.name, *region.names):
                self.add(form, Meaning("region", *of, "state", region.where, shout=_acronym(form)))
            self._add_peoples(region.people, of, region.where)

    def _add_peoples(
        self,
        people: tuple[tuple[str, str], ...],
        of: tuple[str, str, tuple[str, ...]],
        where: str,
    ) -> None:
        for one, many in people:
            self.heads |= {fold(one).rpartition(" ")[2], fold(many).rpartition(" ")[2]}
            self.add(one, Meaning("adjective", *of, "person", where))
            if many != one:
                self.add(many, Meaning("adjective", *of, "group", where))

    def add_roles(self, path: Path) -> None:
        for row in read_table(path, ("form", "plural", "sectors", "priority", "kind")):
            sectors = _sectors(row)
            if row["priority"] not in ("0", "1", "2", "3"):
                raise row.wrong(f"priority {row['priority']!r}; 0, 1, 2 or 3 is right")
            kind, priority = row["kind"], int(row["priority"])
            if kind not in _ROLE_KINDS:
                raise row.wrong(f"kind {kind!r}; right are {', '.join(_ROLE_KINDS)}")
            for form, many in ((row["form"], False), (_plural(row), True)):
                if kind == "nothing" and form:
                    self.add(form, Meaning("role", None, None, (), kind, row.where, None, 0))
                elif kind == "holding" and form:
                    self.heads.add(fold(form).rpartition(" ")[2])
                    self.add(form, Meaning("role", row["form"], None, sectors, kind, row.where))
                elif form:
                    self.vocabulary.update(fold(form).split())
                    if kind != "modifier":
                        self.heads.add(fold(form).rpartition(" ")[2])
                    number = "group" if many and kind == "person" else kind
                    self.add(
                        form,
                        Meaning(
                            "role", row["form"], None, sectors, number, row.where, None, priority,
                            shout=_acronym(form),
                        ),
                    )  # fmt: skip

    def add_seats(self, path: Path) -> None:
        for row in read_table(path, ("forms", "name", "country", "sectors", "note")):
            meaning = Meaning(
                "body",
                row["name"],
                row["country"] or None,
                _sectors(row),
                "organisation",
                row.where,
            )
            for form in row.parts("forms"):
                self.add(form, meaning)

    def add_people(self, paths: list[Path]) -> None:
        for entity, forms in load_people(paths, self.world):
            self._add_person(entity, forms)

    def _add_person(self, entity: Entity, forms: tuple[str, ...]) -> None:
        self.people.append(entity)
        meaning = Meaning("person", entity.name, None, (), "person", "", entity)
        for form in forms:
            self.add(form, meaning)
        self.named.append((entity, forms))

    def add_bodies(self, paths: list[Path]) -> None:
        for entity, forms in load_organisations(paths, self.world):
            self._add_body(entity, forms)

    def _add_body(self, entity: Entity, forms: tuple[str, ...]) -> None:
        self.bodies.append(entity)
        for form in forms:
            meaning = Meaning(
                "body", entity.name, None, (), entity.kind, "", entity, shout=_acronym(form)
            )
            self.add(form, meaning)

    def build(self) -> Lexicon:
        longest: dict[str, int] = {}
        for form in (*self.forms, *self.front):
            first, count = form.partition(" ")[0], form.count(" ") + 1
            if count > longest.get(first, 0):
                longest[first] = count
        forms = {
            form: (
                tuple(meanings)
                if len(meanings) == 1
                else tuple(sorted(meanings, key=lambda meaning: _ORDER[meaning.sort]))
            )
            for form, meanings in self.forms.items()
        }
        for form, meanings in self.front.items():
            forms[form] = (*meanings, *forms.get(form, ()))
        customs = load_customs(DATA / "naming.tsv", self.world)
        leaders: dict[str, dict[Entity, None]] = {}
        for entity in self.people:
            for term in entity.terms:
                if term.rank == 3 and term.country:
                    leaders.setdefault(term.country, {})[entity] = None
        given = {
            row["name"]: row["gender"]
            for row in read_table(DATA / "given-names.tsv", ("name", "gender"))
        }
        return Lexicon(
            self.world,
            forms,
            longest,
            self._surnames(customs),
            tuple(self.people),
            tuple(self.bodies),
            {country: tuple(found) for country, found in leaders.items()},
            frozenset(self.heads),
            given,
            frozenset(self.vocabulary),
            customs,
            _offices(self.world),
            spellings(form for form, found in forms.items() if _names_many_ways(found)),
            tuple(self.dictionaries),
        )

    def _surnames(self, customs: dict[str, str]) -> dict[str, tuple[Entity, ...]]:
        """Short forms of people to all who bear them."""
        firsts = Counter(fold(entity.name).partition(" ")[0] for entity, _ in self.named)
        common = frozenset(name for name, count in firsts.items() if count > COMMON)
        found: dict[str, list[Entity]] = {}
        for entity, forms in self.named:
            custom = customs.get(entity.home or "", "")
            for short in dict.fromkeys(
                s for form in forms for s in short_forms(form, custom, common)
            ):
                found.setdefault(short, []).append(entity)
        return {form: tuple(people) for form, people in found.items()}


def _names_many_ways(meanings: tuple[Meaning, ...]) -> bool:
    """Whether a form names a person or group, whose names are transliterated in many ways."""
    return any(m.entity is not None and m.entity.kind in ("person", "group") for m in meanings)


def _offices(world: World) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in read_table(DATA / "leaders.tsv", ("code", "offices")):
        if world.by_code(row["code"]) is None:
            raise row.wrong(f"code {row['code']!r}; an ISO 3166-1 alpha-3 code is right")
        found[row["code"]] = row.parts("offices")
    return found


def _header(path: Path) -> set[str]:
    """The columns of a table: the first line that is no comment."""
    try:
        with path.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                if line.strip() and not line.startswith("#"):
                    return set(line.rstrip("\n").split("\t"))
    except OSError as error:
        raise CodebookError(f"{path}: cannot be read: {error}") from error
    return set()


def _sectors(row: Row) -> tuple[str, ...]:
    sectors = row.parts("sectors", ",")
    for sector in sectors:
        if sector not in SECTORS:
            raise row.wrong(f"sector {sector!r}; right are {', '.join(sorted(SECTORS))}")
    return sectors


def _acronym(form: str) -> bool:
    """Short and all in capitals: `CIA`, `U.S.`, `MP`."""
    letters = form.replace(".", "")
    return len(letters) <= 6 and letters.isupper() and " " not in form


def _plural(row: Row) -> str:
    """The plural of a role word: as the row gives it ("-" is none), else by the regular rule."""
    if row["kind"] == "modifier" or row["plural"] == "-":
        return ""
    return row["plural"] or regular_plural(row["form"])


def regular_plural(form: str) -> str:
    """`minister` -> `ministers`, `deputy` -> `deputies`, `coach` -> `coaches`."""
    if form.endswith(("s", "x", "z", "ch", "sh")):
        return form + "es"
    if form.endswith("y") and form[-2:-1] not in "aeiou":
        return form[:-1] + "ies"
    return form + "s"


__all__ = ["DATA", "Lexicon", "Meaning", "Sort", "regular_plural"]
