"""Granting one doctor more days of a leave year, or fewer, with a reason that the doctor reads (R4, R26)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from fastapi import Response

from chassis.errors import NotFound
from contracts.vocabulary import LeaveType
from services.portal.gateway import SaidNo
from services.portal.pages import entitlement, facts, words
from services.portal.pages.checking import CheckPage
from services.portal.pages.dates import day_fields, day_in, day_written, typed
from services.portal.pages.facts import Fact
from services.portal.pages.faults import told, too_long
from services.portal.pages.page import HOME, Fault, Link, Page
from services.portal.pages.particulars import days_typed
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting

router = Pages()
PATH = "/entitlements"
_TYPES = tuple((kind.value, words.LEAVE_TYPES[kind]) for kind in (LeaveType.STUDY, LeaveType.PROFESSIONAL))
_CHANGES = (("more", "More days"), ("fewer", "Fewer days"))
_FIELDS = ("registration", "type", *day_fields("on"), "change", "days", "reason")


@dataclass(frozen=True, kw_only=True)
class GrantingForm(Page):
    template: ClassVar = "granting_form.html.jinja"
    title: str = "Grant a doctor more leave, or less"
    back: Link | None = HOME
    path: str = PATH
    types: tuple[tuple[str, str], ...] = _TYPES
    changes: tuple[tuple[str, str], ...] = _CHANGES
    values: Mapping[str, str]
    notice: str = ""


@router.get(PATH)
async def granting_form(visit: Visiting, done: bool = False) -> Response:
    said = "It is granted. The doctor is told, and reads your reason." if done else ""
    values = {"type": LeaveType.STUDY.value, **typed(on=visit.today)}
    return visit.show(GrantingForm(values=values, notice=said))


@router.post(PATH)
async def grant_leave(visit: Visiting) -> Response:
    """It is checked first, beside what the doctor has now: none is changed, another one puts it right."""
    values, step = {name: visit.text(name) for name in _FIELDS}, visit.text("step")
    body, faults = _read(values)
    doctor_id = await facts.whose(visit, values["registration"])
    if doctor_id is None:
        faults = (Fault("registration", "Enter the registration number of a doctor who is known"), *faults)
    if step == "change" or faults or doctor_id is None:
        return visit.show(GrantingForm(values=values, faults=() if step == "change" else faults))
    path = f"{entitlement.API}/of/{doctor_id}"
    try:
        if step != "send":
            return await _check(visit, doctor_id, path, values, body)
        await visit.ask.post(f"{path}/adjustments", body, key=visit.key)
    except NotFound:
        faults = (Fault("registration", "What this doctor's leave year holds is for others to set"),)
    except SaidNo as no:
        faults = told(no, _FIELDS, otherwise="days")
    return visit.show(GrantingForm(values=values, faults=faults)) if faults else visit.go(f"{PATH}?done=true")


async def _check(
    visit: Visit, doctor_id: UUID, path: str, values: Mapping[str, str], body: Mapping[str, Any]
) -> Response:
    """Raises NotFound where it is not theirs to grant."""
    found = await visit.ask.get(entitlement.Entitlement, path, on=body["on"])
    kept = next(each for each in found.accounts if each.type == body["type"])
    called = await facts.names_shown(visit, {doctor_id})
    page = CheckPage(
        back=Link("Back", PATH),
        path=PATH,
        checked=(
            Fact("Doctor", f"{facts.doctor(doctor_id, called)}, {values['registration']}"),
            Fact("Kind of leave", dict(_TYPES)[values["type"]]),
            Fact("Leave year", facts.days(found.first_day, found.last_day)),
            Fact(dict(_CHANGES)[values["change"]], values["days"]),
            Fact("Reason", values["reason"]),
        ),
        carried=tuple(values.items()),
        send="Grant it",
        note="The doctor is told, and reads your reason. It cannot be changed: another one puts it right.",
        held_against=await entitlement.told(visit, kept),
    )
    return visit.show(page)


def _read(values: Mapping[str, str]) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    """As the leave service takes it, and what is missing."""
    faults: list[Fault] = []
    if values["type"] not in dict(_TYPES):
        faults.append(Fault("type", "Select which kind of leave it is"))
    on = day_in(values, "on", "day of the leave year", faults)
    if values["change"] not in dict(_CHANGES):
        faults.append(Fault("change", "Select whether there are more days or fewer"))
    days = days_typed(values["days"] or "none", faults)
    if days and Decimal(days) <= 0:
        faults.append(Fault("days", "Enter a number above 0, and say whether it is more or fewer"))
    if not values["reason"]:
        faults.append(Fault("reason", "Write why, for the doctor to read"))
    faults += too_long("reason", values["reason"])
    signed = f"-{days}" if values["change"] == "fewer" else days
    body = {"type": values["type"], "on": day_written(on), "days": signed, "reason": values["reason"]}
    return body, tuple(faults)
