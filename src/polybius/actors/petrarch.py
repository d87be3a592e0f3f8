"""Import of PETRARCH dictionaries: actors with dated codes, agents, discards.

What the formats hold is described in the PETRARCH2 documentation. A line that does not
parse, a code that is not known, a date that is none: each is reported with its number
and skipped, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from polybius.actors.entities import Entity, Term
from polybius.actors.sectors import SECTORS
from polybius.world import World

_CODE = re.compile(r"\[([^\]]*)\]")
_PLURAL = re.compile(r"\{([^}]*)\}")
_SET = re.compile(r"^(!\w+!)\s*=\s*(.+)$")
# CAMEO's codes where PLOVER's differ, or mean the same by another name.
_CAMEO = {
    "MED": "JRN", "HLH": "MED", "SEP": "REB", "INS": "REB", "RAD": "", "MOD": "", "HRI": "NGO",
    "SET": "CVL", "DEV": "", "ENV": "", "NUC": "", "TOP": "", "MID": "", "HAR": "", "NGM": "NGO",
    "IGM": "IGO", "UIS": "UNK", "PRM": "PRM", "SCI": "EDU", "PPL": "CVL",
}  # fmt: skip
_CAMEO_COUNTRIES = {
    "KSV": "XKX", "KOS": "XKX", "ROM": "ROU", "ZAR": "COD", "TMP": "TLS", "PSX": "PSE",
    "SUN": "RUS", "USR": "RUS", "YUG": "SRB", "CSK": "CZE", "DDR": "DEU", "SCG": "SRB",
}  # fmt: skip
# Codes that name no state: unions, regions of the world, transnational bodies.
_STATELESS = {"IGO": "IGO", "NGO": "NGO", "MNC": "MNC", "IMG": "IMG", "ISM": "ISM", "EUR": "IGO"}
_RELIGIONS = frozenset("MUS CHR JEW HIN BUD SIK CTH DOX PRO SHI SUF".split())
_ETHNIC = re.compile(r"^[A-Z]{3}$")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A line that was not taken, and why."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Agent:
    """A role word: its forms (one, many), sectors, and the row."""

    form: str
    plural: str
    sectors: tuple[str, ...]
    where: str


@dataclass
class Dictionary:
    """What a PETRARCH file gave: actors with all their forms, agents, discards, skipped lines."""

    path: Path
    actors: list[tuple[Entity, tuple[str, ...]]] = field(default_factory=list)
    agents: list[Agent] = field(default_factory=list)
    discards: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    @property
    def taken(self) -> int:
        return len(self.actors) + len(self.agents) + len(self.discards)

    def report(self) -> list[str]:
        """A line of counts, then one for each skipped line."""
        name = self.path.name
        lines = [
            f"{name}: {len(self.actors)} actors, {len(self.agents)} agents, "
            f"{len(self.discards)} discards taken, {len(self.skipped)} lines skipped"
        ]
        return lines + [f"{name}:{s.line}: {s.reason}: {s.text}" for s in self.skipped]


def read_dictionary(path: Path, world: World) -> Dictionary:
    """Read an actor, agent or discard file; which it is, its lines tell."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    found = Dictionary(path)
    content = [(n, _clean(line)) for n, line in enumerate(lines, 1)]
    content = [(n, line) for n, line in content if line.strip()]
    if any("[~" in line for _, line in content):
        _agents(found, content, world)
    elif any("[" in line for _, line in content):
        _actors(found, content, world)
    else:
        found.discards = [_form(line) for _, line in content]
    return found


def _clean(line: str) -> str:
    """Without comment and, for the XML-like ones of old files, without remark."""
    return re.sub(r"<!--.*?-->", "", line.split("#", 1)[0]).rstrip()


def _form(name: str) -> str:
    """`BARACK_OBAMA_` -> `BARACK OBAMA`."""
    return " ".join(name.strip().lstrip("+").replace("_", " ").split())


def _actors(found: Dictionary, lines: list[tuple[int, str]], world: World) -> None:
    forms: list[str] = []
    codes: list[tuple[int, str]] = []
    first = 0

    def close() -> None:
        if not forms:
            return
        terms = [t for n, code in codes if (t := _term(found, n, code, world)) is not None]
        if terms:
            found.actors.append(
                (Entity(_title(forms[0]), _kind(terms), None, tuple(terms)), tuple(forms))
            )
        elif not codes:
            found.skipped.append(Skipped(first, forms[0], "no code in square brackets"))

    for number, line in lines:
        name = _CODE.sub("", line).strip()
        here = [(number, code) for code in _CODE.findall(line)]
        if "[" in name or "]" in name:
            found.skipped.append(Skipped(number, line.strip(), "bracket without its pair"))
            continue
        if line.startswith("+"):
            if not forms:
                found.skipped.append(Skipped(number, line.strip(), "synonym without an actor"))
                continue
            forms.append(_form(name))
            codes += here
        elif line[0].isspace() and not name:
            codes += here
        else:
            close()
            forms, codes, first = [_form(name)] if _form(name) else [], here, number
    close()


