"""Hours beside somebody who leads: find and book them, give them back, and look back on them (M-E1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar
from uuid import UUID

from fastapi import Response

from chassis.errors import LostUpdate, NotFound
from contracts.vocabulary import CancellationReason
from services.portal.gateway import SaidNo
from services.portal.pages import facts, shapes, words
from services.portal.pages.facts import Fact
from services.portal.pages.faults import told, too_long
from services.portal.pages.page import HOME, Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting
from services.portal.pages.words import Tag

router = Pages()
BACK = Link("Shadowing", "/shadowing")
MINE = Link("Your shadowing", "/shadowing/bookings")
_API = "/api/role_modelling"
_GIVEN_BACK = (
    (CancellationReason.NOT_RELEASED.value, "I was not released from duty"),
    (CancellationReason.DOCTOR_UNAVAILABLE.value, "I cannot be there"),
    (CancellationReason.NO_LONGER_WANTED.value, "I no longer want it"),
)
"""The reasons that are a doctor's to give, in their own words."""


@dataclass(frozen=True, slots=True)
class Hours:
    """A slot in a list, or a booking with its state."""

    id: UUID
    title: str
    text: str
    tag: Tag | None = None


@dataclass(frozen=True, kw_only=True)
class ShadowingPage(Page):
    template: ClassVar = "shadowing.html.jinja"
    title: str = "Shadow somebody who leads"
    back: Link | None = HOME
    hours: tuple[Hours, ...]
    next: UUID | None


@dataclass(frozen=True, kw_only=True)
class BookingsPage(Page):
    template: ClassVar = "bookings.html.jinja"
    title: str = "Your shadowing"
    back: Link | None = BACK
    hours: tuple[Hours, ...]
    next: UUID | None


@dataclass(frozen=True, kw_only=True)
class SlotPage(Page):
    template: ClassVar = "slot.html.jinja"
    back: Link | None = BACK
    path: str
    facts: tuple[Fact, ...]
    version: int
    values: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class BookingPage(Page):
    template: ClassVar = "booking.html.jinja"
    back: Link | None = MINE
    path: str
    tag: Tag
    facts: tuple[Fact, ...]
    version: int
    may_give_back: bool
    may_look_back: bool
    reasons: tuple[tuple[str, str], ...] = _GIVEN_BACK
    values: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""


@router.get("/shadowing")
async def shadowing(visit: Visiting, after: UUID | None = None) -> Response:
    page = await visit.ask.get(shapes.Slots, f"{_API}/slots", after=after)
    hours = tuple([Hours(slot.id, slot.title, await _when_and_where(visit, slot)) for slot in page.items])
    return visit.show(ShadowingPage(hours=hours, next=page.next))


@router.get("/shadowing/{slot_id:uuid}")
async def slot(slot_id: UUID, visit: Visiting) -> Response:
    return await _show_slot(visit, slot_id)


@router.post("/shadowing/{slot_id:uuid}")
async def book_shadowing(slot_id: UUID, visit: Visiting) -> Response:
    objective = visit.text("objective")
    faults = too_long("objective", objective)
    if not objective:
        faults = (Fault("objective", "Write what you would like to learn"),)
    if faults:
        return await _show_slot(visit, slot_id, objective=objective, faults=faults)
    try:
        made = await visit.ask.post(f"{_API}/slots/{slot_id}/bookings", {"objective": objective}, key=visit.key)
    except SaidNo as no:
        faults = told(no, ("objective",), otherwise="objective")
        return await _show_slot(visit, slot_id, objective=objective, faults=faults)
    return visit.go(f"/shadowing/bookings/{shapes.Raised.model_validate(made).id}?done=booked")


@router.get("/shadowing/bookings")
async def my_bookings(visit: Visiting, after: UUID | None = None) -> Response:
    page = await visit.ask.get(shapes.Bookings, f"{_API}/bookings", after=after)
    hours = tuple(
        [
            Hours(each.id, each.slot.title, await _when_and_where(visit, each.slot), words.BOOKINGS[each.status])
            for each in page.items
        ]
    )
    return visit.show(BookingsPage(hours=hours, next=page.next))


