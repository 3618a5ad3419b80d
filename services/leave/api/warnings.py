"""What a doctor should mind about a request that is allowed: nothing here refuses it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal

from contracts.vocabulary import LeavePurpose, LeaveType
from services.leave.domain import (
    COUNTED,
    Abroad,
    Cost,
    CostKind,
    Course,
    DayOff,
    LeaveRequest,
    Terms,
    abroad,
    spoken,
    uses_entitlement,
    written,
)
from services.leave.store import Entitlement


def warnings(
    request: LeaveRequest,
    *,
    terms: Terms,
    course: Course,
    earned: Entitlement,
    asked_before: Collection[LeaveRequest],
    days_off: Iterable[DayOff],
) -> Iterator[str]:
    """In the order in which they matter: notice (R8), the same days, entitlement (R3, R7, R27), courses agreed
    beforehand (R12), private study, tasters, leave abroad (R14).

    Last what the department's calendar says of the days (T-D1). What was asked before counts also once it is over.
    """
    notice_days = terms.notice_for(request.type)
    if request.days_ahead < notice_days:
        yield (
            f"You ask {request.days_ahead} days ahead; the notice period is {notice_days} days, so it may be refused."
        )
    for other in asked_before:
        if other.spell.overlaps(request.spell):
            yield f"You have asked for leave on {written(other.first_day, other.last_day)} before. Is this the same?"
    yield from _of_entitlement(request, earned)
    if request.type is LeaveType.STUDY:
        yield from _of_list(request, course)
    yield from _of_costs([each for each in request.costs if each.kind in terms.never_paid])
    same_exam = [other for other in asked_before if other.exam_on and other.exam_on == request.exam_on]
    if request.purpose is LeavePurpose.PRIVATE_STUDY:
        yield from _above("private study for one exam", _days([*same_exam, request], request), terms.private_study_days)
    if request.purpose is LeavePurpose.TASTER:
        tasters = [other for other in asked_before if other.purpose is LeavePurpose.TASTER]
        here = [other for other in tasters if other.placement_id == request.placement_id]
        yield from _above("tasters in one placement", _days([*here, request], request), terms.taster_days)
        yield from _above("tasters in all", _days([*tasters, request], request), terms.taster_days_in_all)
    if away := abroad(request, asked_before, year=earned.year, terms=terms):
        yield from _of_abroad(away)
    yield from _of_capacity([each for each in days_off if each.is_full])


def _of_entitlement(request: LeaveRequest, earned: Entitlement) -> Iterator[str]:
    if request.purpose is LeavePurpose.INTERNAL_TRAINING:
        yield "For a course that you booked a seat on you need not ask: the booking tells the rota coordinator."
    if request.purpose is LeavePurpose.PROFESSIONAL_DUTY:
        yield "Duties of a trade union are no professional leave: there is time off of their own for them."
    if request.type not in COUNTED:
        return
    if not uses_entitlement(request.purpose):
        yield "Statutory and mandatory training never uses your study leave: your employer releases you for it."
    elif request.additional_days and request.purpose is LeavePurpose.CURRICULUM_REQUIRED:
        yield (
            f"{spoken(request.additional_days)} beyond your entitlement: because the curriculum requires it, your "
            "employer is asked for additional days as well."
        )
    elif request.additional_days:
        yield f"{spoken(request.additional_days)} beyond your entitlement, so it may be refused."
    elif request.type is LeaveType.STUDY and earned.of(LeaveType.STUDY).total is None:
        yield "Your trust has not set how much study leave it grants: ask its medical education team."


def _of_list(request: LeaveRequest, course: Course) -> Iterator[str]:
    if request.purpose in course.standard and not course.is_standard(request.purpose, request.activity):
        yield (
            f"{request.activity} is not on the list of courses agreed beforehand for your programme and grade, so "
            "whoever approves its educational value is asked as well."
        )


def _of_abroad(away: Abroad) -> Iterator[str]:
    if away.others >= away.usual:
        yield f"You have asked to go abroad in this leave year before; {away.usual} is usual."
    if away.curriculum_first:
        yield (
            "Leave abroad comes after what your curriculum requires: whoever decides asks whether that is met, so it "
            "may be refused."
        )


_COSTS: Mapping[CostKind, str] = {
    CostKind.COURSE_FEE: "a course fee",
    CostKind.TRAVEL: "travel",
    CostKind.ACCOMMODATION: "accommodation",
    CostKind.COLLEGE_MEMBERSHIP: "membership of a college",
    CostKind.EPORTFOLIO_FEE: "an e-portfolio",
    CostKind.EXAM_FEE: "an exam",
    CostKind.MANDATORY_TRAINING: "statutory or mandatory training",
    CostKind.OTHER: "other costs of this kind",
}


def _of_costs(never_paid: list[Cost]) -> Iterator[str]:
    if never_paid:
        what = " or ".join(dict.fromkeys(_COSTS[each.kind] for each in never_paid))
        pounds = sum((each.pounds for each in never_paid), Decimal(0))
        yield f"The study budget never pays for {what}: £{pounds:,.2f} of these costs is not for it to pay."


def _of_capacity(full: list[DayOff]) -> Iterator[str]:
    if full:
        first, which = full[0], "is" if len(full) == 1 else "are"
        yield (
            f"{len(full)} of these days {which} full in your department's calendar, first {written(first.day)}: "
            f"{first.away} away, at most {first.most_away}. Leave may still be agreed."
        )


def _above(what: str, days: Decimal, limit: Decimal) -> Iterator[str]:
    if days > limit:
        yield f"This makes {spoken(days)} of {what}; {spoken(limit)} is usual, so it may be refused."


def _days(requests: Iterable[LeaveRequest], like: LeaveRequest) -> Decimal:
    return sum((each.days for each in requests if each.purpose is like.purpose), Decimal(0))
