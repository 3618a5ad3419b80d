"""Quarters exist for every day there is."""

from datetime import date

from services.reporting.domain import quarter_of


def test_every_day_has_a_quarter_up_to_the_last_one() -> None:
    assert quarter_of(date.max).first_day == date(9999, 10, 1)
    assert quarter_of(date(2027, 2, 28)).label == "2026-27-Q4"
