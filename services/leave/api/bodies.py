"""What leave is asked, and what it answers at once."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StringConstraints, model_validator

from chassis.http import READABLE, IsoDate
from contracts.vocabulary import LeavePurpose, LeaveType, RefusalReason, Role
from services.leave.api.entitlement import Days
from services.leave.domain import Cost, CostKind, InLieu, LeaveRequest, Refusal, Status, SystemOfRecord, Wish

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), READABLE]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000), READABLE]


Pounds = Annotated[Decimal, Field(ge=0, le=100_000, decimal_places=2)]


class Asked(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class NewCost(Asked):
    kind: CostKind
    pounds: Pounds


class NewDayInLieu(Asked):
    off: IsoDate
    instead: IsoDate


class NewRequest(Asked):
    type: LeaveType
    leadership: StrictBool = False
    activity: Line
    provider: Line | None = None
    """Needed but for release from duty, where it is the trust."""
    first_day: IsoDate
    last_day: IsoDate
    purpose: LeavePurpose | None = None
    """Without one: a professional duty, or discretionary study (R20); release always says what it is for."""
    about: UUID | None = None
    """What release is asked for, where it has an id: a seat, slot, meeting or course."""
    location: Line | None = None
    """Where it is, if that is known."""
    remote: StrictBool = False
    """You join from elsewhere; so it is not ``international``."""
    from_midday: StrictBool = False
    """The first day begins at midday."""
    until_midday: StrictBool = False
    """The last day ends at midday."""
    days: Decimal | None = None
    """Of entitlement, in halves, where it is not the working days: you would not have worked on some (R2)."""
    exam_on: IsoDate | None = None
    """Needed for private study (R22)."""
    cost: Pounds = Decimal(0)
    """Estimated, in pounds: above what the region set, the head of school decides too (R14)."""
    costs: Annotated[tuple[NewCost, ...], Field(max_length=20)] = ()
    """The same by what each is for, in place of ``cost``: a study budget never pays some of it (R21)."""
    in_lieu: Annotated[tuple[NewDayInLieu, ...], Field(max_length=60)] = ()
    """For each day of the leave that the rota has off, the day that is to be off instead (R23)."""
    within_hours: StrictBool = False
    """Declared with days in lieu: the limits of hours are kept."""
    international: StrictBool = False
    supervisor_agrees: StrictBool = False
    """Declared, where the region asks for it (R11)."""
    rota_agrees: StrictBool = False
    external_ref: Line | None = None
    """Needed where another system decides leave, and it is only noted here (R29)."""
    short_notice_reason: Words | None = None
    """Needed below the notice period (R8)."""

    def wish(self, *, leave_id: UUID, doctor_id: UUID) -> Wish:
        usual = LeavePurpose.PROFESSIONAL_DUTY if self.type is LeaveType.PROFESSIONAL else LeavePurpose.DISCRETIONARY
        purpose = self.purpose or usual
        return Wish(
            leave_id=leave_id,
            doctor_id=doctor_id,
            **self.model_dump(exclude={"purpose", "costs", "in_lieu"}),
            purpose=purpose,
            costs=tuple(Cost(each.kind, each.pounds) for each in self.costs),
            in_lieu=tuple(InLieu(each.off, each.instead) for each in self.in_lieu),
        )

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if self.cost and self.costs:
            raise ValueError("cost is what costs come to: give one of them")
        return self


class NewRefusal(Asked):
    reason: RefusalReason
    """One of those that are used where it was asked for."""
    explanation: Words
    """At least ``leave.refusal_min_chars`` characters (R17)."""
    alternative: Words
    next_step: Words
    alternative_first_day: IsoDate | None = None
    """Days that the doctor can take instead, with one tap."""
    alternative_last_day: IsoDate | None = None

    def refusal(self) -> Refusal:
        return Refusal(**self.model_dump())


class NewReturn(Asked):
    missing: Words
    """What the doctor is to complete or change, at least ``leave.refusal_min_chars`` characters."""


class NewClaim(Asked):
    claimed_on: IsoDate
    paid_on: IsoDate | None = None
    attended: StrictBool = True
    """Not having gone is declared."""


class NewApproval(Asked):
    note: Words | None = None


class Shown(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True)


class DayView(Shown):
    """A day of a department's calendar: how many may be away, and how many are."""

    day: date
    most_away: int
    away: int
    """With leave that is approved or noted."""
    asked: int | None
    """With a request that waits; null to whoever asks for the day themselves."""


class CostView(Shown):
    kind: CostKind
    pounds: Decimal


class DayInLieuView(Shown):
    """A day off that the leave falls on, and the day that is off instead (R23)."""

    off: date
    instead: date


class AbroadView(Shown):
    """What there is to mind about leave abroad (R14)."""

    others: int
    """Beside this one, that its doctor asked for in the same leave year."""
    usual: int
    curriculum_first: bool
    """What the curriculum requires comes first, and this is something else."""


class StepAhead(Shown):
    role: Role
    due_at: datetime | None


class Part(Shown):
    """What of the days is asked for at one placement: a request of its own (R10)."""

    id: UUID
    first_day: date
    last_day: date
    days: Days
    steps: tuple[StepAhead, ...]


class Submitted(Shown):
    """What the doctor learns at once: who decides, by when, and what to mind."""

    id: UUID
    status: Status
    standing: SystemOfRecord
    """Where it is decided: here; elsewhere, this being a record of it; or there too, once it is agreed here (R29)."""
    steps: tuple[StepAhead, ...]
    days: Days
    warnings: tuple[str, ...]
    further: tuple[Part, ...]
    """The parts at later placements, where the days span more than one."""

    @classmethod
    def of(cls, requests: Sequence[LeaveRequest], *, standing: SystemOfRecord, warnings: Iterable[str]) -> Self:
        first, *further = requests
        return cls(
            id=first.leave_id,
            status=first.status,
            standing=standing,
            steps=_ahead(first),
            days=first.days,
            warnings=tuple(dict.fromkeys(warnings)),
            further=tuple(_part(each) for each in further),
        )


class Checked(Shown):
    """What there is to mind about a request that would be taken; nothing was asked for."""

    standing: SystemOfRecord
    """Where it would be decided (R29)."""
    warnings: tuple[str, ...]
    funded_percent: Decimal | None
    """Of its costs, what a study budget pays of leave of its category; null: nothing is said of that (R20)."""


def _ahead(request: LeaveRequest) -> tuple[StepAhead, ...]:
    return tuple(StepAhead.model_validate(step) for step in request.steps if step.verdict is None)


def _part(request: LeaveRequest) -> Part:
    return Part(
        id=request.leave_id,
        first_day=request.first_day,
        last_day=request.last_day,
        days=request.days,
        steps=_ahead(request),
    )
