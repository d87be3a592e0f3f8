"""One article's memory: names, pronouns, definite phrases, coordination."""

from __future__ import annotations

import pytest
from spacy.language import Language

from polybius.actors import ActorBook, Cast
from polybius.page import read_page
from polybius.parse import Parse, Sentence, parse
from polybius.record import Actor

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def book() -> ActorBook:
    return ActorBook.load()


class Reader:
    """A text with its cast; finds the actors of the nth occurrence of a word."""

    def __init__(self, model: Language, book: ActorBook, text: str) -> None:
        self.parse: Parse = parse(model, text, read_page(text))
        self.cast = Cast(self.parse, book, "2016-10-11")

    def of(self, word: str, nth: int = 0) -> tuple[Actor, ...]:
        found = [(s, t) for s in self.parse.sentences for t in s.tokens if t.text == word]
        sentence: Sentence = found[nth][0]
        actors = self.cast.actors(sentence, found[nth][1])
        for actor in actors:
            assert self.parse.text[actor.start : actor.end] == actor.text
        return actors

    def one(self, word: str, nth: int = 0) -> Actor:
        (actor,) = self.of(word, nth)
        return actor


@pytest.fixture
def read(model: Language, book: ActorBook):  # type: ignore[no-untyped-def]
    return lambda text: Reader(model, book, text)


def test_apposition_then_surname(read) -> None:  # type: ignore[no-untyped-def]
    text = (
        "Karim Deeb, the Lebanese transport minister, flew to Cairo. "
        "Deeb met Egyptian officials there. He said the talks went well."
    )
    reader = read(text)
    deeb = reader.one("Deeb")
    assert (deeb.text, deeb.name, deeb.country) == ("Karim Deeb", "Karim Deeb", "LBN")
    assert deeb.sectors[0] == "GOV"
    later = reader.one("Deeb", 1)
    assert (later.text, later.name, later.country) == ("Deeb", "Karim Deeb", "LBN")
    assert reader.one("He").name == "Karim Deeb"


def test_gender_and_number(read) -> None:  # type: ignore[no-untyped-def]
    text = (
        "Norwegian Prime Minister Hanna Lund met Rebel Army chief Tom Okello in Oslo. "
        "She praised the rebels. They said nothing."
    )
    reader = read(text)
    assert reader.one("She").name == "Hanna Lund"
    assert "REB" in reader.one("They").sectors


def test_acronym_in_brackets(read) -> None:  # type: ignore[no-untyped-def]
    text = (
        "Fighters of the Mountain Freedom Front (MFF) attacked a Nepalese police post. "
        "The MFF said it would fight on."
    )
    reader = read(text)
    assert reader.one("MFF", 1).name == reader.one("it").name


def test_coordination_and_shared_nationalities(read) -> None:  # type: ignore[no-untyped-def]
    reader = read("Ghana and Togo signed a treaty. Kenyan and Ugandan soldiers crossed the border.")
    assert [a.country for a in reader.of("Ghana")] == ["GHA", "TGO"]
    soldiers = reader.of("soldiers")
    assert [(a.text, a.country) for a in soldiers] == [
        ("Kenyan", "KEN"),
        ("Ugandan soldiers", "UGA"),
    ]


def test_both_sides(read) -> None:  # type: ignore[no-untyped-def]
    reader = read("Chile and Bolivia met in Geneva. Both sides agreed to talk again.")
    assert sorted(a.country or "" for a in reader.of("sides")) == ["BOL", "CHL"]
    assert {a.text for a in reader.of("sides")} == {"Both sides"}


def test_relative_and_reflexive(read) -> None:  # type: ignore[no-untyped-def]
    reader = read("Police arrested two Greek activists who had chained themselves to a gate.")
    assert reader.one("who").country == "GRC"
    assert reader.one("themselves").country == "GRC"


def test_possessor(read) -> None:  # type: ignore[no-untyped-def]
    reader = read("Zambia protested on Monday. Its ambassador left. Malawi's troops stayed.")
    assert (reader.one("ambassador").country, reader.one("ambassador").sectors[0]) == ("ZMB", "GOV")
    assert (reader.one("Malawi").text, reader.one("Malawi").country) == ("Malawi", "MWI")


def test_adjective_stands_for_the_state(read) -> None:  # type: ignore[no-untyped-def]
    reader = read("Ethiopian airstrikes hit the town.")
    assert (reader.one("Ethiopian").country, reader.one("Ethiopian").kind) == ("ETH", "state")
    assert reader.of("airstrikes") == ()


def test_what_is_no_actor(read) -> None:  # type: ignore[no-untyped-def]
    reader = read("The decision surprised the market. The weather was bad and the talks failed.")
    for word in ("decision", "weather", "talks"):
        assert reader.of(word) == ()


def test_role_takes_the_country_of_the_text(read) -> None:  # type: ignore[no-untyped-def]
    reader = read("Thousands marched in Senegal on Friday. Police fired tear gas.")
    police = reader.one("Police")
    assert (police.country, police.sectors[0]) == ("SEN", "COP")
    assert any(line.startswith("context:") for line in police.evidence)


def test_the_koreas(read) -> None:  # type: ignore[no-untyped-def]
    reader = read("North Korea fired a rocket. The South condemned the launch.")
    assert reader.one("South").country == "KOR"


