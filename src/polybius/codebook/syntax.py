"""The language of codebook lines, read into frames. Documented in docs/codebook.md.

A line is ``[{subject class}] word elements ; flags``::

    cancel {meeting}
    {court} clear X of
    call on X to ACT
    pull plug on {cooperation}
    meet with X ; mutual
    air raid on X            (a noun: the words before the first link end in its head)
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from polybius.codebook.model import Element, Frame, Result, Slot, WordClass
from polybius.errors import CodebookError

LINKS = frozenset(
    """about across after against ahead along alongside amid among apart around as aside at away
    back before behind beside beyond between by down during for forth forward from in inside into
    near of off on onto out outside over past since through throughout to together toward towards
    under up upon via with within without that whether how""".split()
)
# Adverbs that stand alone: nothing hangs on them.
ADVERBS = frozenset("jointly closely directly privately publicly home".split())
FLAGS = frozenset(
    """mutual swap patient agent weak strong future hypothetical negated speaker intransitive
    bare territory""".split()
)
_SUBJECT = re.compile(r"^\{([\w|-]+)\}\s+")


def read_line(
    line: str,
    word_class: WordClass,
    result: Result | None,
    operator: str | None,
    classes: Collection[str],
    source: str,
) -> Iterator[Frame]:
    """The frames of one line: one for each of the alternatives of its head word.

    Raises CodebookError, starting with `source`, for an unknown class or flag and for a
    line without a head word.
    """
    for one in _each_link(line):
        yield from _frames(one, word_class, result, operator, classes, source)


def _each_link(line: str) -> Iterator[str]:
    """A line once for each of the alternatives of a link: "due in|at *"."""
    words = line.split()
    for i, word in enumerate(words):
        links = word.split("|")
        if len(links) > 1 and LINKS.issuperset(links):
            for link in links:
                yield from _each_link(" ".join([*words[:i], link, *words[i + 1 :]]))
            return
    yield line


def _frames(
    line: str,
    word_class: WordClass,
    result: Result | None,
    operator: str | None,
    classes: Collection[str],
    source: str,
) -> Iterator[Frame]:
    body, _, tail = line.partition(";")
    flags = frozenset(tail.split())
    if unknown := flags - FLAGS:
        raise CodebookError(
            f"{source}: unknown flag {min(unknown)!r}; flags are {', '.join(sorted(FLAGS))}"
        )
    subject = None
    body = body.strip()
    if match := _SUBJECT.match(body):
        subject = _class_slot(match.group(1), classes, source)
        body = body[match.end() :]
    words = body.split()
    if not words or not re.match(r"[\w'.]", words[0]):
        raise CodebookError(f"{source}: {line.strip()!r} has no word to look for; it goes first")
    if word_class == "noun":
        length = next(
            (n for n, w in enumerate(words) if n and (w in LINKS or _is_slot(w))), len(words)
        )
        *before, heads = " ".join(words[:length]).replace("-", " ").split()
        rest = words[length:]
    else:
        before, heads, rest = [], words[0], words[1:]
    elements = tuple(_elements(rest, classes, source))
    for alternative in heads.split("|"):
        # A text's hyphens part words: "test-fired" is "fired" with "test" before it.
        *first, head = alternative.lower().split("-")
        yield Frame(
            head,
            word_class,
            (*(w.lower() for w in before), *first),
            subject,
            elements,
            result,
            operator,
            flags,
            line.strip(),
            source,
        )


def _is_slot(word: str) -> bool:
    return word in {"X", "Y", "*", "ACT"} or word.startswith("{")


def _class_slot(names: str, classes: Collection[str], source: str) -> Slot:
    wanted = tuple(names.split("|"))
    for name in wanted:
        if name not in classes:
            raise CodebookError(f"{source}: unknown class {{{name}}}; see classes.yaml")
    return Slot("class", wanted)


def _slot(word: str, classes: Collection[str], source: str) -> Slot:
    if word == "X":
        return Slot("X")
    if word == "Y":
        return Slot("Y")
    if word == "*":
        return Slot("any")
    if word == "ACT":
        return Slot("act")
    if word.startswith("{"):
        if not word.endswith("}"):
            raise CodebookError(f"{source}: {word!r} has no closing brace; {word}}} would be right")
        return _class_slot(word[1:-1], classes, source)
    return Slot("word", tuple(re.sub("[_-]", " ", w.lower()) for w in word.split("|")))


def _elements(words: list[str], classes: Collection[str], source: str) -> Iterator[Element]:
    at = 0
    while at < len(words):
        word = words[at]
        if word in ADVERBS:
            yield Element(word, Slot("none"))
            at += 1
        elif word not in LINKS:
            yield Element("", _slot(word, classes, source))
            at += 1
        elif at + 1 < len(words) and words[at + 1] not in LINKS | ADVERBS:
            yield Element(word, _slot(words[at + 1], classes, source))
            at += 2
        else:
            yield Element(word, Slot("none"))
            at += 1
