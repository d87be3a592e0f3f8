"""Status, operators, conventions and joining, on sentences made for them."""

from __future__ import annotations

import pytest
from spacy.language import Language

from polybius.codebook import load
from polybius.events.conventions import conventional
from polybius.events.status import status_of, stronger

WORDS = load().status_words


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("Mali expelled the envoy.", "expelled", None),
        ("Mali did not expel the envoy.", "expel", "negated"),
        ("Mali never expelled the envoy.", "expelled", "negated"),
        ("Mali will expel the envoy.", "expel", "future"),
        ("Mali said it would expel the envoy.", "expel", "future"),
        ("Mali would have expelled the envoy.", "expelled", "hypothetical"),
        ("Mali may expel the envoy.", "expel", "hypothetical"),
        ("If Mali expels the envoy, Chad will too.", "expels", "hypothetical"),
        ("Even if Mali expelled the envoy, Chad did not.", "expelled", None),
        ("Will Mali expel the envoy?", "expel", "future"),
        ("Mali left without expelling the envoy.", "expelling", "negated"),
        ("There was no attack on the base.", "attack", "negated"),
        ("A planned attack worried Mali.", "attack", "future"),
        ("A possible attack worried Mali.", "attack", "hypothetical"),
    ],
)
def test_status_of_one_word(model: Language, text: str, word: str, status: str | None) -> None:
    token = next(t for t in model(text) if t.text == word)
    found = status_of([token], WORDS)
    if text.endswith("?"):
        assert found is not None  # asked, not told
    else:
        assert found == status


def test_negation_outranks_possibility_and_that_the_future() -> None:
    assert stronger("future", "hypothetical") == "hypothetical"
    assert stronger("hypothetical", "negated") == "negated"
    assert stronger(None, "future") == "future"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("CONSULT", "visit", "future", False), ("AGREE", None, "actual")),
        (("AID", None, "future", False), ("AGREE", None, "actual")),
        (("RETREAT", "withdraw", "future", False), ("CONCEDE", None, "future")),
        (("RETREAT", "release", "future", False), ("RETREAT", "release", "future")),
        (("ASSAULT", "aerial", "future", True), ("THREATEN", "violence", "actual")),
        (("ASSAULT", "aerial", "future", False), ("ASSAULT", "aerial", "future")),
        (("CONSULT", None, "hypothetical", True), ("CONSULT", None, "hypothetical")),
        (("COERCE", "arrest", "actual", True), ("COERCE", "arrest", "actual")),
    ],
)
def test_conventions(
    given: tuple[str, str | None, str, bool], expected: tuple[str, str | None, str]
) -> None:
    assert conventional(*given) == expected
