"""Figures by bands of grades: for the deanery, because they are small."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import insert

from chassis.tables import rule
from contracts import Actor, Grant
from contracts.vocabulary import Role
from services.reporting.domain import INDICATORS
from tests.services.driver import an_actor
from tests.services.reporting.reading import ANALYST, Reporting
from tests.unit.reporting.leave_makers import a_refusal
from tests.unit.reporting.makers import TODAY, a_feedback, a_placement, a_trust, announced

GRADED = [code for code, one in INDICATORS.items() if one.graded]


async def asks(reporting: Reporting, actor: Actor = ANALYST, **asked: str) -> Any:
    async with reporting.driver.http(actor) as client:
        return await client.get("/api/reporting/region/grades", params=asked)


async def by_band(reporting: Reporting, code: str, **asked: str) -> dict[tuple[str | None, str], tuple[int, int]]:
    answer = await asks(reporting, code=code, **asked)
    assert answer.status_code == 200, answer.text
    return {(one["trust"], one["band"]): (one["numerator"], one["denominator"]) for one in answer.json()["items"]}


async def test_each_band_of_grades_has_its_own_share_at_each_host_and_in_all(reporting: Reporting) -> None:
    first, second, third = (a_placement(grade=grade) for grade in ("Foundation Year 1", "FY2", "ST3"))
    given = a_feedback(doctor_id=first.doctor_id)
    await reporting.hears(*map(announced, (first, second, third)), given)

    assert await by_band(reporting, "F-E1") == {
        ("R0B", "foundation"): (1, 2),
        ("R0B", "specialty"): (0, 1),
        (None, "foundation"): (1, 2),
        (None, "specialty"): (0, 1),
    }


@pytest.mark.parametrize("code", GRADED)
async def test_the_bands_of_a_host_add_up_to_its_figure(reporting: Reporting, code: str) -> None:
    grades = ("F1", "Core Training Year 2", "GP Registrar", "Locally Employed Doctor", "Chief of something")
    starts = date(2026, 10, 7)
    await reporting.hears(*(announced(a_placement(grade=grade, start=starts)) for grade in grades))

    bands = await by_band(reporting, code)

    whole = (await reporting.figures(code))["R0B", "2026-27-Q3"]
    assert {band for trust, band in bands if trust} == {"foundation", "core", "gp", "local", "other"}
    assert tuple(map(sum, zip(*(of for (trust, _), of in bands.items() if trust), strict=True))) == whole


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

    assert await by_band(reporting, "F-E1", trust="R0B") == {("R0B", "fellow"): (0, 1), (None, "fellow"): (0, 1)}


async def test_what_has_no_grade_is_sent_back_with_what_has(reporting: Reporting) -> None:
    await reporting.hears(a_refusal())

    answer = await asks(reporting, code="R18")

    assert answer.status_code == 422
    assert ", ".join(GRADED) in answer.json()["detail"]


async def test_another_quarter_can_be_asked_for(reporting: Reporting) -> None:
    await reporting.hears(announced(a_placement(start=date(2026, 9, 2))))

    assert await by_band(reporting, "R30") == {}
    assert await by_band(reporting, "R30", period="2026-27-Q2") == {
        ("R0B", "foundation"): (0, 1),
        (None, "foundation"): (0, 1),
    }


async def test_nobody_but_the_deanery_sees_them(reporting: Reporting) -> None:
    champion = an_actor(Grant(Role.CHAMPION, "R0B"))

    assert (await asks(reporting, champion, code="F-E1", trust="R0B")).status_code == 403
