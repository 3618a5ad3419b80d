"""Facts of role modelling: a shadowing slot offered, booked, cancelled, completed."""

from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from contracts._event import PLACE, Event, Part, Topic
from contracts.vocabulary import CancellationReason, CancelledBy, OdsCode, PublicText, ShadowingKind, Term


class LostBooking(Part):
    """A place that somebody had and has no longer."""

    booking_id: UUID
    doctor_id: UUID


class _OfShadowing(Event):
    """Which slot, whole enough that nobody needs to ask for it. All facts of one slot come in their order."""

    topic: ClassVar[Topic] = Topic.ROLE_MODELLING

    slot_id: UUID
    trust: OdsCode
    kind: ShadowingKind
    title: PublicText
    host_id: UUID
    """Whom one follows for these hours."""
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    places: int

    @property
    def key(self) -> str:
        return str(self.slot_id)

    @property
    def subject(self) -> str:
        return str(self.slot_id)

    @property
    def extensions(self) -> dict[str, str]:
        return {PLACE: self.trust}


class ShadowingOffered(_OfShadowing):
    """Somebody who leads lets resident doctors follow them for some hours (M-E1)."""

    type: ClassVar[str] = "fairlead.shadowing.offered.v1"
    grades: tuple[Term, ...] = ()
    """As the deanery writes them; empty: open to all."""
    offered_at: AwareDatetime


class ShadowingBooked(_OfShadowing):
    """A doctor took a place. What they want to learn stays with the service."""

    type: ClassVar[str] = "fairlead.shadowing.booked.v1"
    booking_id: UUID
    doctor_id: UUID
    booked_at: AwareDatetime


class ShadowingCancelled(_OfShadowing):
    """A doctor gave a place back, or the host's side took back a place or the whole slot."""

    type: ClassVar[str] = "fairlead.shadowing.cancelled.v1"
    by: CancelledBy
    reason: CancellationReason
    whole: bool
    """The slot with all its bookings; else the one booking, and the slot stands."""
    bookings: tuple[LostBooking, ...]
    """The bookings that ended; none when nobody had booked."""
    cancelled_by: UUID
    cancelled_at: AwareDatetime


class ShadowingCompleted(_OfShadowing):
    """It took place, and the host's side says of one booking whether the doctor came and for how long."""

    type: ClassVar[str] = "fairlead.shadowing.completed.v1"
    booking_id: UUID
    doctor_id: UUID
    attended: bool
    minutes: int
    """0 for who did not come."""
    completed_by: UUID
    completed_at: AwareDatetime
