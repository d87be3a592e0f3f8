"""What is wrong or doubtful in a codebook that can be loaded: for `polybius codebook check`.

Loading itself finds what cannot be read: unknown types, modes, classes, flags, families,
keys. Here stands what reads well and says nothing, says everything, or says two things.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from polybius.codebook.files import File, numbered_lines, read_files
from polybius.codebook.loader import GRAMMATICAL, build
from polybius.codebook.model import Codebook, Element, Frame, Slot
from polybius.codebook.syntax import LINKS

# Verbs so common that without a word beside them they say nothing.
_COMMON = frozenset(
    """be have do make take give get go come say tell put keep let see know think want find use
    seem feel become begin start bring turn set move show look work run stand stay""".split()
)
# Words that head no noun phrase and are no link either.
_FUNCTION = frozenset(
    """a an the this that these those his her its their our my your each every and or but if
    because since until till despite unless while than""".split()
)
# Links that end a compound noun: "walk-out", "build-up".
_PARTICLES = frozenset(
    "ahead around away back between by down in off on out over through up".split()
)
# Flags that turn the owner or the "of" phrase of a noun.
_NOUN_FLAGS = frozenset({"patient", "agent"})
_STATUSES = frozenset({"future", "hypothetical", "negated"})


def check(folder: Path | None = None) -> list[str]:
    """Every mistake of the shipped codebook or, where named, of a user's folder beside it.

    Each is a line `file:line: what; what would be right`, in order of files and lines.
    Raises CodebookError only where there is no such folder.
    """
    found: list[str] = []
    files = read_files(folder, lambda error: found.append(str(error)))
    codebook = build(files, lambda error: found.append(str(error)))
    # A user's files are named with their folder; he answers for these alone.
    asked = [file for file in files if ("/" in file.shown) == (folder is not None)]
    frames = [f for f in _frames(codebook) if ("/" in f.source) == (folder is not None)]
    for frame in frames:
        found += (f"{frame.source}: {frame.line!r} {what}" for what in _of_frame(frame, codebook))
    found += _twice(frames)
    found += _inflected(frames, codebook)
    for file in asked:
        found += _of_blocks(file)
    found += _of_classes(asked, codebook)
    found += _of_tables(asked, codebook)
    return sorted(dict.fromkeys(found), key=_place)


def _place(mistake: str) -> tuple[str, int, str]:
    match = re.match(r"(.*?):(\d+): ", mistake)
    return (match.group(1), int(match.group(2)), mistake) if match else ("", 0, mistake)


def _frames(codebook: Codebook) -> Iterator[Frame]:
    for frames in codebook.frames.values():
        yield from frames


# -- one line by itself ------------------------------------------------------------------


def _of_frame(frame: Frame, codebook: Codebook) -> Iterator[str]:
    if not frame.head or not all(frame.before):
        yield "has an empty word; a word on each side of | would be right"
    if _says_nothing(frame):
        yield f"fits nearly every {frame.head!r}; a class or word beside it would be right"
    yield from _of_elements(frame)
    yield from _of_flags(frame)
    for slot in _slots(frame):
        if slot.kind == "class":
            yield from _of_class_slot(slot, codebook)
    for element in frame.elements:
        # After "to" the word may be an infinitive: "refuse to back down".
        if element.slot.kind == "word" and element.link != "to":
            yield from _of_words(element.slot.names)


def _says_nothing(frame: Frame) -> bool:
    """A very common verb with nothing beside it but anybody or anything."""
    return (
        frame.word_class == "verb"
        and frame.head in _COMMON
        and not frame.before
        and frame.subject is None
        and all(not e.link and e.slot.kind in {"X", "Y", "any"} for e in frame.elements)
    )


def _of_elements(frame: Frame) -> Iterator[str]:
    """Forms that no sentence has."""
    plain = [e for e in frame.elements if not e.link and e.slot.kind != "act"]
    acts = sum(e.slot.kind == "act" for e in frame.elements)
    if frame.word_class == "adjective" and plain:
        yield f"asks for an object of an adjective; a preposition before {_said(plain[0])} would be"
    if len(plain) > 2:
        yield f"asks for {len(plain)} objects; a verb has two at most"
    if "intransitive" in frame.flags and plain:
        yield f"asks for {_said(plain[0])} and is intransitive; one of the two would be right"
    for element in frame.elements:
        if element.link == "that" and element.slot.kind not in {"act", "none"}:
            yield f"asks for {_said(element)}; `that ACT` would be right"
    if acts > 1:
        yield "has more than one ACT; one would be right"
    if frame.operator is None and any(e.slot.kind == "act" and not e.link for e in frame.elements):
        yield "acts on another act; its place would be operators.yaml"
    if frame.operator is not None and not any(
        e.slot.kind in {"act", "class", "word"} for e in frame.elements
    ):
        yield "acts on nothing; an ACT slot, or a class of acts, would be right"
    if len(set(frame.elements)) < len(frame.elements):
        yield "asks for the same twice"


def _of_flags(frame: Frame) -> Iterator[str]:
    if len(statuses := sorted(frame.flags & _STATUSES)) > 1:
        yield f"is {' and '.join(statuses)}; one status would be right"
    if frame.word_class == "verb" and (only := sorted(frame.flags & _NOUN_FLAGS)):
        yield f"is no noun, and {only[0]!r} is for nouns"
    if {"mutual", "swap"} <= frame.flags:
        yield "is mutual and swap; one of the two would be right"
    if {"weak", "strong"} <= frame.flags:
        yield "is weak and strong; one of the two would be right"


def _slots(frame: Frame) -> Iterator[Slot]:
    if frame.subject is not None:
        yield frame.subject
    yield from (element.slot for element in frame.elements)


def _of_class_slot(slot: Slot, codebook: Codebook) -> Iterator[str]:
    for name in slot.names:
        noun_class = codebook.classes.get(name)
        if noun_class is not None and not noun_class.words and not noun_class.sectors:
            yield f"can never match: class {{{name}}} has no words and no sectors"


def _of_words(names: Sequence[str]) -> Iterator[str]:
    for name in names:
        if why := _no_noun(name):
            yield f"can never match {name.replace(' ', '_')!r}: {why}"


def _no_noun(words: str) -> str | None:
    """Why these words are none of the forms under which a noun is looked up.

    These are the noun alone, with one or two words before it, and "A of B".
    """
    parts = words.replace("-", " ").split()
    if not parts:
        return "it is empty"
    if words != words.lower():
        return "words are looked up in lower case"
    if parts[-1] in _FUNCTION | (LINKS - _PARTICLES) or (len(parts) == 1 and parts[0] in LINKS):
        return f"{parts[-1]!r} is no noun"
    if len(parts) == 3 and parts[1] != "of" and parts[1] in LINKS - _PARTICLES:
        return f"what follows {parts[1]!r} stands apart"
    if len(parts) > 3:
        return "a noun is looked up with two words before it at most"
    return None


def _said(element: Element) -> str:
    slot = element.slot
    names = "|".join(name.replace(" ", "_") for name in slot.names)
    said = {"class": f"{{{names}}}", "word": names, "any": "*", "act": "ACT", "none": ""}
    return f"`{f'{element.link} {said.get(slot.kind, slot.kind)}'.strip()}`"


# -- lines beside each other -------------------------------------------------------------


def _twice(frames: Iterable[Frame]) -> Iterator[str]:
    """Lines that fit the same words: told twice, or with two meanings."""
    alike: dict[object, list[Frame]] = defaultdict(list)
    for frame in frames:
        elements = tuple(sorted(frame.elements, key=str))
        alike[frame.word_class, frame.head, frame.before, frame.subject, elements].append(frame)
    for group in alike.values():
        first, *others = sorted(group, key=lambda f: _place(f"{f.source}: "))
        for other in others:
            start = f"{other.source}: {other.line!r}"
            if _code(first) != _code(other):
                yield (
                    f"{start} is {_code(other)}, and {_code(first)} at {first.source}; "
                    "one of the two would be right"
                )
            elif first.flags != other.flags:
                yield f"{start} stands at {first.source} with other flags; one would be right"
            else:
                yield f"{start} stands at {first.source} already; once would be right"


def _code(frame: Frame) -> str:
    if frame.result is None:
        return f"operator {frame.operator}"
    return f"{frame.result.type} {frame.result.mode or ''}".strip()


def _inflected(frames: Iterable[Frame], codebook: Codebook) -> Iterator[str]:
    """Heads that are a form of another head: the text's words are looked up by lemma."""
    for frame in frames:
        for lemma in _lemmas(frame):
            if codebook.frames_for(frame.word_class, lemma):
                yield (
                    f"{frame.source}: {frame.line!r} can never match {frame.head!r}: "
                    f"words stand as lemmas; {lemma!r} would be right"
                )
                break


