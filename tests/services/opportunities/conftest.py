"""Opportunities on a real database, with a trust: its champion, a lead, and residents in post."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

import httpx
import pytest

from contracts import Actor, Grant
from contracts.registry import AppointmentMade, Placement, PlacementAnnounced
from contracts.vocabulary import PlacementType, Role
from tests.services.driver import Driver, an_actor

WHEN = datetime(2026, 11, 22, 9, tzinfo=UTC)
OPPORTUNITY = {
    "kind": "quality_and_safety_meeting",
    "trust": "R0B",
    "title": "Patient safety meeting",
    "setting": "acute",
    "first_day": "2026-11-10",
    "recurrence": "monthly",
    "places": 2,
    "protected_minutes": 90,
}
CONFIRMED = {"role": "attended", "first_day": "2026-11-10", "last_day": "2026-11-10", "minutes": 90}


def a_champion(trust: str = "R0B") -> Actor:
    return an_actor(Grant(Role.CHAMPION, trust))


def a_doctor() -> Actor:
    return an_actor(Grant(Role.RESIDENT_DOCTOR))


def in_post(doctor: Actor, **facts: Any) -> PlacementAnnounced:
    ordinary: dict[str, Any] = {
        "placement_id": uuid4(),
        "doctor_id": doctor.person_id,
        "post": "NTH/R0B01/030/F2/006",
        "host": "R0B",
        "site": "R0B01",
        "grade": "Foundation Year 2",
        "type": PlacementType.IN_POST,
        "wte": Decimal(1),
        "start": date(2026, 8, 5),
        "end": date(2026, 12, 1),
    }
    return PlacementAnnounced(placement=Placement(**{**ordinary, **facts}), announced_at=WHEN, notice_days=0)


def appointed(person: Actor, *, role: Role = Role.SENIOR_LEADER, at: str = "R0B", **facts: Any) -> AppointmentMade:
    ordinary: dict[str, Any] = {
        "appointment_id": uuid4(),
        "person_id": person.person_id,
        "role": role,
        "scope": "organisation",
        "code": at,
        "starts_on": date(2026, 1, 1),
    }
    return AppointmentMade(**{**ordinary, **facts})


@dataclass(frozen=True)
class Trust:
    """One trust's people, and what they do."""

    opportunities: Driver
    champion: Actor = field(default_factory=a_champion)
    lead: Actor = field(default_factory=lambda: an_actor(Grant(Role.SENIOR_LEADER, "R0B")))
    co_producer: Actor = field(default_factory=a_doctor)
    doctor: Actor = field(default_factory=a_doctor)

    async def post(self, actor: Actor, path: str, body: dict[str, Any] | None = None, **headers: str) -> httpx.Response:
        async with self.opportunities.http(actor) as http:
            return await http.post(f"/api/opportunities{path}", json=body, headers=headers)

    async def get(self, actor: Actor, path: str, **params: Any) -> httpx.Response:
        async with self.opportunities.http(actor) as http:
            return await http.get(f"/api/opportunities{path}", params=params)

    async def ids(self, actor: Actor, path: str, **params: Any) -> list[str]:
        return [item["id"] for item in (await self.get(actor, path, **params)).json()["items"]]

    def plan(self, **facts: Any) -> dict[str, Any]:
        people = {"lead_id": str(self.lead.person_id), "co_producer_id": str(self.co_producer.person_id)}
        return OPPORTUNITY | people | facts

    async def put(self, actor: Actor, path: str, body: dict[str, Any], **headers: str) -> httpx.Response:
        async with self.opportunities.http(actor) as http:
            return await http.put(f"/api/opportunities{path}", json=body, headers=headers)

    async def drafts(self, **facts: Any) -> str:
        """The id of an opportunity that waits for its co-producer."""
        answer = await self.post(self.champion, "/drafts", self.plan(**facts))
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    async def publishes(self, **facts: Any) -> str:
        """The id of a new opportunity."""
        opportunity_id = await self.drafts(**facts)
        answer = await self.post(self.co_producer, f"/drafts/{opportunity_id}/confirmation")
        assert answer.status_code == 204, answer.text
        return opportunity_id

    async def is_asked(self, opportunity_id: str, by: Actor | None = None) -> str:
        """The id of the participation that a doctor's interest begins."""
        answer = await self.post(by or self.doctor, f"/published/{opportunity_id}/interest")
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    async def offers(self, participation_id: str, by: Actor | None = None) -> httpx.Response:
        return await self.post(by or self.lead, f"/participations/{participation_id}/answer", {"answer": "offered"})

    async def has_offered(self, **facts: Any) -> str:
        """The id of a participation of the doctor's that was offered a place."""
        participation_id = await self.is_asked(await self.publishes(**facts))
        assert (await self.offers(participation_id)).status_code == 204
        return participation_id

    async def a_resident(self) -> Actor:
        """One more, in post."""
        doctor = a_doctor()
        await self.opportunities.hears(in_post(doctor))
        return doctor


@pytest.fixture
async def opportunities(drive: Callable[[str], Awaitable[Driver]]) -> Driver:
    return await drive("opportunities")


@pytest.fixture
async def trust(opportunities: Driver) -> Trust:
    trust = Trust(opportunities)
    await opportunities.hears(in_post(trust.doctor), in_post(trust.co_producer), appointed(trust.lead))
    return trust
