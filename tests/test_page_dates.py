"""Dates as page furniture writes them."""

from __future__ import annotations

import pytest

from polybius.page.dates import PartialDate, combine, find_date, iso_date, url_date


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("11 October 2016 14:05", "2016-10-11"),
        ("Tuesday, October 11, 2016", "2016-10-11"),
        ("Oct. 11th 2016", "2016-10-11"),
        ("Tue 11 Oct 2016 14.05 BST", "2016-10-11"),
        ("2016-10-11T10:00Z", "2016-10-11"),
        ("October 2016", "2016-10"),
        ("25/12/2016", "2016-12-25"),
        ("12/25/2016", "2016-12-25"),
        ("11.11.2016", "2016-11-11"),
        ("10/11/2016", "2016"),
        ("1st of May 2019", "2019-05-01"),
    ],
)
def test_found(text: str, iso: str) -> None:
    found = find_date(text)
    assert found is not None
    assert found[0].iso() == iso


@pytest.mark.parametrize(
    "text", ["31 February 2016", "Monday, October 11, 2016", "May said so", "room 2016", "marching"]
)
def test_not_found(text: str) -> None:
    found = find_date(text)
    assert found is None or found[0].day is None


def test_without_a_year_there_is_no_iso_date() -> None:
    found = find_date("Tue October 11")
    assert found is not None
    assert (found[0].month, found[0].day, found[0].iso()) == (10, 11, None)


@pytest.mark.parametrize(
    ("url", "iso"),
    [
        ("https://example.org/world/2016/10/11/talks-off", "2016-10-11"),
        ("https://example.org/world/2016/oct/11/talks-off", "2016-10-11"),
        ("https://example.org/2016/10/talks-off", "2016-10"),
        ("https://example.org/a-2016-10-11.html", "2016-10-11"),
        ("https://example.org/20161011/a", "2016-10-11"),
        ("https://example.org/article/12345678", None),
        ("https://example.org/2016/13/45/a", None),
    ],
)
def test_urls(url: str, iso: str | None) -> None:
    found = url_date(url)
    assert (found.iso() if found else None) == iso


@pytest.mark.parametrize(
    ("candidates", "iso"),
    [
        ([PartialDate(2016, 10, 11), PartialDate(2017)], "2016-10-11"),
        ([PartialDate(None, 10, 11), PartialDate(2016)], "2016-10-11"),
        ([PartialDate(2016), PartialDate(2016, 10, 11)], "2016-10-11"),
        ([None, PartialDate(2016)], "2016"),
        # A Tuesday that was none in that year: only the year is kept.
        ([PartialDate(None, 10, 11, 1), PartialDate(2017)], "2017"),
        ([PartialDate(None, 10, 11, 1), PartialDate(2016)], "2016-10-11"),
        # A dateline of New Year's Eve, a URL of New Year's Day.
        ([PartialDate(None, 12, 31), PartialDate(2017, 1, 1)], "2016-12-31"),
        ([PartialDate(None, 12, 31), PartialDate(2017, 6, 1)], "2017-06-01"),
        ([PartialDate(2016, 10), PartialDate(2016, 9, 3)], "2016-10"),
        ([], None),
    ],
)
def test_combined(candidates: list[PartialDate | None], iso: str | None) -> None:
    assert combine(candidates) == iso


def test_iso_dates_given_by_callers() -> None:
    assert iso_date("2016-10-11") == PartialDate(2016, 10, 11)
    assert iso_date("2016") == PartialDate(2016)
    assert iso_date("2016-13") is None
    assert iso_date("yesterday") is None
