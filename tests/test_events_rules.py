"""Status, operators, conventions and joining, on sentences made for them."""

from __future__ import annotations

import pytest
from spacy.language import Language

from polybius.codebook import load
from polybius.events.conventions import conventional
from polybius.events.status import is_conditional, status_of, stronger
from polybius.tokens import words_of

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
    token = next(t for t in words_of(model(text)) if t.text == word)
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
        (("CONSULT", "visit", "future"), ("AGREE", None, "actual")),
        (("AID", None, "future"), ("AGREE", None, "actual")),
        (("RETREAT", "withdraw", "future"), ("CONCEDE", None, "future")),
        (("RETREAT", "release", "future"), ("RETREAT", "release", "future")),
        (("ASSAULT", "aerial", "future", "violence"), ("THREATEN", "violence", "actual")),
        (("ASSAULT", "aerial", "future"), ("ASSAULT", "aerial", "future")),
        (("COERCE", "deport", "future", "expel"), ("THREATEN", "expel", "actual")),
        (("MOBILIZE", "troops", "future", "violence"), ("MOBILIZE", "troops", "future")),
        (("CONSULT", None, "hypothetical"), ("CONSULT", None, "hypothetical")),
        (("COERCE", "arrest", "actual", "arrest"), ("COERCE", "arrest", "actual")),
    ],
)
def test_conventions(
    given: tuple[str, str | None, str], expected: tuple[str, str | None, str]
) -> None:
    assert conventional(*given) == expected


def test_force_threatens_where_it_is_aimed_or_on_a_condition() -> None:
    given = ("ASSAULT", None, "future", "violence")
    assert conventional(*given, aimed=False)[0] == "ASSAULT"
    assert conventional(*given, aimed=False, conditional=True)[0] == "THREATEN"
    given = ("MOBILIZE", "troops", "future", "violence")
    assert conventional(*given, conditional=True)[0] == "THREATEN"


@pytest.mark.parametrize(
    ("text", "word", "conditional"),
    [
        ("Mali will shell the town unless Chad pulls out.", "shell", True),
        ("Mali will shell the town and close the border if Chad objects.", "close", True),
        ("Mali threatened to shell the town if Chad objects.", "shell", True),
        ("Mali will shell the town even if Chad objects.", "shell", False),
        ("Mali will shell the town when Chad leaves.", "shell", False),
    ],
)
def test_is_conditional(model: Language, text: str, word: str, conditional: bool) -> None:
    assert is_conditional([next(t for t in words_of(model(text)) if t.text == word)]) == conditional