def _lemmas(frame: Frame) -> Iterator[str]:
    endings = {"verb": ("ed", "ing"), "noun": (), "adjective": ()}[frame.word_class]
    for ending in endings:
        if frame.head.endswith(ending) and len(stem := frame.head.removesuffix(ending)) > 2:
            yield stem
            yield f"{stem}e"
            if stem[-1] == stem[-2]:
                yield stem[:-1]


# -- blocks of words ---------------------------------------------------------------------


def _of_blocks(file: File) -> Iterator[str]:
    """Words that stand twice in a file of words, under one key or under two."""
    if file.act or file.name not in {"light.yaml", "status.yaml", "contexts.yaml", "classes.yaml"}:
        return
    seen: dict[str, tuple[str, int]] = {}
    for key, block in _blocks(file):
        own: dict[str, int] = {}
        for word, number in numbered_lines(block, file.rows.lines[key]):
            if word in own:
                yield f"{file.at(number)}: {word!r} stands on line {own[word]} already"
            elif file.name in {"light.yaml", "status.yaml"} and word in seen:
                other, line = seen[word]
                yield f"{file.at(number)}: {word!r} is {key}, and {other} on line {line}"
            own.setdefault(word, number)
            seen.setdefault(word, (key, number))


def _blocks(file: File) -> Iterator[tuple[str, str]]:
    for key, value in file.rows.items():
        block = value.get("words") if isinstance(value, dict) else value
        if isinstance(block, str):
            yield key, block


