"""Reports of lost time, and who may and did read them."""

from datetime import date, datetime
from uuid import UUID

from services.portal.pages.shapes.read import Read


class Choice(Read):
    code: str
    label: str


class LostTimeForm(Read):
    """What the leave service says beside the form, and what its codes are called."""

    statement: str
    exception_system: str | None
    kinds: tuple[Choice, ...]
    causes: tuple[Choice, ...]
    exception_reports: tuple[Choice, ...]
    outcomes: tuple[Choice, ...]


class LostTime(Read):
    id: UUID
    doctor_id: UUID
    trust: str
    session_on: date
    minutes: int
    kind: str
    because: str
    exception_report: str
    exception_reference: str | None
    reported_at: datetime
    acknowledge_by: datetime
    resolve_by: datetime
    overdue: bool
    status: str
    outcome: str | None
    outcome_note: str | None
    version: int


class LostTimes(Read):
    items: tuple[LostTime, ...]
    next: UUID | None


class Consent(Read):
    consent_id: UUID
    recipient_id: UUID
    given_at: datetime
    revoked_at: datetime | None


class Consents(Read):
    items: tuple[Consent, ...]


class Reading(Read):
    reader_id: UUID
    at: datetime


class Readings(Read):
    items: tuple[Reading, ...]
