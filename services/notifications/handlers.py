"""What we do about each event heard: keep what we need to know, and tell people."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from chassis.clock import london_date
from chassis.hearing import Heard, hears
from chassis.work import UnitOfWork
from contracts.registry import (
    AppointmentEnded,
    AppointmentMade,
    ImportCompleted,
    OrganisationRegistered,
    PersonContactChanged,
    PersonRegistered,
    PlacementCancelled,
    PlacementChanged,
)
from services.notifications import store, telling
from services.notifications.audience import AUDIENCE
from services.notifications.domain import Happening, Standing


@hears.batch(PersonRegistered, PersonContactChanged)
async def keep_contacts(heard: Sequence[Heard], work: UnitOfWork) -> None:
    """Keep who can be reached, and tell them what waited, was withheld for want of it, or failed at another address."""
    standings, moved = await keep_contacts_of(heard, work)
    because = {one.event.person_id: one for one in heard}
    await telling.tell_again(work, standings, because, moved=moved)


async def keep_contacts_of(heard: Sequence[Heard], work: UnitOfWork) -> tuple[dict[UUID, Standing], set[UUID]]:
    """Keep each person's last state, and return how they stand, and who has moved to another address."""
    columns = ("given_names", "family_name", "known_as", "email", "confirmed")
    latest = {
        one.event.person_id: store.Contact(one.event.person_id, *(getattr(one.event, column) for column in columns))
        for one in heard
    }
    moved = await store.keep_contacts(work, list(latest.values()))
    return {person: contact.standing for person, contact in latest.items()}, moved


@hears.batch(AppointmentMade, AppointmentEnded)
async def keep_holders(heard: Sequence[Heard], work: UnitOfWork) -> None:
    """Keep who holds which role, and tell new holders what waited for one."""
    await keep_holders_of(heard, work)
    await telling.tell_new_holders(work, because=heard[-1])


async def keep_holders_of(heard: Sequence[Heard], work: UnitOfWork) -> None:
    made: dict[UUID, store.Appointment] = {}
    ended: dict[UUID, date] = {}
    for one in heard:
        event = one.event
        if isinstance(event, AppointmentMade):
            who = (event.appointment_id, event.person_id, event.role.value, event.code)
            made[event.appointment_id] = (*who, event.starts_on, event.ends_on)
            ended.pop(event.appointment_id, None)
        else:
            ended[event.appointment_id] = event.ended_on
    await store.keep_appointments(work, list(made.values()), ended)


@hears.batch(OrganisationRegistered)
async def keep_names(heard: Sequence[Heard], work: UnitOfWork) -> None:
    await store.keep_names(work, {one.event.code: one.event.name for one in heard})


@hears.batch(*AUDIENCE)
async def tell_people(heard: Sequence[Heard], work: UnitOfWork) -> None:
    """Decide for everybody whom these concern; count what belongs to an import, and let its mails go at its end."""
    happenings = [_happening(one) for one in heard]
    await store.add_happenings(work, happenings)
    await telling.tell(work, happenings)
    counted = Counter(h.import_id for h in happenings if h.import_id and type(h.event) in _COUNTED)
    await store.count_heard(work, counted)
    await telling.release(work, {h.import_id for h in happenings if h.import_id})


@hears.batch(ImportCompleted)
async def close_imports(heard: Sequence[Heard], work: UnitOfWork) -> None:
    """Learn how many changes there are to hear of; an import without any has nobody's mail to let go."""
    expected = {one.event.import_id: one.event.changed + one.event.cancelled for one in heard}
    await store.complete_imports(work, expected)
    await telling.release(work, expected)


_COUNTED = frozenset({PlacementChanged, PlacementCancelled})
"""What an import's own counts say must be heard before its mails can go."""


def _happening(heard: Heard) -> Happening:
    """What follows from it goes on in the trace that hearing it began."""
    goes_on = heard.traceparent != heard.stamp.traceparent
    stamp = heard.stamp._replace(traceparent=heard.traceparent) if goes_on else heard.stamp
    return Happening.of(heard.event, stamp, london_date(stamp.time))
