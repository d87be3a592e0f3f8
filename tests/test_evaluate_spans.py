"""Scoring of times, places, attributions and actor phrases, on hand-built cases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from polybius.errors import InputError
from polybius.evaluate import actors, attributions, places, times
from polybius.evaluate.figures import Sums
from polybius.evaluate.gold import Row
from polybius.record import Actor, Place, Quotation, Record, Span, TimeExpression


def record(**values: Any) -> Record:
    return Record("x", None, None, None, (), None, "en", **values)


def at(text: str, words: str) -> dict[str, int]:
    start = text.index(words)
    return {"start": start, "end": start + len(words)}


# Times

DATED = "On 4 May at noon they met for two days; now it is June again."


def timex(words: str, type: str, value: str) -> dict[str, Any]:
    return {"type": type, "value": value} | at(DATED, words)


def answered(words: str, from_: str | None, to: str | None = None) -> TimeExpression:
    return TimeExpression(text=words, from_=from_, to=to or from_, **at(DATED, words))


def dated(*gold: dict[str, Any]) -> times.Document:
    values = {"id": "x", "published": "2021-05-06", "text": DATED, "times": list(gold)}
    return times.read(Row("gold:1", values))


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2021-05-04", ("2021-05-04", "2021-05-04")),
        ("2021-05-04T12:00", ("2021-05-04", "2021-05-04")),
        ("2021-05-04TNI", ("2021-05-04", "2021-05-04")),
        ("2020-02", ("2020-02-01", "2020-02-29")),
        ("2021", ("2021-01-01", "2021-12-31")),
        ("202", ("2020-01-01", "2029-12-31")),
        ("20", ("2000-01-01", "2099-12-31")),
        ("2020-W53", ("2020-12-28", "2021-01-03")),
        ("2021-W01-WE", ("2021-01-09", "2021-01-10")),
        ("2021-Q2", ("2021-04-01", "2021-06-30")),
        ("2021-H2", ("2021-07-01", "2021-12-31")),
        ("2021-SU", ("2021-06-01", "2021-08-31")),
        ("2021-WI", ("2021-12-01", "2022-02-28")),
        ("2021-13", None),
        ("2021-W60", None),
        ("2021-QX", None),
        ("20XX", None),
        ("2021-XX-04", None),
        ("PRESENT_REF", None),
        ("P2D", None),
        ("T12:00", None),
    ],
)
def test_days_of_a_value(value: str, days: tuple[str, str] | None) -> None:
    assert times.days_of(value) == days


@pytest.mark.parametrize(
    ("gold", "given", "hit", "counted", "found", "wanted"),
    [
        # A date found, with the wrong days, not found.
        (("4 May", "DATE", "2021-05-04"), ("4 May", "2021-05-04"), 1, 1, 1, 1),
        (("4 May", "DATE", "2021-05-04"), ("On 4", "2021-05-04"), 1, 1, 1, 1),
        (("4 May", "DATE", "2021-05-04"), ("4 May", "2020-05-04"), 0, 1, 0, 1),
        (("4 May", "DATE", "2021-05-04"), ("4 May", None), 0, 0, 0, 1),
        # A time of day is right when its day is, and need not be found.
        (("noon", "TIME", "2021-05-04T12"), ("noon", "2021-05-04"), 1, 1, 0, 0),
        (("noon", "TIME", "2021-05-04T12"), ("noon", "2021-05-05"), 0, 1, 0, 0),
        # Durations and vague expressions count neither way; elsewhere nothing was asked.
        (("two days", "DURATION", "P2D"), ("two days", "2021-05-04"), 0, 0, 0, 0),
        (("two days", "DURATION", "2021-05"), ("two days", "2021-05-04"), 0, 0, 0, 0),
        (("now", "DATE", "PRESENT_REF"), ("now", "2021-05-06"), 0, 0, 0, 0),
        (("now", "DATE", "PRESENT_REF"), ("June", "2021-06-01"), 0, 1, 0, 0),
    ],
)
def test_what_counts_as_a_right_time(
    gold: tuple[str, str, str],
    given: tuple[str, str | None],
    hit: int,
    counted: int,
    found: int,
    wanted: int,
) -> None:
    scored = times.score(dated(timex(*gold)), record(times=(answered(*given),)))
    counts = scored.counts
    assert (counts["hit"], counts["given"]) == (hit, counted)
    assert (counts["found"], counts["gold"]) == (found, wanted)


def test_one_answer_for_one_time() -> None:
    gold = dated(timex("4 May", "DATE", "2021-05-04"))
    twice = (answered("4 May", "2021-05-04"), answered("4 May", "2021-05-04"))
    counts = times.score(gold, record(times=twice)).counts
    assert (counts["hit"], counts["given"], counts["found"]) == (1, 2, 1)


def test_a_wrong_answer_over_a_date_and_a_duration_is_wrong() -> None:
    gold = dated(timex("noon", "TIME", "2021-05-04T12"), timex("two days", "DURATION", "P2D"))
    across = answered("noon they met for two days", "2020-01-01")
    assert times.score(gold, record(times=(across,))).counts["given"] == 1


def test_time_mistakes_and_summary() -> None:
    gold = dated(timex("4 May", "DATE", "2021-05-04"), timex("June", "DATE", "2021-06"))
    given = (answered("4 May", "2021-05-05"), answered("noon", "2021-05-04"))
    scored = times.score(gold, record(times=given))
    assert [each.label for each in scored.mistakes] == ["wrong day", "missed month", "false day"]
    assert "{gold: 4 May}" in scored.mistakes[0].text
    assert "2021-05-05" in scored.mistakes[0].answers[0]
    value = {f.name: f.value for f in times.summarise(Sums([scored.counts])).figures}
    assert value["F1"] == 0
    assert value["spotted"] == 0.5


# Places

LOCAL = "Fire crews from Tula drove to Orel County, and on to Kursk."
TULA = {"geonames": 480562, "latitude": 54.2, "longitude": 37.6, "country_name": "Russia"}


def located(*gold: dict[str, Any]) -> places.Document:
    return places.read(Row("gold:1", {"id": "x", "text": LOCAL, "places": list(gold)}))


def tula(**values: Any) -> dict[str, Any]:
    return TULA | {"feature": "PPLA"} | at(LOCAL, "Tula") | values


def place(words: str, **values: Any) -> Place:
    return Place(text=words, name=words, **at(LOCAL, words), **values)


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [((0, 0), (0, 1), 111.2), ((51.5, 0), (48.86, 2.35), 337.7), ((0, 179.5), (0, -179.5), 111.2)],
)
def test_distance(one: tuple[float, float], other: tuple[float, float], km: float) -> None:
    assert places.distance_km(one, other) == pytest.approx(km, rel=0.01)


@pytest.mark.parametrize(
    ("values", "right"),
    [
        (
            {"geonames": 480562, "country": "RUS", "latitude": 54.2, "longitude": 37.6},
            {"same id", "within 161 km", "same country"},
        ),
        (
            {"geonames": 1, "country": "RUS", "latitude": 55.5, "longitude": 37.6},
            {"within 161 km", "same country"},
        ),
        ({"geonames": 1, "country": "RUS", "latitude": 56.2, "longitude": 37.6}, {"same country"}),
        ({"geonames": 480562, "country": None}, {"same id"}),
        ({}, set()),
    ],
)
def test_where_a_found_place_lies(values: dict[str, Any], right: set[str]) -> None:
    counts = places.score(located(tula()), record(places=(place("Tula", **values),))).counts
    asked = {key.removeprefix("asked:") for key in counts if key.startswith("asked:")}
    assert asked == {"same id", "within 161 km", "same country"}
    assert {k.removeprefix("right:") for k in counts if k.startswith("right:") and counts[k]} == (
        right
    )


def test_one_answer_for_one_name() -> None:
    gold = located(tula(), TULA | at(LOCAL, "Orel County"))
    whole = place("Tula drove to Orel County")
    one = places.score(gold, record(places=(whole,))).counts
    assert (one["found"], one["given"]) == (1, 1)
    # The long answer gives way to the one that is right for the first name.
    both = places.score(gold, record(places=(whole, place("Tula"))))
    assert both.counts["found"] == 2
    # As many names as can be come before long overlaps.
    gold = located(TULA | at(LOCAL, "Orel County"), TULA | at(LOCAL, "Kursk"))
    long = (place("Orel County, and on to Kursk"), place("Orel"))
    assert places.score(gold, record(places=long)).counts["found"] == 2
    gold = located(tula(), TULA | at(LOCAL, "Orel County"))
    three = places.score(gold, record(places=(place("Tula"), place("Orel"), place("Kursk"))))
    assert (three.counts["found"], three.counts["given"]) == (2, 3)
    assert "false name" in {each.label for each in three.mistakes}


def test_a_sea_has_no_country_to_ask_for() -> None:
    gold = located(tula(country_name=""))
    counts = places.score(gold, record(places=(place("Tula"),))).counts
    assert "asked:same country" not in counts


def test_place_mistakes_and_summary() -> None:
    gold = located(tula(), TULA | at(LOCAL, "Kursk") | {"feature": "PPLA"})
    far = place("Tula", geonames=1, country="USA", latitude=40.0, longitude=-90.0)
    scored = places.score(gold, record(places=(far,)))
    assert [each.label for each in scored.mistakes] == [
        "misplaced, populated place",
        "missed, populated place",
    ]
    assert "km off" in scored.mistakes[0].answers[0]
    value = {f.name: f.value for f in places.summarise(Sums([scored.counts])).figures}
    assert value["found"] == 0.5
    assert value["precision of names"] == 1
    assert value["within 161 km"] == value["found and within 161 km"] == 0


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"country_name": "Ruritania"}, "no country 'Ruritania'"),
        ({"start": 5, "end": 5}, "5-5 is no span"),
        ({"latitude": "north"}, "'latitude' must be a number"),
    ],
)
def test_malformed_places(values: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=rf"gold:1: places\[0\]: .*{message}"):
        located(tula(**values))


# Attributions

SPOKEN = 'The mayor said the dam was safe. "Nobody need leave," she told a crowd of voters.'


def spans(*phrases: str) -> list[list[int]]:
    return [[SPOKEN.index(words), SPOKEN.index(words) + len(words)] for words in phrases]


def spoken(*gold: dict[str, Any]) -> attributions.Document:
    return attributions.read(Row("gold:1", {"id": "x", "text": SPOKEN, "attributions": [*gold]}))


def quoted(content: tuple[str, ...], source: str = "", cue: str = "") -> Quotation:
    def span(words: str) -> dict[str, Any]:
        return {"text": words} | at(SPOKEN, words)

    return Quotation(
        tuple((start, end) for start, end in spans(*content)),
        "indirect",
        Actor(name=None, country=None, sectors=(), kind="person", **span(source))
        if source
        else None,
        Span(**span(cue)) if cue else None,
    )


REPORTED = {
    "source": spans("The mayor"),
    "cue": spans("said"),
    "content": spans("the dam was safe"),
}


@pytest.mark.parametrize(
    ("ones", "others", "share"),
    [
        (((0, 10),), ((0, 10),), 1.0),
        (((0, 10),), ((5, 15),), 1 / 3),
        (((0, 4), (6, 10)), ((0, 10),), 0.8),
        (((0, 6), (4, 10)), ((0, 10),), 1.0),
        (((0, 4),), ((4, 8),), 0.0),
        ((), (), 0.0),
    ],
)
def test_agreement(ones: Any, others: Any, share: float) -> None:
    assert attributions.agreement(ones, others) == pytest.approx(share)
    assert attributions.agreement(others, ones) == pytest.approx(share)


@pytest.mark.parametrize(
    ("content", "hit"), [("the dam was safe", 1), ("dam was safe", 1), ("was safe", 1), ("safe", 0)]
)
def test_half_of_the_content_is_enough(content: str, hit: int) -> None:
    counts = attributions.score(spoken(REPORTED), record(quotations=(quoted((content,)),))).counts
    assert counts["hit"] == hit


def test_as_many_attributions_as_can_be_come_before_close_ones() -> None:
    gold = spoken({"content": [[0, 10]]}, {"content": [[0, 5]]})
    given = [Quotation((span,), "indirect", None, None) for span in ((0, 10), (5, 10))]
    for order in (given, given[::-1]):
        assert attributions.score(gold, record(quotations=tuple(order))).counts["hit"] == 2


def test_sources_and_exact_parts() -> None:
    given = quoted(("dam was safe",), source="mayor", cue="said")
    scored = attributions.score(spoken(REPORTED), record(quotations=(given,)))
    assert scored.counts["right source"] == scored.counts["with source"] == 1
    assert scored.counts["exact cue"] == 1
    assert scored.counts["exact source"] == scored.counts["exact content"] == 0
    other = quoted(("the dam was safe",), source="a crowd")
    scored = attributions.score(spoken(REPORTED), record(quotations=(other,)))
    assert scored.counts["exact content"] == 1
    assert scored.counts["right source"] == 0
    assert [each.label for each in scored.mistakes] == ["wrong source, indirect"]
    assert "{content: the dam was safe}" in scored.mistakes[0].text


def test_a_gold_without_source_asks_for_none() -> None:
    gold = spoken({key: value for key, value in REPORTED.items() if key != "source"})
    given = record(quotations=(quoted(("the dam was safe",), source="The mayor"),))
    counts = attributions.score(gold, given).counts
    assert counts["hit"] == 1
    assert "with source" not in counts


def test_attribution_mistakes_and_summary() -> None:
    direct = {"cue": spans("told"), "content": spans('"Nobody need leave,"')}
    gold = spoken(REPORTED, direct)
    given = (quoted(('"Nobody need leave,"',)), quoted(("a crowd of voters",)))
    scored = attributions.score(gold, record(quotations=given))
    assert [each.label for each in scored.mistakes] == ["missed indirect", "false indirect"]
    summary = attributions.summarise(Sums([scored.counts]))
    value = {each.name: each.value for each in summary.figures}
    assert value["F1"] == 0.5
    assert value["exact content F1"] == 0.5
    assert [row[:3] for row in summary.tables[0].rows] == [("direct", 1, 1), ("indirect", 1, 1)]


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (('"Nobody need leave,"',), "direct"),
        (("the dam was safe",), "indirect"),
        (('safe. "Nobody',), "mixed"),
        (('"Nobody need leave,"', "a crowd"), "mixed"),
    ],
)
def test_form_of_a_content(content: tuple[str, ...], form: str) -> None:
    assert attributions.form(SPOKEN, tuple((a, b) for a, b in spans(*content))) == form


def test_attributions_need_a_content() -> None:
    with pytest.raises(InputError, match=r"attributions\[0\]: 'content' is missing"):
        spoken({"cue": spans("said")})


# Actors


@dataclass(frozen=True)
class Answer:
    country: str | None
    sectors: tuple[str, ...]
    evidence: tuple[str, ...] = ("roles.tsv:1",)


def phrase(**values: str) -> actors.Phrase:
    return actors.read(Row("gold:1", {"id": "x", "phrase": "Omani sailors"} | values))


@pytest.mark.parametrize(
    ("gold", "answer", "right"),
    [
        ("OMN", Answer("OMN", ()), True),
        ("OMN", Answer(None, ()), False),
        ("", Answer(None, ("CVL",)), True),
        ("", Answer("OMN", ()), False),
        ("IGO", Answer(None, ("GOV", "IGO")), True),
        ("UNO", Answer(None, ("IGO",)), True),
        ("IGO", Answer(None, ("GOV", "MIL", "IGO")), False),
        ("IGO", Answer("OMN", ("IGO",)), False),
        ("IGO", Answer(None, ()), False),
        ("NGO", Answer(None, ("NGO",)), True),
    ],
)
def test_country_of_a_phrase(gold: str, answer: Answer, right: bool) -> None:
    assert actors.country_right(gold, answer) is right


@pytest.mark.parametrize(
    ("gold", "sectors", "right"),
    [
        ("MIL", ("MIL",), True),
        ("MIL", ("GOV", "MIL"), True),
        ("MIL", ("GOV", "COP", "MIL"), False),
        ("", (), True),
        ("", ("GOV",), True),
        ("", ("UNK",), True),
        ("", ("IGO",), True),
        ("", ("CVL",), False),
        ("", ("GOV", "MIL"), False),
    ],
)
def test_sector_of_a_phrase(gold: str, sectors: tuple[str, ...], right: bool) -> None:
    assert actors.sector_right(gold, Answer(None, sectors)) is right


def test_only_what_a_row_asserts_is_asked() -> None:
    whole = actors.score(phrase(country="OMN", sector="MIL"), Answer("OMN", ("CVL",)))
    country = actors.score(phrase(country="OMN"), Answer("OMN", ("CVL",)))
    sector = actors.score(phrase(sector="MIL"), Answer("YEM", ("MIL",)))
    summary = actors.summarise(Sums([each.counts for each in (whole, country, sector)]))
    value = {each.name: (each.value, each.n) for each in summary.figures}
    assert value["country"] == (1.0, 2)
    assert value["sector"] == (0.5, 2)
    assert value["both"] == (0.0, 1)
    assert value["all that the row asserts"] == (pytest.approx(2 / 3), 3)
    assert not country.mistakes
    assert whole.mistakes[0].gold == "country OMN, sector MIL"


def test_a_row_must_assert_something() -> None:
    with pytest.raises(InputError, match="neither 'country' nor 'sector'"):
        phrase()
