"""Place names: keys, tables, weighing, choosing; the reader on sentences."""

from __future__ import annotations

import shutil
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from polybius.errors import CodebookError
from polybius.page import Block, Page
from polybius.parse import parse
from polybius.places import PlaceReader, gazetteer
from polybius.places.candidates import Candidate, distance_km
from polybius.places.cues import Cues
from polybius.places.gazetteer import Gazetteer
from polybius.places.keys import key_of, without_article
from polybius.places.lexicon import Lexicon
from polybius.places.name import Name
from polybius.places.resolve import Resolver
from polybius.record import Place
from polybius.world import World

_DATA = Path(gazetteer.__file__).parent / "data"


@pytest.fixture(scope="module")
def world() -> World:
    return World.load()


@pytest.fixture(scope="module")
def book(world: World) -> Gazetteer:
    return Gazetteer.load(world)


@pytest.fixture(scope="module")
def reader(world: World) -> PlaceReader:
    return PlaceReader(world)


@pytest.fixture(scope="module")
def blank() -> Language:
    """A model without entities: what the gazetteer finds alone."""
    model = spacy.blank("en")
    model.add_pipe("sentencizer")
    return model


def read(
    reader: PlaceReader, model: Language, text: str, page: Page | None = None
) -> dict[str, Place]:
    page = page or Page((Block(0, len(text), "body"),))
    places = reader.read(parse(model, text, page))
    assert all(text[place.start : place.end] == place.text for place in places)
    assert [p.start for p in places] == sorted(p.start for p in places)
    return {place.text: place for place in places}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("St. Paul", "saint paul"),
        ("Mt. Vernon", "mount vernon"),
        ("Sana’a", "sanaa"),
        ("Côte-d'Or", "cote dor"),
        ("Łódź", "lodz"),
        ("Al-Hudaydah", "al hudaydah"),
        ("U.S.", "us"),
    ],
)
def test_keys(name: str, key: str) -> None:
    assert key_of(name) == key


def test_article() -> None:
    assert without_article("al raqqa") == "raqqa"
    assert without_article("raqqa") is None
    assert without_article("al") is None


def test_distance() -> None:
    assert distance_km(51.5, -0.13, 48.85, 2.35) == pytest.approx(343, abs=3)
    assert distance_km(10, 20, 10, 20) == 0
    nowhere = Candidate("X", "USA", "LA", None, None, None, "admin2")
    assert nowhere.km_to(0, 0) == float("inf")


def test_countries_stand_at_their_points(book: Gazetteer) -> None:
    place = book.countries["USA"]
    assert (place.geonames, place.latitude, place.longitude) == (6252001, 39.76, -98.5)
    assert len(book.countries) > 240


@pytest.mark.parametrize(
    ("key", "country", "level"),
    [
        ("united states", "USA", "country"),
        ("us", "USA", "country"),
        ("burma", "MMR", "country"),
        ("kosovo", "XKX", "country"),
        ("palestine", "PSE", "country"),
        ("ohio", "USA", "admin1"),
        ("bavaria", "DEU", "admin1"),
        ("anbar", "IRQ", "admin1"),
        ("donbas", "UKR", "feature"),
        ("strait of hormuz", None, "feature"),
        ("middle east", None, "feature"),
    ],
)
def test_tables(book: Gazetteer, key: str, country: str | None, level: str) -> None:
    found = book.listed(key)
    assert (country, level) in [(place.country, place.level) for place in found]


@pytest.mark.parametrize(
    ("key", "country"),
    [("kyiv", "UKR"), ("kiev", "UKR"), ("rangoon", "MMR"), ("raqqa", "SYR"), ("al raqqa", "SYR")],
)
def test_towns(book: Gazetteer, key: str, country: str) -> None:
    assert country in [place.country for place in book.find(key) if place.level == "city"]


def test_largest_town_first(book: Gazetteer) -> None:
    sizes = [town.population for town in book.towns.find("springfield")]
    assert len(sizes) > 5
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize(
    ("form", "name"), [("Ill.", "Illinois"), ("TX", "Texas"), ("N.C.", "North Carolina")]
)
def test_abbreviations(book: Gazetteer, form: str, name: str) -> None:
    place = book.abbreviation(form)
    assert place is not None
    assert place.name == name
    assert book.abbreviation(form.lower()) is None


