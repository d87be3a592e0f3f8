"""The short forms by which news goes on to call a person, by the naming custom of the state."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from polybius.world import World, fold, read_table

CUSTOMS = frozenset(("family-first", "family-or-given", "two-surnames", "given"))
_PARTICLES = frozenset(
    "al el ad as bin ibn ben bint abu abd abdel abdul de del della di da dos das do du la le les "
    "van von der den ter ten zu ul ur st mac mc".split()
)
# Stand after the surname and are none.
_AFTER = frozenset("jr sr junior senior ii iii iv v vi vii viii ix x xi xii xiii xiv xvi".split())
# Titles that the tables write as part of a ruler's name.
_BEFORE = frozenset("king queen sultan emir sheikh prince princess pope tuanku tunku haji".split())
# A first name that so many people of the tables bear is no short form by itself.
COMMON = 9


def load_customs(path: Path, world: World) -> dict[str, str]:
    """The naming custom of each state that has one of its own. Raises `CodebookError`."""
    customs: dict[str, str] = {}
    for row in read_table(path, ("code", "custom")):
        if world.by_code(row["code"]) is None:
            raise row.wrong(f"code {row['code']!r}; an ISO 3166-1 alpha-3 code is right")
        if row["custom"] not in CUSTOMS:
            raise row.wrong(f"custom {row['custom']!r}; right are {', '.join(sorted(CUSTOMS))}")
        customs[row["code"]] = row["custom"]
    return customs


def short_forms(name: str, custom: str = "", common: Iterable[str] = ()) -> tuple[str, ...]:
    """The shorter forms of a full name, folded; `common` are first names that tell too little.

    The last word with its particles ("al assad", "assad", "le drian"), and what the custom
    adds. A number after a ruler's name is no surname.
    """
    parts = fold(name).split()
    if parts and parts[0] in ("abu", "umm"):
        return ()  # a name of honour is said in full
    while len(parts) > 1 and parts[-1] in _AFTER:
        parts.pop()
    while len(parts) > 1 and parts[0] in _BEFORE:
        parts.pop(0)
    if len(parts) < 2:
        return ()
    if custom == "family-first":
        return (parts[0],)
    forms = [parts[-1]]
    start = len(parts) - 1
    while start > 1 and parts[start - 1] in _PARTICLES:
        start -= 1
    if start < len(parts) - 1:
        forms.append(" ".join(parts[start:]))
    elif len(parts) > 2 and custom == "two-surnames":
        forms += [" ".join(parts[-2:]), parts[-2]]
    if custom == "family-or-given" and len(parts) <= 4:
        forms.append(parts[0])
    if custom == "given":
        forms += _given(parts, frozenset(common))
    hyphened = name.split()[-1]
    if "-" in hyphened and fold(hyphened).split()[-1] == parts[-1]:
        forms.append(fold(hyphened))
    return tuple(dict.fromkeys(form for form in forms if len(form) > 2 or custom))


def _given(parts: list[str], common: frozenset[str]) -> list[str]:
    """The first name, and the first two of three and more."""
    forms = [] if parts[0] in common or len(parts[0]) < 3 else [parts[0]]
    if len(parts) > 2 and parts[1] not in _PARTICLES:
        forms.append(" ".join(parts[:2]))
    return forms
