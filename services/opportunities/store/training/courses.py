"""A course with its sessions and bookings: one aggregate, held by its course's row."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import asdict, fields, replace
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from chassis.work import UnitOfWork
from services.opportunities.domain.training import Booking, Course, Session
from services.opportunities.store.training.tables import bookings, courses, sessions

_OF_COURSE = tuple(field.name for field in fields(Course) if field.name not in ("sessions", "bookings"))
_OF_BOOKING = tuple(field.name for field in fields(Booking))
_STATED = upsert(bookings)
_KEEP_BOOKINGS = _STATED.on_conflict_do_update(
    index_elements=["booking_id"],
    set_={c.name: _STATED.excluded[c.name] for c in bookings.columns if not c.primary_key},
)


async def add_course(work: UnitOfWork, course: Course) -> None:
    await work.run(insert(courses).values(_row(course)))
    in_order = [{"course_id": course.course_id, "place": n, **asdict(one)} for n, one in enumerate(course.sessions, 1)]
    await work.run(insert(sessions), in_order)


async def course(work: UnitOfWork, course_id: UUID) -> Course:
    """Load it and hold it: no seat of it is taken or given back until we commit. Raises NotFound."""
    row = await work.one(select(courses).where(courses.c.course_id == course_id).with_for_update())
    return (await whole(work, [row]))[0]


async def course_of(work: UnitOfWork, booking_id: UUID) -> Course:
    """Load and hold the course that a booking belongs to. Raises NotFound."""
    its = select(bookings.c.course_id).where(bookings.c.booking_id == booking_id).scalar_subquery()
    row = await work.one(select(courses).where(courses.c.course_id == its).with_for_update())
    return (await whole(work, [row]))[0]


async def look_at_course(work: UnitOfWork, course_id: UUID) -> Course:
    """Load it without holding it, to show. Raises NotFound."""
    row = await work.one(select(courses).where(courses.c.course_id == course_id))
    return (await whole(work, [row]))[0]


async def keep_course(work: UnitOfWork, course: Course, *, before: Course) -> Course:
    """Keep a held course as its next version, with those of its bookings that are not as they were before."""
    following = replace(course, version=course.version + 1)
    await work.run(update(courses).where(courses.c.course_id == course.course_id).values(_row(following)))
    if changed := set(course.bookings) - set(before.bookings):
        of_booking = [{name: getattr(each, name) for name in _OF_BOOKING} for each in changed]
        await work.run(_KEEP_BOOKINGS, [{"course_id": course.course_id, **row} for row in of_booking])
    return following


async def whole(work: UnitOfWork, rows: Collection[RowMapping]) -> list[Course]:
    """Rows of courses with what belongs to them, in their order."""
    ids = {row["course_id"] for row in rows}
    when: dict[UUID, list[Session]] = defaultdict(list)
    who: dict[UUID, list[Booking]] = defaultdict(list)
    if rows:
        in_order = select(sessions).where(sessions.c.course_id.in_(ids)).order_by(sessions.c.place)
        for row in await work.all(in_order):
            when[row["course_id"]].append(Session(row["starts_at"], row["ends_at"]))
        of_these = select(bookings).where(bookings.c.course_id.in_(ids))
        for row in await work.all(of_these.order_by(bookings.c.booked_at, bookings.c.booking_id)):
            who[row["course_id"]].append(Booking(**_only(row, _OF_BOOKING)))
    return [
        Course(
            **_only(row, _OF_COURSE),
            sessions=tuple(when[row["course_id"]]),
            bookings=tuple(who[row["course_id"]]),
        )
        for row in rows
    ]


def _only(row: RowMapping, names: Iterable[str]) -> dict[str, Any]:
    return {name: row[name] for name in names}


def _row(course: Course) -> dict[str, Any]:
    derived = ("starts_at", "ends_at", "first_day")
    return {name: getattr(course, name) for name in (*_OF_COURSE, *derived)}
