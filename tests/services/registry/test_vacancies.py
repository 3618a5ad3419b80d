"""Roles that a trust must have filled: who is told that nobody holds one (R74), and that a peer lead leaves (R75)."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from contracts import Actor, Grant
from contracts.registry import AppointmentEnded, AppointmentMade, AppointmentSuccessionDue, VacancyReported
from contracts.vocabulary import Role, VacancyStage
from tests.services.driver import an_actor
from tests.services.registry.conftest import OPERATOR, Registry, counts
from tests.services.registry.test_appointments import appointed
from tests.unit.registry.sheets import CREATE, a_placement, csv, sheet

LEAD = an_actor(Grant(Role.SLRDE, "R0B"))


class Trust:
    """R0B hosts one resident until 2 February 2027; today is 22 November 2026."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.said = registry.said

    async def places(self, **cells: Any) -> None:
        dates = {"Date From*": "05/08/2026", "Date To*": "02/02/2027"}
        report = await self.registry.reports("placements", csv(sheet(CREATE, a_placement(**{**dates, **cells}))))
        assert report["rejected"] == []

    async def appoints(self, role: str, **facts: Any) -> Any:
        body = {"role": role, "name": "Joan Fry", "email": f"{role}@nhs.example", "organisation": "R0B"}
        return await self.registry.posts("appointments", {**body, "from": "2026-01-01", **facts})

    async def appoints_a_peer_lead(self, **facts: Any) -> Any:
        body = {"role": "rdpl", "registration": "7000010", "organisation": "R0B", "from": "2026-11-01"}
        return await self.registry.posts("appointments", {**body, **facts})

    async def lacks_only_a_champion(self) -> None:
        for role in ("slrde", "dme", "guardian"):
            await self.appoints(role)
        await self.appoints_a_peer_lead()

    async def passes(self, days: int) -> None:
        self.registry.clock.forward(days=days)
        await self.looks()

    async def looks(self) -> None:
        await self.registry.driver.run_job("vacancies")
        await self.registry.driver.run_job("successions")

    async def vacant(self) -> list[tuple[str, str, str]]:
        """Role, stage and first day of every vacancy that was said, in order of the role."""
        said = await self.said(VacancyReported)
        return sorted((one.role.value, one.stage.value, one.vacant_since.isoformat()) for one in said)

    async def listed(self, actor: Actor) -> list[tuple[str, int]]:
        items = (await self.registry.gets("vacancies", actor))["items"]
        return sorted((one["role"], one["days"]) for one in items)


@pytest.fixture
async def trust(region: Registry) -> Trust:
    trust = Trust(region)
    await trust.places()
    return trust


async def test_a_trust_that_hosts_and_employs_must_have_five_roles_filled_and_one_that_does_neither_none(
    trust: Trust,
) -> None:
    await trust.looks()
    await trust.looks()

    all_five = ("champion", "dme", "guardian", "rdpl", "slrde")
    assert await trust.vacant() == [(role, "trust", "2026-11-22") for role in all_five]
    rows = [row for _, row in await trust.registry.driver.said_with_stamps(VacancyReported)]
    assert {row["key"] for row in rows} == {"R0B"}
    assert len({row["subject"] for row in rows}) == 5


async def test_a_guardian_is_missed_where_residents_are_employed_and_a_director_also_where_they_work(
    trust: Trust,
) -> None:
    """The resident whom R0B hosts is RTD's, and RTD hosts nobody; nobody asks a practice for either."""
    employed = (*CREATE, "Employing Body")
    dates = {"Date From*": "05/08/2026", "Date To*": "02/02/2027"}
    at_practice = {"National Post Number*": "NTH/A88003/1", "Site*": "The Surgery (A88003)"}
    rows = [a_placement(**{**dates, "Employing Body": "RTD", **cells}) for cells in ({}, at_practice)]
    report = await trust.registry.reports("placements", csv(sheet(employed, *rows)))
    assert report["rejected"] == []
    await trust.looks()

    missed = {(one.role, one.trust) for one in await trust.said(VacancyReported)}

    assert {one for one in missed if one[0] is Role.GUARDIAN} == {(Role.GUARDIAN, "RTD")}
    assert {one for one in missed if one[0] is Role.DME} == {(Role.DME, "R0B"), (Role.DME, "RTD")}


