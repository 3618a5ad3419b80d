"""The routes of a trust's own courses (O-E2): schedule, book, give back, refuse release, take the register, cancel."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from chassis.http import Begun, Match, Router, etag
from chassis.ids import uuid7
from services.opportunities import store
from services.opportunities.api.training_bodies import (
    CoursePage,
    CourseWithBookings,
    NewCourse,
    NewRegister,
    NewReleaseAnswer,
    NewReleaseAppeal,
    NewReleaseRefusal,
    NewTrainingCancellation,
    RegisterPage,
    SeatPage,
)
from services.opportunities.api.views import Made
from services.opportunities.domain import training

router = Router(prefix="/api/opportunities/training", tags=["training"])

Limit = Annotated[int, Query(ge=1, le=100)]


@router.post("/courses", status_code=201)
async def schedule_course(body: NewCourse, work: Begun) -> Made:
    """Offer your trust's residents a course in leading, managing or improving quality (O-E2)."""
    outcome = training.schedule(
        body.wish(),
        course_id=uuid7(work.now),
        by=work.actor,
        organiser_is_there=await store.is_appointed(work, body.organiser_id, at=body.trust),
        terms=await store.training_terms(work),
        at=work.now,
    )
    await store.add_course(work, outcome.course)
    work.say(*outcome.events)
    return Made(id=outcome.course.course_id)


@router.get("/courses")
async def courses(work: Begun, after: UUID | None = None, limit: Limit = 50) -> CoursePage:
    """What is to come where you work on its first day, and what you look after; soonest first."""
    page = await store.coming_courses(work, actor=work.actor, after=after, limit=limit)
    return CoursePage.of(page, limit=limit)


@router.get("/courses/{course_id}")
async def look_at_course(course_id: UUID, work: Begun, response: Response) -> CourseWithBookings:
    """One course: with every booking for who looks after it, records or releases, with their own for a doctor.

    A tutor of the trust sees how each seat stands, a programme's director how those of its doctors do.
    """
    course = await store.look_at_course(work, course_id)
    bookings = course.bookings_seen_by(
        work.actor,
        placements=await store.placements_of(work, work.actor.person_id),
        directed=await store.directed_doctors(work, course, by=work.actor),
    )
    etag(response, course.version)
    terms = await store.refusal_terms(work, course.trust)
    return CourseWithBookings.of(course, bookings, by=work.actor, refusal_codes=terms.codes)


@router.post("/courses/{course_id}/bookings", status_code=201)
async def book_course(course_id: UUID, work: Begun, match: Match) -> Made:
    """Take a seat; whoever asks is the doctor, and the rota coordinators are told that you need release."""
    course = await store.course(work, course_id)
    booking_id = uuid7(work.now)
    outcome = training.book(
        course,
        booking_id=booking_id,
        by=work.actor,
        placements=await store.placements_of(work, work.actor.person_id),
        at=work.now,
        match=match,
    )
    await store.keep_course(work, outcome.course, before=course)
    work.say(*outcome.events)
    return Made(id=booking_id)


@router.post("/courses/{course_id}/cancellation", status_code=204)
async def cancel_course(course_id: UUID, body: NewTrainingCancellation, work: Begun, match: Match) -> None:
    """The course does not take place: every seat in it is gone."""
    course = await store.course(work, course_id)
    outcome = training.cancel(course, by=work.actor, reason=body.reason, at=work.now, match=match)
    await store.keep_course(work, outcome.course, before=course)
    work.say(*outcome.events)


@router.post("/courses/{course_id}/register", status_code=204)
async def take_register(course_id: UUID, body: NewRegister, work: Begun, match: Match) -> None:
    """Record for many doctors at once whether they came; all of it holds, or nothing. It may be put right later."""
    course = await store.course(work, course_id)
    outcome = training.take_register(course, body.lines(), by=work.actor, at=work.now, match=match)
    await store.keep_course(work, outcome.course, before=course)
    work.say(*outcome.events)


@router.get("/registers")
async def registers(work: Begun, after: UUID | None = None, limit: Limit = 50) -> RegisterPage:
    """Courses that have begun and whose register you have still to take; oldest first."""
    page = await store.open_registers(work, actor=work.actor, after=after, limit=limit)
    return RegisterPage.of(page, by=work.actor, limit=limit)


@router.get("/bookings")
async def my_seats(work: Begun, after: UUID | None = None, limit: Limit = 50) -> SeatPage:
    """Your own bookings with their courses, newest first."""
    page = await store.my_seats(work, doctor_id=work.actor.person_id, after=after, limit=limit)
    return SeatPage.of(page, limit=limit)


@router.post("/bookings/{booking_id}/withdrawal", status_code=204)
async def give_back_seat(booking_id: UUID, work: Begun, match: Match) -> None:
    """Give your seat back before the course begins."""
    course = await store.course_of(work, booking_id)
    outcome = training.give_back(course, booking_id, by=work.actor, at=work.now, match=match)
    await store.keep_course(work, outcome.course, before=course)
    work.say(*outcome.events)


@router.post("/bookings/{booking_id}/refusal", status_code=204)
async def refuse_release(booking_id: UUID, body: NewReleaseRefusal, work: Begun, match: Match) -> None:
    """Say that the rota does not release this doctor, why, what instead and what next; the seat is free again (R17)."""
    course = await store.course_of(work, booking_id)
    outcome = training.refuse_release(
        course,
        booking_id,
        by=work.actor,
        refusal=body.refusal(),
        terms=await store.refusal_terms(work, course.trust),
        at=work.now,
        match=match,
    )
    await store.keep_course(work, outcome.course, before=course)
    work.say(*outcome.events)


@router.post("/bookings/{booking_id}/appeal", status_code=204)
async def appeal_release(booking_id: UUID, body: NewReleaseAppeal, work: Begun, match: Match) -> None:
    """You are not released: ask the director of medical education of that trust to look at it, once (R17)."""
    course = await store.course_of(work, booking_id)
    judges = await store.holders_at(work, course.trust, training.JUDGES)
    outcome = training.appeal(
        course, booking_id, by=work.actor, words=body.why, judges=judges, at=work.now, match=match
    )
    await store.keep_course(work, outcome.course, before=course)
    work.say(*outcome.events)


@router.post("/bookings/{booking_id}/appeal/answer", status_code=204)
async def answer_release_appeal(booking_id: UUID, body: NewReleaseAnswer, work: Begun, match: Match) -> None:
    """For good: upheld, the doctor is released, and has a seat again where one is left."""
    course = await store.course_of(work, booking_id)
    answered = body.model_dump()
    outcome = training.answer_appeal(course, booking_id, by=work.actor, **answered, at=work.now, match=match)
    await store.keep_course(work, outcome.course, before=course)
    work.say(*outcome.events)
