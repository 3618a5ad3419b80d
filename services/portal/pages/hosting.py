"""The host's side of shadowing: who booked, who came, and hours or places that are taken back (M-E1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar
from uuid import UUID

from fastapi import Response

from chassis.errors import LostUpdate, NotFound
from contracts.vocabulary import CancellationReason, Role
from contracts.vocabulary.labels import CANCELLATIONS
from services.portal.domain.offices import HOSTS
from services.portal.gateway import SaidNo
from services.portal.pages import facts, offering, shapes, words
from services.portal.pages.checking import CheckPage
from services.portal.pages.facts import Fact
from services.portal.pages.faults import told, whole_number
from services.portal.pages.listing import Listed, ListPage, older
from services.portal.pages.page import Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting
from services.portal.pages.words import Tag

router = Pages()
BACK, PATH, _API = offering.BACK, offering.BACK.href, "/api/role_modelling"
Choices = tuple[tuple[str, str], ...]
_TAKEN_BACK = (
    CancellationReason.HOST_UNAVAILABLE,
    CancellationReason.SERVICE_PRESSURE,
    CancellationReason.NOT_TAKING_PLACE,
    CancellationReason.PLACE_NOT_SUITABLE,
)
_REASONS: Choices = tuple((reason.value, words.sentence(CANCELLATIONS[reason])) for reason in _TAKEN_BACK)
"""The reasons that are a host's to give."""


@dataclass(frozen=True, kw_only=True)
class HostedPage(Page):
    template: ClassVar = "hosted.html.jinja"
    back: Link | None = BACK
    path: str
    facts: tuple[Fact, ...]
    booked: tuple[Listed, ...]
    version: int
    may_cancel: bool
    reasons: Choices = _REASONS
    values: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""


@dataclass(frozen=True, kw_only=True)
class GuestPage(Page):
    """One doctor's booking, as the host has it."""

    template: ClassVar = "guest.html.jinja"
    path: str
    tag: Tag
    facts: tuple[Fact, ...]
    version: int
    may_take_back: bool
    may_complete: bool
    reasons: Choices = _REASONS
    values: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""


@router.get(PATH)
async def hosting(visit: Visiting, after: UUID | None = None) -> Response:
    page = await visit.ask.get(shapes.HostedSlots, f"{_API}/hosted", after=after)
    return visit.show(
        ListPage(
            title=BACK.text,
            begin=offering.NEW if visit.roles & HOSTS else None,
            listed=tuple(
                Listed(
                    f"{PATH}/{each.id}",
                    each.title,
                    f"{facts.hours(each.starts_at, each.ends_at)}. {words.counted(each.booked, 'doctor')} booked",
                    Tag("Cancelled", "red") if each.status == "cancelled" else None,
                )
                for each in page.items
            ),
            empty="You host no shadowing.",
            older=older(PATH, page.next),
        )
    )


@router.get(PATH + "/{slot_id:uuid}")
async def hosted(slot_id: UUID, visit: Visiting, done: str = "") -> Response:
    return await _show(visit, slot_id, notice=_DONE.get(done, ""))


@router.post(PATH + "/{slot_id:uuid}/cancel")
async def cancel_hosted(slot_id: UUID, visit: Visiting) -> Response:
    """The whole of it, for good: it is checked first."""
    reason, step = visit.text("reason"), visit.text("step")
    known = dict(_REASONS)
    if step == "change" or reason not in known:
        faults = () if step == "change" else (Fault("reason", "Select why it is cancelled"),)
        return await _show(visit, slot_id, values={"reason": reason}, faults=faults)
    path = f"{PATH}/{slot_id}"
    if step == "send":
        api = f"{_API}/slots/{slot_id}/cancellation"
        try:
            await visit.ask.post(api, {"reason": reason}, key=visit.key, version=visit.version)
        except (LostUpdate, SaidNo):
            return await _show(visit, slot_id, notice=_CHANGED, status=409)
        return visit.go(f"{path}?done=cancelled")
    page = CheckPage(
        back=Link("Back", path),
        path=f"{path}/cancel",
        checked=(Fact("Why it is cancelled", known[reason]),),
        carried=(("reason", reason), ("_version", visit.text("_version"))),
        send="Cancel these hours",
        note="Everybody who has booked is told. It cannot be taken back.",
    )
    return visit.show(page)


@router.get(PATH + "/bookings/{booking_id:uuid}")
async def guest(booking_id: UUID, visit: Visiting) -> Response:
    return await _show_guest(visit, booking_id)


@router.post(PATH + "/bookings/{booking_id:uuid}/take-back")
async def take_place_back(booking_id: UUID, visit: Visiting) -> Response:
    values = {"reason": visit.text("reason")}
    if values["reason"] not in dict(_REASONS):
        faults = (Fault("reason", "Select why you take the place back"),)
        return await _show_guest(visit, booking_id, faults=faults)
    return await _send(visit, booking_id, "cancellation", values, values, done="taken-back")


