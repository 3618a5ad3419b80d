"""Facts of what an employer asks a doctor about a placement, and of the answer (R34)."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from contracts._event import PLACE, Event, Topic
from contracts.vocabulary import OdsCode


class _OfEnquiry(Event):
    """Its words stay with the registry."""

    topic: ClassVar[Topic] = Topic.PLACEMENTS

    enquiry_id: UUID
    placement_id: UUID
    doctor_id: UUID
    trust: OdsCode
    """Where it was asked: the host, or who employs."""
    asked_by: UUID
    due_on: date

    @property
    def key(self) -> str:
        return str(self.doctor_id)

    @property
    def subject(self) -> str:
        return str(self.enquiry_id)

    @property
    def extensions(self) -> dict[str, str]:
        return {PLACE: self.trust}


class EnquiryMade(_OfEnquiry):
    """An employer asks a doctor for what it needs to know, to be answered by a day."""

    type: ClassVar[str] = "fairlead.enquiry.made.v1"
    made_at: AwareDatetime


class EnquiryAnswered(_OfEnquiry):
    """The doctor has answered."""

    type: ClassVar[str] = "fairlead.enquiry.answered.v1"
    answered_at: AwareDatetime
