"""Read a codebook folder into a `Codebook`; a user's folder adds to or replaces the shipped one.

YAML keeps the structure, one line of text a frame keeps it readable: see docs/codebook.md.
Loading is a matter of 0.1 s, so that nothing has to be compiled or kept in a cache.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

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

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

SECTIONS: Mapping[str, WordClass] = {"verbs": "verb", "nouns": "noun", "adjectives": "adjective"}
FAMILIES = frozenset(
    """meeting cooperation agreement support concession release ceasefire demand accusation
    rejection threat protest sanction restriction mobilization assault investigation unknown
    any""".split()
)
RESULT_FLAGS = frozenset(
    "keep self inner future hypothetical negated claimed embedded-actor embedded-recipient".split()
)


class Lines(str):
    """A block of text that knows the line of its file on which it starts."""

    line: int


class _LineLoader(_Loader):  # type: ignore[misc,valid-type]
    """A YAML loader whose block scalars and mappings remember where they stood."""


def _block(loader: Any, node: yaml.ScalarNode) -> Any:
    if node.style == "|":
        block = Lines(node.value)
        block.line = node.start_mark.line + 2
        return block
    return loader.construct_yaml_str(node)


_LineLoader.add_constructor("tag:yaml.org,2002:str", _block)


def shipped() -> Path:
    """The folder of the codebook that comes with the package."""
    return Path(str(resources.files("polybius.codebook") / "data"))


def read_yaml(path: Path) -> Any:
    """A YAML file's content.

    Raises CodebookError with file and line where it is not well formed.
    """
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_LineLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise CodebookError(f"{path.name}:{line}: not well-formed YAML: {error.problem}") from error


def load(folder: Path | None = None) -> Codebook:
    """The shipped codebook, with the files of `folder` added to it.

    A file of the user's that bears a shipped file's name and starts with `replace: true`
    stands in its stead; otherwise its lines are added and, where they are as specific as
    a shipped line, win. Raises CodebookError (file:line: what; what would be right).
    """
    folders = [shipped()] + ([folder] if folder else [])
    if folder and not folder.is_dir():
        raise CodebookError(f"{folder}: no such codebook folder")
    files = list(_files(folders))
    types = _types(files)
    classes = _classes(files)
    operators = _operators(files, types)
    frames: dict[tuple[WordClass, str], list[Frame]] = defaultdict(list)
    # Later folders first, so that a user's line wins over an equal one of ours.
    for path, data in reversed(files):
        for frame in _frames(path, data, types, classes):
            frames[frame.word_class, frame.head].append(frame)
    word_classes: dict[str, set[str]] = defaultdict(set)
    for noun_class in classes.values():
        for word in noun_class.words:
            word_classes[word].add(noun_class.name)
    return Codebook(
        version=_merged(files, "version.yaml").get("version", "0"),
        types=types,
        contexts={
            name: tuple(text_lines(words))
            for name, words in _merged(files, "contexts.yaml").items()
        },
        classes=classes,
        operators=operators,
        frames={key: tuple(value) for key, value in frames.items()},
        light={
            word: way
            for way, words in _merged(files, "light.yaml").items()
            for word in text_lines(words)
        },
        status_words={
            word: status
            for status, words in _merged(files, "status.yaml").items()
            for word in text_lines(words)
        },
        word_classes={word: frozenset(names) for word, names in word_classes.items()},
    )


def text_lines(block: str) -> Iterator[str]:
    """The lines of a block without comments and blanks."""
    return (text for text, _ in numbered_lines(block))


def numbered_lines(block: str) -> Iterator[tuple[str, int]]:
    """The lines of a block without comments and blanks, each with its number in the file."""
    first = getattr(block, "line", 1)
    for number, line in enumerate(block.splitlines(), first):
        text = line.partition("#")[0].strip()
        if text:
            yield text, number


def _files(folders: list[Path]) -> Iterator[tuple[Path, Any]]:
    replaced: set[str] = set()
    read: list[tuple[Path, Any]] = []
    for folder in folders:
        for path in sorted([*folder.glob("*.yaml"), *folder.glob("acts/*.yaml")]):
            data = read_yaml(path)
            if not isinstance(data, dict):
                raise CodebookError(f"{path.name}:1: expected keys and values at the top")
            if data.pop("replace", False):
                replaced.add(path.name)
                read = [(p, d) for p, d in read if p.name != path.name]
            read.append((path, data))
    yield from read


def _merged(files: list[tuple[Path, Any]], name: str) -> dict[str, Any]:
    return {k: v for path, data in files if path.name == name for k, v in data.items()}


def _types(files: list[tuple[Path, Any]]) -> dict[str, TypeInfo]:
    types = {}
    for name, row in _merged(files, "types.yaml").items():
        modes = row.get("modes") or {}
        types[name] = TypeInfo(
            name=name,
            quad=row["quad"],
            score=float(row["score"]),
            family=row["family"],
            cameo=str(row["cameo"]),
            modes={mode: m.get("score") for mode, m in modes.items()},
            mode_cameo={mode: str(m["cameo"]) for mode, m in modes.items() if "cameo" in m},
            mode_family={mode: m["family"] for mode, m in modes.items() if "family" in m},
            mode_contexts={mode: tuple(m["adds"]) for mode, m in modes.items() if "adds" in m},
        )
    return types


def _classes(files: list[tuple[Path, Any]]) -> dict[str, NounClass]:
    classes: dict[str, NounClass] = {}
    for path, data in files:
        if path.name != "classes.yaml":
            continue
        for name, row in data.items():
            words = set(text_lines(row.get("words", "")))
            for other in row.get("include", ()):
                if other not in classes:
                    raise CodebookError(
                        f"{path.name}: class {name} includes {other!r}, which no line above defines"
                    )
                words |= classes[other].words
            family = row.get("family")
            if family is not None and family not in FAMILIES:
                raise CodebookError(f"{path.name}: class {name}: unknown family {family!r}")
            before = classes.get(name)
            classes[name] = NounClass(
                name,
                frozenset(w.replace("-", " ") for w in words)
                | (before.words if before else frozenset()),
                frozenset(row.get("sectors", ())),
                family,
                path.name,
            )
    return classes


def result_of(text: str | None, types: Mapping[str, TypeInfo], source: str) -> Result | None:
    """Read ``TYPE [mode] [flags]`` (or ``self``, ``inner`` for the act itself, its own act).

    Raises CodebookError naming `source` for a type, mode or flag that does not exist.
    """
    if text is None:
        return None
    name, *rest = text.split()
    if name in {"self", "inner"}:
        return Result("", None, frozenset([name, *rest]))
    if name not in types:
        raise CodebookError(f"{source}: unknown type {name!r}{_nearest(name, types)}")
    mode = None
    if rest and rest[0] not in RESULT_FLAGS:
        mode = rest.pop(0)
        if mode not in types[name].modes:
            known = ", ".join(types[name].modes) or "none"
            raise CodebookError(f"{source}: {name} has no mode {mode!r}; its modes: {known}")
    if unknown := set(rest) - RESULT_FLAGS:
        raise CodebookError(f"{source}: unknown word {min(unknown)!r} in result {text!r}")
    return Result(name, mode, frozenset(rest))


def _nearest(name: str, known: Mapping[str, Any]) -> str:
    import difflib

    near = difflib.get_close_matches(name, list(known), n=1)
    return f" (did you mean {near[0]}?)" if near else ""


def _operators(files: list[tuple[Path, Any]], types: Mapping[str, TypeInfo]) -> dict[str, Operator]:
    operators = {}
    for path, data in files:
        if path.name != "operators.yaml":
            continue
        for name, row in data.items():
            over = {}
            for family, text in row["over"].items():
                if family not in FAMILIES:
                    raise CodebookError(
                        f"{path.name}: operator {name}: unknown family {family!r}"
                        f"{_nearest(family, dict.fromkeys(FAMILIES))}"
                    )
                over[family] = result_of(text, types, f"{path.name}: operator {name}")
            operators[name] = Operator(name, row.get("toward", "target"), over, path.name)
    return operators


def _frames(
    path: Path,
    data: Any,
    types: Mapping[str, TypeInfo],
    classes: Mapping[str, NounClass],
) -> Iterator[Frame]:
    if path.name == "operators.yaml":
        for name, row in data.items():
            yield from _section_frames(path, row, None, name, classes)
    elif path.parent.name == "acts":
        type_name = data.get("type")
        if type_name not in types:
            raise CodebookError(
                f"{path.name}:1: unknown type {type_name!r}{_nearest(str(type_name), types)}"
            )
        for row in data["frames"]:
            code = f"{type_name} {row['mode']}" if row.get("mode") else type_name
            result = result_of(code, types, path.name)
            yield from _section_frames(path, row, result, None, classes)


def _section_frames(
    path: Path,
    row: Mapping[str, Any],
    result: Result | None,
    operator: str | None,
    classes: Mapping[str, NounClass],
) -> Iterator[Frame]:
    for section, word_class in SECTIONS.items():
        for text, number in numbered_lines(row.get(section) or ""):
            source = f"{path.name}:{number}"
            yield from read_line(text, word_class, result, operator, classes, source)
