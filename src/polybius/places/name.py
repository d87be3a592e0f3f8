"""A stretch of text that names a place, and what it could mean."""

from __future__ import annotations

from dataclasses import dataclass

from polybius.places.candidates import Candidate

# A name of this weight and more is a place; below `DOUBTED` it is none; between them the
# article's other places decide.
ACCEPTED = 0.8
DOUBTED = 0.35


@dataclass(frozen=True, slots=True)
class Name:
    """A place name in the text (offsets in the article), its weight and its candidates.

    `within` is the larger place that the text puts directly behind it ("Springfield,
    Ill."). No candidates: a name that the gazetteer does not know.
    """

    start: int
    end: int
    text: str
    key: str
    candidates: tuple[Candidate, ...]
    within: Candidate | None = None
    weight: float = 2.0

    def overlaps(self, start: int, end: int) -> bool:
        return self.start < end and start < self.end
