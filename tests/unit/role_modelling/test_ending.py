"""Who may cancel and complete what, until when, and what is said of it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from chassis.errors import Declined, LostUpdate, NotFound
from contracts import Actor, Event, Grant
from contracts.role_modelling import LostBooking, ShadowingCancelled, ShadowingCompleted
from contracts.vocabulary import CancellationReason, CancelledBy, Role
from services.role_modelling.domain import (
    BookingStatus,
    Decision,
    Slot,
    cancel,
    cancel_booking,
    complete,
    debrief,
)
from services.role_modelling.domain.obstacles import (
    AlreadyBegun,
    AlreadyTookPlace,
    BookingEnded,
    MinutesNotPossible,
    NothingToLookBackOn,
    NotTheirReason,
    NotYetOver,
    PlaceTakenBack,
    SlotCancelled,
)
from tests.unit.role_modelling.facts import (
    AFTERWARDS,
    BEGINS,
    BOOKED,
    BOOKING,
    CHAMPION,
    DOCTOR,
    ELSEWHERE,
    ENDS,
    HOST,
    NOW,
    SLOT,
    a_doctor,
    booked,
)

BUSY, NOT_RELEASED = CancellationReason.SERVICE_PRESSURE, CancellationReason.NOT_RELEASED
LOST = LostBooking(booking_id=BOOKING, doctor_id=DOCTOR.person_id)
NOTE = "Ask for the numbers before the meeting"


def given_back(slot: Slot = BOOKED, **facts: Any) -> Decision:
    return cancel_booking(slot, BOOKING, **{"by": DOCTOR, "reason": NOT_RELEASED, "at": NOW, **facts})


def taken_back(slot: Slot = BOOKED, **facts: Any) -> Decision:
    return cancel_booking(slot, BOOKING, **{"by": HOST, "reason": BUSY, "at": NOW, **facts})


def cancelled(slot: Slot = BOOKED, **facts: Any) -> Decision:
    return cancel(slot, **{"by": HOST, "reason": BUSY, "at": NOW, **facts})


def completed(slot: Slot = BOOKED, **facts: Any) -> Decision:
    ordinary: dict[str, Any] = {"by": HOST, "attended": True, "minutes": 240, "at": AFTERWARDS}
    return complete(slot, BOOKING, **{**ordinary, **facts})


def said(decision: Decision) -> tuple[CancelledBy, CancellationReason, bool, tuple[LostBooking, ...], UUID]:
    (event,) = decision.events
    assert isinstance(event, ShadowingCancelled)
    return event.by, event.reason, event.whole, event.bookings, event.cancelled_by


def test_a_place_given_back_is_free_again_and_may_be_taken_again() -> None:
    decision = given_back()

    assert said(decision) == (CancelledBy.DOCTOR, NOT_RELEASED, False, (LOST,), DOCTOR.person_id)
    assert decision.slot.free_places == 2
    assert booked(decision.slot).events


def test_a_place_taken_back_is_free_for_others() -> None:
    decision = taken_back()

    assert said(decision) == (CancelledBy.HOST, BUSY, False, (LOST,), HOST.person_id)
    assert booked(decision.slot, a_doctor(7000011)).events
    with pytest.raises(PlaceTakenBack):
        booked(decision.slot)


def test_a_cancelled_slot_takes_every_booking_with_it_in_one_fact() -> None:
    other = a_doctor(7000011)
    both = booked(BOOKED, other).slot
    decision = cancelled(both)

    lost = (LOST, LostBooking(booking_id=both.bookings[1].booking_id, doctor_id=other.person_id))
    assert said(decision) == (CancelledBy.HOST, BUSY, True, lost, HOST.person_id)
    assert {each.status for each in decision.slot.bookings} == {BookingStatus.TAKEN_BACK}
    with pytest.raises(SlotCancelled):
        booked(decision.slot, a_doctor(7000012))
    with pytest.raises(SlotCancelled):
        cancelled(decision.slot)


def test_the_trusts_champion_looks_after_what_others_host() -> None:
    assert said(cancelled(by=CHAMPION))[-1] == CHAMPION.person_id
    assert completed(by=CHAMPION).events
    for act in (cancelled, taken_back, completed):
        with pytest.raises(NotFound):
            act(by=ELSEWHERE)


def test_each_side_gives_its_own_reasons() -> None:
    for act, reason in ((given_back, BUSY), (taken_back, NOT_RELEASED), (cancelled, NOT_RELEASED)):
        with pytest.raises(NotTheirReason):
            act(reason=reason)
    theirs = {reason for reason in CancellationReason if _may(given_back, reason)}
    assert theirs | {reason for reason in CancellationReason if _may(taken_back, reason)} == set(CancellationReason)


def _may(act: Any, reason: CancellationReason) -> bool:
    try:
        return bool(act(reason=reason).events)
    except NotTheirReason:
        return False


def test_once_it_has_begun_the_doctor_gives_nothing_back_and_the_host_still_may() -> None:
    assert given_back(at=BEGINS - timedelta(microseconds=1)).events
    with pytest.raises(AlreadyBegun):
        given_back(at=BEGINS)
    assert taken_back(at=AFTERWARDS).events
    assert cancelled(at=AFTERWARDS).events, "it did not take place, and somebody had waited"


def test_what_took_place_or_was_never_booked_is_not_cancelled_afterwards() -> None:
    one_waits = completed(booked(BOOKED, a_doctor(7000011)).slot).slot
    for slot in (completed().slot, one_waits, SLOT):
        with pytest.raises(AlreadyTookPlace):
            cancelled(slot, at=AFTERWARDS)
    with pytest.raises(BookingEnded):
        taken_back(completed().slot, at=AFTERWARDS)


def test_once_it_is_over_the_host_says_whether_the_doctor_came() -> None:
    (event,) = completed().events

    assert isinstance(event, ShadowingCompleted)
    assert (event.booking_id, event.doctor_id, event.attended, event.minutes) == (BOOKING, DOCTOR.person_id, True, 240)
    (missed,) = completed(attended=False, minutes=0).events
    assert isinstance(missed, ShadowingCompleted)
    assert (missed.attended, missed.minutes) == (False, 0)
    with pytest.raises(NotYetOver):
        completed(at=ENDS - timedelta(microseconds=1))
    with pytest.raises(BookingEnded):
        completed(completed().slot)


@pytest.mark.parametrize(
    ("attended", "minutes"), [(True, 0), (True, 241), (False, 1)], ids=["no time", "more than there was", "absent"]
)
def test_the_minutes_fit_the_hours(attended: bool, minutes: int) -> None:
    with pytest.raises(MinutesNotPossible):
        completed(attended=attended, minutes=minutes)


def test_nobody_completes_their_own_booking() -> None:
    both = Actor(DOCTOR.person_id, frozenset({Grant(Role.RESIDENT_DOCTOR), Grant(Role.CHAMPION, "R0B")}))

    with pytest.raises(NotFound):
        completed(by=both)
    assert said(given_back(by=both))[0] is CancelledBy.DOCTOR


def test_the_debrief_is_written_by_who_came_and_read_by_nobody_else() -> None:
    attended = completed().slot
    decision = debrief(attended, BOOKING, by=DOCTOR, note=NOTE, at=AFTERWARDS)

    assert (decision.events, decision.slot.booking(BOOKING).debrief) == ((), NOTE)
    [for_the_host] = decision.slot.bookings_seen_by(HOST, placements=(), on=AFTERWARDS.date())
    assert (for_the_host.debrief, for_the_host.debriefed_at) == (None, AFTERWARDS)
    with pytest.raises(NotFound):
        debrief(attended, BOOKING, by=HOST, note=NOTE, at=AFTERWARDS)
    for slot in (BOOKED, completed(attended=False, minutes=0).slot):
        with pytest.raises(NothingToLookBackOn):
            debrief(slot, BOOKING, by=DOCTOR, note=NOTE, at=AFTERWARDS)


@pytest.mark.parametrize("act", [given_back, taken_back, cancelled, completed])
def test_an_act_on_another_version_is_lost(act: Any) -> None:
    newer = replace(BOOKED, version=8)

    assert isinstance(act(newer, match=8).events[0], Event)
    with pytest.raises(LostUpdate):
        act(newer, match=7)


@pytest.mark.parametrize("act", [given_back, taken_back, completed])
def test_there_is_no_booking_but_those_of_the_slot(act: Any) -> None:
    obstacle: type[Declined] = NotFound
    with pytest.raises(obstacle):
        act(SLOT)
