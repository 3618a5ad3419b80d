"""Leadership fellows and chief registrars, and how much of their time is protected in truth."""

from collections.abc import Sequence

from chassis.door import Heard, hears
from chassis.work import UnitOfWork
from contracts.opportunities import FellowshipAppointed, FellowshipEnded, FellowshipShareReported
from contracts.vocabulary import FellowshipEnding
from services.reporting import store
from services.reporting.handlers.noting import Rows, Touches


@hears.batch(FellowshipAppointed, FellowshipShareReported, FellowshipEnded)
async def keep_fellowships(heard: Sequence[Heard], work: UnitOfWork) -> None:
    appointed: Rows = {}
    reported: Rows = {}
    ended: Rows = {}
    touches = Touches(today=work.today)
    for one in heard:
        event = one.event
        which = {"fellowship_id": event.fellowship_id}
        match event:
            case FellowshipAppointed():
                appointed[event.fellowship_id] = which | {
                    "trust": event.trust,
                    "protected_percent": event.protected_percent,
                    "starts_on": event.starts_on,
                    "last_day": event.ends_on,
                    "in_error": False,
                    "reported_percent": None,
                    "grade": event.grade,
                }
            case FellowshipShareReported():
                reported[event.fellowship_id] = which | {"reported_percent": event.percent}
            case FellowshipEnded():
                in_error = event.reason is FellowshipEnding.APPOINTED_IN_ERROR
                ended[event.fellowship_id] = which | {"last_day": event.ended_on, "in_error": in_error}
        touches.by(one, trust=event.trust, on=work.today)
    await store.keep_fellowships(work, appointed.values(), reported.values(), ended.values())
    await touches.note(work, heard)
