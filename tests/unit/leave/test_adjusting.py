"""More days of a leave year than placements earn, or fewer: never fewer than are taken or agreed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.errors import NotFound
from contracts.vocabulary import LeavePurpose, LeaveType, Role
from services.leave.domain import (
    Account,
    Adjustment,
    Change,
    Course,
    Desk,
    LeaveRequest,
    Placement,
    adjust,
    approve,
    granting_desk,
    wanted,
    with_employers,
    works_at,
)
from services.leave.domain.obstacles import DaysUsed, NothingToAdjust
from tests.unit.leave.facts import (
    COORDINATOR,
    COURSE,
    DESKS,
    DIRECTOR,
    DOCTOR,
    PLACEMENT,
    TERMS,
    TPD,
    WISH,
    asked,
    somebody_at,
)
from tests.unit.leave.test_entitlement import TODAY, YEAR

DEAN = Desk(Role.DEAN, "NTH")
THE_DEAN = somebody_at(DEAN)
ACCOUNT = Account(LeaveType.STUDY, YEAR, Decimal(30), reserved=Decimal(15), taken=Decimal(2), booked=Decimal(3))
REASON = "Days that were lost to a strike are given back."

halves = st.integers(min_value=-80, max_value=80).filter(bool).map(lambda half: Decimal(half) / 2)


def adjusted(account: Account, days: Decimal) -> Account:
    """The account with one more adjustment, as it is worked out from then on."""
    change = Change(account.type, TODAY, days, REASON)
    made, said = adjust(
        account,
        change,
        adjustment_id=UUID(int=1),
        doctor_id=DOCTOR,
        trust="R0B",
        desk=DEAN,
        by=THE_DEAN,
        terms=TERMS,
    )
    assert isinstance(made, Adjustment)
    assert said.half_days == days * 2
    assert account.total is not None
    return replace(account, total=account.total + days, adjustments=(*account.adjustments, made))


@given(changes=st.lists(halves, max_size=12))
def test_whatever_is_asked_for_in_whichever_order_what_is_used_stays_and_the_sum_is_right(
    changes: list[Decimal],
) -> None:
    account = ACCOUNT
    for days in changes:
        assert account.left is not None
        if account.left + days < 0:
            with pytest.raises(DaysUsed):
                adjusted(account, days)
            continue
        left = account.left
        account = adjusted(account, days)
        assert account.left == left + days

    assert account.total == 30 + account.adjusted
    assert account.available is not None
    assert account.available >= account.used == 5


def test_without_a_number_of_days_there_is_none_to_change() -> None:
    with pytest.raises(NothingToAdjust):
        adjusted(replace(ACCOUNT, total=None), Decimal(1))


def test_who_holds_none_of_the_desks_or_is_the_doctor_grants_nothing() -> None:
    assert granting_desk(DOCTOR, by=THE_DEAN, desks={DEAN}) == DEAN
    for by, desks in ((THE_DEAN, frozenset[Desk]()), (somebody_at(Desk(Role.DEAN, "WES")), frozenset({DEAN}))):
        with pytest.raises(NotFound):
            granting_desk(DOCTOR, by=by, desks=desks)
    with pytest.raises(NotFound):
        granting_desk(THE_DEAN.person_id, by=THE_DEAN, desks={DEAN})


def test_a_doctor_of_a_leave_year_works_where_they_are_today_else_where_they_were_last() -> None:
    first = replace(PLACEMENT, end=date(2026, 12, 1))
    second = replace(PLACEMENT, placement_id=UUID(int=21), host="RXX", start=date(2026, 12, 2))

    assert works_at([first, second], YEAR, today=TODAY) == "R0B"
    assert works_at([first, second], YEAR, today=date(2027, 9, 1)) == "RXX"
    with pytest.raises(NotFound):
        works_at([replace(first, cancelled=True)], YEAR, today=TODAY)


REQUIRED = replace(WISH, purpose=LeavePurpose.CURRICULUM_REQUIRED)


def reckoned(
    request: LeaveRequest, days: int, *, placement: Placement = PLACEMENT, course: Course = COURSE
) -> LeaveRequest:
    """The request when so many of its days are beyond the entitlement."""
    desks = wanted(placement, request, course, director=DIRECTOR, additional=True)
    now = replace(request, additional_days=Decimal(days))
    return with_employers(now, desks, director=DIRECTOR, staffed=DESKS | {Desk(Role.DME, "R0D")})


def desks(request: LeaveRequest) -> list[Desk]:
    return [step.desk for step in request.steps]


def test_days_that_a_year_no_longer_holds_are_the_employers_to_grant_as_if_they_were_asked_for_today() -> None:
    elsewhere = replace(PLACEMENT, employer="R0D")
    request = asked(REQUIRED).request

    assert reckoned(request, 2).steps == asked(REQUIRED, additional_days=Decimal(2)).request.steps
    assert desks(reckoned(request, 2, placement=elsewhere)) == [COORDINATOR, Desk(Role.DME, "R0D")]
    assert reckoned(reckoned(request, 2), 1).steps == reckoned(request, 2).steps


def test_days_that_a_year_holds_again_are_not() -> None:
    request = asked(REQUIRED, additional_days=Decimal(2)).request

    assert desks(request) == [COORDINATOR, DIRECTOR]
    assert reckoned(request, 0).steps == asked(REQUIRED).request.steps


def test_an_employer_who_is_asked_already_answers() -> None:
    request = asked(REQUIRED, additional_days=Decimal(2)).request
    reached = approve(request, by=somebody_at(COORDINATOR), note=None, staffed=DESKS, terms=TERMS).request

    assert reckoned(reached, 0).steps == reached.steps


@pytest.mark.parametrize("programme", ["NTH001", None], ids=["programme", "none"])
def test_a_director_who_stands_in_for_the_programme_stays(programme: str | None) -> None:
    """Once for both: their yes is the programme's too."""
    course, placement = replace(COURSE, programme_office=True), replace(PLACEMENT, programme=programme)
    request = asked(
        REQUIRED, placement=placement, course=course, staffed=DESKS - {TPD}, additional_days=Decimal(2)
    ).request

    assert desks(request) == [COORDINATOR, DIRECTOR]
    assert reckoned(request, 0, placement=placement, course=course).steps == request.steps