@router.post(PATH + "/bookings/{booking_id:uuid}/complete")
async def complete_shadowing(booking_id: UUID, visit: Visiting) -> Response:
    """Once it is over: whether the doctor came, and for how long."""
    values = {name: visit.text(name) for name in ("attended", "minutes")}
    came, minutes = values["attended"] == "yes", whole_number(values["minutes"])
    faults = [] if values["attended"] in ("yes", "no") else [Fault("attended", "Select whether the doctor came")]
    if came and not minutes:
        faults.append(Fault("minutes", "Enter the minutes in whole numbers"))
    if faults:
        return await _show_guest(visit, booking_id, values=values, faults=tuple(faults))
    body = {"attended": came, "minutes": minutes if came else 0}
    return await _send(visit, booking_id, "completion", body, values, done="completed")


_DONE = {
    "offered": "These hours are offered. Doctors who work there can book them.",
    "cancelled": "These hours are cancelled. Whoever had booked is told.",
    "taken-back": "The place is taken back. The doctor is told.",
    "completed": "It is recorded.",
}
_CHANGED = "This has changed since you opened it, so nothing was sent. Below is how it stands now."


async def _send(
    visit: Visit, booking_id: UUID, what: str, body: Mapping[str, Any], values: Mapping[str, str], *, done: str
) -> Response:
    booking = await _booking(visit, booking_id)
    try:
        path = f"{_API}/bookings/{booking_id}/{what}"
        await visit.ask.post(path, body, key=visit.key, version=visit.version)
    except LostUpdate:
        return await _show_guest(visit, booking_id, values=values, notice=_CHANGED, status=409)
    except SaidNo as no:
        if no.answered == 422:
            faults = told(no, tuple(values), otherwise=tuple(values)[-1])
            return await _show_guest(visit, booking_id, values=values, faults=faults)
        return await _show_guest(visit, booking_id, values=values, notice=words.sentence(no.detail), status=409)
    return visit.go(f"{PATH}/{booking.slot.id}?done={done}")


async def _booking(visit: Visit, booking_id: UUID) -> shapes.Booking:
    """As whoever keeps its hours has it. Raises NotFound to its doctor, who has another page."""
    found = await visit.ask.get(shapes.Booking, f"{_API}/bookings/{booking_id}")
    if found.doctor_id == visit.person_id:
        raise NotFound
    return found


async def _show(
    visit: Visit,
    slot_id: UUID,
    *,
    values: Mapping[str, str] | None = None,
    faults: tuple[Fault, ...] = (),
    notice: str = "",
    status: int | None = None,
) -> Response:
    found = await visit.ask.get(shapes.HostedSlot, f"{_API}/slots/{slot_id}")
    is_champion = visit.holds({Role.CHAMPION}, at=found.trust)
    if found.host_id != visit.person_id and not is_champion:
        raise NotFound
    called = await facts.names_shown(visit, {each.doctor_id for each in found.bookings})
    page = HostedPage(
        title=found.title,
        path=f"{PATH}/{slot_id}",
        facts=(
            Fact("When", facts.hours(found.starts_at, found.ends_at)),
            Fact("Where", await facts.place(visit, found.trust)),
            Fact("Places left", str(found.free_places)),
        ),
        booked=tuple(
            Listed(
                f"{PATH}/bookings/{each.id}",
                facts.doctor(each.doctor_id, called),
                each.objective,
                words.GUESTS[each.status],
            )
            for each in found.bookings
        ),
        version=found.version,
        may_cancel=found.status != "cancelled" and visit.now < found.starts_at,
        values=values or {},
        faults=faults,
        notice=notice,
    )
    return visit.show(page, status=status)


async def _show_guest(
    visit: Visit,
    booking_id: UUID,
    *,
    values: Mapping[str, str] | None = None,
    faults: tuple[Fault, ...] = (),
    notice: str = "",
    status: int | None = None,
) -> Response:
    found = await _booking(visit, booking_id)
    called = await facts.names_shown(visit, {found.doctor_id})
    is_booked = found.status == "booked"
    hours = Fact("When", facts.hours(found.slot.starts_at, found.slot.ends_at))
    page = GuestPage(
        title=f"{facts.doctor(found.doctor_id, called)}: {found.slot.title}",
        back=Link("Back", f"{PATH}/{found.slot.id}"),
        path=f"{PATH}/bookings/{booking_id}",
        tag=words.GUESTS[found.status],
        facts=(hours, *facts.of_booking(found, is_mine=False)),
        version=found.slot.version,
        may_take_back=is_booked and visit.now < found.slot.starts_at,
        may_complete=is_booked and visit.now >= found.slot.ends_at,
        values=values or {},
        faults=faults,
        notice=notice,
    )
    return visit.show(page, status=status)
