"""The appointments file."""

from collections.abc import Sequence
from uuid import uuid4

from chassis.work import UnitOfWork
from contracts import Event
from services.registry import store
from services.registry.domain.appointments import (
    AppointmentRow,
    AppointmentsRegister,
    read_appointment,
    take_appointment,
)
from services.registry.domain.verdict import Verdict
from services.registry.jobs.files.file import File, Numbered


class AppointmentsFile(File):
    register: AppointmentsRegister

    def read(self, rows: Numbered) -> None:
        self.items = self._under_header("appointments", rows, read_appointment)

    async def begin(self, work: UnitOfWork) -> None:
        organisations = await store.organisations(work)
        appointer = await store.appointer(work, self.asker, organisations)
        self.register = AppointmentsRegister(uuid4, work.today, organisations, appointer)

    async def look(self, work: UnitOfWork, rows: Sequence[AppointmentRow]) -> None:
        await store.look_at_appointments(work, self.register, rows)

    def decide(self, row: AppointmentRow) -> tuple[Verdict, Sequence[str]]:
        taken = take_appointment(row, self.register)
        return taken.verdict, [self._nobody_knew(row)] if taken.met else []

    async def keep(self, work: UnitOfWork) -> Sequence[Event]:
        await store.keep_appointments(work, self.register)
        return self.register.events

    def _nobody_knew(self, row: AppointmentRow) -> str:
        """A mistyped number makes somebody new as well as a right one, and gives them the role."""
        field, by = ("registration", "number") if row.registration else ("email", "address")
        column = self.columns.name(field) if self.columns else field
        return f"{column}: a new person, as nobody was known by this {by}; check it"
