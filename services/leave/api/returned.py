"""A request given back to its doctor, and asked anew."""

from uuid import UUID

from chassis.http import Begun, Match, Router
from services.leave import domain, store
from services.leave.api.asking import submitted_anew
from services.leave.api.bodies import Checked, NewRequest, NewReturn, Submitted
from services.leave.api.trying import trying

router = Router(prefix="/api/leave/requests/{request_id}", tags=["leave"])


@router.post("/return", status_code=204)
async def give_back(request_id: UUID, body: NewReturn, work: Begun, match: Match) -> None:
    """Neither yes nor no: the doctor completes or changes it and asks anew, or withdraws it."""
    request = await store.leave_request(work, request_id)
    terms = await store.terms(work, request.trust)
    decision = domain.give_back(request, by=await store.acting(work), missing=body.missing, terms=terms, match=match)
    await store.keep(work, decision.request)
    work.say(*decision.events)


@router.put("")
async def ask_anew(request_id: UUID, body: NewRequest, work: Begun, match: Match) -> Submitted:
    """What you ask for instead of what was returned to you, all of it; at another placement it is a new request."""
    wish = body.wish(leave_id=request_id, doctor_id=work.actor.person_id)
    asked, minded = await submitted_anew(work, wish, match=match)
    standing = await store.system_of_record(work, asked.trust, asked.type)
    return Submitted.of([asked], standing=standing, warnings=minded)


@router.post("/check")
async def check_anew(request_id: UUID, body: NewRequest, work: Begun, match: Match) -> Checked:
    """What asking anew would be answered now, without asking."""
    wish = body.wish(leave_id=request_id, doctor_id=work.actor.person_id)
    async with trying(work):
        asked, minded = await submitted_anew(work, wish, match=match)
    standing = await store.system_of_record(work, asked.trust, asked.type)
    funded = await store.funded_percent(work, asked)
    return Checked(standing=standing, warnings=tuple(dict.fromkeys(minded)), funded_percent=funded)
