"""Lines by themselves: furniture is known, sentences are not taken for it."""

from __future__ import annotations

import pytest

from polybius.page.classify import classify
from polybius.page.masthead import byline, copyright_line, people, reporters
from polybius.page.tables import Pattern, example_patterns, patterns, publishers, to_regex


@pytest.mark.parametrize("row", example_patterns(), ids=lambda row: row.where)
def test_every_row_matches_its_own_example(row: Pattern) -> None:
    assert row.regex.fullmatch(row.example.lower())
    assert any(pattern.regex.fullmatch(row.example.lower()) for pattern in patterns())


# Sentences and headlines that come near a pattern and are the article.
SENTENCES = [
    "Sponsored by Qatar, the talks opened in Doha on Monday.",
    "Written by two generals, the letter accuses the president of treason.",
    "With material support from Iran, the group attacked the base.",
    "With reporting from the front banned, the army said little.",
    "Video from the scene showed soldiers firing at protesters.",
    "Register to vote, the opposition leader told students in Harare.",
    "More to the point, the minister refused to resign.",
    "By Tuesday, rebels had seized the airport.",
    "By the time troops arrived, the village had been burned down.",
    "Casualties were reported from the city of Homs on Friday.",
    "A Reuters/Ipsos poll showed that most voters opposed the war.",
    "Tags worn by the dead soldiers were returned to Ukraine.",
    "The report was published in May and accused the army of torture.",
    "On 11 October 2016 Russia vetoed the resolution.",
    "In June 2014, Islamic State fighters took Mosul.",
    "Press office staff said that the editor had been arrested.",
    "Follow the money, prosecutors told the judges.",
    "Read the treaty, the ambassador advised his colleagues.",
    "Copyright law was at the heart of the trade dispute between China and the United States.",
    "Comments by the pope angered Ankara.",
    "Advertisements for the ruling party were banned by the court.",
    "Updated warheads were shown at the parade in Pyongyang.",
    "Posted near the border, the troops came under fire.",
    "Live ammunition was used against the crowd, witnesses said.",
    "For release of the hostages the group demanded ten million dollars.",
    "Russia halts talks with United States",
    "Related charges against the senator were dropped.",
    "The views of the two governments differ, the envoy said.",
    "Sources close to the palace said so.",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentences_are_no_furniture(sentence: str) -> None:
    assert classify(sentence) is None


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Facebook Comments", "comments"),
        ("Share Tweet Email 12", "button"),
        ("Menu | Search | Subscribe", "navigation"),
        ("1,204", "share"),
        ("Published: 11 October 2016 14:05", "date"),
        ("Updated 3:15 PM EDT, Tue October 11", "date"),
        ("October 11, 2016 at 2:05 p.m.", "date"),
        ("2016-10-11T14:05:00+02:00", "date"),
        ("Posted on March 4, 2016 by Ann Example", "byline"),
        ("Ann Example Published October 24, 2021", "date"),
        ("3 hours ago", "time"),
        ("14:05 GMT", "time"),
        ("By Ann Example and Bo van der Sample", "byline"),
        ("BY ANN EXAMPLE, Staff Writer", "byline"),
        ("BYLINE: ANN EXAMPLE", "byline"),
        ("LENGTH: 214 words", "field"),
        ("https://example.org/news/1", "navigation"),
        ("press@example.org", "navigation"),
        ("Voters queue in the rain. REUTERS/Ann Example", "image"),
        ("Refugees in the camp. Credit Ann Example for The Daily Example", "image"),
        ("* * *", "mark"),
        ("ENDS", "mark"),
        ("Ann Example reported from Oslo, and Bo Sample from Kyiv.", "credit"),
        ("With reporting by Ann Example and Bo Sample", "credit"),
        ("The Lakeside Herald", "publisher"),
        ("Reuters", "publisher"),
    ],
)
def test_kinds(line: str, kind: str) -> None:
    verdict = classify(line)
    assert verdict is not None
    assert verdict.kind == kind


@pytest.mark.parametrize(
    ("line", "authors", "publisher", "day"),
    [
        ("By Ann Example", ("Ann Example",), None, None),
        ("By ANN M. EXAMPLE OCT. 11, 2016", ("Ann M. Example",), None, "2016-10-11"),
        ("By Ann Example, Associated Press", ("Ann Example",), "Associated Press", None),
        (
            "By Ann Example | The Lakeside Herald | 6 March 2024 at 7:30 PM",
            ("Ann Example",),
            "The Lakeside Herald",
            "2024-03-06",
        ),
        ("By Omar al-Sample and Bo Sample in Cairo", ("Omar al-Sample",), None, None),
        ("By Reuters", (), "Reuters", None),
        ("By Ann Example, Moscow correspondent", ("Ann Example",), None, None),
    ],
)
def test_bylines(
    line: str, authors: tuple[str, ...], publisher: str | None, day: str | None
) -> None:
    said = byline(line)
    assert said is not None
    assert said.authors[:1] == authors[:1]
    assert (said.publisher.name if said.publisher else None) == publisher
    assert (said.written.iso() if said.written else None) == day


@pytest.mark.parametrize(
    ("line", "publisher", "authors", "year"),
    [
        (
            "(c) 2016, The Northern Post · Ann Example",
            "The Northern Post",
            ("Ann Example",),
            "2016",
        ),
        ("© 2016 Reuters. All rights reserved.", "Reuters", (), "2016"),
        ("Copyright 2014-2016 The Associated Press", "Associated Press", (), "2016"),
        ("Copyright © 2016 by Lakeside Media", "Lakeside Media", (), "2016"),
        ("© Getty Images 2016", None, (), None),
        ("© The Equator Standard 2022", "The Equator Standard", (), "2022"),
    ],
)
def test_copyright_lines(
    line: str, publisher: str | None, authors: tuple[str, ...], year: str | None
) -> None:
    said = copyright_line(line)
    assert said is not None
    assert (said.publisher.name if said.publisher else None) == publisher
    assert said.authors == authors
    assert (said.written.iso() if said.written else None) == year


def test_people_are_names_only() -> None:
    assert people("Ann Example, Bo Sample and Cy O’Test") == (
        "Ann Example",
        "Bo Sample",
        "Cy O’Test",
    )
    assert people("Ann Example and the ministry") == ()
    assert people("October") == ()


def test_reporters_without_their_places() -> None:
    line = "(Reporting by Ann Example in Oslo and Bo Sample; Editing by Cy Test)"
    assert reporters(line) == ("Ann Example", "Bo Sample")


def test_pattern_language() -> None:
    assert to_regex("# (comment|comments)") != ""
    rows = [row for row in example_patterns() if row.kind == "share"]
    assert any(row.regex.fullmatch("1.2k shares") for row in rows)
    assert not any(row.regex.fullmatch("the shares") for row in rows)


def test_publishers_know_their_other_names() -> None:
    assert publishers()["AP"] == publishers()["Associated Press"]
    assert publishers()["AFP"].kind == "agency"
