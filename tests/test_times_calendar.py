"""The calendar behind time expressions: units, holidays, narrower days. No language model."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polybius.errors import CodebookError
from polybius.times import days as calendar
from polybius.times import narrow, tables
from polybius.times.holidays import Holiday, easter_sunday, load_holidays, orthodox_easter

UNITS = ("day", "week", "month", "quarter", "half", "season", "year", "decade", "century")
DATES = st.dates(date(1700, 1, 1), date(2200, 12, 31))


@pytest.fixture(scope="module")
def holidays() -> dict[str, Holiday]:
    return {holiday.name: holiday for holiday in load_holidays()}


@given(DATES, st.sampled_from(UNITS))
def test_a_unit_contains_its_day_and_is_the_unit_of_each_of_its_ends(of: date, unit: str) -> None:
    days = calendar.containing(unit, of)
    assert days.first <= of <= days.last
    assert calendar.containing(unit, days.first) == calendar.containing(unit, days.last) == days


@given(DATES, st.sampled_from(UNITS), st.integers(-50, 50))
def test_units_follow_each_other_without_gap(of: date, unit: str, count: int) -> None:
    days = calendar.containing(unit, of)
    after = calendar.moved(days, 1, "year" if unit == "half" else unit)
    if unit not in ("half", "season"):
        assert (after.first - days.last).days == 1
    assert calendar.moved(calendar.moved(days, count, "year"), 0, "year").grain == days.grain


@pytest.mark.parametrize(
    ("to", "count", "unit", "expected"),
    [
        ("2015-01-31", 1, "month", "2015-02-28"),
        ("2016-02-29", 1, "year", "2017-02-28"),
        ("2016-03-01", -1, "day", "2016-02-29"),
        ("2016-01-15", -1, "quarter", "2015-10-15"),
        ("2016-01-15", 2, "fortnight", "2016-02-12"),
    ],
)
def test_adding(to: str, count: int, unit: str, expected: str) -> None:
    assert calendar.add(date.fromisoformat(to), count, unit) == date.fromisoformat(expected)


def test_adding_past_the_calendar_is_refused() -> None:
    with pytest.raises(ValueError, match="out of range"):
        calendar.add(date(2016, 1, 1), -30, "century")


@pytest.mark.parametrize(
    ("name", "year", "first", "last"),
    [
        ("Christmas", 2012, "2012-12-25", "2012-12-25"),
        ("Thanksgiving", 2019, "2019-11-28", "2019-11-28"),
        ("Election Day", 2020, "2020-11-03", "2020-11-03"),
        ("Memorial Day", 2021, "2021-05-31", "2021-05-31"),
        ("Good Friday", 2018, "2018-03-30", "2018-03-30"),
        ("Holy Week", 2018, "2018-03-25", "2018-03-31"),
        ("Orthodox Easter", 2021, "2021-05-02", "2021-05-02"),
        ("Yom Kippur", 2020, "2020-09-28", "2020-09-28"),
        ("Passover", 2019, "2019-04-20", "2019-04-26"),
        ("D-Day", 1944, "1944-06-06", "1944-06-06"),
    ],
)
def test_holidays(
    holidays: dict[str, Holiday], name: str, year: int, first: str, last: str
) -> None:
    [days] = holidays[name].in_year(year)
    assert (days.first.isoformat(), days.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    ("name", "year", "sighted"),
    [
        ("Ramadan", 2018, ["2018-05-17"]),
        ("Ramadan", 2030, ["2030-01-05", "2030-12-26"]),
        ("Eid al-Adha", 2017, ["2017-09-01"]),
        ("Ashura", 2019, ["2019-09-10"]),
    ],
)
def test_islamic_days_are_within_a_day_of_the_sighted(
    holidays: dict[str, Holiday], name: str, year: int, sighted: list[str]
) -> None:
    found = list(holidays[name].in_year(year))
    assert len(found) == len(sighted)
    for days, day in zip(found, sighted, strict=True):
        assert abs((days.first - date.fromisoformat(day)).days) <= 1


def test_what_is_not_reckoned_has_no_days(holidays: dict[str, Holiday]) -> None:
    assert list(holidays["Diwali"].in_year(2016)) == []
    assert list(holidays["D-Day"].in_year(1945)) == []


@given(st.integers(1900, 2099))
def test_easters_are_sundays_in_spring(year: int) -> None:
    western, eastern = easter_sunday(year), orthodox_easter(year)
    assert western.weekday() == eastern.weekday() == 6
    assert date(year, 3, 22) <= western <= date(year, 4, 25)
    assert date(year, 4, 3) <= eastern <= date(year, 5, 10)


@pytest.mark.parametrize(
    ("text", "period", "expected"),
    [
        ("late last month", ("2016-09-01", "2016-09-30"), ("2016-09-21", "2016-09-30")),
        ("early February", ("2016-02-01", "2016-02-29"), ("2016-02-01", "2016-02-10")),
        ("mid-November", ("2016-11-01", "2016-11-30"), ("2016-11-11", "2016-11-20")),
        ("late 2014", ("2014-01-01", "2014-12-31"), ("2014-09-01", "2014-12-31")),
        ("mid-2014", ("2014-01-01", "2014-12-31"), ("2014-05-01", "2014-08-31")),
        ("the early 1990s", ("1990-01-01", "1999-12-31"), ("1990-01-01", "1992-12-31")),
        ("the end of this week", ("2016-10-10", "2016-10-16"), ("2016-10-14", "2016-10-16")),
        ("early summer", ("2016-06-01", "2016-08-31"), ("2016-06-01", "2016-06-30")),
        ("late Tuesday", ("2016-10-11", "2016-10-11"), ("2016-10-11", "2016-10-11")),
        ("last month", ("2016-09-01", "2016-09-30"), ("2016-09-01", "2016-09-30")),
        ("earlier this year", ("2016-01-01", "2016-12-31"), ("2016-01-01", "2016-10-11")),
        ("later this year", ("2016-01-01", "2016-12-31"), ("2016-10-11", "2016-12-31")),
        ("earlier that year", ("1999-01-01", "1999-12-31"), ("1999-01-01", "1999-12-31")),
    ],
)
def test_narrow(text: str, period: tuple[str, str], expected: tuple[str, str]) -> None:
    assert narrow(text, *period, published="2016-10-11") == expected


@given(DATES, st.integers(0, 4000), st.sampled_from(["early", "mid", "late", "end of", "later"]))
def test_narrow_stays_inside(first: date, length: int, part: str) -> None:
    last = date.fromordinal(first.toordinal() + length)
    start, end = narrow(part, first.isoformat(), last.isoformat(), "2016-10-11")
    assert first.isoformat() <= start <= end <= last.isoformat()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2016-10-11", ("2016-10-11", "2016-10-11", "day")),
        ("2016-02", ("2016-02-01", "2016-02-29", "month")),
        ("2016", ("2016-01-01", "2016-12-31", "year")),
    ],
)
def test_publication_dates(text: str, expected: tuple[str, str, str]) -> None:
    days = calendar.published_days(text)
    assert days is not None
    assert (days.first.isoformat(), days.last.isoformat(), days.grain) == expected


@pytest.mark.parametrize("text", [None, "", "yesterday", "2016-13-01"])
def test_what_is_no_publication_date(text: str | None) -> None:
    assert calendar.published_days(text) is None


def test_a_short_row_is_refused_with_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    class Folder:
        def joinpath(self, name: str) -> Folder:
            return self

        def read_text(self, encoding: str) -> str:
            return "# head\n\nMonday\tweekday\n"

    monkeypatch.setattr(tables, "files", lambda package: Folder())
    with pytest.raises(CodebookError, match=r"lexicon\.tsv:3: 2 cells"):
        list(tables.rows("lexicon.tsv", 3))
