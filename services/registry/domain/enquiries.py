"""What an employer asks a doctor about a placement, pure: asked in words, answered within some working days (R34)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Self
from uuid import UUID

from chassis.clock import add_working_days, london_date
from chassis.errors import Declined, NotFound
from contracts import Actor, Event
from contracts.registry import EnquiryAnswered, EnquiryMade
from services.registry.domain.information import RECORDERS, Cancelled
from services.registry.domain.placements import Placement

ASKERS = RECORDERS
"""Who asks for their trust: the same who record what it received and issued."""


class AlreadyAnswered(Declined):
    slug = "enquiry-answered"
    title = "This is answered"


@dataclass(frozen=True, slots=True)
class Enquiry:
    """A question about a placement, and its answer. Its words are for the doctor and those who ask for the trust."""

    enquiry_id: UUID
    placement_id: UUID
    doctor_id: UUID
    trust: str
    question: str
    asked_by: UUID
    asked_at: datetime
    due_on: date
    answer: str | None = None
    answered_at: datetime | None = None

    def seen_by(self, actor: Actor) -> Self:
        """Itself, for its doctor and those who ask for the trust. Raises NotFound for everybody else."""
        if actor.person_id != self.doctor_id and not any(actor.holds(role, at=self.trust) for role in ASKERS):
            raise NotFound
        return self

    def is_overdue(self, today: date) -> bool:
        return self.answer is None and today > self.due_on


@dataclass(frozen=True, slots=True)
class Decision:
    """The enquiry as it is from now on, and the fact that made it so."""

    enquiry: Enquiry
    events: tuple[Event, ...]


def asking_trust(placement: Placement, actor: Actor) -> str:
    """For whom they ask the doctor of a placement: its host, else who employs. Raises NotFound where for neither."""
    theirs = (code for code in placement.looked_after_at if any(actor.holds(role, at=code) for role in ASKERS))
    trust = next(theirs, None)
    if trust is None or actor.person_id == placement.doctor_id:
        raise NotFound
    return trust


def ask(
    placement: Placement, *, enquiry_id: UUID, trust: str, question: str, by: Actor, days: int, at: datetime
) -> Decision:
    """Ask for a trust, to be answered within so many working days. Raises Cancelled."""
    if placement.cancelled:
        raise Cancelled
    enquiry = Enquiry(
        enquiry_id=enquiry_id,
        placement_id=placement.id,
        doctor_id=placement.doctor_id,
        trust=trust,
        question=question,
        asked_by=by.person_id,
        asked_at=at,
        due_on=add_working_days(london_date(at), days),
    )
    return Decision(enquiry, (EnquiryMade(**_which(enquiry), made_at=at),))


def answer(enquiry: Enquiry, *, words: str, by: Actor, at: datetime) -> Decision:
    """Its doctor answers, late or not. Raises NotFound, AlreadyAnswered."""
    if by.person_id != enquiry.doctor_id:
        raise NotFound
    if enquiry.answer is not None:
        raise AlreadyAnswered("You have answered this.")
    answered = replace(enquiry, answer=words, answered_at=at)
    return Decision(answered, (EnquiryAnswered(**_which(answered), answered_at=at),))


def _which(enquiry: Enquiry) -> dict[str, UUID | str | date]:
    """The beginning of every fact about it."""
    return {
        "enquiry_id": enquiry.enquiry_id,
        "placement_id": enquiry.placement_id,
        "doctor_id": enquiry.doctor_id,
        "trust": enquiry.trust,
        "asked_by": enquiry.asked_by,
        "due_on": enquiry.due_on,
    }
