"""Names that no table has: found, counted, and told by what stands around them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from spacy.language import Language

from polybius.actors import ActorBook
from polybius.article import Article
from polybius.cli import main
from polybius.unknown import Unknown, unknown_names

pytestmark = pytest.mark.slow

FIRST = (
    "Orla Vensky, the Lebanese parliament speaker, met Vladimir Putin on Monday. "
    "Vensky and Tomas Hrabik left Beirut on Tuesday."
)
SECOND = (
    "Orla Vensky arrived in Paris. Angela Merkel and the German police welcomed her. "
    "The Egyptian Interior Ministry had banned the Brenholt Foundation."
)


@pytest.fixture(scope="module")
def found(model: Language) -> dict[str, Unknown]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("polybius.unknown.load_model", lambda: model)
        articles = [Article("a", FIRST, "2016-10-11"), Article("b", SECOND, "2016-10-11")]
        names = unknown_names(articles, ActorBook.load())
    assert [one.mentions for one in names] == sorted((o.mentions for o in names), reverse=True)
    return {one.name: one for one in names}


def test_only_names_that_no_table_has(found: dict[str, Unknown]) -> None:
    assert list(found) == ["Orla Vensky", "Brenholt Foundation", "Tomas Hrabik"]


def test_a_surname_counts_for_the_full_name(found: dict[str, Unknown]) -> None:
    one = found["Orla Vensky"]
    assert (one.mentions, one.documents, one.kind) == (3, 2, "person")


def test_the_words_around_a_name_tell(found: dict[str, Unknown]) -> None:
    one = found["Orla Vensky"]
    assert (one.country, one.sectors) == ("LBN", ("LEG",))
    assert any(line.startswith("roles.tsv:") and line.endswith("-> LEG") for line in one.told)
    assert any(line.endswith("-> LBN") for line in one.told)
    other = found["Tomas Hrabik"]  # of whom only the rest of the text tells
    assert (other.country, other.sectors) == ("LBN", ())
    assert all(line.startswith("context:") for line in other.told)


def test_a_body_that_ends_in_a_word_for_its_sort(found: dict[str, Unknown]) -> None:
    one = found["Brenholt Foundation"]
    assert (one.kind, one.mentions) == ("organisation", 1)
    assert "NGO" in one.sectors


def test_the_first_mention(found: dict[str, Unknown]) -> None:
    assert found["Orla Vensky"].to_json()["first"] == {
        "id": "a",
        "sentence": "Orla Vensky, the Lebanese parliament speaker, met Vladimir Putin on Monday.",
    }
    head, because, sentence = found["Orla Vensky"].lines()
    assert head == "    3  Orla Vensky  (person, in 2)  LBN LEG"
    assert because.startswith("       because ")
    assert sentence.startswith("       a: Orla Vensky, the Lebanese")
    assert next(found["Tomas Hrabik"].lines()) == "    1  Tomas Hrabik  (person, in 1)  LBN"


def test_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    model: Language,
) -> None:  # fmt: skip
    monkeypatch.setattr("polybius.unknown.load_model", lambda: model)
    path = tmp_path / "c.jsonl"
    path.write_text(json.dumps({"id": "b", "text": SECOND}) + '\n{"id": "x"}\n', encoding="utf-8")
    with pytest.raises(SystemExit) as left:
        main(["actors", "unknown", str(path), "--format", "jsonl"])
    out, err = capsys.readouterr()
    assert left.value.code == 3
    assert [json.loads(line)["name"] for line in out.splitlines()] == [
        "Brenholt Foundation",
        "Orla Vensky",
    ]
    assert err.startswith("x: ")
    assert err.endswith("read 2, refused 1\n")