def _of_classes(files: Iterable[File], codebook: Codebook) -> Iterator[str]:
    """Classes that nothing uses, that hold nothing, or that hold what no noun is."""
    from polybius.actors.sectors import SECTORS

    used = Counter(
        name for f in _frames(codebook) for s in _slots(f) if s.kind == "class" for name in s.names
    )
    rows = [(file, key, row) for file in files if file.name == "classes.yaml" and not file.act
            for key, row in file.rows.items() if isinstance(row, dict)]  # fmt: skip
    included = {name for _, _, row in rows for name in row.get("include") or ()}
    for file, name, row in rows:
        noun_class = codebook.classes.get(name)
        if noun_class is None:
            continue
        if not noun_class.words and not noun_class.sectors:
            yield f"{file.row(name)}: class {name} is empty; words or sectors would be right"
        if not used[name] and name not in included and noun_class.family is None:
            yield f"{file.row(name)}: class {name} is used by no line and has no family"
        for sector in sorted(set(row.get("sectors") or ()) - SECTORS):
            yield f"{file.row(name)}: class {name}: unknown sector {sector!r}"
        for word, number in numbered_lines(row.get("words") or "", file.rows.lines[name]):
            if why := _no_noun(word):
                yield f"{file.at(number)}: {word!r} can never match: {why}"


# -- tables ------------------------------------------------------------------------------


def _of_tables(files: Iterable[File], codebook: Codebook) -> Iterator[str]:
    for file in files:
        if file.name == "operators.yaml" and not file.act:
            yield from _of_operators(file, codebook)
        if file.name == "types.yaml" and codebook.contexts:
            for name in file.rows:
                info = codebook.types.get(name)
                for mode, contexts in info.mode_contexts.items() if info else ():
                    for context in contexts:
                        if context not in codebook.contexts:
                            place = file.row(name)
                            yield f"{place}: {name} {mode} adds unknown context {context!r}"


def _of_operators(file: File, codebook: Codebook) -> Iterator[str]:
    """Operators that no line names, and those without an answer for some family."""
    named = {frame.operator for frame in _frames(codebook)}
    for name in file.rows:
        operator = codebook.operators.get(name)
        if operator is None:
            continue
        if name not in named and name not in GRAMMATICAL:
            yield f"{file.row(name)}: operator {name} has no line"
        if not any(result is not None for result in operator.over.values()):
            yield f"{file.row(name)}: operator {name} gives nothing over anything"
