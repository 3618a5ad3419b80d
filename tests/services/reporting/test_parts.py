"""Figures by bands of grades, hours, sites and specialties: for the deanery, because they are small."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import insert

from chassis.tables import rule
from contracts import Actor, Event, Grant
from contracts.registry import Placement
from contracts.vocabulary import LeaveType, Role
from services.reporting.domain import INDICATORS, Measure, Split
from tests.services.driver import an_actor
from tests.services.reporting.reading import ANALYST, Reporting
from tests.unit.reporting.leading import a_fellow, a_seat, attended, has, not_released
from tests.unit.reporting.leave_makers import (
    a_closed_leave_year,
    a_decided_step,
    a_refusal,
    a_request,
    an_appeal,
    an_approval,
    scheduled,
)
from tests.unit.reporting.makers import NOW, TODAY, a_calendar, a_feedback, a_placement, a_trust, announced, cancelled
from tests.unit.reporting.opportunity_makers import an_interest, answered

GRADED = [code for code, one in INDICATORS.items() if Split.GRADE in one.told_by]


async def asks(reporting: Reporting, actor: Actor = ANALYST, **asked: str) -> Any:
    async with reporting.driver.http(actor) as client:
        return await client.get("/api/reporting/region/parts", params=asked)


async def in_parts(reporting: Reporting, code: str, **asked: str) -> dict[tuple[str | None, str], tuple[int, int]]:
    answer = await asks(reporting, code=code, **asked)
    assert answer.status_code == 200, answer.text
    return {(one["trust"], one["part"]): (one["numerator"], one["denominator"]) for one in answer.json()["items"]}


async def test_each_band_of_grades_has_its_own_share_at_each_host_and_in_all(reporting: Reporting) -> None:
    first, second, third = (a_placement(grade=grade) for grade in ("Foundation Year 1", "FY2", "ST3"))
    given = a_feedback(doctor_id=first.doctor_id)
    await reporting.hears(*map(announced, (first, second, third)), given)

    assert await in_parts(reporting, "F-E1") == {
        ("R0B", "foundation"): (1, 2),
        ("R0B", "specialty"): (0, 1),
        (None, "foundation"): (1, 2),
        (None, "specialty"): (0, 1),
    }


@pytest.mark.parametrize("code", [code for code in GRADED if INDICATORS[code].measure is Measure.SHARE])
async def test_the_bands_of_a_host_add_up_to_its_figure(reporting: Reporting, code: str) -> None:
    grades = ("F1", "Core Training Year 2", "GP Registrar", "Locally Employed Doctor", "Chief of something")
    placements = [a_placement(grade=grade, start=date(2026, 10, 7)) for grade in grades]
    await reporting.hears(*(event for placement in placements for event in all_that_is_graded(placement)))

    bands = await in_parts(reporting, code)

    whole = (await reporting.figures(code))["R0B", "2026-27-Q3"]
    assert {band for trust, band in bands if trust} == {"foundation", "core", "gp", "local", "other"}
    assert tuple(map(sum, zip(*(of for (trust, _), of in bands.items() if trust), strict=True))) == whole


def all_that_is_graded(placement: Placement) -> tuple[Event, ...]:
    """The placement, and one of each thing that counts by the grade of who is in it."""
    whose: dict[str, Any] = {"doctor_id": placement.doctor_id, "first_day": date(2026, 12, 1)}
    refused, seat, interest = a_refusal(**whose), a_seat(**whose), an_interest(doctor_id=placement.doctor_id)
    fellow = a_fellow(doctor_id=placement.doctor_id, grade=placement.grade)
    return (
        announced(placement),
        *(an_approval(**whose), refused, a_decided_step(**whose), a_request(**whose)),
        *(an_approval(**whose, leave_type=LeaveType.RELEASE), an_appeal(**whose, leave_id=refused.leave_id)),
        *(a_closed_leave_year(doctor_id=placement.doctor_id, last_day=date(2026, 12, 2)), scheduled(placement)),
        *(seat, not_released(seat), interest, answered(interest), fellow, has(fellow, 40)),
    )


async def test_a_fellow_out_of_programme_is_told_by_the_grade_of_their_fellowship(reporting: Reporting) -> None:
    away, here = a_fellow(grade="ST5", out_of_programme=True), a_fellow(grade="F2")
    await reporting.hears(away, here, has(away, 50), has(here, 10))

    assert await in_parts(reporting, "O-D3-PS") == {
        ("R0B", "specialty"): (1, 1),
        ("R0B", "foundation"): (0, 1),
        (None, "specialty"): (1, 1),
        (None, "foundation"): (0, 1),
    }


async def test_an_interest_and_a_seat_count_by_the_grade_of_their_own_day(reporting: Reporting) -> None:
    before = a_placement(grade="F2", start=date(2026, 8, 5), end=date(2026, 12, 1))
    after = a_placement(grade="ST3", doctor_id=before.doctor_id, start=date(2026, 12, 2))
    interest = an_interest(doctor_id=before.doctor_id)
    seat = a_seat(doctor_id=before.doctor_id, first_day=date(2026, 12, 2))
    await reporting.hears(*map(announced, (before, after)), interest, answered(interest), seat, not_released(seat))

    assert await in_parts(reporting, "O-D2-ANS") == {("R0B", "foundation"): (1, 1), (None, "foundation"): (1, 1)}
    assert await in_parts(reporting, "O-E2-RR") == {("R0B", "specialty"): (1, 1), (None, "specialty"): (1, 1)}


async def test_leave_counts_by_the_grade_of_its_placement_and_not_of_another(reporting: Reporting) -> None:
    before = a_placement(grade="F2", start=date(2026, 8, 5), end=date(2026, 12, 1), host="R0C")
    after = a_placement(grade="ST3", doctor_id=before.doctor_id, start=date(2026, 12, 2))
    beside = a_placement(grade="GPST1", doctor_id=before.doctor_id, start=date(2026, 12, 2), host="R0D")
    gone = a_placement(grade="LED", doctor_id=before.doctor_id, start=date(2026, 12, 3))
    leave = an_approval(doctor_id=before.doctor_id, first_day=date(2026, 12, 7))
    await reporting.hears(*map(announced, (before, after, beside, gone)), cancelled(gone), leave)

    assert await in_parts(reporting, "T-E1") == {("R0B", "specialty"): (1, 1), (None, "specialty"): (1, 1)}


async def test_a_median_is_told_of_each_band_by_itself(reporting: Reporting) -> None:
    placements = [a_placement(grade=grade) for grade in ("F2", "F2", "F2", "ST3")]
    asked = [
        a_request(doctor_id=placement.doctor_id, submitted_at=NOW - timedelta(days=days))
        for placement, days in zip(placements, (1, 5, 30, 9), strict=True)
    ]
    decided = [an_approval(leave_id=one.leave_id, doctor_id=one.doctor_id) for one in asked]
    await reporting.hears(*map(announced, placements), *asked, *decided)

    assert await in_parts(reporting, "T-E1-MD") == {
        ("R0B", "foundation"): (5, 3),
        ("R0B", "specialty"): (9, 1),
        (None, "foundation"): (5, 3),
        (None, "specialty"): (9, 1),
    }


async def test_which_grades_make_a_band_is_dated_data(reporting: Reporting) -> None:
    await reporting.hears(a_trust("R0B"), announced(a_placement(grade="Clinical  Fellow")))
    async with reporting.driver.begin() as work:
        mine = {
            "name": "reporting.grade_bands",
            "region": "",
            "valid_from": TODAY,
            "value": {"fellow": ["clinical fellow"]},
        }
        await work.run(insert(rule).values(**mine))

    assert await in_parts(reporting, "F-E1", trust="R0B") == {("R0B", "fellow"): (0, 1), (None, "fellow"): (0, 1)}


async def test_courses_attended_are_told_by_hours_and_by_site(reporting: Reporting) -> None:
    full, part, other = (
        a_placement(wte=Decimal(wte), site=site) for wte, site in (("1", "R0B01"), ("0.6", "R0B01"), ("0.8", "R0B02"))
    )
    came = attended(a_seat(doctor_id=part.doctor_id))
    await reporting.hears(a_trust("R0B"), *map(announced, (full, part, other)), came)

    assert await in_parts(reporting, "O-E2", by="hours", trust="R0B") == {
        ("R0B", "full_time"): (0, 1),
        ("R0B", "less_than_full_time"): (1, 2),
        (None, "full_time"): (0, 1),
        (None, "less_than_full_time"): (1, 2),
    }
    assert await in_parts(reporting, "O-E2", by="site", trust="R0B") == {
        ("R0B", "R0B01"): (1, 2),
        ("R0B", "R0B02"): (0, 1),
        (None, "R0B01"): (1, 2),
        (None, "R0B02"): (0, 1),
    }


async def test_what_calendars_can_hold_is_told_by_specialty(reporting: Reporting) -> None:
    ward = {"department": "Acute medicine", "half_days_owed": 30, "half_days_free": 24}
    theatre = {"department": "General surgery", "half_days_owed": 10, "half_days_free": 20}
    await reporting.hears(a_calendar(**ward), a_calendar(**theatre))

    assert await in_parts(reporting, "T-D1-CG", by="specialty") == {
        ("R0B", "Acute medicine"): (24, 30),
        ("R0B", "General surgery"): (10, 10),
        (None, "Acute medicine"): (24, 30),
        (None, "General surgery"): (10, 10),
    }


async def test_refused_and_taken_leave_is_told_by_the_specialty_of_its_placement(reporting: Reporting) -> None:
    ward, theatre, unknown = (a_placement(specialty=name) for name in ("Acute medicine", "General surgery", None))
    of = {placement.doctor_id: {"first_day": date(2026, 12, 1)} for placement in (ward, theatre, unknown)}
    refusals = (a_refusal(doctor_id=who, avoidable=who == ward.doctor_id, **facts) for who, facts in of.items())
    year = a_closed_leave_year(doctor_id=theatre.doctor_id, last_day=date(2026, 12, 2), half_days=20, half_days_taken=5)
    await reporting.hears(a_trust("R0B"), *map(announced, (ward, theatre, unknown)), *refusals, year)

    refused = await in_parts(reporting, "R18", by="specialty", trust="R0B")
    taken = await in_parts(reporting, "T-D1", by="specialty", trust="R0B")

    here = {part: figure for (trust, part), figure in refused.items() if trust}
    assert here == {"Acute medicine": (1, 1), "General surgery": (0, 1), "other": (0, 1)}
    assert taken["R0B", "General surgery"] == (5, 20)


@pytest.mark.parametrize(
    ("code", "by"), [(code, by) for code, one in INDICATORS.items() for by in one.told_by if by is not Split.GRADE]
)
async def test_every_figure_can_be_told_by_what_its_definition_says(reporting: Reporting, code: str, by: str) -> None:
    assert await in_parts(reporting, code, by=by) == {}


async def test_what_has_no_grade_is_sent_back_with_what_has(reporting: Reporting) -> None:
    await reporting.hears(a_refusal())

    answer = await asks(reporting, code="T-D2")

    assert answer.status_code == 422
    assert ", ".join(GRADED) in answer.json()["detail"]


async def test_another_quarter_can_be_asked_for(reporting: Reporting) -> None:
    await reporting.hears(announced(a_placement(start=date(2026, 9, 2))))

    assert await in_parts(reporting, "R30") == {}
    assert await in_parts(reporting, "R30", period="2026-27-Q2") == {
        ("R0B", "foundation"): (0, 1),
        (None, "foundation"): (0, 1),
    }


async def test_nobody_but_the_deanery_sees_them(reporting: Reporting) -> None:
    champion = an_actor(Grant(Role.CHAMPION, "R0B"))

    assert (await asks(reporting, champion, code="F-E1", trust="R0B")).status_code == 403
