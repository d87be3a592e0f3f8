"""Phrases that stand for two named before, and those that stand for a clause and nobody."""

from __future__ import annotations

import pytest
from spacy.language import Language

from polybius.actors import ActorBook, Cast
from polybius.page import read_page
from polybius.parse import parse


def names(model: Language, text: str, word: str) -> set[str | None]:
    """Who the last noun phrase with this head stands for."""
    read = parse(model, text, read_page(text))
    cast = Cast(read, ActorBook.load(), "2016-10-11")
    found = [
        (sentence, token)
        for sentence in read.sentences
        for token in sentence.tokens
        if token.lower_ == word
    ]
    return {actor.name for actor in cast.actors(*found[-1])}


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        (
            "Egypt and Ethiopia fell out over a dam. The United States accused both of bad faith.",
            "both",
            {"Egypt", "Ethiopia"},
        ),
        (
            "Sudan closed the border on Friday. Chad sent troops to the frontier. "
            "The United Nations urged both to talk.",
            "both",
            {"Sudan", "Chad"},
        ),
        (
            "Russian President Vladimir Putin spoke to the French president, François Hollande. "
            "Foreign Minister Jean-Marc Ayrault was there too. The two presidents may meet soon.",
            "presidents",
            {"Vladimir Putin", "François Hollande"},
        ),
        ("Kenya asked whether it made sense to talk to Sudan.", "it", set()),
        ("Kenya said it was time to talk to Sudan.", "it", set()),
        ("Kenya said it was unclear whether Sudan would come.", "it", set()),
        ("Kenya said it was ready to talk to Sudan.", "it", {"Kenya"}),
        ("Kenya said it made an offer to Sudan.", "it", {"Kenya"}),
    ],
)
def test_who_is_meant(model: Language, text: str, word: str, wanted: set[str]) -> None:
    assert names(model, text, word) == wanted
