"""Articles: whole texts with every event annotated; also the project's own coded stories.

Gold and coded events are paired one to one, as many as can be: the type is the gold's or
among its `also`, and the trigger or a mention lies within three characters of a gold span
or in a gold sentence. A gold event that only one of its two coders wrote (`core` false)
is neither a miss nor, where it is what was coded, a false alarm. The fields of paired
events are scored in `fields`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from polybius.article import Article
from polybius.evaluate.fields import (
    GoldClaim,
    GoldEvent,
    GoldPlace,
    Party,
    countries,
    field_counts,
    field_figures,
    gold_countries,
)
from polybius.evaluate.figures import (
    BINS,
    Sums,
    calibration_error,
    confidence_counts,
    f1,
    figure,
    ratio,
)
from polybius.evaluate.gold import Row
from polybius.evaluate.matching import any_overlap, best_matching, gap, overlap
from polybius.evaluate.report import Cell, Mistake, Table, around, marked
from polybius.evaluate.scored import Scored, Scorer, Summary, add, class_table, event_line, macro_f1
from polybius.record import Counts, Event, Record

NEAR = 3
LEAST = (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
COUNTED = frozenset(field.name for field in fields(Counts))


@dataclass(frozen=True, slots=True)
class Story:
    """A text and its events."""

    article: Article
    events: tuple[GoldEvent, ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Coded event of each gold event, both by index; `extra` are the false alarms."""

    of: dict[int, int]
    extra: tuple[int, ...]


def read(row: Row) -> Story:
    """A row of the gold."""
    text = row.text("text")
    article = Article(
        row.text("id"),
        text,
        published=row.maybe("published"),
        title=row.maybe("title"),
        publisher=row.maybe("publisher"),
    )
    return Story(article, tuple(_event(each, text) for each in row.rows("events")))


def ask(gold: Story) -> Article:
    """The article to be coded."""
    return gold.article


def pair(gold: tuple[GoldEvent, ...], events: tuple[Event, ...]) -> Pairs:
    """The best one-to-one pairing: first as many core events as can be, then as many others.

    Among equals the pairing is preferred whose triggers meet, whose type is the gold's
    first choice, and whose actors share a country.
    """
    step = 8 * (len(gold) + 1)
    weights: dict[tuple[int, int], int] = {}
    for i, wanted in enumerate(gold):
        for j, event in enumerate(events):
            if event.type in (wanted.type, *wanted.also) and (nearness := near(wanted, event)):
                quality = 4 * (nearness - 1) + 2 * (event.type == wanted.type)
                quality += bool(gold_countries(wanted.actors) & countries(event.actors))
                weights[i, j] = quality + step * (step if wanted.core else 1)
    of = best_matching(weights)
    return Pairs(of, tuple(j for j in range(len(events)) if j not in of.values()))


def near(gold: GoldEvent, event: Event) -> int:
    """2 where a trigger of the event meets one of the gold's, 1 in its sentence, else 0."""
    triggers = [(event.trigger.start, event.trigger.end)]
    triggers += [(mention.start, mention.end) for mention in event.mentions]
    if any(gap(one, other) <= NEAR for one in triggers for other in gold.spans):
        return 2
    return int(any_overlap(triggers, gold.sentence_spans))


def score(gold: Story, record: Record) -> Scored:
    """The counts of one article, with its misses, false alarms and wrong fields."""
    pairs = pair(gold.events, record.events)
    counts: dict[str, float] = {}
    for i, wanted in enumerate(gold.events):
        found = i in pairs.of
        if wanted.core:
            add(counts, "gold")
            add(counts, f"gold:{wanted.type}")
            add(counts, "found", found)
            add(counts, f"found:{wanted.type}", found)
            add(counts, "main", wanted.main)
            add(counts, "main found", wanted.main and found)
    if not gold.events:
        add(counts, "eventless")
        add(counts, "left empty", not record.events)
    paired = {j: gold.events[i] for i, j in pairs.of.items()}
    for j, event in enumerate(record.events):
        match = paired.get(j)
        if match and not match.core:
            continue
        name = match.type if match else event.type  # a type in `also` is as good as the first
        add(counts, "given")
        add(counts, f"given:{name}")
        add(counts, "hit", match is not None)
        add(counts, f"hit:{name}", match is not None)
        for key, value in confidence_counts(event.confidence, match is not None).items():
            add(counts, key, value)
        for key, value in (field_counts(match, event) if match else {}).items():
            add(counts, key, value)
    for least in LEAST:
        _trade(counts, gold, record, least)
    return Scored(counts, _mistakes(gold, record, pairs))


def _trade(counts: dict[str, float], gold: Story, record: Record, least: float) -> None:
    """The counts of an article where only events of some confidence and more are given."""
    events = tuple(event for event in record.events if event.confidence >= least)
    pairs = pair(gold.events, events)
    core = sum(gold.events[i].core for i in pairs.of)
    add(counts, f"given from {least}", core + len(pairs.extra))
    add(counts, f"hit from {least}", core)


def summarise(sums: Sums) -> Summary:
    """Events found, their fields, figures by type, and how far confidence can be trusted."""
    head = (
        figure(sums, "precision", ratio("hit", "given"), "given"),
        figure(sums, "recall", ratio("found", "gold"), "gold"),
        figure(sums, "F1", f1("hit", "given", "gold", "found"), "gold"),
        macro_f1(sums, "gold"),
        figure(sums, "main events found", ratio("main found", "main"), "main"),
    )
    tail = [figure(sums, "calibration error", calibration_error, "given")]
    if sums.total("eventless"):
        share = ratio("left empty", "eventless")
        tail.append(figure(sums, "eventless texts left empty", share, "eventless"))
    return Summary(
        (*head, *field_figures(sums), *tail),
        (class_table(sums, "By type", "type"), reliability(sums), trade(sums)),
    )


