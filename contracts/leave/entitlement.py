"""Facts of leave years: what is granted of one, what of it is soon lost, and what was taken once it is over."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from contracts._event import PLACE, Event, Topic
from contracts.vocabulary import LeaveType, OdsCode, Role


class _OfEntitlement(Event):
    topic: ClassVar[Topic] = Topic.LEAVE

    doctor_id: UUID
    trust: OdsCode
    """Where the doctor works, or last worked in that year."""
    first_day: date
    """Of the leave year; its last one is ``last_day``."""
    last_day: date

    @property
    def key(self) -> str:
        return str(self.doctor_id)

    @property
    def subject(self) -> str:
        return f"{self.doctor_id}:{self.last_day}"

    @property
    def extensions(self) -> dict[str, str]:
        return {PLACE: self.trust}


class EntitlementAdjusted(_OfEntitlement):
    """A doctor has more days of a leave year than placements earn, or fewer; why stays with the leave service."""

    type: ClassVar[str] = "fairlead.entitlement.adjusted.v1"
    leave_type: LeaveType
    half_days: int
    """More; below zero, fewer."""
    adjusted_by: Role
    adjusted_at: AwareDatetime


class EntitlementUnused(_OfEntitlement):
    """A leave year is soon over, and there is study leave left in it (T-D1)."""

    type: ClassVar[str] = "fairlead.entitlement.unused.v1"
    half_days_left: int
    days_to_go: int
    """Calendar days until the year ends."""
    told_at: AwareDatetime


class EntitlementClosed(_OfEntitlement):
    """A leave year is over: how much study leave there was beside teaching, and how much of it was taken (T-D1)."""

    type: ClassVar[str] = "fairlead.entitlement.closed.v1"
    half_days: int
    half_days_taken: int
    """Never more than there were."""
    closed_at: AwareDatetime
