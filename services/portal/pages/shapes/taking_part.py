"""What doctors take part in, and what they are given for it."""

from datetime import date, datetime
from uuid import UUID

from contracts.vocabulary import (
    ActivityKind,
    AdaptationRefusal,
    CancellationReason,
    DeclineReason,
    ParticipationRole,
    Recurrence,
    ShadowingKind,
)
from services.portal.pages.shapes.read import Read


class Opportunity(Read):
    """Something that a trust offers its residents, or would once its co-producer has confirmed it."""

    id: UUID
    trust: str
    title: str
    chairing: bool
    lead_id: UUID
    co_producer_id: UUID
    first_day: date
    last_day: date | None
    recurrence: Recurrence
    places: int
    places_left: int
    grades: tuple[str, ...]
    protected_minutes: int
    description: str | None = None
    time_commitment: str | None = None
    part_time_note: str | None = None
    joined_remotely: bool = False
    published_at: datetime | None
    closed_at: datetime | None
    version: int
    works_there: bool = True
    """Of one that is looked at by itself: whether its reader works there today."""
    yours_to_edit: bool = False
    """Whether its reader looks after it; of those in a pack nobody asks."""

    def waits_for(self, person_id: UUID) -> bool:
        """A draft, for this person to confirm."""
        return self.waits and self.co_producer_id == person_id

    @property
    def waits(self) -> bool:
        """A draft, for its co-producer's word."""
        return self.published_at is None and self.closed_at is None


class Opportunities(Read):
    items: tuple[Opportunity, ...]
    next: UUID | None


class Adaptation(Read):
    """What a doctor needs to take part, as they and their host read it."""

    id: UUID
    participation_id: UUID
    doctor_id: UUID
    trust: str
    host_id: UUID
    needs: str
    answer_by: date
    status: str
    reason: AdaptationRefusal | None
    words: str | None
    version: int


class Adaptations(Read):
    items: tuple[Adaptation, ...]
    next: UUID | None


class Activity(Read):
    """What a doctor did of their own accord, as they and its lead read it."""

    id: UUID
    doctor_id: UUID
    trust: str
    kind: ActivityKind
    title: str
    first_day: date
    last_day: date
    minutes: int
    lead_id: UUID
    status: str
    words: str | None
    version: int


class Activities(Read):
    items: tuple[Activity, ...]
    next: UUID | None


class LeadsAt(Read):
    """Who serves at a trust where a doctor worked."""

    trust: str
    people: tuple[UUID, ...]


class Leads(Read):
    items: tuple[LeadsAt, ...]


class Hosts(Read):
    """Whom a doctor can ask for what they need, its lead unless they say."""

    items: tuple[UUID, ...]
    lead_id: UUID


class Participation(Read):
    """One doctor's way through one of them."""

    id: UUID
    opportunity_id: UUID
    title: str
    trust: str
    doctor_id: UUID
    status: str
    why: str | None
    expressed_at: datetime
    answer_by: date
    reason: DeclineReason | None
    words: str | None
    role: ParticipationRole | None
    first_day: date | None
    last_day: date | None
    minutes: int | None
    version: int


class Participations(Read):
    items: tuple[Participation, ...]
    next: UUID | None


class Slot(Read):
    """Some hours beside somebody who leads."""

    id: UUID
    trust: str
    kind: ShadowingKind
    title: str
    host_id: UUID
    starts_at: datetime
    ends_at: datetime
    free_places: int
    grades: tuple[str, ...]
    version: int


class Slots(Read):
    items: tuple[Slot, ...]
    next: UUID | None


class Booking(Read):
    """A place in one of them, as its doctor has it."""

    id: UUID
    doctor_id: UUID
    objective: str
    status: str
    reason: CancellationReason | None
    minutes: int
    debrief: str | None
    slot: Slot


class Bookings(Read):
    items: tuple[Booking, ...]
    next: UUID | None


class Guest(Read):
    """A place that is taken, as the host has it."""

    id: UUID
    doctor_id: UUID
    objective: str
    status: str


class HostedSlot(Slot):
    status: str
    bookings: tuple[Guest, ...]

    @property
    def booked(self) -> int:
        return sum(each.status == "booked" for each in self.bookings)


class HostedSlots(Read):
    items: tuple[HostedSlot, ...]
    next: UUID | None


class Feedback(Read):
    id: UUID
    activity: str
    activity_date: date
    did_well: str
    do_more: str
    next_step: str


class Certificate(Read):
    id: UUID
    doctor_id: UUID
    issuer: str
    title: str
    recipient: str
    code: str
    issued_at: datetime
    revoked_at: datetime | None


class Certificates(Read):
    items: tuple[Certificate, ...]
    next: UUID | None
