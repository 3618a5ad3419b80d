"""What of notifications can be rebuilt from the log: whom we know, never what we decided about them or sent."""

from collections.abc import Sequence

from chassis.hearing import Heard, hears
from chassis.rebuilding import Projection
from chassis.work import UnitOfWork
from contracts.registry import AppointmentEnded, AppointmentMade, PersonContactChanged, PersonRegistered
from services.notifications import handlers
from services.notifications.store.tables import appointment, contact, organisation


@hears.batch(PersonRegistered, PersonContactChanged)
async def fold_contacts(heard: Sequence[Heard], work: UnitOfWork) -> None:
    """Whom we can reach, and nobody is told of it."""
    await handlers.keep_contacts_of(heard, work)


@hears.batch(AppointmentMade, AppointmentEnded)
async def fold_holders(heard: Sequence[Heard], work: UnitOfWork) -> None:
    """Who holds which role, and nobody is told of it."""
    await handlers.keep_holders_of(heard, work)


PROJECTIONS = (
    Projection("contacts", tables=[contact], folds=[fold_contacts]),
    Projection("holders", tables=[appointment], folds=[fold_holders]),
    Projection("names", tables=[organisation], folds=[handlers.keep_names]),
)
