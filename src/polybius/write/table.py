"""Records as tables for reading, events in the order of the text."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO

from polybius.record import Actor, Claim, Event, EventDate, Place, Record
from polybius.shown import harmless, one_line

if TYPE_CHECKING:
    from rich.console import Console

# The table's width where it does not go to a terminal, and the least that it is made for.
_WIDTH = 100
# The columns after the number, and their shares of the width.
_COLUMNS = {
    "what": 14,
    "who → whom": 30,
    "status, date": 13,
    "where": 10,
    "said by": 12,
    "words": 13,
}


def write_table(records: Iterable[Record], stream: BinaryIO) -> None:
    """One table for each record under a line on its source; wide as the terminal, or 100."""
    from rich.console import Console  # here, so that other formats start without it

    on_terminal = sys.stdout.isatty() and stream is sys.stdout.buffer
    width = max(_WIDTH, shutil.get_terminal_size().columns) if on_terminal else _WIDTH
    text = io.TextIOWrapper(stream, encoding="utf-8", errors="backslashreplace", newline="")
    try:
        console = Console(
            file=text, width=width, force_terminal=on_terminal, highlight=False, markup=False
        )
        for number, record in enumerate(records):
            if number:
                console.print()
            _print(record, console)
            text.flush()
    finally:
        text.flush()
        text.detach()


def _print(record: Record, console: Console) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    console.print(Text(one_line(record.title or record.id), style="bold"))
    about = [record.id, *filter(None, (record.publisher, ", ".join(record.authors)))]
    if record.dateline:
        about.append(record.dateline)
    about.append(record.published or "no date")
    console.print(Text(one_line(" · ".join(about)), style="dim"))
    for kind, lines in (("refused", record.errors), ("note", record.warnings)):
        for line in lines:
            console.print(Text(one_line(f"{kind}: {line}"), style="yellow"))
    if not record.events:
        if not record.errors:
            console.print(Text("no events"))
        return
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, expand=True)
    table.add_column("#", justify="right", no_wrap=True, width=2)
    for name, share in _COLUMNS.items():
        table.add_column(name, ratio=share, overflow="fold")
    events = sorted(record.events, key=lambda event: event.trigger.start)
    for number, event in enumerate(events, 1):
        table.add_row(*(Text(harmless(cell)) for cell in (str(number), *cells(event))))
    console.print(table)


def cells(event: Event) -> tuple[str, str, str, str, str, str]:
    """What, who to whom, status and date, place, according to whom, and in which words."""
    what = f"{event.type} {', '.join(event.modes)}".strip()
    parties = f"{_party(event.actors)} → {_party(event.recipients)}"
    status = f"{event.status}, background" if event.historical else event.status
    when = f"{status}\n{_date(event.date)}" if event.date else status
    claims = "\n".join(_claim(claim) for claim in event.claims)
    words = " / ".join(
        dict.fromkeys([event.trigger.text, *(mention.text for mention in event.mentions)])
    )
    return what, parties, when, _place(event.place), claims, " ".join(words.split())


def _party(party: tuple[Actor, ...]) -> str:
    return ", ".join(_actor(actor) for actor in party) or "–"


def _actor(actor: Actor) -> str:
    name = " ".join((actor.name or actor.text).split())
    code = " ".join([*([actor.country] if actor.country else []), *actor.sectors[:1]])
    return f"{name} ({code})" if code else name


def _date(date: EventDate) -> str:
    return date.from_ if date.from_ == date.to else f"{date.from_}\nto {date.to}"


def _place(place: Place | None) -> str:
    if place is None:
        return ""
    return f"{place.name}, {place.country}" if place.country else place.name


def _claim(claim: Claim) -> str:
    name = claim.source.name or claim.source.text
    return name if claim.stance == "asserts" else f"{name} ({claim.stance})"
