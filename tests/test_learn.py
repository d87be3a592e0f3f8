"""The learned part: examples, the scorer, training, and how it joins the rules."""

from __future__ import annotations

from dataclasses import astuple
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from polybius.errors import CodebookError
from polybius.events.confidence import RULES_ALONE, Signs, Weights
from polybius.events.features import TYPES
from polybius.learn.calibrate import fitted
from polybius.learn.cases import Case
from polybius.learn.examples import COLUMNS, read_examples, shipped
from polybius.learn.model import Scorer
from polybius.learn.train import train


def cases() -> list[Case]:
    zero = np.zeros(600, np.float32)
    return [
        Case((f"lemma={word}", "class=verb"), zero, type_, type_, group)
        for group in range(12)
        for word, type_ in (("bomb", "ASSAULT"), ("visit", "CONSULT"), ("rain", "NONE"))
    ]


def test_shipped_examples_are_sound_and_cover_every_type() -> None:
    examples = read_examples(shipped())
    assert {e.type for e in examples} == set(TYPES)
    assert len({(e.sentence, e.trigger) for e in examples}) == len(examples)
    for example in examples:
        for words in (*example.actor, *example.recipient):
            assert words in example.sentence, example.source


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("too\tfew", "2 columns"),
        ("A raid.\traid\tATTACK\t-\t-\t-\t-\t-", "unknown type 'ATTACK'"),
        ("A raid.\tsiege\tASSAULT\t-\t-\t-\t-\t-", "is not in the sentence"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, row: str, complaint: str) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text("\t".join(COLUMNS) + "\n" + row + "\n")
    with pytest.raises(CodebookError, match=r"mine\.tsv:2: ") as raised:
        read_examples([path])
    assert complaint in str(raised.value)


def test_training_learns_and_is_the_same_each_time(tmp_path: Path) -> None:
    zero = np.zeros(600, np.float32)
    first, second = train(cases()), train(cases())
    chances = first.probabilities(("lemma=bomb", "class=verb"), zero)
    assert TYPES[int(chances.argmax())] == "ASSAULT"
    assert chances.sum() == pytest.approx(1.0, abs=1e-5)
    first.save(tmp_path / "a.npz")
    second.save(tmp_path / "b.npz")
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    again = Scorer.load(tmp_path / "a.npz").probabilities(("lemma=visit",), zero)
    assert TYPES[int(again.argmax())] == "CONSULT"


def test_a_file_that_is_no_model_is_named(tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    path.write_bytes(b"nothing of the kind")
    with pytest.raises(CodebookError, match="not a model"):
        Scorer.load(path)


def test_confidence_grows_with_what_speaks_for_an_event() -> None:
    weights = Weights(0.5, 0.3, 0.5, -0.1, 1.0)

    def sure(rules: float, learned: float, depth: int = 0, repeated: bool = False) -> float:
        return weights.confidence(Signs(rules, learned, depth), repeated)

    assert sure(1, 2) > sure(1, -1) > sure(1, -3)
    assert sure(2, 0) > sure(0, 0) > sure(0, 0, depth=3)
    assert sure(0, 0, repeated=True) > sure(0, 0)
    assert 0.0 < sure(-5, -5) < sure(5, 5) < 1.0
    assert RULES_ALONE.confidence(Signs(0.0, 9.0, 4), True) == 0.5


@given(
    st.lists(
        st.tuples(st.floats(-2, 3), st.floats(-5, 5), st.integers(0, 5), st.booleans()),
        min_size=1, max_size=40,
    )
)  # fmt: skip
def test_fitted_confidence_is_monotone_and_right_on_the_whole(
    found: list[tuple[float, float, int, bool]],
) -> None:
    weights = fitted(
        (Signs(rules, learned, depth), right) for rules, learned, depth, right in found
    )
    assert weights.rules >= 0
    assert weights.learned >= 0
    assert weights.depth <= 0 <= weights.repeated
    assert all(np.isfinite(astuple(weights)))


def test_fitted_confidence_is_how_often_such_events_are_right() -> None:
    found = [(Signs(1.0, 2.0, 0), n % 10 < 9) for n in range(400)]
    found += [(Signs(1.0, -2.0, 0), n % 10 < 4) for n in range(400)]
    weights = fitted(found)
    assert weights.confidence(Signs(1.0, 2.0, 0), False) == pytest.approx(0.9, abs=0.02)
    assert weights.confidence(Signs(1.0, -2.0, 0), False) == pytest.approx(0.4, abs=0.02)
