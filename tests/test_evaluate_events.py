"""Scoring of relations and of whole articles, on hand-built rows and records."""

from __future__ import annotations

from typing import Any

import pytest

from polybius.errors import InputError
from polybius.evaluate import articles, relations
from polybius.evaluate.figures import Sums
from polybius.evaluate.gold import Row
from polybius.record import (
    Actor,
    Claim,
    Counts,
    Event,
    EventDate,
    Mention,
    Place,
    Record,
    Span,
)

SENTENCE = "Norway urged Chad to free the crew of a Norwegian trawler held in Togo."
TEXT = (
    "Norway on Monday recalled its envoy from Chad. Officials said Chad will free the crew. "
    "Fishermen marched in Oslo."
)


def actor(text: str, words: str, country: str | None = None, *sectors: str) -> Actor:
    start = text.index(words)
    return Actor(start, start + len(words), words, None, country, sectors, "state")


def event(text: str, type: str, trigger: str, **values: Any) -> Event:
    start = text.index(trigger)
    defaults: dict[str, Any] = {
        "id": "x:e1",
        "modes": (),
        "contexts": (),
        "sentence": 0,
        "mentions": (),
        "actors": (),
        "recipients": (),
        "status": "actual",
        "historical": False,
        "date": None,
        "place": None,
        "claims": (),
        "counts": Counts(),
        "count_details": (),
        "links": (),
        "score": None,
        "quad": "",
        "cameo": None,
        "confidence": 0.8,
        "evidence": ("verbs.yaml#x",),
    }
    span = Span(start, start + len(trigger), trigger)
    return Event(type=type, trigger=span, **(defaults | values))


def record(*events: Event) -> Record:
    return Record("x", None, None, None, (), None, "en", events=events)


def relation(type: str = "REQUEST", source: str = "Norway", target: str = "Chad") -> Any:
    values = {"id": "x", "text": SENTENCE, "source": source, "target": target, "type": type}
    return relations.read(Row("gold:1", values))


def dyad(type: str, source: str, target: str, confidence: float = 0.8) -> Event:
    return event(
        SENTENCE,
        type,
        "urged",
        actors=(actor(SENTENCE, source),),
        recipients=(actor(SENTENCE, target),),
        confidence=confidence,
    )


def both_actors(type: str, confidence: float = 0.8) -> Event:
    actors = (actor(SENTENCE, "Norway"), actor(SENTENCE, "Chad"))
    return event(SENTENCE, type, "urged", actors=actors, confidence=confidence)


def test_pair_is_found_as_whole_words() -> None:
    assert relations.occurrences(SENTENCE, "norway") == ((0, 6),)
    assert relations.occurrences("Mali and Somalia,  Mali", "Mali") == ((0, 4), (19, 23))
    assert relations.occurrences("the  United\nStates", "United States") == ((5, 18),)
    assert relations.occurrences(SENTENCE, "Peru") == ()
    assert relations.occurrences(SENTENCE, "orwegia") == ((41, 48),)


@pytest.mark.parametrize(
    ("given", "level"),
    [
        (dyad("AID", "Norway", "Chad"), 2),
        (both_actors("AID"), 2),
        (dyad("AID", "Chad", "Norway"), 1),
        (dyad("AID", "Norway", "Togo"), 0),
        (event(SENTENCE, "AID", "urged"), 0),
    ],
)
def test_coverage_of_the_pair(given: Event, level: int) -> None:
    assert relations.coverage(relation(), given) == level


def test_one_actor_that_spans_both_does_not_cover_the_pair() -> None:
    whole = actor(SENTENCE, "Norway urged Chad")
    assert relations.coverage(relation(), event(SENTENCE, "AID", "urged", actors=(whole,))) == 0


@pytest.mark.parametrize(
    ("events", "answers"),
    [
        ([dyad("AID", "Norway", "Togo", 0.9), dyad("REQUEST", "Norway", "Chad", 0.5)], "REQUEST"),
        ([dyad("AID", "Chad", "Norway", 0.9), dyad("REQUEST", "Norway", "Chad", 0.5)], "REQUEST"),
        ([dyad("AID", "Chad", "Norway", 0.5), dyad("REQUEST", "Norway", "Togo", 0.9)], "AID"),
        ([dyad("AID", "Norway", "Chad", 0.9), dyad("REQUEST", "Norway", "Chad", 0.6)], "AID"),
        ([both_actors("CONSULT", 0.9), dyad("REQUEST", "Norway", "Chad", 0.6)], "CONSULT"),
        ([dyad("AID", "Norway", "Togo", 0.6), dyad("REJECT", "Norway", "Togo", 0.7)], "REJECT"),
    ],
)
def test_which_event_answers(events: list[Event], answers: str) -> None:
    chosen, _ = relations.answer(relation(), events)
    assert chosen is not None
    assert chosen.type == answers