def test_unknown_names_are_reported(read) -> None:  # type: ignore[no-untyped-def]
    reader = read("On Monday Pella Quistgaard met Norwegian lawmakers. Quistgaard was pleased.")
    assert any("Quistgaard" in name for name in reader.cast.unknown())


def test_one_answer_whatever_the_order_of_asking(model: Language, book: ActorBook) -> None:
    text = "Kenya and Sudan met. The two countries agreed. They will meet again, it said."

    def answers(backwards: bool) -> dict[int, tuple[Actor, ...]]:
        parsed = parse(model, text, read_page(text))
        cast = Cast(parsed, book, None)
        tokens = [(s, t) for s in parsed.sentences for t in s.tokens]
        order = reversed(tokens) if backwards else tokens
        return {s.start_of(t): cast.actors(s, t) for s, t in order}

    assert answers(False) == answers(True)


def test_a_generic_party_is_of_the_country_told_of(read) -> None:  # type: ignore[no-untyped-def]
    reader = read("South Korea's president met voters. The Democratic Party rejected his bill.")
    party = reader.one("Party")
    assert (party.country, party.sectors[0]) == ("KOR", "PTY")


def test_states_summed_up_and_named(read) -> None:  # type: ignore[no-untyped-def]
    reader = read("The European powers, Britain, France and Germany, rejected the plan.")
    assert {"GBR", "FRA", "DEU"} <= {actor.country for actor in reader.of("powers")}
    alone = read("Chad is poor. Key European powers rejected the plan.").one("powers")
    assert (alone.country, alone.sectors) == (None, ("GOV",))


def test_a_list_after_brackets(read) -> None:  # type: ignore[no-untyped-def]
    reader = read("The Organization of American States (OAS), NATO and Iran condemned the attack.")
    assert len(reader.of("Organization")) == 3


def test_capitals_make_a_name(read) -> None:  # type: ignore[no-untyped-def]
    assert read("WHO warned Guinea about the outbreak.").one("WHO").sectors == ("IGO",)


def test_unknown_names_have_the_country_told_of(read) -> None:  # type: ignore[no-untyped-def]
    text = "Kenyan police beat protesters. Wanjala Otieno of the Coast Rights Forum was arrested."
    found = read(text).one("Otieno")
    assert (found.country, found.kind) == ("KEN", "person")


def test_two_pronouns_of_a_sentence_are_one(read) -> None:  # type: ignore[no-untyped-def]
    text = "Cameroon freed journalist Hanna Ndi. Her lawyer said a court had charged her in May."
    assert read(text).one("her").name == "Hanna Ndi"


def test_the_actor_of_a_clause_is_not_its_object(read) -> None:  # type: ignore[no-untyped-def]
    text = "Sudanese migrants crossed the river. Kenyan soldiers detained 40 of them."
    assert read(text).of("them")[0].sectors[:1] != ("MIL",)


def test_a_nationality_is_not_taken_up_from_a_long_phrase(read) -> None:  # type: ignore[no-untyped-def]
    text = "Their release was part of a swap with the Chadian government. The government denied it."
    assert read(text).one("government", 1).sectors == ("GOV",)


def test_of_two_who_share_a_surname_the_title_tells(read) -> None:  # type: ignore[no-untyped-def]
    text = "President Michael Okot spoke. Susan Okot listened. Mr. Okot left. Mrs. Okot stayed."
    reader = read(text)
    assert reader.one("Okot", 2).name == "Michael Okot"
    assert reader.one("Okot", 3).name == "Susan Okot"


def test_a_title_may_be_a_surname(read) -> None:  # type: ignore[no-untyped-def]
    reader = read("Comedian Larry King met voters in Kenya. Mr. King was angry.")
    assert reader.one("King").name == "Larry King"
    assert "GOV" not in reader.one("King", 1).sectors


def test_a_wire_agency_tells_no_country(read) -> None:  # type: ignore[no-untyped-def]
    reader = read("A lawyer told Agence France-Presse that soldiers had fled.")
    assert reader.one("soldiers").country is None


@pytest.mark.parametrize(
    ("text", "word", "country"),
    [
        # of two states named as often, the one named first
        ("Ghanaian nurses marched. Togo said nothing. Police fired shots.", "Police", "GHA"),
        # what stands before counts, not what the sentence goes on to say
        ("Opponents of the Fijian cabinet met police, after a Tongan offer.", "police", "FJI"),
        # nothing before: what follows
        ("A rebel commander gave himself up to Peruvian troops.", "commander", "PER"),
        # a dateline alone tells, a bureau's does not
        ("LUSAKA - Gunmen burned a school on Monday, officials said.", "Gunmen", "ZMB"),
        ("LONDON - Nepalese rebels burned a school. Villagers fled.", "Villagers", "NPL"),
        # another state than the text's own
        (
            "Malian nurses marched. Traders left for neighbouring Niger. Police came.",
            "Police",
            "MLI",
        ),
        ("A Chilean minister spoke. The foreign minister said nothing.", "minister", "CHL"),
        ("Miners in the northern Bolivian town of Ixiamas struck.", "Miners", "BOL"),
        ("The High Court in Quezon City freed a priest.", "Court", "PHL"),
    ],
)
def test_the_setting_tells_whose_somebody_is(read, text, word, country) -> None:  # type: ignore[no-untyped-def]
    assert read(text).one(word).country == country


def test_those_from_elsewhere_have_no_setting(read) -> None:  # type: ignore[no-untyped-def]
    assert read("Chad asked for help. Foreign troops came.").one("troops").country is None
