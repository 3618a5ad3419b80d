"""Facts of what doctors did of their own accord: recorded by them, confirmed or not by the lead they name."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from contracts._event import PLACE, Event, Topic
from contracts.vocabulary import ActivityDeclineReason, ActivityKind, OdsCode


class _OfActivity(Event):
    """What it was called stays with the service: those are the doctor's own words."""

    topic: ClassVar[Topic] = Topic.PARTICIPATIONS

    activity_id: UUID
    doctor_id: UUID
    trust: OdsCode
    """Where they worked on its last day."""
    kind: ActivityKind
    first_day: date
    last_day: date
    minutes: int
    """Time spent on it in all."""
    lead_id: UUID
    """Who can say that it was so."""

    @property
    def key(self) -> str:
        return str(self.doctor_id)

    @property
    def subject(self) -> str:
        return str(self.activity_id)

    @property
    def extensions(self) -> dict[str, str]:
        return {PLACE: self.trust}


class ActivityRecorded(_OfActivity):
    """A doctor says what they led; said again where they change it, and then this is what it is."""

    type: ClassVar[str] = "fairlead.activity.recorded.v1"
    recorded_at: AwareDatetime


class ActivityConfirmed(_OfActivity):
    """The named lead says that it was so. No certificate rests on it: what it is called is in no event."""

    type: ClassVar[str] = "fairlead.activity.confirmed.v1"
    confirmed_by: UUID
    confirmed_at: AwareDatetime


class ActivityDeclined(_OfActivity):
    """The named lead does not confirm it; the doctor may change it, or name somebody else."""

    type: ClassVar[str] = "fairlead.activity.declined.v1"
    reason: ActivityDeclineReason
    declined_by: UUID
    declined_at: AwareDatetime
