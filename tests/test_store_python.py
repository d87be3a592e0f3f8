"""Polybius from Python: the blocks of its page run, the package's names, the spaCy component."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import spacy

import polybius
from polybius.coder import Coder
from polybius.component import EventComponent
from polybius.errors import InputError, UsageError

PAGE = Path(__file__).parent.parent / "docs" / "python.md"
TEXT = "France condemned the arrest of two reporters in Cairo on Tuesday."


@pytest.mark.slow
def test_the_page_on_python_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    text = PAGE.read_text("utf-8")
    blocks = list(re.finditer(r"^```python\n(.*?)^```$", text, re.DOTALL | re.MULTILINE))
    assert len(blocks) > 8
    for block in blocks:
        line = text[: block.start(1)].count("\n")
        exec(compile("\n" * line + block[1], str(PAGE), "exec"), names)
    assert names["records"][0].events
    assert names["doc"]._.events
    assert Path("dyad.svg").read_text().startswith("<svg")


@pytest.fixture(scope="module")
def component() -> EventComponent:
    nlp = spacy.blank("en")
    found = nlp.add_pipe("polybius", config={"published": "2016-10-13"})
    assert isinstance(found, EventComponent)
    return found


@pytest.mark.slow
def test_the_component_gives_the_command_s_events(component: EventComponent) -> None:
    nlp = spacy.blank("en")
    docs = [nlp.make_doc(TEXT), nlp.make_doc("Nothing much was said.")]
    own = nlp.make_doc(TEXT)
    own._.published = "2014-05-09"
    first, empty, dated = component.pipe([*docs, own])
    expected = polybius.code(TEXT, "2016-10-13", id="doc")
    assert first._.record == expected
    assert first._.events == component(docs[0])._.events == expected.events
    triggers = [event.trigger.text for event in expected.events]
    assert [span.text for span in first.spans["events"]] == triggers
    assert (empty._.events, len(empty.spans["events"])) == ((), 0)
    assert dated._.events[0].date.from_ == "2014-05-06"


@pytest.mark.slow
def test_code_takes_what_is_known() -> None:
    record = polybius.code(TEXT, "2016-10-13", id="x", title="Arrest", authors=["Ann Example"])
    assert (record.id, record.title, record.authors) == ("x", "Arrest", ("Ann Example",))
    with pytest.raises(InputError):
        polybius.code(TEXT, "soon")


def test_names_are_found_where_they_live() -> None:
    assert polybius.Coder is Coder
    assert set(polybius.__all__) <= {*dir(polybius), *polybius._HOMES}


def test_pipelines_for_other_languages_are_told() -> None:
    with pytest.raises(UsageError, match="'fr'"):
        spacy.blank("fr").add_pipe("polybius")
