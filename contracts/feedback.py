"""Facts of feedback: that it was given, never what it says."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from contracts._event import PLACE, Event, Topic
from contracts.vocabulary import OdsCode


class FeedbackGiven(Event):
    """Somebody who supervises a doctor wrote about one leadership activity on one date (F-E1, R51)."""

    topic: ClassVar[Topic] = Topic.FEEDBACK
    type: ClassVar[str] = "fairlead.feedback.given.v1"
    feedback_id: UUID
    doctor_id: UUID
    giver_id: UUID
    trust: OdsCode
    activity_date: date
    given_at: AwareDatetime

    @property
    def key(self) -> str:
        return str(self.doctor_id)

    @property
    def subject(self) -> str:
        return str(self.feedback_id)

    @property
    def extensions(self) -> dict[str, str]:
        return {PLACE: self.trust}