@pytest.mark.parametrize(
    ("form", "name"),
    [("Turkish", "Turkey"), ("Turks", "Turkey"), ("Chechens", "Chechnya"), ("Texan", "Texas")],
)
def test_peoples(book: Gazetteer, form: str, name: str) -> None:
    place = book.people(form)
    assert place is not None
    assert place.name == name


def test_divisions_agree_with_towns(book: Gazetteer) -> None:
    """Every code of a large country's towns names a division, and nearly all elsewhere."""
    for country in ("USA", "CAN", "SYR", "IRQ", "UKR", "DEU", "TUR", "NGA"):
        codes = [code for state, code in book.divisions if state == country]
        assert len(codes) == len(set(codes)) > 9
    for town, country, division in [
        ("aleppo", "SYR", "Aleppo"), ("mosul", "IRQ", "Nineveh"), ("lviv", "UKR", "Lviv"),
        ("munich", "DEU", "Bavaria"), ("toronto", "CAN", "Ontario"), ("maiduguri", "NGA", "Borno"),
        ("srinagar", "IND", "Jammu and Kashmir"), ("ambon", "IDN", "Maluku"),
    ]:  # fmt: skip
        place = next(p for p in book.find(town) if p.level == "city" and p.country == country)
        assert book.division_name(country, place.admin1) == division


def test_counties(book: Gazetteer) -> None:
    found = book.counties.find("lafourche")
    assert [(place.name, place.admin1) for place in found] == [("Lafourche Parish", "LA")]
    assert found[0].km_to(29.8, -90.8) < 20
    assert len(book.counties.find("washington")) > 20
    assert book.counties.find("atlantis") == ()


@pytest.mark.parametrize(
    ("file", "row", "message"),
    [
        ("countries.tsv", "XYZ\tXY\tNowhere\t1\t95\t0\t1\t1", r"countries\.tsv:\d+: point '95'"),
        ("divisions.tsv", "QQQ\t01\t1\tNowhere\t\t\t1\t1", r"divisions\.tsv:\d+: country 'QQQ'"),
        ("divisions.tsv", "USA\t01\t3\tNowhere\t\t\t1\t1", r"divisions\.tsv:\d+: rank '3'"),
        ("features.tsv", "Nowhere\t\t\teast\t1\tsea\t", r"features\.tsv:\d+: point 'east'"),
        ("features.tsv", "Nowhere\t\t\t1\t1\tsea\tabc", r"features\.tsv:\d+: geonames 'abc'"),
        ("counties.tsv", "Ohio\tAdams\t", r"counties\.tsv:\d+: state 'Ohio'"),
    ],
)
def test_mistakes_in_tables(
    world: World, tmp_path: Path, file: str, row: str, message: str
) -> None:
    data = tmp_path / "data"
    shutil.copytree(_DATA, data)
    with (data / file).open("a", encoding="utf-8") as table:
        table.write(row + "\n")
    with pytest.raises(CodebookError, match=message):
        Gazetteer.load(world, data)


def test_cues(tmp_path: Path) -> None:
    cues = Cues.load()
    assert cues.states("The sheriff’s deputies closed the road.") == {"USA"}
    assert cues.states("The borough council found £2m.") == {"GBR"}
    assert cues.states("The sheriffdom of the moon.") == set()
    table = tmp_path / "cues.tsv"
    table.write_text("country\tphrases\nUSA\tsheriff\nGBR\tsheriff\n", encoding="utf-8")
    with pytest.raises(CodebookError, match=r"cues\.tsv:3: .*two states"):
        Cues.load(table)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("colour\t\tred", r"words\.tsv:\d+: class 'colour'; one row each of placing"),
        ("placing\t\tin", r"words\.tsv:\d+: class 'placing'"),
    ],
)
def test_mistakes_in_words(tmp_path: Path, row: str, message: str) -> None:
    table = tmp_path / "words.tsv"
    table.write_text((_DATA / "words.tsv").read_text("utf-8") + row + "\n", encoding="utf-8")
    with pytest.raises(CodebookError, match=message):
        Lexicon.load(table)


