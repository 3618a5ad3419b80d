"""A quarter of the financial year: Q1 is April to June."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.reporting.domain import NoSuchQuarter, census_day, quarter_named, quarter_of, quarters

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31))


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2026, 11, 22), "2026-27-Q3"),
        (date(2026, 4, 1), "2026-27-Q1"),
        (date(2026, 3, 31), "2025-26-Q4"),
        (date(2028, 2, 29), "2027-28-Q4"),
        (date(2026, 9, 30), "2026-27-Q2"),
        (date(2099, 12, 31), "2099-00-Q3"),
    ],
)
def test_a_day_is_in_the_quarter_of_its_financial_year(day: date, label: str) -> None:
    assert quarter_of(day).label == label


@given(DAYS)
def test_a_day_is_within_its_quarter_and_the_quarter_knows_its_name(day: date) -> None:
    quarter = quarter_of(day)

    assert quarter.first_day <= day <= quarter.last_day
    assert quarter_of(quarter.first_day) == quarter_of(quarter.last_day) == quarter
    assert quarter_named(quarter.label) == quarter


@given(DAYS)
def test_quarters_leave_no_day_out_and_share_none(day: date) -> None:
    here, following = quarters(day, quarter_of(day).last_day + timedelta(days=1))

    assert following.first_day - here.last_day == timedelta(days=1)


def test_no_quarter_lies_between_a_day_and_an_earlier_one() -> None:
    assert list(quarters(date(2026, 8, 5), date(2026, 8, 4))) == []


@pytest.mark.parametrize(
    "label", ["2026-27-Q5", "2026-28-Q1", "2026", "2026-27-q3", " 2026-27-Q3", "9999-00-Q4", "0000-01-Q1"]
)
def test_what_is_no_quarter_is_refused_with_an_example(label: str) -> None:
    with pytest.raises(NoSuchQuarter, match="write it as 2026-27-Q3"):
        quarter_named(label)


@pytest.mark.parametrize(
    ("day", "month", "census"),
    [
        (date(2026, 11, 22), 1, date(2026, 10, 7)),
        (date(2026, 8, 1), 2, date(2026, 8, 5)),
        (date(2027, 3, 31), 3, date(2027, 3, 3)),
        (date(2025, 1, 1), 1, date(2025, 1, 1)),
    ],
)
def test_residents_are_counted_on_the_first_wednesday_of_a_month(day: date, month: int, census: date) -> None:
    assert census_day(quarter_of(day), month=month) == census
