"""Facts of induction packs: what a trust offers, put before each doctor who starts there."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from contracts._event import PLACE, Event, Topic
from contracts.vocabulary import OdsCode, PackOccasion


class InductionPackSent(Event):
    """A doctor was shown what is open to them where they start, or again while they are there (O-E1)."""

    topic: ClassVar[Topic] = Topic.PARTICIPATIONS
    type: ClassVar[str] = "fairlead.induction_pack.sent.v1"
    pack_id: UUID
    placement_id: UUID
    doctor_id: UUID
    trust: OdsCode
    starts_on: date
    """The first day of the placement, as it was known then."""
    occasion: PackOccasion
    due_on: date
    opportunities: int
    """How many are in it: live, and open to the doctor's grade."""
    matches: int = 0
    """How many of them a search that the doctor saved finds."""
    send_by: date | None = None
    """The last day on which it could be sent, as its trust's region has it. None: said before its owner said it."""
    sent_at: AwareDatetime

    @property
    def key(self) -> str:
        return str(self.doctor_id)

    @property
    def subject(self) -> str:
        return str(self.pack_id)

    @property
    def extensions(self) -> dict[str, str]:
        return {PLACE: self.trust}
