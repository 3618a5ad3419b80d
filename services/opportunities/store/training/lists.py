"""Which courses somebody finds: those to come, those whose register is open, and those they have a seat in."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select

from chassis.paging import page_of
from chassis.work import UnitOfWork
from contracts import Actor
from contracts.vocabulary import Role
from services.opportunities.domain.training import (
    CLERKS,
    DIRECTORS,
    RELEASERS,
    SCHEDULERS,
    TUTORS,
    Booking,
    BookingStatus,
    Course,
)
from services.opportunities.store.tables import placements
from services.opportunities.store.training.courses import whole
from services.opportunities.store.training.tables import bookings, courses


async def coming_courses(work: UnitOfWork, *, actor: Actor, after: UUID | None, limit: int) -> Sequence[Course]:
    """What is not over and not cancelled, where one works on its first day, or looks after it; soonest first.

    Where one teaches too, and what doctors have a seat in whose programme one directs.
    """
    of = courses.c
    looked_after = of.trust.in_(_scopes(actor, SCHEDULERS | CLERKS | RELEASERS | TUTORS))
    serving_at = [grant.scope for grant in actor.grants if grant.scope]
    organises = and_(of.organiser_id == actor.person_id, of.trust.in_(serving_at))
    directed = _directed(_scopes(actor, DIRECTORS)).exists()
    theirs = or_(looked_after, organises, _works_there(actor.person_id), directed)
    page = select(courses).where(of.cancelled_at.is_(None), of.ends_at > work.now, theirs)
    return await _page(work, page, after=after, limit=limit)


async def directed_doctors(work: UnitOfWork, course: Course, *, by: Actor) -> frozenset[UUID]:
    """Whoever had a seat in it and is, on its first day, at its trust in a programme that somebody directs."""
    programmes = _scopes(by, DIRECTORS)
    if not programmes:
        return frozenset()
    found = _directed(programmes).where(courses.c.course_id == course.course_id)
    return frozenset(row["doctor_id"] for row in await work.all(found))


async def open_registers(work: UnitOfWork, *, actor: Actor, after: UUID | None, limit: int) -> Sequence[Course]:
    """What has begun, at trusts where one takes the register, and the register lacks somebody; oldest first."""
    of = courses.c
    lacking = select(bookings.c.booking_id).where(
        bookings.c.course_id == of.course_id, bookings.c.status == BookingStatus.BOOKED
    )
    theirs = of.trust.in_(_scopes(actor, CLERKS))
    page = select(courses).where(of.cancelled_at.is_(None), of.starts_at <= work.now, theirs, lacking.exists())
    return await _page(work, page, after=after, limit=limit)


async def my_seats(
    work: UnitOfWork, *, doctor_id: UUID, after: UUID | None, limit: int
) -> list[tuple[Course, Booking]]:
    """A doctor's own bookings, newest first, from behind the one named; each with its course."""
    of = bookings.c
    page: Select[Any] = select(of.course_id, of.booking_id).where(of.doctor_id == doctor_id)
    rows = await work.all(page_of(page, of.booked_at, of.booking_id, after=after, limit=limit))
    found = await work.all(select(courses).where(courses.c.course_id.in_({row["course_id"] for row in rows})))
    its = {course.course_id: course for course in await whole(work, found)}
    return [(its[row["course_id"]], its[row["course_id"]].booking(row["booking_id"])) for row in rows]


async def _page(work: UnitOfWork, page: Select[Any], *, after: UUID | None, limit: int) -> list[Course]:
    of = courses.c
    soonest_first = page_of(page, of.starts_at, of.course_id, after=after, limit=limit, oldest_first=True)
    return await whole(work, await work.all(soonest_first))


def _works_there(doctor_id: UUID) -> ColumnElement[bool]:
    """In a query over courses: what the domain asks of a doctor's placements (``Course.grades_of``)."""
    of, day = placements.c, courses.c.first_day
    there = (of.doctor_id == doctor_id, of.host == courses.c.trust, of.start <= day, of.end >= day)
    return select(of.placement_id).where(*there, of.cancelled.is_(False)).exists()


def _directed(programmes: Collection[str]) -> Select[Any]:
    """In a query over courses: whoever had a seat, and is there on its first day in one of these programmes."""
    of, day = placements.c, courses.c.first_day
    there = (of.doctor_id == bookings.c.doctor_id, of.host == courses.c.trust, of.start <= day, of.end >= day)
    theirs = select(bookings.c.doctor_id).where(bookings.c.course_id == courses.c.course_id, *there)
    return theirs.where(of.cancelled.is_(False), of.programme.in_(programmes))


def _scopes(actor: Actor, roles: Collection[Role]) -> list[str]:
    return sorted({grant.scope for grant in actor.grants if grant.role in roles and grant.scope})
