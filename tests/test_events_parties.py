"""Who does an act and whom it concerns, where grammar says it in a roundabout way."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from polybius.article import Article
from polybius.coder import Coder
from polybius.record import Actor

pytestmark = pytest.mark.slow

# Text; type; a word of each actor; a word of each recipient.
Case = tuple[str, str, str, str]

OF_THINGS: list[Case] = [
    ("Norway criticised Brazil's logging laws.", "ACCUSE", "Norway", "Brazil"),
    (
        "The Chilean parliament rejected President Morales's proposal on access to the sea.",
        "REJECT",
        "parliament",
        "Morales",
    ),
    (
        "Finland lifted the restrictions imposed on Estonian traders.",
        "CONCEDE",
        "Finland",
        "Estonian",
    ),
    (
        "The court in Lusaka lifted a ban on women entering the shrine.",
        "CONCEDE",
        "court",
        "women",
    ),
    (
        "Prosecutors in Bogota opened an inquiry into whether the mayor of Cali took bribes.",
        "ACCUSE",
        "Prosecutors",
        "mayor",
    ),
    ("Gunmen attacked an army camp.", "ASSAULT", "Gunmen", "army"),
]
BY_PURPOSE: list[Case] = [
    ("Denmark donated vaccines to protect families in Malawi.", "AID", "Denmark", "families"),
    (
        "Ireland provided 3 million euros to pay for clinics in Lesotho.",
        "AID",
        "Ireland",
        "Lesotho",
    ),
    (
        "Spain sent a team of engineers to Bolivia to investigate the collapse of the dam.",
        "ACCUSE",
        "Spain",
        "Bolivia",
    ),
    (
        "The Indian prime minister phoned President Jokowi to convey India's support.",
        "SUPPORT",
        "prime minister",
        "Jokowi",
    ),
]
BY_CONDITION: list[Case] = [
    (
        "Turkish unions threatened to strike unless the government in Ankara raises wages.",
        "THREATEN",
        "unions",
        "government",
    ),
    (
        "Gabon cancelled the visit after Angola seized a trawler.",
        "REJECT",
        "Gabon",
        "Angola",
    ),
]
BORNE: list[Case] = [
    (
        "Under pressure from Madrid, the government of Nicaragua freed a bishop.",
        "REQUEST",
        "Madrid",
        "Nicaragua",
    ),
]
ALONG: list[Case] = [
    (
        "Kenya reinforced its garrisons along the border with Somalia.",
        "MOBILIZE",
        "Kenya",
        "Somalia",
    ),
]
DOERS: list[Case] = [
    ("Rebel shelling killed two soldiers near Goma.", "ASSAULT", "Rebel", "soldiers"),
    ("The police raid on the opposition offices lasted all day.", "COERCE", "police", "opposition"),
    ("Militants killed nine farmers in two attacks in Burkina Faso.", "ASSAULT", "Militants", ""),
    ("Sudanese air strikes hit a market in Nyala.", "ASSAULT", "Sudanese", ""),
]
TOGETHER: list[Case] = [
    (
        "The Polish president held talks with the Czech premier at Prague Castle.",
        "CONSULT",
        "president|premier",
        "",
    ),
    ("The armies of Chad and Niger held a joint exercise.", "COOPERATE", "Chad|Niger", ""),
    ("The presidents of Peru and Ecuador met in Bonn.", "CONSULT", "Peru|Ecuador", ""),
]
ON_THE_OBJECT: list[Case] = [
    (
        "Ghana expelled a Togolese diplomat after the expulsion of a Ghanaian envoy by Lome.",
        "SANCTION",
        "Ghana",
        "Togolese",
    ),
    (
        "The Ethiopian army drove the rebels out of Lalibela.",
        "ASSAULT",
        "army",
        "rebels",
    ),
]


IN_SENTENCES: list[Case] = [
    # host and guest, sender and sent, and who stands behind what is said
    ("Togo's president hosted Benin's foreign minister in Lome.", "CONSULT", "Benin", "Togo"),
    ("Morocco's king wrote a letter to the Pope asking for help.", "REQUEST", "king", "Pope"),
    ("Peru's president signed a decree banning foreign charities.", "COERCE", "Peru", "charities"),
    ("Latvia phoned Moldova to express support.", "SUPPORT", "Latvia", "Moldova"),
    ("Cuba and Haiti said they would hold talks with Chad.", "AGREE", "Cuba|Haiti|Chad", ""),
    ("Police from Chad and Niger broke up the gang in a joint raid.", "COOPERATE", "Police", ""),
    ("Poland's foreign minister, on a visit to Kyiv, spoke of a loan.", "CONSULT", "Pol", "Kyiv"),
    # to whom a demand goes
    ("The envoy pushed for Gabon to hold elections.", "REQUEST", "envoy", "Gabon"),
    ("Pretoria told Harare that repression must stop.", "REQUEST", "Pretoria", "Harare"),
    ("Oman warned it would shut the strait unless Yemen gave way.", "THREATEN", "Oman", "Yemen"),
    # what stands between a verb and its parties
    ("Sanctions on Belarus were renewed for a year by EU ministers.", "SANCTION", "EU", "Belarus"),
    ("Canada gave 2 million dollars in aid to Fiji in response to a flood.", "AID", "Can", "Fiji"),
    ("Rebels handed over 12 hostages to mediators.", "RETREAT", "Rebels", "hostages"),
    ("Bolivia brushed aside the ruling won by Chile.", "REJECT", "Bolivia", "Chile"),
    ("Islamic State enslaved Yazidi women.", "ASSAULT", "Islamic State", "women"),
    # troops sent to help
    ("Ghana deployed 800 soldiers to Liberia as peacekeepers.", "AID", "Ghana", "Liberia"),
    ("Turkey sent 200 soldiers to Qatar to train its army.", "AID", "Turkey", "Qatar"),
    ("The United States sent 1,500 troops to Oman to deter Iran.", "MOBILIZE", "United", "Oman"),
]


@pytest.mark.parametrize(
    ("text", "type_", "actors", "recipients"),
    [
        *OF_THINGS,
        *BY_PURPOSE,
        *BY_CONDITION,
        *BORNE,
        *ALONG,
        *DOERS,
        *TOGETHER,
        *ON_THE_OBJECT,
        *IN_SENTENCES,
    ],
)
def test_parties(coder: Coder, text: str, type_: str, actors: str, recipients: str) -> None:
    events = coder.code(Article("t", text)).events
    fitting = [e for e in events if e.type == type_]
    assert fitting, [(e.type, e.trigger.text) for e in events]
    assert any(_named(e.actors, actors) and _named(e.recipients, recipients) for e in fitting), [
        ([a.text for a in e.actors], [a.text for a in e.recipients]) for e in fitting
    ]


@pytest.mark.parametrize(
    ("text", "type_", "nobody"),
    [
        # a place is no doer, a noun's topic no party, an owner who is the doer no recipient
        ("A car bomb in Sidon killed four people.", "ASSAULT", "Sidon"),
        ("Lawmakers from both parties reached a deal on Medicare.", "SUPPORT", "Medicare"),
        ("Sweden's foreign minister pledged Sweden's support.", "SUPPORT", "Sweden's"),
        ("The students held a protest.", "PROTEST", "protest"),
        ("The envoys reached a peaceful settlement.", "AGREE", "settlement"),
    ],
)
def test_no_party(coder: Coder, text: str, type_: str, nobody: str) -> None:
    for event in coder.code(Article("t", text)).events:
        if event.type == type_:
            parties = [*event.recipients, *(event.actors if type_ != "SUPPORT" else ())]
            assert not any(nobody in party.text for party in parties if not party.implied)


def _named(found: Sequence[Actor], words: str) -> bool:
    """Whether each of the words (parted by `|`) names one of the actors."""
    return all(any(word in actor.text for actor in found) for word in words.split("|") if word)
