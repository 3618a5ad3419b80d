"""Induction packs: who was shown at induction what their trust offers (O-E1)."""

from collections.abc import Sequence

from chassis.clock import london_date
from chassis.door import Heard, hears
from chassis.work import UnitOfWork
from contracts.opportunities import InductionPackSent
from contracts.vocabulary import CriterionCode, PackOccasion
from services.reporting import store
from services.reporting.handlers.noting import Rows, Touches
from services.reporting.handlers.promises import kept_promise


@hears.batch(InductionPackSent)
async def keep_packs(heard: Sequence[Heard], work: UnitOfWork) -> None:
    """Only the first at a trust is counted, and keeps what that promised; it is sent once."""
    rows: Rows = {}
    kept: Rows = {}
    touches = Touches(today=work.today)
    for one in heard:
        event = one.event
        if event.occasion == PackOccasion.FIRST_DAY:
            sent_on = london_date(event.sent_at)
            which = {"placement_id": event.placement_id, "trust": event.trust}
            rows[event.placement_id, event.trust] = {**which, "sent_on": sent_on, "send_by": event.send_by}
            kept[one.stamp.id] = kept_promise(one, CriterionCode.O_E1, on=sent_on, **which)
            touches.by(one, trust=event.trust, on=event.starts_on)
    await store.keep_packs(work, rows.values())
    await store.keep_promises(work, kept.values())
    await touches.note(work, heard)
