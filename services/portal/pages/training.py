"""A trust's own courses: find them, book a seat, give it back; and the register of who came (O-E2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar
from uuid import UUID

from fastapi import Response

from contracts.vocabulary.labels import REFUSALS, TRAINING_CANCELLATIONS
from services.portal.domain.offices import SCHEDULERS
from services.portal.gateway import SaidNo
from services.portal.pages import facts, words
from services.portal.pages.facts import Fact
from services.portal.pages.faults import too_long
from services.portal.pages.page import HOME, OVERTAKEN, Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.shapes.training import Course, Courses, Seat, Seats
from services.portal.pages.visit import Visit, Visiting
from services.portal.pages.words import Tag

router = Pages()
API = "/api/opportunities/training"
BACK = Link("Courses", "/training")
_MAY_ASK_AGAIN = frozenset({"given_back", "not_released"})


@dataclass(frozen=True, slots=True)
class Listed:
    id: UUID
    title: str
    text: str
    tag: Tag | None = None


@dataclass(frozen=True, kw_only=True)
class TrainingPage(Page):
    template: ClassVar = "training.html.jinja"
    title: str = "Courses in leading"
    back: Link | None = HOME
    may_plan: bool
    courses: tuple[Listed, ...]
    next: UUID | None


@dataclass(frozen=True, kw_only=True)
class SeatsPage(Page):
    template: ClassVar = "seats.html.jinja"
    title: str = "Your courses"
    back: Link | None = BACK
    seats: tuple[Listed, ...]
    next: UUID | None


@dataclass(frozen=True, kw_only=True)
class CoursePage(Page):
    template: ClassVar = "course.html.jinja"
    back: Link | None = BACK
    path: str
    facts: tuple[Fact, ...]
    tag: Tag | None
    seat: UUID | None
    """Their own, while they can give it back."""
    may_book: bool
    appealing: UUID | None
    """Their own, while they can appeal against not being released."""
    may_call_off: bool
    others: tuple[Fact, ...]
    """How the seats of others stand, for who may see that."""
    values: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""


@router.get("/training")
async def training(visit: Visiting, after: UUID | None = None) -> Response:
    page = await visit.ask.get(Courses, f"{API}/courses", after=after)
    courses = tuple([Listed(each.id, each.title, await _where(visit, each)) for each in page.items])
    return visit.show(TrainingPage(may_plan=bool(visit.roles & SCHEDULERS), courses=courses, next=page.next))


@router.get("/training/seats")
async def my_seats(visit: Visiting, after: UUID | None = None) -> Response:
    page = await visit.ask.get(Seats, f"{API}/bookings", after=after)
    seats = [
        Listed(each.course.id, each.course.title, await _where(visit, each.course), words.SEATS[each.status])
        for each in page.items
    ]
    return visit.show(SeatsPage(seats=tuple(seats), next=page.next))


@router.get("/training/{course_id:uuid}")
async def course(course_id: UUID, visit: Visiting, done: str = "") -> Response:
    return await _show(visit, course_id, notice=_DONE.get(done, ""))


@router.post("/training/{course_id:uuid}")
async def book_course(course_id: UUID, visit: Visiting) -> Response:
    """One tap; whoever plans the rota is told that the doctor needs release."""
    return await _send(visit, course_id, f"courses/{course_id}/bookings", done="booked")


@router.post("/training/{course_id:uuid}/seats/{booking_id:uuid}/give-back")
async def give_back_seat(course_id: UUID, booking_id: UUID, visit: Visiting) -> Response:
    return await _send(visit, course_id, f"bookings/{booking_id}/withdrawal", done="given-back")


@router.post("/training/{course_id:uuid}/seats/{booking_id:uuid}/appeal")
async def appeal_release(course_id: UUID, booking_id: UUID, visit: Visiting) -> Response:
    """Once: the director of medical education looks at why they are not released."""
    values = {"why": visit.text("why")}
    faults = too_long("why", values["why"]) if values["why"] else (Fault("why", "Write why you should be released"),)
    if faults:
        return await _show(visit, course_id, values=values, faults=faults)
    return await _send(visit, course_id, f"bookings/{booking_id}/appeal", values, done="appealed")


_DONE = {
    "appealed": "The director of medical education is asked to look at it. You are told what comes of it.",
    "booked": "Your seat is booked. Whoever plans your rota is told that you need release.",
    "given-back": "Your seat is given back.",
    "planned": "The course is offered. Doctors who work there can book it.",
    "called-off": "The course is called off. Whoever had booked is told.",
    OVERTAKEN: "This course has changed since you opened it, so nothing was sent. Below is how it stands now.",
}


async def _send(
    visit: Visit, course_id: UUID, what: str, body: Mapping[str, str] | None = None, *, done: str
) -> Response:
    """Whatever the course's version: that others booked meanwhile is no reason against it."""
    try:
        await visit.ask.post(f"{API}/{what}", body, key=visit.key)
    except SaidNo as no:
        return await _show(visit, course_id, notice=words.sentence(no.detail), status=409)
    return visit.go(f"/training/{course_id}?done={done}")


