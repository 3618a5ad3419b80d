"""Decisions on leave."""

from collections.abc import Sequence

from chassis.clock import london_date
from chassis.door import Heard, hears
from chassis.work import UnitOfWork
from contracts.leave import LeaveApproved, LeaveRefused
from contracts.vocabulary import CriterionCode
from services.reporting import store
from services.reporting.handlers.noting import Rows, Touches
from services.reporting.handlers.promises import kept_promise

T_E1 = CriterionCode.T_E1


@hears.batch(LeaveApproved, LeaveRefused)
async def keep_leave_decisions(heard: Sequence[Heard], work: UnitOfWork) -> None:
    rows: Rows = {}
    kept: Rows = {}
    touches = Touches(today=work.today)
    for one in heard:
        event = one.event
        refused = isinstance(event, LeaveRefused)
        decided_on = london_date(event.refused_at if refused else event.approved_at)
        rows[event.leave_id] = {
            "leave_id": event.leave_id,
            "trust": event.trust,
            "decided_on": decided_on,
            "leadership": event.leadership,
            "approved": not refused,
            "avoidable": refused and event.avoidable,
        }
        if event.leadership:
            on = None if refused else decided_on
            kept[event.leave_id] = kept_promise(one, T_E1, on=on, by=event.leave_id, day=event.first_day)
        touches.by(one, trust=event.trust, on=decided_on)
    await store.keep_leave_decisions(work, rows.values())
    await store.keep_promises(work, kept.values())
    await touches.note(work, heard)
