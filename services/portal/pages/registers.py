"""The register of a course: who came, taken for everybody at once (O-E2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from fastapi import Response

from chassis.errors import LostUpdate, NotFound
from services.portal.gateway import SaidNo
from services.portal.pages import facts, words
from services.portal.pages.page import HOME, Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.shapes.training import Course, Courses, Seat
from services.portal.pages.training import API
from services.portal.pages.visit import Visit, Visiting

router = Pages()
BACK = Link("Registers to take", "/registers")
_ON_IT = frozenset({"booked", "attended", "missed"})
_ANSWERS = frozenset({"yes", "no"})
_RECORDED = {"attended": "yes", "missed": "no"}


@dataclass(frozen=True, kw_only=True)
class RegistersPage(Page):
    template: ClassVar = "registers.html.jinja"
    title: str = "Registers to take"
    back: Link | None = HOME
    courses: tuple[tuple[Course, str], ...]
    """Each with when and where it was."""
    next: UUID | None
    notice: str = ""


@dataclass(frozen=True, kw_only=True)
class RegisterPage(Page):
    template: ClassVar = "register.html.jinja"
    back: Link | None = BACK
    path: str
    when: str
    lines: tuple[tuple[str, str], ...]
    """The name of each doctor's field, and what the doctor is called."""
    version: int
    values: Mapping[str, str]
    notice: str = ""


@router.get("/registers")
async def registers(visit: Visiting, after: UUID | None = None, done: str = "") -> Response:
    page = await visit.ask.get(Courses, f"{API}/registers", after=after)
    courses = tuple([(each, await _when(visit, each)) for each in page.items])
    return visit.show(RegistersPage(courses=courses, next=page.next, notice=_TAKEN if done == "taken" else ""))


@router.get("/registers/{course_id:uuid}")
async def register(course_id: UUID, visit: Visiting) -> Response:
    found = await visit.ask.get(Course, f"{API}/courses/{course_id}")
    values = {_field(seat): _RECORDED.get(seat.status, "") for seat in _on_it(found)}
    return await _show(visit, found, values=values)


@router.post("/registers/{course_id:uuid}")
async def take_register(course_id: UUID, visit: Visiting) -> Response:
    """All of it, or nothing; put right later, of those alone who are marked otherwise: others keep their minutes."""
    found = await visit.ask.get(Course, f"{API}/courses/{course_id}")
    values = {_field(seat): visit.text(_field(seat)) for seat in _on_it(found)}
    if not set(values.values()) <= _ANSWERS:
        return await _show(visit, found, values=values, missing=True)
    otherwise = [seat for seat in _on_it(found) if values[_field(seat)] != _RECORDED.get(seat.status)]
    marks = [{"booking_id": str(seat.id), "attended": values[_field(seat)] == "yes"} for seat in otherwise]
    path = f"{API}/courses/{course_id}/register"
    try:
        if marks:
            await visit.ask.post(path, {"marks": marks}, key=visit.key, version=visit.version)
    except LostUpdate:
        return await _show(visit, found, values=values, notice=_CHANGED, status=409)
    except SaidNo as no:
        return await _show(visit, found, values=values, notice=words.sentence(no.detail), status=409)
    return visit.go("/registers?done=taken")


_TAKEN = "The register is taken."
_CHANGED = "Bookings have changed since you opened this, so nothing was sent. Check the register, and send it again."


async def _show(
    visit: Visit,
    found: Course,
    *,
    values: Mapping[str, str],
    missing: bool = False,
    notice: str = "",
    status: int | None = None,
) -> Response:
    """Raises NotFound where there is nobody to record, or none that one may see."""
    seats = _on_it(found)
    if not seats:
        raise NotFound
    called = await facts.names_shown(visit, {seat.doctor_id for seat in seats})
    lines = tuple((_field(seat), facts.doctor(seat.doctor_id, called)) for seat in seats)
    faults = tuple(Fault(name, f"Select whether {who} came") for name, who in lines if values[name] not in _ANSWERS)
    page = RegisterPage(
        title=f"Who came: {found.title}",
        path=f"/registers/{found.id}",
        when=await _when(visit, found),
        lines=lines,
        version=found.version,
        values=values,
        faults=faults if missing else (),
        notice=notice,
    )
    return visit.show(page, status=status)


def _on_it(found: Course) -> tuple[Seat, ...]:
    return tuple(seat for seat in found.bookings if seat.status in _ON_IT)


def _field(seat: Seat) -> str:
    return f"came-{seat.id}"


async def _when(visit: Visit, of: Course) -> str:
    first, last = of.sessions[0], of.sessions[-1]
    return f"{facts.hours(first.starts_at, last.ends_at)}, {await facts.place(visit, of.trust)}"
