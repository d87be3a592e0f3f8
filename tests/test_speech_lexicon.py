"""The table of cues and what is wrong with a bad one."""

from __future__ import annotations

from pathlib import Path

import pytest

from polybius import speech
from polybius.errors import CodebookError
from polybius.speech.lexicon import Lexicon, regular_forms

HEADER = "cue\tpart\tkind\tstance\tframes\n"


def table(tmp_path: Path, rows: str) -> Path:
    path = tmp_path / "cues.tsv"
    path.write_text(HEADER + rows, encoding="utf-8")
    return path


def test_shipped_table_loads_and_names_its_rows() -> None:
    (say,) = (cue for cue in Lexicon.load().get("verb", "say") if len(cue.words) == 1)
    assert (say.kind, say.stance) == ("indirect", "asserts")
    assert {"quote", "that"} <= say.frames
    file, line = say.row.split(":")
    rows = (Path(speech.__file__).parent / "data" / file).read_text("utf-8")
    assert rows.splitlines()[int(line) - 1].startswith("say\t")


def test_longer_cues_come_first(tmp_path: Path) -> None:
    path = table(
        tmp_path, "point\tverb\tindirect\tasserts\tnp\npoint out\tverb\tindirect\tasserts\tthat\n"
    )
    found = Lexicon.load(path).get("verb", "point")
    assert [cue.words for cue in found] == [("point", "out"), ("point",)]


def test_comments_and_prepositions(tmp_path: Path) -> None:
    path = table(tmp_path, "# why\n\nfear\tnoun\tbelief\tasserts\tthat,~of,~over\n")
    (fear,) = Lexicon.load(path).get("noun", "fear")
    assert fear.prepositions == {"of", "over"}
    assert fear.row == "cues.tsv:4"


BAD = [
    ("say\tverb\tindirect\tasserts\n", "cues.tsv:2: 4 columns"),
    ("say\tword\tindirect\tasserts\tthat\n", "unknown part 'word'"),
    ("say\tverb\tloud\tasserts\tthat\n", "unknown kind 'loud'"),
    ("say\tverb\tindirect\tagrees\tthat\n", "unknown stance 'agrees'"),
    ("say\tverb\tindirect\tasserts\tthat,those\n", "unknown frame 'those'"),
    ("say\tverb\tindirect\tasserts\t\n", "unknown frame ''"),
    ("say\tverb\tindirect\tasserts\tthat\n" * 2, "cues.tsv:3: verb 'say' is given in line 2"),
    ("in words\tphrase\tindirect\tasserts\tclause\n", "cues.tsv:2: 'in words' is a phrase"),
]


@pytest.mark.parametrize(("rows", "message"), BAD)
def test_mistakes_name_file_and_line(tmp_path: Path, rows: str, message: str) -> None:
    with pytest.raises(CodebookError) as error:
        Lexicon.load(table(tmp_path, rows))
    assert message in str(error.value)


def test_verbs_are_found_by_form_where_the_lemma_is_wrong(tmp_path: Path) -> None:
    path = table(tmp_path, "hope\tverb\tbelief\tasserts\tthat\n")
    lexicon = Lexicon.load(path)
    assert [cue.words for cue in lexicon.verb("hoping", "hop")] == [("hope",)]
    assert lexicon.verb("hops", "hop") == []


@pytest.mark.parametrize(
    ("lemma", "form"),
    [("deny", "denies"), ("deny", "denied"), ("admit", "admitted"), ("urge", "urging")],
)
def test_regular_forms(lemma: str, form: str) -> None:
    assert form in set(regular_forms(lemma))
