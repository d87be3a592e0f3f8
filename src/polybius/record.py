"""What comes out: one frozen `Record` for each article, and its JSON form.

Field names are the JSON keys of the record format, so that a reader of either
knows both (`from` is spelled `from_` in Python). All positions are half-open
code-point offsets into the article's text exactly as it was given, and
``text[start:end] == span.text`` holds for every span. Dates are ISO strings,
both ends included.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, Literal

Status = Literal["actual", "future", "hypothetical", "negated"]
Stance = Literal["asserts", "denies", "questions"]
Basis = Literal["explicit", "relative", "inherited", "published"]
QuotationKind = Literal["direct", "indirect", "mixed", "belief"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the article's text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A further place in the text that tells of an event, and its sentence's index."""

    start: int
    end: int
    text: str
    sentence: int


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, is acted upon, or speaks: the words, and whom they name.

    `country` is ISO 3166-1 alpha-3 (Kosovo XKX, Palestine PSE) or None; `sectors`
    are PLOVER's codes, the most telling first; `kind` is `person`, `group`,
    `organisation`, `state` or `unknown`. `implied` marks an actor that the event's
    own sentence leaves unsaid: its span is then that of the mention it was taken
    from. `evidence` names the rows and rules that gave the answer.
    """

    start: int
    end: int
    text: str
    name: str | None
    country: str | None
    sectors: tuple[str, ...]
    kind: str
    wikidata: str | None = None
    implied: bool = False
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A place name in the text and where it lies; unresolved parts are None.

    `level` says what it was resolved to: `country`, `admin1`, `city`, `feature`
    (a sea, strait, camp, base, region ...) or None.
    """

    start: int
    end: int
    text: str
    name: str
    country: str | None = None
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames: int | None = None
    level: str | None = None


@dataclass(frozen=True, slots=True)
class EventDate:
    """The days an event covers, and the words and reasoning they rest on.

    `start`, `end`, `text` are None where the date rests on the publication date.
    """

    from_: str
    to: str
    start: int | None
    end: int | None
    text: str | None
    basis: Basis


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A calendar expression and the days of its whole named period.

    `from_` and `to` are None for an expression without a calendar value
    ("recently") or one that cannot be resolved. `grain` is the unit named
    (`day`, `week`, `month`, `quarter`, `season`, `year`, `decade`, `century`,
    `time` for a time of day, or None); `kind` is `date`, `duration` or `vague`;
    `basis` is `explicit` where the words alone give the days, else `relative`.
    """

    start: int
    end: int
    text: str
    from_: str | None
    to: str | None
    grain: str | None = None
    kind: Literal["date", "duration", "vague"] = "date"
    basis: Basis = "relative"


@dataclass(frozen=True, slots=True)
class Claim:
    """To whom the text attributes the report of an event, and how they stand to it."""

    source: Actor
    stance: Stance
    cue: Span | None


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people tied to an event; `high` is None where it is open ("at least")."""

    kind: Literal["killed", "injured", "arrested", "displaced", "crowd"]
    low: int
    high: int | None
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Counts:
    """The figures of an event, the lower bound where the text gives a range."""

    killed: int | None = None
    injured: int | None = None
    arrested: int | None = None
    displaced: int | None = None
    crowd: int | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A stated connection to another event of the same record, and the words that state it."""

    relation: str
    event: str
    cue: Span | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One act: its code, who did it to whom, when, where, how real, and who says so."""

    id: str
    type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    sentence: int
    trigger: Span
    mentions: tuple[Mention, ...]
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    status: Status
    historical: bool
    date: EventDate | None
    place: Place | None
    claims: tuple[Claim, ...]
    counts: Counts
    count_details: tuple[Count, ...]
    links: tuple[Link, ...]
    score: float | None
    quad: str
    cameo: str | None
    confidence: float
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """Something attributed to somebody: its content spans, its source, its cue."""

    content: tuple[tuple[int, int], ...]
    kind: QuotationKind
    source: Actor | None
    cue: Span | None


@dataclass(frozen=True, slots=True)
class Record:
    """All that was read out of one article.

    `text` is given only where it differs from what was put in (HTML): the text that
    the offsets count in. `extra` holds the input's own further keys.
    """

    id: str
    title: str | None
    published: str | None
    publisher: str | None
    authors: tuple[str, ...]
    url: str | None
    language: str | None
    sentences: tuple[tuple[int, int], ...] = ()
    events: tuple[Event, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    warnings: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    dateline: str | None = None
    text: str | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The record as plain JSON values, keys in the order of the fields.

        The input's further keys stand at the top level; those that the record
        itself uses are kept under `extra`, so that nothing is lost or overwritten.
        """
        out: dict[str, Any] = {}
        for f in fields(self):
            if f.name == "extra" or (f.name == "text" and self.text is None):
                continue
            out[f.name] = plain(getattr(self, f.name))
        clashing = {key: value for key, value in self.extra.items() if key in out}
        out |= {key: value for key, value in self.extra.items() if key not in out}
        if clashing:
            out["extra"] = clashing
        return out


def plain(value: Any) -> Any:
    """Dataclasses and tuples as JSON values; a false `implied` is left out."""
    if is_dataclass(value):
        return {
            f.name.rstrip("_"): plain(getattr(value, f.name))
            for f in fields(value)
            if f.name != "implied" or getattr(value, "implied", False)
        }
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value
