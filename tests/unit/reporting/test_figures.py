"""What a figure is, which cells a fact touches, and which of them moved."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from contracts.opportunities import OpportunityClosed, OpportunityPublished
from contracts.registry import PersonRegistered
from services.reporting.domain import (
    INDICATORS,
    Cell,
    Figure,
    Measure,
    Polarity,
    meets,
    moved,
    needs_notice,
    touched_by,
    touched_by_change,
    touched_by_placement,
    value_of,
)
from tests.unit.reporting.makers import TODAY, a_placement, changed

Q2, Q3 = date(2026, 7, 1), date(2026, 10, 1)
SHARE = INDICATORS["T-E1"]
HERE, THERE = Cell("R30", "R0B", Q3), Cell("R30", "RXF", Q3)


def test_a_value_is_rounded_to_four_places() -> None:
    assert value_of(SHARE, Figure(2, 3)) == 0.6667


def test_nothing_of_nothing_has_no_value() -> None:
    assert value_of(SHARE, Figure(0, 0)) is None


def test_so_much_for_each_hundred_is_told_of_as_many_as_there_are() -> None:
    hours = replace(SHARE, measure=Measure.PER_HUNDRED, unit="hours")

    assert value_of(hours, Figure(30, 40)) == 75.0
    assert (meets(hours, Figure(30, 40), target=75), meets(hours, Figure(30, 41), target=75)) == (True, False)


def test_a_median_is_told_as_it_is_of_however_many() -> None:
    days = replace(SHARE, measure=Measure.MEDIAN, unit="days", polarity=Polarity.LOWER)

    assert value_of(days, Figure(9, 40)) == 9.0
    assert (meets(days, Figure(7, 40), target=7), meets(days, Figure(8, 40), target=7)) == (True, False)


def test_only_a_figure_that_differs_has_moved() -> None:
    before = {HERE: Figure(1, 2), THERE: Figure(1, 1)}
    now = {HERE: Figure(1, 2), THERE: Figure(1, 2)}

    assert moved([HERE, THERE], before=before, now=now) == {THERE: Figure(1, 2)}


def test_a_figure_that_is_gone_has_moved_to_nothing_of_nothing() -> None:
    assert moved([HERE], before={HERE: Figure(1, 1)}, now={}) == {HERE: Figure(0, 0)}


def test_a_cell_that_never_had_a_figure_has_not_moved() -> None:
    assert moved([HERE], before={}, now={}) == {}


def test_a_change_of_host_touches_the_figures_of_both_hosts() -> None:
    change = changed(a_placement(host="R0B"), host="RXF")

    assert {cell.trust for cell in touched_by_change(change, today=TODAY)} == {"R0B", "RXF"}


def test_a_start_moved_into_another_quarter_touches_both_quarters() -> None:
    change = changed(a_placement(start=date(2026, 9, 2)), start=date(2026, 10, 7))

    touched = touched_by_change(change, today=TODAY)

    assert {cell.quarter for cell in touched if cell.code == "R30"} == {Q2, Q3}


def test_a_change_of_wte_touches_no_figure() -> None:
    assert touched_by_change(changed(a_placement(), wte=Decimal("0.6")), today=TODAY) == frozenset()


def test_who_has_not_started_yet_touches_no_figure_of_residents_in_post() -> None:
    touched = touched_by_placement(a_placement(start=date(2027, 2, 3)), today=TODAY)

    assert "F-E1" not in {cell.code for cell in touched}


def test_who_is_in_post_touches_each_quarter_since_they_started() -> None:
    touched = touched_by_placement(a_placement(start=date(2026, 8, 5)), today=TODAY)

    assert {cell.quarter for cell in touched if cell.code == "F-E1"} == {Q2, Q3}


def test_only_host_site_and_start_need_their_notice_again() -> None:
    placement = a_placement()

    assert needs_notice(changed(placement, site="R0B02"))
    assert needs_notice(changed(placement, start=date(2026, 9, 2)))
    assert not needs_notice(changed(placement, end=date(2027, 7, 31), wte=Decimal("0.8")))


def test_a_fact_touches_the_quarter_it_is_dated_to_and_today_where_only_today_is_known() -> None:
    cells = touched_by(OpportunityPublished, trust="R0B", on=date(2026, 9, 30), today=TODAY)

    of_today = {Cell(code, "R0B", Q3) for code in ("O-E1", "O-E1-RV", "O-D2")}
    assert cells == {Cell("O-E1-CO", "R0B", Q2)} | of_today


def test_a_fact_touches_no_indicator_that_does_not_rest_on_its_type() -> None:
    closed = touched_by(OpportunityClosed, trust="R0B", on=TODAY, today=TODAY)

    assert {cell.code for cell in closed} == {"O-E1", "O-E1-RV", "O-D2"}
    assert touched_by(PersonRegistered, trust="R0B", on=TODAY, today=TODAY) == frozenset()