async def _show(
    visit: Visit,
    course_id: UUID,
    *,
    notice: str = "",
    status: int | None = None,
    values: Mapping[str, str] | None = None,
    faults: tuple[Fault, ...] = (),
) -> Response:
    found = await visit.ask.get(Course, f"{API}/courses/{course_id}")
    mine, is_ahead = found.seat_of(visit.person_id), visit.now < found.sessions[0].starts_at
    is_booked = mine is not None and mine.status == "booked"
    page = CoursePage(
        title=found.title,
        path=f"/training/{course_id}",
        facts=await _facts(visit, found, mine),
        tag=words.SEATS[mine.status] if mine else None,
        seat=mine.id if mine and is_booked and is_ahead else None,
        appealing=mine.id if mine and is_ahead and _may_appeal(found, mine) else None,
        may_call_off=found.may_be_called_off,
        others=await _others(visit, found),
        may_book=visit.is_a_doctor
        and is_ahead
        and found.cancelled_at is None
        and (mine is None or mine.status in _MAY_ASK_AGAIN),
        values=values or {},
        faults=faults,
        notice=notice,
    )
    return visit.show(page, status=status)


async def is_own_seat(visit: Visit, which: str) -> bool:
    """Whether it is among their last bookings."""
    if not visit.is_a_doctor:
        return False
    mine = await visit.ask.get(Seats, f"{API}/bookings", limit=100)
    return any(str(seat.id) == which for seat in mine.items)


def _may_appeal(of: Course, mine: Seat) -> bool:
    return mine.status == "not_released" and of.appeal_of(mine.doctor_id) is None and of.cancelled_at is None


async def _facts(visit: Visit, of: Course, mine: Seat | None) -> tuple[Fact, ...]:
    told = [
        Fact("When", "\n".join(facts.hours(each.starts_at, each.ends_at) for each in of.sessions)),
        Fact("Where", await facts.place(visit, of.trust)),
        Fact("What it teaches", words.TRAINING[of.kind]),
        Fact("Seats left", str(of.seats_left)),
        Fact("For", ", ".join(of.grades) or "All grades"),
    ]
    if of.reason:
        told.append(Fact("Why it does not take place", words.sentence(TRAINING_CANCELLATIONS[of.reason])))
    if mine and mine.reason:
        told.append(Fact("Why you are not released", words.sentence(REFUSALS[mine.reason])))
    if mine:
        said = (("In their words", mine.words), ("Instead", mine.alternative), ("What you can do next", mine.next_step))
        told.extend(Fact(label, text) for label, text in said if text)
    if mine and (appealed := of.appeal_of(mine.doctor_id)):
        told.extend(of_appeal(of, appealed))
    return tuple(told)


async def _others(visit: Visit, of: Course) -> tuple[Fact, ...]:
    seats = [seat for seat in of.bookings if seat.doctor_id != visit.person_id]
    called = await facts.names_shown(visit, {seat.doctor_id for seat in seats})
    return tuple(Fact(facts.doctor(seat.doctor_id, called), words.ATTENDEES[seat.status].text) for seat in seats)


def of_appeal(of: Course, seat: Seat) -> tuple[Fact, ...]:
    """Why its doctor appealed against not being released, for who may read that, and what came of it."""
    waits = "Not answered yet" if of.cancelled_at is None else "Not answered, for the course does not take place"
    found = words.RELEASE_APPEALS[seat.appeal_outcome].text if seat.appeal_outcome else waits
    told = (("Appealed because", seat.appeal), ("Answer", found if seat.appealed_at else None))
    return tuple(Fact(label, text) for label, text in (*told, ("In the director's words", seat.appeal_answer)) if text)


async def _where(visit: Visit, of: Course) -> str:
    first = of.sessions[0]
    return f"{facts.hours(first.starts_at, first.ends_at)}, {await facts.place(visit, of.trust)}"
