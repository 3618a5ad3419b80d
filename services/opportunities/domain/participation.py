"""One doctor's way through one opportunity: interested, offered or declined, and at last confirmed."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from chassis.errors import NotFound, Versioned
from contracts import Actor, Event
from contracts.vocabulary import Answer, DeclineReason, ParticipationRole, PlaceBasis
from services.opportunities.domain.opportunity import Opportunity


class Status(StrEnum):
    INTERESTED = "interested"
    OFFERED = "offered"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    CONFIRMED = "confirmed"
    NO_SHOW = "no_show"


PLACED = frozenset({Status.OFFERED, Status.CONFIRMED, Status.NO_SHOW})
"""These take a place; who did not come keeps theirs, as that may be put right."""

WAITING = frozenset({Status.INTERESTED, Status.OFFERED})
"""These wait for their lead, to answer or to confirm; and the doctor may withdraw."""

CALLED_OFF = WAITING | {Status.NO_SHOW}
"""These end when it does not take place: then nobody failed to come to it either."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the lead says to somebody interested. The words never leave this service."""

    answer: Answer
    reason: DeclineReason | None = None
    words: str | None = None
    basis: PlaceBasis | None = None
    """Elected or nominated, where that is how one comes to it."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What the doctor did, as its lead confirms it."""

    role: ParticipationRole
    first_day: date
    last_day: date
    minutes: int


@dataclass(frozen=True, slots=True)
class Participation(Versioned):
    what = "participation"

    participation_id: UUID
    opportunity_id: UUID
    doctor_id: UUID
    status: Status
    why: str | None
    """In the doctor's own words; they never leave this service."""
    expressed_at: datetime
    answer_by: date
    overdue_at: datetime | None = None
    """When it was said that its answer is late."""
    reason: DeclineReason | None = None
    words: str | None = None
    basis: PlaceBasis | None = None
    answered_by: UUID | None = None
    answered_at: datetime | None = None
    role: ParticipationRole | None = None
    first_day: date | None = None
    last_day: date | None = None
    minutes: int | None = None
    confirmed_by: UUID | None = None
    confirmed_at: datetime | None = None
    missed_by: UUID | None = None
    """Who recorded that the doctor did not take part."""
    missed_at: datetime | None = None
    version: int = 1

    @property
    def by_whom(self) -> dict[str, Any]:
        """Who had the last word of it."""
        hands = {
            "confirmed_by": self.confirmed_by,
            "missed_by": self.missed_by,
            "answered_by": self.answered_by,
        }
        return dict([(did, str(who)) for did, who in hands.items() if who][:1])

    def seen_by(self, actor: Actor, opportunity: Opportunity) -> Self:
        """Itself, for its doctor and for who leads the opportunity. Raises NotFound for everybody else."""
        if actor.person_id != self.doctor_id and not opportunity.is_led_by(actor):
            raise NotFound
        return self

    def led_by(self, actor: Actor, opportunity: Opportunity, *, match: int | None) -> Self:
        """Itself, for who leads it, but never for the doctor: nobody acts on their own. Raises NotFound, LostUpdate."""
        if actor.person_id == self.doctor_id or not opportunity.is_led_by(actor):
            raise NotFound
        return self.seen_at(match)


@dataclass(frozen=True, slots=True)
class Step:
    """The participation as it is from now on, and the facts that made it so."""

    participation: Participation
    events: tuple[Event, ...] = ()
