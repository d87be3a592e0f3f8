"""A group's own labels: how they are read, and what a model makes of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from polybius.article import Article
from polybius.cli import main
from polybius.coder import Coder
from polybius.diff import compare
from polybius.errors import InputError
from polybius.learn.cases import cases_of, read_texts
from polybius.learn.given import read_given, skipped_line
from polybius.learn.labelled import Labelled, Mark
from polybius.learn.model import Scorer
from polybius.learn.train import teach, train

# A verb that no codebook knows, and sentences to teach it by.
TAUGHT = [
    "Norwegian soldiers glorbed the Danish garrison on Monday.",
    "Turkish troops glorbed Kurdish fighters near the border.",
    "Syrian rebels glorbed government forces at dawn.",
    "Indian soldiers have glorbed Pakistani troops in Kashmir.",
]


def write(path: Path, *rows: Any) -> Path:
    path.write_text("".join(f"{r if isinstance(r, str) else json.dumps(r)}\n" for r in rows))
    return path


def row(sentence: str = TAUGHT[0], **fields: Any) -> dict[str, Any]:
    return {"sentence": sentence, "trigger": "glorbed", "type": "ASSAULT", **fields}


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder(learned=False)


def test_sentences_and_gold_are_read_side_by_side(tmp_path: Path) -> None:
    text = "Oslo protested. Copenhagen shrugged."
    gold = {
        "id": "a", "published": "2020-01-02", "text": text,
        "events": [
            {"type": "ACCUSE", "spans": [[5, 14]]},
            {"type": "REJECT", "spans": [[27, 35]], "core": False},
        ],
    }  # fmt: skip
    path = write(tmp_path / "mine.jsonl", row(actor="Norwegian soldiers"), gold, row(type="NONE"))
    given = read_given(path)
    assert given.skipped == ()
    sentence, whole = given.texts
    assert sentence.marks == (
        Mark(19, 26, "ASSAULT", actors=((0, 18),)),
        Mark(19, 26, "NONE"),
    )
    assert (whole.id, whole.published, whole.complete) == ("a", "2020-01-02", True)
    assert [mark.type for mark in whole.marks] == ["ACCUSE", None]
    assert skipped_line(given) == "read 3, used 3, skipped 0"


@pytest.mark.parametrize(
    ("bad", "complaint"),
    [
        ("oops", "not JSON"),
        ("[1]", "is no JSON object"),
        (row(type="ASAULT"), "unknown type 'ASAULT'; ASSAULT would be right"),
        (row(trigger="shelled"), "the trigger 'shelled' is not in the sentence"),
        (row(trigger=""), "is not in the sentence"),
        (row(actor=["Swedes"]), "the actor 'Swedes' is not in the sentence"),
        (row(actor=7), "'actor' must be a list"),
        ({"sentence": "Too little."}, "'trigger' must be a string"),
        ({"text": "Oslo.", "events": [{"type": "AID", "spans": [[0, 9]]}]}, "within the text's"),
    ],
)
def test_a_bad_row_is_told_in_a_line_and_skipped(tmp_path: Path, bad: Any, complaint: str) -> None:
    given = read_given(write(tmp_path / "mine.jsonl", row(), bad))
    assert len(given.texts) == 1
    assert len(given.skipped) == 1
    assert "mine.jsonl:2: " in given.skipped[0]
    assert complaint in given.skipped[0]
    assert "\n" not in given.skipped[0]
    assert skipped_line(given) == "read 2, used 1, skipped 1"


def test_an_empty_file_and_an_absent_one_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.jsonl"):
        read_given(tmp_path / "none.jsonl")
    with pytest.raises(InputError, match="no gold in it"):
        read_given(write(tmp_path / "mine.jsonl"))


def test_marks_decide_what_is_learned_of_an_act(coder: Coder) -> None:
    text = "Norway condemned the raid. Denmark invited Sweden to talks."
    condemned, invited = text.index("condemned"), text.index("invited")

    def wanted(*marks: Mark, complete: bool = False) -> set[tuple[str, str, float]]:
        cases = cases_of(
            coder.events, read_texts(coder, [Labelled("a", text, marks, complete=complete)])
        )
        return {(case.rule, case.wanted, case.weight) for case in cases}

    accuse = Mark(condemned, condemned + 9, "ACCUSE")
    assert ("ACCUSE", "ACCUSE", 1.0) in wanted(accuse)
    assert ("AGREE", "NONE", 0.3) in wanted(accuse)
    assert ("AGREE", "NONE", 1.0) in wanted(accuse, complete=True)
    neither = wanted(accuse, Mark(invited, invited + 7, None), complete=True)
    assert not any(rule == "AGREE" for rule, _, _ in neither)


def test_a_taught_verb_is_coded_and_the_rest_stays(coder: Coder, tmp_path: Path) -> None:
    texts = [Labelled(str(n), text, (_mark(text),)) for n, text in enumerate(TAUGHT)]
    path = tmp_path / "taught.npz"
    teach(Scorer.load(), cases_of(coder.events, read_texts(coder, texts))).save(path)
    plain, taught = Coder(), Coder(model=path)
    new = Article("a", "Greek soldiers glorbed Bulgarian troops on Tuesday.")
    assert plain.code(new).events == ()
    assert [event.type for event in taught.code(new).events] == ["ASSAULT"]
    known = Article("b", "Greece condemned Bulgaria on Tuesday and expelled two of its diplomats.")
    old = plain.code(known)
    assert len(old.events) == 2
    assert not compare(known, old.to_json(), taught.code(known).to_json(), tolerance=0.05)


def _mark(text: str) -> Mark:
    at = text.index("glorbed")
    return Mark(at, at + 7, "ASSAULT")


@pytest.mark.check
def test_the_same_sentences_give_the_same_bytes(coder: Coder, tmp_path: Path) -> None:
    from polybius.learn.examples import read_examples, shipped
    from polybius.learn.labelled import sentences

    texts = sentences(read_examples(shipped()))[:150]
    for name in ("a", "b"):
        train(cases_of(coder.events, read_texts(coder, texts))).save(tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.check
def test_the_command_trains_tells_and_codes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = write(tmp_path / "mine.jsonl", *map(row, TAUGHT), row(type="WAR"))
    model, page = tmp_path / "mine.npz", tmp_path / "page.txt"
    with pytest.raises(SystemExit) as left:
        main(["train", "--examples", str(mine), "-o", str(model), "--show", "1"])
    told = capsys.readouterr()
    assert left.value.code == 3
    assert "read 5, used 4, skipped 1" in told.err
    assert "mine.jsonl:5: unknown type 'WAR'" in told.err
    assert "+ ASSAULT “glorbed”" in told.out
    page.write_text("Greek soldiers glorbed Bulgarian troops on Tuesday.")
    with pytest.raises(SystemExit) as left:
        main(["code", str(page), "--model", str(model), "--format", "jsonl"])
    assert left.value.code == 0
    assert [event["type"] for event in json.loads(capsys.readouterr().out)["events"]] == ["ASSAULT"]


def test_a_model_that_is_none_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page, model = tmp_path / "page.txt", tmp_path / "model.npz"
    page.write_text("Greece condemned Bulgaria.")
    model.write_bytes(b"nothing of the kind")
    with pytest.raises(SystemExit) as left:
        main(["code", str(page), "--model", str(model), "--workers", "1"])
    assert left.value.code == 2
    assert "model.npz: not a model of polybius" in capsys.readouterr().err
