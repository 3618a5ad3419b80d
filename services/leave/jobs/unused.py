"""Leave years that are soon over, and those that are: what is left of them."""

from chassis.jobs import Begin
from contracts.vocabulary import LeaveType
from services.leave import domain, store

_AT_ONCE = 50
"""Doctors looked at in one transaction."""


async def look_at_leave_years(begin: Begin) -> bool:
    """Say of each doctor's year, at each checkpoint once, what study leave is left (T-D1). True: there may be more."""
    more = False
    async with begin() as work:
        for asked in await store.to_look_at(work):
            doctors = await store.doctors_to_look_at(work, asked, at_most=_AT_ONCE)
            more = more or len(doctors) == _AT_ONCE
            for doctor_id, host in doctors:
                held = await store.known_placements(work, doctor_id)
                found = await store.entitlement(work, doctor_id=doctor_id, held=held, on=asked.day(work.today))
                account = found.of(LeaveType.STUDY)
                said = domain.looked_at(
                    account, asked.checkpoint, doctor_id=doctor_id, trust=host, today=work.today, at=work.now
                )
                work.say(*said)
            await store.note_looked_at(work, asked, [doctor_id for doctor_id, _ in doctors])
    return more
