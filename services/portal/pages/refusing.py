"""Refusing leave, with reasons, and days that can be taken instead (R17)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from fastapi import Response

from contracts.vocabulary import RefusalReason
from contracts.vocabulary.labels import REFUSALS
from services.portal.gateway import SaidNo
from services.portal.pages import facts, shapes, words
from services.portal.pages.approvals import decide, doctor, sent
from services.portal.pages.checking import CheckPage
from services.portal.pages.dates import day_fields, day_in, day_written
from services.portal.pages.facts import Fact
from services.portal.pages.faults import told
from services.portal.pages.page import Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting

router = Pages()
_OFFERED = {"alternative_first_day": "first day offered", "alternative_last_day": "last day offered"}
"""Days that the doctor can take instead, with one tap; none need be offered."""
_REFUSAL = {
    "explanation": ("Explain", "Explain why, for the doctor to read"),
    "alternative": ("Alternative", "Offer an alternative, such as other days"),
    "next_step": ("Next step", "Write what the doctor can do next"),
}
"""The words of a refusal: what they are called, and what is said where they are missing."""


@dataclass(frozen=True, kw_only=True)
class RefusalForm(Page):
    template: ClassVar = "refusal_form.html.jinja"
    title: str = "Why do you refuse this leave?"
    path: str
    about: str
    version: int
    reasons: tuple[tuple[str, str], ...] = tuple(
        (reason.value, words.sentence(text)) for reason, text in REFUSALS.items()
    )
    values: Mapping[str, str]


@router.get("/approvals/{leave_id:uuid}/refuse")
async def refusal_form(leave_id: UUID, visit: Visiting) -> Response:
    leave = await visit.ask.get(shapes.Leave, f"/api/leave/requests/{leave_id}")
    if not leave.is_to_decide or leave.status != "waiting":
        return visit.go(f"/approvals/{leave_id}")
    return visit.show(await _form(visit, leave, {}, version=leave.version))


@router.post("/approvals/{leave_id:uuid}/refuse")
async def refuse_leave(leave_id: UUID, visit: Visiting) -> Response:
    """From the form to the answers to check, and back to change them; from there it is said."""
    leave = await visit.ask.get(shapes.Leave, f"/api/leave/requests/{leave_id}")
    values = {name: visit.text(name) for name in ("reason", *_REFUSAL, *day_fields(*_OFFERED))}
    (refusal, faults), step = _read(values), visit.text("step")
    if step == "change":
        return visit.show(await _form(visit, leave, values, version=visit.version))
    if not faults:
        try:
            if step == "send":
                return await decide(visit, leave_id, "refusal", refusal, done="refused")
            return await sent(visit, leave_id, "refusal/check", refusal) or _check(visit, leave_id, values, refusal)
        except SaidNo as no:
            faults = told(no, (*_REFUSAL, *day_fields(*_OFFERED)), otherwise="explanation")
    return visit.show(await _form(visit, leave, values, version=visit.version, faults=faults))


def _check(visit: Visit, leave_id: UUID, values: Mapping[str, str], refusal: Mapping[str, Any]) -> Response:
    """The answers, once the service would take them."""
    labels = {"reason": "Reason", "explanation": "Explanation", "alternative": "Alternative", "next_step": "Next step"}
    said = {**values, "reason": words.sentence(REFUSALS[RefusalReason(values["reason"])])}
    checked = [Fact(labels[name], said[name]) for name in labels]
    first, last = (refusal[name] and date.fromisoformat(refusal[name]) for name in _OFFERED)
    if first:
        checked.append(Fact("Days offered instead", facts.days(first, last or first)))
    return visit.show(
        CheckPage(
            title="Check your answers before refusing",
            back=Link("Back", f"/approvals/{leave_id}/refuse"),
            path=f"/approvals/{leave_id}/refuse",
            checked=tuple(checked),
            carried=(*values.items(), ("_version", visit.text("_version"))),
            send="Refuse this leave",
            note="The doctor reads all of this, and how to appeal.",
        )
    )


async def _form(
    visit: Visit, leave: shapes.Leave, values: Mapping[str, str], *, version: int | None, faults: tuple[Fault, ...] = ()
) -> RefusalForm:
    called = await facts.names_shown(visit, {leave.doctor_id})
    return RefusalForm(
        back=Link("Back", f"/approvals/{leave.id}"),
        path=f"/approvals/{leave.id}/refuse",
        about=f"{doctor(leave, called)}, {facts.days(leave.first_day, leave.last_day)}, {leave.activity}",
        version=version or leave.version,
        values=values,
        faults=faults,
    )


def _read(values: Mapping[str, str]) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    """The refusal as the leave service takes it, and what is missing."""
    faults = [] if values["reason"] in set(RefusalReason) else [Fault("reason", "Select a reason")]
    for name, (called, missing) in _REFUSAL.items():
        if not values[name]:
            faults.append(Fault(name, missing))
        elif len(values[name]) > 2000:
            faults.append(Fault(name, f"{called}: write at most 2,000 characters"))
    days = {name: _day(values, name, called, faults) for name, called in _OFFERED.items()}
    return {name: values[name] for name in ("reason", *_REFUSAL)} | days, tuple(faults)


def _day(values: Mapping[str, str], name: str, called: str, faults: list[Fault]) -> str | None:
    """None where no part of it is filled in."""
    return day_written(day_in(values, name, called, faults)) if any(values[each] for each in day_fields(name)) else None
