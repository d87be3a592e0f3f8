"""States: names, adjectives, peoples, capitals, regions, and the tables behind them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polybius.errors import CodebookError
from polybius.world import World, fold, read_table, words


@pytest.fixture(scope="module")
def world() -> World:
    return World.load()


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ("the United States", "USA"),
        ("U.S.", "USA"),
        ("Britain", "GBR"),
        ("Côte d’Ivoire", "CIV"),
        ("Burma", "MMR"),
        ("türkiye", "TUR"),
        ("Soviet Union", "RUS"),
        ("Puerto Rico", "USA"),
        ("Kosovo", "XKX"),
        ("Congo-Brazzaville", "COG"),
        ("DR Congo", "COD"),
        ("Guinea-Bissau", "GNB"),
    ],
)
def test_names(world: World, form: str, code: str) -> None:
    found = world.by_name(form)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ("Abkhazia", "GEO"),
        ("Transnistria", "MDA"),
        ("Western Sahara", "MAR"),
        ("Somaliland", "SOM"),
    ],
)
def test_partly_recognised_states_count_for_their_claimant(
    world: World, form: str, code: str
) -> None:
    found = world.by_name(form)
    assert found is not None
    assert (found.code, found.sectors) == (code, ("PRE",))


def test_adjectives_peoples_capitals_regions(world: World) -> None:
    assert [
        c.code for f in ("South Korean", "Dutch", "Emirati") if (c := world.by_adjective(f))
    ] == [
        "KOR",
        "NLD",
        "ARE",
    ]
    assert [c.code for f in ("Turks", "Dane", "the Swiss") if (c := world.by_people(f))] == [
        "TUR",
        "DNK",
        "CHE",
    ]
    assert [c.code for f in ("Kiev", "N'Djamena", "Seoul") if (c := world.by_capital(f))] == [
        "UKR",
        "TCD",
        "KOR",
    ]
    region = world.by_region("Chechnya")
    assert region is not None
    assert region.code == "RUS"
    assert world.by_name("Atlantis") is None


def test_a_form_of_a_state_has_one_meaning(world: World) -> None:
    """No name is given to two states."""
    seen: dict[str, str] = {}
    for country in world.countries:
        for form in (country.name, *country.names):
            assert seen.setdefault(fold(form), country.code) == country.code, form


def test_every_state_has_an_adjective_and_a_capital(world: World) -> None:
    without = {"DMA"}  # shares the adjective of the Dominican Republic
    own = {"DJI", "LUX", "SGP", "HKG", "SMR", "STP", "VAT", "JAM", "SYC"}  # shared with the state
    for code in {c.code for c in world.countries}:
        state = world.by_code(code)
        assert state is not None
        assert state.adjectives or code in without, code
        assert state.capitals or code in own, code


def test_words() -> None:
    assert words("Russia’s U.S.-led men") == ["Russia", "'s", "US", "-", "led", "men"]
    assert fold("  Guinea–Bissau ") == "guinea bissau"
    assert fold("People's Army") == "people army"


@given(st.text(alphabet="aàbéc Dı'’-.ø", max_size=20))
def test_fold_is_stable(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_table_errors_name_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "t.tsv"
    path.write_text("# a comment\na\tb\n1\t2\n1\t2\t3\n", encoding="utf-8")
    with pytest.raises(CodebookError, match=r"^t\.tsv:4: 3 cells under 2 columns"):
        list(read_table(path, ("a", "b")))
    with pytest.raises(CodebookError, match=r"^t\.tsv:2: no column c"):
        list(read_table(path, ("a", "c")))
