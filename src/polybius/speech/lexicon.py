"""The words that attribute: cues of saying, thinking and wanting, read from a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from polybius.errors import CodebookError
from polybius.record import Stance

TABLE = Path(__file__).parent / "data" / "cues.tsv"
WITNESSES = Path(__file__).parent / "data" / "witnesses.txt"

Part = Literal["verb", "noun", "adj", "phrase"]
CueKind = Literal["indirect", "belief"]

_HEADER = ("cue", "part", "kind", "stance", "frames")
_PARTS = ("verb", "noun", "adj", "phrase")
_KINDS = ("indirect", "belief")
_STANCES = ("asserts", "denies", "questions")
_FRAMES = ("quote", "that", "to", "do", "ing", "np", "as", "finds", "clause")


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of the table.

    `words` are the head's lemma and its particles or prepositions; in a phrase they are
    lower-case words with ``...`` where the source stands. `frames` say what may hold the
    content (the table's own header explains them); `row` is ``file:line``.
    """

    words: tuple[str, ...]
    part: Part
    kind: CueKind
    stance: Stance
    frames: frozenset[str]
    row: str

    @property
    def prepositions(self) -> frozenset[str]:
        """Those whose object may hold the content."""
        return frozenset(frame[1:] for frame in self.frames if frame.startswith("~"))


class Lexicon:
    """All cues, found by part of speech and first word; longer cues come first."""

    def __init__(self, cues: tuple[Cue, ...], witnesses: frozenset[str] = frozenset()) -> None:
        self.witnesses = witnesses
        self._cues: dict[tuple[str, str], list[Cue]] = {}
        self._verbs: dict[str, str] = {}
        for cue in sorted(cues, key=lambda cue: -len(cue.words)):
            self._cues.setdefault((cue.part, cue.words[0]), []).append(cue)
            if cue.part == "verb":
                self._verbs.update(dict.fromkeys(regular_forms(cue.words[0]), cue.words[0]))

    @classmethod
    def load(cls, path: Path = TABLE, witnesses: Path = WITNESSES) -> Lexicon:
        """Read a table of cues and a list of witnesses: things that tell, such as a survey.

        Raises CodebookError, with file and line.
        """
        lines = witnesses.read_text(encoding="utf-8").splitlines()
        nouns = (line.strip() for line in lines if not line.startswith("#"))
        return cls(tuple(_read(path)), frozenset(filter(None, nouns)))

    def verb(self, form: str, lemma: str) -> list[Cue]:
        """The verbs of this lemma, or else of this form: lemmatisers take "hoped" for "hop"."""
        return self.get("verb", lemma) or self.get("verb", self._verbs.get(form, ""))

    def get(self, part: Part, word: str) -> list[Cue]:
        """The cues of this part of speech that begin with this word."""
        return self._cues.get((part, word), [])


def regular_forms(lemma: str) -> Iterator[str]:
    """The forms that a regular verb may take; some of them are no words, which does no harm."""
    yield from (f"{lemma}s", f"{lemma}es", f"{lemma}ed", f"{lemma}ing")
    if lemma.endswith("e"):
        yield from (f"{lemma}d", f"{lemma[:-1]}ing")
    elif lemma.endswith("y"):
        yield from (f"{lemma[:-1]}ies", f"{lemma[:-1]}ied")
    else:
        yield from (f"{lemma}{lemma[-1]}ed", f"{lemma}{lemma[-1]}ing")


def _read(path: Path) -> Iterator[Cue]:
    seen: dict[tuple[str, str], int] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        row = tuple(cell.strip() for cell in line.split("\t"))
        if row == _HEADER:
            continue
        where = f"{path.name}:{number}"
        if len(row) != len(_HEADER):
            raise CodebookError(
                f"{where}: {len(row)} columns; {len(_HEADER)} expected: {', '.join(_HEADER)}"
            )
        text, part, kind, stance, frames = row
        _one_of(where, "part", part, _PARTS)
        _one_of(where, "kind", kind, _KINDS)
        _one_of(where, "stance", stance, _STANCES)
        held = frozenset(frame.strip() for frame in frames.split(","))
        for frame in held:
            if not (frame.startswith("~") and frame[1:].isalpha()):
                _one_of(where, "frame", frame, (*_FRAMES, "~about"))
        if part == "phrase" and "..." not in text.split():
            raise CodebookError(
                f"{where}: '{text}' is a phrase; ... where its source stands is needed"
            )
        if first := seen.get((part, text)):
            raise CodebookError(
                f"{where}: {part} '{text}' is given in line {first} already; once would be right"
            )
        seen[part, text] = number
        yield Cue(
            tuple(text.lower().split()),
            cast(Part, part),
            cast(CueKind, kind),
            cast(Stance, stance),
            held,
            where,
        )


def _one_of(where: str, what: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise CodebookError(f"{where}: unknown {what} '{value}'; one of {', '.join(allowed)}")
