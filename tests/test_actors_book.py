"""Phrases to country and sectors: composition, dates, surnames, users' files."""

from __future__ import annotations

from pathlib import Path

import pytest

from polybius.actors import ActorBook, check_tables
from polybius.actors.lexicon import Lexicon
from polybius.errors import CodebookError

PEOPLE = """\
name\taliases\tcountry\tsectors\trole\tfrom\tto\twikidata\tnote
Ada Brenn\tAda M. Brenn\tNOR\tGOV\tPrime Minister\t2010-05-01\t2014-06-30\tQ1\t
Ada Brenn\t\tNOR\tLEG\tSpeaker of Parliament\t2018\t2020\tQ1\t
Ole Brenn\t\tNOR\tGOV\tMinister of Trade\t2015\t2016\t\t
Hu Kang\t\tCHN\tGOV\tPresident\t2012\t\t\t
Rafiq al-Masri\t\tJOR\tREB\tleader of the Desert Front\t2009\t\t\t
"""
BODIES = """\
name\taliases\tkind\tcountry\tsectors\tfrom\tto\twikidata\tnote
Desert Front\tDF|Jabhat al-Sahra\tgroup\tJOR\tREB\t2009\t2015\t\t
Desert Front\t\tgroup\tJOR\tPTY\t2016\t\t\t
Council of Rivers\tCORI\torganisation\t\tIGO\t\t\t\t
Court of Audit\t\torganisation\tNOR\tJUD\t\t\t\t
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> ActorBook:
    folder = tmp_path_factory.mktemp("tables")
    (folder / "people.tsv").write_text(PEOPLE, encoding="utf-8")
    (folder / "bodies.tsv").write_text(BODIES, encoding="utf-8")
    return ActorBook.load([folder / "people.tsv", folder / "bodies.tsv"])


@pytest.mark.parametrize(
    ("phrase", "country", "first"),
    [
        ("a retired Turkish general", "TUR", "ELI"),
        ("Seoul police", "KOR", "COP"),
        ("Peru's transport ministry", "PER", "GOV"),
        ("the northern rebels' spokesman", None, "REB"),
        ("dozens of anti-government protesters", None, "CVL"),
        ("the head of the Kenyan army", "KEN", "MIL"),
        ("army spokesman", None, "MIL"),
        ("an opposition lawmaker", None, "LEG"),
        ("unknown gunmen in Karachi", "PAK", "UAF"),
        ("Iran-backed militiamen in Iraq", "IRQ", "PRM"),
        ("pro-Russian separatists", None, "REB"),
        ("France's ambassador to Mali", "FRA", "GOV"),
        ("the Polish ambassador in Berlin", "POL", "GOV"),
        ("the ambassador to Kenya", None, "GOV"),
        ("workers at a steel plant in Poland", "POL", "LAB"),
        ("the Danish central bank", "DNK", "GOV"),
        ("the president of the supreme court", None, "JUD"),
        ("the president of Malta", "MLT", "GOV"),
        ("Ghana's parliament", "GHA", "LEG"),
        ("a Spanish newspaper editor", "ESP", "JRN"),
        ("Egyptian state television", "EGY", "JRN"),
        ("nurses in Lusaka", "ZMB", "MED"),
        ("the prime minister's wife", None, "ELI"),
        ("a fisherman's wife", None, "CVL"),
        ("Ankara", "TUR", "GOV"),
        ("Downing Street", "GBR", "GOV"),
        ("South Ossetia", "GEO", "PRE"),
        ("two Ukrainian warships", "UKR", "MIL"),
        ("kidnapping ring", None, "CRM"),
        ("former Danish soldiers", "DNK", "ELI"),
    ],
)
def test_composition(book: ActorBook, phrase: str, country: str | None, first: str) -> None:
    found = book.resolve(phrase, "2016-10-11")
    assert (found.country, found.sectors[:1]) == (country, (first,)), found.evidence


@pytest.mark.parametrize("phrase", ["British", "Mongolia", "the Netherlands"])
def test_a_nationality_alone_has_no_sector(book: ActorBook, phrase: str) -> None:
    found = book.resolve(phrase, "2016-10-11")
    assert found.country is not None
    assert found.sectors == ()


@pytest.mark.parametrize("phrase", ["the weather", "a decision", "", "1,200", "the 12 apples"])
def test_what_is_no_actor(book: ActorBook, phrase: str) -> None:
    assert not book.resolve(phrase, "2016-10-11").actor


@pytest.mark.parametrize(
    ("date", "sectors"),
    [
        ("2012-01-01", ("GOV",)),  # in office
        ("2016-01-01", ("ELI",)),  # between two offices
        ("2019-06-01", ("LEG",)),
        ("2024-01-01", ("ELI",)),  # after the last
        ("2005-01-01", ()),  # before the first
        (None, ("GOV",)),  # the top office
    ],
)
def test_a_person_keeps_name_and_country(
    book: ActorBook, date: str | None, sectors: tuple[str, ...]
) -> None:
    found = book.resolve("Ada M. Brenn", date)
    assert (found.name, found.country, found.kind) == ("Ada Brenn", "NOR", "person")
    assert found.sectors == sectors
    assert any("people.tsv:" in line for line in found.evidence)


def test_surnames_by_day_and_title(book: ActorBook) -> None:
    assert book.resolve("Brenn", "2012-01-01").name == "Ada Brenn"
    assert book.resolve("Trade Minister Brenn", "2015-07-01").name == "Ole Brenn"
    assert book.resolve("President Hu", "2013-01-01").name == "Hu Kang"
    assert book.resolve("al-Masri", "2013-01-01").name == "Rafiq al-Masri"
    assert book.resolve("Erik Brenn", "2012-01-01").name != "Ada Brenn"


def test_the_title_in_the_text_holds_about_the_change_of_office(book: ActorBook) -> None:
    assert book.resolve("Prime Minister Ada Brenn", "2014-08-01").sectors == ("GOV",)
    assert book.resolve("Prime Minister Ada Brenn", "2016-08-01").sectors == ("ELI",)
    assert book.resolve("former Prime Minister Ada Brenn", "2014-08-01").sectors == ("ELI",)


def test_bodies(book: ActorBook) -> None:
    assert book.resolve("Desert Front fighters", "2012-01-01").sectors[0] == "REB"
    assert book.resolve("DF", "2018-01-01").sectors == ("PTY",)
    assert book.resolve("df", "2018-01-01").country is None  # an acronym is written in capitals
    rivers = book.resolve("a CORI envoy to Chad", "2018-01-01")
    assert rivers.country is None
    assert "IGO" in rivers.sectors[:2]


def test_a_descriptive_name_is_not_tied_to_one_state(book: ActorBook) -> None:
    assert book.resolve("the Court of Audit").country == "NOR"
    chad = book.resolve("Chad's Court of Audit")
    assert (chad.country, chad.sectors[0], chad.name) == ("TCD", "JUD", None)


def test_known_country_holds_where_the_phrase_is_silent(book: ActorBook) -> None:
    assert book.resolve("police", None, "KEN").country == "KEN"
    assert book.resolve("Danish police", None, "KEN").country == "DNK"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("X\t\tNOR\tGVO\tr\t\t\t\t", "sector 'GVO'"),
        ("X\t\tNRW\tGOV\tr\t\t\t\t", "country 'NRW'"),
        ("X\t\tNOR\tGOV\tr\t2012\t2010\t\t", "from 2012 is after to 2010"),
        ("X\t\tNOR\tGOV\tr\t2012-13\t\t\t", "date '2012-13'"),
    ],
)
def test_mistakes_name_file_and_line(tmp_path: Path, row: str, message: str) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text(PEOPLE.split("\n")[0] + "\n" + row + "\n", encoding="utf-8")
    with pytest.raises(CodebookError, match=rf"^mine\.tsv:2: .*{message}"):
        ActorBook.load([path], own=False)


def test_check_finds_overlaps(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    rows = [
        *PEOPLE.split("\n")[:2],
        "Ada Brenn\t\tNOR\tGOV\tPrime Minister\t2013\t2015\tQ1\t",
        "Other Person\tAda Brenn\tNOR\tMIL\tGeneral\t2012\t2013\tQ9\t",
    ]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    found = check_tables(Lexicon.load((path,), own=False))
    assert any(line.startswith("mine.tsv:3:") and "overlaps" in line for line in found)
    assert any("'ada brenn'" in line for line in found)


PETRARCH = """\
# a comment
OLAF_STRAND_  # head
+O._STRAND_
\t[NORGOV 010101-051231]
\t[NORELI >060101]
NORDIC_RIVER_UNION_ [IGO]
BAD_DATE_ [NORGOV 2001]
NO_CODE_
BAD_CODE_ [XQZ]
"""
AGENTS = """\
!PERSON! = MAN, WOMEN
DAIRY!PERSON! [~AGR]
LYNX {LYNXES} [~MIL]
NOTHING
"""


def test_petrarch_dictionaries(tmp_path: Path) -> None:
    actors, agents, discards = (tmp_path / name for name in ("a.txt", "g.txt", "d.txt"))
    actors.write_text(PETRARCH, encoding="utf-8")
    agents.write_text(AGENTS, encoding="utf-8")
    discards.write_text("RED_CARPET\n", encoding="utf-8")
    book = ActorBook.load([actors, agents, discards], own=False)
    assert book.resolve("Olaf Strand", "2003-01-01").sectors == ("GOV",)
    assert book.resolve("O. Strand", "2010-01-01").sectors == ("ELI",)
    assert book.resolve("Nordic River Union").sectors == ("IGO",)
    assert book.resolve("Danish dairywomen").sectors == ("AGR",)
    assert book.resolve("lynxes").sectors == ("MIL",)
    assert not book.resolve("Red Carpet").actor
    report = "\n".join(book.report())
    for line in ("a.txt:7:", "a.txt:8:", "a.txt:9:", "g.txt:4:"):
        assert line in report
    assert "a.txt: 2 actors" in report


def test_the_compiled_lexicon_answers_as_the_tables_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    built, cached = ActorBook(Lexicon.load()), ActorBook.load()
    assert list(tmp_path.rglob("actors-*.bin"))
    assert type(built.lexicon.forms) is not type(cached.lexicon.forms)
    assert len(built.lexicon.people) == len(cached.lexicon.people)
    for phrase in ("the Kremlin", "Danish soldiers", "the Organization of American States", "Lima"):
        assert built.resolve(phrase, "2016-10-11") == cached.resolve(phrase, "2016-10-11")


def test_a_broken_cache_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    ActorBook.load()
    (cache,) = tmp_path.rglob("actors-*.bin")
    cache.write_bytes(b"x")
    assert ActorBook.load().resolve("Danish soldiers").country == "DNK"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Recip Tayip Erdogan", "Recep Tayyip Erdoğan"),
        ("President Alexandr Lukashenka", "Alexander Lukashenko"),
        ("Mustapha al-Kadhemi", "Mustafa al-Kadhimi"),
        ("Mikhael Saakashvilli of Georgia", "Mikheil Saakashvili"),
    ],
)
def test_other_spellings_of_a_name_are_known(book: ActorBook, said: str, name: str) -> None:
    found = book.resolve(said)
    assert found.name == name
    assert found.evidence[0].startswith("spelling: ")


@pytest.mark.parametrize(
    "said", ["Robert Mellor", "Roberto Jensen", "Marco Ratti", "Jon Biddon", "Abdullah Saied"]
)
def test_strangers_with_like_consonants_stay_strangers(book: ActorBook, said: str) -> None:
    assert not book.resolve(said).known


def test_a_middle_initial_hides_nobody(book: ActorBook) -> None:
    assert book.resolve("Mark T. Esper").name == "Mark Esper"


def test_a_soldier_was_one_before_his_first_office_and_a_minister_was_not_in_office(
    book: ActorBook,
) -> None:
    assert book.resolve("Tony Radakin", "2015-06-01").sectors == ("MIL",)
    assert book.resolve("Kathy Hochul", "2001-06-01").sectors == ()
