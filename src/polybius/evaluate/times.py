"""Calendar expressions: TIMEX3 values against the days of the record's `times`.

A date with a calendar value must be found: an overlapping expression with the same first
and last day. A time of day need not be found, but its right day is right. Durations, sets
and expressions without a calendar value count neither way, and so do answers on them.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from polybius.article import Article
from polybius.evaluate.figures import Sums, f1, figure, ratio
from polybius.evaluate.gold import Row
from polybius.evaluate.matching import Extent, best_matching, overlap
from polybius.evaluate.report import Mistake, around, marked
from polybius.evaluate.scored import Scored, Scorer, Summary, add, class_table
from polybius.record import Record, TimeExpression

Days = tuple[str, str]
Duty = Literal["must", "may", "neither"]

# Seasons by whole months, as meteorology counts them; winter ends in the next year.
SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}


@dataclass(frozen=True, slots=True)
class Timex:
    """An annotated expression; `days` is None unless its value is a calendar one."""

    span: Extent
    text: str
    value: str
    duty: Duty
    days: Days | None


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its date and its expressions."""

    article: Article
    times: tuple[Timex, ...]


def read(row: Row) -> Document:
    """A row of the gold."""
    text = row.text("text")
    times = []
    for each in row.rows("times"):
        kind, value = each.text("type"), each.text("value")
        days = days_of(value) if kind in ("DATE", "TIME") else None
        duty: Duty = "neither" if days is None else "must" if kind == "DATE" else "may"
        span = each.extent(text)
        times.append(Timex(span, text[slice(*span)], value, duty, days))
    return Document(Article(row.text("id"), text, row.maybe("published")), tuple(times))


def ask(gold: Document) -> Article:
    """The article to be coded."""
    return gold.article


def days_of(value: str) -> Days | None:
    """First and last day of a TIMEX3 value; None where it names no calendar period."""
    value = re.sub(r"T.*$", "", value)  # a time of day counts as its day
    if re.fullmatch(r"\d{2}", value):
        return f"{value}00-01-01", f"{value}99-12-31"
    if re.fullmatch(r"\d{3}", value):
        return f"{value}0-01-01", f"{value}9-12-31"
    match = re.fullmatch(r"(\d{4})(?:-(.+))?", value)
    if match is None:
        return None
    try:
        return _within(int(match[1]), match[2] or "")
    except ValueError:  # a month 13, a week 60
        return None


def score(gold: Document, record: Record) -> Scored:
    """The counts of one document, with what was missed and what was wrong."""
    given = [each for each in record.times if each.from_ is not None and each.to is not None]
    weights = {
        (i, j): overlap(wanted.span, (answer.start, answer.end))
        for i, wanted in enumerate(gold.times)
        for j, answer in enumerate(given)
        if wanted.days == (answer.from_, answer.to)
        and overlap(wanted.span, (answer.start, answer.end))
    }
    # Dates that must be found come first, then as many pairs as there can be.
    step = 1 + sum(weights.values())
    right = best_matching(
        {
            (i, j): weight + step * (len(gold.times) + 1 if gold.times[i].duty == "must" else 1)
            for (i, j), weight in weights.items()
        }
    )
    hits = set(right.values())
    wrong = [
        each for j, each in enumerate(given) if j not in hits and not _beside(gold.times, each)
    ]
    must = [(i, each) for i, each in enumerate(gold.times) if each.duty == "must"]
    counts: dict[str, float] = {
        "gold": len(must),
        "found": sum(i in right for i, _ in must),
        "spotted": sum(bool(_touching(each, given)) for _, each in must),
        "hit": len(hits),
        "given": len(hits) + len(wrong),
    }
    for i, each in must:
        add(counts, f"gold:{grain(each.days)}")
        add(counts, f"found:{grain(each.days)}", i in right)
    for j, answer in enumerate(given):
        if j in hits or answer in wrong:
            name = grain((answer.from_ or "", answer.to or ""))
            add(counts, f"given:{name}")
            add(counts, f"hit:{name}", j in hits)
    missed = [each for i, each in must if i not in right]
    return Scored(counts, tuple(_mistakes(gold, missed, wrong, record.times)))


