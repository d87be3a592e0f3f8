"""What a change of codebook or version adds to, takes from and alters in the events of a corpus.

Two sides code the same documents: each by a codebook, or as a file of records made earlier
says. The events of a document are matched one to one by type and trigger; what is left over
was added or lost, what differs in a matched pair was altered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import tee
from pathlib import Path
from typing import TYPE_CHECKING, Any

from polybius.article import Article
from polybius.coding import coded
from polybius.errors import UsageError
from polybius.reading import Refusal
from polybius.reading.files import open_lines
from polybius.reading.jsonl import parse

if TYPE_CHECKING:
    from polybius.coder import Coder

SHIPPED = "shipped"
_RECORDS = (".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")

Record = Mapping[str, Any]  # a record in its JSON form, coded now or read from a file
Event = Mapping[str, Any]
Document = Article | Refusal
Side = Callable[[Iterable[Document]], Iterator[Record | None]]


@dataclass(frozen=True, slots=True)
class Altered:
    """An event that both sides have, and the fields in which they differ: old and new value."""

    old: Event
    new: Event
    fields: Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Change:
    """What differs in one document; `sentence` gives the text of an event's sentence."""

    id: str
    added: tuple[Event, ...]
    lost: tuple[Event, ...]
    altered: tuple[Altered, ...]
    sentence: Callable[[Event], str]

    def __bool__(self) -> bool:
        return bool(self.added or self.lost or self.altered)

    def to_json(self) -> dict[str, Any]:
        """The change as plain JSON values."""
        return {
            "id": self.id,
            "added": [self._told(event) for event in self.added],
            "lost": [self._told(event) for event in self.lost],
            "altered": [
                self._told(a.new)
                | {"fields": {k: {"old": o, "new": n} for k, (o, n) in a.fields.items()}}
                for a in self.altered
            ],
        }

    def _told(self, event: Event) -> dict[str, Any]:
        keys = ("type", "modes", "trigger", "status", "confidence", "evidence")
        return {key: event.get(key) for key in keys} | {"sentence": self.sentence(event)}


@dataclass(slots=True)
class Difference:
    """The sums over a corpus: by type, by field, and the first changes in full."""

    documents: int = 0
    changed: int = 0
    missing: list[tuple[str, str]] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    old: Counter[str] = field(default_factory=Counter)
    new: Counter[str] = field(default_factory=Counter)
    added: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    altered: Counter[str] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)
    recoded: Counter[tuple[str, str]] = field(default_factory=Counter)
    changes: list[Change] = field(default_factory=list)

    def count(self, old: Record, new: Record, change: Change, show: int | None) -> None:
        """Add a document; its change is kept while there are fewer than `show` (None: always)."""
        self.documents += 1
        self.old.update(event["type"] for event in old["events"])
        self.new.update(event["type"] for event in new["events"])
        self.refused.update(
            side for side, record in (("old", old), ("new", new)) if record.get("errors")
        )
        if not change:
            return
        self.changed += 1
        self.added.update(event["type"] for event in change.added)
        self.lost.update(event["type"] for event in change.lost)
        self.altered.update(a.new["type"] for a in change.altered)
        self.fields.update(name for a in change.altered for name in a.fields)
        self.recoded.update(_recoded(change))
        if show is None or len(self.changes) < show:
            self.changes.append(change)

    def to_json(self) -> dict[str, Any]:
        """The difference as plain JSON values."""
        return {
            "documents": self.documents,
            "changed": self.changed,
            "missing": [{"side": side, "id": id} for side, id in self.missing],
            "refused": {side: self.refused[side] for side in ("old", "new")},
            "types": {
                name: {
                    "old": self.old[name],
                    "new": self.new[name],
                    "added": self.added[name],
                    "lost": self.lost[name],
                    "altered": self.altered[name],
                }
                for name in self._types()
            },
            "fields": dict(self.fields.most_common()),
            "recoded": [
                {"old": old, "new": new, "events": count}
                for (old, new), count in self.recoded.most_common()
            ],
            "changes": [change.to_json() for change in self.changes],
        }

    def lines(self) -> Iterator[str]:
        """The difference for reading."""
        yield f"{self.documents} documents, {self.changed} with other events"
        for side in ("old", "new"):
            if self.refused[side]:
                yield f"{self.refused[side]} refused by {side.upper()}"
        for side, id in self.missing:
            yield f"{id}: not in {side.upper()}, left out"
        columns = (self.old, self.new, self.added, self.lost, self.altered)
        yield f"\n{'type':<12}{'old':>8}{'new':>8}{'added':>8}{'lost':>8}{'altered':>8}"
        for name in self._types():
            yield f"{name:<12}" + "".join(f"{column[name]:>8}" for column in columns)
        yield f"{'all':<12}" + "".join(f"{column.total():>8}" for column in columns)
        if self.recoded:
            yield "\nother type at the same words"
            for (old, new), count in self.recoded.most_common():
                yield f"  {f'{old} -> {new}':<26}{count:>6}"
        if self.fields:
            yield "\naltered field"
            for name, count in self.fields.most_common():
                yield f"  {name:<26}{count:>6}"
        for change in self.changes:
            yield ""
            yield from _shown(change)

    def _types(self) -> list[str]:
        return sorted({*self.old, *self.new})


