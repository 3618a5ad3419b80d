"""What the services answer, as far as pages show it."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from contracts.vocabulary import DisputedField, DisputeOutcome, LeaveType, PlacementField, RefusalReason, Role


class _Read(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class About(_Read):
    kind: str
    id: str


class Item(_Read):
    """One notice of somebody's inbox."""

    event_id: UUID
    type: str
    about: About
    title: str
    lines: tuple[str, ...]
    at: datetime
    read: bool


class Inbox(_Read):
    items: tuple[Item, ...]
    next: str | None


class Unread(_Read):
    unread: int


class PushKey(_Read):
    public_key: str


class Device(_Read):
    """A browser of somebody's that is rung."""

    id: UUID
    service: str
    fingerprint: str
    added_at: datetime
    last_reached_at: datetime | None

    @property
    def browser(self) -> str:
        """Its kind, as far as its push service tells."""
        return next((name for host, name in _BROWSERS.items() if self.service.endswith(host)), "A browser")


class Devices(_Read):
    items: tuple[Device, ...]


_BROWSERS = {
    "googleapis.com": "Chrome or another browser of its family",
    "mozilla.com": "Firefox",
    "windows.com": "Edge",
    "apple.com": "Safari",
}


class Dispute(_Read):
    id: UUID
    placement_id: UUID
    doctor_id: UUID
    doctor: str | None
    host: str
    fields: tuple[DisputedField, ...]
    words: str
    disputed_at: datetime
    outcome: DisputeOutcome | None
    answer: str | None
    closed_by: str | None
    closed_at: datetime | None
    version: int


class Disputes(_Read):
    items: tuple[Dispute, ...]
    next: UUID | None


class Placement(_Read):
    id: UUID
    post: str
    host: str
    site: str
    grade: str
    specialty: str | None
    wte: Decimal
    start: date
    end: date
    cancelled: bool
    host_name: str | None = None
    site_name: str | None = None
    clinical_supervisor_id: UUID | None = None
    educational_supervisor_id: UUID | None = None
    clinical_supervisor: str | None = None
    educational_supervisor: str | None = None
    disputes: tuple[Dispute, ...] = ()


class Placements(_Read):
    items: tuple[Placement, ...]


class Step(_Read):
    role: Role
    scope: str
    due_at: datetime | None
    verdict: str | None
    decided_by: UUID | None
    decided_at: datetime | None
    note: str | None


class Refusal(_Read):
    reason: RefusalReason
    explanation: str
    alternative: str
    next_step: str


class Appeal(_Read):
    how: str


class Leave(_Read):
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


class Leaves(_Read):
    items: tuple[Leave, ...]
    next: UUID | None


class Raised(_Read):
    id: UUID


class Called(_Read):
    id: UUID
    name: str


class Names(_Read):
    items: tuple[Called, ...]


class Organisation(_Read):
    name: str


class Feedback(_Read):
    id: UUID
    activity: str
    activity_date: date
    did_well: str
    do_more: str
    next_step: str


class Participation(_Read):
    why: str | None
    words: str | None


class Certificate(_Read):
    title: str
    recipient: str
    code: str
    revoked_at: datetime | None
