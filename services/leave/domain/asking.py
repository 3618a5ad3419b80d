"""Asking for leave: what may be asked for, in which parts, and whom each part goes to."""

from collections.abc import Collection, Sequence
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from contracts import leave as facts
from contracts.vocabulary import LeavePurpose, LeaveType
from contracts.vocabulary.labels import LEAVE_TYPES, RELEASES
from services.leave.domain.chain import Desk, Placement, split
from services.leave.domain.course import Course, chain, check_declarations, wanted
from services.leave.domain.days import HALF, written
from services.leave.domain.decisions import Decision, said_of, which
from services.leave.domain.lieu import check_ahead, check_given, check_in_lieu, falling_on
from services.leave.domain.obstacles import (
    DaysDoNotFit,
    DaysInWrongOrder,
    ExamDateMissing,
    ProviderMissing,
    PurposeOfOtherLeave,
    ReferenceMissing,
    RemoteAbroad,
    ShortNoticeUnexplained,
    StartsTooSoon,
)
from services.leave.domain.request import LeaveRequest
from services.leave.domain.status import Status
from services.leave.domain.step import Step
from services.leave.domain.terms import Terms
from services.leave.domain.wish import Wish


def parts(wish: Wish, placements: Sequence[Placement]) -> tuple[tuple[Placement, Wish], ...]:
    """What is asked for, in one part per placement, each a request of its own (R10).

    Raises DaysInWrongOrder, PurposeOfOtherLeave, ExamDateMissing, ProviderMissing, RemoteAbroad, DaysDoNotFit,
    DaysInLieuDoNotFit, HoursNotDeclared, NoPlacement.
    """
    _check(wish)
    found = split(placements, wish.spell)
    if len(found) > 1 and wish.days is not None:
        raise DaysDoNotFit(
            f"{written(wish.first_day, wish.last_day)}: these days span {len(found)} of your placements; "
            "leave out days, or ask once per placement.",
            field="days",
        )
    return tuple(
        (
            placement,
            replace(
                wish,
                leave_id=wish.leave_id if number == 0 else uuid5(wish.leave_id, str(number)),
                first_day=spell.first_day,
                last_day=spell.last_day,
                from_midday=spell.from_midday,
                until_midday=spell.until_midday,
                in_lieu=falling_on(wish.in_lieu, spell),
            ),
        )
        for number, (placement, spell) in enumerate(found)
    )


def desks_of(
    wish: Wish, placement: Placement, course: Course, *, director: Desk | None, additional_days: Decimal
) -> tuple[Desk, ...]:
    """Whom a request should go to; days beyond the entitlement stop nobody from asking (R3).

    Raises DeclarationMissing, NoDaysInLieu.
    """
    check_declarations(wish, course)
    check_given(wish.in_lieu, given=course.days_in_lieu)
    additional = additional_days > 0 and wish.purpose is LeavePurpose.CURRICULUM_REQUIRED
    return wanted(placement, wish, course, director=director, additional=additional)


def submit(
    wish: Wish,
    *,
    placement: Placement,
    desks: Sequence[Desk],
    director: Desk | None,
    staffed: Collection[Desk],
    terms: Terms,
    additional_days: Decimal,
    instead_of: UUID | None = None,
) -> Decision:
    """Ask these desks (R8, R9, R10). Only the first step is due: the next ones are when they are reached (R15).

    Raises StartsTooSoon, ShortNoticeUnexplained, DaysInLieuDoNotFit, NobodyDecides.
    """
    check_notice(wish, terms)
    check_ahead(wish.in_lieu, today=terms.today)
    first, *later = chain(desks, director=director, staffed=staffed)
    steps = (first.begun(terms), *later)
    request = _request(wish, placement, terms, additional_days, Status.WAITING, steps, director, instead_of)
    submitted = facts.LeaveSubmitted(
        **which(request), submitted_at=terms.at, steps=tuple(said_of(step) for step in request.steps)
    )
    return Decision(request, (submitted,))


