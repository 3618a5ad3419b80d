"""Facts of appointments: who holds which role where and when, and where nobody does."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from contracts._event import PLACE, Event, Topic
from contracts.vocabulary import AppointmentScope, OdsCode, ProgrammeNumber, Role, VacancyStage


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


class AppointmentSuccessionDue(_OfAppointment):
    """A peer lead's rotation takes them away from the trust: time to find who follows (R75). Said once for each day."""

    type: ClassVar[str] = "fairlead.appointment.succession_due.v1"
    leaves_on: date
    """The last day of their placements there, those that follow without a gap included."""


class VacancyReported(Event):
    """A trust where residents work, or that employs them, has nobody in a role that it must have filled (R74)."""

    topic: ClassVar[Topic] = Topic.APPOINTMENTS
    type: ClassVar[str] = "fairlead.vacancy.reported.v1"
    vacancy_id: UUID
    trust: OdsCode
    role: Role
    vacant_since: date
    """The first day without a holder."""
    stage: VacancyStage
    deaneries: tuple[OdsCode, ...] = ()
    """Those that answer for the trust on that day."""

    @property
    def key(self) -> str:
        return self.trust

    @property
    def subject(self) -> str:
        return str(self.vacancy_id)

    @property
    def extensions(self) -> dict[str, str]:
        return {PLACE: self.trust}
