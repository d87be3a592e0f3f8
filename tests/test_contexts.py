"""PLOVER's 37 contexts: the words that evoke them, and the events that then bear them."""

from __future__ import annotations

from collections import Counter

import pytest

from polybius import codebook as codebooks
from polybius.article import Article
from polybius.coder import Coder

# PLOVER manual v2.0, table of general contexts.
PLOVER = frozenset(
    """military intelligence executive legislative election political_institutions pro_democracy
    pro_autocracy economic legal reparations human_rights rights_freedoms repression
    human_security gender lgbt religion_ethnicity inequality diplomatic territory peacekeeping
    health asylum migration disasters natural_resource environment technology terrorism cbrn
    cyber misinformation crime corruption illegal_drugs trafficking""".split()
)

SENTENCES = [
    ("The Turkish army shelled Kurdish villages in northern Syria.", "military"),
    ("Police in Vienna arrested a Russian spy.", "intelligence"),
    ("The president of Tunisia dissolved the cabinet.", "executive"),
    ("Hungary's parliament rejected a bill on foreign universities.", "legislative"),
    ("Opposition parties boycotted the presidential election in Togo.", "election"),
    ("The Kenyan opposition rejected the constitutional amendment.", "political_institutions"),
    ("Students in Myanmar protested for democracy.", "pro_democracy"),
    ("Thousands of Sudanese protested against military rule.", "pro_autocracy"),
    ("China imposed tariffs on American soybeans.", "economic"),
    ("A Spanish court convicted nine Catalan leaders.", "legal"),
    ("Namibia demanded reparations from Germany.", "reparations"),
    ("Canada accused Saudi Arabia of human rights violations.", "human_rights"),
    ("Egypt jailed a blogger in an attack on press freedom.", "rights_freedoms"),
    ("Riot police fired tear gas at students in Santiago.", "repression"),
    ("Germany sent food aid to South Sudan.", "human_security"),
    ("Polish women protested against a ban on abortion.", "gender"),
    ("Ugandan police arrested gay activists in Kampala.", "lgbt"),
    ("Nigeria's government banned the Shiite group.", "religion_ethnicity"),
    ("Chilean workers protested against inequality.", "inequality"),
    ("Britain recalled its ambassador to Iran.", "diplomatic"),
    ("Japan protested to China over the disputed islands.", "territory"),
    ("India sent peacekeepers to Congo.", "peacekeeping"),
    ("Cuba sent doctors to fight Ebola in Liberia.", "health"),
    ("Ecuador granted asylum to the Australian activist.", "asylum"),
    ("Hungary deported hundreds of migrants to Serbia.", "migration"),
    ("Mexico sent rescuers to Haiti after the earthquake.", "disasters"),
    ("Bolivia nationalised its natural gas fields.", "natural_resource"),
    ("Brazil and Norway signed an agreement to stop deforestation.", "environment"),
    ("The United States banned exports of semiconductors to China.", "technology"),
    ("Somalia condemned the terrorist attack in Mogadishu.", "terrorism"),
    ("The United States and North Korea signed a nuclear agreement.", "cbrn"),
    ("Estonia accused Russia of a cyber attack.", "cyber"),
    ("Germany accused Russia of spreading disinformation.", "misinformation"),
    ("Italian police arrested a mafia boss in Palermo.", "crime"),
    ("Ukraine's president dismissed a minister accused of corruption.", "corruption"),
    ("Colombian soldiers seized two tonnes of cocaine.", "illegal_drugs"),
    ("Thai police arrested an army general in a human trafficking case.", "trafficking"),
]


def test_contexts_are_plovers() -> None:
    assert set(codebooks.load().contexts) == PLOVER


def test_every_context_has_words_of_its_own() -> None:
    contexts = codebooks.load().contexts
    shared = Counter(word for words in contexts.values() for word in set(words))
    for name, words in contexts.items():
        assert 15 <= len(words) <= 60, name
        assert len(set(words)) == len(words), name
        own = [word for word in words if shared[word] == 1]
        assert len(own) >= len(words) / 2, f"{name}: most of its words evoke other contexts too"


def test_words_are_lemmas_of_one_or_two_words() -> None:
    for name, words in codebooks.load().contexts.items():
        for word in words:
            assert word == word.lower(), f"{name}: {word}"
            assert 1 <= len(word.split()) <= 2, f"{name}: {word}"


def test_every_context_is_tried() -> None:
    assert {context for _, context in SENTENCES} == PLOVER


@pytest.mark.slow
@pytest.mark.parametrize(("sentence", "context"), SENTENCES, ids=[c for _, c in SENTENCES])
def test_sentence(sentence: str, context: str, coder: Coder) -> None:
    events = coder.code(Article("one", sentence, published="2019-06-14")).events
    assert events
    assert any(context in event.contexts for event in events), [e.contexts for e in events]


@pytest.mark.slow
def test_no_context_from_afar(coder: Coder) -> None:
    """Words of another clause say nothing about an event."""
    text = "France signed a trade agreement with Japan. An earthquake shook the capital."
    for event in coder.code(Article("one", text, published="2019-06-14")).events:
        assert "disasters" not in event.contexts
