"""Who does what to whom in the grammar, whatever the construction."""

from __future__ import annotations

import pytest
from spacy.language import Language

from polybius.events.predicates import Predicate, predicate_of
from polybius.tokens import words_of


def predicate(model: Language, text: str, word: str) -> Predicate:
    token = next(t for t in words_of(model(text)) if t.text == word)
    found = predicate_of(token)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "word", "subjects", "objects"),
    [
        ("Rebels attacked the convoy.", "attacked", ["Rebels"], ["convoy"]),
        ("The convoy was attacked by rebels.", "attacked", ["rebels"], ["convoy"]),
        ("The convoy was attacked on Monday.", "attacked", [], ["convoy"]),
        ("Police who arrested the editor left.", "arrested", ["Police"], ["editor"]),
        ("The editor whom police arrested is ill.", "arrested", ["police"], ["editor"]),
        ("A truce brokered by Oman collapsed.", "brokered", ["Oman"], ["truce"]),
        ("Iran agreed to release the sailors.", "release", ["Iran"], ["sailors"]),
        ("Kenya urged Sudan to free the pilots.", "free", ["Sudan"], ["pilots"]),
        ("Ghana promised Togo to send doctors.", "send", ["Ghana"], ["doctors"]),
        ("Peru accused Chile of arming rebels.", "arming", ["Chile"], ["rebels"]),
        ("Police stormed the office and seized papers.", "seized", ["Police"], ["papers"]),
        ("Troops and police raided the camp.", "raided", ["Troops", "police"], ["camp"]),
    ],
)
def test_roles_of_verbs(
    model: Language, text: str, word: str, subjects: list[str], objects: list[str]
) -> None:
    found = predicate(model, text, word)
    assert [t.text for t in found.subjects] == subjects
    assert [t.text for t in found.objects] == objects


@pytest.mark.parametrize(
    ("text", "word", "owner"),
    [
        ("Russia's veto of the plan angered Britain.", "veto", ["Russia"]),
        ("The veto by Russia angered Britain.", "veto", ["Russia"]),
        ("The Russian veto angered Britain.", "veto", ["Russian"]),
    ],
)
def test_owners_of_nouns(model: Language, text: str, word: str, owner: list[str]) -> None:
    assert [t.text for t in predicate(model, text, word).subjects] == owner


def test_two_word_prepositions_and_their_nouns(model: Language) -> None:
    found = predicate(model, "Egypt walked out of the talks because of the raid.", "walked")
    assert [t.text for t in found.preps["out of"]] == ["talks"]
    assert [t.text for t in found.preps["because of"]] == ["raid"]


@pytest.mark.parametrize(
    ("text", "word", "form"),
    [
        ("Japan refused to meet the envoy.", "refused", "to"),
        ("Japan said that it would leave.", "said", "that"),
        ("Japan stopped buying oil.", "stopped", "ing"),
        ("Japan asked whether talks were useful.", "asked", "whether"),
    ],
)
def test_clauses(model: Language, text: str, word: str, form: str) -> None:
    assert form in {clause.form for clause in predicate(model, text, word).clauses}
