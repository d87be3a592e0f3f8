"""Whole pages: what is article, what is furniture, what the furniture tells."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polybius.page import Page, read_page
from polybius.page.tables import example_patterns

PAGES = Path(__file__).parent.parent / "examples" / "pages"


def body(text: str, page: Page) -> list[str]:
    return [text[b.start : b.end] for b in page.blocks if b.kind == "body"]


def headlines(text: str, page: Page) -> list[str]:
    return [text[b.start : b.end] for b in page.blocks if b.kind == "headline"]


@pytest.mark.parametrize(
    ("name", "published", "publisher", "authors", "dateline"),
    [
        ("cancelled-visit", "2016-10-11", "The Northern Courier", "Marianne Keller", "Moscow"),
        ("coup-and-sanctions", "2020-08-20", "Meridian Wire", "Thomas Adeyemi", "Bamako"),
        ("border-clash", "2022-09-15", "Caspian News Agency", "", "Yerevan/Baku"),
        ("strike-and-protests", "2023-01-19", None, "Claire Dubreuil", None),
        ("hostage-release", "2024-03-06", "The Lakeside Herald", "Ruth Okello", "Nairobi"),
        ("election-dispute", "2022-09-05", "The Equator Standard", "", None),
    ],
)
def test_metadata_of_the_example_pages(
    name: str, published: str, publisher: str | None, authors: str, dateline: str | None
) -> None:
    page = read_page((PAGES / f"{name}.txt").read_text("utf-8"))
    assert page.published == published
    assert page.publisher == publisher
    assert ", ".join(page.authors) == authors
    assert page.dateline == dateline


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.txt")), ids=lambda path: path.stem)
def test_no_clutter_of_the_example_pages_is_left(path: Path) -> None:
    text = path.read_text("utf-8")
    page = read_page(text)
    left = "\n".join(text[b.start : b.end] for b in page.blocks)
    for clutter in (
        "Share", "ADVERTISEMENT", "advertisement", "Read more", "©", "(c)", "Comment", "Libya, a",
        "Arrest them", "Follow us", "Sign up", "cookies", "Menu", "Photograph", "Featured", "Tags",
        "Topics", "Contact", "Reporting by", "Timeline", "Ten walks", "RELEASE", "###", "Five thi",
    ):  # fmt: skip
        assert clutter not in left
    assert len(headlines(text, page)[0].split()) > 4
    # Every paragraph that ends as a sentence does is there.
    assert left.count(".") >= 10


def test_a_wire_story_wrapped_by_hand() -> None:
    text = (
        "UPDATE 1-Chad expels envoy over border remarks\n\n"
        "   N'DJAMENA, March 3 (Reuters) - Chad ordered the French envoy to leave the\n"
        "country within two days on Friday after remarks about the security of its\n"
        "eastern frontier that the government called insulting and untrue.\n"
        '   "We take no lessons from anyone in this matter, and least of all from a guest,"\n'
        "the minister of communications told state television, adding that the army\n"
        "had the frontier in hand.\n"
        "   (Reporting by Ann Example; Editing by Bo Sample)\n"
    )
    page = read_page(text)
    assert headlines(text, page) == ["Chad expels envoy over border remarks"]
    first, second = body(text, page)
    assert first.startswith("Chad ordered")
    assert first.endswith("untrue.")
    assert second.endswith("in hand.")
    assert (page.dateline, page.agency, page.authors) == ("N'Djamena", "Reuters", ("Ann Example",))
    assert page.published is None


def test_paragraphs_with_one_line_break_are_apart() -> None:
    text = "The army left.\nThe rebels came.\nNobody spoke."
    assert body(text, read_page(text)) == ["The army left.", "The rebels came.", "Nobody spoke."]


def test_a_line_broken_within_a_sentence_is_joined() -> None:
    text = "The army left the town on Friday and\nthe rebels came.\n\nNobody spoke."
    assert len(body(text, read_page(text))) == 2


def test_an_archive_s_labelled_lines() -> None:
    text = (
        "Copyright 2004 The Daily Example\nMarch 12, 2004 Friday\nFinal Edition\n\n"
        "SECTION: World; Pg. 1\nLENGTH: 20 words\nHEADLINE: Rebels Reject Plan to Share Power\n"
        "BYLINE: By ANN EXAMPLE and BO SAMPLE\nDATELINE: PORT-AU-PRINCE, Haiti\n\nBODY:\n"
        "The rebels refused to share power.\n\nThey will march on the capital.\n\n"
        "LOAD-DATE: March 13, 2004\n"
    )
    page = read_page(text)
    assert headlines(text, page) == ["Rebels Reject Plan to Share Power"]
    assert len(body(text, page)) == 2
    assert page.published == "2004-03-12"
    assert page.dateline == "Port-au-Prince, Haiti"
    assert page.authors == ("Ann Example", "Bo Sample")


def test_comments_end_the_page_and_tell_nothing() -> None:
    article = "Talks fail in Geneva\n\nThe envoys left on Monday.\n\nThey will not meet again.\n\n"
    comments = "2 Comments\n\nOmar says:\nMarch 5, 2016 at 8:01 am\nWar will come.\nReply\n"
    page = read_page(article + comments)
    assert body(article, page) == ["The envoys left on Monday.", "They will not meet again."]
    assert page.published is None


def test_a_comment_counter_above_the_article_does_not_end_it() -> None:
    text = "Talks fail\n12 Comments\nShare\n\nThe envoys left.\n\nThey will not be back again soon."
    assert len(body(text, read_page(text))) == 2


def test_related_headlines_go_and_the_article_goes_on() -> None:
    text = (
        "Talks fail in Geneva\n\nThe envoys left on Monday.\n\nRelated stories\nWho is the envoy?\n"
        "War in the north: a timeline\n\nThey will not meet again."
    )
    page = read_page(text)
    assert body(text, page) == ["The envoys left on Monday.", "They will not meet again."]


def test_a_last_sentence_of_two_words_below_furniture_stays() -> None:
    text = (
        "Talks fail\n\nThe envoys left on Monday.\n\nFollow us on Twitter\n\nNobody spoke.\n\nMenu"
    )
    page = read_page(text)
    assert body(text, page) == ["The envoys left on Monday.", "Nobody spoke."]


def test_a_paper_s_page_with_its_caption_twice_and_a_plea() -> None:
    text = (
        "Rebels shell a town, killing eight\nThis article is more than 5 years old\n\n"
        "Ann Example Istanbul\n@annexample\nFri 16 Feb 2018 18.02 GMT\n\n"
        "Smoke over the town.\nSmoke over the town. Photograph: Bo Sample/AFP/Getty Images\n\n"
        "Rebels shelled the town on Friday.\n\nThe army denied it.\n\nSince you’re here...\n"
        "... we have a small favour to ask. Give us money.\n\nTopics\nSyria\nTurkey\n"
    )
    page = read_page(text)
    assert headlines(text, page) == ["Rebels shell a town, killing eight"]
    assert body(text, page) == ["Rebels shelled the town on Friday.", "The army denied it."]
    assert (page.authors, page.published) == (("Ann Example",), "2018-02-16")


def test_the_title_that_is_known_is_found_in_the_text() -> None:
    text = "World\n“Talks” fail\n\nThe envoys left on Monday.\n\nThey will not meet."
    page = read_page(text, '"Talks" Fail')
    assert headlines(text, page) == ["“Talks” fail"]
    assert page.title == '"Talks" Fail'


def test_a_known_title_that_is_not_in_the_text_takes_nothing_from_it() -> None:
    text = "The envoys left on Monday.\n\nThey will not meet."
    page = read_page(text, "Talks fail")
    assert (len(page.blocks), headlines(text, page), page.title) == (2, [], "Talks fail")


def test_dates_by_order_of_trust() -> None:
    text = "Talks fail\n\nCAIRO, Oct 11 (AP) -- The envoys left.\n\n(c) 2016 The Daily Example"
    assert read_page(text).published == "2016-10-11"
    assert read_page(text, published="2016-10-12").published == "2016-10-12"
    assert read_page(text, url="https://example.org/2016/10/09/x").published == "2016-10-11"
    assert read_page("Talks fail\n\nThe envoys left.\n\n© 2016 Reuters").published == "2016"
    assert read_page("Talks fail\n\nThe envoys left.").published is None


@pytest.mark.parametrize(
    "text",
    [
        "The army said on Monday that it had taken the town. Rebels denied it.",
        "Russia halts talks with the United States",
        "In June 2014 the group took Mosul.\nBy October it had lost half of the city.",
        "QUESTION: Will you come?\nLAVROV: If we are invited.\nQUESTION: When?\nLAVROV: Soon.",
    ],
)
def test_texts_without_furniture_stay_whole(text: str) -> None:
    page = read_page(text)
    assert page.furniture == ()
    assert "".join(text[b.start : b.end] for b in page.blocks) == text.replace("\n", "")


_LINES = st.one_of(
    st.sampled_from([row.example for row in example_patterns()]),
    st.sampled_from(
        [
            "MOSCOW – Russian troops left.", "By Ann Example", "(c) 2016, The Daily Example",
            "The army said it had won.", "HEADLINE: Talks fail", "DATELINE: CAIRO", "• One point",
            "14:05 Police arrive", "UPDATE 1-Talks fail", "Oslo, 6 September 2021", "", "   ",
            "Advertisement Continue reading the main story", "Talks fail | Reuters",
        ]
    ),
    st.text(max_size=90),
)  # fmt: skip


@given(st.lists(_LINES, max_size=25), st.sampled_from(["\n", "\r\n", "\n\n", "\u2028", "\n  "]))
def test_blocks_and_furniture_are_all_of_the_page_once(lines: list[str], end: str) -> None:
    text = end.join(lines)
    page = read_page(text)
    at = 0
    for stretch in sorted([*page.blocks, *page.furniture], key=lambda stretch: stretch.start):
        assert at <= stretch.start < stretch.end <= len(text)
        assert not text[at : stretch.start].strip()
        at = stretch.end
    assert not text[at:].strip()
    for block in page.blocks:
        assert text[block.start : block.end] == text[block.start : block.end].strip()
    if page.dateline_span:
        start, stop = page.dateline_span
        assert text[start:stop].casefold() == (page.dateline or "").casefold()


@pytest.mark.parametrize(
    "unit", ["The army said it had won. ", "a", "MOSCOW - ", "\n(c) ", "Share "]
)
def test_half_a_million_characters_are_read_in_linear_time(unit: str) -> None:
    text = unit * (500_000 // len(unit))
    start = time.perf_counter()
    page = read_page(text)
    assert time.perf_counter() - start < 20
    assert all(block.end - block.start <= 20_000 for block in page.blocks)