def _term(found: Dictionary, line: int, code: str, world: World) -> Term | None:
    """One `[CODE dates]` as a term of office."""
    parts = code.split()
    if not parts:
        found.skipped.append(Skipped(line, f"[{code}]", "empty code"))
        return None
    try:
        country, sectors = plover(parts[0], world)
        from_, to = _dates(parts[1] if len(parts) > 1 else "")
    except ValueError as error:
        found.skipped.append(Skipped(line, f"[{code}]", str(error)))
        return None
    return Term(country, sectors, "", from_, to, 1, f"{found.path.name}:{line}")


def plover(code: str, world: World) -> tuple[str | None, tuple[str, ...]]:
    """A CAMEO actor code as country and PLOVER sectors.

    Raises ValueError for a code whose first part is neither a state, nor a role, nor a
    transnational kind. A religion counts only where no other part tells the sector.
    """
    chunks = [code[i : i + 3] for i in range(0, len(code), 3)]
    if len(code) % 3 or not all(_ETHNIC.match(chunk) for chunk in chunks):
        raise ValueError("code is not made of groups of three capitals")
    first = _CAMEO_COUNTRIES.get(chunks[0], chunks[0])
    country = first if world.by_code(first) is not None else None
    sectors: list[str] = []
    for chunk in chunks[1:] if country else chunks:
        sector = _STATELESS.get(chunk) or _CAMEO.get(chunk, chunk)
        if sector in SECTORS and sector not in sectors:
            sectors.append(sector)
    if not sectors and _RELIGIONS.intersection(chunks):
        sectors.append("REL")
    if country is None and not sectors:
        raise ValueError(f"{chunks[0]} is neither a state nor a role")
    return country, tuple(sectors)


def _dates(text: str) -> tuple[str, str]:
    """`>081201`, `<19991231`, `030701-040331` as first and last day ("" is open)."""
    if not text:
        return "", ""
    if text[0] == ">":
        return _day(text[1:]), ""
    if text[0] == "<":
        return "", _day(text[1:])
    start, dash, end = text.partition("-")
    first, last = _day(start), _day(end) if dash else ""
    if last and first > last:
        raise ValueError("the first day is after the last")
    return first, last


def _day(text: str) -> str:
    """`YYMMDD` (from 1930 on) or `YYYYMMDD` as an ISO day."""
    if len(text) == 6 and text.isdigit():
        text = ("19" if text[:2] >= "30" else "20") + text
    if len(text) != 8 or not text.isdigit():
        raise ValueError(f"{text!r} is no date of the form YYMMDD or YYYYMMDD")
    month, day = int(text[4:6]), int(text[6:])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        raise ValueError(f"{text!r} is no day of the calendar")
    return f"{text[:4]}-{text[4:6]}-{text[6:]}"


def _agents(found: Dictionary, lines: list[tuple[int, str]], world: World) -> None:
    sets: dict[str, list[str]] = {}
    for number, line in lines:
        if match := _SET.match(line):
            sets[match.group(1)] = [part.strip() for part in match.group(2).split(",")]
            continue
        codes = _CODE.findall(line)
        name = _PLURAL.sub("", _CODE.sub("", line)).strip()
        if len(codes) != 1 or not codes[0].startswith("~") or not name:
            found.skipped.append(Skipped(number, line.strip(), "not of the form AGENT [~CODE]"))
            continue
        try:
            _, sectors = plover(codes[0][1:], world)
        except ValueError as error:
            found.skipped.append(Skipped(number, line.strip(), str(error)))
            continue
        if not sectors:
            found.skipped.append(Skipped(number, line.strip(), "no sector"))
            continue
        plural = _PLURAL.search(line)
        for form in _expanded(name, sets):
            if "!" in form:
                found.skipped.append(Skipped(number, line.strip(), "substitution set not defined"))
                continue
            many = "-" if plural else ""
            if plural and plural.group(1).strip():
                many = _form(plural.group(1)).lower()
            where = f"{found.path.name}:{number}"
            found.agents.append(Agent(_form(form).lower(), many, sectors, where))


def _expanded(name: str, sets: dict[str, list[str]]) -> Iterator[str]:
    for key, parts in sets.items():
        if key in name:
            for part in parts:
                yield from _expanded(name.replace(key, part), sets)
            return
    yield name


def _title(form: str) -> str:
    return form.title() if len(form) > 6 or " " in form else form


def _kind(terms: list[Term]) -> str:
    sectors = {sector for term in terms for sector in term.sectors}
    if not sectors:
        return "state"
    if any(term.from_ or term.to for term in terms) and sectors & {
        "GOV",
        "MIL",
        "LEG",
        "ELI",
        "OPP",
    }:
        return "person"
    return "group" if sectors & {"REB", "CRM", "PRM", "IMG"} else "organisation"
