"""Corrections -> gold, in the form that `polybius evaluate articles` reads.

Of each article that somebody judged: the events that were called right, as they were; the
mended ones as they ought to be; the missed ones. An event that nobody judged counts neither
way (`core` false), unless the article was read to the end: then it is right. What two people
do not agree on counts neither way; where they differ in a field, either value is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from polybius.evaluate.matching import overlap
from polybius.record import Actor, Event, Record, plain
from polybius.store import Store
from polybius.store.corrections import Correction
from polybius.store.entries import text_sha256

Gold = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reading:
    """How one person judged one article.

    `judged` has, by an event's id, the event as they hold it to be, None where they hold it
    to be none; `missed` those that the coder did not see; `open` the coder's events that they
    said nothing of; `complete` says that they read all of it.
    """

    by: str
    judged: Mapping[str, Gold | None]
    missed: tuple[Gold, ...]
    open: Mapping[str, Gold]
    complete: bool

    def votes(self, key: str) -> list[Gold | None]:
        """What they hold an event to be, if they say: who read all of an article and said
        nothing of an event holds it to be right."""
        if key in self.judged:
            return [self.judged[key]]
        return [self.open[key]] if self.complete and key in self.open else []


def standing(corrections: Iterable[Correction]) -> list[Correction]:
    """Those that were not taken back."""
    return [one for one in corrections if one.undone is None]


def read(record: Record, corrections: Sequence[Correction]) -> dict[str, Reading]:
    """How each person judged an article, by their name. `corrections` are those of this
    article that stand."""
    return {
        by: _reading(record, by, [one for one in corrections if one.by == by])
        for by in sorted({one.by for one in corrections})
    }


def _reading(record: Record, by: str, corrections: Sequence[Correction]) -> Reading:
    judged: dict[str, Gold | None] = {}
    missed: list[Gold] = []
    for one in corrections:
        if one.verdict == "missed":
            missed.append(mended({}, one.fields, record))
        elif one.event is not None and one.was is not None:
            holds = one.verdict in ("right", "mended")
            judged[one.event] = mended(one.was, one.fields, record) if holds else None
    # An event that was coded anew under another id is still the one that was judged.
    spans = {_trigger(one.was) for one in corrections if one.was}
    return Reading(
        by,
        judged,
        tuple(missed),
        {
            event.id: mended(snapshot(event), {}, record)
            for event in record.events
            if event.id not in judged and (event.trigger.start, event.trigger.end) not in spans
        },
        any(one.verdict == "complete" for one in corrections),
    )


def _trigger(was: Mapping[str, Any]) -> tuple[int, int] | None:
    spans = was.get("spans")
    return tuple(spans[0]) if spans else None


def snapshot(event: Event) -> dict[str, Any]:
    """The fields of an event that a correction may change, as they are."""
    return {
        "type": event.type,
        "modes": list(event.modes),
        "contexts": list(event.contexts),
        "status": event.status,
        "historical": event.historical,
        "date": event.date and {"from": event.date.from_, "to": event.date.to},
        "place": event.place and {"text": event.place.text, "country": event.place.country},
        "spans": [
            [event.trigger.start, event.trigger.end],
            *([mention.start, mention.end] for mention in event.mentions),
        ],
        "actors": [_party(actor) for actor in event.actors],
        "recipients": [_party(actor) for actor in event.recipients],
        "claims": [
            {"text": c.source.text, "country": c.source.country, "stance": c.stance}
            for c in event.claims
        ],
        "counts": {kind: n for kind, n in plain(event.counts).items() if n is not None},
    }


def _party(actor: Actor) -> dict[str, Any]:
    return {"text": actor.text, "country": actor.country, "sectors": list(actor.sectors)}


def mended(was: Mapping[str, Any], fields: Mapping[str, Any], record: Record) -> Gold:
    """A gold event: what it was, with the fields that ought to be otherwise."""
    told = {**was, **fields}
    spans = [list(span) for span in told.get("spans") or []]
    date, place, claims = told.get("date"), told.get("place"), told.get("claims") or []
    return {
        "type": told["type"],
        "also": [],
        "mode": told.get("modes") or [],
        "main": False,
        "core": True,
        "spans": spans,
        "sentence_spans": [
            list(sentence)
            for sentence in record.sentences
            if any(overlap(sentence, (span[0], span[1])) for span in spans)
        ],
        "actors": [_gold_party(party) for party in told.get("actors") or []],
        "recipients": [_gold_party(party) for party in told.get("recipients") or []],
        "status": [told.get("status") or "actual"],
        "dates": [[date["from"], date["to"]] if date else None],
        "place": {"text": place["text"], "country": place.get("country") or ""} if place else None,
        "claim_by": [
            {"text": c["text"], "country": [c["country"]] if c.get("country") else []}
            for c in claims
        ],
        "claim_agree": True,
        "stance": claims[0]["stance"] if claims else "asserts",
        "historical": bool(told.get("historical")),
        "contexts": told.get("contexts") or [],
        "counts": told.get("counts") or {},
    }


def _gold_party(party: Mapping[str, Any]) -> dict[str, Any]:
    country, sectors = party.get("country"), party.get("sectors") or []
    world = ["IGO"] if "IGO" in sectors else []
    return {
        "text": party["text"],
        "country": [country] if country else world,
        "sector": list(sectors),
    }


def article(readings: Sequence[Reading]) -> list[Gold]:
    """The gold events of one article, from all who judged it."""
    out: list[Gold] = []
    keys = (key for reading in readings for key in (*reading.judged, *reading.open))
    for key in dict.fromkeys(keys):
        votes = [vote for reading in readings for vote in reading.votes(key)]
        held = [vote for vote in votes if vote is not None]
        if held:
            out.append({**merged(held), "core": len(held) == len(votes)})
        elif not votes:
            out.append({**next(r.open[key] for r in readings if key in r.open), "core": False})
    return out + _missed(readings)


def _missed(readings: Sequence[Reading]) -> list[Gold]:
    """Missed events: the same for two people where type and words agree. One that another
    person, who read to the end, did not see counts neither way."""
    groups: list[list[tuple[str, Gold]]] = []
    for reading in readings:
        for gold in reading.missed:
            for group in groups:
                if same(group[0][1], gold) and reading.by not in {by for by, _ in group}:
                    group.append((reading.by, gold))
                    break
            else:
                groups.append([(reading.by, gold)])
    out = []
    for group in groups:
        others = [r for r in readings if r.complete and r.by not in {by for by, _ in group}]
        out.append({**merged([gold for _, gold in group]), "core": not others})
    return out


def same(one: Gold, other: Gold) -> bool:
    """Whether two gold events are of one type and share words."""
    return one["type"] == other["type"] and any(
        overlap((a[0], a[1]), (b[0], b[1])) for a in one["spans"] for b in other["spans"]
    )


def merged(golds: Sequence[Gold]) -> Gold:
    """One gold event of several: every value that somebody gave is right."""
    first = golds[0]
    types = list(dict.fromkeys(gold["type"] for gold in golds))
    dates: list[Any] = []
    for gold in golds:
        dates += [date for date in gold["dates"] if date not in dates]
    return {
        **first,
        "also": types[1:],
        "mode": list(dict.fromkeys(mode for gold in golds for mode in gold["mode"])),
        "status": list(dict.fromkeys(status for gold in golds for status in gold["status"])),
        "dates": dates,
        "spans": _union(gold["spans"] for gold in golds),
        "sentence_spans": _union(gold["sentence_spans"] for gold in golds),
        "claim_agree": len({bool(gold["claim_by"]) for gold in golds}) == 1,
    }


def _union(lists: Iterable[list[list[int]]]) -> list[list[int]]:
    out: list[list[int]] = []
    for spans in lists:
        out += [span for span in spans if span not in out]
    return out


def rows(store: Store, by: str | None = None, complete: bool = False) -> Iterator[Gold]:
    """The gold of every article that was judged (by one person, or by all), with its text.

    With `complete`, only articles that somebody read to the end. Articles whose text is not
    kept, or is another by now, are left out.
    """
    corrections = standing(store.corrections.all())
    if by is not None:
        corrections = [one for one in corrections if one.by == by]
    for document in dict.fromkeys(one.document for one in corrections):
        mine = [one for one in corrections if one.document == document]
        stored = store.document(document)
        if stored is None or stored.text is None:
            continue
        now = text_sha256(stored.text)
        mine = [one for one in mine if one.text_sha256 == now]
        readings = list(read(stored.record, mine).values())
        if not readings or (complete and not any(reading.complete for reading in readings)):
            continue
        yield {
            "id": document,
            "published": stored.record.published,
            "title": stored.record.title,
            "publisher": stored.record.publisher,
            "text": stored.text,
            "events": article(readings),
        }