def test_relation_counts() -> None:
    uncovered = relations.score(relation(), record(dyad("REQUEST", "Norway", "Togo")))
    assert uncovered.counts["right"]
    assert not uncovered.counts["strict"]
    assert uncovered.mistakes == ()
    wrong = relations.score(
        relation(), record(dyad("AID", "Norway", "Chad"), both_actors("REQUEST", 0.6))
    )
    assert not wrong.counts["right"]
    assert wrong.counts["some covering right"]
    assert wrong.counts["confusion:REQUEST:AID"] == 1
    [mistake] = wrong.mistakes
    assert mistake.text.startswith("{source: Norway} urged {target: Chad} to free")
    assert mistake.answers[0].startswith("* AID")
    assert "verbs.yaml#x" in mistake.answers[0]


def test_no_event_is_wrong() -> None:
    scored = relations.score(relation(), record())
    assert scored.counts["confusion:REQUEST:none"] == 1
    assert not scored.counts["right"]
    assert "given:" not in "".join(scored.counts)


@pytest.mark.parametrize(("type", "right"), [("CONCEDE", 1), ("RETREAT", 1), ("AGREE", 0)])
def test_yielding_is_one_class(type: str, right: int) -> None:
    scored = relations.score(relation("YIELD"), record(dyad(type, "Norway", "Chad")))
    assert scored.counts["right"] == right


def test_relation_summary() -> None:
    rows = [
        relations.score(relation(), record(dyad("REQUEST", "Norway", "Chad", 1.0))).counts,
        relations.score(relation("AID"), record(dyad("REQUEST", "Norway", "Togo", 1.0))).counts,
        relations.score(relation("AID"), record()).counts,
        relations.score(relation("AID"), record(both_actors("AID", 1.0))).counts,
    ]
    summary = relations.summarise(Sums(rows))
    value = {each.name: each.value for each in summary.figures}
    assert value["accuracy"] == value["strict accuracy"] == 0.5
    assert value["pair covered"] == 0.5
    assert value["coded"] == 0.75
    # REQUEST: precision 1/2, recall 1; AID: precision 1, recall 1/3.
    assert value["macro-F1"] == pytest.approx((2 / 3 + 0.5) / 2)
    assert value["calibration error"] == pytest.approx(1 / 3)
    by_type, confusion = summary.tables
    assert [row[:3] for row in by_type.rows] == [("AID", 3, 1), ("REQUEST", 1, 2)]
    assert confusion.columns == ("gold", "AID", "REQUEST", "none")
    assert confusion.rows == (("AID", 1, 1, 1), ("REQUEST", 0, 1, 0))


def gold_event(type: str, trigger: str, **values: Any) -> dict[str, Any]:
    start = TEXT.index(trigger)
    sentence = [s for s in ([0, 46], [47, 86], [87, 113]) if s[0] <= start < s[1]]
    spans = {"spans": [[start, start + len(trigger)]], "sentence_spans": sentence}
    return {"type": type, "status": ["actual"], "dates": [None]} | spans | values


def story(*events: dict[str, Any]) -> articles.Story:
    return articles.read(Row("gold:1", {"id": "x", "text": TEXT, "events": list(events)}))


def counted(gold: articles.Story, *events: Event) -> dict[str, float]:
    return dict(articles.score(gold, record(*events)).counts)


@pytest.mark.parametrize(
    ("type", "trigger", "mentions", "hit"),
    [
        ("SANCTION", "recalled", (), 1),
        ("REJECT", "recalled", (), 1),  # among `also`
        ("ACCUSE", "recalled", (), 0),
        ("SANCTION", "envoy", (), 1),  # elsewhere in the gold sentence
        ("SANCTION", "marched", (), 0),
        ("SANCTION", "marched", (Mention(17, 25, "recalled", 0),), 1),
    ],
)
def test_what_counts_as_found(
    type: str, trigger: str, mentions: tuple[Mention, ...], hit: int
) -> None:
    gold = story(gold_event("SANCTION", "recalled", also=["REJECT"]))
    counts = counted(gold, event(TEXT, type, trigger, mentions=mentions))
    assert (counts["hit"], counts["found"], counts["given"], counts["gold"]) == (hit, hit, 1, 1)


@pytest.mark.parametrize(("distance", "hit"), [(3, 1), (4, 0)])
def test_a_trigger_may_stand_three_characters_off(distance: int, hit: int) -> None:
    start = TEXT.index("marched")
    values = {"spans": [[start - distance - 2, start - distance]], "sentence_spans": []}
    gold = story(gold_event("PROTEST", "marched") | values)
    assert counted(gold, event(TEXT, "PROTEST", "marched"))["hit"] == hit


