"""Read a gold file, have it coded, score it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from polybius.article import Article
from polybius.errors import UsageError
from polybius.evaluate import actors, articles, attributions, places, relations, times
from polybius.evaluate.figures import Sums
from polybius.evaluate.gold import in_part, read_rows
from polybius.evaluate.report import Report, spread
from polybius.evaluate.scored import Scorer
from polybius.record import Record

if TYPE_CHECKING:
    from polybius.coder import Coder

SCORERS: dict[str, Scorer[Any, Any, Any]] = {
    "relations": relations.SCORER,
    "articles": articles.SCORER,
    "actors": actors.SCORER,
    "times": times.SCORER,
    "places": places.SCORER,
    "attributions": attributions.SCORER,
}
KINDS = tuple(SCORERS)
PARTS = ("A", "B")


def evaluate(
    kind: str,
    gold: Path,
    *,
    coder: Coder | None = None,
    show: int = 0,
    part: str | None = None,
) -> Report:
    """Score the coder on the gold at `gold`, a JSON Lines file or a folder of them.

    `kind` is one of KINDS. `show` is how many mistakes the report brings, spread over
    their classes. `part` takes half of the rows by hash of their id, A to look at while
    working and B to be kept unseen. Raises UsageError for an unknown kind or part,
    InputError (`file:line: ...`) for gold that is absent or malformed.
    """
    if kind not in SCORERS:
        raise UsageError(f"no gold of kind '{kind}'; one of {', '.join(KINDS)}")
    if part is not None and part not in PARTS:
        raise UsageError(f"no part '{part}'; A or B, or none for all rows")
    scorer = SCORERS[kind]
    items = [
        scorer.read(row) for row in read_rows(gold) if part is None or in_part(row.text("id"), part)
    ]
    answering = _resolve if kind == "actors" else _code
    start = time.perf_counter()
    answers = list(answering([scorer.ask(item) for item in items], coder))
    seconds = time.perf_counter() - start
    scored = [scorer.score(item, answer) for item, answer in zip(items, answers, strict=True)]
    summary = scorer.summarise(Sums([each.counts for each in scored]))
    return Report(
        kind=kind,
        gold=str(gold),
        part=part,
        rows=len(items),
        refused=tuple(
            "; ".join(errors) for answer in answers if (errors := getattr(answer, "errors", ()))
        ),
        seconds=seconds,
        figures=summary.figures,
        tables=summary.tables,
        mistakes=spread((m for each in scored for m in each.mistakes), show),
    )


def _code(articles: Iterable[Article], coder: Coder | None) -> Iterator[Record]:
    if coder is None:
        # Here and not above: loading the language model takes a second, scoring none.
        from polybius.coder import Coder

        coder = Coder()
    return coder.code_many(articles)


def _resolve(phrases: Iterable[actors.Phrase], coder: Coder | None) -> Iterator[actors.Answer]:
    from polybius.actors import ActorBook

    book = ActorBook.load()
    for each in phrases:
        yield book.resolve(each.phrase, each.date, each.known_country)
