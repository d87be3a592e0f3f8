"""How a phrase hangs together: its head's part, its prepositions, what says no nationality."""

from __future__ import annotations

from polybius.actors.phrase import Phrase, Segment

_OF = frozenset(("of", "for", "to", "with", "at", "from", "within", "de"))
IN = frozenset("in at near from inside across around throughout on outside along".split())
PREPOSITIONS = (
    _OF
    | IN
    | frozenset(
        "by against under over between among about after before during amid since without".split()
    )
)
# After a hyphen these make an adjective that is no nationality: Iran-backed, Russian-born.
_NOT_OF = frozenset(
    "backed born speaking held controlled occupied trained made funded allied supported style "
    "language brokered sponsored mediated ruled dominated installed appointed friendly "
    "administered linked aligned armed inspired based bound proposed drafted supplied built "
    "educated engineered imposed affiliated annexed claimed financed flagged ".split()
)
_AGAINST = frozenset(("anti", "pro", "non", "post", "pre"))


class Structure:
    """The structure of one phrase."""

    def __init__(self, phrase: Phrase) -> None:
        self.phrase = phrase

    def _cut(self, segments: list[Segment]) -> int:
        """The first preposition that has a known form or a name before it and lies in no form."""
        inside = {i for s in segments for i in range(s.start, s.end)}
        for i, word in enumerate(self.phrase.words):
            if i and word.low in PREPOSITIONS and i not in inside:  # noqa: SIM102
                if any(s.start < i for s in segments) or self.phrase.words[i - 1].capital:
                    return i
            relative = word.low in ("who", "which", "that", "whose", "where")
            if i and relative and not word.acronym and i not in inside:
                return i
        return len(self.phrase.words)

    def _preposition(self, segment: Segment, cut: int) -> str:
        """The preposition nearest before a segment that stands after the head."""
        for i in range(segment.start - 1, cut - 1, -1):
            low = self.phrase.words[i].low
            if low in PREPOSITIONS:
                return low
        return ""

    def _neutral(self, segment: Segment) -> bool:
        """Whether a nationality says nothing of the head's own: anti-Russian, Iran-backed."""
        words = self.phrase.words
        if segment.start and words[segment.start - 1].low in _AGAINST:
            return True
        last = words[segment.end - 1]
        return last.hyphen and segment.end < len(words) and words[segment.end].low in _NOT_OF

    def _nationality(self, segments: list[Segment]) -> str | None:
        for segment in segments:
            if segment.sort in ("adjective", "country", "region") and not self._neutral(segment):
                return segment.first.country
        return None
