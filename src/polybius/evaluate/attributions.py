"""Attributions: what is attributed to whom, as spans of source, cue and content.

Right where the characters of both contents, over all their spans, overlap by half of
their union; one answer to an attribution. Of those, the source is right where spans
overlap. Beside it stand exact figures, comparable with the published ones: spans that
agree to the character, for each of the three parts on its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from polybius.article import Article
from polybius.evaluate.figures import Sums, f1, figure, ratio
from polybius.evaluate.gold import Row
from polybius.evaluate.matching import Extent, any_overlap, best_matching, overlap
from polybius.evaluate.report import Mistake, marked
from polybius.evaluate.scored import Scored, Scorer, Summary, add, class_table
from polybius.record import Quotation, Record

ENOUGH = 0.5
OPENING = frozenset("\"“„«‘'`")
QUOTES = frozenset('"“”„«»')
PRECISION = 10_000

Spans = tuple[Extent, ...]


@dataclass(frozen=True, slots=True)
class Attribution:
    """The spans of one attribution, gold or given; a part may be empty."""

    source: Spans
    cue: Spans
    content: Spans


@dataclass(frozen=True, slots=True)
class Document:
    """A text and its attributions."""

    article: Article
    attributions: tuple[Attribution, ...]


def read(row: Row) -> Document:
    """A row of the gold."""
    text = row.text("text")
    article = Article(
        row.text("id"), text, published=row.maybe("published"), publisher=row.maybe("publisher")
    )
    found = []
    for each in row.rows("attributions"):
        parts = [tuple(sorted(each.spans(key, text))) for key in ("source", "cue", "content")]
        if not parts[2]:
            raise each.fail("'content' is missing; it holds the spans of what is attributed")
        found.append(Attribution(*parts))
    return Document(article, tuple(found))


def ask(gold: Document) -> Article:
    """The article to be coded."""
    return gold.article


def as_attribution(quotation: Quotation) -> Attribution:
    """A quotation of the record as spans."""
    source, cue = quotation.source, quotation.cue
    return Attribution(
        ((source.start, source.end),) if source else (),
        ((cue.start, cue.end),) if cue else (),
        tuple(sorted(quotation.content)),
    )


def agreement(ones: Spans, others: Spans) -> float:
    """Shared characters of two sets of spans, as a share of their union."""
    ones, others = _joined(ones), _joined(others)
    shared = sum(overlap(one, other) for one in ones for other in others)
    union = sum(end - start for start, end in (*ones, *others)) - shared
    return shared / union if union else 0.0


def score(gold: Document, record: Record) -> Scored:
    """The counts of one document, with what was missed, false, or given the wrong source."""
    text = gold.article.text
    given = [as_attribution(each) for each in record.quotations]
    pairs = best_matching(
        {
            (i, j): PRECISION * (len(given) + 1) + round(PRECISION * share)
            for i, wanted in enumerate(gold.attributions)
            for j, answer in enumerate(given)
            if (share := agreement(wanted.content, answer.content)) >= ENOUGH
        }
    )
    matched = set(pairs.values())
    counts: dict[str, float] = {
        "gold": len(gold.attributions),
        "given": len(given),
        "hit": len(pairs),
    }
    mistakes: list[Mistake] = []
    for i, wanted in enumerate(gold.attributions):
        name = form(text, wanted.content)
        add(counts, f"gold:{name}")
        add(counts, f"found:{name}", i in pairs)
        if i not in pairs:
            touching = [
                record.quotations[j]
                for j, each in enumerate(given)
                if any_overlap(each.content, wanted.content)
            ]
            mistakes.append(_mistake(f"missed {name}", gold, wanted, touching))
        elif wanted.source:
            answer = given[pairs[i]]
            right = any_overlap(wanted.source, answer.source)
            add(counts, "with source")
            add(counts, "right source", right)
            if not right:
                quotation = record.quotations[pairs[i]]
                mistakes.append(_mistake(f"wrong source, {name}", gold, wanted, [quotation]))
    for j, answer in enumerate(given):
        name = form(text, answer.content)
        add(counts, f"given:{name}")
        add(counts, f"hit:{name}", j in matched)
        if j not in matched:
            mistakes.append(_mistake(f"false {name}", gold, None, [record.quotations[j]]))
    for part in ("source", "cue", "content"):
        wanted_spans = Counter(spans for a in gold.attributions if (spans := getattr(a, part)))
        given_spans = Counter(spans for a in given if (spans := getattr(a, part)))
        counts[f"wanted {part}"] = wanted_spans.total()
        counts[f"given {part}"] = given_spans.total()
        counts[f"exact {part}"] = (wanted_spans & given_spans).total()
    return Scored(counts, tuple(mistakes))


def form(text: str, content: Spans) -> str:
    """How a content is put: `direct` in quotation marks, `mixed` with some, or `indirect`."""
    words = [text[start:end].strip() for start, end in content]
    if words and all(each[:1] in OPENING for each in words if each):
        return "direct"
    return "mixed" if any(QUOTES & set(each) for each in words) else "indirect"


def summarise(sums: Sums) -> Summary:
    """Attributions found, their sources, exact parts, and figures by form."""
    exact = [
        figure(
            sums,
            f"exact {part} F1",
            f1(f"exact {part}", f"given {part}", f"wanted {part}"),
            f"wanted {part}",
        )
        for part in ("source", "cue", "content")
    ]
    return Summary(
        (
            figure(sums, "precision", ratio("hit", "given"), "given"),
            figure(sums, "recall", ratio("hit", "gold"), "gold"),
            figure(sums, "F1", f1("hit", "given", "gold"), "gold"),
            figure(sums, "source right", ratio("right source", "with source"), "with source"),
            *exact,
        ),
        (class_table(sums, "By form", "form"),),
    )


def _joined(spans: Iterable[Extent]) -> Spans:
    """The same characters in spans that do not overlap."""
    out: list[Extent] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)


def _mistake(
    label: str, gold: Document, wanted: Attribution | None, given: Iterable[Quotation]
) -> Mistake:
    text = gold.article.text
    answers = [as_attribution(each) for each in given]
    shown = wanted or answers[0]
    spans = [(s, "source") for s in shown.source]
    spans += [(s, "cue") for s in shown.cue]
    spans += [(s, "content") for s in shown.content]
    start, end = min(s for (s, _), _ in spans), max(e for (_, e), _ in spans)
    return Mistake(
        label,
        gold.article.id,
        marked(text, spans, (max(0, start - 60), min(len(text), end + 60))),
        _line(text, wanted) if wanted else "no attribution here",
        tuple(_line(text, each) for each in answers),
    )


def _line(text: str, attribution: Attribution) -> str:
    def words(spans: Spans) -> str:
        return " … ".join(" ".join(text[start:end].split()) for start, end in spans) or "-"

    return (
        f"source: {words(attribution.source)} | cue: {words(attribution.cue)} | "
        f"content: {words(attribution.content)}"
    )


SCORER = Scorer(read, ask, score, summarise)
