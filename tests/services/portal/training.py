"""What pages of training are about: a course, and a doctor who booked it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx

from contracts.vocabulary import Role
from tests.services.opportunities.schooling import REFUSAL
from tests.services.portal.browser import Browser
from tests.services.portal.town import (
    CHAMPION,
    COORDINATOR,
    OWNER,
    Town,
    seen,
)

TITLE = "Leading a team through change"


async def scheduled(campus: Town) -> UUID:
    """Three hours in two weeks, organised by the medical education team."""
    begins = campus.portal.clock.now() + timedelta(days=14)
    organiser = await campus.person(OWNER)
    course: dict[str, Any] = {
        "trust": "R0B",
        "kind": "leadership",
        "title": TITLE,
        "organiser_id": str(organiser.person_id),
        "seats": 2,
        "sessions": [{"starts_at": begins.isoformat(), "ends_at": (begins + timedelta(hours=3)).isoformat()}],
    }
    async with campus.services["opportunities"].http(await campus.person(CHAMPION, Role.CHAMPION)) as http:
        made = await http.post("/api/opportunities/training/courses", json=course)
    assert made.status_code == 201, made.text
    return UUID(made.json()["id"])


async def books(browser: Browser, course_id: UUID) -> None:
    path = f"/training/{course_id}"
    booked = await browser.send(await browser.open(path), to=path)
    assert "Your seat is booked" in booked.text, seen(booked)


def seat_in(booked: httpx.Response, path: str) -> str:
    """What giving back their seat on this page leads to, behind the course's own path."""
    return booked.text.partition(f'action="{path}/seats/')[2].partition('"')[0]


async def is_not_released(campus: Town, doctor: Browser, course_id: UUID) -> tuple[str, str]:
    """They booked it and release is refused: where that is looked at, and where it is appealed against."""
    await books(doctor, course_id)
    coordinator = await campus.signed_in(COORDINATOR)
    booked = await coordinator.open(f"/releases/{course_id}")
    booking_id = booked.text.partition(f"/releases/{course_id}/")[2][:36]
    path = f"/releases/{course_id}/{booking_id}"
    check = await coordinator.send(await coordinator.open(path), to=path, **REFUSAL)
    await coordinator.send(check, to=path, step="send")
    return path, f"/training/{course_id}/seats/{booking_id}/appeal"
