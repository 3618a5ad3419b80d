"""Interests in opportunities, and whether they are answered in time (O-D2)."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from chassis.clock import london_date
from chassis.door import Heard, hears
from chassis.work import UnitOfWork
from contracts.opportunities import InterestAnswered, InterestExpressed, InterestOverdue
from services.reporting import store
from services.reporting.handlers.noting import Rows, Touches


@hears.batch(InterestExpressed, InterestAnswered, InterestOverdue)
async def keep_interests(heard: Sequence[Heard], work: UnitOfWork) -> None:
    """An answer and a deadline do not say when the interest was expressed: what is kept of it does."""
    expressed: Rows = {}
    answered: dict[UUID, date] = {}
    overdue: set[UUID] = set()
    for one in heard:
        event = one.event
        match event:
            case InterestExpressed():
                expressed[event.participation_id] = _interest(event)
            case InterestAnswered():
                answered.setdefault(event.participation_id, london_date(event.answered_at))
            case InterestOverdue():
                overdue.add(event.participation_id)
    await store.keep_interests(work, expressed.values())
    await store.answer_interests(work, answered)
    await store.call_interests_overdue(work, overdue)
    begun = await store.interests_begun(work, {one.event.participation_id for one in heard})
    touches = Touches(today=work.today)
    for one in heard:
        if (on := begun.get(one.event.participation_id)) is not None:
            touches.by(one, trust=one.event.trust, on=on)
    await touches.note(work, heard)


def _interest(event: InterestExpressed) -> dict[str, object]:
    return {
        "participation_id": event.participation_id,
        "trust": event.trust,
        "expressed_on": london_date(event.expressed_at),
        "answer_by": event.answer_by,
        "answered_on": None,
        "overdue": False,
        "doctor_id": event.doctor_id,
    }
