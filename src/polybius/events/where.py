"""The place of an event: its own phrase, else the clause's, else the dateline's."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacy.tokens import Token

from polybius.events.clauses import distance
from polybius.events.draft import Draft
from polybius.parse import Parse
from polybius.record import Place

_AT = frozenset({"in", "at", "near", "outside", "around", "across", "on", "of", "inside", "over"})


class PlaceFinder:
    """Gives each draft its place; built for one article from its place names."""

    def __init__(
        self, parse: Parse, places: Sequence[Place], is_act: Callable[[Token], bool]
    ) -> None:
        self._is_act = is_act
        self._places: dict[int, list[Place]] = {}
        for sentence in parse.sentences:
            inside = [p for p in places if sentence.start <= p.start < sentence.end]
            if inside:
                self._places[sentence.index] = inside

    def place_of(self, draft: Draft) -> Place | None:
        """Where the act's words say it happened; None where they do not."""
        parties = {(a.start, a.end) for a in (*draft.actors, *draft.recipients)}
        best: tuple[int, int, int, Place] | None = None
        for place in self._places.get(draft.sentence.index, ()):
            token = draft.sentence.token_at(place.start)
            if token is None:
                continue
            head = token
            while head.dep_ in {"compound", "nmod"} and head.head != head:
                head = head.head
            governed = head.dep_ == "pobj" and head.head.lower_ in _AT
            attached = head in draft.scope or (place.level == "city" and token.dep_ == "compound")
            if (not governed and not attached) or not self._reaches(head, draft):
                continue
            if place.level == "country" and any(s <= place.start < e for s, e in parties):
                continue
            far = distance(head, draft.scope, through_nouns=True)
            if far > 1:
                continue
            rank = (far, 0 if place.level != "country" else 1, abs(place.start - draft.position))
            if best is None or rank < best[:3]:
                best = (*rank, place)
        return best[3] if best else None

    def _reaches(self, head: Token, draft: Draft) -> bool:
        """Whether no other act stands between a place name and the act's own words."""
        inside = {t.i for t in draft.scope}
        at = head
        while at.head != at and at.i not in inside and at.pos_ not in {"VERB", "AUX"}:
            if self._is_act(at):
                return False
            at = at.head
        return True
