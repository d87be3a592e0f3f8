"""The table of towns: built once, kept in the cache directory, else in memory."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from polybius.places import towns as module
from polybius.places.towns import Towns


def city(number: int, name: str, country: str, people: int, *others: str) -> dict[str, Any]:
    return {
        "geonameid": number, "name": name, "countrycode": country, "admin1code": "01",
        "latitude": 1.5, "longitude": -2.5, "population": people, "alternatenames": list(others),
    }  # fmt: skip


@pytest.fixture
def cities(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A small source in place of the package's; the list counts how often it is read."""
    reads: list[int] = []

    def source() -> list[dict[str, Any]]:
        reads.append(1)
        return [
            city(1, "Ar Raqqah", "SY", 220_000, "Raqqa", "RQA", "الرقة"),
            city(2, "El Paso", "US", 680_000, "The Pass"),
            city(3, "Raqqa", "XX", 900, "Small Raqqa"),
        ]

    monkeypatch.setattr(module, "_cities", source)
    return reads


_CODES = {"SY": "SYR", "US": "USA"}


def test_names(cities: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    towns = Towns.open(_CODES)
    assert [(t.geonames, t.primary, t.country) for t in towns.find("raqqa")] == [
        (1, False, "SYR"),
        (3, True, None),
    ]
    assert towns.find("raqqah")[0].primary  # the article is left out in Arabic names
    assert not towns.find("paso")  # and only in them
    assert towns.find("the pass")[0].geonames == 2
    assert not towns.find("rqa")
    assert not towns.find("small raqqa")  # other names of the smallest places are not kept


def test_built_once(cities: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    for _ in range(2):
        assert Towns.open(_CODES).find("el paso")[0].latitude == 1.5
    assert len(cities) == 1
    assert [path.suffix for path in (tmp_path / "polybius").iterdir()] == [".sqlite"]


def test_without_a_place_to_keep_it(
    cities: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a directory")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    assert Towns.open(_CODES).find("el paso")[0].geonames == 2
