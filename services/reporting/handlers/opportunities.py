"""The portfolio of opportunities."""

from collections.abc import Sequence

from chassis.clock import london_date
from chassis.door import Heard, hears
from chassis.work import UnitOfWork
from contracts.opportunities import AreaUpdated, OpportunityClosed, OpportunityPublished, OpportunityReviewed
from services.reporting import store
from services.reporting.handlers.noting import Rows, Touches


@hears.batch(OpportunityPublished, OpportunityReviewed, AreaUpdated, OpportunityClosed)
async def keep_opportunities(heard: Sequence[Heard], work: UnitOfWork) -> None:
    rows: Rows = {}
    closed = {}
    reviewed = {}
    complete = {}
    touches = Touches(today=work.today)
    for one in heard:
        event = one.event
        match event:
            case OpportunityClosed():
                closed[event.opportunity_id] = on = london_date(event.closed_at)
            case OpportunityReviewed():
                reviewed[event.opportunity_id], on = event.review_due, london_date(event.reviewed_at)
            case AreaUpdated():
                complete[event.opportunity_id], on = event.complete, london_date(event.updated_at)
            case OpportunityPublished():
                rows[event.opportunity_id], on = _opportunity(event), london_date(event.published_at)
        touches.by(one, trust=event.trust, on=on)
    await store.keep_opportunities(work, rows.values())
    await store.review_opportunities(work, reviewed)
    await store.complete_opportunities(work, complete)
    await store.close_opportunities(work, closed)
    await touches.note(work, heard)


def _opportunity(event: OpportunityPublished) -> dict[str, object]:
    return {
        "opportunity_id": event.opportunity_id,
        "trust": event.trust,
        "family": event.family,
        "published_on": london_date(event.published_at),
        "last_day": event.last_day,
        "co_produced": event.co_producer_id is not None,
        "review_due": event.review_due,
        "complete": False,
        "closed_on": None,
    }
