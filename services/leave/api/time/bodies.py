"""What is asked and answered about time that was lost."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StringConstraints

from chassis.http import ONE_LINE, READABLE, IsoDate
from contracts.leave import CountedReports
from services.leave.domain.time import (
    CAUSES,
    EXCEPTIONS,
    KINDS,
    OUTCOMES,
    STATEMENT,
    Consent,
    ExceptionReport,
    Lost,
    LostBecause,
    LostKind,
    Outcome,
    Report,
    Status,
)

Reference = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60), READABLE, ONE_LINE]
Trust = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{1,9}$")]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000), READABLE]
Minutes = Annotated[int, Field(ge=15, le=720, multiple_of=15)]
"""A quarter of an hour to twelve hours."""


class _Asked(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class NewReport(_Asked):
    """Six answers, none of them free text: a minute, and nothing that could name a patient (R88)."""

    session_on: IsoDate
    minutes: Minutes
    kind: LostKind
    because: LostBecause
    exception_report: ExceptionReport
    exception_reference: Reference | None = None

    def lost(self) -> Lost:
        return Lost(**self.model_dump())


class NewOutcome(_Asked):
    outcome: Outcome
    """One of those that are used where it was reported."""
    note: Words | None = None
    """What was arranged, for its doctor; about no patient."""


class NewAnswer(_Asked):
    agrees: StrictBool


class NewConsent(_Asked):
    recipient_id: UUID


class _Shown(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True)


class Choice(_Shown):
    code: str
    label: str

    @classmethod
    def among(cls, labels: Mapping[Any, str]) -> tuple[Self, ...]:
        return tuple(cls(code=code, label=label) for code, label in labels.items())


class Form(_Shown):
    """What the form has to say, and what can be chosen on it; what became of a report, besides."""

    statement: str = STATEMENT
    exception_system: str | None
    """Where the contractual report is raised; none: the trust has not said."""
    earliest: date
    latest: date
    kinds: tuple[Choice, ...] = Choice.among(KINDS)
    causes: tuple[Choice, ...] = Choice.among(CAUSES)
    exception_reports: tuple[Choice, ...] = Choice.among(EXCEPTIONS)
    outcomes: tuple[Choice, ...] = Choice.among(OUTCOMES)


class Reported(_Shown):
    id: UUID
    trust: str
    acknowledge_by: datetime
    resolve_by: datetime
    statement: str = STATEMENT
    read_by: str

    @classmethod
    def of(cls, report: Report) -> Self:
        readers = (
            f"You, the director of medical education of {report.trust} and their deputies, and its guardian of safe "
            "working hours read it; nobody else does unless you share it."
        )
        return cls(
            id=report.report_id,
            trust=report.trust,
            acknowledge_by=report.acknowledge_by,
            resolve_by=report.resolve_by,
            read_by=readers,
        )


class ReportView(_Shown):
    """A report, to each of its readers the same."""

    id: UUID
    doctor_id: UUID
    placement_id: UUID
    trust: str
    session_on: date
    minutes: int
    kind: LostKind
    because: LostBecause
    exception_report: ExceptionReport
    exception_reference: str | None
    reported_at: datetime
    acknowledge_by: datetime
    resolve_by: datetime
    overdue: bool
    status: Status
    acknowledged_at: datetime | None
    resolved_at: datetime | None
    outcome: Outcome | None
    outcome_note: str | None
    answered_at: datetime | None
    concluded_at: datetime | None
    outcome_codes: tuple[Outcome, ...]
    """Those that it may be given now where it was reported (R45). Empty in a list."""
    version: int

    @classmethod
    def of(cls, report: Report, *, at: datetime, outcome_codes: tuple[Outcome, ...] = ()) -> Self:
        named = {name: getattr(report, name) for name in cls.model_fields if hasattr(report, name)}
        lost = {name: getattr(report.lost, name) for name in cls.model_fields if hasattr(report.lost, name)}
        beside: dict[str, Any] = {"id": report.report_id, "overdue": report.is_overdue(at)}
        return cls(**{**named, **lost, **beside, "outcome_codes": outcome_codes})


class ReportPage(_Shown):
    """One page, newest first; ``next`` is the ``after`` of the following one."""

    items: tuple[ReportView, ...]
    next: UUID | None

    @classmethod
    def of(cls, reports: Sequence[Report], *, limit: int, at: datetime) -> Self:
        full = len(reports) == limit
        items = tuple(ReportView.of(report, at=at) for report in reports)
        return cls(items=items, next=reports[-1].report_id if full else None)


class ConsentView(_Shown):
    consent_id: UUID
    recipient_id: UUID
    given_at: datetime
    revoked_at: datetime | None


class Consents(_Shown):
    items: tuple[ConsentView, ...]

    @classmethod
    def of(cls, consents: Iterable[Consent]) -> Self:
        return cls(items=tuple(map(ConsentView.model_validate, consents)))


class Reading(_Shown):
    reader_id: UUID
    in_list: bool
    at: datetime


class Readings(_Shown):
    """Who else read a report of yours, newest first."""

    items: tuple[Reading, ...]


class CountView(_Shown):
    """One department's reports of a month, or those of several too small to be told by themselves."""

    department: str | None
    reports: int
    reporters: int
    doctors: int
    minutes_lost: int
    acknowledged_in_time: int
    resolved_in_time: int
    reinstated: int


class CountedMonth(_Shown):
    month: date
    """Its first day."""
    parts: tuple[CountView, ...]


class Counts(_Shown):
    """The newest month first; one of which too little could be said is not among them (R48)."""

    items: tuple[CountedMonth, ...]

    @classmethod
    def of(cls, months: Iterable[tuple[date, Iterable[CountedReports]]]) -> Self:
        return cls(
            items=tuple(
                CountedMonth(month=month, parts=tuple(map(CountView.model_validate, said))) for month, said in months
            )
        )
