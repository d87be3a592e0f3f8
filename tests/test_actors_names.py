"""Short forms of names by the custom of the state, offices of leaders, people as of a day."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polybius.actors import ActorBook
from polybius.actors.lexicon import DATA
from polybius.actors.shortnames import CUSTOMS, load_customs, short_forms
from polybius.errors import CodebookError
from polybius.record import Actor
from polybius.world import World, fold


@pytest.fixture(scope="module")
def book() -> ActorBook:
    return ActorBook.load()


@pytest.mark.parametrize(
    ("name", "custom", "forms"),
    [
        ("Ada Brenn", "", {"brenn"}),
        ("Rafiq al-Masri", "", {"masri", "al masri"}),
        ("Ada Brenn Jr.", "", {"brenn"}),
        ("Torvald III", "", set()),
        ("Sultan Omar Reza", "", {"reza"}),
        ("Kang Min-ho", "family-first", {"kang"}),
        ("Tran Duc Loc", "family-or-given", {"tran", "loc"}),
        ("Rosa Vidal Puente", "two-surnames", {"vidal", "puente", "vidal puente"}),
        ("Dawit Bekele", "given", {"dawit", "bekele"}),
        ("Warsame Sheikh Guled", "given", {"warsame", "warsame sheikh", "guled"}),
        ("Nouri", "given", set()),
    ],
)
def test_short_forms(name: str, custom: str, forms: set[str]) -> None:
    assert set(short_forms(name, custom)) == forms


def test_a_common_first_name_is_no_short_form_alone() -> None:
    assert set(short_forms("Ali Sheikh Guled", "given", {"ali"})) == {"ali sheikh", "guled"}


@given(st.text(max_size=30), st.sampled_from(["", *sorted(CUSTOMS)]))
def test_short_forms_are_parts_of_the_name(name: str, custom: str) -> None:
    for form in short_forms(name, custom):
        assert set(form.split()) <= set(fold(name).split())
        assert form != fold(name) or "-" in name


@pytest.mark.parametrize("row", ["XQX\tgiven", "KEN\tbackwards"])
def test_mistakes_in_customs(tmp_path: Path, row: str) -> None:
    path = tmp_path / "naming.tsv"
    path.write_text(f"code\tcustom\n{row}\n", encoding="utf-8")
    with pytest.raises(CodebookError, match=r"^naming\.tsv:2: "):
        load_customs(path, World.load())


def test_the_customs_name_states_once() -> None:
    lines = (DATA / "naming.tsv").read_text(encoding="utf-8").split("\n")
    codes = [line.partition("\t")[0] for line in lines if line and not line.startswith("#")]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize(
    ("phrase", "date", "name"),
    [
        ("Prime Minister Anwar", "2023-05-05", "Anwar Ibrahim"),
        ("President Isaias", "2010-01-01", "Isaias Afwerki"),
        ("Abiy", "2020-01-01", "Abiy Ahmed"),
        ("President Hassan Sheikh", "2023-05-05", "Hassan Sheikh Mohamud"),
        ("former premier Thaksin", "2012-01-01", "Thaksin Shinawatra"),
    ],
)
def test_given_names_first(book: ActorBook, phrase: str, date: str, name: str) -> None:
    assert book.resolve(phrase, date).name == name


@pytest.mark.parametrize(
    ("country", "title", "date", "name"),
    [
        ("GBR", "leader", "2017-05-05", "Theresa May"),
        ("FRA", "leader", "2017-01-05", "François Hollande"),
        ("DEU", "leader", "2010-05-05", "Angela Merkel"),
        ("JOR", "leader", "2010-05-05", "Abdullah II"),
        ("VNM", "leader", "2012-05-05", "Nguyen Phu Trong"),
        ("ITA", "premier", "2015-05-05", "Matteo Renzi"),
        ("FRA", "king", "2015-05-05", None),
    ],
)
def test_holder_of_an_office(
    book: ActorBook, country: str, title: str, date: str, name: str | None
) -> None:
    found = book.holder(country, title, date)
    assert (found.name if found else None) == name
    assert found is None or found.country == country


def test_the_head_of_an_organisation_goes_home(book: ActorBook) -> None:
    annan = book.resolve("Kofi Annan", "2010-01-01")
    assert (annan.country, annan.sectors[0]) == ("GHA", "ELI")


def test_a_person_as_of_a_day(book: ActorBook) -> None:
    found = book.resolve("Hosni Mubarak", "2017-01-01")
    now = found.at(0, 7, "Mubarak")
    assert now.sectors == ("ELI",)
    assert book.as_of(now, "2010-06-01").sectors[0] == "GOV"
    stranger = Actor(0, 3, "Joe", "Joe Quill", "USA", ("CVL",), "person")
    assert book.as_of(stranger, "2010-06-01") == stranger


@pytest.mark.parametrize(
    "phrase", ["a state of emergency", "the State of Siege", "excessive force", "its positions"]
)
def test_role_words_that_are_no_actors(book: ActorBook, phrase: str) -> None:
    assert not book.resolve(phrase, "2016-10-11").actor


@pytest.mark.parametrize(
    ("phrase", "country", "first"),
    [
        ("PKK positions", "TUR", "REB"),
        ("Russian territory", "RUS", "GOV"),
        ("Turkish jets", "TUR", "MIL"),
        ("positions of the Kenyan army", "KEN", "MIL"),
        ("two Danes", "DNK", "CVL"),
        ("forces loyal to Haftar", "LBY", "REB"),
        ("the government delegation in Geneva", None, "GOV"),
        ("the president of the Chad teachers' union", "TCD", "LAB"),
        ("EU countries", None, "IGO"),
        ("Gulf states", None, "GOV"),
    ],
)
def test_holders_peoples_and_groups(
    book: ActorBook, phrase: str, country: str | None, first: str
) -> None:
    found = book.resolve(phrase, "2018-05-01")
    assert (found.country, found.sectors[:1]) == (country, (first,)), found.evidence


def test_case_tells_names_from_words(book: ActorBook) -> None:
    assert book.resolve("WHO").name == "World Health Organization"
    assert book.resolve("who").sectors == ("UNK",)
    assert book.resolve("Nato").sectors == ("IGO",)
    assert book.resolve("New Forces", "2005-01-01").country == "CIV"
    assert book.resolve("new forces", "2005-01-01").country is None
    assert not book.resolve("Alba").known  # the bloc is written ALBA


def test_part_of_something_is_no_actor(book: ActorBook) -> None:
    assert book.resolve("dozens of prisoners").sectors == ("CVL",)
    assert not book.resolve("part of a prisoner swap").sectors


def test_users_files_are_laid_over_the_tables(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text(
        "name\taliases\tcountry\tsectors\trole\tfrom\tto\twikidata\tnote\n"
        "Ada Brenn\tKofi Annan\tNOR\tGOV\tPrime Minister\t2010\t2014\t\t\n",
        encoding="utf-8",
    )
    book = ActorBook.load([path])
    assert book.resolve("Premier Brenn", "2012-01-01").name == "Ada Brenn"
    assert book.resolve("Kofi Annan", "2012-01-01").name == "Ada Brenn"
    assert book.resolve("President Obama", "2012-01-01").country == "USA"
    assert len(book.lexicon.forms) == len(set(book.lexicon.forms))
