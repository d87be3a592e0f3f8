"""Read a codebook's files into a `Codebook`; a user's folder adds to or replaces the shipped one.

YAML keeps the structure, one line of text a frame keeps it readable: see docs/codebook.md.
Loading is a matter of 0.1 s, so that nothing has to be compiled or kept in a cache.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from polybius.codebook.files import (
    File,
    Report,
    Rows,
    numbered_lines,
    raise_first,
    read_files,
    reporting,
    text_lines,
)
from polybius.codebook.model import (
    Codebook,
    Frame,
    NounClass,
    Operator,
    Result,
    TypeInfo,
    WordClass,
)
from polybius.codebook.syntax import read_line
from polybius.errors import CodebookError

SECTIONS: Mapping[str, WordClass] = {"verbs": "verb", "nouns": "noun", "adjectives": "adjective"}
FAMILIES = frozenset(
    """meeting cooperation agreement support concession release ceasefire demand accusation
    rejection threat protest sanction restriction mobilization assault investigation unknown
    any""".split()
)
RESULT_FLAGS = frozenset(
    """keep self inner future hypothetical negated claimed doubted embedded-actor
    embedded-recipient""".split()
)
QUADS = frozenset(
    f"{kind} {way}" for kind in ("verbal", "material") for way in ("cooperation", "conflict")
)
# Operators that grammar evokes and no word: "must withdraw", "will not negotiate".
GRAMMATICAL = ("will not", "must")
_WORD_FILES = {
    "light.yaml": frozenset({"agent", "patient"}),
    "status.yaml": frozenset({"future", "hypothetical", "negated"}),
    "contexts.yaml": None,  # PLOVER's contexts, and a user's own
}


def load(folder: Path | None = None) -> Codebook:
    """The shipped codebook, with the files of `folder` added to it.

    A file of the user's that bears a shipped file's name and starts with `replace: true`
    stands in its stead. Otherwise its lines and words are added, and win over shipped lines
    that are as specific; its cells (of types and operators) take the place of shipped ones.
    Raises CodebookError (file:line: what; what would be right).
    """
    return build(read_files(folder))


def build(files: Sequence[File], report: Report = raise_first) -> Codebook:
    """The codebook of some files, shipped ones first.

    Each mistake goes to `report`; what it concerns is then left out.
    """
    types = _types(files, report)
    classes = _classes(files, report)
    operators = _operators(files, types, report)
    frames: dict[tuple[WordClass, str], list[Frame]] = defaultdict(list)
    # Later files first, so that a user's line wins over an equal one of ours.
    for file in reversed(files):
        for frame in _frames(file, types, classes, report):
            frames[frame.word_class, frame.head].append(frame)
    word_classes: dict[str, set[str]] = defaultdict(set)
    for noun_class in classes.values():
        for word in noun_class.words:
            word_classes[word].add(noun_class.name)
    words = {name: _words(files, name, report) for name in _WORD_FILES}
    return Codebook(
        version=_version(files, report),
        types=types,
        contexts={name: tuple(lines) for name, lines in words["contexts.yaml"].items()},
        classes=classes,
        operators=operators,
        frames={key: tuple(value) for key, value in frames.items()},
        light={word: way for way, lines in words["light.yaml"].items() for word in lines},
        status_words={word: way for way, lines in words["status.yaml"].items() for word in lines},
        word_classes={word: frozenset(names) for word, names in word_classes.items()},
    )


# -- the shape of what a file holds ------------------------------------------------------


def _named(files: Iterable[File], name: str) -> Iterator[tuple[File, str, Any]]:
    """The files of one name and the rows at their top, shipped ones first."""
    for file in files:
        if file.name == name and not file.act:
            for key, value in file.rows.items():
                yield file, key, value


def _row(value: Any, source: str, keys: Iterable[str]) -> Rows:
    """A row that has none but these keys; one left empty has none of them."""
    if value is None:
        return Rows()
    if not isinstance(value, Rows):
        raise CodebookError(f"{source}: {value!r}; keys ({', '.join(keys)}) would be right")
    for key in value:
        if key not in keys:
            raise CodebookError(
                f"{source.rpartition(':')[0]}:{value.lines[key]}: unknown key {key!r}; "
                f"keys here are {', '.join(keys)}"
            )
    return value


def _any_row(value: Any, source: str) -> Rows:
    """A row whose keys are names; one left empty has none."""
    return _row(value, source, tuple(value) if isinstance(value, Rows) else ("names",))


def _text(row: Rows, key: str, source: str) -> str:
    """The block of words under a key, empty where there is none."""
    value = row.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise CodebookError(f"{source}: {key} is no text; `{key}: |` and lines would be right")
    return value


def _names(row: Rows, key: str, source: str) -> tuple[str, ...]:
    value = row.get(key) or ()
    if not isinstance(value, list | tuple) or not all(isinstance(name, str) for name in value):
        raise CodebookError(f"{source}: {key} is no list; `{key}: [one, two]` would be right")
    return tuple(value)


def _number(row: Rows, key: str, source: str) -> float | None:
    value = row.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise CodebookError(f"{source}: {key} {value!r} is no number; -2.5 would be right")
    return float(value)


def one_of(value: Any, known: Iterable[str], what: str, source: str) -> str:
    """A value that is among the known ones. Raises CodebookError naming the nearest, or all."""
    options = sorted(known)
    if value in options:
        return str(value)
    near = difflib.get_close_matches(str(value), options, n=1)
    right = f"did you mean {near[0]}?" if near else f"known are {', '.join(options)}"
    raise CodebookError(f"{source}: unknown {what} {value!r} ({right})")


# -- tables ------------------------------------------------------------------------------


def _version(files: Iterable[File], report: Report) -> str:
    version = "0"
    for file, key, value in _named(files, "version.yaml"):
        with reporting(report):
            one_of(key, ["version"], "key", file.row(key))
            version = str(value)
    return version


def _words(files: Iterable[File], name: str, report: Report) -> dict[str, dict[str, None]]:
    """The words under each key of a file, in order and each once."""
    found: dict[str, dict[str, None]] = {}
    known = _WORD_FILES[name]
    for file, key, _ in _named(files, name):
        with reporting(report):
            if known is not None:
                one_of(key, known, "key", file.row(key))
            block = _text(file.rows, key, file.row(key))
            found.setdefault(key, {}).update(dict.fromkeys(text_lines(block)))
    return found


def _types(files: Iterable[File], report: Report) -> dict[str, TypeInfo]:
    types: dict[str, TypeInfo] = {}
    for file, name, value in _named(files, "types.yaml"):
        with reporting(report):
            types[name] = _type(name, value, types.get(name), file.row(name))
    return types


def _type(name: str, value: Any, before: TypeInfo | None, source: str) -> TypeInfo:
    """A type of one row, its cells laid over those of an earlier row of the same type."""
    row = _row(value, source, ("quad", "score", "cameo", "family", "threat", "modes"))
    if before is None:
        for key in ("quad", "score", "cameo", "family"):
            if row.get(key) is None:
                raise CodebookError(f"{source}: {name} has no {key}; a new type needs one")
        before = TypeInfo(name, "", 0.0, "", "", {}, {}, {}, {})
    score = _number(row, "score", source)
    quad, family = row.get("quad"), row.get("family")
    modes, cameo = dict(before.modes), dict(before.mode_cameo)
    families, contexts = dict(before.mode_family), dict(before.mode_contexts)
    threats = dict(before.threats)
    if "threat" in row:
        threats[""] = str(row["threat"])
    given = _any_row(row.get("modes"), source)
    for mode, m in given.items():
        place = f"{source.rpartition(':')[0]}:{given.lines[mode]}"
        cells = _row(m, place, ("score", "cameo", "family", "adds", "threat"))
        modes[mode] = _number(cells, "score", place) if "score" in cells else modes.get(mode)
        if "cameo" in cells:
            cameo[mode] = str(cells["cameo"])
        if "family" in cells:
            families[mode] = one_of(cells["family"], FAMILIES, "family", place)
        if "adds" in cells:
            contexts[mode] = _names(cells, "adds", place)
        if "threat" in cells:
            threats[mode] = str(cells["threat"])
    return TypeInfo(
        name=name,
        quad=one_of(quad, QUADS, "quad class", source) if quad else before.quad,
        score=before.score if score is None else score,
        family=one_of(family, FAMILIES, "family", source) if family else before.family,
        cameo=str(row.get("cameo", before.cameo)),
        modes=modes,
        mode_cameo=cameo,
        mode_family=families,
        mode_contexts=contexts,
        threats=threats,
    )


def _classes(files: Iterable[File], report: Report) -> dict[str, NounClass]:
    classes: dict[str, NounClass] = {}
    for file, name, value in _named(files, "classes.yaml"):
        with reporting(report):
            classes[name] = _class(name, value, classes, file.row(name))
    return classes


def _class(name: str, value: Any, classes: Mapping[str, NounClass], source: str) -> NounClass:
    """A class of one row, with the words of an earlier row of that name and those it includes."""
    row = _row(value, source, ("family", "words", "include", "sectors"))
    before = classes.get(name)
    words = {word.replace("-", " ") for word in text_lines(_text(row, "words", source))}
    for other in _names(row, "include", source):
        if other not in classes:
            raise CodebookError(
                f"{source}: class {name} includes {other!r}, which no line above defines;"
                " one that is defined would be right"
            )
        words |= classes[other].words
    family = row.get("family")
    if family is not None:
        one_of(family, FAMILIES, "family", source)
    elif before is not None:
        family = before.family
    return NounClass(
        name,
        frozenset(words) | (before.words if before else frozenset()),
        frozenset(_names(row, "sectors", source)) | (before.sectors if before else frozenset()),
        family,
        source,
    )


def result_of(text: Any, types: Mapping[str, TypeInfo], source: str) -> Result | None:
    """Read ``TYPE [mode] [flags]`` (or ``self``, ``inner`` for the act itself, its own act).

    Raises CodebookError naming `source` for a type, mode or flag that does not exist.
    """
    if text is None:
        return None
    name, *rest = str(text).split() or [""]
    if name in {"self", "inner"}:
        flags = frozenset(rest)
        for flag in flags:
            one_of(flag, RESULT_FLAGS, "word in a result", source)
        return Result("", None, flags | {name})
    one_of(name, types, "type", source)
    mode = None
    if rest and rest[0] not in RESULT_FLAGS:
        mode = rest.pop(0)
        if mode not in types[name].modes:
            known = ", ".join(types[name].modes) or "none"
            raise CodebookError(f"{source}: {name} has no mode {mode!r}; its modes: {known}")
    for flag in rest:
        one_of(flag, RESULT_FLAGS, "word in a result", source)
    return Result(name, mode, frozenset(rest))


def _operators(
    files: Iterable[File], types: Mapping[str, TypeInfo], report: Report
) -> dict[str, Operator]:
    operators: dict[str, Operator] = {}
    for file, name, value in _named(files, "operators.yaml"):
        source = file.row(name)
        with reporting(report):
            row = _row(value, source, ("toward", "over", *SECTIONS))
            before = operators.get(name)
            toward = row.get("toward") or (before.toward if before else "target")
            one_of(toward, ("doer", "target", "nobody"), "toward", source)
            over = dict(before.over) if before else {}
            if row.get("over") is None and before is None:
                raise CodebookError(
                    f"{source}: operator {name} has no `over`; families and codes would be right"
                )
            cells = _any_row(row.get("over"), source)
            for family, text in cells.items():
                with reporting(report):
                    one_of(family, FAMILIES, "family", file.at(cells.lines[family]))
                    over[family] = result_of(text, types, file.at(cells.lines[family]))
            operators[name] = Operator(name, toward, over, before.source if before else source)
    for name in GRAMMATICAL:
        if name not in operators:
            place = next((f.at(1) for f in files if f.name == "operators.yaml"), "operators.yaml:1")
            report(
                CodebookError(
                    f"{place}: no operator {name!r}, which grammar asks for; its row would be right"
                )
            )
    return operators


# -- frames ------------------------------------------------------------------------------


def _frames(
    file: File, types: Mapping[str, TypeInfo], classes: Mapping[str, NounClass], report: Report
) -> Iterator[Frame]:
    if file.act:
        yield from _act_frames(file, types, classes, report)
    elif file.name == "operators.yaml":
        for name, row in file.rows.items():
            if isinstance(row, Rows):  # what is not was reported with the operators
                yield from _section_frames(file, row, None, name, classes, report)


# The type of lines that say that their words name no act, however like one they look.
NO_ACT = "NONE"


def _act_frames(
    file: File, types: Mapping[str, TypeInfo], classes: Mapping[str, NounClass], report: Report
) -> Iterator[Frame]:
    """The frames of a file of acts: its type, and for each of its parts the mode."""
    with reporting(report):
        _row(file.rows, file.at(1), ("type", "frames"))
        if "type" not in file.rows:
            raise CodebookError(f"{file.at(1)}: no type; `type: ASSAULT` or such would be right")
        none = file.rows["type"] == NO_ACT
        type_name = "" if none else one_of(file.rows["type"], types, "type", file.row("type"))
        parts = file.rows.get("frames")
        if not isinstance(parts, list):
            raise CodebookError(
                f"{file.at(1)}: no list of frames; `frames:` and `-` would be right"
            )
        for part in parts:
            with reporting(report):
                first = min(part.lines.values(), default=1) if isinstance(part, Rows) else 1
                row = _row(part, file.at(first), ("mode", *SECTIONS))
                code = f"{type_name} {row['mode']}" if row.get("mode") else type_name
                result = None if none else result_of(code, types, file.at(first))
                yield from _section_frames(file, row, result, None, classes, report)


def _section_frames(
    file: File,
    row: Rows,
    result: Result | None,
    operator: str | None,
    classes: Mapping[str, NounClass],
    report: Report,
) -> Iterator[Frame]:
    for section, word_class in SECTIONS.items():
        if row.get(section) is None:
            continue
        place = row.lines[section]
        with reporting(report):
            block = _text(row, section, file.at(place))
            for text, number in numbered_lines(block, place):
                try:
                    yield from read_line(
                        text, word_class, result, operator, classes, file.at(number)
                    )
                except CodebookError as error:
                    report(error)
