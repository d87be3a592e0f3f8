"""Datelines, and openings that only look like one."""

from __future__ import annotations

import pytest

from polybius.page.dateline import read_dateline


@pytest.mark.parametrize(
    ("text", "place", "agency", "rest"),
    [
        ("MOSCOW – Russian troops left.", "Moscow", None, "Russian"),
        ("CAIRO (AP) -- Egypt said", "Cairo", "Associated Press", "Egypt"),
        ("CAIRO (AP) — Egypt said", "Cairo", "Associated Press", "Egypt"),
        ("WASHINGTON, Oct 11 (Reuters) - The", "Washington", "Reuters", "The"),
        ("BEIJING, Oct. 11, 2016 (Xinhua) -- China", "Beijing", "Xinhua", "China"),
        ("MOSCOW, October 11. /TASS/. Russian", "Moscow", "TASS", "Russian"),
        ("MOSCOW. Oct 11 (Interfax) - Russian", "Moscow", "Interfax", "Russian"),
        ("UNITED NATIONS, May 3 (Reuters) - The", "United Nations", "Reuters", "The"),
        (
            "PORT-AU-PRINCE, Haiti (AP) — Rebels",
            "Port-au-Prince, Haiti",
            "Associated Press",
            "Rebels",
        ),
        ("N'DJAMENA, March 3 (Reuters) - Chad", "N'Djamena", "Reuters", "Chad"),
        ("ST. PETERSBURG, Russia — Russian", "St. Petersburg, Russia", None, "Russian"),
        ("WASHINGTON/BEIJING, Jan 5 - China", "Washington/Beijing", None, "China"),
        ("ISLAMABAD: Prime Minister Khan", "Islamabad", None, "Prime"),
        ("New Delhi, Oct 11 (PTI) The", "New Delhi", "PTI", "The"),
        ("KABUL (Pajhwok) : The", "Kabul", "Pajhwok", "The"),
        ("Kolkata: The government", "Kolkata", None, "The"),
        ("Moscow (AFP) - Russian", "Moscow", "Agence France-Presse", "Russian"),
        ("Aleppo — Syrian troops", "Aleppo", None, "Syrian"),
        ("LONDON, England (CNN) -- Prime", "London, England", "CNN", "Prime"),
        ("(Reuters) - The army", None, "Reuters", "The"),
        ("(CNN)The army", None, "CNN", "The"),
        ("KABUL, Afghanistan — “We will", "Kabul, Afghanistan", None, "“We"),
        ("BAMAKO (Northern Wire) - Mali", "Bamako", "Northern Wire", "Mali"),
    ],
)
def test_read(text: str, place: str | None, agency: str | None, rest: str) -> None:
    found = read_dateline(text)
    assert found is not None
    assert (found.place, found.agency) == (place, agency)
    assert text[found.end :].startswith(rest)
    if found.place_span:
        start, end = found.place_span
        assert text[start:end].casefold() == (place or "").casefold()


@pytest.mark.parametrize(
    "text",
    [
        "Putin — who had planned to come — stayed at home.",
        "Hollande — France's president — spoke.",
        "PESKOV: We will wait.",
        "QUESTION: Did you attack?",
        "NATO — the alliance that Sweden joined — met.",
        "BREAKING: Troops enter the capital",
        "UPDATE 2-Chad expels the envoy",
        "EXCLUSIVE — Rebels agree to talks",
        "Iran: A country of eighty million",
        "SYRIA: The war goes on",
        "Obama: I will not resign",
        "Moscow says that it will not attend.",
        "U.S.-led forces struck the town.",
        "The Hague-based court sentenced him.",
        "Merkel (CDU) - The chancellor - spoke.",
        "RUSSIA",
        "",
    ],
)
def test_not_read(text: str) -> None:
    assert read_dateline(text) is None


def test_the_date_of_a_dateline() -> None:
    found = read_dateline("WASHINGTON, Tuesday, Oct 11 (Reuters) - The")
    assert found is not None
    assert found.written is not None
    assert (found.written.month, found.written.day) == (10, 11)
