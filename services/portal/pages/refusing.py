"""Refusing leave on its own page, with reasons, and days that can be taken instead (R17)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from fastapi import Response

from contracts.vocabulary import RefusalReason
from services.portal.gateway import SaidNo
from services.portal.pages.approvals import decide, show
from services.portal.pages.dates import day_fields, day_in, day_written
from services.portal.pages.faults import told
from services.portal.pages.page import Fault
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visiting

router = Pages()
_OFFERED = {"alternative_first_day": "first day offered", "alternative_last_day": "last day offered"}
"""Days that the doctor can take instead, with one tap; none need be offered."""
_REFUSAL = {
    "explanation": ("Explain", "Explain why, for the doctor to read"),
    "alternative": ("Alternative", "Offer an alternative, such as other days"),
    "next_step": ("Next step", "Write what the doctor can do next"),
}
"""The words of a refusal: what they are called, and what is said where they are missing."""
_FIELDS = ("reason", *_REFUSAL, *day_fields(*_OFFERED))


@router.post("/approvals/{leave_id:uuid}/refuse")
async def refuse_leave(leave_id: UUID, visit: Visiting) -> Response:
    """Without being asked again: nothing is refused by a slip, since its words have to be written first."""
    values = {name: visit.text(name) for name in _FIELDS}
    refusal, faults = _read(values)
    if not faults:
        try:
            return await decide(visit, leave_id, "refusal", refusal, done="refused")
        except SaidNo as no:
            faults = told(no, _FIELDS, otherwise="explanation")
    return await show(visit, leave_id, values=values, faults=faults)


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