def test_one_to_one_and_as_many_as_can_be() -> None:
    wide = gold_event("AGREE", "will free", also=["RETREAT"])
    narrow = gold_event("RETREAT", "will free")
    events = (event(TEXT, "RETREAT", "free"), event(TEXT, "AGREE", "will"))
    for golds in ((wide, narrow), (narrow, wide)):
        for coded in (events, events[::-1]):
            counts = counted(story(*golds), *coded)
            assert (counts["found"], counts["hit"]) == (2, 2)
    twice = counted(story(narrow), events[0], events[0])
    assert (twice["found"], twice["hit"], twice["given"]) == (1, 1, 2)


def test_what_one_coder_wrote_is_neither_miss_nor_false_alarm() -> None:
    doubtful = story(gold_event("PROTEST", "marched", core=False))
    assert counted(doubtful, event(TEXT, "PROTEST", "marched")).get("given", 0) == 0
    assert counted(doubtful).get("gold", 0) == 0
    # A core event takes the answer first, though the doubtful one lies nearer.
    both = story(
        gold_event("PROTEST", "marched", core=False),
        gold_event("PROTEST", "Fishermen", main=True),
    )
    counts = counted(both, event(TEXT, "PROTEST", "marched"))
    assert (counts["found"], counts["gold"], counts["main found"]) == (1, 1, 1)


def test_fields_of_a_paired_event() -> None:
    gold = story(
        gold_event(
            "SANCTION",
            "recalled",
            mode=["withdraw"],
            actors=[{"text": "Norway", "country": ["NOR"], "sector": ["GOV"]}],
            recipients=[{"text": "Chad", "country": ["TCD"], "sector": []}],
            dates=[["2020-03-02", "2020-03-02"], None],
            place={"text": "Chad", "country": "TCD"},
            claim_by=[{"text": "Norwegian officials", "country": ["NOR"]}],
        )
    )
    source = Actor(47, 56, "Officials", None, "NOR", ("GOV",), "group")
    right = event(
        TEXT,
        "SANCTION",
        "recalled",
        modes=("withdraw",),
        actors=(actor(TEXT, "Norway", "NOR", "GOV"),),
        recipients=(actor(TEXT, "Chad", "TCD", "GOV"),),
        date=EventDate("2020-03-02", "2020-03-02", 10, 16, "Monday", "relative"),
        place=Place(41, 45, "Chad", "Chad", "TCD"),
        claims=(Claim(source, "asserts", None),),
    )
    counts = counted(gold, right)
    assert not [key for key in counts if key.startswith("wrong:")]
    assert counts["right:date"] == counts["right:source"] == counts["both:claimed"] == 1
    assert "asked:date where given" not in counts

    wrong = event(
        TEXT,
        "SANCTION",
        "recalled",
        modes=("expel",),
        actors=(actor(TEXT, "Chad", "TCD", "MIL"),),
        recipients=(),
        status="future",
        date=EventDate("2020-03-02", "2020-03-03", 10, 16, "Monday", "relative"),
        place=Place(108, 112, "Oslo", "Oslo", "NOR"),
    )
    scored = articles.score(gold, record(wrong))
    failed = {key.removeprefix("wrong:") for key in scored.counts if key.startswith("wrong:")}
    assert failed == {
        "mode",
        "actor country",
        "actor sector",
        "recipient country",
        "date",
        "place",
        "status",
        "not actual",
        "claimed",
    }
    assert {each.label for each in scored.mistakes} == {f"wrong {name}" for name in failed}


def test_organisations_of_states_count_as_a_country() -> None:
    gold = story(gold_event("SANCTION", "recalled", actors=[{"text": "UN", "country": ["IGO"]}]))
    for sectors, right in ((("IGO", "GOV"), 1), (("GOV", "MIL", "IGO"), 0), ((), 0)):
        given = event(
            TEXT, "SANCTION", "recalled", actors=(actor(TEXT, "Officials", None, *sectors),)
        )
        assert counted(gold, given).get("right:actor country", 0) == right


@pytest.mark.parametrize(
    ("wanted", "sectors", "right"),
    [
        (["MIL"], ("GOV", "MIL"), 1),
        (["MIL"], ("GOV", "COP", "MIL"), 0),
        ([], ("GOV",), 1),
        ([], (), 1),
        ([], ("MIL",), 0),
    ],
)
def test_the_first_two_sectors_count(
    wanted: list[str], sectors: tuple[str, ...], right: int
) -> None:
    party = {"text": "Norway", "country": ["NOR"], "sector": wanted}
    gold = story(gold_event("SANCTION", "recalled", actors=[party]))
    given = event(TEXT, "SANCTION", "recalled", actors=(actor(TEXT, "Norway", "NOR", *sectors),))
    assert counted(gold, given).get("right:actor sector", 0) == right