def record(wish: Wish, *, placement: Placement, terms: Terms, additional_days: Decimal) -> Decision:
    """Note what the region's system of record decides: it uses entitlement, and nobody here is asked (R29).

    Raises ReferenceMissing.
    """
    if not wish.external_ref:
        raise ReferenceMissing("Leave is decided in another system here: give its reference.", field="external_ref")
    return Decision(_request(wish, placement, terms, additional_days, Status.RECORDED, ()))


def _request(
    wish: Wish,
    placement: Placement,
    terms: Terms,
    additional_days: Decimal,
    status: Status,
    steps: tuple[Step, ...],
    director: Desk | None = None,
    instead_of: UUID | None = None,
) -> LeaveRequest:
    return LeaveRequest(
        **wished(wish, placement),
        placement_id=placement.placement_id,
        trust=placement.host,
        director_at=director.scope if director else None,
        additional_days=additional_days,
        submitted_at=terms.at,
        submitted_on=terms.today,
        status=status,
        steps=steps,
        instead_of=instead_of,
    )


def wished(wish: Wish, placement: Placement) -> dict[str, Any]:
    """What of a request is its doctor's to say, by the names it has there."""
    said = {field.name: getattr(wish, field.name) for field in fields(wish)}
    return said | {"provider": wish.provider or placement.host, "days": wish.days_taken}


def _check(wish: Wish) -> None:
    if wish.last_day < wish.first_day:
        raise DaysInWrongOrder(f"last_day {wish.last_day} is before first_day {wish.first_day}.", field="last_day")
    if wish.spell.is_empty:
        raise DaysInWrongOrder("Leave from midday until midday of one day is no leave.", field="until_midday")
    if _type_for(wish.purpose) is not wish.type:
        raise PurposeOfOtherLeave(f"{wish.purpose} is no purpose of {LEAVE_TYPES[wish.type]}.", field="purpose")
    if wish.provider is None and wish.type is not LeaveType.RELEASE:
        raise ProviderMissing("Say in provider whose course or duty it is.", field="provider")
    if wish.purpose is LeavePurpose.PRIVATE_STUDY and wish.exam_on is None:
        raise ExamDateMissing("Private study is granted towards an exam: say in exam_on when it is.", field="exam_on")
    if wish.remote and wish.international:
        raise RemoteAbroad("What you join remotely is not abroad: say one of them.", field="remote")
    days = wish.days
    if days is not None and (days <= 0 or days % HALF or days > wish.spell.calendar_days):
        raise DaysDoNotFit(
            f"days {days} is not a number of half days from 0.5 to {wish.spell.calendar_days}.", field="days"
        )
    check_in_lieu(wish.in_lieu, wish.spell, within_hours=wish.within_hours)


def _type_for(purpose: LeavePurpose) -> LeaveType:
    if purpose in RELEASES:
        return LeaveType.RELEASE
    return LeaveType.PROFESSIONAL if purpose is LeavePurpose.PROFESSIONAL_DUTY else LeaveType.STUDY


def check_notice(wish: Wish, terms: Terms) -> None:
    """Whether it is asked for early enough, or said why not (R8, R9). Raises StartsTooSoon, ShortNoticeUnexplained."""
    if wish.first_day < terms.earliest:
        raise StartsTooSoon(
            f"{written(wish.first_day)} is too soon: {written(terms.earliest)} is the first day that can be asked for.",
            field="first_day",
        )
    check_short_notice(wish, terms, days_ahead=(wish.first_day - terms.today).days)


def check_short_notice(wish: Wish, terms: Terms, *, days_ahead: int) -> None:
    """Whether what was asked for so many days ahead is early enough, or said why not. Raises ShortNoticeUnexplained."""
    notice_days = terms.notice_for(wish.type)
    if days_ahead < notice_days and not wish.short_notice_reason:
        raise ShortNoticeUnexplained(
            f"{wish.first_day} is {days_ahead} days ahead, less than {notice_days}: "
            "say why in short_notice_reason and the request is allowed.",
            field="short_notice_reason",
        )