def test_missing_and_capitalised_words(tmp_path: Path) -> None:
    table = tmp_path / "words.tsv"
    table.write_text("class\twhat\twords\nplacing\t\tin|at\n", encoding="utf-8")
    with pytest.raises(CodebookError, match="no row of class 'weakly_placing'"):
        Lexicon.load(table)
    table.write_text("class\twhat\twords\nplacing\t\tin|At\n", encoding="utf-8")
    with pytest.raises(CodebookError, match=r"words\.tsv:2: word 'At'; lower case"):
        Lexicon.load(table)


# Choosing, on candidates made by hand.


def town(
    name: str, country: str, admin1: str, at: tuple[float, float], people: int, number: int
) -> Candidate:
    return Candidate(name, country, admin1, at[0], at[1], number, "city", people)


_PARIS_FR = town("Paris", "FRA", "11", (48.85, 2.35), 2_100_000, 1)
_PARIS_TX = town("Paris", "USA", "TX", (33.66, -95.56), 24_000, 2)
_PARIS_TN = town("Paris", "USA", "TN", (36.30, -88.33), 10_000, 3)
_DALLAS = town("Dallas", "USA", "TX", (32.78, -96.81), 1_300_000, 4)
_BONHAM = town("Bonham", "USA", "TX", (33.58, -96.18), 10_000, 5)
_TEXAS = Candidate("Texas", "USA", "TX", 31.25, -99.25, 6, "admin1")
_TENNESSEE = Candidate("Tennessee", "USA", "TN", 35.75, -86.25, 7, "admin1")
_FRANCE = Candidate("France", "FRA", "", 46, 2, 8, "country", 66_000_000)


def name(
    text: str, *candidates: Candidate, within: Candidate | None = None, weight: float = 1.0
) -> Name:
    return Name(0, len(text), text, key_of(text), candidates, within, weight)


def meant(*names: Name) -> list[int | None]:
    resolved = Resolver(frozenset({1})).resolve(names)
    return [place.geonames if place else None for _, place in resolved]


def paris(within: Candidate | None = None, weight: float = 1.0) -> Name:
    return name("Paris", _PARIS_FR, _PARIS_TX, _PARIS_TN, within=within, weight=weight)


def test_best_known_without_context() -> None:
    assert meant(paris()) == [1]


def test_the_larger_place_behind_it() -> None:
    assert meant(paris(_TEXAS)) == [2]
    assert meant(paris(_TENNESSEE)) == [3]


def test_once_stated_holds_for_the_article() -> None:
    assert meant(paris(), paris(_TENNESSEE)) == [3, 3]


def test_states_named_and_towns_near_by() -> None:
    assert meant(paris(), name("Texas", _TEXAS), name("Bonham", _BONHAM)) == [2, 6, 5]
    assert meant(paris(), name("Texas", _TEXAS), name("France", _FRANCE)) == [1, 6, 8]


def test_doubtful_names_stay_where_they_fit() -> None:
    doubtful = name("Bonham", _BONHAM, weight=0.5)
    assert meant(doubtful) == []
    assert meant(doubtful, name("Texas", _TEXAS), name("Dallas", _DALLAS)) == [5, 6, 4]
    assert meant(doubtful, name("France", _FRANCE)) == [8]


def test_unknown_names_stay_unresolved() -> None:
    assert meant(name("Zembla")) == [None]


# The reader on sentences.


def test_georgia(reader: PlaceReader, model: Language) -> None:
    places = read(reader, model, "Protests spread from Tbilisi across Georgia, Russia warned.")
    assert places["Georgia"].country == "GEO"
    places = read(reader, model, "Storms hit Georgia and Alabama, and power failed in Atlanta.")
    assert (places["Georgia"].country, places["Georgia"].level) == ("USA", "admin1")


def test_town_and_state(reader: PlaceReader, model: Language) -> None:
    text = "He drove from Springfield, Ill., to Portland, Maine, and on to Long Beach, California."
    places = read(reader, model, text)
    assert places["Springfield"].admin1 == "Illinois"
    assert places["Portland"].admin1 == "Maine"
    assert places["Long Beach"].admin1 == "California"
    assert places["Ill."].name == "Illinois"


def test_not_places(reader: PlaceReader, model: Language) -> None:
    text = "Paris Hilton met Michael Jordan at 12 Denver Street while Mr. London waited."
    assert not {"Paris", "Jordan", "Denver", "London"} & set(read(reader, model, text))