def difference(
    old: Side,
    new: Side,
    documents: Iterable[Document],
    show: int | None = 0,
    tolerance: float = 0.0,
) -> Difference:
    """Code the documents on both sides and compare them, document by document.

    `show` is how many changed documents are kept in full (None: all). A confidence that moves
    by no more than `tolerance` is no change. A document that a file of records lacks is noted
    as missing and left out.
    """
    found = Difference()
    ours, for_old, for_new = tee(documents, 3)
    for document, before, after in zip(ours, old(for_old), new(for_new), strict=True):
        if before is None or after is None:
            found.missing.append(("old" if before is None else "new", document.id))
            continue
        found.count(before, after, compare(document, before, after, tolerance), show)
    return found


def side(name: str, min_confidence: float = 0.5) -> Side:
    """A side of the comparison: `shipped`, a codebook folder, or a file of records.

    Events under `min_confidence` are left out. Raises UsageError where it is none of these,
    CodebookError where a codebook has a mistake.
    """
    path = Path(name)
    if name == SHIPPED or path.is_dir():
        from polybius.coder import Coder

        codebook = None if name == SHIPPED else path
        return by_coder(Coder(codebook=codebook, min_confidence=min_confidence))
    if name.lower().endswith(_RECORDS) and path.is_file():
        return _Recorded(name, min_confidence).read
    raise UsageError(
        f"{name}: neither `{SHIPPED}`, nor a codebook's folder, nor a JSON Lines file of records"
    )


def by_coder(coder: Coder) -> Side:
    """A side that a coder codes."""

    def read(documents: Iterable[Document]) -> Iterator[Record | None]:
        return (record.to_json() for record in coded(coder, documents))

    return read


class _Recorded:
    """Records of an earlier run, found by their ids; cheap where they come in the same order."""

    def __init__(self, name: str, min_confidence: float) -> None:
        self._name = name
        self._min_confidence = min_confidence

    def read(self, documents: Iterable[Document]) -> Iterator[Record | None]:
        rest = self._records()
        passed: dict[str, Record] = {}
        for document in documents:
            while document.id not in passed and (record := next(rest, None)) is not None:
                passed[str(record.get("id"))] = record
            yield passed.pop(document.id, None)

    def _records(self) -> Iterator[Record]:
        for number, line in open_lines(self._name):
            record = parse(line)
            events = record.get("events")
            if not isinstance(events, list) or "sentences" not in record:
                raise UsageError(
                    f"{self._name}:{number}: no record; what `polybius code --format jsonl`"
                    " wrote would be right"
                )
            kept = [e for e in events if (e.get("confidence") or 0) >= self._min_confidence]
            yield record | {"events": kept}


# -- one document ------------------------------------------------------------------------


def compare(document: Document, old: Record, new: Record, tolerance: float = 0.0) -> Change:
    """What differs between two records of one document."""
    pairs, lost, added = _matched(old["events"], new["events"])
    whole = document.text if isinstance(document, Article) else ""

    def sentence(event: Event) -> str:
        record = old if any(event is e for e in old["events"]) else new
        start, end = record["sentences"][event["sentence"]]
        return " ".join((record.get("text") or whole)[start:end].split())

    altered = tuple(
        Altered(a, b, fields) for a, b in pairs if (fields := _changed(a, b, old, new, tolerance))
    )
    return Change(new["id"], tuple(added), tuple(lost), altered, sentence)


