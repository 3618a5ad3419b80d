"""Role modelling on a real database, with a host at their trust and a doctor in post there."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4, uuid5

import httpx
import pytest

from contracts import Actor, Grant
from contracts.registry import AppointmentEnded, AppointmentMade, Placement, PlacementAnnounced
from contracts.vocabulary import AppointmentScope, PlacementType, Role
from tests.services.driver import Driver

SLOT = {
    "trust": "R0B",
    "kind": "non_clinical",
    "title": "A day with the chief operating officer",
    "starts_at": "2026-12-01T09:00:00Z",
    "ends_at": "2026-12-01T13:00:00Z",
    "places": 2,
}
AFTERWARDS = datetime.fromisoformat("2026-12-01T13:00:00Z")
OBJECTIVE = {"objective": "How a bed meeting is chaired"}


def a_host(trust: str = "R0B", role: Role = Role.SENIOR_LEADER) -> Actor:
    return Actor(uuid4(), frozenset({Grant(role, trust)}))


def a_doctor() -> Actor:
    return Actor(uuid4(), frozenset({Grant(Role.RESIDENT_DOCTOR)}))


def a_placement(doctor: Actor, **facts: Any) -> Placement:
    ordinary = {
        "placement_id": uuid4(),
        "doctor_id": doctor.person_id,
        "post": "NTH/R0B01/030/F2/006",
        "host": "R0B",
        "site": "R0B01",
        "grade": "Foundation Year 2",
        "type": PlacementType.IN_POST,
        "wte": Decimal(1),
        "start": date(2026, 8, 5),
        "end": date(2027, 8, 3),
    }
    return Placement(**(ordinary | facts))


def in_post(doctor: Actor, **facts: Any) -> PlacementAnnounced:
    at = datetime.fromisoformat("2026-11-22T09:00:00Z")
    return PlacementAnnounced(placement=a_placement(doctor, **facts), announced_at=at, notice_days=0)


def appointed(host: Actor, **facts: Any) -> AppointmentMade:
    return AppointmentMade(**(_appointment(host) | {"starts_on": date(2026, 1, 1)} | facts))


def left(host: Actor, on: date) -> AppointmentEnded:
    return AppointmentEnded(**_appointment(host), ended_on=on)


def _appointment(host: Actor) -> dict[str, Any]:
    (grant,) = host.grants
    return {
        "appointment_id": uuid5(host.person_id, "appointment"),
        "person_id": host.person_id,
        "role": grant.role,
        "scope": AppointmentScope.ORGANISATION,
        "code": grant.scope,
    }


@dataclass(frozen=True)
class Trust:
    """One host, one doctor in post, and what they ask of role modelling."""

    driver: Driver
    host: Actor
    doctor: Actor

    async def post(self, actor: Actor, path: str, body: dict[str, Any], **headers: str) -> httpx.Response:
        async with self.driver.http(actor) as http:
            return await http.post(f"/api/role_modelling{path}", json=body, headers=headers)

    async def put(self, actor: Actor, path: str, body: dict[str, Any], **headers: str) -> httpx.Response:
        async with self.driver.http(actor) as http:
            return await http.put(f"/api/role_modelling{path}", json=body, headers=headers)

    async def get(self, actor: Actor, path: str, **params: Any) -> httpx.Response:
        async with self.driver.http(actor) as http:
            return await http.get(f"/api/role_modelling{path}", params=params)

    async def offers(self, host: Actor | None = None, **facts: Any) -> str:
        """The id of a new slot."""
        answer = await self.post(host or self.host, "/slots", SLOT | facts)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    async def books(self, slot_id: str, doctor: Actor | None = None) -> str:
        """The id of a new booking."""
        answer = await self.post(doctor or self.doctor, f"/slots/{slot_id}/bookings", OBJECTIVE)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    async def another_doctor(self, **facts: Any) -> Actor:
        """In post here as well."""
        doctor = a_doctor()
        await self.driver.hears(in_post(doctor, **facts))
        return doctor

    async def open_to(self, doctor: Actor) -> list[UUID]:
        """The slots that this doctor can book, in their order."""
        return [UUID(item["id"]) for item in (await self.get(doctor, "/slots")).json()["items"]]


@pytest.fixture
async def trust(drive: Callable[[str], Awaitable[Driver]]) -> Trust:
    driver, host, doctor = await drive("role_modelling"), a_host(), a_doctor()
    await driver.hears(in_post(doctor), appointed(host))
    return Trust(driver, host, doctor)
