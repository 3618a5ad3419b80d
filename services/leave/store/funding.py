"""What share of its costs a study budget funds, by the category of the leave: where its place says so (R20)."""

from datetime import date
from decimal import Decimal

from chassis.clock import london_date
from chassis.rules import rule
from chassis.work import UnitOfWork
from contracts.vocabulary import LeavePurpose, LeaveType
from services.leave.domain import Funding, LeaveRequest, Placement
from services.leave.store.organisations import whose_policy
from services.leave.store.time import look_at_placement


async def funding(work: UnitOfWork, placement: Placement, *, on: date) -> Funding:
    """By category, as the policy of a placement has it on a day."""
    of = await whose_policy(work, placement.host, placement.programme, on=on)
    said = await rule(work, "leave.funded_percent", on=on, of=of)
    return {each: Decimal(str(said[each])) for each in LeavePurpose if said.get(each) is not None}


async def funded_percent(work: UnitOfWork, request: LeaveRequest) -> Decimal | None:
    """Of a request, as it was on the day of asking; none where nothing is said of its category."""
    if request.type is not LeaveType.STUDY:
        return None
    placement = await look_at_placement(work, request.placement_id)
    return (await funding(work, placement, on=london_date(request.submitted_at))).get(request.purpose)
