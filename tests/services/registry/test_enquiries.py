"""A trust asks a doctor for what it needs to know, and they answer within some working days (R34)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import httpx
import pytest

from chassis.rules import Rule, set_rule
from contracts import Actor, Grant
from contracts.registry import EnquiryAnswered, EnquiryMade, PlacementAnnounced
from contracts.vocabulary import Role
from tests.services.driver import an_actor
from tests.services.registry.conftest import Registry
from tests.unit.registry.sheets import CREATE, a_placement, csv, sheet

COORDINATOR = an_actor(Grant(Role.ROTA_COORDINATOR, "R0B"))
COLLEAGUE = an_actor(Grant(Role.MEDED_ADMIN, "R0B"))
ELSEWHERE = an_actor(Grant(Role.MEDED_ADMIN, "RTD"))
QUESTION = {"question": "Which days can you not be on call in August?"}
ANSWER = {"answer": "The second week; my sister gets married."}


@dataclass(frozen=True)
class Office:
    """A doctor with one placement, and the trust that asks."""

    registry: Registry
    doctor: Actor
    placement_id: UUID

    async def posts(self, actor: Actor, path: str, body: dict[str, Any]) -> httpx.Response:
        async with self.registry.driver.http(actor) as http:
            return await http.post(f"/api/registry/{path}", json=body)

    async def gets(self, actor: Actor, path: str, **params: Any) -> httpx.Response:
        async with self.registry.driver.http(actor) as http:
            return await http.get(f"/api/registry/{path}", params=params)

    async def asks(self, by: Actor = COORDINATOR) -> str:
        made = await self.posts(by, f"placements/{self.placement_id}/enquiries", QUESTION)
        assert made.status_code == 201, made.text
        return str(made.json()["id"])


@pytest.fixture
async def office(region: Registry) -> Office:
    await region.reports("placements", csv(sheet(CREATE, a_placement())))
    [announced] = await region.said(PlacementAnnounced)
    doctor = an_actor(Grant(Role.RESIDENT_DOCTOR), person_id=announced.placement.doctor_id)
    return Office(region, doctor, announced.placement.placement_id)


async def test_an_enquiry_says_who_asks_whom_and_by_when_and_not_a_word_of_it(office: Office) -> None:
    office.registry.clock.set(datetime(2026, 12, 23, 9, tzinfo=UTC))

    enquiry_id = await office.asks()

    [(said, row)] = await office.registry.driver.said_with_stamps(EnquiryMade)
    assert (str(said.enquiry_id), said.trust, said.asked_by) == (enquiry_id, "R0B", COORDINATOR.person_id)
    assert said.due_on == date(2027, 1, 4)  # the fifth working day: three holidays and two weekends are none
    assert (row["key"], row["subject"]) == (str(office.doctor.person_id), enquiry_id)
    assert b"August" not in row["data"]


async def test_how_long_there_is_to_answer_is_a_rule(office: Office) -> None:
    async with office.registry.driver.begin() as work:
        await set_rule(work, Rule("registry.answer_working_days", "", work.today, 1), reason="agreed")

    await office.asks()

    [said] = await office.registry.said(EnquiryMade)
    assert said.due_on == date(2026, 11, 23)


async def test_a_region_sets_how_long_its_trusts_wait_for_an_answer(office: Office) -> None:
    """``Y63`` answers for R0B; ``Y60`` does not."""
    for deanery, days in (("Y60", 1), ("Y63", 2)):
        dean = an_actor(Grant(Role.DEAN, deanery))
        assert await office.registry.driver.rules(dean, "registry.answer_working_days", days, of=deanery) == 204

    await office.asks()

    [said] = await office.registry.said(EnquiryMade)
    assert said.due_on == date(2026, 11, 24)


async def test_the_doctor_reads_and_answers_and_whoever_asks_for_the_trust_reads_the_answer(office: Office) -> None:
    enquiry_id = await office.asks()
    [waiting] = (await office.gets(office.doctor, "enquiries")).json()["items"]

    assert (waiting["question"], waiting["answer"], waiting["overdue"]) == (QUESTION["question"], None, False)
    assert (await office.posts(office.doctor, f"enquiries/{enquiry_id}/answer", ANSWER)).status_code == 204

    [said] = await office.registry.said(EnquiryAnswered)
    assert (str(said.enquiry_id), said.asked_by) == (enquiry_id, COORDINATOR.person_id)
    for reader in (COORDINATOR, COLLEAGUE):
        [listed] = (await office.gets(reader, "enquiries", asked=True)).json()["items"]
        assert listed["answer"] == (await office.gets(reader, f"enquiries/{enquiry_id}")).json()["answer"]
        assert listed["answer"] == ANSWER["answer"]


async def test_an_answer_is_given_once_and_late_rather_than_never(office: Office) -> None:
    enquiry_id = await office.asks()
    office.registry.clock.forward(days=30)
    assert (await office.gets(office.doctor, f"enquiries/{enquiry_id}")).json()["overdue"] is True

    first = await office.posts(office.doctor, f"enquiries/{enquiry_id}/answer", ANSWER)
    again = await office.posts(office.doctor, f"enquiries/{enquiry_id}/answer", {"answer": "Or the third."})

    assert (first.status_code, again.status_code) == (204, 409)
    seen = (await office.gets(office.doctor, f"enquiries/{enquiry_id}")).json()
    assert (seen["answer"], seen["overdue"]) == (ANSWER["answer"], False)


async def test_another_trust_neither_asks_nor_reads_and_the_office_does_not_answer(office: Office) -> None:
    path = f"placements/{office.placement_id}/enquiries"
    assert (await office.posts(ELSEWHERE, path, QUESTION)).status_code == 404

    enquiry_id = await office.asks()

    assert (await office.gets(ELSEWHERE, f"enquiries/{enquiry_id}")).status_code == 404
    assert (await office.gets(ELSEWHERE, "enquiries", asked=True)).json()["items"] == []
    another = an_actor(Grant(Role.RESIDENT_DOCTOR))
    assert (await office.posts(another, f"enquiries/{enquiry_id}/answer", ANSWER)).status_code == 404


async def test_nobody_asks_themselves(office: Office) -> None:
    both = Actor(office.doctor.person_id, COORDINATOR.grants)

    assert (await office.posts(both, f"placements/{office.placement_id}/enquiries", QUESTION)).status_code == 404


async def test_who_employs_asks_as_the_host_does(region: Registry) -> None:
    await region.reports(
        "placements", csv(sheet((*CREATE, "Employing Body"), a_placement(**{"Employing Body": "RTD"})))
    )
    [announced] = await region.said(PlacementAnnounced)
    doctor = an_actor(Grant(Role.RESIDENT_DOCTOR), person_id=announced.placement.doctor_id)
    office = Office(region, doctor, announced.placement.placement_id)

    await office.asks(ELSEWHERE)

    [said] = await region.said(EnquiryMade)
    assert said.trust == "RTD"
