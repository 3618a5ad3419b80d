"""What whoever decides about leave abroad is to mind: the doctor's others in that leave year, counted (R14)."""

from chassis.work import UnitOfWork
from services.leave import domain
from services.leave.domain import Abroad, LeaveRequest, Terms
from services.leave.store.entitlement import leave_year
from services.leave.store.placements import known_placements
from services.leave.store.requests import requests_of


async def abroad(work: UnitOfWork, request: LeaveRequest, terms: Terms) -> Abroad | None:
    """None: it is not abroad."""
    if not request.international:
        return None
    others = [each for each in await requests_of(work, request.doctor_id) if each.leave_id != request.leave_id]
    year = await leave_year(work, await known_placements(work, request.doctor_id), on=request.first_day)
    return domain.abroad(request, others, year=year, terms=terms)
