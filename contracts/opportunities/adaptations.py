"""Facts of adaptations that a doctor needs to take part: asked for, arranged, refused, overdue. Never which."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from contracts._event import PLACE, Event, Topic
from contracts.vocabulary import AdaptationRefusal, OdsCode


class _OfAdaptation(Event):
    """What it is, and the opportunity it is for, only the doctor and the named host read, in the service itself."""

    topic: ClassVar[Topic] = Topic.PARTICIPATIONS

    adaptation_id: UUID
    doctor_id: UUID
    trust: OdsCode
    host_id: UUID
    """Who is asked: the doctor chose them, or they lead what the doctor takes part in."""

    @property
    def key(self) -> str:
        return str(self.doctor_id)

    @property
    def subject(self) -> str:
        return str(self.adaptation_id)

    @property
    def extensions(self) -> dict[str, str]:
        return {PLACE: self.trust}


class AdaptationRequested(_OfAdaptation):
    """A doctor asks for what they need to take part; said again where they ask somebody else or for something else."""

    type: ClassVar[str] = "fairlead.adaptation.requested.v1"
    answer_by: date
    requested_at: AwareDatetime


class AdaptationArranged(_OfAdaptation):
    """The host has seen to it."""

    type: ClassVar[str] = "fairlead.adaptation.arranged.v1"
    arranged_at: AwareDatetime


class AdaptationRefused(_OfAdaptation):
    """The host cannot arrange it, and says why."""

    type: ClassVar[str] = "fairlead.adaptation.refused.v1"
    reason: AdaptationRefusal
    refused_at: AwareDatetime


class AdaptationOverdue(_OfAdaptation):
    """The working days that a host has are over, and there is no answer. Said once for each request."""

    type: ClassVar[str] = "fairlead.adaptation.overdue.v1"
    answer_by: date
    overdue_at: AwareDatetime
