"""The looked-up rules give what the model's own attribute ruler gives."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.pipeline.attributeruler import AttributeRuler
from spacy.tokens import Doc
from spacy.vocab import Vocab

from polybius.tagrules import TagRules

WORDS = ["I", "gon", "na", "does", "'s", "it", "  ", "like", "that", "not", "nothin'", "Did", "run"]
TAGS = ["PRP", "VBG", "VBZ", "NN", "_SP", "IN", "RB", "DT", "WDT", "MD", "TO"]
DEPS = ["nsubj", "aux", "ROOT", "mark", "det", "expl", "dep", "dobj"]


@pytest.fixture(scope="session")
def pair(model: Language) -> tuple[AttributeRuler, TagRules]:
    """A ruler with patterns of every form, and what stands for it."""
    ruler = AttributeRuler(model.vocab)
    for tag, pos in zip(
        TAGS, "PRON VERB AUX NOUN SPACE ADP ADV DET PRON AUX PART".split(), strict=True
    ):
        ruler.add([[{"TAG": tag}]], {"POS": pos, "MORPH": f"Style={pos.title()}"})
    ruler.add([[{"TAG": "VBZ", "LOWER": {"IN": ["does", "'s"]}}]], {"LEMMA": "be", "POS": "AUX"})
    ruler.add([[{"LOWER": {"REGEX": "^n[ou]thin'$"}}]], {"LEMMA": "nothing"})
    ruler.add([[{"LOWER": "gon"}, {"LOWER": "na"}]], {"LEMMA": "go"})
    ruler.add([[{"LOWER": "gon"}, {"LOWER": "na"}]], {"LEMMA": "to", "POS": "PART"}, index=1)
    ruler.add([[{"DEP": "expl"}, {"LOWER": {"IN": ["does", "'s"]}}]], {"POS": "VERB"}, index=1)
    ruler.add([[{"DEP": {"NOT_IN": ["det", ""]}, "TAG": {"IN": ["DT", "WDT"]}}]], {"POS": "PRON"})
    ruler.add([[{"IS_SPACE": True, "DEP": {"NOT_IN": [""]}}]], {"DEP": "dep"})
    ruler.add([[{"IS_SPACE": True}]], {"TAG": "_SP", "POS": "SPACE"})
    ruler.add([[{"LOWER": "na"}]], {"POS": "X"})
    return ruler, TagRules(model.vocab, ruler.patterns, ruler.attrs)


def told(doc: Doc) -> list[tuple[str, ...]]:
    return [(t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_) for t in doc]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(WORDS), st.sampled_from(TAGS), st.sampled_from(DEPS)), max_size=12
    )
)
def test_same_as_the_ruler(
    pair: tuple[AttributeRuler, TagRules], words: list[tuple[str, str, str]]
) -> None:
    ruler, rules = pair
    both = []
    for component in (ruler, rules):
        doc = Doc(ruler.vocab, [word for word, _, _ in words])
        for token, (_, tag, dep) in zip(doc, words, strict=True):
            token.tag_, token.dep_ = tag, dep
        both.append(told(component(doc)))
    assert both[0] == both[1]


@pytest.mark.parametrize(
    ("pattern", "values"),
    [
        ([{"SHAPE": "Xx"}], {"POS": "X"}),
        ([{"LOWER": {"FUZZY": "it"}}], {"POS": "X"}),
        ([{"LOWER": "a"}, {"LOWER": "b"}, {"LOWER": "c"}], {"POS": "X"}),
        ([{"LOWER": "a"}], {"NORM": "x"}),
    ],
)
def test_what_cannot_be_looked_up_is_refused(
    pattern: list[dict[str, str]], values: dict[str, str]
) -> None:
    ruler = AttributeRuler(Vocab())
    ruler.add([pattern], values)
    with pytest.raises(ValueError, match="a rule"):
        TagRules(ruler.vocab, ruler.patterns, ruler.attrs)


def test_the_model_has_them(model: Language) -> None:
    assert "polybius_tag_rules" in model.pipe_names
    assert "attribute_ruler" not in model.pipe_names
