"""Facts of appointments: who holds which role where and when."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from contracts._event import Event, Topic
from contracts.vocabulary import AppointmentScope, ProgrammeNumber, Role


class _OfAppointment(Event):
    topic: ClassVar[Topic] = Topic.APPOINTMENTS

    appointment_id: UUID
    person_id: UUID
    role: Role
    scope: AppointmentScope
    code: ProgrammeNumber
    """The organisation's, programme's or deanery's code."""

    @property
    def key(self) -> str:
        return self.code

    @property
    def subject(self) -> str:
        return str(self.appointment_id)


class AppointmentMade(_OfAppointment):
    """Somebody holds a role at a scope; said again when its dates or deputy change."""

    type: ClassVar[str] = "fairlead.appointment.made.v1"
    starts_on: date
    ends_on: date | None = None
    deputy: bool = False


class AppointmentEnded(_OfAppointment):
    """Somebody no longer holds a role at a scope."""

    type: ClassVar[str] = "fairlead.appointment.ended.v1"
    ended_on: date
