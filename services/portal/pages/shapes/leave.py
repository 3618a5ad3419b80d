"""Leave, with the way it takes."""

from datetime import date, datetime
from uuid import UUID

from contracts.vocabulary import LeaveType, PlacementField, RefusalReason, Role
from services.portal.pages.shapes.read import Read


class Step(Read):
    role: Role
    scope: str
    due_at: datetime | None
    verdict: str | None
    decided_by: UUID | None
    decided_at: datetime | None
    note: str | None


class Refusal(Read):
    reason: RefusalReason
    explanation: str
    alternative: str
    next_step: str


class Appeal(Read):
    until: date
    role: Role


class Leave(Read):
    id: UUID
    doctor_id: UUID
    status: str
    type: LeaveType
    leadership: bool
    activity: str
    provider: str
    first_day: date
    last_day: date
    trust: str
    short_notice_reason: str | None
    submitted_at: datetime
    steps: tuple[Step, ...]
    refusal: Refusal | None
    appeal: Appeal | None
    placement_affected: bool
    placement_affected_at: datetime | None
    placement_affected_fields: tuple[PlacementField, ...]
    withdrawal_asked_at: datetime | None
    version: int

    @property
    def waiting_step(self) -> Step | None:
        if self.status not in ("waiting", "withdrawal_asked"):
            return None
        return next((step for step in self.steps if step.verdict is None), None)


class Checked(Read):
    """What there is to mind about a request that would be taken."""

    warnings: tuple[str, ...]


class Leaves(Read):
    items: tuple[Leave, ...]
    next: UUID | None
