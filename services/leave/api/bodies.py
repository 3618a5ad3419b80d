"""What leave is asked and what it answers."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, StrictBool, StringConstraints

from chassis.http import READABLE, IsoDate
from contracts.vocabulary import LeavePurpose, LeaveType, PlacementField, RefusalReason, Role
from services.leave.api.entitlement import Days
from services.leave.domain import LeaveRequest, Refusal, Status, Step, Verdict, Wish

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), READABLE]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000), READABLE]


class _Asked(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class NewRequest(_Asked):
    type: LeaveType
    leadership: StrictBool = False
    activity: Line
    provider: Line
    first_day: IsoDate
    last_day: IsoDate
    purpose: LeavePurpose | None = None
    """Without one: a professional duty, or discretionary study (R20)."""
    from_midday: StrictBool = False
    """The first day begins at midday."""
    until_midday: StrictBool = False
    """The last day ends at midday."""
    days: Decimal | None = None
    """Of entitlement, in halves, where it is not the working days: you would not have worked on some (R2)."""
    exam_on: IsoDate | None = None
    """Needed for private study (R22)."""
    short_notice_reason: Words | None = None
    """Needed below the notice period (R8)."""

    def wish(self, *, leave_id: UUID, doctor_id: UUID) -> Wish:
        usual = LeavePurpose.PROFESSIONAL_DUTY if self.type is LeaveType.PROFESSIONAL else LeavePurpose.DISCRETIONARY
        purpose = self.purpose or usual
        return Wish(leave_id=leave_id, doctor_id=doctor_id, **self.model_dump(exclude={"purpose"}), purpose=purpose)


class NewRefusal(_Asked):
    reason: RefusalReason
    explanation: Words
    """At least ``leave.refusal_min_chars`` characters (R17)."""
    alternative: Words
    next_step: Words

    def refusal(self) -> Refusal:
        return Refusal(**self.model_dump())


class NewApproval(_Asked):
    note: Words | None = None


class _Shown(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True)


class StepAhead(_Shown):
    role: Role
    due_at: datetime | None


class Part(_Shown):
    """What of the days is asked for at one placement: a request of its own (R10)."""

    id: UUID
    first_day: date
    last_day: date
    days: Days
    steps: tuple[StepAhead, ...]


class Submitted(_Shown):
    """What the doctor learns at once: who decides, by when, and what to mind."""

    id: UUID
    status: Status
    steps: tuple[StepAhead, ...]
    days: Days
    warnings: tuple[str, ...]
    further: tuple[Part, ...]
    """The parts at later placements, where the days span more than one."""

    @classmethod
    def of(cls, requests: Sequence[LeaveRequest], *, warnings: Iterable[str]) -> Self:
        first, *further = requests
        return cls(
            id=first.leave_id,
            status=first.status,
            steps=_ahead(first),
            days=first.days,
            warnings=tuple(dict.fromkeys(warnings)),
            further=tuple(_part(each) for each in further),
        )


class StepView(_Shown):
    role: Role
    scope: str
    due_at: datetime | None
    verdict: Verdict | None
    decided_by: UUID | None
    decided_at: datetime | None
    note: str | None


class RefusalView(_Shown):
    reason: RefusalReason
    explanation: str
    alternative: str
    next_step: str


class Appeal(_Shown):
    """How to appeal, until when, and to whom (R19)."""

    how: str
    until: date
    role: Role
    scope: str

    @classmethod
    def against(cls, request: LeaveRequest) -> Self | None:
        if request.appeal_by is None:
            return None
        how = (
            "An appeal is about how the decision was reached. Write to the director of medical education of "
            f"{request.trust} by the end of {request.appeal_by:%A} {request.appeal_by.day} {request.appeal_by:%B %Y}, "
            "naming this request and what went wrong."
        )
        return cls(how=how, until=request.appeal_by, role=Role.DME, scope=request.trust)


class LeaveView(_Shown):
    """A request as its doctor and its deciders see it."""

    id: UUID
    doctor_id: UUID
    status: Status
    type: LeaveType
    leadership: bool
    activity: str
    provider: str
    first_day: date
    last_day: date
    purpose: LeavePurpose
    from_midday: bool
    until_midday: bool
    days: Days
    additional_days: Days
    exam_on: date | None
    trust: str
    short_notice_reason: str | None
    submitted_at: datetime
    steps: tuple[StepView, ...]
    refusal: RefusalView | None
    appeal: Appeal | None
    placement_affected: bool
    placement_affected_at: datetime | None
    placement_affected_fields: tuple[PlacementField, ...]
    withdrawal_asked_at: datetime | None
    version: int

    @classmethod
    def of(cls, request: LeaveRequest) -> Self:
        affected = request.affected
        return cls(
            id=request.leave_id,
            doctor_id=request.doctor_id,
            status=request.status,
            type=request.type,
            leadership=request.leadership,
            activity=request.activity,
            provider=request.provider,
            first_day=request.first_day,
            last_day=request.last_day,
            purpose=request.purpose,
            from_midday=request.from_midday,
            until_midday=request.until_midday,
            days=request.days,
            additional_days=request.additional_days,
            exam_on=request.exam_on,
            trust=request.trust,
            short_notice_reason=request.short_notice_reason,
            submitted_at=request.submitted_at,
            steps=tuple(_step(step) for step in request.steps),
            refusal=RefusalView.model_validate(request.refusal) if request.refusal else None,
            appeal=Appeal.against(request),
            placement_affected=affected is not None,
            placement_affected_at=affected.at if affected else None,
            placement_affected_fields=affected.fields if affected else (),
            withdrawal_asked_at=request.withdrawal_asked_at,
            version=request.version,
        )


class LeavePage(_Shown):
    """One page, newest first; ``next`` is the ``after`` of the following one."""

    items: tuple[LeaveView, ...]
    next: UUID | None

    @classmethod
    def of(cls, requests: Sequence[LeaveRequest], *, limit: int) -> Self:
        full = len(requests) == limit
        return cls(items=tuple(map(LeaveView.of, requests)), next=requests[-1].leave_id if full else None)


def _step(step: Step) -> StepView:
    return StepView.model_validate(step)


def _ahead(request: LeaveRequest) -> tuple[StepAhead, ...]:
    return tuple(StepAhead.model_validate(step) for step in request.steps)


def _part(request: LeaveRequest) -> Part:
    return Part(
        id=request.leave_id,
        first_day=request.first_day,
        last_day=request.last_day,
        days=request.days,
        steps=_ahead(request),
    )
