"""Private notices whose moment has come, and the months whose reports are counted."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID, uuid4

from chassis.jobs import Begin
from contracts.leave import NoticeDue, ProtectedTimeCounted
from services.leave import domain, store
from services.leave.domain import Desk

_AT_ONCE = 100
_PLACEMENTS_AT_ONCE = 500
_LOOK_AGAIN = timedelta(hours=1)
"""For somebody at a desk that nobody holds."""


async def say_private_notices(begin: Begin) -> bool:
    """One notice for each person of those that are due, however many they are. True: there may be more."""
    async with begin() as work:
        due = await store.time.notices_due(work, at_most=_AT_ONCE)
        if not due:
            return False
        holders = await store.who_holds(work, {whom for whom in due.values() if isinstance(whom, Desk)})
        people = {which: _people(whom, holders) for which, whom in due.items()}
        told = [which for which, whom in people.items() if whom]
        await store.time.end_notices(work, told)
        await store.time.put_off_notices(work, due.keys() - set(told), by=_LOOK_AGAIN)
        everybody = {person for whom in people.values() for person in whom}
        work.say(*(NoticeDue(notice_id=uuid4(), person_id=person) for person in sorted(everybody)))
    return len(due) == _AT_ONCE


async def say_owed_time(begin: Begin) -> bool:
    """Say what self-development time placements are to have, where other than was said. True: there may be more.

    Each is looked at once a day, for a rule holds from a day, and again when it has changed.
    """
    async with begin() as work:
        found = await store.time.placements_owed(work, at_most=_PLACEMENTS_AT_ONCE)
        hours = await store.time.sdt_hours(work, {placement.host for placement, _ in found})
        known = await store.time.self_development_of(work, [placement.placement_id for placement, _ in found])
        required = {one.placement_id: domain.time.required_minutes(one, hours[one.host]) for one, _ in found}
        for placement, said in found:
            which = placement.placement_id
            event = domain.time.owed(placement, known.get(which), required=required[which], said=said, at=work.now)
            work.say(*([event] if event else []))
        await store.time.note_owed(work, required)
    return len(found) == _PLACEMENTS_AT_ONCE


async def count_lost_time(begin: Begin) -> bool:
    """Count each month once, when all its reports have had their time to be resolved; say what is large enough.

    What comes of a report later moves nothing that was said: a difference between two counts would be that report.
    """
    async with begin() as work:
        uncounted = await store.time.uncounted_months(work, until=work.today)
        ruled = await store.time.counting(work, {trust for trust, _ in uncounted})
        for trust, month in uncounted:
            if month > domain.time.last_closed_month(work.today, open_days=ruled[trust].open_days):
                continue
            found = await store.time.tallies(work, (trust, month), census=domain.time.census_day(month))
            large = domain.time.parts(found, ruled[trust].fewest)
            said = tuple(part.said() for part in large)
            await store.time.note_counted(work, (trust, month), said)
            if said:
                work.say(ProtectedTimeCounted(trust=trust, month=month, parts=said, counted_at=work.now))
    return False


def _people(whom: UUID | Desk, holders: dict[Desk, set[UUID]]) -> Collection[UUID]:
    return holders.get(whom, ()) if isinstance(whom, Desk) else (whom,)
