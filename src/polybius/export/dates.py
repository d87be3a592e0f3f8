"""The one day on which the older formats put an event."""

from __future__ import annotations

from datetime import date

from polybius.record import Event, Record


def day_of(record: Record, event: Event) -> date | None:
    """The first day the event may have had; the day of publication where the text gives none.

    Formats of one day a row date what has no date of its own by its report; what is told as
    background has then no day at all.
    """
    if event.date is not None:
        return date.fromisoformat(event.date.from_)
    return None if event.historical else published_day(record)


def published_day(record: Record) -> date | None:
    """The day of publication, None where less than a day is known."""
    if record.published is None or len(record.published) < 10:
        return None
    return date.fromisoformat(record.published[:10])
