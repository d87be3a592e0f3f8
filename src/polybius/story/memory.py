"""Stories of records at hand, without a store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from polybius.record import Record
from polybius.story.cluster import grouped
from polybius.story.report import Report, reports
from polybius.story.story import Story, Told, story_of


def stories(records: Iterable[Record], texts: Mapping[str, str] | None = None) -> list[Story]:
    """The stories of all events in the records, by first report, then id.

    `texts` gives articles by the ids of their records: with it the sentences that tell of
    an act are compared too. The order of the records does not matter.
    """
    told: dict[str, Told] = {}
    compared: list[Report] = []
    for record in records:
        for event in record.events:
            told[event.id] = Told(event, record.id, record.published, record.publisher)
        compared.extend(reports(record, (texts or {}).get(record.id)))
    found = [story_of(told[id] for id in group) for group in grouped(compared)]
    return sorted(found, key=lambda story: (story.first[1] or "9999", story.id))