def _matched(
    old: Iterable[Event], new: Iterable[Event]
) -> tuple[list[tuple[Event, Event]], list[Event], list[Event]]:
    """Pairs of one type and trigger, and what is left on each side.

    Where the trigger itself moved among an event's mentions, a shared mention pairs them.
    """
    pairs: list[tuple[Event, Event]] = []
    left, right = list(old), list(new)
    for same in (_one_code, _one_trigger, _one_mention):
        for event in list(left):
            other = next((o for o in right if same(event, o)), None)
            if other is not None:
                pairs.append((event, other))
                left = [e for e in left if e is not event]
                right = [e for e in right if e is not other]
    return pairs, left, right


def _one_code(old: Event, new: Event) -> bool:
    return _one_trigger(old, new) and bool(old["modes"] == new["modes"])


def _one_trigger(old: Event, new: Event) -> bool:
    return bool(old["type"] == new["type"]) and _span(old["trigger"]) == _span(new["trigger"])


def _one_mention(old: Event, new: Event) -> bool:
    return bool(old["type"] == new["type"]) and bool(_spans(old) & _spans(new))


def _span(part: Mapping[str, Any]) -> tuple[int, int]:
    return part["start"], part["end"]


def _spans(event: Event) -> set[tuple[int, int]]:
    return {_span(part) for part in (event["trigger"], *event["mentions"])}


def _recoded(change: Change) -> Iterator[tuple[str, str]]:
    """Types lost and added at the same trigger."""
    added = list(change.added)
    for event in change.lost:
        other = next((a for a in added if _span(a["trigger"]) == _span(event["trigger"])), None)
        if other is not None:
            added.remove(other)
            yield event["type"], other["type"]


def _changed(
    old: Event, new: Event, before: Record, after: Record, tolerance: float
) -> dict[str, tuple[Any, Any]]:
    """The fields of a pair that differ, as they are told."""
    one, other = _told(old, before), _told(new, after)
    if abs(one["confidence"] - other["confidence"]) <= tolerance:
        other["confidence"] = one["confidence"]
    return {key: (one[key], other[key]) for key in one if one[key] != other[key]}


def _told(event: Event, record: Record) -> dict[str, Any]:
    """What an event says, without what only numbers or traces it."""
    date, place = event.get("date") or {}, event.get("place") or {}
    triggers = {e["id"]: e["trigger"]["text"] for e in record["events"]}
    return {
        "trigger": event["trigger"]["text"],
        "mentions": [m["text"] for m in event["mentions"]],
        "modes": event["modes"],
        "contexts": event["contexts"],
        "actors": [_party(a) for a in event["actors"]],
        "recipients": [_party(a) for a in event["recipients"]],
        "status": event["status"],
        "historical": event["historical"],
        "date": [date["from"], date["to"]] if date else None,
        "place": [place.get("name"), place.get("country")] if place else None,
        "claims": [f"{c['source']['text']} {c['stance']}" for c in event["claims"]],
        "counts": {k: n for k, n in event["counts"].items() if n is not None},
        "links": [f"{k['relation']} {triggers.get(k['event'])}" for k in event["links"]],
        "score": event["score"],
        "quad": event["quad"],
        "cameo": event["cameo"],
        "confidence": round(event["confidence"], 2),
    }


def _party(actor: Mapping[str, Any]) -> str:
    codes = " ".join((actor["country"] or "–", *actor["sectors"]))
    return f"{actor['name'] or actor['text']} [{codes}]"


# -- for reading -------------------------------------------------------------------------


def _shown(change: Change) -> Iterator[str]:
    yield change.id
    for sign, events in (("+", change.added), ("-", change.lost)):
        for event in events:
            yield f"  {sign} {_headed(event)}  {', '.join(event['evidence'][:1])}"
            yield f"      {change.sentence(event)}"
    for altered in change.altered:
        yield f"  ~ {_headed(altered.new)}"
        for name, (old, new) in altered.fields.items():
            yield f"      {name}: {_value(old)} -> {_value(new)}"
        yield f"      {change.sentence(altered.new)}"


def _headed(event: Event) -> str:
    code = " ".join((event["type"], *event["modes"]))
    return f"{code} “{event['trigger']['text']}”"


def _value(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_value, value)) or "none"
    if isinstance(value, dict):
        return ", ".join(f"{k} {v}" for k, v in value.items()) or "none"
    return "none" if value is None else str(value).lower() if value in (True, False) else str(value)