def test_a_date_where_the_gold_has_none_is_wrong() -> None:
    gold = story(gold_event("SANCTION", "recalled"))
    date = EventDate("2020-03-02", "2020-03-02", None, None, None, "published")
    assert counted(gold, event(TEXT, "SANCTION", "recalled", date=date))["wrong:date"] == 1
    assert counted(gold, event(TEXT, "SANCTION", "recalled"))["right:date"] == 1


def test_disputed_claims_are_not_asked() -> None:
    gold = story(gold_event("SANCTION", "recalled", claim_agree=False))
    counts = counted(gold, event(TEXT, "SANCTION", "recalled"))
    assert not [key for key in counts if "claimed" in key]


def test_the_mode_is_asked_of_the_golds_own_type_only() -> None:
    gold = story(gold_event("SANCTION", "recalled", also=["REJECT"], mode=["withdraw"]))
    counts = counted(gold, event(TEXT, "REJECT", "recalled", modes=("meet",)))
    assert "asked:mode" not in counts


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({}, set()),
        ({"historical": True, "contexts": ["legal"], "counts": {"killed": 4}}, set()),
        ({"historical": False}, {"historical"}),
        ({"contexts": ["military"]}, {"contexts"}),
        ({"contexts": []}, {"contexts"}),
        ({"counts": {"killed": 4, "injured": 2}}, {"counts"}),
        ({"counts": {"killed": None}}, {"counts"}),
    ],
)
def test_what_only_some_gold_says(values: dict[str, Any], wrong: set[str]) -> None:
    gold = story(gold_event("PROTEST", "marched", **values))
    given = event(
        TEXT,
        "PROTEST",
        "marched",
        historical=True,
        contexts=("legal", "economic"),
        counts=Counts(killed=4),
    )
    counts = counted(gold, given)
    asked = {key.removeprefix("asked:") for key in counts if key.startswith("asked:")}
    assert {"historical", "contexts", "counts"} & asked == values.keys()
    assert {key.removeprefix("wrong:") for key in counts if key.startswith("wrong:")} == wrong


def test_an_accepted_type_counts_for_the_golds_own() -> None:
    gold = story(gold_event("SANCTION", "recalled", also=["REJECT"]))
    rows = [counted(gold, event(TEXT, "REJECT", "recalled"), event(TEXT, "REJECT", "marched"))]
    table = articles.summarise(Sums(rows)).tables[0]
    figures = {row[0]: (row[1], row[2], row[5].value) for row in table.rows}
    assert figures == {"SANCTION": (1, 1, 1.0), "REJECT": (0, 1, 0.0)}


def test_texts_without_events() -> None:
    rows = [counted(story()), counted(story(), event(TEXT, "PROTEST", "marched"))]
    summary = articles.summarise(Sums(rows))
    value = {each.name: each.value for each in summary.figures}
    assert value["eventless texts left empty"] == 0.5
    assert value["precision"] == 0
    assert value["recall"] is None


def test_article_mistakes_and_summary() -> None:
    gold = story(gold_event("SANCTION", "recalled", main=True), gold_event("AGREE", "will free"))
    given = record(event(TEXT, "SANCTION", "recalled"), event(TEXT, "PROTEST", "marched"))
    scored = articles.score(gold, given)
    assert [each.label for each in scored.mistakes] == ["missed AGREE", "false PROTEST"]
    assert "{gold: will free}" in scored.mistakes[0].text
    assert "{given: marched}" in scored.mistakes[1].text
    summary = articles.summarise(Sums([scored.counts]))
    value = {each.name: each.value for each in summary.figures}
    assert value["precision"] == value["recall"] == value["F1"] == 0.5
    assert value["main events found"] == 1
    assert value["not actual F1"] is None
    assert summary.tables[1].rows[0][:2] == ("0.8-0.9", 2)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"dates": ["2020-03-02"]}, r"gold:1: events\[0\]: 'dates' must hold"),
        ({"place": "Chad"}, r"events\[0\]: 'place' must be an object"),
        ({"spans": [[0, 9999]]}, r"events\[0\]: 'spans' must hold"),
        ({"counts": {"lost": 3}}, r"counts: no count 'lost'; one of arrested, crowd"),
        ({"counts": {"killed": "three"}}, "counts: 'killed' must be a whole number"),
        ({"actors": [{"country": ["NOR"]}]}, r"actors\[0\]: 'text' must be a string"),
    ],
)
def test_malformed_events(values: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        story(gold_event("SANCTION", "recalled", **values))
