"""Written feedback."""

from collections.abc import Sequence

from chassis.clock import london_date
from chassis.door import Heard, hears
from chassis.work import UnitOfWork
from contracts.feedback import FeedbackGiven
from services.reporting import store
from services.reporting.handlers.noting import Rows, Touches


@hears.batch(FeedbackGiven)
async def keep_feedback(heard: Sequence[Heard], work: UnitOfWork) -> None:
    rows: Rows = {}
    touches = Touches(today=work.today)
    for one in heard:
        event = one.event
        rows[event.feedback_id] = {
            "feedback_id": event.feedback_id,
            "doctor_id": event.doctor_id,
            "trust": event.trust,
            "activity_date": event.activity_date,
            "given_on": london_date(event.given_at),
        }
        touches.by(one, trust=event.trust, on=event.activity_date)
    await store.keep_feedback(work, rows.values())
    await touches.note(work, heard)