def test_not_towns(reader: PlaceReader, model: Language) -> None:
    text = "The White House told Arab leaders in Denver that the West and the South would help."
    assert set(read(reader, model, text)) == {"Denver"}


def test_a_country_and_its_towns(reader: PlaceReader, model: Language) -> None:
    places = read(reader, model, "Gunmen fled Puebla, Mexico. Singapore and Mexico sent envoys.")
    assert [places[form].level for form in ("Mexico", "Singapore")] == ["country", "country"]
    assert places["Puebla"].admin1 == "Puebla"


def test_washington(reader: PlaceReader, model: Language) -> None:
    places = read(reader, model, "Fires burned in Washington state, and Washington sent aid.")
    assert places["Washington state"].level == "admin1"
    assert places["Washington"].admin1 == "District of Columbia"


def test_nationalities(reader: PlaceReader, model: Language) -> None:
    places = read(reader, model, "Turkish police stopped two Germans near the Syrian border.")
    assert [places[form].country for form in ("Turkish", "Germans", "Syrian")] == [
        "TUR", "DEU", "SYR",
    ]  # fmt: skip
    assert places["Turkish"].geonames == 298795
    assert not read(reader, model, "She teaches the French language.")


def test_possessives_and_articles(reader: PlaceReader, blank: Language) -> None:
    text = "Aid reached Cox's Bazar. Syria's army shelled al-Bab. Police in Prince George's County."
    places = read(reader, blank, text)
    assert places["Cox's Bazar"].country == "BGD"
    assert places["Syria"].country == "SYR"
    assert places["al-Bab"].country == "SYR"
    assert places["Prince George's County"].admin1 == "Maryland"


def test_counties_in_a_list(reader: PlaceReader, blank: Language) -> None:
    text = "Schools closed in Tulare, Kings and Merced counties in central California."
    places = read(reader, blank, text)
    assert {places[form].level for form in ("Tulare", "Kings", "Merced")} == {"admin2"}
    assert {places[form].admin1 for form in ("Tulare", "Kings", "Merced")} == {"California"}


def test_division_words(reader: PlaceReader, blank: Language) -> None:
    places = read(reader, blank, "Troops left Idlib province and entered Aleppo.")
    assert places["Idlib province"].level == "admin1"
    assert places["Aleppo"].level == "city"


def test_dateline_and_publisher(reader: PlaceReader, blank: Language) -> None:
    text = "SALEM, Ore. - The council met."
    page = Page((Block(14, len(text), "body"),), dateline="SALEM, Ore.", dateline_span=(0, 11))
    assert read(reader, blank, text, page)["SALEM"].admin1 == "Oregon"
    text = "The council of Columbus met."
    page = Page((Block(0, len(text), "body"),), publisher="The Macon Telegraph Georgia")
    assert read(reader, blank, text)["Columbus"].admin1 == "Ohio"
    assert read(reader, blank, text, page)["Columbus"].admin1 == "Georgia"


def test_unknown_place_empties_nothing(reader: PlaceReader, model: Language) -> None:
    text = "Fighters left the village of Qarxanbulu for Baghdad on Monday."
    places = read(reader, model, text)
    assert places["Baghdad"].geonames == 98182
    assert all(p.latitude is None for form, p in places.items() if form == "Qarxanbulu")


def test_headline_in_capitals(reader: PlaceReader, blank: Language) -> None:
    assert "Aleppo" in read(reader, blank, "Rebels Leave Last Districts In Aleppo After Truce")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "Paris|St.|Louis|in|U.S.|—|'s|al-|Bab|\u00a0|é|🏛|,|Ill.|County|W. Va.|\n|Cox's|Bazar"
            "|Turkish|the|(AP)|S|’s".split("|")
        ),
        max_size=25,
    ),
    st.sampled_from([" ", "", "  "]),
)
def test_offsets_hold_for_any_text(
    reader: PlaceReader, blank: Language, parts: list[str], glue: str
) -> None:
    text = glue.join(parts)
    page = Page(tuple(_blocks(text)))
    places = reader.read(parse(blank, text, page))
    assert all(text[p.start : p.end] == p.text and p.start < p.end for p in places)
    assert all(a.end <= b.start for a, b in pairwise(places))


def _blocks(text: str) -> list[Block]:
    return [Block(0, len(text), "body")] if text.strip() else []
