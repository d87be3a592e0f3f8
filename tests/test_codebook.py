"""Reading codebooks: the language of lines, a user's folder, mistakes with their places."""

from __future__ import annotations

from pathlib import Path

import pytest

from polybius import codebook
from polybius.codebook import Frame, Slot, load
from polybius.codebook.files import read_files
from polybius.codebook.loader import build
from polybius.codebook.model import Element
from polybius.codebook.page import page
from polybius.codebook.syntax import FLAGS, read_line
from polybius.errors import CodebookError

ROOT = Path(__file__).parents[1]
DATA = Path(codebook.__file__).parent / "data"
CLASSES = {"meeting", "court"}


def line(text: str, word_class: str = "verb") -> list[Frame]:
    return list(read_line(text, word_class, None, "agree", CLASSES, "f.yaml:7"))  # type: ignore[arg-type]


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder


# -- lines -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "elements"),
    [
        ("visit X", [("", Slot("X"))]),
        ("give X ACT", [("", Slot("X")), ("", Slot("act"))]),
        ("agree to ACT", [("to", Slot("act"))]),
        ("walk out of {meeting}", [("out", Slot("none")), ("of", Slot("class", ("meeting",)))]),
        ("gather near *", [("near", Slot("any"))]),
        ("step down", [("down", Slot("none"))]),
        ("give go-ahead|green_light to X",
         [("", Slot("word", ("go ahead", "green light"))), ("to", Slot("X"))]),
    ],
)  # fmt: skip
def test_elements(text: str, elements: list[tuple[str, Slot]]) -> None:
    assert [f.elements for f in line(text)] == [tuple(Element(*e) for e in elements)]


def test_alternatives_subject_flags() -> None:
    one, other = line("{court} clear|acquit X ; weak strong")
    assert (one.head, other.head) == ("clear", "acquit")
    assert one.subject == Slot("class", ("court",))
    assert one.flags == {"weak", "strong"}


@pytest.mark.parametrize(
    ("text", "word_class", "before", "head"),
    [
        ("air raid on X", "noun", ("air",), "raid"),
        ("no-confidence vote", "noun", ("no", "confidence"), "vote"),
        ("test-fire X", "verb", ("test",), "fire"),
    ],
)
def test_words_before_the_head(
    text: str, word_class: str, before: tuple[str, ...], head: str
) -> None:
    (frame,) = line(text, word_class)
    assert (frame.before, frame.head) == (before, head)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cancel {meting}", "unknown class {meting}"),
        ("cancel {meeting", "no closing brace"),
        ("cancel X ; weaker", "unknown flag 'weaker'"),
        ("{court}", "no word"),
        ("* X", "no word"),
    ],
)
def test_a_bad_line_names_its_place(text: str, said: str) -> None:
    with pytest.raises(CodebookError, match=r"^f\.yaml:7: ") as error:
        line(text)
    assert said in str(error.value)


# -- the shipped codebook ----------------------------------------------------------------


def test_the_shipped_codebook() -> None:
    book = load()
    assert len(book.types) == 16
    assert sum(len(info.modes) for info in book.types.values()) >= 60
    sources = {f.source.partition(".")[0] for fs in book.frames.values() for f in fs}
    assert set(book.types) <= sources
    assert all(":" in f.source for fs in book.frames.values() for f in fs)


def test_a_frame_knows_its_line() -> None:
    book = load()
    (frame,) = [f for f in book.frames_for("verb", "lift") if f.line == "lift ACT"]
    name, number = frame.source.split(":")
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    assert lines[int(number) - 1].strip() == "lift ACT"
    place = book.classes["meeting"].source.split(":")
    lines = (DATA / place[0]).read_text("utf-8").splitlines()
    assert lines[int(place[1]) - 1] == "meeting:"


def test_the_page_of_operators_is_current() -> None:
    written = (ROOT / "docs/operators.md").read_text(encoding="utf-8")
    hint = "run: python -m polybius.codebook.page > docs/operators.md"
    assert written == page(load()), hint


