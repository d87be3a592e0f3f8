"""The explorer in a browser, clicked as a person would."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = api.expect
pytestmark = pytest.mark.check

VIEWS = """
/articles /article?id=expulsion /article?id=markup /events /events?type=ASSAULT&actor=RUS
/pair /pair?one=POL&other=RUS /map /network /stories /corrections /paste
""".split()
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")


def state(page: Any) -> dict[str, list[str]]:
    """What the address of the page holds."""
    return parse_qs(urlsplit(page.url).query)


def card(page: Any, kind: str) -> Any:
    return page.locator(".card", has_text=kind).first


def test_articles_are_found_and_opened(visitor: Any) -> None:
    page = visitor.go("/")
    assert page.locator(".articles > li").count() == 7
    page.get_by_label("Search").fill("Istanbul")
    expect(page.locator(".articles > li")).to_have_count(1)
    assert state(page) == {"q": ["Istanbul"]}
    page.get_by_role("link", name="Thousands march in Istanbul").click()
    visitor.settle()
    assert "Police arrested 40 demonstrators" in page.locator(".reading").inner_text()
    page.go_back()
    visitor.settle()
    assert page.locator(".articles > li").count() == 1


def test_a_card_lights_its_words(visitor: Any) -> None:
    page = visitor.go("/article?id=expulsion")
    one = card(page, "SANCTION")
    one.locator(".top").click()
    lit = page.locator(".reading .on").all_inner_texts()
    assert any("expel" in words for words in lit)
    assert {"Poland", "Wednesday"} <= set(lit)
    assert not page.locator(".reading .on", has_text="threatened").count()
    assert one.get_by_text("reckoned from the day of publication").is_visible()
    assert state(page)["event"] == [one.get_attribute("data-event")]
    page.keyboard.press("Escape")
    assert page.locator(".reading .on").count() == 0


def test_words_light_their_card(visitor: Any) -> None:
    page = visitor.go("/article?id=expulsion")
    page.locator(".reading .act", has_text="threatened").first.click()
    assert "THREATEN" in page.locator(".card.on").inner_text()
    chosen = page.url
    page.reload()
    visitor.settle()
    assert page.url == chosen
    assert "THREATEN" in page.locator(".card.on").inner_text()


def test_words_are_reached_by_keyboard(visitor: Any) -> None:
    page = visitor.go("/article?id=expulsion")
    page.locator(".reading [role=button]").last.focus()
    page.keyboard.press("Enter")
    assert page.locator(".card.on").count() == 1
    page.keyboard.press("Enter")
    page.locator(".card.on .top").focus()
    page.keyboard.press("Space")
    assert page.locator(".card.on").count() == 0


def test_the_legend_hides_and_shows(visitor: Any) -> None:
    page = visitor.go("/article?id=expulsion")
    actor = page.locator(".reading .m.actor").first
    colour = "element => getComputedStyle(element).textDecorationColor"
    shown = actor.evaluate(colour)
    page.get_by_role("checkbox", name="actor").uncheck()
    hidden = actor.evaluate(colour)
    assert shown != hidden
    assert hidden.endswith(", 0)")


def test_overlapping_underlines_have_lanes_of_their_own(visitor: Any) -> None:
    page = visitor.go("/article?id=expulsion")
    lanes = page.locator(".reading .m .m").evaluate_all(
        "all => all.map(inner => {"
        "  const outer = inner.parentElement.closest('.m');"
        "  const lane = e => e.style.getPropertyValue('--lane') || 'none: an act';"
        "  return [lane(inner), lane(outer)];"
        "})"
    )
    assert all(inner != outer for inner, outer in lanes)


def test_evidence_names_rule_and_file_and_what_lost(visitor: Any) -> None:
    page = visitor.go("/article?id=expulsion")
    one = card(page, "SANCTION")
    one.locator(".top").click()
    one.get_by_text("Why this code").click()
    assert re.search(r"\.yaml:\d+", one.locator(".rules").first.inner_text())
    one.locator(".lost").first.wait_for(timeout=60_000)


def test_markup_in_an_article_shows_as_text(visitor: Any) -> None:
    for path in ("/article?id=markup", "/articles", "/events?source=%3Ci%3EOdd%3C%2Fi%3E+Post"):
        page = visitor.go(path)
        assert page.evaluate("window.broken") is None
        assert page.locator("main script, main img, main i:not([style])").count() == 0
    page = visitor.go("/article?id=markup")
    assert '<img src=x onerror="window.broken = true">' in page.locator(".reading").inner_text()
    assert "<b>Minister</b>" in page.locator("h1").inner_text()
    # Offsets are code points: an emoji before the words moves no mark.
    assert "accused" in page.locator(".reading .act").all_inner_texts()


def test_a_pasted_text_is_coded(visitor: Any) -> None:
    page = visitor.go("/paste")
    page.get_by_label("Text").fill("Spain recalled its ambassador to Bolivia on Friday.")
    page.get_by_label("Published on").fill("2020-01-05")
    page.get_by_role("button", name="Code it").click()
    page.locator(".card").first.wait_for(timeout=60_000)
    assert "SANCTION" in page.locator(".card").first.inner_text()
    assert "3 Jan 2020" in page.locator(".card").first.inner_text()
    page.get_by_label("Published on").fill("soon")
    page.get_by_role("button", name="Code it").click()
    assert "date" in page.get_by_role("alert").inner_text().lower()
    visitor.refused("/api/code")


def test_events_are_filtered_sorted_and_exported(visitor: Any) -> None:
    page = visitor.go("/events")
    every = page.locator("tbody tr").count()
    page.get_by_label("Type").locator("visible=true").first.click()
    page.get_by_role("checkbox", name="SANCTION").check()
    visitor.settle()
    page.keyboard.press("Escape")
    kinds = page.locator("tbody tr td:nth-child(2)").all_inner_texts()
    assert 0 < len(kinds) < every
    assert all("SANCTION" in kind for kind in kinds)
    actor = page.get_by_label("Actor", exact=True)
    actor.fill("POL")
    actor.press("Enter")
    visitor.settle()
    assert state(page) == {"type": ["SANCTION"], "actor": ["POL"]}
    assert "Russia" not in page.locator("tbody tr td:nth-child(3)").first.inner_text().split("→")[0]
    page.get_by_role("button", name="Confidence").click()
    visitor.settle()
    assert page.locator("th[aria-sort=descending]").inner_text().startswith("Confidence")
    shared = page.url
    rows = page.locator("tbody").inner_text()
    page.goto("about:blank")
    page.goto(shared)
    visitor.settle()
    assert page.locator("tbody").inner_text() == rows
    page.get_by_text("Export", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="jsonl", exact=True).click()
    lines = Path(download.value.path()).read_text("utf-8").splitlines()
    assert (
        sum(len(json.loads(line)["events"]) for line in lines) == page.locator("tbody tr").count()
    )
    page.get_by_role("button", name="Take away type SANCTION").click()
    visitor.settle()
    assert state(page).get("type") is None


def test_nothing_found_says_so(visitor: Any) -> None:
    page = visitor.go("/events?actor=BRA")
    assert page.get_by_role("heading", name="No event").is_visible()
    page = visitor.go("/map?actor=BRA")
    assert page.get_by_role("heading", name="Nothing to map").is_visible()


def test_a_pair_is_drawn_and_a_period_opened(visitor: Any) -> None:
    page = visitor.go("/pair")
    page.get_by_role("link", name=re.compile("Poland.*Russia|Russia.*Poland")).first.click()
    visitor.settle()
    assert page.locator(".chart svg .dot").count() > 3
    page.get_by_role("radio", name="week").check()
    visitor.settle()
    page.get_by_text("The figures as a table").click()
    page.get_by_role("button", name="week of 11 Jun 2018").click()
    visitor.settle()
    assert state(page)["at"] == ["2018-06-11"]
    assert page.locator(".chart .picked").count() == 1
    assert "shelled" in page.locator(".below .eventlist").first.inner_text()
    assert "expelled" not in page.locator(".below .eventlist").first.inner_text()


def test_a_click_on_the_drawing_opens_its_period(visitor: Any) -> None:
    page = visitor.go("/pair?one=POL&other=RUS&by=month")
    box = page.locator(".chart svg").bounding_box()
    page.mouse.click(box["x"] + box["width"] - 20, box["y"] + 60)
    visitor.settle()
    assert state(page)["at"] == ["2018-06"]


def test_the_map_shows_places_and_their_events(visitor: Any) -> None:
    page = visitor.go("/map")
    assert page.locator(".spot").count() >= 2
    page.locator(".places").get_by_role("button", name="Istanbul").click()
    visitor.settle()
    assert "marched" in page.locator(".below").inner_text()
    before = page.locator(".spot").count()
    page.get_by_label("To period").select_option(index=0)
    visitor.settle()
    assert page.locator(".spot").count() < before
    page.get_by_role("button", name="all of it").click()
    visitor.settle()
    assert page.locator(".spot").count() == before
    page.get_by_role("button", name="Nearer").click()
    expect(page.locator("svg.map > g").first).to_have_attribute("transform", re.compile("scale"))


def test_the_filter_goes_along_from_view_to_view(visitor: Any) -> None:
    page = visitor.go("/events?actor=POL")
    page.get_by_role("navigation", name="Views").get_by_role("link", name="Network").click()
    visitor.settle()
    assert state(page)["actor"] == ["POL"]
    page.get_by_role("navigation", name="Views").get_by_role("link", name="Map").click()
    visitor.settle()
    assert state(page)["actor"] == ["POL"]


def test_the_network_leads_to_the_events_of_a_tie(visitor: Any) -> None:
    page = visitor.go("/network")
    assert page.locator(".node").count() >= 3
    page.locator(".node", has_text="Poland").first.click()
    visitor.settle()
    assert page.locator(".places h2").inner_text() == "Poland"
    page.locator(".places a", has_text="Poland → Russia").first.click()
    visitor.settle()
    assert state(page)["actor"] == ["POL"]
    assert page.locator("tbody tr").count() >= 1


def test_a_story_tells_who_reports_and_what_happened_around(visitor: Any) -> None:
    page = visitor.go("/stories?min_articles=2")
    page.locator(".eventlist a", has_text="SANCTION").first.click()
    visitor.settle()
    text = page.locator("main").inner_text()
    assert "Northern Courier" in text
    assert "Harbour Post" in text
    moments = page.locator(".timeline > li time").evaluate_all(
        "all => all.map(t => t.dateTime).filter(Boolean)"
    )
    assert len(moments) > 1
    assert moments == sorted(moments)
    assert page.locator(".timeline > li[aria-current]").count() >= 1


def named(page: Any, name: str) -> None:
    page.evaluate("name => localStorage.setItem('coder', name)", name)


def test_verdicts_are_kept_and_undone(visitor: Any) -> None:
    page = visitor.go("/article?id=answer")
    one = page.locator(".card").first
    one.locator(".top").click()
    one.get_by_role("button", name="Right").click()
    page.get_by_label("Your name").fill("Anna")
    page.get_by_role("button", name="Go on").click()
    one.locator(".verdicts li").wait_for()
    assert "Anna" in one.locator(".verdicts").inner_text()
    assert one.get_by_role("button", name="Right").get_attribute("aria-pressed") == "true"
    visitor.go("/corrections")
    row = page.locator("table.corrections tbody tr").first
    assert "right" in row.inner_text()
    row.get_by_role("button", name="Undo").click()
    expect(page.locator("table.corrections")).to_have_count(0)
    page.get_by_label("undone too").check()
    visitor.settle()
    page.get_by_role("button", name="Restore").first.click()
    page.get_by_role("button", name="Undo").first.wait_for()


def test_fields_are_mended(visitor: Any) -> None:
    page = visitor.go("/article?id=border")
    named(page, "Anna")
    one = card(page, "MOBILIZE")
    one.locator(".top").click()
    one.get_by_role("button", name="Mend").click()
    form = page.get_by_role("form", name="Mend this event")
    form.get_by_label("Status").select_option("future")
    form.get_by_role("button", name="Save").click()
    one.locator(".verdicts li").wait_for()
    assert "status" in one.locator(".verdicts").inner_text()
    visitor.go("/corrections")
    assert "status: future" in page.locator("table.corrections tbody tr").first.inner_text()


def test_a_missed_event_is_added_by_selecting_words(visitor: Any) -> None:
    page = visitor.go("/article?id=visit")
    named(page, "Ben")
    page.locator(".reading p", has_text="Poland and Russia").evaluate(
        "p => {"
        "  const leaves = [...p.querySelectorAll('[data-start]')].map(leaf => leaf.firstChild);"
        "  const words = leaves.find(leaf => leaf.data.includes('trade'));"
        "  const at = words.data.indexOf('trade');"
        "  getSelection().setBaseAndExtent(words, at, words, at + 5);"
        "}"
    )
    page.get_by_role("button", name="Add a missed event").click()
    form = page.get_by_role("form", name="Add a missed event")
    assert form.get_by_label("Words that tell it").input_value() == "trade"
    form.get_by_label("Type").select_option("COOPERATE")
    form.get_by_role("button", name="Save").click()
    page.locator(".missed .verdicts li").wait_for()
    visitor.go("/corrections")
    assert "COOPERATE" in page.locator("table.corrections tbody").inner_text()


def test_two_coders_agreement_and_gold(visitor: Any) -> None:
    page = visitor.go("/article?id=expulsion")
    for name, verdict in (("Carl", "Right"), ("Dora", "Wrong")):
        named(page, name)
        page = visitor.go("/article?id=expulsion")
        one = page.locator(".card").first
        one.locator(".top").click()
        one.get_by_role("button", name=verdict).click()
        one.locator(".verdicts li", has_text=name).wait_for()
    page = visitor.go("/corrections?one=Carl&other=Dora")
    agreement = page.locator("section", has=page.get_by_role("heading", name="Agreement")).first
    agreement.get_by_role("table").wait_for()
    assert "0.00" in agreement.inner_text()
    with page.expect_download() as download:
        page.get_by_role("row", name=re.compile("Carl")).first.get_by_role(
            "link", name="all"
        ).click()
    assert (
        json.loads(Path(download.value.path()).read_text("utf-8").splitlines()[0])["id"]
        == "expulsion"
    )


def test_the_theme_is_the_systems_until_chosen(dark: Any) -> None:
    page = dark.go("/articles")
    background = "getComputedStyle(document.body).backgroundColor"
    night = page.evaluate(background)
    page.get_by_role("button", name="Light theme").click()
    day = page.evaluate(background)
    assert night != day
    page.reload()
    assert page.evaluate(background) == day


def test_the_skip_link_and_headings(visitor: Any) -> None:
    page = visitor.go("/articles")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.get_by_role("link", name="Events", exact=True).click()
    visitor.settle()
    assert page.evaluate("document.activeElement.textContent") == "Events"
    assert page.title() == "Events – Polybius"


def violations(page: Any) -> list[str]:
    """What axe finds wrong at WCAG 2.2 AA, one line each."""
    # The page's policy allows no inline script, so axe is run outside of it.
    page.evaluate(AXE)
    rules = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", rules)
    return [
        f"{one['id']}: {one['nodes'][0]['target']} {one['nodes'][0]['html'][:120]}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("path", VIEWS)
def test_axe_finds_nothing_serious_in_the_light(visitor: Any, path: str) -> None:
    assert violations(visitor.go(path)) == []


@pytest.mark.parametrize("path", VIEWS)
def test_axe_finds_nothing_serious_in_the_dark(dark: Any, path: str) -> None:
    assert violations(dark.go(path)) == []


def test_axe_finds_nothing_serious_in_an_open_card_and_form(visitor: Any) -> None:
    page = visitor.go("/article?id=expulsion")
    named(page, "Anna")
    page.locator(".card .top").first.click()
    page.locator(".card.on").get_by_text("Why this code").click()
    page.locator(".card.on").get_by_role("button", name="Mend").click()
    visitor.settle()
    assert violations(page) == []


@pytest.mark.parametrize("path", VIEWS)
def test_nothing_is_wider_than_a_phone(phone: Any, path: str) -> None:
    page = phone.go(path)
    wide, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= window


def test_a_tapped_word_shows_its_card_on_a_phone(phone: Any) -> None:
    page = phone.go("/article?id=expulsion")
    page.locator(".reading .act").first.tap()
    box = page.locator(".card.on").bounding_box()
    assert box["y"] + box["height"] <= 844
    assert page.locator(".card.on").is_visible()