async def test_a_region_sets_after_how_many_days_it_is_told_of_its_trusts(trust: Trust) -> None:
    driver = trust.registry.driver
    for deanery, days in (("Y60", 1), ("Y63", 7)):
        dean = an_actor(Grant(Role.DEAN, deanery))
        assert await driver.rules(dean, "registry.vacancy_region_days", days, of=deanery) == 204
    await trust.lacks_only_a_champion()
    await trust.looks()

    await trust.passes(days=6)
    assert [stage for _, stage, _ in await trust.vacant()] == ["trust"]
    await trust.passes(days=1)

    assert [one.stage for one in await trust.said(VacancyReported)] == [VacancyStage.TRUST, VacancyStage.REGION]


async def test_the_region_is_told_once_a_vacancy_has_lasted_four_weeks(trust: Trust) -> None:
    await trust.lacks_only_a_champion()
    await trust.looks()
    await trust.passes(days=27)
    assert [stage for _, stage, _ in await trust.vacant()] == ["trust"]

    await trust.passes(days=1)
    await trust.passes(days=30)

    first, second = await trust.said(VacancyReported)
    assert (first.vacancy_id, first.stage) == (second.vacancy_id, VacancyStage.TRUST)
    assert (second.stage, second.deaneries) == (VacancyStage.REGION, ("Y63",))


async def test_a_vacancy_begins_the_day_after_its_last_holders_and_a_deputy_fills_none(trust: Trust) -> None:
    await trust.appoints("champion", to="2026-11-24")
    await trust.appoints("champion", name="Ann Bell", email="deputy@nhs.example", deputy=True)
    await trust.passes(days=2)
    assert "champion" not in {role for role, *_ in await trust.vacant()}

    await trust.passes(days=3)

    assert ("champion", "trust", "2026-11-25") in await trust.vacant()
    assert ("champion", 3) in await trust.listed(LEAD)


async def test_a_filled_vacancy_is_over_and_the_next_is_another(trust: Trust) -> None:
    await trust.looks()
    made = await trust.appoints("champion")
    assert made.status_code == 201
    await trust.passes(days=1)
    assert "champion" not in {role for role, _ in await trust.listed(LEAD)}

    await trust.appoints("champion", to="2026-11-23")
    await trust.passes(days=1)

    of_champion = [one for one in await trust.said(VacancyReported) if one.role is Role.CHAMPION]
    assert [one.vacant_since for one in of_champion] == [date(2026, 11, 22), date(2026, 11, 24)]
    assert len({one.vacancy_id for one in of_champion}) == 2


@pytest.mark.parametrize(
    ("actor", "seen"),
    [
        (LEAD, 5),
        (an_actor(Grant(Role.DEANERY_ANALYST, "Y63")), 5),
        (an_actor(Grant(Role.DEAN, "Y56")), 0),
        (an_actor(Grant(Role.SLRDE, "RTD")), 0),
    ],
)
async def test_vacancies_are_read_at_the_trust_and_in_its_deanery(trust: Trust, actor: Actor, seen: int) -> None:
    await trust.looks()

    assert len(await trust.listed(actor)) == seen


async def test_a_peer_lead_is_a_resident_at_that_trust(trust: Trust) -> None:
    """Not who is a resident elsewhere, not who is none, and not who has left by the first day."""
    elsewhere = await trust.appoints_a_peer_lead(organisation="RTD")
    nobody = await trust.appoints("rdpl")
    too_late = await trust.appoints_a_peer_lead(**{"from": "2027-02-03"})
    here = await trust.appoints_a_peer_lead()

    assert [answer.status_code for answer in (elsewhere, nobody, too_late, here)] == [422, 422, 422, 201]
    assert "a peer lead is a resident doctor there" in elsewhere.json()["detail"]
    [made] = await trust.said(AppointmentMade)
    assert (made.role, made.code) == (Role.RDPL, "R0B")


