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
    outcome_codes: tuple[str, ...] | None = None
    """Those that are used where it was reported; a leave service of before takes them all. Not said in a list."""
    version: int

    def may_be_given(self, outcome: str) -> bool:
        return self.outcome_codes is None or outcome in self.outcome_codes


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


class CountedReports(Read):
    """Reports of one department in a month; of several together where none is named."""

    department: str | None
    reports: int
    reporters: int
    doctors: int
    minutes_lost: int
    acknowledged_in_time: int
    resolved_in_time: int
    reinstated: int


class CountedMonth(Read):
    month: date
    parts: tuple[CountedReports, ...]


class Counts(Read):
    items: tuple[CountedMonth, ...]


class TrustAccess(Read):
    """Of the residents in post, who can report exceptions; nothing where they are too few to be shown."""

    in_post: int | None
    answered: int | None
    with_access: int | None
