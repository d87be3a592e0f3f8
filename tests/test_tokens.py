"""Tokens say of themselves what spaCy's say."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from polybius.tokens import Token, of_word, words_of

pytestmark = pytest.mark.slow

TEXT = (
    "Togo's and Benin's ministers, who had met twice, did not sign the long-awaited treaty"
    " on fishing. “We won't,” one of them said;  the others left on 3 May. A NATO envoy, who"
    " came to Lomé by way of Accra and Abidjan, told them so."
)
ATTRIBUTES = (
    "text", "lower_", "lemma_", "tag_", "dep_", "pos_", "ent_type_", "ent_iob_", "i", "idx",
    "is_alpha", "is_punct", "is_quote", "is_sent_end", "is_sent_start", "is_space", "is_title",
    "is_upper",
)  # fmt: skip
AROUND = ("head", "left_edge", "right_edge")
RUNS = ("ancestors", "children", "conjuncts", "lefts", "rights", "subtree")


@pytest.fixture(scope="module")
def doc(model: Language) -> Doc:
    return model(TEXT)


@pytest.mark.parametrize("name", ATTRIBUTES)
def test_what_a_token_says(doc: Doc, name: str) -> None:
    said = [getattr(token, name) for token in words_of(doc)]
    assert said == [getattr(token, name) for token in doc]
    assert len(set(said)) > 1


@pytest.mark.parametrize("name", AROUND)
def test_which_token_a_token_leads_to(doc: Doc, name: str) -> None:
    words = words_of(doc)
    for word, token in zip(words, doc, strict=True):
        assert getattr(word, name) is words[getattr(token, name).i]


@pytest.mark.parametrize("name", RUNS)
def test_which_tokens_a_token_leads_to(doc: Doc, name: str) -> None:
    words = words_of(doc)
    for word, token in zip(words, doc, strict=True):
        found = list(getattr(word, name))
        assert found == [words[other.i] for other in getattr(token, name)]
    assert any(list(getattr(word, name)) for word in words)


def test_who_is_above_whom(doc: Doc) -> None:
    words = words_of(doc)
    for word, token in zip(words, doc, strict=True):
        above = [word.is_ancestor(other) for other in words]
        assert above == [token.is_ancestor(other) for other in doc]


def test_lengths_and_vectors(doc: Doc) -> None:
    for word, token in zip(words_of(doc), doc, strict=True):
        assert len(word) == len(token)
        assert (word.vector == token.vector).all()


def test_neighbours(doc: Doc) -> None:
    words = words_of(doc)
    assert words[3].nbor() is words[4]
    assert words[3].nbor(-3) is words[0]
    for at, step in ((3, -4), (len(words) - 1, 1)):
        with pytest.raises(IndexError):
            words[at].nbor(step)


def test_sentences(doc: Doc) -> None:
    words = words_of(doc)
    assert len(words.sentences) == len(list(doc.sents)) > 1
    for sentence, sent in zip(words.sentences, doc.sents, strict=True):
        assert (sentence.start, sentence.end) == (sent.start, sent.end)
        assert list(sentence) == words[sent.start : sent.end]
        assert all(token.sent is sentence for token in sentence)
        assert sentence.root is words[sent.root.i]
        entities = [(words[ent.start], words[ent.end - 1]) for ent in sent.ents]
        assert sentence.entities == entities
        assert words.text_of(sent.start, sent.end) == sent.text
    assert len(words.entities) == len(doc.ents) > 1


def test_what_is_found_of_a_token_is_kept_with_it(doc: Doc) -> None:
    asked: list[Token] = []

    @of_word
    def first_child(token: Token) -> Token | None:
        """The first child."""
        asked.append(token)
        return next(iter(token.children), None)

    words = words_of(doc)
    found = [first_child(word) for word in words]
    assert [first_child(word) for word in words] == found
    assert asked == list(words)
    assert first_child.__doc__ == "The first child."


def test_a_document_without_words(model: Language) -> None:
    words = words_of(model(""))
    assert words == []
    assert words.sentences == words.entities == []
