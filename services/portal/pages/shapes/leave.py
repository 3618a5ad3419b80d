"""Leave, with the way it takes."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from contracts.vocabulary import AppealOutcome, LeavePurpose, LeaveType, PlacementField, RefusalReason, Role
from services.portal.pages.shapes.read import Read


class Desk(Read):
    role: Role
    scope: str


class Step(Read):
    role: Role
    scope: str
    due_at: datetime | None
    verdict: str | None
    decided_by: UUID | None
    decided_at: datetime | None
    note: str | None
    reached_at: datetime | None = None
    given_to: Desk | None = None
    stood_in_for: UUID | None = None


class Refusal(Read):
    reason: RefusalReason
    explanation: str
    alternative: str
    next_step: str
    alternative_first_day: date | None = None
    alternative_last_day: date | None = None


class Appealed(Read):
    """An appeal that was made, and what became of it."""

    words: str
    appealed_at: datetime
    role: Role
    scope: str
    acknowledge_by: date
    acknowledged_at: datetime | None
    answer_by: date | None
    answered_at: datetime | None
    answered_by: UUID | None = None
    outcome: AppealOutcome | None
    explanation: str | None


class Appeal(Read):
    until: date
    role: Role
    scope: str


class Claim(Read):
    """When its costs were claimed, and when they were paid."""

    claimed_on: date
    pay_by: date
    paid_on: date | None
    attended: bool


class DayOff(Read):
    """A day of the department's calendar: how many may be away, and how many others are."""

    day: date
    most_away: int
    away: int


class InLieu(Read):
    """A day off that the leave falls on, and the day that is off instead."""

    off: date
    instead: date


class Cost(Read):
    kind: str
    pounds: Decimal


class Abroad(Read):
    """What there is to mind about leave abroad (R14)."""

    others: int
    usual: int
    curriculum_first: bool


class Leave(Read):
    id: UUID
    doctor_id: UUID
    status: str
    type: LeaveType
    purpose: LeavePurpose
    leadership: bool
    activity: str
    provider: str
    first_day: date
    last_day: date
    from_midday: bool = False
    until_midday: bool = False
    days: Decimal | None = None
    """Of entitlement."""
    days_said: Decimal | None = None
    """The same where they were said; a leave service of before does not tell them apart."""
    additional_days: Decimal = Decimal(0)
    """Of them, those that the entitlement does not hold (R3)."""
    location: str | None = None
    remote: bool = False
    about: UUID | None = None
    exam_on: date | None = None
    international: bool = False
    abroad: Abroad | None = None
    """Not said in a list, nor to whom it does not concern; a leave service of before does not know it."""
    supervisor_agrees: bool = False
    rota_agrees: bool = False
    external_ref: str | None = None
    standing: str | None = None
    """Where it is decided; a leave service of before does not say it in a list."""
    trust: str
    short_notice_reason: str | None
    submitted_at: datetime
    days_asked_on: date | None = None
    """Since when its days are asked for, where they were others before."""
    steps: tuple[Step, ...]
    refusal: Refusal | None
    appeal: Appeal | None
    appeals: tuple[Appealed, ...] = ()
    alternative_taken_at: datetime | None = None
    placement_affected: bool
    placement_affected_at: datetime | None
    placement_affected_fields: tuple[PlacementField, ...]
    withdrawal_asked_at: datetime | None
    cost: Decimal = Decimal(0)
    """Of what it is to cost, what a study budget may pay."""
    costs: tuple[Cost, ...] = ()
    funded_percent: Decimal | None = None
    """Of that, what it pays; not said in a list, nor where nothing is said of it."""
    in_lieu: tuple[InLieu, ...] = ()
    claim_by: date | None = None
    claim: Claim | None = None
    capacity: tuple[DayOff, ...] = ()
    refusal_codes: tuple[RefusalReason, ...] = tuple(RefusalReason)
    """With which it may be refused; a leave service of before takes them all. Not said in a list."""
    waits_for_you: bool = True
    """Whether who visits may decide what waits of it; where it is not said, the leave service has the last word."""
    version: int

    @property
    def waiting_step(self) -> Step | None:
        if self.status not in ("waiting", "withdrawal_asked"):
            return None
        return next((step for step in self.steps if step.verdict is None), None)

    @property
    def deciders(self) -> frozenset[UUID | None]:
        """Who decided a step, and whom they stood in for."""
        return frozenset(person for step in self.steps for person in (step.decided_by, step.stood_in_for))

    @property
    def is_to_decide(self) -> bool:
        """Whether a step waits for who visits."""
        return self.waiting_step is not None and self.waits_for_you

    @property
    def missing(self) -> str:
        """What its doctor is to complete or change, while it is returned."""
        returned = [step.note or "" for step in self.steps if step.verdict == "returned"]
        return returned[-1] if returned and self.status == "returned" else ""

    @property
    def open_appeal(self) -> Appealed | None:
        return next((each for each in self.appeals if each.outcome is None), None)

    @property
    def is_for_its_doctor(self) -> bool:
        """Refused, and nothing has come of that yet: the alternative can be taken, or an appeal made."""
        if self.status != "refused" or self.alternative_taken_at is not None:
            return False
        refused = [step.decided_at for step in self.steps if step.verdict == "refused" and step.decided_at]
        return not self.appeals or self.appeals[-1].appealed_at < max(refused, default=self.submitted_at)


class Checked(Read):
    """What there is to mind about a request that would be taken."""

    standing: str = "here"
    warnings: tuple[str, ...]
    funded_percent: Decimal | None = None
    """Of its costs, what a study budget pays; nothing where nothing is said of that."""


class Funded(Read):
    purpose: LeavePurpose
    percent: Decimal


class AskedAt(Read):
    """What the region of a placement asks beside the wish, and where it decides."""

    trust: str
    first_day: date
    last_day: date
    standing: str
    declarations: tuple[str, ...]
    listed: tuple[str, ...] = ()
    """Courses that are agreed beforehand for its programme and grade."""
    days_in_lieu: bool = True
    """Whether a day off has another one instead; a leave service of before gives it everywhere."""
    funding: tuple[Funded, ...] = ()


class LeaveForm(Read):
    items: tuple[AskedAt, ...]


class Delegation(Read):
    id: UUID
    role: Role
    scope: str
    by: UUID
    to: UUID
    first_day: date
    last_day: date


class Colleagues(Read):
    items: tuple[UUID, ...]


class Leaves(Read):
    items: tuple[Leave, ...]
    next: UUID | None
