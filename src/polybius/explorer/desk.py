"""The coder at the page's service: loaded when it is first wanted, one text at a time."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from polybius.article import Article
from polybius.errors import InputError
from polybius.explorer.marks import marks
from polybius.reading import article
from polybius.record import Event

if TYPE_CHECKING:
    from polybius.coder import Coder
    from polybius.events.explain import Reading

# Code points of a text that the page may have coded.
LONGEST = 200_000


class Desk:
    """Codes texts for the page. A parser takes half a gigabyte and seconds to load, so that
    a page that only looks things up does without."""

    def __init__(self) -> None:
        self._coder: Coder | None = None
        self._loading = False
        self._lock = threading.Lock()

    @property
    def state(self) -> str:
        """`cold`, `loading` or `ready`."""
        return "ready" if self._coder else "loading" if self._loading else "cold"

    def warm(self) -> None:
        """Begin to load the coder, where nobody has."""
        if self.state == "cold":
            self._loading = True
            threading.Thread(target=self._loaded, daemon=True).start()

    def _loaded(self) -> Coder:
        with self._lock:
            return self._ensured()

    def _ensured(self) -> Coder:
        if self._coder is None:
            self._loading = True
            try:
                from polybius.coder import Coder

                # Whoever asks says how sure an event must be.
                self._coder = Coder(min_confidence=0.0)
            finally:
                self._loading = False
        return self._coder

    def code(
        self, text: str, published: str | None, title: str | None, min_confidence: float
    ) -> dict[str, Any]:
        """The record of a text, and its marks. Raises InputError where it cannot be coded."""
        from polybius.coder import kept

        given = checked(text, published, title)
        with self._lock:
            record = self._ensured().code(given)
        record = replace(record, events=kept(record.events, min_confidence))
        return {"text": given.text, "record": record.to_json(), "marks": marks(record)}

    def readings(self, given: Article, events: Sequence[Event] | None) -> list[dict[str, Any]]:
        """Every word of an article that was taken for an act, and why, with the event it is
        part of; `events` are those of its record, coded anew where they are not given."""
        with self._lock:
            coder = self._ensured()
            events = coder.code(given).events if events is None else events
            found = coder.explain(given)
        of = {(event.trigger.start, event.trigger.end): event for event in events}
        for event in events:
            of.update({(mention.start, mention.end): event for mention in event.mentions})
        return [_told(reading, _event(reading, of)) for reading in found]


def _event(reading: Reading, of: Mapping[tuple[int, int], Event]) -> Event | None:
    """The event that a word tells of: its trigger may have a particle more."""
    for (start, end), event in of.items():
        if start <= reading.start and reading.end <= end:
            return event
    return None


def _told(reading: Reading, event: Event | None) -> dict[str, Any]:
    verdict, why = _verdict(reading, event)
    return {
        "start": reading.start,
        "end": reading.end,
        "text": reading.text,
        "sentence": reading.sentence,
        "event": event.id if event else None,
        "rules": reading.type
        and {"type": reading.type, "mode": reading.mode, "evidence": list(reading.evidence)},
        "learned": [{"type": type_, "chance": chance} for type_, chance in reading.chances],
        "lost": list(reading.lost),
        "verdict": verdict,
        "why": why,
    }


def _verdict(reading: Reading, event: Event | None) -> tuple[str, str]:
    """What became of a reading, in a word and in a line."""
    if reading.final is None:
        return "left out", "no rule knows it, and the learned part is not sure enough"
    if event is None:
        return "left out", "no actors of politics, or not sure enough"
    if reading.type is None:
        return "filled", f"no rule knows it; the learned part is sure of {reading.final}"
    if reading.final != reading.type:
        return "renamed", f"the rules say {reading.type}, the learned part is sure of" + (
            f" {reading.final}"
        )
    if event.type != reading.final:
        return "joined", f"part of an event of another type, {event.type}"
    if event.trigger.start > reading.start or event.trigger.end < reading.end:
        return "joined", "a further mention of the event"
    return "kept", "the rules' reading stands"


def checked(text: str, published: str | None, title: str | None) -> Article:
    """A pasted text as an article. Raises InputError for one that is none."""
    if len(text) > LONGEST:
        raise InputError(f"a text of {len(text):,} characters; at most {LONGEST:,} would be right")
    given = {"text": text, "title": title, "published": published}
    return article("pasted", given, None)
