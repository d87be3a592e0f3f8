"""`python -m polybius.bench [INPUT...]`: the whole run, a table in Markdown on standard output.

Without INPUT the texts are those of a made-up newspaper; with it, what `polybius code` takes.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy: as the command does

import argparse
import platform
import sys
from collections.abc import Sequence
from time import perf_counter

from polybius import collector
from polybius.article import Article
from polybius.bench import machine, measure, report
from polybius.bench.newspaper import Newspaper
from polybius.coder import Coder
from polybius.reading import read_articles
from polybius.workers import available_cores

# The seconds that the parser alone takes in a round.
_ROUND = 5.0
# Documents: to get workers warm by, to measure memory on, of the largest corpus.
_WARM, _MEMORY, _GROWTH = 48, 160, 400


def main(arguments: Sequence[str] | None = None) -> None:
    """Run all measurements, telling on standard error what is under way."""
    options = _options(arguments)
    started = perf_counter()
    paper, politics = Newspaper.load(), Newspaper.load(political=1.0)
    model, coder = measure.raw_model(), Coder()
    collector.settle()  # as the command does
    seconds = _ROUND * options.scale * options.rounds
    corpora = {
        "newspaper mix": measure.articles_for(model, seconds, paper),
        "politics only": measure.articles_for(model, seconds / 2, politics),
    }
    if options.inputs:
        given = read_articles(options.inputs)
        corpora = {"own texts": [article for article in given if isinstance(article, Article)]}
    print(report.heading(platform.machine(), available_cores(), options.rounds))
    warm = paper.articles(_WARM, seed=2)
    for name, articles in corpora.items():
        _tell(f"{name}: {len(articles)} documents, {options.rounds} rounds")
        found = measure.compare(model, coder, articles, warm, options.rounds)
        print(report.speeds(name, found), flush=True)
    _tell("start")
    print(report.start_up(*machine.start_up(options.rounds)), flush=True)
    _tell("memory")
    print(report.memory(machine.memory(paper.articles(_MEMORY), (1, 2, 3))), flush=True)
    _tell("growth")
    largest = max(100, round(_GROWTH * options.scale))
    print(report.by_corpus(measure.growth_by_corpus(coder, paper, largest)), flush=True)
    print(report.by_length(measure.growth_by_length(coder, paper)), flush=True)
    _tell(f"{perf_counter() - started:.0f} s in all")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m polybius.bench", description=__doc__)
    parser.add_argument("inputs", metavar="INPUT", nargs="*")
    parser.add_argument("--rounds", type=int, default=5, help="of each comparison (5)")
    parser.add_argument("--scale", type=float, default=1.0, help="of the corpora's sizes (1.0)")
    return parser.parse_args(arguments)


def _tell(what: str) -> None:
    print(f"== {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
