"""Whether a doctor can get into the contractual exception-reporting system: asked of each placement (R49)."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from contracts.registry import PlacementCancelled, PlacementChanged, PlacementInformationRecorded
from contracts.vocabulary import PlacementInformation
from services.leave.domain.chain import Placement
from services.leave.domain.time.counting import Fewest


@dataclass(frozen=True, slots=True)
class Access:
    """A placement's question, and what its doctor answered.

    Asked anew with another host or site once it has begun, and with a new rota where the doctor had access before.
    """

    placement_id: UUID
    doctor_id: UUID
    asked_from: date
    """From when on the employer's days run: the start, or the day of the move or of the new rota."""
    has_access: bool | None = None
    answered_at: datetime | None = None

    def due_on(self, days: int) -> date:
        return self.asked_from + timedelta(days=days)


@dataclass(frozen=True, slots=True)
class Onboarded:
    """Of a trust's residents in post: how many answered, and how many of those have access."""

    in_post: int
    answered: int
    with_access: int

    def shown_by(self, fewest: Fewest) -> "Onboarded | None":
        """Itself, where it is large enough to hide behind; a few answers, or a few doctors, are nobody's (R48)."""
        enough = self.answered >= fewest.reporters and self.in_post >= fewest.doctors
        return self if enough else None


def question(placement: Placement, known: Access | None) -> Access:
    """What is asked of a placement, answered or not."""
    return known or Access(placement.placement_id, placement.doctor_id, asked_from=placement.start)


def answered(placement: Placement, known: Access | None, *, has_access: bool, at: datetime) -> Access:
    return replace(question(placement, known), has_access=has_access, answered_at=at)


def moves(event: PlacementChanged | PlacementCancelled, *, today: date) -> bool:
    """Whether a placement that has begun is at another host or site from now on: the employer's days begin again."""
    if not isinstance(event, PlacementChanged) or event.placement.start > today:
        return False
    return any(change.field in ("host", "site") for change in event.changes)


def is_new_rota(event: PlacementInformationRecorded) -> bool:
    """Whether a rota was issued after its placement had begun, so that it is another than it began with."""
    return event.information is PlacementInformation.ROTA and event.happened_on > event.placement.start
