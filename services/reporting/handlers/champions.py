"""Who is leadership champion where."""

from collections.abc import Sequence

from chassis.door import Heard, hears
from chassis.work import UnitOfWork
from contracts.registry import AppointmentEnded, AppointmentMade
from contracts.vocabulary import Role
from services.reporting import store
from services.reporting.handlers.noting import Rows, Touches


@hears.batch(AppointmentMade, AppointmentEnded)
async def keep_champions(heard: Sequence[Heard], work: UnitOfWork) -> None:
    made: Rows = {}
    ended = {}
    touches = Touches(today=work.today)
    for one in heard:
        event = one.event
        if event.role is not Role.CHAMPION:
            continue
        if isinstance(event, AppointmentEnded):
            ended[event.appointment_id] = event.ended_on
        else:
            ended.pop(event.appointment_id, None)
            made[event.appointment_id] = {
                "appointment_id": event.appointment_id,
                "trust": event.code,
                "starts_on": event.starts_on,
                "ends_on": event.ends_on,
                "deputy": event.deputy,
                "event_id": one.stamp.id,
            }
        touches.by(one, trust=event.code, on=work.today)
    await store.keep_champions(work, made.values())
    await store.end_champions(work, ended)
    await touches.note(work, heard)
