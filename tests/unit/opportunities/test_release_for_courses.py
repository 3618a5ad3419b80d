"""What stands in the way of refusing release for a course."""

from dataclasses import replace
from typing import Any

import pytest

from chassis.errors import Declined, LostUpdate, NotFound
from contracts import Actor, Grant
from contracts.vocabulary import RefusalReason, Role
from services.opportunities.domain import training
from services.opportunities.domain.training import BookingStatus, Outcome
from services.opportunities.domain.training.obstacles import (
    AlreadyRecorded,
    NoReasonOfDuty,
    SeatGone,
    TooFewWords,
)
from tests.unit.opportunities.courses import (
    A_REFUSAL,
    BEGUN,
    BOOKED,
    DOCTOR,
    EDITOR,
    ELSEWHERE,
    REFUSAL_TERMS,
    ROTA,
    WORDS,
    a_course,
)
from tests.unit.opportunities.facts import NOW


def refused(by: Actor = ROTA, **otherwise: Any) -> Outcome:
    booking = replace(BOOKED, **otherwise.pop("booking", {}))
    facts: dict[str, Any] = {"refusal": A_REFUSAL, "terms": REFUSAL_TERMS, "at": NOW}
    return training.refuse_release(a_course(bookings=(booking,)), booking.booking_id, by=by, **facts | otherwise)


@pytest.mark.parametrize(
    ("by", "otherwise", "obstacle"),
    [
        (EDITOR, {}, NotFound),
        (ELSEWHERE, {}, NotFound),
        (Actor(DOCTOR.person_id, frozenset({Grant(Role.ROTA_COORDINATOR, "R0B")})), {}, NotFound),
        (ROTA, {"match": 7}, LostUpdate),
        (ROTA, {"refusal": replace(A_REFUSAL, reason=RefusalReason.NOT_EDUCATIONALLY_SUPPORTED)}, NoReasonOfDuty),
        (ROTA, {"terms": replace(REFUSAL_TERMS, codes=(RefusalReason.SHORT_NOTICE,))}, NoReasonOfDuty),
        (ROTA, {"refusal": replace(A_REFUSAL, words="Too few of us.")}, TooFewWords),
        (ROTA, {"booking": {"status": BookingStatus.ATTENDED}}, AlreadyRecorded),
        (ROTA, {"booking": {"status": BookingStatus.GIVEN_BACK}}, SeatGone),
    ],
)
def test_each_obstacle_to_refusing_release_stands_in_the_way(
    by: Actor, otherwise: dict[str, Any], obstacle: type[Declined]
) -> None:
    with pytest.raises(obstacle):
        refused(by, **otherwise)


def test_the_words_of_a_refusal_stay_and_the_fact_goes() -> None:
    outcome = refused(at=BEGUN)

    assert (outcome.course.bookings[0].words, outcome.course.seats_left) == (WORDS, 2)
    assert "nights" not in outcome.events[0].model_dump_json()


def test_of_two_who_refuse_the_second_learns_by_id_who_was_first() -> None:
    with pytest.raises(SeatGone) as late:
        refused(booking={"status": BookingStatus.NOT_RELEASED, "decided_by": EDITOR.person_id})
    assert late.value.facts == {"decided_by": str(EDITOR.person_id)}
