"""The learned part: examples, the scorer, training, and how it joins the rules."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from polybius.errors import CodebookError
from polybius.events.features import TYPES
from polybius.events.judge import combined
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


def test_confidence_grows_with_both() -> None:
    assert combined(0.8, 0.9) > combined(0.8, 0.2) > combined(0.8, 0.001)
    assert combined(0.9, 0.5) > combined(0.5, 0.5)
    assert 0.0 < combined(0.0, 0.0) < combined(1.0, 1.0) < 1.0
