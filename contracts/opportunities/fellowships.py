"""Facts of fellowships: who was appointed with how much protected time, how much it was, and that one ended."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from contracts._event import PLACE, Event, Topic
from contracts.vocabulary import FellowshipEnding, FellowshipKind, OdsCode, Term


class _OfFellowship(Event):
    """Which fellowship, whole enough that nobody needs to ask for it."""

    topic: ClassVar[Topic] = Topic.PARTICIPATIONS

    fellowship_id: UUID
    doctor_id: UUID
    trust: OdsCode
    """Where the doctor works as a fellow."""
    kind: FellowshipKind
    protected_percent: int
    """The share of working time that is stated as protected for leading."""
    starts_on: date
    ends_on: date

    @property
    def key(self) -> str:
        return str(self.doctor_id)

    @property
    def subject(self) -> str:
        return str(self.fellowship_id)

    @property
    def extensions(self) -> dict[str, str]:
        return {PLACE: self.trust}


class FellowshipAppointed(_OfFellowship):
    """A doctor is appointed leadership fellow or chief registrar, with protected time (O-D3, R78)."""

    type: ClassVar[str] = "fairlead.fellowship.appointed.v1"
    grade: Term
    """The holder's on the first day, as the deanery writes it."""
    grade_equivalent: bool
    """Whoever appointed says that another grade than those of the rule is worth one of them (R78)."""
    out_of_programme: bool
    funder: OdsCode
    appointed_by: UUID
    appointed_at: AwareDatetime


class FellowshipShareReported(_OfFellowship):
    """The holder says how much of their time is protected in truth; the last word counts."""

    type: ClassVar[str] = "fairlead.fellowship.share_reported.v1"
    percent: int
    reported_at: AwareDatetime


class FellowshipEnded(_OfFellowship):
    """It ended before its last day. One that runs its course needs no ending."""

    type: ClassVar[str] = "fairlead.fellowship.ended.v1"
    reason: FellowshipEnding
    ended_on: date
    """The last day on which it was held."""
    ended_by: UUID
    ended_at: AwareDatetime
