"""Time expressions in sentences: what is found, and the days it names."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from polybius.page import Block, Page
from polybius.parse import Parse, parse
from polybius.record import TimeExpression
from polybius.times import TimeReader

PUBLISHED = "2016-10-11"  # a Tuesday

Read = Callable[..., tuple[TimeExpression, ...]]


@pytest.fixture(scope="module")
def parsed(model: Language) -> Callable[..., Parse]:
    def of(text: str, kind: str = "body") -> Parse:
        blocks, at = [], 0
        for line in text.split("\n"):
            if line:
                blocks.append(Block(at, at + len(line), kind))  # type: ignore[arg-type]
            at += len(line) + 1
        return parse(model, text, Page(tuple(blocks)))

    return of


@pytest.fixture(scope="module")
def read(parsed: Callable[..., Parse]) -> Read:
    reader = TimeReader()

    def of(
        text: str, published: str | None = PUBLISHED, kind: str = "body"
    ) -> tuple[TimeExpression, ...]:
        return reader.read(parsed(text, kind), published)

    return of


def days(found: tuple[TimeExpression, ...]) -> dict[str, str | None]:
    """Text -> days, one ISO date or two with a stroke."""
    return {t.text: t.from_ if t.from_ == t.to else f"{t.from_}/{t.to}" for t in found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # weekdays by tense
        ("Soldiers shelled the port on Saturday.", {"Saturday": "2016-10-08"}),
        ("The envoy will land on Friday.", {"Friday": "2016-10-14"}),
        ("The cabinet met Tuesday.", {"Tuesday": "2016-10-11"}),
        ("The bank said Monday it would cut rates on Thursday.",
         {"Monday": "2016-10-10", "Thursday": "2016-10-13"}),
        ("Workers plan to strike on Sunday.", {"Sunday": "2016-10-16"}),
        ("The trial is scheduled for Thursday.", {"Thursday": "2016-10-13"}),
        ("Sunday's blast killed four.", {"Sunday": "2016-10-09"}),
        ("Mobs burned shops on Monday night.", {"Monday night": "2016-10-10"}),
        ("They flee every Friday and on Mondays.", {"every Friday": None, "Mondays": None}),
        # last, this, next
        ("He quit last Wednesday.", {"last Wednesday": "2016-10-05"}),
        ("She will speak next Wednesday.", {"next Wednesday": "2016-10-19"}),
        ("He was shot last week.", {"last week": "2016-10-03/2016-10-09"}),
        ("The pact ends next year.", {"next year": "2017-01-01/2017-12-31"}),
        ("Last August the port closed.", {"Last August": "2016-08-01/2016-08-31"}),
        ("It closed last summer.", {"last summer": "2016-06-01/2016-08-31"}),
        ("Last Christmas was calm.", {"Last Christmas": "2015-12-25"}),
        ("Police fired shots last night.", {"last night": "2016-10-10"}),
        ("Two died over the weekend.", {"the weekend": "2016-10-08/2016-10-09"}),
        ("He won on Wednesday of last week.", {"Wednesday of last week": "2016-10-05"}),
        ("She left a week ago Monday.", {"a week ago Monday": "2016-10-03"}),
        # relative periods
        ("The chief fell late last month.", {"late last month": "2016-09-01/2016-09-30"}),
        ("He fled earlier this year.", {"earlier this year": "2016-01-01/2016-12-31"}),
        ("The past two weeks were calm.", {"The past two weeks": "2016-09-27/2016-10-11"}),
        ("Ten fell in the last ten days.", {"the last ten days": "2016-10-01/2016-10-11"}),
        ("Two years ago he fled.", {"Two years ago": "2014-01-01/2014-12-31"}),
        ("A decade ago he fled.", {"A decade ago": "2006-01-01/2006-12-31"}),
        ("A few days ago he fled.", {"A few days ago": None}),
        ("They will sign within two weeks.", {"within two weeks": "2016-10-11/2016-10-25"}),
        # partial dates
        ("The talks opened in June.", {"June": "2016-06-01/2016-06-30"}),
        ("The talks will resume in March.", {"March": "2017-03-01/2017-03-31"}),
        ("He fell on Nov. 30.", {"Nov. 30": "2015-11-30"}),
        ("He was born on 9 October 1950.", {"9 October 1950": "1950-10-09"}),
        ("October 9th, 2014 was calm.", {"October 9th, 2014": "2014-10-09"}),
        ("The pact of 2015-10-03 held.", {"2015-10-03": "2015-10-03"}),
        ("The pact of 9/10/2015 held.", {"9/10/2015": "2015-09-10"}),
        ("The pact of 13/10/2015 held.", {"13/10/2015": "2015-10-13"}),
        ("Exports fell in mid-2014.", {"mid-2014": "2014-01-01/2014-12-31"}),
        ("War raged in the 1990s.", {"the 1990s": "1990-01-01/1999-12-31"}),
        ("War raged in the '90s.", {"the '90s": "1990-01-01/1999-12-31"}),
        ("It is a 19th century law.", {"19th century": "1800-01-01/1899-12-31"}),
        ("Growth slowed in the third quarter.", {"the third quarter": "2016-07-01/2016-09-30"}),
        ("Spending rose in fiscal 2015.", {"fiscal 2015": "2015-01-01/2015-12-31"}),
        ("It rose in the first half of 2015.", {"the first half of 2015": "2015-01-01/2015-06-30"}),
        ("The summer of 2014 saw war.", {"The summer of 2014": "2014-06-01/2014-08-31"}),
        ("In nineteen ninety-one it broke up.", {"nineteen ninety-one": "1991-01-01/1991-12-31"}),
        ("March of last year was calm.", {"March of last year": "2015-03-01/2015-03-31"}),
        # ranges
        ("Between March and May they lost it.", {"Between March and May": "2016-03-01/2016-05-31"}),
        ("He ruled from 2003 to 2011.", {"from 2003 to 2011": "2003-01-01/2011-12-31"}),
        ("The Oct. 3-9 strike failed.", {"Oct. 3-9": "2016-10-03/2016-10-09"}),
        ("It ran from March to May 2012.", {"from March to May 2012": "2012-03-01/2012-05-31"}),
        # holidays
        ("He returns at Christmas.", {"Christmas": "2016-12-25"}),
        ("Easter 2015 was calm.", {"Easter 2015": "2015-04-05"}),
        ("Since 9/11 laws have changed.", {"9/11": "2001-09-11"}),
        ("The Sept. 11 attacks shook them.", {"Sept. 11": "2001-09-11"}),
        ("They met on Sept. 11.", {"Sept. 11": "2016-09-11"}),
        # times of day
        ("The vote began at 3 p.m. Monday.", {"at 3 p.m. Monday": "2016-10-10"}),
        ("He spoke Monday at 11:30 p.m. local time.",
         {"Monday at 11:30 p.m. local time": "2016-10-10"}),
        ("He spoke this morning.", {"this morning": "2016-10-11"}),
        ("On the night of Oct. 4 he fled.", {"the night of Oct. 4": "2016-10-04"}),
        ("In the week of Oct. 4 he fled.", {"the week of Oct. 4": "2016-10-03/2016-10-09"}),
        # what was said before
        ("They attacked on Oct. 3. Three days later they withdrew.",
         {"Oct. 3": "2016-10-03", "Three days later": "2016-10-06"}),
        ("They attacked on Oct. 3. The following day they withdrew.",
         {"Oct. 3": "2016-10-03", "The following day": "2016-10-04"}),
        ("He won in May 2010. A year earlier he had lost.",
         {"May 2010": "2010-05-01/2010-05-31", "A year earlier": "2009-01-01/2009-12-31"}),
        ("He won in May 2010. That year she lost.",
         {"May 2010": "2010-05-01/2010-05-31", "That year": "2010-01-01/2010-12-31"}),
        ("Two days before the Oct. 9 vote he fell ill.",
         {"Two days before the Oct. 9": "2016-10-07"}),
        ("In 1995, he joined up. In September he was wounded.",
         {"1995": "1995-01-01/1995-12-31", "September": "1995-09-01/1995-09-30"}),
        ("Output rose in the third quarter, up from a loss a year earlier.",
         {"the third quarter": "2016-07-01/2016-09-30", "a year earlier": "2015-07-01/2015-09-30"}),
        ("Aid fell in the past year.", {"the past year": "2015-10-11/2016-10-11"}),
        ("Aid for the year fell.", {"the year": "2016-01-01/2016-12-31"}),
        ("The June accord will hold.", {"June": "2016-06-01/2016-06-30"}),
        ("Union leaders met the Sunday deadline.", {"Sunday": "2016-10-09"}),
        # no time at all
        ("Theresa May chaired it.", {}),
        ("Crowds march on the capital and may fall back.", {}),
        ("Some 2000 people and 1,500 police were there.", {}),
        ("The fall of Kabul was swift.", {}),
        ("The 27-year-old was jailed.", {}),
        ("The Sunday Times reported it.", {}),
        ("He fell on June 31.", {"June": "2016-06-01/2016-06-30"}),
    ],
)  # fmt: skip
def test_days(read: Read, text: str, expected: dict[str, str | None]) -> None:
    assert days(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "grain", "kind", "basis"),
    [
        ("The war lasted for two weeks.", "week", "duration", "explicit"),
        ("They met in three days.", "day", "duration", "relative"),
        ("He recently fled.", None, "vague", "relative"),
        ("He fled on Oct. 4, 2015.", "day", "date", "explicit"),
        ("He fled on Monday.", "day", "date", "relative"),
        ("He fled on Monday evening.", "time", "date", "relative"),
        ("He fled in 2011.", "year", "date", "explicit"),
        ("He fled last week.", "week", "date", "relative"),
    ],
)
def test_grain_kind_basis(read: Read, text: str, grain: str | None, kind: str, basis: str) -> None:
    [found] = read(text)
    assert (found.grain, found.kind, found.basis) == (grain, kind, basis)


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (None, {"Monday": None, "last month": None, "2011": "2011-01-01/2011-12-31"}),
        ("2016", {"Monday": None, "last month": None, "2011": "2011-01-01/2011-12-31"}),
        ("2016-10", {"Monday": None, "last month": "2016-09-01/2016-09-30",
                     "2011": "2011-01-01/2011-12-31"}),
    ],
)  # fmt: skip
def test_nothing_is_invented(
    read: Read, published: str | None, expected: dict[str, str | None]
) -> None:
    text = "On Monday he recalled last month and the year of his arrest in 2011."
    found = {text: value for text, value in days(read(text, published)).items() if text in expected}
    assert found == expected


def test_a_headline_in_the_present_tells_what_has_happened(read: Read) -> None:
    assert days(read("Rebels seize border town Monday", kind="headline")) == {
        "Monday": "2016-10-10"
    }


def test_a_paragraph_opened_with_a_year_ends_with_it(read: Read) -> None:
    found = read("In 1995, he joined up.\nHe returned in September.")
    assert days(found)["September"] == "2016-09-01/2016-09-30"


PIECES = st.sampled_from(
    ["He fell on", "Monday", "late", "last", "month", "Oct. 9,", "2016", "é", "two", "weeks", "ago",
     "from", "to", "June", "the", "1990s", "at 3 p.m.", ".", "\n", "“", "Christmas", "9999", "🙂"]
)  # fmt: skip


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(PIECES, max_size=20).map(" ".join))
def test_spans_are_in_order_and_hold_their_text(read: Read, text: str) -> None:
    found = read(text)
    at = 0
    for expression in found:
        assert at <= expression.start < expression.end
        assert text[expression.start : expression.end] == expression.text
        assert (expression.from_ is None) == (expression.to is None)
        assert expression.from_ is None or expression.from_ <= (expression.to or "")
        at = expression.end