def test_the_page_tells_a_users_operator(tmp_path: Path) -> None:
    write(tmp_path, "operators.yaml", "mock:\n  over: {meeting: REJECT meet}\n  verbs: mock ACT\n")
    told = page(load(tmp_path))
    section = told.partition("## mock\n")[2]
    assert "`mock ACT`" in section
    assert "*mock the visit* is REJECT meet" in section
    assert "| meeting | REJECT meet |" in section


def test_each_flag_is_documented() -> None:
    told = (ROOT / "docs/codebook.md").read_text(encoding="utf-8")
    assert [flag for flag in sorted(FLAGS) if f"`{flag}`" not in told] == []


# -- a user's folder ---------------------------------------------------------------------

ACT = "type: AID\nframes:\n  - verbs: |\n      cancel {meeting}\n      shower X in {aid}\n"


def test_a_users_lines_are_added_and_win(tmp_path: Path) -> None:
    book = load(write(tmp_path, "acts/AID.yaml", ACT))
    alike = [f for f in book.frames_for("verb", "cancel") if f.line == "cancel {meeting}"]
    assert [f.result.type for f in alike if f.result][:1] == ["AID"]
    assert alike[0].source == f"{tmp_path.name}/acts/AID.yaml:4"
    assert book.frames_for("verb", "shower")
    assert book.frames_for("verb", "donate"), "the shipped lines of AID stay"


def test_replace_takes_the_place_of_a_file(tmp_path: Path) -> None:
    book = load(write(tmp_path, "acts/AID.yaml", f"replace: true\n{ACT}"))
    aid = [f for fs in book.frames.values() for f in fs if f.result and f.result.type == "AID"]
    assert {f.line for f in aid} == {"cancel {meeting}", "shower X in {aid}"}
    assert book.frames_for("verb", "bomb"), "other files stay"


def test_words_classes_and_cells_are_added(tmp_path: Path) -> None:
    before = load()
    write(tmp_path, "light.yaml", "agent: |\n  unfurl\n")
    write(tmp_path, "contexts.yaml", "fisheries: |\n  trawler\n")
    write(tmp_path, "classes.yaml", "meeting:\n  words: |\n    powwow\nnovel:\n  words: thing\n")
    write(tmp_path, "types.yaml", "ASSAULT:\n  score: -8\n  modes:\n    sonic: {score: -7}\n")
    write(tmp_path, "operators.yaml", "lift:\n  over:\n    support: REJECT\n  verbs: unpick ACT\n")
    book = load(tmp_path)
    assert book.light.items() >= {**before.light, "unfurl": "agent"}.items()
    assert book.contexts["fisheries"] == ("trawler",)
    assert book.contexts.items() >= before.contexts.items()
    meeting = book.classes["meeting"]
    assert meeting.words == before.classes["meeting"].words | {"powwow"}
    assert meeting.family == before.classes["meeting"].family == "meeting"
    assert book.classes_of("thing") == {"novel"}
    assault = book.types["ASSAULT"]
    assert (assault.score, assault.quad) == (-8, "material conflict")
    assert assault.modes == {**before.types["ASSAULT"].modes, "sonic": -7}
    lift, old = book.operators["lift"], before.operators["lift"]
    assert lift.over["support"] is not None
    assert lift.over["support"].type == "REJECT"
    assert lift.over["sanction"] == old.over["sanction"]
    assert [f.operator for f in book.frames_for("verb", "unpick")] == ["lift"]


