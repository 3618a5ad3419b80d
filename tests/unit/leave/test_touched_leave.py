"""Which leave a placement change touches, and who must look again."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from contracts.leave import LeavePlacementAffected
from contracts.registry import (
    Change,
    CodeChange,
    DateChange,
    Placement,
    PlacementCancelled,
    PlacementChanged,
    TermChange,
    WteChange,
)
from contracts.vocabulary import PlacementField, PlacementType
from services.leave.domain import LeaveRequest, PlacementNews, after_placement_change
from tests.unit.leave.facts import COORDINATOR, DIRECTOR, DOCTOR, PLACEMENT, TERMS, WISH
from tests.unit.leave.test_deciding import APPROVED, EDUCATOR, REFUSED, RELEASER, WAITING

HOLDERS = {COORDINATOR: {UUID(int=41), UUID(int=40)}, DIRECTOR: {UUID(int=60)}}
WHEN = datetime(2026, 11, 22, 10, tzinfo=UTC)

AS_SAID = Placement(
    placement_id=PLACEMENT.placement_id,
    doctor_id=DOCTOR,
    post="NTH/R0B01/030/F2/006",
    host="R0B",
    site="R0B01",
    programme="NTH001",
    grade="Foundation Year 2",
    type=PlacementType.IN_POST,
    wte=Decimal(1),
    start=PLACEMENT.start,
    end=PLACEMENT.end,
)
SITE = CodeChange(field="site", old="R0B99", new="R0B01")
WTE = WteChange(field="wte", old=Decimal("0.8"), new=Decimal(1))
GRADE = TermChange(field="grade", old="Foundation Year 1", new="Foundation Year 2")


def a_change(*changes: Change, placement: Placement = AS_SAID) -> PlacementChanged:
    return PlacementChanged(
        placement=placement, changes=changes or (SITE,), changed_at=WHEN, notice_days=0, import_id=UUID(int=5)
    )


def a_cancellation(placement: Placement = AS_SAID) -> PlacementCancelled:
    return PlacementCancelled(placement=placement, cancelled_at=WHEN, notice_days=0)


def told_of(request: LeaveRequest, news: PlacementNews, *, today: date = TERMS.today) -> LeavePlacementAffected | None:
    decision = after_placement_change(request, news, holders=HOLDERS, today=today)
    return next((event for event in decision.events if isinstance(event, LeavePlacementAffected)), None)


def test_a_change_flags_the_request_and_names_what_changed() -> None:
    decision = after_placement_change(WAITING, a_change(SITE, GRADE, WTE), holders=HOLDERS, today=TERMS.today)

    assert decision.request.affected is not None
    assert decision.request.affected.fields == (PlacementField.SITE, PlacementField.WTE)
    (said,) = decision.events
    assert isinstance(said, LeavePlacementAffected)
    assert (said.fields, said.cancelled, said.affected_at, said.import_id) == (
        (PlacementField.SITE, PlacementField.WTE),
        False,
        WHEN,
        UUID(int=5),
    )


def test_a_cancelled_placement_touches_leave_too() -> None:
    said = told_of(APPROVED, a_cancellation())

    assert said is not None
    assert (said.cancelled, said.fields) == (True, ())


@pytest.mark.parametrize(
    ("request_", "news"),
    [
        (WAITING, a_change(GRADE)),
        (REFUSED, a_change(SITE)),
        (REFUSED, a_cancellation()),
        (WAITING, a_change(SITE, placement=AS_SAID.model_copy(update={"doctor_id": uuid4()}))),
    ],
    ids=["a grade", "refused", "refused and cancelled", "somebody else's"],
)
def test_leave_does_not_rest_on_what_changed(request_: LeaveRequest, news: PlacementNews) -> None:
    decision = after_placement_change(request_, news, holders=HOLDERS, today=TERMS.today)

    assert decision.events == ()
    assert decision.request == request_


def test_leave_that_is_over_is_not_touched() -> None:
    assert told_of(APPROVED, a_change(), today=WISH.last_day) is not None
    assert told_of(APPROVED, a_change(), today=WISH.last_day + timedelta(days=1)) is None


def test_another_placement_counts_where_it_covers_the_days_before_or_after() -> None:
    other = AS_SAID.model_copy(update={"placement_id": uuid4()})
    beforehand = other.model_copy(update={"start": date(2027, 2, 3)})
    never = other.model_copy(update={"start": date(2027, 4, 7)})

    assert told_of(WAITING, a_change(placement=other)) is not None
    moved_away = a_change(DateChange(field="start", old=date(2026, 12, 2), new=date(2027, 2, 3)), placement=beforehand)
    assert told_of(WAITING, moved_away) is not None
    moved_later = a_change(DateChange(field="start", old=date(2027, 3, 3), new=date(2027, 4, 7)), placement=never)
    assert told_of(WAITING, moved_later) is None


def test_the_placement_it_was_decided_by_counts_wherever_it_moves() -> None:
    moved = AS_SAID.model_copy(update={"start": date(2027, 2, 3)})

    assert told_of(WAITING, a_change(WTE, placement=moved)) is not None


def test_the_holders_of_the_waiting_step_look_again() -> None:
    said = told_of(WAITING, a_change())

    assert said is not None
    assert said.approvers == (UUID(int=40), UUID(int=41))


def test_the_director_looks_again_where_nobody_holds_the_waiting_step() -> None:
    (said,) = after_placement_change(
        WAITING, a_change(), holders={DIRECTOR: {UUID(int=60)}, COORDINATOR: {DOCTOR}}, today=TERMS.today
    ).events

    assert isinstance(said, LeavePlacementAffected)
    assert said.approvers == (UUID(int=60),)


def test_those_who_decided_look_again_at_approved_leave() -> None:
    said = told_of(APPROVED, a_change())

    assert said is not None
    assert said.approvers == (RELEASER.person_id, EDUCATOR.person_id)


def test_a_second_change_adds_to_the_flag() -> None:
    once = after_placement_change(WAITING, a_change(SITE), holders=HOLDERS, today=TERMS.today).request
    twice = after_placement_change(once, a_change(WTE), holders=HOLDERS, today=TERMS.today).request
    finally_ = after_placement_change(twice, a_cancellation(), holders=HOLDERS, today=TERMS.today).request

    assert finally_.affected is not None
    assert finally_.affected.fields == (PlacementField.SITE, PlacementField.WTE)
    assert finally_.affected.cancelled
    assert replace(finally_, affected=None) == WAITING
