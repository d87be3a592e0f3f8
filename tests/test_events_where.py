"""Where an event happened: what the words of a place lead to, and when a name is no place."""

from __future__ import annotations

import pytest

from polybius.article import Article
from polybius.coder import Coder


def place(coder: Coder, text: str, trigger: str) -> str | None:
    record = coder.code(Article(id="t", text=text, published="2023-07-18"))
    found = [e for e in record.events if e.trigger.text == trigger]
    assert len(found) == 1, [e.trigger.text for e in record.events]
    where = found[0].place
    if where is not None:
        assert text[where.start : where.end] == where.text
    return where.text if where else None


@pytest.mark.parametrize(
    ("text", "trigger", "where"),
    [
        # on the act, its object, its doer, its complement
        ("Kenya and Uganda signed a trade agreement in Mombasa.", "signed", "Mombasa"),
        ("Rebels stormed a camp in the centre of Khartoum.", "stormed", "Khartoum"),
        ("Gunmen killed a mayor in the northern town of Kaduna.", "killed", "Kaduna"),
        ("A court in Lagos jailed a former Nigerian minister.", "jailed", "Lagos"),
        ("Russia bombed Kharkiv on Monday.", "bombed", "Kharkiv"),
        ("The Geneva talks between Syria and Turkey resumed.", "talks", "Geneva"),
        ("Ethiopia sent troops into Somalia.", "sent", "Somalia"),
        ("North Korea fired two missiles over Japan.", "fired", "Japan"),
        # passed on
        (
            "In Valparaiso Chilean police fired tear gas at students and arrested 40 of them.",
            "arrested",
            "Valparaiso",
        ),
        (
            "The minister was in Oslo last week, where he signed an agreement with Norway.",
            "signed",
            "Oslo",
        ),
        ("Police shot two students during a protest in Dakar.", "shot", "Dakar"),
        (
            "Three soldiers were killed when rebels bombed a barracks in Kidal.",
            "killed",
            "Kidal",
        ),
        # no place of the event
        ("Japan accused Pyongyang of firing missiles.", "accused", None),
        ("Germany called on Damascus to free the editor.", "called", None),
        ("A French minister in Berlin urged Greece to accept the plan.", "urged", None),
        ("France condemned an attack on a school in Kabul.", "condemned", None),
        ("The Treasury froze the assets of five firms in Turkey.", "froze", None),
        ("In 2014 Oslo broke off talks with Iran.", "broke off", None),
    ],
)
def test_place_in_a_sentence(coder: Coder, text: str, trigger: str, where: str | None) -> None:
    assert place(coder, text, trigger) == where


@pytest.mark.parametrize(
    ("lead", "trigger", "where"),
    [
        ("An Egyptian court jailed two editors on Saturday.", "jailed", "CAIRO"),
        ("Egypt recalled its ambassador to Qatar on Saturday.", "recalled", None),
        ("A Turkish court jailed two editors on Saturday.", "jailed", None),
    ],
)
def test_dateline_is_where_what_the_reporter_saw_happened(
    coder: Coder, lead: str, trigger: str, where: str | None
) -> None:
    assert place(coder, f"CAIRO, July 16 - {lead}\n\nNo more was known.\n", trigger) == where


def test_violence_answers_violence_where_it_was(coder: Coder) -> None:
    text = "Youths threw stones at police in Sfax. Police fired rubber bullets at the youths."
    assert place(coder, text, "fired") == "Sfax"
