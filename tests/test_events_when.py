"""Which days an event has: its own, those the sentence passes on, those of the line of action."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from polybius.article import Article
from polybius.coder import Coder
from polybius.events.when import moved
from polybius.record import Event, EventDate
from polybius.tokens import words_of

PUBLISHED = "2023-07-18"  # a Tuesday


def event(coder: Coder, text: str, trigger: str) -> Event:
    record = coder.code(Article(id="t", text=text, published=PUBLISHED))
    found = [e for e in record.events if e.trigger.text == trigger]
    assert len(found) == 1, [e.trigger.text for e in record.events]
    when = found[0].date
    if when is not None and when.start is not None:
        assert text[when.start : when.end] == when.text
    return found[0]


def days(coder: Coder, text: str, trigger: str) -> tuple[str, str] | None:
    when = event(coder, text, trigger).date
    return (when.from_, when.to) if when else None


@pytest.mark.parametrize(
    ("text", "trigger", "day", "basis"),
    [
        ("Russia bombed Kharkiv on Monday.", "bombed", "2023-07-17", "relative"),
        # a series shares its days, whichever verb they stand by
        (
            "On Sunday Chilean police fired tear gas at students and arrested 40 of them.",
            "arrested",
            "2023-07-16",
            "inherited",
        ),
        (
            "Kenyan soldiers arrested a bishop and closed three newspapers on Wednesday.",
            "arrested",
            "2023-07-12",
            "inherited",
        ),
        # from the verb of saying
        (
            "Sudanese rebels have freed twelve hostages, officials said Thursday.",
            "freed",
            "2023-07-13",
            "inherited",
        ),
        # from the clause it is part of
        (
            "They met on March 3, when Chad's army arrested the rebel leader.",
            "arrested",
            "2023-03-03",
            "inherited",
        ),
        (
            "Monday's attack, which killed six policemen, was condemned by France.",
            "killed",
            "2023-07-17",
            "inherited",
        ),
        # counted from another clause
        (
            "Peru expelled the Bolivian ambassador on Tuesday, two days after Bolivia recalled "
            "its envoy.",
            "recalled",
            "2023-07-16",
            "inherited",
        ),
        # a past day in the present tense is that of what is spoken of
        ("France condemns the attack on the embassy on March 3.", "condemns", None, None),
        (
            "France condemns the attack on the embassy on March 3.",
            "attack",
            "2023-03-03",
            "relative",
        ),
        # why it was done has its own days, or none
        ("France condemned Monday's attack on the embassy.", "condemned", None, None),
        ("Japan banned the newspaper over the arrest of an editor in 2019.", "banned", None, None),
    ],
)
def test_day_in_a_sentence(
    coder: Coder, text: str, trigger: str, day: str | None, basis: str | None
) -> None:
    assert days(coder, text, trigger) == ((day, day) if day else None)
    when = event(coder, text, trigger).date
    assert (when.basis if when else None) == basis


def test_since_with_a_perfect_runs_to_publication(coder: Coder) -> None:
    text = "Since May Turkish police have arrested 300 lawyers."
    assert days(coder, text, "arrested") == ("2023-05-01", PUBLISHED)


def test_a_subject_taken_for_part_of_the_time(coder: Coder) -> None:
    text = "In 2012 Ghana broke off talks with Togo."
    assert days(coder, text, "broke off") == ("2012-01-01", "2012-12-31")


@pytest.mark.parametrize(
    ("after", "trigger", "day"),
    [
        ("Hours later the army shelled their camp.", "shelled", "2023-07-16"),
        ("Police arrested ten suspects.", "arrested", "2023-07-16"),  # answers it
        ("France condemned the rebels.", "condemned", None),  # a reaction may be of any day
        ("The army has arrested ten suspects.", "arrested", None),
        ("The army had arrested ten suspects.", "arrested", None),
    ],
)
def test_line_of_action(coder: Coder, after: str, trigger: str, day: str | None) -> None:
    text = f"Rebels in Mali attacked a convoy on Sunday. {after}"
    assert days(coder, text, trigger) == ((day, day) if day else None)


def test_the_same_doer_goes_on(coder: Coder) -> None:
    text = (
        "A court in Lagos jailed a former Nigerian minister on Friday. Supporters wept. "
        "The court also fined two generals."
    )
    assert days(coder, text, "fined") == ("2023-07-14", "2023-07-14")


def test_headline_has_the_day_of_the_lead(coder: Coder) -> None:
    text = "Iran frees four sailors\n\nIran released four Greek sailors on Saturday.\n"
    record = coder.code(Article(id="t", text=text, published=PUBLISHED))
    assert {e.date.from_ for e in record.events if e.date} == {"2023-07-15"}
    assert all(e.date for e in record.events)


@given(
    st.dates(min_value=date(1990, 1, 1), max_value=date(2030, 1, 1)),
    st.sampled_from(["a day", "three days", "two weeks", "six months", "a year"]),
    st.sampled_from([-1, 1]),
)
def test_moved_lies_on_the_right_side(model: Language, day: date, measure: str, sign: int) -> None:
    head = words_of(model(measure))[-1]
    iso = day.isoformat()
    found = moved(EventDate(iso, iso, None, None, None, "explicit"), head, sign)
    assert found is not None
    assert found.from_ <= found.to
    assert found.from_ != iso
    assert (found.to > iso) if sign > 0 else (found.from_ < iso)


def test_moved_needs_a_number(model: Language) -> None:
    when = EventDate("2023-07-17", "2023-07-17", None, None, None, "explicit")
    assert moved(when, words_of(model("weeks"))[0], 1) is None  # "weeks later"
    assert moved(when, words_of(model("hours"))[0], 1) == when


def test_a_past_act_has_its_people_as_they_were_then(coder: Coder) -> None:
    past = event(coder, "The army overthrew Robert Mugabe in November 2017.", "overthrew")
    assert [r.sectors[0] for r in past.recipients] == ["GOV"]
    now = event(coder, "The army praised Pervez Musharraf on Monday.", "praised")
    assert "GOV" not in {s for r in now.recipients for s in r.sectors}
