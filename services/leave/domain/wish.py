"""What a doctor asks for, before anybody decides about it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from contracts.vocabulary import LeavePurpose, LeaveType
from services.leave.domain.costs import Cost
from services.leave.domain.days import Spell
from services.leave.domain.lieu import InLieu


@dataclass(frozen=True, slots=True)
class Wish:
    """What a doctor asks for."""

    leave_id: UUID
    doctor_id: UUID
    type: LeaveType
    leadership: bool
    activity: str
    provider: str | None
    """None: the trust itself, of release from duty."""
    first_day: date
    last_day: date
    purpose: LeavePurpose = LeavePurpose.DISCRETIONARY
    location: str | None = None
    """Where it is, as the doctor writes it."""
    remote: bool = False
    """Joined from elsewhere, whatever its place."""
    from_midday: bool = False
    until_midday: bool = False
    days: Decimal | None = None
    """How many days of entitlement it takes, where the doctor says otherwise than its working days."""
    exam_on: date | None = None
    cost: Decimal = Decimal(0)
    """Estimated, in pounds: it decides who is asked (R14); nothing is paid here."""
    international: bool = False
    supervisor_agrees: bool = False
    rota_agrees: bool = False
    short_notice_reason: str | None = None
    external_ref: str | None = None
    """What the region's system of record calls it (R29)."""
    about: UUID | None = None
    """The seat, slot, meeting or course that release is asked for, where it has an id."""
    costs: tuple[Cost, ...] = ()
    """Estimated, each by what it is for; of these, ``cost`` is what a study budget may pay (R21)."""
    in_lieu: tuple[InLieu, ...] = ()
    within_hours: bool = False
    """Declared: the days in lieu keep to the limits of hours (R23)."""

    @property
    def spell(self) -> Spell:
        return Spell(self.first_day, self.last_day, from_midday=self.from_midday, until_midday=self.until_midday)

    @property
    def days_taken(self) -> Decimal:
        return self.spell.days if self.days is None else self.days
