"""The labelled examples are varied, and what is counted as the same build is the same build."""

from __future__ import annotations

import pytest

from polybius.coder import Coder
from polybius.events.features import TYPES
from polybius.learn.cases import read_texts
from polybius.learn.examples import read_examples, shipped
from polybius.learn.labelled import Labelled, Mark, sentences
from polybius.learn.variety import Variety, variety

MOST = 5


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder(learned=False)


def label(text: str, word: str, actor: str, recipient: str, type: str = "ASSAULT") -> Labelled:
    def span(words: str) -> tuple[int, int]:
        return text.index(words), text.index(words) + len(words)

    return Labelled(text, text, (Mark(*span(word), type, (span(actor),), (span(recipient),)),))


def counted(coder: Coder, *texts: Labelled) -> Variety:
    return variety(read_texts(coder, texts))


def test_other_names_and_days_are_the_same_build(coder: Coder) -> None:
    found = counted(
        coder,
        label(
            "Turkish troops shelled Kurdish rebels.", "shelled", "Turkish troops", "Kurdish rebels"
        ),
        label(
            "On Monday Syrian troops shelled Druze rebels in the south.",
            "shelled", "Syrian troops", "Druze rebels",
        ),
    )  # fmt: skip
    assert list(found.skeletons.values()) == [2]
    assert found.constructions == {"main clause, active": 2}
    assert found.lengths == {"up to 8 words": 1, "9 to 16": 1}


@pytest.mark.parametrize(
    "other",
    [
        ("Turkish troops bombed Kurdish rebels.", "bombed", "Turkish troops", "Kurdish rebels"),
        ("Kurdish rebels were shelled by Turkish troops.", "shelled", "Turkish troops",
         "Kurdish rebels"),
        ("Turkish troops shelled Iraq.", "shelled", "Turkish troops", "Iraq"),
        ("Iraq saw Turkish troops as they shelled Kurdish rebels.", "shelled", "Turkish troops",
         "Kurdish rebels"),
    ],
)  # fmt: skip
def test_another_word_voice_place_or_actor_is_another_build(
    coder: Coder, other: tuple[str, str, str, str]
) -> None:
    first = "Turkish troops shelled Kurdish rebels."
    found = counted(
        coder, label(first, "shelled", "Turkish troops", "Kurdish rebels"), label(*other)
    )
    assert len(found.skeletons) == 2


@pytest.mark.check
def test_no_build_is_in_more_than_five_of_the_shipped_examples(coder: Coder) -> None:
    examples = read_examples(shipped())
    found = variety(read_texts(coder, sentences(examples)))
    assert [each for each, count in found.skeletons.items() if count > MOST] == []
    assert found.types.total() > 0.99 * len(examples)
    assert set(found.types) == set(TYPES)
    assert max(found.lengths.values()) < 0.5 * found.types.total()
    assert max(found.constructions.values()) < 0.5 * found.types.total()
