"""Protected time: scheduled, confirmed by its doctors; and what was reported lost, as counts alone."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid5

from chassis.clock import london_date
from chassis.door import Heard, hears
from chassis.work import UnitOfWork
from contracts.leave import ProtectedTimeCounted, SdtConfirmed, SdtOwed, SdtScheduled
from contracts.vocabulary import CriterionCode
from services.reporting import domain, store
from services.reporting.handlers.noting import Rows, Touches
from services.reporting.handlers.promises import kept_promise

T_E2 = CriterionCode.T_E2


@hears.batch(ProtectedTimeCounted)
async def keep_lost_time(heard: Sequence[Heard], work: UnitOfWork) -> None:
    rows: Rows = {}
    touches = Touches(today=work.today)
    for one in heard:
        event = one.event
        for part in event.parts:
            rows[event.trust, event.month, part.department] = {
                "trust": event.trust,
                "month": event.month,
                "department": part.department or "",
                **part.model_dump(exclude={"department"}),
            }
        touches.by(one, trust=event.trust, on=event.month)
    await store.keep_lost_time(work, rows.values())
    await touches.note(work, heard)


@hears.batch(SdtOwed, SdtScheduled, SdtConfirmed)
async def keep_self_development(heard: Sequence[Heard], work: UnitOfWork) -> None:
    """Each says it whole; what was scheduled anew nobody has confirmed yet. Enough of it keeps a promise.

    What is owed is owed in every quarter that the placement reaches into; while enough is scheduled, the day on which
    that kept the promise stands.
    """
    rows: Rows = {}
    touches = Touches(today=work.today)
    owed = {one.event.placement_id for one in heard if isinstance(one.event, SdtOwed)}
    reaches = await store.reaches_of(work, owed)
    kept = await store.kept_promises(work, {_fact(which) for which in owed})
    for one in heard:
        event = one.event
        rows[event.placement_id] = {
            "placement_id": event.placement_id,
            "minutes": event.minutes_per_week,
            "required": event.required_per_week,
            "in_work_schedule": event.in_work_schedule,
            "gets_it": None if isinstance(event, SdtScheduled) else event.gets_it,
        }
        fact, on = _fact(event.placement_id), _kept_on(event)
        stands = isinstance(event, SdtOwed) and on and fact in kept and kept[fact]["kept_on"]
        if not stands:
            kept[fact] = kept_promise(one, T_E2, on=on, by=fact, placement_id=event.placement_id)
        touches.by(one, trust=event.trust, on=work.today)
        if isinstance(event, SdtOwed) and (reach := reaches.get(event.placement_id)):
            touches.of(one, domain.touched_over(SdtOwed, reach, today=work.today))
    await store.keep_promises(work, kept.values())
    await store.keep_self_development(work, rows.values())
    await touches.note(work, heard)


def _fact(placement_id: UUID) -> UUID:
    return uuid5(placement_id, T_E2)


def _kept_on(event: SdtOwed | SdtScheduled | SdtConfirmed) -> date | None:
    """Enough of it, in rota and work schedule; and not if its doctor says that they do not get it."""
    enough = event.in_work_schedule and event.minutes_per_week >= event.required_per_week
    match event:
        case SdtOwed():
            return london_date(event.owed_at) if enough and event.gets_it is not False else None
        case SdtScheduled():
            return london_date(event.scheduled_at) if enough else None
        case SdtConfirmed():
            return london_date(event.confirmed_at) if enough and event.gets_it else None
