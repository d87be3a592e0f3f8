"""Where a record's events stand in the text: one list of marks for the page to draw."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from polybius.record import Event, Record

Mark = dict[str, Any]


def marks(record: Record) -> list[Mark]:
    """Each span that tells something of an event, by start, the longer ones first.

    Spans may overlap, and one span may stand in several marks. `role` is what it tells:
    trigger, mention, actor, recipient, date, place, claim (a source), cue, count or link.
    """
    found = {
        (start, end, role, event.id)
        for event in record.events
        for start, end, role in _spans(event)
    }
    return [
        {"start": start, "end": end, "role": role, "event": event}
        for start, end, role, event in sorted(
            found, key=lambda mark: (mark[0], -mark[1], mark[2], mark[3])
        )
    ]


def _spans(event: Event) -> Iterator[tuple[int, int, str]]:
    parts: list[tuple[str, Any]] = [("trigger", event.trigger)]
    parts += [("mention", mention) for mention in event.mentions]
    parts += [("actor", actor) for actor in event.actors]
    parts += [("recipient", recipient) for recipient in event.recipients]
    parts += [("date", event.date), ("place", event.place)]
    for claim in event.claims:
        parts += [("claim", claim.source), ("cue", claim.cue)]
    parts += [("count", count) for count in event.count_details]
    parts += [("link", link.cue) for link in event.links]
    for role, span in parts:
        if span is not None and span.start is not None:
            yield span.start, span.end, role
