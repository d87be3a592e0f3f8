"""The learned part without rules, to tell what they are worth: a codebook that knows no word, so
that every verb between two parties is a gap, and a scorer trained on such gaps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from polybius import codebook as codebooks
from polybius.coder import Coder
from polybius.events.confidence import Weights
from polybius.events.reader import EventReader
from polybius.learn.cases import cases_of, read_texts
from polybius.learn.examples import read_examples, shipped
from polybius.learn.labelled import sentences
from polybius.learn.train import train


def alone(progress: Callable[[str], None]) -> Coder:
    """A coder whose acts are all the learned part's, each of its likeliest type. Trains it: half
    a minute."""
    coder = Coder(learned=False, min_confidence=0.0)
    book = replace(codebooks.load(), frames={})
    coder.events = EventReader(book)
    texts = read_texts(coder, sentences(read_examples(shipped())))
    scorer = train(cases_of(coder.events, texts), progress)
    scorer.trust = Weights(0.0, 0.0, 1.0, 0.0, 0.0)
    coder.events = EventReader(book, scorer, fill=0.0)
    return coder
