"""Facts of a trust's training, forum and fellows as they stand, kept set-based."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import select

from chassis.copies import amend_rows, keep_rows
from chassis.work import UnitOfWork
from contracts.vocabulary import CriterionCode
from services.reporting.domain import Keeping, Spell
from services.reporting.store.facts import Fact
from services.reporting.store.tables import (
    fellowship,
    forum_action,
    forum_meeting,
    forum_request,
    training_booking,
)


async def keep_training(work: UnitOfWork, rows: Collection[Fact]) -> None:
    await keep_rows(work, training_booking, rows)


async def courses_attended(work: UnitOfWork, spells: Collection[Spell], *, doctor_id: UUID) -> list[Keeping]:
    """What the register last said of the doctor keeps the promise of the placement in which the course began (O-E2)."""
    of = training_booking.c
    came = await work.all(select(training_booking).where(of.doctor_id == doctor_id, of.state == "attended"))
    return [
        Keeping(one.placement_id, CriterionCode.O_E2, row["event_id"], row["said_on"])
        for one in spells
        for row in came
        if row["trust"] == one.host and one.first_day <= row["first_day"] <= one.last_day
    ]


async def keep_forums(work: UnitOfWork, requests: Collection[Fact], founded: Mapping[UUID, date]) -> None:
    """One that nobody had asked for has no row to amend: it was in no time to be founded by."""
    await keep_rows(work, forum_request, requests)
    await amend_rows(work, forum_request, [{"forum_id": one, "founded_on": on} for one, on in founded.items()])


async def keep_meetings(work: UnitOfWork, rows: Collection[Fact]) -> None:
    await keep_rows(work, forum_meeting, rows)


async def keep_actions(work: UnitOfWork, rows: Collection[Fact], closed: Mapping[UUID, date]) -> None:
    await keep_rows(work, forum_action, rows)
    await amend_rows(work, forum_action, [{"action_id": one, "closed_on": on} for one, on in closed.items()])


async def keep_fellowships(
    work: UnitOfWork, appointed: Collection[Fact], reported: Collection[Fact], ended: Collection[Fact]
) -> None:
    await keep_rows(work, fellowship, appointed)
    await amend_rows(work, fellowship, reported)
    await amend_rows(work, fellowship, ended)