def trade(sums: Sums) -> Table:
    """What asking for more confidence gives in precision and costs in recall."""
    rows: list[tuple[Cell, ...]] = []
    for least in LEAST:
        given, hit = f"given from {least}", f"hit from {least}"
        if sums.total(given):
            rows.append((
                f"{least:.2f}",
                sums.total(given),
                figure(sums, "precision", ratio(hit, given), given),
                figure(sums, "recall", ratio(hit, "gold"), "gold"),
                figure(sums, "F1", f1(hit, given, "gold"), "gold"),
            ))  # fmt: skip
    columns = ("least", "events", "precision", "recall", "F1")
    return Table("By --min-confidence", columns, tuple(rows))


def reliability(sums: Sums) -> Table:
    """Of the events given each confidence, the share that is right."""
    rows: list[tuple[Cell, ...]] = []
    for i in range(BINS):
        if count := sums.total(f"bin:{i}"):
            given = float(sums[f"sure:{i}"][0]) / count
            right = figure(sums, "right", ratio(f"held:{i}", f"bin:{i}"), f"bin:{i}")
            rows.append((f"{i / BINS:.1f}-{(i + 1) / BINS:.1f}", count, given, right))
    return Table("By confidence", ("confidence", "events", "mean", "right"), tuple(rows))


def _event(row: Row, text: str) -> GoldEvent:
    dates: list[tuple[str, str] | None] = []
    for value in row.items("dates"):
        match value:
            case None:
                dates.append(None)
            case [str(first), str(last)]:
                dates.append((first, last))
            case _:
                raise row.fail(f"'dates' must hold [from, to] pairs or null, not {value!r}")
    place = row.row("place")
    return GoldEvent(
        type=row.text("type"),
        also=row.texts("also"),
        modes=row.texts("mode"),
        spans=row.spans("spans", text),
        sentence_spans=row.spans("sentence_spans", text),
        actors=tuple(_party(each) for each in row.rows("actors")),
        recipients=tuple(_party(each) for each in row.rows("recipients")),
        statuses=row.texts("status") or ("actual",),
        dates=tuple(dates) or (None,),
        place=GoldPlace(place.text("text"), place.maybe("country") or "") if place else None,
        claims=tuple(
            GoldClaim(each.text("text"), each.texts("country")) for each in row.rows("claim_by")
        ),
        stance=row.maybe("stance") or "asserts",
        claim_agreed=row.flag("claim_agree", True),
        main=row.flag("main", False),
        core=row.flag("core", True),
        line=_line(row),
        historical=row.flag("historical", False) if "historical" in row.values else None,
        contexts=row.texts("contexts") if "contexts" in row.values else None,
        counts=_counts(row),
    )


def _counts(row: Row) -> tuple[tuple[str, int | None], ...] | None:
    counts = row.row("counts")
    if counts is None:
        return None
    if unknown := sorted(counts.values.keys() - COUNTED):
        raise counts.fail(f"no count '{unknown[0]}'; one of {', '.join(sorted(COUNTED))}")
    return tuple(
        (kind, None if value is None else counts.integer(kind))
        for kind, value in counts.values.items()
    )


def _party(row: Row) -> Party:
    return Party(row.text("text"), row.texts("country"), row.texts("sector"))


def _line(row: Row) -> str:
    """The gold event on one line, as mistakes show it."""

    def names(key: str) -> str:
        parties = [_party(each) for each in row.rows(key)]
        return ", ".join(
            f"{p.text} [{'/'.join(p.countries) or '-'} {' '.join(p.sectors)}]" for p in parties
        )

    also = f" (or {', '.join(row.texts('also'))})" if row.items("also") else ""
    modes = f" {'/'.join(row.texts('mode'))}" if row.items("mode") else ""
    dates = " or ".join("..".join(d) if d else "no date" for d in row.items("dates"))
    claims = ", ".join(each.text("text") for each in row.rows("claim_by"))
    return (
        f"{row.text('type')}{modes}{also} {names('actors') or 'nobody'} -> "
        f"{names('recipients') or 'nobody'}; {'/'.join(row.texts('status'))} {dates}"
        f"{f'; claimed by {claims}' if claims else ''}"
    )


def _mistakes(gold: Story, record: Record, pairs: Pairs) -> tuple[Mistake, ...]:
    text, id = gold.article.text, gold.article.id
    out: list[Mistake] = []
    for i, wanted in enumerate(gold.events):
        window = (*wanted.sentence_spans, *wanted.spans, (0, len(text)))[0]
        shown = marked(text, [(span, "gold") for span in wanted.spans], window)
        if not wanted.core:
            continue
        if i in pairs.of:
            event = record.events[pairs.of[i]]
            out += [
                Mistake(name.replace(":", " "), id, shown, wanted.line, (event_line(event),))
                for name in field_counts(wanted, event)
                if name.startswith("wrong:")
            ]
        else:
            nearby = tuple(event_line(event) for event in record.events if near(wanted, event))
            out.append(Mistake(f"missed {wanted.type}", id, shown, wanted.line, nearby))
    for event in (record.events[j] for j in pairs.extra):
        span = (event.trigger.start, event.trigger.end)
        sentences = [each for each in record.sentences if overlap(each, span)]
        shown = marked(text, [(span, "given")], (*sentences, around(text, *span))[0])
        beside = " | ".join(each.line for each in gold.events if near(each, event))
        line = event_line(event)
        out.append(Mistake(f"false {event.type}", id, shown, beside or "no event here", (line,)))
    return tuple(out)


SCORER = Scorer(read, ask, score, summarise)