async def test_a_row_of_a_file_is_held_to_the_same(trust: Trust) -> None:
    header_and_row = appointed(("RDPL", "", "", "7000010", "RTD", "", "01/11/2026", "", ""))

    report = await trust.registry.reports("appointments", header_and_row)

    [fault] = report["rejected"]
    assert (fault["column"], fault["value"]) == ("Role", "RDPL")
    assert "no placement at RTD on 2026-11-22" in fault["reason"]
    assert counts(report) == {"rows": 1}


async def test_a_peer_lead_whose_rotation_is_over_can_still_be_brought_to_an_end(trust: Trust) -> None:
    await trust.appoints_a_peer_lead()
    trust.registry.clock.forward(days=80)

    assert (await trust.appoints_a_peer_lead(to="2027-02-02")).status_code == 201
    assert len(await trust.said(AppointmentEnded)) == 1


async def test_a_peer_lead_is_one_while_they_are_a_resident_there_and_no_longer(trust: Trust) -> None:
    """72 days to the last day there: 2 February 2027. The day after, the role opens no door."""
    answer = await trust.appoints_a_peer_lead()
    grants = f"people/{UUID(answer.json()['person_id'])}/grants"
    roles = []
    for days in (72, 1):
        await trust.passes(days=days)
        held = await trust.registry.gets(grants, OPERATOR)
        roles.append("rdpl" in {grant["role"] for grant in held["grants"]})

    assert roles == [True, False]


async def test_a_peer_lead_who_has_rotated_away_leaves_the_role_vacant_from_the_day_after(trust: Trust) -> None:
    """Somebody else's placement keeps the trust one that hosts."""
    await trust.appoints_a_peer_lead()
    await trust.places(**{"GMC Number": 7000028.0, "National Post Number*": "NTH/R0B01/1", "Date To*": "03/08/2027"})

    await trust.passes(days=75)

    assert ("rdpl", "trust", "2027-02-03") in await trust.vacant()


async def test_a_champion_who_rotates_away_with_the_changeover_leaves_the_role_vacant_from_that_very_day(
    trust: Trust,
) -> None:
    """The changeover is Wednesday 3 February 2027; who comes with it keeps the trust one that hosts."""
    await trust.appoints("champion", to="2027-02-02")
    await trust.places(**{"National Post Number*": "NTH/R0B01/1", "Date From*": "03/02/2027", "Date To*": "03/08/2027"})
    await trust.passes(days=72)
    assert "champion" not in {role for role, *_ in await trust.vacant()}

    await trust.passes(days=1)
    assert [one for one in await trust.vacant() if one[0] == "champion"] == [("champion", "trust", "2027-02-03")]
    await trust.passes(days=28)

    assert ("champion", "region", "2027-02-03") in await trust.vacant()


async def test_succession_is_due_eight_weeks_before_the_rotation_once_and_again_if_that_is_moved(
    trust: Trust,
) -> None:
    """56 days before 2 February 2027 is 8 December, 16 days from today."""
    await trust.appoints_a_peer_lead()
    await trust.passes(days=15)
    assert await trust.said(AppointmentSuccessionDue) == []

    await trust.passes(days=1)
    await trust.passes(days=1)
    await trust.places(**{"Date To*": "06/04/2027"})
    await trust.passes(days=1)
    assert [one.leaves_on for one in await trust.said(AppointmentSuccessionDue)] == [date(2027, 2, 2)]
    await trust.passes(days=62)

    assert [one.leaves_on for one in await trust.said(AppointmentSuccessionDue)] == [date(2027, 2, 2), date(2027, 4, 6)]


async def test_who_goes_on_at_the_same_trust_needs_no_successor(trust: Trust) -> None:
    await trust.appoints_a_peer_lead()
    following = {"National Post Number*": "NTH/R0B01/030/F2/007", "Date From*": "03/02/2027", "Date To*": "03/08/2027"}
    await trust.places(**following)

    await trust.passes(days=70)

    assert await trust.said(AppointmentSuccessionDue) == []
