"""A trust that teaches: its medical education team, its rota coordinator, and what they do about a course."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import httpx

from contracts import Actor, Grant
from contracts.vocabulary import Role
from tests.services.driver import an_actor
from tests.services.opportunities.conftest import Trust, a_doctor, in_post

BEGUN = datetime(2026, 12, 1, 9, tzinfo=UTC)
"""As the course does."""
COURSE = {
    "trust": "R0B",
    "kind": "quality_improvement",
    "title": "Measuring before and after",
    "seats": 2,
    "sessions": [
        {"starts_at": "2026-12-01T09:00:00Z", "ends_at": "2026-12-01T12:00:00Z"},
        {"starts_at": "2026-12-08T09:00:00Z", "ends_at": "2026-12-08T12:00:00Z"},
    ],
}
REFUSAL = {
    "reason": "minimum_staffing",
    "words": "Two of four doctors are on nights that week.",
    "alternative": "The same course in March.",
    "next_step": "Talk to the rota team about a swap.",
}

WHY = {"why": "Two colleagues offered to swap."}
UPHELD = {"outcome": "upheld", "words": "The swap was not looked at."}


@dataclass(frozen=True)
class School:
    trust: Trust
    meded: Actor = field(default_factory=lambda: an_actor(Grant(Role.MEDED_ADMIN, "R0B")))
    rota: Actor = field(default_factory=lambda: an_actor(Grant(Role.ROTA_COORDINATOR, "R0B")))

    director: Actor = field(default_factory=lambda: an_actor(Grant(Role.DME, "R0B")))

    async def post(self, actor: Actor, path: str, body: dict[str, Any] | None = None, **headers: str) -> httpx.Response:
        return await self.trust.post(actor, f"/training{path}", body, **headers)

    async def get(self, actor: Actor, path: str, **params: Any) -> httpx.Response:
        return await self.trust.get(actor, f"/training{path}", **params)

    async def a_trainee(self) -> Actor:
        """In post until after the course."""
        doctor = a_doctor()
        await self.trust.opportunities.hears(in_post(doctor, end=date(2027, 2, 2)))
        return doctor

    async def schedules(self, **facts: Any) -> str:
        """The id of a new course, which the lead runs."""
        body = COURSE | {"organiser_id": str(self.trust.lead.person_id)} | facts
        answer = await self.post(self.meded, "/courses", body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    async def books(self, course_id: str, doctor: Actor) -> str:
        """The id of the booking."""
        answer = await self.post(doctor, f"/courses/{course_id}/bookings")
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    async def refuses(self, booking_id: str, **facts: Any) -> httpx.Response:
        return await self.post(self.rota, f"/bookings/{booking_id}/refusal", REFUSAL | facts)

    async def appeals(self, doctor: Actor, booking_id: str) -> httpx.Response:
        return await self.post(doctor, f"/bookings/{booking_id}/appeal", WHY)

    async def answers(self, booking_id: str, **facts: Any) -> httpx.Response:
        return await self.post(self.director, f"/bookings/{booking_id}/appeal/answer", UPHELD | facts)

    async def records(self, course_id: str, came: dict[str, bool], **headers: str) -> httpx.Response:
        """Whether each booking's doctor came."""
        marks = [{"booking_id": booking_id, "attended": attended} for booking_id, attended in came.items()]
        return await self.post(self.meded, f"/courses/{course_id}/register", {"marks": marks}, **headers)

    async def seats_left(self, course_id: str) -> int:
        return int((await self.get(self.meded, f"/courses/{course_id}")).json()["seats_left"])


def slug(answer: httpx.Response) -> str:
    return str(answer.json()["type"].rpartition("/")[2])
