"""What may be done about a report of lost time, by whom, and whom that concerns (R41-R46)."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from chassis.errors import NotFound
from contracts import Actor
from contracts.registry import PlacementCancelled, PlacementChanged
from contracts.vocabulary import Role
from services.leave.domain.chain import Desk, Placement
from services.leave.domain.time.obstacles import (
    AlreadyShared,
    NotYourTurn,
    ReferenceWithoutReport,
    ReportedTooLate,
    SessionAhead,
)
from services.leave.domain.time.report import (
    Consent,
    ExceptionReport,
    Lost,
    Outcome,
    Report,
    Status,
    TimeTerms,
)
from services.leave.domain.used import check_used

_OPEN = frozenset({Status.REPORTED, Status.ACKNOWLEDGED})


@dataclass(frozen=True, slots=True)
class Step:
    """The report as it is from now on, and who has something to read: no fact of it is said (R42)."""

    report: Report
    tell: tuple[UUID | Desk, ...] = ()


def report_lost(lost: Lost, *, report_id: UUID, doctor_id: UUID, placement: Placement, terms: TimeTerms) -> Step:
    """Report it: nobody's permission is needed, and there is no number of them that is too many (R41).

    Raises SessionAhead, ReportedTooLate, ReferenceWithoutReport.
    """
    _check(lost, terms)
    report = Report(
        report_id=report_id,
        doctor_id=doctor_id,
        placement_id=placement.placement_id,
        trust=placement.reader,
        department=placement.specialty,
        lost=lost,
        reported_at=terms.at,
        reported_on=terms.today,
        acknowledge_by=terms.acknowledge_by,
        resolve_by=terms.resolve_by,
    )
    return Step(report, (Desk(Role.DME, report.trust),))


def names_employer(event: PlacementChanged | PlacementCancelled) -> bool:
    """Whether it is known from now on who employs: then reports are theirs to read, and the host's no longer (R42).

    What was reported to one employer stays with them, whoever is the next, or leads.
    """
    if not isinstance(event, PlacementChanged):
        return False
    unknown = [change.old is None for change in event.changes if change.field == "employer"]
    known = [one for one in (event.placement.employer, event.placement.lead_employer) if one]
    return bool(unknown) and all(unknown) and len(unknown) == len(known)


def acknowledge(report: Report, *, by: Actor, at: datetime, match: int | None = None) -> Step:
    """The director has seen it. Raises NotFound, LostUpdate, NotYourTurn."""
    _as(Role.DME, report, by=by, match=match)
    if report.status != Status.REPORTED:
        raise NotYourTurn(f"This report is {report.status}: it was acknowledged before.")
    return Step(replace(report, status=Status.ACKNOWLEDGED, acknowledged_at=at), (report.doctor_id,))


def resolve(
    report: Report, *, by: Actor, outcome: Outcome, note: str | None, terms: TimeTerms, match: int | None = None
) -> Step:
    """The director says what was done; of what its doctor disagrees with, the guardian does (R45).

    Raises NotFound, LostUpdate, NotYourTurn, NotUsedHere.
    """
    at, is_disagreed = terms.at, report.status == Status.DISAGREED
    _as(Role.GUARDIAN if is_disagreed else Role.DME, report, by=by, match=match)
    if not is_disagreed and report.status not in _OPEN:
        raise NotYourTurn(f"This report is {report.status}: nothing more can be resolved about it by a director.")
    check_used(outcome, outcomes_for(report, terms), field="outcome")
    if is_disagreed:
        ended = replace(report, status=Status.CONCLUDED, outcome=outcome, outcome_note=note, concluded_at=at)
        return Step(ended, (report.doctor_id,))
    resolved = replace(
        report,
        status=Status.RESOLVED,
        acknowledged_at=report.acknowledged_at or at,
        resolved_at=at,
        outcome=outcome,
        outcome_note=note,
    )
    return Step(resolved, (report.doctor_id,))


def outcomes_for(report: Report, terms: TimeTerms) -> tuple[Outcome, ...]:
    """Those that it may be given: a trust uses some; the guardian who concludes a disagreement has them all (R45)."""
    return tuple(Outcome) if report.status == Status.DISAGREED else terms.outcome_codes


def answer(report: Report, *, by: Actor, agrees: bool, at: datetime, match: int | None = None) -> Step:
    """Its doctor says whether the outcome is right; if not, the guardian has it (R45).

    Raises NotFound, LostUpdate, NotYourTurn.
    """
    _own(report, by=by, match=match)
    if report.status != Status.RESOLVED:
        raise NotYourTurn(f"This report is {report.status}: you answer once, when it is resolved.")
    answered = replace(report, status=Status.AGREED if agrees else Status.DISAGREED, answered_at=at)
    return Step(answered, () if agrees else (Desk(Role.GUARDIAN, report.trust),))


def take_back(report: Report, *, by: Actor, match: int | None = None) -> Step:
    """Its doctor withdraws it, until it is resolved (R45). Raises NotFound, LostUpdate, NotYourTurn."""
    _own(report, by=by, match=match)
    if report.status not in _OPEN:
        raise NotYourTurn(f"This report is {report.status}: it can be withdrawn until it is resolved.")
    return Step(replace(report, status=Status.WITHDRAWN))


def share(
    report: Report, *, by: Actor, to: UUID, given: Collection[Consent], consent_id: UUID, at: datetime
) -> Consent:
    """Let one person read this one report (R44). Raises NotFound, AlreadyShared."""
    _own(report, by=by, match=None)
    if to == report.doctor_id or any(each.recipient_id == to and each.revoked_at is None for each in given):
        raise AlreadyShared("They can read this report already; a consent is taken back by its id.")
    return Consent(consent_id, to, at)


def readable(report: Report, consents: Collection[Consent], actor: Actor) -> Report:
    """The report, for its doctor, its director and guardian, and whom the doctor lets (R42, R44).

    Raises NotFound for everybody else.
    """
    let = any(each.recipient_id == actor.person_id and each.revoked_at is None for each in consents)
    if actor.person_id != report.doctor_id and not report.is_read_by(actor) and not let:
        raise NotFound
    return report


def owned(report: Report, actor: Actor) -> Report:
    """The report, for its doctor alone. Raises NotFound."""
    _own(report, by=actor, match=None)
    return report


def _check(lost: Lost, terms: TimeTerms) -> None:
    if lost.session_on > terms.today:
        raise SessionAhead(f"session_on {lost.session_on} is after today, {terms.today}.", field="session_on")
    days = (terms.today - lost.session_on).days
    if days > terms.report_within_days:
        raise ReportedTooLate(
            f"{lost.session_on} is {days} days ago, more than {terms.report_within_days}; speak to your director of "
            "medical education or guardian about it.",
            field="session_on",
        )
    if lost.exception_reference and lost.exception_report != ExceptionReport.RAISED:
        raise ReferenceWithoutReport(
            "Leave exception_reference out, or say that the report was raised.", field="exception_reference"
        )


def _own(report: Report, *, by: Actor, match: int | None) -> None:
    if by.person_id != report.doctor_id:
        raise NotFound
    report.seen_at(match)


def _as(role: Role, report: Report, *, by: Actor, match: int | None) -> None:
    """Somebody of another office who may read it learns that it is not their turn; everybody else, nothing."""
    if not report.is_read_by(by):
        raise NotFound
    report.seen_at(match)
    if not by.holds(role, at=report.trust):
        raise NotYourTurn(f"It is for the {role.replace('_', ' ')} of {report.trust} to do this.")