def summarise(sums: Sums) -> Summary:
    """Right days, how many were seen at all, and figures by length of the period."""
    return Summary(
        (
            figure(sums, "precision", ratio("hit", "given"), "given"),
            figure(sums, "recall", ratio("found", "gold"), "gold"),
            figure(sums, "F1", f1("hit", "given", "gold", "found"), "gold"),
            figure(sums, "spotted", ratio("spotted", "gold"), "gold"),
            figure(sums, "right days of spotted", ratio("found", "spotted"), "spotted"),
        ),
        (class_table(sums, "By length of the period", "period"),),
    )


def grain(days: Days | None) -> str:
    """The length of a period, as a word."""
    if days is None:
        return "none"
    try:
        length = (datetime.date.fromisoformat(days[1]) - datetime.date.fromisoformat(days[0])).days
    except ValueError:
        return "other"
    names = ((1, "day"), (2, "weekend"), (7, "week"), (31, "month"), (184, "quarter to half"))
    longer = "year" if length < 366 else "longer"
    return next((name for limit, name in names if length < limit), longer)


def _within(year: int, rest: str) -> Days | None:
    if not rest:
        return _months(year, 1, 12)
    if match := re.fullmatch(r"(\d{2})(?:-(\d{2}))?", rest):
        month = int(match[1])
        if match[2] is None:
            return _months(year, month, month)
        day = datetime.date(year, month, int(match[2])).isoformat()
        return day, day
    if match := re.fullmatch(r"W(\d{2})(-WE)?", rest):
        first, last = (6, 7) if match[2] else (1, 7)
        week = int(match[1])
        return (
            datetime.date.fromisocalendar(year, week, first).isoformat(),
            datetime.date.fromisocalendar(year, week, last).isoformat(),
        )
    if match := re.fullmatch(r"Q([1-4])", rest):
        return _months(year, 3 * int(match[1]) - 2, 3 * int(match[1]))
    if match := re.fullmatch(r"H([12])", rest):
        return _months(year, 6 * int(match[1]) - 5, 6 * int(match[1]))
    return _months(year, *SEASONS[rest]) if rest in SEASONS else None


def _months(year: int, first: int, last: int) -> Days:
    end = year + (last < first)
    return (
        datetime.date(year, first, 1).isoformat(),
        datetime.date(end, last, calendar.monthrange(end, last)[1]).isoformat(),
    )


def _beside(times: Iterable[Timex], answer: TimeExpression) -> bool:
    """Whether an answer lies on an expression that counts neither way, and on no other."""
    duties = {each.duty for each in times if overlap(each.span, (answer.start, answer.end))}
    return duties == {"neither"}


def _touching(timex: Timex, given: Iterable[TimeExpression]) -> list[TimeExpression]:
    return [each for each in given if overlap(timex.span, (each.start, each.end))]


def _mistakes(
    gold: Document,
    missed: Iterable[Timex],
    wrong: Iterable[TimeExpression],
    given: Iterable[TimeExpression],
) -> Iterable[Mistake]:
    id, text = gold.article.id, gold.article.text
    dated = f"{id} of {gold.article.published or 'no date'}"
    for timex in missed:
        answers = _touching(timex, given)
        yield Mistake(
            f"{'wrong' if answers else 'missed'} {grain(timex.days)}",
            dated,
            marked(text, [(timex.span, "gold")], around(text, *timex.span)),
            f"{timex.text} {timex.value}",
            tuple(map(_line, answers)),
        )
    for answer in wrong:
        span = (answer.start, answer.end)
        beside = [each for each in gold.times if overlap(each.span, span)]
        if any(each.duty == "must" for each in beside):
            continue  # already shown as the gold's
        yield Mistake(
            f"false {grain((answer.from_ or '', answer.to or ''))}",
            dated,
            marked(text, [(span, "given")], around(text, *span)),
            ", ".join(f"{each.text} {each.value}" for each in beside) or "no expression here",
            (_line(answer),),
        )


def _line(answer: TimeExpression) -> str:
    days = f"{answer.from_}..{answer.to}" if answer.from_ else "no days"
    return f"{answer.text} {days} ({answer.kind}, {answer.grain or 'no grain'}, {answer.basis})"


SCORER = Scorer(read, ask, score, summarise)
