"""What doctors did of their own accord: one row each."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from uuid import UUID

from sqlalchemy import ColumnElement, and_, insert, select, update

from chassis.paging import page_of
from chassis.work import UnitOfWork
from contracts import Actor
from services.opportunities.domain import Activity, ActivityStatus
from services.opportunities.store.tables import activities


async def add_activity(work: UnitOfWork, activity: Activity) -> None:
    await work.run(insert(activities).values(asdict(activity)))


async def activity(work: UnitOfWork, activity_id: UUID) -> Activity:
    """Load it and hold it: no one else changes or decides it until we commit. Raises NotFound."""
    which = activities.c.activity_id == activity_id
    return Activity(**await work.one(select(activities).where(which).with_for_update()))


async def look_at_activity(work: UnitOfWork, activity_id: UUID) -> Activity:
    """Load it without holding it, to show. Raises NotFound."""
    return Activity(**await work.one(select(activities).where(activities.c.activity_id == activity_id)))


async def keep_activity(work: UnitOfWork, activity: Activity) -> Activity:
    """Keep a held activity as its next version."""
    following = replace(activity, version=activity.version + 1)
    which = activities.c.activity_id == activity.activity_id
    await work.run(update(activities).where(which).values(asdict(following)))
    return following


async def my_activities(work: UnitOfWork, *, doctor_id: UUID, after: UUID | None, limit: int) -> Sequence[Activity]:
    """A doctor's own, newest first, from behind the one named."""
    return await _page(work, activities.c.doctor_id == doctor_id, after=after, limit=limit)


async def activities_to_confirm(
    work: UnitOfWork, *, actor: Actor, after: UUID | None, limit: int
) -> Sequence[Activity]:
    """What waits for this person where they serve, newest first."""
    of = activities.c
    serving_at = [grant.scope for grant in actor.grants if grant.scope]
    waiting = and_(of.lead_id == actor.person_id, of.trust.in_(serving_at), of.status == ActivityStatus.RECORDED)
    return await _page(work, waiting, after=after, limit=limit)


async def _page(work: UnitOfWork, which: ColumnElement[bool], *, after: UUID | None, limit: int) -> Sequence[Activity]:
    of = activities.c
    theirs = select(activities).where(which)
    page = page_of(theirs, of.recorded_at, of.activity_id, after=after, limit=limit)
    return [Activity(**row) for row in await work.all(page)]
