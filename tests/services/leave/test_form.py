"""What a doctor is asked beside their wish, and where it is decided, is said before they ask (R11, R29)."""

from datetime import date
from typing import Any

import pytest

from chassis.rules import Rule, set_rule
from contracts.registry import OrganisationRegistered
from contracts.vocabulary import OrganisationKind
from tests.services.leave.conftest import REQUEST, Ward
from tests.services.leave.stories import a_placement, announced, cancelled


async def asked_of(ward: Ward) -> list[dict[str, Any]]:
    async with ward.leave.http(ward.doctor) as http:
        items: list[dict[str, Any]] = (await http.get("/api/leave/form")).json()["items"]
    return items


@pytest.fixture(autouse=True)
async def deaneries(ward: Ward) -> None:
    def of(code: str, region: str, trust: str) -> OrganisationRegistered:
        kind = OrganisationKind.DEANERY
        return OrganisationRegistered(code=code, kind=kind, name="A deanery", region=region, trusts=(trust,))

    await ward.leave.hears(of("NTH", "Y63", "R0B"), of("WMD", "Y60", "R0C"))


async def rules(ward: Ward, **values: Any) -> None:
    async with ward.leave.begin() as work:
        for name, value in values.items():
            await set_rule(work, Rule(f"leave.{name}", "NTH", work.today, value), reason="as agreed")


async def test_nothing_more_is_asked_where_leave_is_decided_here(ward: Ward) -> None:
    assert await asked_of(ward) == [
        {
            "trust": "R0B",
            "first_day": "2026-08-05",
            "last_day": "2027-08-03",
            "standing": "here",
            "declarations": [],
            "listed": [],
            "days_in_lieu": True,
            "funding": [],
        }
    ]


async def test_each_placement_that_is_not_over_asks_as_its_own_region_has_it(ward: Ward) -> None:
    doctor = ward.doctor.person_id
    later = a_placement(doctor, host="R0C", programme=None, start=date(2027, 8, 4), end=date(2028, 8, 1))
    over = a_placement(doctor, start=date(2025, 8, 6), end=date(2026, 8, 4))
    off = a_placement(doctor, start=date(2027, 8, 4), end=date(2028, 8, 1))
    await ward.leave.hears(announced(later), announced(over), announced(off), cancelled(off))
    await rules(ward, declarations=["supervisor_agrees", "rota_agrees"], system_of_record="pre_check")

    here, there = await asked_of(ward)

    assert (here["trust"], here["standing"]) == ("R0B", "pre_check")
    assert here["declarations"] == ["rota_agrees", "supervisor_agrees"]
    assert (there["trust"], there["standing"], there["declarations"]) == ("R0C", "here", [])


async def test_what_is_only_noted_needs_no_declaration_and_the_check_says_where_it_is_decided(ward: Ward) -> None:
    await rules(ward, declarations=["supervisor_agrees"], system_of_record="mirror")

    [item] = await asked_of(ward)
    check = await ward.post(ward.doctor, "/check", REQUEST | {"external_ref": "ALM 10023"})

    assert (item["standing"], item["declarations"]) == ("mirror", [])
    assert check.json()["standing"] == "mirror"
