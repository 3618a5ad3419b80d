"""Facts of leave: asked for, decided step by step, refused with a reason, touched by a placement change."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from contracts._event import PLACE, Event, Part, Topic
from contracts.vocabulary import (
    AppealOutcome,
    AppealStage,
    Lateness,
    LeaveType,
    OdsCode,
    PlacementField,
    ProgrammeNumber,
    RefusalReason,
    Role,
)


class Step(Part):
    """One decision in the chain: who decides where, and by when once it is theirs (R15)."""

    role: Role
    scope: ProgrammeNumber
    due_at: AwareDatetime | None = None


class OfLeave(Event):
    """What every fact of a request says first."""

    topic: ClassVar[Topic] = Topic.LEAVE

    leave_id: UUID
    doctor_id: UUID
    trust: OdsCode
    leave_type: LeaveType
    leadership: bool
    first_day: date
    last_day: date

    @property
    def key(self) -> str:
        return str(self.doctor_id)

    @property
    def subject(self) -> str:
        return str(self.leave_id)

    @property
    def extensions(self) -> dict[str, str]:
        return {PLACE: self.trust}


class LeaveSubmitted(OfLeave):
    """A doctor asked; the first step waits."""

    type: ClassVar[str] = "fairlead.leave.submitted.v1"
    submitted_at: AwareDatetime
    steps: tuple[Step, ...]


class LeaveStepDecided(OfLeave):
    """One step agreed and the next one waits."""

    type: ClassVar[str] = "fairlead.leave.step_decided.v1"
    decided_by: Role
    decided_at: AwareDatetime
    waiting: Step
    reached_at: AwareDatetime | None = None
    """When the decided step was reached (R15)."""
    due_on: date | None = None
    """The London date by which the decided step was to be decided, by its own trust's rule (R15)."""


class LeaveApproved(OfLeave):
    """Every step agreed."""

    type: ClassVar[str] = "fairlead.leave.approved.v1"
    approved_at: AwareDatetime
    reached_at: AwareDatetime | None = None
    """When the last step was reached (R15)."""
    due_on: date | None = None
    """The London date by which the last step was to be decided, by its own trust's rule (R15)."""


class LeaveRefused(OfLeave):
    """A decision-maker said no. The words stay with the leave service."""

    type: ClassVar[str] = "fairlead.leave.refused.v1"
    decided_by: Role
    reason: RefusalReason
    refused_at: AwareDatetime
    days_ahead: int
    """First day minus the London date of the request (R18)."""
    avoidable: bool
    """Minimum staffing, although asked early enough (R18)."""
    appeal_by: date
    reached_at: AwareDatetime | None = None
    """When the refusing step was reached (R15)."""
    due_on: date | None = None
    """The London date by which the refusing step was to be decided, by its own trust's rule (R15)."""


class LeaveReturned(OfLeave):
    """Neither yes nor no: its doctor is to complete or change it first, and no step's time runs (R15)."""

    type: ClassVar[str] = "fairlead.leave.returned.v1"
    returned_by: Role
    returned_at: AwareDatetime
    reached_at: AwareDatetime | None = None
    """When the step that returned it was reached (R15)."""
    due_on: date | None = None
    """The London date by which that step was to be decided, by its own trust's rule (R15)."""


class LeaveReturnReminded(OfLeave):
    """Its doctor has had it back for some days, and has not asked anew (R16)."""

    type: ClassVar[str] = "fairlead.leave.return_reminded.v1"
    returned_by: Role
    reminded_at: AwareDatetime


class LeaveResubmitted(OfLeave):
    """Its doctor asked anew for what was returned; the step that waits has its whole time again (R15)."""

    type: ClassVar[str] = "fairlead.leave.resubmitted.v1"
    waiting: Step
    submitted_on: date
    """The London date of the request as it was first made."""
    resubmitted_at: AwareDatetime
    days_with_doctor: int = 0
    """How long it was with its doctor until now, however often: no desk's days, nor those of the decision (R15)."""


class LeaveReminded(OfLeave):
    """A step is due soon, and nobody has decided it yet (R16)."""

    type: ClassVar[str] = "fairlead.leave.reminded.v1"
    waiting: Step
    reminded_at: AwareDatetime


class LeaveOverdue(OfLeave):
    """A step was not decided in time; it goes on waiting, for nothing decides by itself (R16)."""

    type: ClassVar[str] = "fairlead.leave.overdue.v1"
    waiting: Step
    lateness: Lateness
    director_at: OdsCode | None = None
    """Whose director is asked as well after no response; the trust's own where it is not said."""
    submitted_on: date
    """The London date of the request."""
    overdue_at: AwareDatetime


class LeaveAlternativeTaken(OfLeave):
    """The doctor took what was offered instead of refused leave (R17)."""

    type: ClassVar[str] = "fairlead.leave.alternative_taken.v1"
    offered_by: Role
    offered_at_desk: ProgrammeNumber
    """Where the role that offered it is held."""
    instead_id: UUID | None = None
    """The request for the days that were offered, where days were."""
    refused_on: date
    """The London date of the refusal."""
    taken_at: AwareDatetime


class LeaveAppealed(OfLeave):
    """The doctor says that something went wrong in how the decision was reached (R19)."""

    type: ClassVar[str] = "fairlead.leave.appealed.v1"
    answering: Role
    answering_at: ProgrammeNumber
    appealed_at: AwareDatetime
    acknowledge_by: date


class LeaveAppealAcknowledged(OfLeave):
    """Whoever answers the appeal has it in hand (R19)."""

    type: ClassVar[str] = "fairlead.leave.appeal_acknowledged.v1"
    acknowledged_at: AwareDatetime
    answer_by: date


class LeaveAppealOverdue(OfLeave):
    """An appeal was not acknowledged, or not answered, by its day; it goes on waiting (R19)."""

    type: ClassVar[str] = "fairlead.leave.appeal_overdue.v1"
    awaited: AppealStage
    answering: Role
    answering_at: ProgrammeNumber
    appealed_at: AwareDatetime
    due_on: date
    overdue_at: AwareDatetime


class LeaveAppealAnswered(OfLeave):
    """The appeal is answered, for good; where it is upheld the refusing step is decided again (R19)."""

    type: ClassVar[str] = "fairlead.leave.appeal_answered.v1"
    outcome: AppealOutcome
    answered_at: AwareDatetime
    waiting: Step | None = None
    """The step that is decided again."""


class LeavePlacementAffected(OfLeave):
    """A placement change touches leave that is waiting or approved and not over."""

    type: ClassVar[str] = "fairlead.leave.placement_affected.v1"
    placement_id: UUID
    fields: tuple[PlacementField, ...]
    """What changed; empty when the placement was cancelled."""
    cancelled: bool = False
    affected_at: AwareDatetime
    approvers: tuple[UUID, ...]
    """Holders of the waiting step, else those who decided."""
    import_id: UUID | None = None
