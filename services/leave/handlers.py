"""What leave does about the placements, appointments and organisations it hears of."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from chassis.door import Heard, hears
from chassis.work import UnitOfWork
from contracts.registry import (
    AppointmentEnded,
    AppointmentMade,
    OrganisationClosed,
    OrganisationRegistered,
    PlacementAnnounced,
    PlacementCancelled,
    PlacementChanged,
    PlacementInformationRecorded,
)
from services.leave import domain, store
from services.leave.domain import LeaveRequest


@hears.batch(AppointmentMade, AppointmentEnded)
async def follow_appointments(heard: Sequence[Heard], work: UnitOfWork) -> None:
    await store.keep_appointments(work, [each.event for each in heard])


@hears.batch(OrganisationRegistered, OrganisationClosed)
async def follow_organisations(heard: Sequence[Heard], work: UnitOfWork) -> None:
    """Whose rules hold where (R26), then who stands in for leave at what is a practice, as we hear now (R10)."""
    await store.keep_organisations(work, [each.event for each in heard])
    await store.find_directors(work, at=domain.practices(each.event for each in heard))


@hears.batch(PlacementAnnounced, PlacementChanged, PlacementCancelled)
async def follow_placements(heard: Sequence[Heard], work: UnitOfWork) -> None:
    """Keep our copy, then look again at the open leave that the changes touch."""
    await store.keep_placements(work, [each.event for each in heard])
    known = [each for each in heard if not isinstance(each.event, PlacementAnnounced)]
    news = [each for each in known if domain.matters(each.event)]
    doctors = {each.event.placement.doctor_id for each in news}
    await store.look_again(work, domain.earliest_touched(each.event for each in heard))
    await store.time.ask_anew(
        work, [each.event.placement for each in news if domain.time.moves(each.event, today=work.today)]
    )
    await store.find_directors(work, of={each.event.placement.placement_id for each in known})
    other_hours = {each.event.placement.placement_id for each in known if domain.time.changes_hours(each.event)}
    await store.time.look_at_owed_again(work, other_hours)
    if other_hours or len(known) < len(heard):
        work.nudge(domain.time.SAY_OWED)
    employed = {each.event.placement.placement_id for each in known if domain.time.names_employer(each.event)}
    await store.time.tell_instead(work, await store.time.hand_over_reports(work, employed))
    await _recheck(news, await store.open_requests(work, doctor_ids=doctors), work)


@hears.batch(PlacementInformationRecorded)
async def follow_rotas(heard: Sequence[Heard], work: UnitOfWork) -> None:
    """A rota issued after its placement had begun: who said before that they can report exceptions is asked anew (R49).

    Where a doctor said that they cannot, or nothing, that stands, with the days that their employer had.
    """
    issued = [each.event for each in heard if domain.time.is_new_rota(each.event)]
    await store.time.ask_after_rotas(work, {event.placement.placement_id: event.happened_on for event in issued})


async def _recheck(news: Sequence[Heard], requests: Sequence[LeaveRequest], work: UnitOfWork) -> None:
    """Flag what each change touches, in the order of the changes, and say so because of that change."""
    holders = await store.who_holds(work, {desk for request in requests for desk in domain.desks_to_tell(request)})
    now = {request.leave_id: request for request in requests}
    of_doctor: dict[UUID, list[UUID]] = defaultdict(list)
    for request in requests:
        of_doctor[request.doctor_id].append(request.leave_id)
    touched: set[UUID] = set()
    for each in news:
        for leave_id in of_doctor[each.event.placement.doctor_id]:
            decision = domain.after_placement_change(now[leave_id], each.event, holders=holders, today=work.today)
            if decision.events:
                now[leave_id] = decision.request
                touched.add(leave_id)
                work.say(*decision.events, because=each)
    await store.keep_flags(work, [now[leave_id] for leave_id in sorted(touched)])
