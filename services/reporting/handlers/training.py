"""Seats in a trust's own courses, as the last fact about each says."""

from collections.abc import Mapping, Sequence

from chassis.clock import london_date
from chassis.door import Heard, hears
from chassis.work import UnitOfWork
from contracts import Event
from contracts.opportunities import (
    TrainingAttended,
    TrainingBooked,
    TrainingCancelled,
    TrainingGivenBack,
    TrainingMissed,
    TrainingReleaseAppealAnswered,
    TrainingReleaseRefused,
)
from services.reporting import store
from services.reporting.handlers.noting import Rows, Touches

STATES: Mapping[type[Event], str] = {
    TrainingBooked: "booked",
    TrainingGivenBack: "given_back",
    TrainingReleaseRefused: "not_released",
    TrainingReleaseAppealAnswered: "booked",  # where it gives the seat back
    TrainingAttended: "attended",
    TrainingMissed: "missed",
    TrainingCancelled: "called_off",
}


@hears.batch(
    TrainingBooked,
    TrainingGivenBack,
    TrainingReleaseRefused,
    TrainingReleaseAppealAnswered,
    TrainingAttended,
    TrainingMissed,
    TrainingCancelled,
)
async def keep_training(heard: Sequence[Heard], work: UnitOfWork) -> None:
    rows: Rows = {}
    touches = Touches(today=work.today)
    for one in heard:
        event = one.event
        if isinstance(event, TrainingReleaseAppealAnswered) and not event.seated:
            continue  # whoever had no seat any more was not released
        for seat in event.bookings if isinstance(event, TrainingCancelled) else (event,):
            rows[seat.booking_id] = {
                "booking_id": seat.booking_id,
                "doctor_id": seat.doctor_id,
                "trust": event.trust,
                "first_day": event.first_day,
                "state": STATES[type(event)],
                "event_id": one.stamp.id,
                "said_on": london_date(one.stamp.time),
            }
        touches.by(one, trust=event.trust, on=event.first_day)
    await store.keep_training(work, rows.values())
    await touches.note(work, heard)