WRONG = [
    ("acts/X.yaml", "type: ASAULT\nframes: []\n", 1, "did you mean ASSAULT?"),
    ("acts/X.yaml", "frames: []\n", 1, "no type"),
    ("acts/X.yaml", "type: AID\n", 1, "no list of frames"),
    ("acts/X.yaml", "type: AID\nframes:\n  - verb: |\n      give X\n", 3, "unknown key 'verb'"),
    ("acts/X.yaml", "type: AID\nframes:\n  - mode: cash\n    verbs: give X\n", 3, "no mode 'cash'"),
    ("acts/X.yaml", "type: AID\nframes:\n  - verbs: |\n      # no\n\n      give {x}\n", 6, "{x}"),
    ("acts/X.yaml", "type: AID\nframes:\n  - verbs: give {x}\n", 3, "{x}"),
    ("acts/X.yaml", "type: AID\nframes:\n  - verbs: [give X]\n", 3, "no text"),
    ("acts/X.yaml", "type: AID\nframes:\n  - give X\n", 1, "keys"),
    ("operators.yaml", "lift:\n  over:\n    sanctoin: REJECT\n", 3, "did you mean sanction?"),
    ("operators.yaml", "lift:\n  over:\n    threat: REJCT\n", 3, "did you mean REJECT?"),
    ("operators.yaml", "lift:\n  over:\n    threat: REJECT met\n", 3, "no mode 'met'"),
    ("operators.yaml", "lift:\n  over:\n    threat: self futur\n", 3, "did you mean future?"),
    ("operators.yaml", "lift:\n  toward: actor\n", 1, "'actor'"),
    ("operators.yaml", "mock:\n  verbs: mock ACT\n", 1, "no `over`"),
    ("classes.yaml", "x:\n  words: y\nx:\n  words: z\n", 3, "stands on line 1 already"),
    ("classes.yaml", "x:\n  include: [yy]\n", 1, "no line above"),
    ("classes.yaml", "x:\n  include: yy\n", 1, "no list"),
    ("classes.yaml", "x:\n  family: feast\n", 1, "unknown family 'feast'"),
    ("types.yaml", "SING: {quad: verbal conflict}\n", 1, "no score"),
    ("types.yaml", "AID: {score: high}\n", 1, "no number"),
    ("types.yaml", "AID: {quad: loud conflict}\n", 1, "quad class"),
    ("light.yaml", "doer: |\n  unfurl\n", 1, "unknown key 'doer'"),
    ("status.yaml", "\nno: |\n  unfurled\n", 2, "'no' is no text"),
    ("version.yaml", "verison: 2\n", 1, "did you mean version?"),
    ("verbs.yaml", "x: y\n", 1, "no file of a codebook"),
    ("light.yaml", "agent: [\n", 2, "not well-formed YAML"),
    ("light.yaml", "- agent\n", 1, "no keys"),
    ("light.yaml", "replace: true\nagent: |\n  x\n", 0, ""),
    ("acts/NEW.yaml", "replace: true\ntype: AID\nframes: []\n", 1, "no shipped file NEW.yaml"),
    ("operators.yaml", "replace: true\nmust:\n  over: {any: REQUEST}\n", 1, "'will not'"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "number", "said"), WRONG)
def test_a_mistake_names_file_and_line(
    tmp_path: Path, name: str, text: str, number: int, said: str
) -> None:
    write(tmp_path, name, text)
    if not number:
        load(tmp_path)
        return
    with pytest.raises(CodebookError) as error:
        load(tmp_path)
    assert str(error.value).startswith(f"{tmp_path.name}/{name}:{number}: ")
    assert said in str(error.value)


def test_no_folder() -> None:
    with pytest.raises(CodebookError, match="no such folder"):
        load(Path("gone"))


def test_loading_goes_on_where_mistakes_are_collected(tmp_path: Path) -> None:
    write(tmp_path, "acts/AID.yaml", ACT.replace("{meeting}", "{metting}"))
    write(tmp_path, "classes.yaml", "x:\n  family: feast\ny:\n  words: thing\n")
    found: list[CodebookError] = []
    book = build(read_files(tmp_path, found.append), found.append)
    assert len(found) == 2
    assert book.frames_for("verb", "shower")
    assert book.classes_of("thing") == {"y"}
