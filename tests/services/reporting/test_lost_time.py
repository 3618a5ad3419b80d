"""T-D2: what was reported of lost time, from counts alone."""

from datetime import date
from typing import Any

from contracts.leave import CountedReports, ProtectedTimeCounted
from tests.services.reporting.reading import Reporting
from tests.unit.reporting.makers import NOW

PERIOD = "2026-27-Q3"


def a_part(**facts: Any) -> CountedReports:
    ordinary: dict[str, Any] = {
        "department": "General surgery",
        "reports": 8,
        "reporters": 6,
        "doctors": 30,
        "minutes_lost": 900,
        "acknowledged_in_time": 6,
        "resolved_in_time": 5,
        "reinstated": 3,
    }
    return CountedReports(**{**ordinary, **facts})


def a_count(*parts: CountedReports, **facts: Any) -> ProtectedTimeCounted:
    ordinary: dict[str, Any] = {"trust": "R0B", "month": date(2026, 11, 1), "counted_at": NOW}
    return ProtectedTimeCounted(parts=parts or (a_part(),), **{**ordinary, **facts})


async def test_a_trusts_figures_are_those_of_all_its_parts(reporting: Reporting) -> None:
    await reporting.hears(a_count(a_part(), a_part(department=None, reports=5, acknowledged_in_time=5)))

    assert await reporting.figures("T-D2") == {("R0B", PERIOD): (11, 13), (None, PERIOD): (11, 13)}
    assert await reporting.figures("T-D2-TR") == {("R0B", PERIOD): (10, 13), (None, PERIOD): (10, 13)}
    assert await reporting.figures("T-D2-GB") == {("R0B", PERIOD): (6, 13), (None, PERIOD): (6, 13)}


async def test_months_add_up_to_their_quarter_and_trusts_to_the_region(reporting: Reporting) -> None:
    await reporting.hears(
        a_count(), a_count(month=date(2026, 12, 1)), a_count(month=date(2027, 1, 1)), a_count(trust="R0C")
    )

    assert await reporting.figures("T-D2") == {
        ("R0B", PERIOD): (12, 16),
        ("R0B", "2026-27-Q4"): (6, 8),
        ("R0C", PERIOD): (6, 8),
        (None, PERIOD): (18, 24),
        (None, "2026-27-Q4"): (6, 8),
    }


async def test_a_figure_moves_because_of_the_count(reporting: Reporting) -> None:
    [stamp] = await reporting.hears(a_count())

    moved = await reporting.movements(trust="R0B")

    assert {(one["code"], one["numerator"]) for one in moved} == {
        ("T-D2", 6),
        ("T-D2-TR", 5),
        ("T-D2-GB", 3),
        ("T-D2-HL", 15),
    }
    assert {one["because"] for one in moved} == {str(stamp.id)}


async def test_hours_lost_are_told_for_each_hundred_doctors_that_a_count_lets_see(reporting: Reporting) -> None:
    rest = a_part(department=None, doctors=20, minutes_lost=315)
    await reporting.hears(a_count(a_part(), rest), a_count(month=date(2026, 12, 1)), a_count(trust="R0C"))

    assert await reporting.figures("T-D2-HL") == {
        ("R0B", PERIOD): (35, 80),
        ("R0C", PERIOD): (15, 30),
        (None, PERIOD): (50, 110),
    }
    shown = (await reporting.region())["indicators"]
    assert {one["value"] for one in shown if (one["code"], one["trust"]) == ("T-D2-HL", "R0C")} == {50.0}
