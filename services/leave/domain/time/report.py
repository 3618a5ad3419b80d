"""A report of protected time that was lost: what its doctor says, and what became of it (R40-R46)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from chassis.errors import Versioned
from contracts import Actor
from contracts.vocabulary import Role

READERS = frozenset({Role.DME, Role.GUARDIAN})
"""Besides its doctor, and whom the doctor lets: deputies hold the role too (R42)."""


def reads_at(actor: Actor, trust: str) -> bool:
    """Whether an office of theirs lets them read what was reported there."""
    return any(actor.holds(role, at=trust) for role in READERS)


class LostKind(StrEnum):
    SELF_DEVELOPMENT = "self_development"
    LEADERSHIP = "leadership"
    TEACHING = "teaching"
    EDUCATIONAL_DEVELOPMENT = "educational_development"
    OTHER = "other"


class LostBecause(StrEnum):
    SERVICE_PRESSURE = "service_pressure"
    STAFFING_GAP = "staffing_gap"
    NOT_IN_ROTA = "not_in_rota"
    MOVED_AT_SHORT_NOTICE = "moved_at_short_notice"
    ON_CALL_OR_REST = "on_call_or_rest"
    ASKED_TO_STAY = "asked_to_stay"
    OTHER = "other"


class ExceptionReport(StrEnum):
    """Whether the contractual report was made too: this one never takes its place (R43)."""

    RAISED = "raised"
    NOT_RAISED = "not_raised"
    NOT_ELIGIBLE = "not_eligible"


KINDS: Mapping[LostKind, str] = {
    LostKind.SELF_DEVELOPMENT: "Self-development time",
    LostKind.LEADERSHIP: "A leadership or management activity",
    LostKind.TEACHING: "Teaching",
    LostKind.EDUCATIONAL_DEVELOPMENT: "Educational development time",
    LostKind.OTHER: "Other protected time",
}

CAUSES: Mapping[LostBecause, str] = {
    LostBecause.SERVICE_PRESSURE: "The service was too busy",
    LostBecause.STAFFING_GAP: "A shift was not filled, or a colleague was away",
    LostBecause.NOT_IN_ROTA: "It was not in my rota or work schedule",
    LostBecause.MOVED_AT_SHORT_NOTICE: "It was cancelled or moved at short notice",
    LostBecause.ON_CALL_OR_REST: "It fell on call, or in rest after it",
    LostBecause.ASKED_TO_STAY: "I was asked to stay on duty",
    LostBecause.OTHER: "Something else",
}

EXCEPTIONS: Mapping[ExceptionReport, str] = {
    ExceptionReport.RAISED: "Yes, I have raised an exception report",
    ExceptionReport.NOT_RAISED: "No",
    ExceptionReport.NOT_ELIGIBLE: "I am not eligible to raise one",
}

STATEMENT = (
    "This is not the contractual exception report and does not take its place. If you are eligible, raise one in your "
    "employer's exception reporting system as well; you have 28 days and need nobody's permission."
)
"""On the form, and with the answer to it (R43)."""


class Status(StrEnum):
    REPORTED = "reported"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"
    """Its doctor has yet to say whether they agree."""
    AGREED = "agreed"
    DISAGREED = "disagreed"
    """The guardian looks at it now (R45)."""
    CONCLUDED = "concluded"
    """By the guardian; nothing follows."""
    WITHDRAWN = "withdrawn"


class Outcome(StrEnum):
    """What can be done about it. That it did not happen, or was not meant to, is none of them (R45)."""

    TIME_REINSTATED = "time_reinstated"
    TIME_OFF_IN_LIEU = "time_off_in_lieu"
    WORK_SCHEDULE_REVIEW = "work_schedule_review"
    NO_REMEDY_POSSIBLE = "no_remedy_possible"


OUTCOMES: Mapping[Outcome, str] = {
    Outcome.TIME_REINSTATED: "The time is given back on another day",
    Outcome.TIME_OFF_IN_LIEU: "Time off in lieu",
    Outcome.WORK_SCHEDULE_REVIEW: "The work schedule is reviewed",
    Outcome.NO_REMEDY_POSSIBLE: "Nothing can make up for it",
}

REINSTATED = frozenset({Outcome.TIME_REINSTATED, Outcome.TIME_OFF_IN_LIEU})


@dataclass(frozen=True, slots=True)
class Lost:
    """What a doctor says they lost."""

    session_on: date
    minutes: int
    kind: LostKind
    because: LostBecause
    exception_report: ExceptionReport
    exception_reference: str | None = None


@dataclass(frozen=True, slots=True)
class TimeTerms:
    """The rules as they stand at this moment, worked out to dates."""

    at: datetime
    today: date
    report_within_days: int
    """R41."""
    acknowledge_by: datetime
    resolve_by: datetime
    """R46."""
    outcome_codes: tuple[Outcome, ...]
    """R45: those that are used here."""


@dataclass(frozen=True, slots=True)
class Consent:
    """Its doctor lets one person read one report, until they take it back (R44)."""

    consent_id: UUID
    recipient_id: UUID
    given_at: datetime
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Report(Versioned):
    what = "report"

    report_id: UUID
    doctor_id: UUID
    placement_id: UUID
    trust: str
    """Whose director and guardian read it: the employer's where one is named beside the host, who is not told (R42)."""
    department: str | None
    """The placement's specialty."""
    lost: Lost
    reported_at: datetime
    reported_on: date
    acknowledge_by: datetime
    resolve_by: datetime
    status: Status = Status.REPORTED
    acknowledged_at: datetime | None = None
    resolved_at: datetime | None = None
    outcome: Outcome | None = None
    outcome_note: str | None = None
    answered_at: datetime | None = None
    concluded_at: datetime | None = None
    version: int = 1

    def is_read_by(self, actor: Actor) -> bool:
        """Whether their office lets them read it; not about one's own (R42)."""
        return actor.person_id != self.doctor_id and reads_at(actor, self.trust)

    def is_overdue(self, at: datetime) -> bool:
        """Its next step should have been taken by now (R46)."""
        if self.status == Status.REPORTED:
            return at > min(self.acknowledge_by, self.resolve_by)
        return self.status == Status.ACKNOWLEDGED and at > self.resolve_by
