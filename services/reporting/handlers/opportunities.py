"""The portfolio of opportunities."""

from collections.abc import Sequence

from chassis.clock import london_date
from chassis.door import Heard, hears
from chassis.work import UnitOfWork
from contracts.opportunities import OpportunityClosed, OpportunityPublished
from services.reporting import store
from services.reporting.handlers.noting import Rows, Touches


@hears.batch(OpportunityPublished, OpportunityClosed)
async def keep_opportunities(heard: Sequence[Heard], work: UnitOfWork) -> None:
    rows: Rows = {}
    closed = {}
    touches = Touches(today=work.today)
    for one in heard:
        event = one.event
        if isinstance(event, OpportunityClosed):
            closed[event.opportunity_id] = on = london_date(event.closed_at)
        else:
            rows[event.opportunity_id] = _opportunity(event)
            on = london_date(event.published_at)
        touches.by(one, trust=event.trust, on=on)
    await store.keep_opportunities(work, rows.values())
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
        "closed_on": None,
    }
