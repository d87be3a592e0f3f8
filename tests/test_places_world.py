"""Floors on paragraphs of world news written for the project, each mention checked by hand.

Country null stands for places that lie in no one state; points are GeoNames' for countries
and towns, and the middle of anything wide.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from spacy.language import Language

from polybius.page import Block, Page
from polybius.parse import parse_many
from polybius.places import PlaceReader
from polybius.places.candidates import distance_km
from polybius.record import Place

_ROWS = Path(__file__).parent / "data" / "places-world.jsonl"
_NEAR_KM = 161


@pytest.mark.slow
def test_floors(model: Language) -> None:
    rows = [json.loads(line) for line in _ROWS.read_text(encoding="utf-8").splitlines()]
    pages = [(row["text"], Page((Block(0, len(row["text"]), "body"),))) for row in rows]
    reader = PlaceReader()
    found: list[tuple[dict[str, object], Place]] = []
    mentions = extra = 0
    for row, parsed in zip(rows, parse_many(model, pages), strict=True):
        places = reader.read(parsed)
        mentions += len(row["places"])
        for gold in row["places"]:
            assert row["text"][gold["start"] : gold["end"]] == gold["text"]
            for place in places:
                if place.start < gold["end"] and gold["start"] < place.end:
                    found.append((gold, place))
                    break
        extra += sum(
            not any(p.start < g["end"] and g["start"] < p.end for g in row["places"])
            for p in places
        )
    near = sum(_near(gold, place) for gold, place in found)
    country = sum(gold["country"] == place.country for gold, place in found)
    assert mentions >= 150
    assert len(found) / mentions >= 0.96
    assert country / len(found) >= 0.98
    assert near / len(found) >= 0.97
    assert extra / mentions <= 0.03


def _near(gold: dict[str, object], place: Place) -> bool:
    if place.latitude is None or place.longitude is None:
        return False
    latitude, longitude = gold["latitude"], gold["longitude"]
    assert isinstance(latitude, float)
    assert isinstance(longitude, float)
    return distance_km(latitude, longitude, place.latitude, place.longitude) <= _NEAR_KM