@router.get("/shadowing/bookings/{booking_id:uuid}")
async def booking(booking_id: UUID, visit: Visiting, done: str = "") -> Response:
    return await _show(visit, booking_id, notice=_DONE.get(done, ""))


@router.post("/shadowing/bookings/{booking_id:uuid}/give-back")
async def give_back(booking_id: UUID, visit: Visiting) -> Response:
    reason = visit.text("reason")
    if reason not in dict(_GIVEN_BACK):
        return await _show(visit, booking_id, faults=(Fault("reason", "Select why you give it back"),))
    return await _send(visit, booking_id, "cancellation", {"reason": reason}, done="given-back")


@router.post("/shadowing/bookings/{booking_id:uuid}/debrief")
async def write_debrief(booking_id: UUID, visit: Visiting) -> Response:
    """Theirs alone; it may be written anew."""
    note = visit.text("note")
    faults = too_long("note", note)
    if not note:
        faults = (Fault("note", "Write what you learned"),)
    if faults:
        return await _show(visit, booking_id, values={"note": note}, faults=faults)
    return await _send(visit, booking_id, "debrief", {"note": note}, done="written")


_DONE = {
    "booked": "Your place is booked. The host is told.",
    "given-back": "Your place is given back. The host is told.",
    "written": "Your debrief is kept. Nobody reads it but you.",
}
_CHANGED = "This has changed since you opened it, so nothing was sent. Below is how it stands now."


async def _send(visit: Visit, booking_id: UUID, what: str, body: Mapping[str, str], *, done: str) -> Response:
    path = f"{_API}/bookings/{booking_id}/{what}"
    try:
        if what == "debrief":
            await visit.ask.put(path, body, version=visit.version)
        else:
            await visit.ask.post(path, body, key=visit.key, version=visit.version)
    except LostUpdate:
        return await _show(visit, booking_id, values=body, notice=_CHANGED, status=409)
    except SaidNo as no:
        faults = told(no, tuple(body), otherwise=next(iter(body)))
        return await _show(visit, booking_id, values=body, faults=faults)
    return visit.go(f"/shadowing/bookings/{booking_id}?done={done}")


async def _show_slot(visit: Visit, slot_id: UUID, *, objective: str = "", faults: tuple[Fault, ...] = ()) -> Response:
    found = await visit.ask.get(shapes.Slot, f"{_API}/slots/{slot_id}")
    page = SlotPage(
        title=found.title,
        path=f"/shadowing/{slot_id}",
        facts=await _facts(visit, found),
        version=found.version,
        values={"objective": objective},
        faults=faults,
    )
    return visit.show(page)


async def _show(
    visit: Visit,
    booking_id: UUID,
    *,
    values: Mapping[str, str] | None = None,
    faults: tuple[Fault, ...] = (),
    notice: str = "",
    status: int | None = None,
) -> Response:
    """One's own: what others booked with one is not on this page."""
    found = await visit.ask.get(shapes.Booking, f"{_API}/bookings/{booking_id}")
    if found.doctor_id != visit.person_id:
        raise NotFound
    page = BookingPage(
        title=found.slot.title,
        path=f"/shadowing/bookings/{booking_id}",
        tag=words.BOOKINGS[found.status],
        facts=(*await _facts(visit, found.slot), *facts.of_booking(found)),
        version=found.slot.version,
        may_give_back=found.status == "booked" and visit.now < found.slot.starts_at,
        may_look_back=found.status == "attended",
        values=values or {"note": found.debrief or ""},
        faults=faults,
        notice=notice,
    )
    return visit.show(page, status=status)


async def _facts(visit: Visit, of: shapes.Slot) -> tuple[Fact, ...]:
    called = await facts.names(visit, {of.host_id})
    return (
        Fact("When", facts.hours(of.starts_at, of.ends_at)),
        Fact("Where", await facts.place(visit, of.trust)),
        Fact("With", called.get(of.host_id) or facts.NOT_GIVEN),
        Fact("What you see", words.SHADOWING[of.kind]),
        Fact("For", ", ".join(of.grades) or "All grades"),
    )


async def _when_and_where(visit: Visit, of: shapes.Slot) -> str:
    return f"{facts.hours(of.starts_at, of.ends_at)}, {await facts.place(visit, of.trust)}"
