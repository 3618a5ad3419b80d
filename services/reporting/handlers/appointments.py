"""Who holds the roles where that figures ask for."""

from collections.abc import Sequence

from chassis.door import Heard, hears
from chassis.work import UnitOfWork
from contracts.registry import AppointmentEnded, AppointmentMade
from services.reporting import domain, store
from services.reporting.handlers.noting import Rows, Touches


@hears.batch(AppointmentMade, AppointmentEnded)
async def keep_appointments(heard: Sequence[Heard], work: UnitOfWork) -> None:
    made: Rows = {}
    ended = {}
    touches = Touches(today=work.today)
    asked_for = [one for one in heard if one.event.role in domain.OFFICES]
    readers = {one.event.code for one in asked_for if one.event.role in domain.READERS}
    read_at = await store.hosts_read_at(work, readers) if readers else {}
    for one in asked_for:
        event = one.event
        if isinstance(event, AppointmentEnded):
            ended[event.appointment_id] = event.ended_on
        else:
            ended.pop(event.appointment_id, None)
            made[event.appointment_id] = {
                "appointment_id": event.appointment_id,
                "role": event.role,
                "trust": event.code,
                "starts_on": event.starts_on,
                "ends_on": event.ends_on,
                "deputy": event.deputy,
                "event_id": one.stamp.id,
            }
        also = read_at.get(event.code, set()) if event.role in domain.READERS else set()
        for trust in {event.code} | also:
            touches.by(one, trust=trust, on=work.today, office=event.role)
    await store.keep_appointments(work, made.values(), ended)
    await touches.note(work, heard)
