"""Words say of themselves what spaCy's tokens say."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from polybius.tokens import Tokens, Word, words_of

pytestmark = pytest.mark.slow

TEXT = (
    "Togo's and Benin's ministers, who had met twice, did not sign the long-awaited treaty"
    " on fishing. “We won't,” one of them said;  the others left on 3 May."
)
ATTRIBUTES = ("text", "lower_", "lemma_", "tag_", "dep_", "pos_", "ent_type_", "head", "i", "idx")


@pytest.fixture(scope="module")
def doc(model: Language) -> Doc:
    return model(TEXT)


def test_a_word_is_the_token_of_its_place(doc: Doc) -> None:
    words = words_of(doc)
    assert len(words) == len(doc)
    for word, token in zip(words, doc, strict=True):
        assert word == token
        assert hash(word) == hash(token)
        for name in ATTRIBUTES:
            assert getattr(word, name) == getattr(token, name), name
        assert list(word.children) == list(token.children)
        assert list(word.conjuncts) == list(token.conjuncts)
        assert list(word.subtree) == list(token.subtree)
        assert len(word) == len(token)
    assert any(word.conjuncts for word in words)


def test_all_that_a_word_leads_to_are_words(doc: Doc) -> None:
    for word in words_of(doc):
        around = (word.head, *word.children, *word.conjuncts, *word.subtree)
        assert all(isinstance(other, Word) for other in around)


def test_neighbours(doc: Doc) -> None:
    words = words_of(doc)
    assert words[3].nbor() is words[4]
    assert words[3].nbor(-3) is words[0]
    for at, step in ((3, -4), (len(words) - 1, 1)):
        with pytest.raises(IndexError):
            words[at].nbor(step)


def test_a_sentence_is_a_span_of_words(doc: Doc) -> None:
    words = words_of(doc)
    for sent in doc.sents:
        tokens = Tokens(doc, sent.start, sent.end, words[sent.start : sent.end])
        assert tokens == sent
        assert list(tokens) == list(sent)
        assert tokens.root is words[sent.root.i]
        assert tokens.ents == sent.ents
        assert tokens[-1] is words[sent.end - 1]
        for part in (slice(1, 4), slice(-2, None), slice(4, 2), slice(0, 100)):
            assert list(tokens[part]) == list(sent[part])
            assert tokens[part].text == sent[part].text


def test_a_document_without_words(model: Language) -> None:
    assert words_of(model("")) == ()
