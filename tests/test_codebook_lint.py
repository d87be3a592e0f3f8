"""What the linter finds in a codebook that loads, and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from polybius.actors import check_tables
from polybius.actors.lexicon import Lexicon
from polybius.cli import main
from polybius.codebook import check

# A class with a family, used by no line; words that the lines of the tests may ask for.
CLASSES = """\
gizmo:
  words: |
    gizmo
hollow:
  words: |
"""


def mistakes(folder: Path, **files: str) -> list[str]:
    """What `check` says of these files, without the folder's name."""
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return [line.removeprefix(f"{folder.name}/") for line in check(folder)]


def act(*lines: str, section: str = "verbs", type: str = "AID") -> str:
    body = "".join(f"      {line}\n" for line in lines)
    return f"type: {type}\nframes:\n  - {section}: |\n{body}"


def test_the_shipped_codebook_is_clean() -> None:
    assert check() == []


@pytest.mark.parametrize(
    ("section", "line", "said"),
    [
        ("verbs", "make", "fits nearly every 'make'"),
        ("verbs", "have X", "fits nearly every 'have'"),
        ("verbs", "do *", "fits nearly every 'do'"),
        ("verbs", "ship {hollow}", "class {hollow} has no words"),
        ("verbs", "ship {gizmo|hollow}", "class {hollow} has no words"),
        ("verbs", "{hollow} ship X", "class {hollow} has no words"),
        ("verbs", "ship gizmo|on X", "'on' is no noun"),
        ("verbs", "ship the gizmo", "'the' is no noun"),
        ("verbs", "ship support_to X", "'to' is no noun"),
        ("verbs", "ship crate_with_gizmo", "what follows 'with' stands apart"),
        ("verbs", "ship big_old_red_gizmo", "two words before it at most"),
        ("verbs", "ship {gizmo} X crate", "asks for 3 objects"),
        ("verbs", "ship that *", "`that ACT` would be right"),
        ("verbs", "ship ACT", "its place would be operators.yaml"),
        ("verbs", "ship with X with X", "the same twice"),
        ("verbs", "ship {gizmo} ; intransitive", "is intransitive"),
        ("verbs", "ship X ; future negated", "future and negated"),
        ("verbs", "ship X ; patient", "'patient' is for nouns"),
        ("verbs", "ship X ; mutual swap", "mutual and swap"),
        ("verbs", "ship X ; weak strong", "weak and strong"),
        ("verbs", "donated X", "'donate' would be right"),
        ("verbs", "ship||send X", "empty word"),
        ("adjectives", "generous X", "object of an adjective"),
        ("adjectives", "generous {gizmo}", "object of an adjective"),
    ],
)
def test_a_line_that_says_nothing_or_everything(
    tmp_path: Path, section: str, line: str, said: str
) -> None:
    lines = act("# first", line, section=section)
    found = mistakes(tmp_path, classes=CLASSES, acts__AID=lines)
    assert any(f.startswith("acts/AID.yaml:5: ") and said in f for f in found), found


@pytest.mark.parametrize(
    ("section", "line"),
    [
        ("verbs", "make {gizmo}"),
        ("verbs", "{gizmo} begin"),
        ("verbs", "ship that ACT"),
        ("verbs", "offer to back"),
        ("verbs", "have on X"),
        ("verbs", "ship X gizmo"),
        ("verbs", "ship out X"),
        ("verbs", "ship cargo_of_gizmo"),
        ("verbs", "ship X on behalf of Y"),
        ("verbs", "stage walk-out"),
        ("verbs", "re-ship X"),
        ("verbs", "need X"),
        ("nouns", "gizmo X ; patient"),
        ("nouns", "{gizmo} shipment"),
        ("adjectives", "generous to X"),
    ],
)
def test_a_line_that_is_well(tmp_path: Path, section: str, line: str) -> None:
    found = mistakes(tmp_path, classes=CLASSES, acts__AID=act(line, section=section))
    assert [f for f in found if f.startswith("acts/")] == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("ship X to {gizmo}", "stands at {}/acts/AID.yaml:4 already"),
        ("ship to {gizmo} X", "stands at {}/acts/AID.yaml:4 already"),
        ("ship X to {gizmo} ; weak", "stands at {}/acts/AID.yaml:4 with other flags"),
    ],
)
def test_a_line_twice(tmp_path: Path, line: str, said: str) -> None:
    lines = act("ship X to {gizmo}", line)
    found = mistakes(tmp_path, classes=CLASSES, acts__AID=lines)
    assert any(
        f.startswith("acts/AID.yaml:5: ") and said.format(tmp_path.name) in f for f in found
    ), found


def test_one_phrase_with_two_codes(tmp_path: Path) -> None:
    found = mistakes(
        tmp_path,
        classes=CLASSES,
        acts__AID=act("ship X", "send X {gizmo}"),
        acts__SUPPORT=act("send {gizmo} X", type="SUPPORT"),
        operators="halt:\n  verbs: |\n    ship X\n",
    )
    aid = f"{tmp_path.name}/acts/AID.yaml"
    both = f"'send {{gizmo}} X' is SUPPORT, and AID at {aid}:5; one of the two would be right"
    assert f"acts/SUPPORT.yaml:4: {both}" in found
    assert any(f.startswith("operators.yaml:3: 'ship X' is operator halt, and AID") for f in found)


