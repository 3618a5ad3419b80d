"""Leave years that are soon over, and those that are: what is left of them."""

from uuid import UUID

from chassis.jobs import Begin
from chassis.work import UnitOfWork
from contracts.leave import EntitlementClosed
from contracts.vocabulary import LeaveType
from services.leave import domain, store
from services.leave.domain import Account, Checkpoint

_AT_ONCE = 500
"""Doctors looked at in one transaction, which begins by a scan of all placements."""


async def look_at_leave_years(begin: Begin) -> bool:
    """Say of each doctor's year, at each checkpoint once, what study leave is left (T-D1). True: there may be more.

    Whoever adjusts a year while it is looked at for the last time waits, and finds that it was.
    """
    more = False
    async with begin() as work:
        for asked in await store.to_look_at(work):
            doctors = await store.doctors_to_look_at(work, asked, at_most=_AT_ONCE)
            more = more or len(doctors) == _AT_ONCE
            if asked.checkpoint is Checkpoint.CLOSED:
                await store.hold_placements(work, [doctor for doctor, _ in doctors])
            said = {doctor: await _look(work, asked, doctor, host) for doctor, host in doctors}
            await store.note_looked_at(work, asked, said)
    return more


async def correct_leave_years(begin: Begin) -> bool:
    """Say anew what was said of years that are over, where what they rest on has changed. True: there may be more."""
    async with begin() as work:
        years = await store.changed_years(work, at_most=_AT_ONCE)
        for year in years:
            held = await store.known_placements(work, year.doctor_id)
            requests = await store.requests_of(work, year.doctor_id)
            found = await store.entitlement(
                work, doctor_id=year.doctor_id, held=held, requests=requests, on=year.year_ends
            )
            hosts = [each.host for each in held if not each.cancelled and each.covers(year.year_ends)]
            said = year.corrected(found.of(LeaveType.STUDY), trust=min(hosts, default=None), at=work.now)
            await store.note_looked_again(work, year, said)
            work.say(*([said] if said else []))
    return len(years) == _AT_ONCE


async def _look(work: UnitOfWork, asked: store.ToLookAt, doctor_id: UUID, host: str) -> EntitlementClosed | None:
    """Say it; returns what was said of a year that is over."""
    account = await _study(work, asked, doctor_id)
    if asked.checkpoint is Checkpoint.CLOSED:
        said = domain.closed(account, doctor_id=doctor_id, trust=host, at=work.now)
        work.say(*([said] if said else []))
        return said
    left = domain.unused(account, doctor_id=doctor_id, trust=host, today=work.today, at=work.now)
    work.say(*([left] if left else []))
    return None


async def _study(work: UnitOfWork, asked: store.ToLookAt, doctor_id: UUID) -> Account:
    held, requests = await store.known_placements(work, doctor_id), await store.requests_of(work, doctor_id)
    day = asked.day(work.today)
    found = await store.entitlement(work, doctor_id=doctor_id, held=held, requests=requests, on=day)
    return found.of(LeaveType.STUDY)
