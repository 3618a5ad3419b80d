"""Leave given back to its doctor: by who decides, with what is missing; and asked anew in the form it came from."""

from functools import partial
from typing import Any
from uuid import UUID

from fastapi import Response

from contracts.vocabulary.labels import RELEASES
from services.portal.gateway import SaidNo
from services.portal.pages import leave_form, releasing, shapes
from services.portal.pages.approvals import decide, show
from services.portal.pages.faults import told, too_long
from services.portal.pages.leave import mine
from services.portal.pages.page import Fault, Link
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visiting

router = Pages()


@router.post("/approvals/{leave_id:uuid}/return")
async def return_leave(leave_id: UUID, visit: Visiting) -> Response:
    """As with a refusal: nothing is returned by a slip, since what is missing has to be written first."""
    values = {"missing": visit.text("missing")}
    faults = too_long("missing", values["missing"])
    if not values["missing"]:
        faults = (Fault("missing", "Write what is missing, for the doctor to read"),)
    if not faults:
        try:
            return await decide(visit, leave_id, "return", values, done="returned")
        except SaidNo as no:
            faults = told(no, tuple(values), otherwise="missing")
    return await show(visit, leave_id, values=values, faults=faults)


@router.get("/leave/{leave_id:uuid}/change")
async def change_form(leave_id: UUID, visit: Visiting) -> Response:
    leave = await mine(visit, leave_id)
    if leave.status != "returned":
        return visit.go(f"/leave/{leave_id}")
    if leave.purpose in RELEASES:
        release = releasing.ReleaseForm(values=releasing.typed_before(leave), **_anew(leave, leave.version))
        return visit.show(release)
    form = partial(await leave_form.blank(visit), **_anew(leave, leave.version))
    return visit.show(form(values=leave_form.typed_before(leave)))


@router.post("/leave/{leave_id:uuid}/change")
async def ask_anew(leave_id: UUID, visit: Visiting) -> Response:
    leave = await mine(visit, leave_id)
    anew, about = _anew(leave, visit.version), str(leave.about) if leave.about else None
    if leave.purpose in RELEASES:
        halves = {"from_midday": leave.from_midday, "until_midday": leave.until_midday}
        release = partial(releasing.ReleaseForm, **anew)
        return await releasing.taken(visit, release, about=about, leadership=leave.leadership, **halves)
    return await leave_form.taken(visit, partial(await leave_form.blank(visit), **anew), about=about)


def _anew(leave: shapes.Leave, version: int | None) -> dict[str, Any]:
    """What a form says of the request that it asks anew for; ``version`` as it was when the form was opened."""
    return {
        "title": "Change your request and send it again",
        "back": Link("Your request", f"/leave/{leave.id}"),
        "path": f"/leave/{leave.id}/change",
        "anew": leave.id,
        "missing": leave.missing,
        "version": version,
    }
