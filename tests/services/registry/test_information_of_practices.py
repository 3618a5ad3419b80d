"""A practice has no rota office: who employs its registrars records what is due, and is told what did not come."""

from uuid import UUID

import pytest

from contracts import Actor, Grant
from contracts.registry import PlacementAnnounced, PlacementInformationNotReceived
from contracts.vocabulary import Role
from tests.services.driver import an_actor
from tests.services.registry.conftest import Registry
from tests.services.registry.test_employers import EMPLOYED, a_registrar
from tests.services.registry.test_information import Rota
from tests.unit.registry.sheets import PEOPLE, a_person, csv, sheet

AT_EMPLOYER = an_actor(Grant(Role.ROTA_COORDINATOR, "RTD"))
AT_LEAD = an_actor(Grant(Role.MEDED_ADMIN, "R0B"))
AT_PRACTICE = an_actor(Grant(Role.ROTA_COORDINATOR, "A88003"))
OFFICES = (AT_PRACTICE, AT_EMPLOYER, AT_LEAD)


@pytest.fixture
async def registrar(region: Registry) -> Rota:
    """Hosted by a practice, employed by RTD, and for the whole programme by R0B; from 3 February 2027."""
    cells = a_registrar(**{"Date From*": "03/02/2027", "Date To*": "03/08/2027"})
    await region.reports("placements", csv(sheet(EMPLOYED, cells)))
    placement = (await region.said(PlacementAnnounced))[-1].placement
    doctor = an_actor(Grant(Role.RESIDENT_DOCTOR), person_id=placement.doctor_id)
    return Rota(region, doctor, placement.placement_id)


HELD = (
    (Role.MEDED_ADMIN, "Ann Hay", "R0B"),
    (Role.ROTA_COORDINATOR, "Joan Fry", "RTD"),
    (Role.ROTA_COORDINATOR, "Mina Shah", "A88003"),
)
"""The furthest first."""


@pytest.mark.parametrize(
    ("offices", "whose"),
    [(0, AT_PRACTICE), (1, AT_LEAD), (2, AT_EMPLOYER), (3, AT_PRACTICE)],
    ids=["nobody", "lead_employer", "employer", "practice"],
)
async def test_the_nearest_who_is_there_records_lists_and_is_told(registrar: Rota, offices: int, whose: Actor) -> None:
    for role, name, at in HELD[:offices]:
        await registrar.registry.employs(role, name, at=at)
    registrar.registry.clock.forward(days=32)
    await registrar.misses()
    listed = [
        [UUID(one["placement_id"]) for one in (await registrar.registry.gets("placements/information", actor))["items"]]
        for actor in OFFICES
    ]
    recorded = [(await registrar.records(on="2026-12-24", actor=actor)).status_code for actor in OFFICES]

    [said] = await registrar.registry.said(PlacementInformationNotReceived)
    assert said.owed_by == next(iter(whose.grants)).scope
    assert listed == [[registrar.placement_id] if actor is whose else [] for actor in OFFICES]
    assert recorded == [200 if actor is whose else 404 for actor in OFFICES]
    assert (await registrar.clock(actor=whose))["recorded_on"] == "2026-12-24"


async def test_an_office_that_is_over_or_held_by_the_doctor_alone_is_passed_over(registrar: Rota) -> None:
    await registrar.registry.employs(Role.ROTA_COORDINATOR, "Joan Fry", at="RTD", to="2026-11-21")
    itself = await registrar.registry.posts(
        "appointments",
        {"role": "meded_admin", "registration": "7000010", "organisation": "A88003", "from": "2026-01-01"},
    )
    await registrar.registry.employs(Role.MEDED_ADMIN, "Ann Hay")

    recorded = [(await registrar.records(actor=actor)).status_code for actor in OFFICES]

    assert itself.status_code == 201
    assert recorded == [404, 404, 200]


@pytest.mark.parametrize("office", [AT_EMPLOYER, AT_LEAD], ids=["employer", "lead_employer"])
async def test_who_employs_sees_what_it_acts_on_and_what_its_doctor_is_called(registrar: Rota, office: Actor) -> None:
    doctor_id = str(registrar.doctor.person_id)
    await registrar.registry.reports("people", csv(sheet(PEOPLE, a_person())))

    shown = await registrar.registry.gets(f"placements/{registrar.placement_id}", office)
    listed = await registrar.registry.gets(f"doctors/{doctor_id}/placements", office)
    called = (await registrar.posts("people/names", office, {"ids": [doctor_id]})).json()

    assert (shown["host"], shown["employer"], shown["lead_employer"]) == ("A88003", "RTD", "R0B")
    assert listed["items"] == [shown]
    assert [one["id"] for one in called["items"]] == [doctor_id]


@pytest.mark.parametrize("role", [Role.COLLEGE_TUTOR, Role.DME])
async def test_who_has_nothing_to_ask_there_sees_no_placement_elsewhere(registrar: Rota, role: Role) -> None:
    async with registrar.registry.driver.http(an_actor(Grant(role, "RTD"))) as http:
        answer = await http.get(f"/api/registry/placements/{registrar.placement_id}")

    assert answer.status_code == 404
