"""Noting when the costs of leave were claimed and paid; nothing is paid here (R24)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from fastapi import Response

from chassis.errors import LostUpdate
from services.portal.gateway.services import SaidNo
from services.portal.pages import words
from services.portal.pages.dates import day_fields, day_in, day_written
from services.portal.pages.faults import told
from services.portal.pages.leave import mine, show
from services.portal.pages.page import Fault
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting

router = Pages()
_FIELDS = (*day_fields("claimed_on", "paid_on"), "attended")


@router.post("/leave/{leave_id:uuid}/claim")
async def note_claim(leave_id: UUID, visit: Visiting) -> Response:
    """Again with the day of payment, once there is one."""
    leave, values = await mine(visit, leave_id), {name: visit.text(name) for name in _FIELDS}
    claim, faults = _read(values, visit)
    if faults:
        return await show(visit, leave, values=values, faults=faults)
    try:
        await visit.ask.put(f"/api/leave/requests/{leave_id}/claim", claim, version=visit.version)
    except LostUpdate:
        return visit.go(f"/leave/{leave_id}?done=overtaken")
    except SaidNo as no:
        if no.answered == 422:
            return await show(visit, leave, values=values, faults=told(no, _FIELDS, otherwise="claimed_on-day"))
        return await show(visit, leave, notice=words.sentence(no.detail), status=409)
    return visit.go(f"/leave/{leave_id}?done=claimed")


def _read(values: Mapping[str, str], visit: Visit) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    """The claim as the leave service takes it, and what is wrong with it."""
    faults: list[Fault] = []
    claimed = day_in(values, "claimed_on", "day you claimed", faults)
    is_paid = any(values[each] for each in day_fields("paid_on"))
    paid = day_in(values, "paid_on", "day it was paid", faults) if is_paid else None
    if claimed and claimed > visit.today:
        faults.append(Fault("claimed_on-day", "The day you claimed must be today or in the past"))
    if paid and (paid > visit.today or (claimed and paid < claimed)):
        faults.append(Fault("paid_on-day", "The day it was paid must be from the day you claimed to today"))
    if values["attended"] not in ("yes", "no"):
        faults.append(Fault("attended", "Select whether you went"))
    days = {"claimed_on": day_written(claimed), "paid_on": day_written(paid)}
    return {**days, "attended": values["attended"] == "yes"}, tuple(faults)
