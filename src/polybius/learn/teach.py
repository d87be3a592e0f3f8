"""Train the shipped model, or teach it a group's own labels, and tell what changed by that."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from polybius import codebook as codebooks
from polybius.article import Article
from polybius.coder import Coder
from polybius.diff import Difference, by_coder, difference
from polybius.events.confidence import Signs
from polybius.events.reader import EventReader, Findings
from polybius.learn.calibrate import fitted, outcomes
from polybius.learn.cases import Case, cases_of, read_texts
from polybius.learn.examples import read_examples, shipped
from polybius.learn.given import Given
from polybius.learn.labelled import Labelled, sentences
from polybius.learn.model import Scorer
from polybius.learn.train import in_folds, teach, train
from polybius.learn.variety import Variety, variety

# Each so many of the shipped sentences are coded before and after.
STEP = 6
# Confidence always moves a little; so much is told of.
TOLERANCE = 0.05

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Taught:
    """What became of a group's own texts and of the project's: each coded with the shipped
    model and with the taught one."""

    own: Difference
    ours: Difference

    def lines(self) -> Iterator[str]:
        """Both for reading."""
        yield "Your own texts, old (shipped) and new (taught):"
        yield from self.own.lines()
        yield ""
        yield "Texts of the project, old (shipped) and new (taught):"
        yield from self.ours.lines()


def trained(progress: Progress) -> Scorer:
    """A model made anew of the examples that come with the package."""
    texts = sentences(read_examples(shipped()))
    progress(f"{len(texts)} sentences of the package; a minute")
    coder = Coder(learned=False)
    read = read_texts(coder, texts)
    cases = cases_of(coder.events, read)
    scorer = train(cases, progress)
    scorer.trust = fitted(_unseen(cases, read))
    progress(f"confidence: {scorer.trust}")
    return scorer


def _unseen(
    cases: Sequence[Case], read: Sequence[tuple[Labelled, Findings]]
) -> Iterator[tuple[Signs, bool]]:
    """What became of the events of each text under a scorer that did not see it."""
    book = codebooks.load()
    scorers = in_folds(cases)
    for at, scorer in enumerate(scorers):
        yield from outcomes(EventReader(book, scorer), read[at :: len(scorers)])


def taught(given: Given, progress: Progress) -> Scorer:
    """The shipped model, drawn towards a group's own labels."""
    coder = Coder(learned=False)
    cases = cases_of(coder.events, read_texts(coder, given.texts))
    named = sum(1 for case in cases if case.wanted != "NONE")
    progress(f"{len(given.texts)} texts; {len(cases)} words taken for acts, {named} of them named")
    return teach(Scorer.load(), cases)


def compared(given: Given, model: Path, show: int) -> Taught:
    """What a taught model changes on a group's own texts and on a share of the shipped examples,
    with the first `show` changes of each in full."""
    old, new = by_coder(Coder()), by_coder(Coder(model=model))
    ours = sentences(read_examples(shipped()))[::STEP]
    return Taught(
        difference(old, new, _articles(given.texts), show, TOLERANCE),
        difference(old, new, _articles(ours), show, TOLERANCE),
    )


def how_varied(texts: Sequence[Labelled] | None) -> Variety:
    """How varied some labelled texts are; the shipped ones where there are none."""
    labelled = sentences(read_examples(shipped())) if texts is None else texts
    return variety(read_texts(Coder(learned=False), labelled))


def _articles(texts: Sequence[Labelled]) -> list[Article]:
    return [Article(text.id, text.text, published=text.published) for text in texts]
