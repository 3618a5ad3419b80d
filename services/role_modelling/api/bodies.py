"""What role modelling is asked and what it answers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StringConstraints

from chassis.http import ONE_LINE, READABLE, Moment
from contracts.vocabulary import CancellationReason, OdsCode, ShadowingKind
from services.role_modelling.domain import Booking, BookingStatus, Slot, Status, Wish

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), READABLE, ONE_LINE]
Grade = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80), READABLE]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000), READABLE]


class _Asked(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class NewSlot(_Asked):
    trust: OdsCode
    kind: ShadowingKind
    title: Line
    """Everybody may read it: name no patient, and nobody who has not agreed."""
    starts_at: Moment
    ends_at: Moment
    places: int = Field(1, ge=1)
    grades: tuple[Grade, ...] = Field((), max_length=40)
    """As the deanery writes them; empty: open to all."""

    def wish(self, *, slot_id: UUID) -> Wish:
        return Wish(slot_id=slot_id, **self.model_dump())


class NewBooking(_Asked):
    objective: Words
    """What you want to learn; your host reads it."""


class NewCancellation(_Asked):
    reason: CancellationReason


class NewCompletion(_Asked):
    attended: StrictBool
    minutes: int = Field(0, ge=0)


class NewDebrief(_Asked):
    note: Words
    """Nobody reads it but you."""


class _Shown(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True, validate_by_name=True, validate_by_alias=True)


class Offered(_Shown):
    id: UUID


class Booked(_Shown):
    id: UUID


class BookingView(_Shown):
    """A booking as its doctor and its host see it; the debrief is for the doctor alone."""

    id: UUID = Field(validation_alias="booking_id")
    doctor_id: UUID
    objective: str
    booked_at: datetime
    status: BookingStatus
    reason: CancellationReason | None
    ended_at: datetime | None
    minutes: int
    debrief: str | None
    debriefed_at: datetime | None


class SlotView(_Shown):
    """A slot without who is in it: what a catalogue shows."""

    id: UUID = Field(validation_alias="slot_id")
    trust: str
    kind: ShadowingKind
    title: str
    host_id: UUID
    starts_at: datetime
    ends_at: datetime
    places: int
    free_places: int
    grades: tuple[str, ...]
    status: Status
    reason: CancellationReason | None
    cancelled_at: datetime | None
    version: int


class SlotWithBookings(SlotView):
    """A slot with those of its bookings that the reader may see."""

    bookings: tuple[BookingView, ...]

    @classmethod
    def of(cls, slot: Slot, bookings: Sequence[Booking]) -> Self:
        seen = tuple(map(BookingView.model_validate, bookings))
        return cls.model_validate(slot).model_copy(update={"bookings": seen})


class OwnBooking(BookingView):
    """A booking with its slot, as its doctor has it."""

    slot: SlotView

    @classmethod
    def of(cls, slot: Slot, booking: Booking) -> Self:
        return cls(**BookingView.model_validate(booking).model_dump(), slot=SlotView.model_validate(slot))


class SlotPage(_Shown):
    """One page, soonest first; ``next`` is the ``after`` of the following one."""

    items: tuple[SlotView, ...]
    next: UUID | None

    @classmethod
    def of(cls, slots: Sequence[Slot], *, limit: int) -> Self:
        items = tuple(map(SlotView.model_validate, slots))
        return cls(items=items, next=slots[-1].slot_id if len(slots) == limit else None)


class HostedPage(_Shown):
    """One page of what one hosts, latest first, with who is in it."""

    items: tuple[SlotWithBookings, ...]
    next: UUID | None


class BookingPage(_Shown):
    """One page of one's own bookings, newest first."""

    items: tuple[OwnBooking, ...]
    next: UUID | None

    @classmethod
    def of(cls, found: Sequence[tuple[Slot, Booking]], *, limit: int) -> Self:
        items = tuple(OwnBooking.of(slot, booking) for slot, booking in found)
        return cls(items=items, next=items[-1].id if len(items) == limit else None)