def test_other_elements_subject_or_section_are_other_lines(tmp_path: Path) -> None:
    lines = (
        act("ship X", "ship {gizmo}", "ship to X", "{gizmo} ship X") + "    nouns: |\n      ship\n"
    )
    found = mistakes(
        tmp_path, classes=CLASSES, acts__AID=lines, acts__SUPPORT=act("ship Y", type="SUPPORT")
    )
    assert [f for f in found if f.startswith("acts/")] == []


def test_a_users_line_may_recode_a_shipped_one(tmp_path: Path) -> None:
    assert mistakes(tmp_path, acts__AID=act("bomb X")) == []


def test_operators(tmp_path: Path) -> None:
    text = (
        "mock:\n  over:\n    any: REJECT\n"
        "jeer:\n  over:\n    any:\n  verbs: |\n    jeer ACT\n    jeer X\n    jeer ACT at ACT\n"
    )
    found = mistakes(tmp_path, operators=text)
    assert "operators.yaml:1: operator mock has no line" in found
    assert "operators.yaml:4: operator jeer gives nothing over anything" in found
    assert any(f.startswith("operators.yaml:9: ") and "acts on nothing" in f for f in found)
    assert any(f.startswith("operators.yaml:10: ") and "more than one ACT" in f for f in found)
    assert len(found) == 4


def test_classes(tmp_path: Path) -> None:
    text = (
        "gizmo:\n  words: |\n    gizmo\n    Gizmo\n    gizmo\n    crate with gizmo\n"
        "  sectors: [GOV, KNG]\nhollow:\n  family: meeting\n"
    )
    found = mistakes(tmp_path, classes=text)
    assert found == [
        "classes.yaml:1: class gizmo is used by no line and has no family",
        "classes.yaml:1: class gizmo: unknown sector 'KNG'",
        "classes.yaml:4: 'Gizmo' can never match: words are looked up in lower case",
        "classes.yaml:5: 'gizmo' stands on line 3 already",
        "classes.yaml:6: 'crate with gizmo' can never match: what follows 'with' stands apart",
        "classes.yaml:8: class hollow is empty; words or sectors would be right",
    ]


def test_words_that_stand_twice(tmp_path: Path) -> None:
    found = mistakes(tmp_path, light="agent: |\n  unfurl\n  unfurl\npatient: |\n  unfurl\n")
    assert found == [
        "light.yaml:3: 'unfurl' stands on line 2 already",
        "light.yaml:5: 'unfurl' is patient, and agent on line 2",
    ]


def test_all_mistakes_at_once_in_order(tmp_path: Path) -> None:
    found = mistakes(
        tmp_path,
        acts__AID=act("ship {a}", "ship X ; loud", "make", "ship {b}"),
        acts__SONG=act("sing X", type="SONG"),
        light="doer: |\n  x\n",
    )
    assert [f.split(": ")[0] for f in found] == [
        "acts/AID.yaml:4", "acts/AID.yaml:5", "acts/AID.yaml:6", "acts/AID.yaml:7",
        "acts/SONG.yaml:1", "light.yaml:1",
    ]  # fmt: skip


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mistakes(tmp_path, acts__AID=act("make", "ship {a}"))
    with pytest.raises(SystemExit) as left:
        main(["codebook", "check", str(tmp_path)])
    out, err = capsys.readouterr()
    assert left.value.code == 1
    assert len(out.splitlines()) == 2
    assert err == "2 mistakes\n"
    (tmp_path / "acts/AID.yaml").write_text(act("ship X"), encoding="utf-8")
    with pytest.raises(SystemExit) as left:
        main(["codebook", "check", str(tmp_path)])
    assert left.value.code == 0
    assert capsys.readouterr() == ("", "no mistakes\n")


def test_the_command_covers_the_tables_of_actors(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("polybius.codebook.check", lambda folder: [])
    monkeypatch.setattr("polybius.actors.check_tables", lambda: ["people.tsv:3: twice"])
    with pytest.raises(SystemExit) as left:
        main(["codebook", "check"])
    assert left.value.code == 1
    assert capsys.readouterr() == ("people.tsv:3: twice\n", "1 mistake\n")


@pytest.mark.parametrize(
    ("first", "second", "meet"),
    [
        ("2001\t2005", "2005\t2009", False),
        ("2001\t2005-06", "2005-06\t2009", False),
        ("2001\t2005-06-07", "2005-06-07\t", False),
        ("2005-06\t", "2001\t2005-06", False),
        ("2001\t2005-06", "2005-05\t2009", True),
        ("2001\t2005", "2004\t2009", True),
        ("2001\t", "2004\t", True),
    ],
)
def test_terms_that_give_way_do_not_overlap(
    tmp_path: Path, first: str, second: str, meet: bool
) -> None:
    path = tmp_path / "mine.tsv"
    header = "name\taliases\tcountry\tsectors\trole\tfrom\tto\twikidata\tnote\n"
    rows = (f"Ada Brenn\t\tNOR\tPTY\tleader of the party\t{term}\t\t\n" for term in (first, second))
    path.write_text(header + "".join(rows), encoding="utf-8")
    found = check_tables(Lexicon.load((path,), own=False))
    assert bool(found) == meet
