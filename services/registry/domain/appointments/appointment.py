"""An appointment: who holds which role where and when, and what is said of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from contracts import Event
from contracts.registry import AppointmentEnded, AppointmentMade
from contracts.vocabulary import AppointmentScope, Role

REACHED = frozenset({Role.CHAMPION, Role.SLRDE, Role.RDPL, Role.GUARDIAN, Role.DME})
"""Who answers for something that any resident may want of their trust, so that anybody is told where to reach them."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """In the order of the table's columns."""

    id: UUID
    person_id: UUID
    role: Role
    scope: AppointmentScope
    code: str
    starts_on: date
    ends_on: date | None = None
    deputy: bool = False
    contact: str | None = None
    """A work address for everybody signed in; it is in no event."""

    def said_after(self, old: "Appointment | None", *, today: date) -> list[Event]:
        """Its whole state; but where it was to go on and now ends by today, that it ended.

        Both where it differs in more than its end; nothing where it differs in its contact alone.
        """
        if old is not None and self == replace(old, contact=self.contact):
            return []
        if self.ends_on is None or self.ends_on > today or old is None or not old.goes_on_after(today):
            return [self._made()]
        ended = AppointmentEnded(
            appointment_id=self.id,
            person_id=self.person_id,
            role=self.role,
            scope=self.scope,
            code=self.code,
            ended_on=self.ends_on,
        )
        return [ended] if self == replace(old, ends_on=self.ends_on, contact=self.contact) else [self._made(), ended]

    def goes_on_after(self, day: date) -> bool:
        return self.ends_on is None or self.ends_on > day

    def _made(self) -> AppointmentMade:
        return AppointmentMade(
            appointment_id=self.id,
            person_id=self.person_id,
            role=self.role,
            scope=self.scope,
            code=self.code,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            deputy=self.deputy,
        )


def appointed(held: Sequence[Appointment], *, starts_on: date) -> Appointment | None:
    """Which of those known of a person, role and place one from then on is: the same start, else the one not over."""
    same_start = [old for old in held if old.starts_on == starts_on]
    running = [old for old in held if old.ends_on is None or old.ends_on >= starts_on]
    return next(iter(same_start or (running if len(running) == 1 else [])), None)
