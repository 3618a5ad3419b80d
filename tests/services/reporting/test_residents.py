"""Whom the figures are about: residents in post on the day of census (R85)."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import insert

from chassis.tables import rule
from tests.services.reporting.reading import ANALYST, Reporting
from tests.unit.reporting.makers import TODAY, a_placement, a_trust, announced, cancelled

CENSUS = date(2026, 10, 7)


async def residents(reporting: Reporting, **asked: str) -> dict[str, Any]:
    async with reporting.driver.http(ANALYST) as client:
        answer = await client.get("/api/reporting/criteria", params=asked)
    assert answer.status_code == 200, answer.text
    return dict(answer.json()["residents"])


async def test_who_works_less_than_full_time_is_one_head(reporting: Reporting) -> None:
    await reporting.hears(announced(a_placement()), announced(a_placement(wte=Decimal("0.6"))))

    told = await residents(reporting)

    assert told == {"census_day": "2026-10-07", "heads": 2, "less_than_full_time": 1, "wte": 1.6}


async def test_only_who_is_in_post_on_that_very_day_counts(reporting: Reporting) -> None:
    gone, away = a_placement(), a_placement(type="parental_leave")
    await reporting.hears(
        *(announced(a_placement(end=CENSUS)), announced(a_placement(start=CENSUS))),
        *(announced(a_placement(end=date(2026, 10, 6))), announced(a_placement(start=date(2026, 10, 8)))),
        *(announced(gone), cancelled(gone), announced(away)),
    )

    assert (await residents(reporting))["heads"] == 2


async def test_a_split_post_is_one_head_at_each_host_and_one_in_all(reporting: Reporting) -> None:
    here = a_placement(wte=Decimal("0.5"))
    there = a_placement(wte=Decimal("0.5"), host="RXF", doctor_id=here.doctor_id)
    await reporting.hears(a_trust("R0B"), a_trust("RXF"), announced(here), announced(there))

    of_each = [await residents(reporting, trust=trust) for trust in ("R0B", "RXF")]
    in_all = await residents(reporting)

    assert [(one["heads"], one["less_than_full_time"]) for one in of_each] == [(1, 1), (1, 1)]
    assert (in_all["heads"], in_all["less_than_full_time"], in_all["wte"]) == (1, 0, 1.0)


async def test_the_month_of_the_census_is_dated_data(reporting: Reporting) -> None:
    async with reporting.driver.begin() as work:
        second = {"name": "reporting.census_month", "region": "", "valid_from": TODAY, "value": 2}
        await work.run(insert(rule).values(**second))

    assert (await residents(reporting))["census_day"] == "2026-11-04"
