"""Who may offer shadowing where and when, and who may take a place in it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from chassis.errors import Declined, LostUpdate, NotFound
from contracts import Actor, Grant
from contracts.role_modelling import ShadowingBooked, ShadowingOffered
from contracts.vocabulary import Role
from services.role_modelling.domain import HOSTS, Placement, offer
from services.role_modelling.domain.obstacles import (
    AlreadyBegun,
    AlreadyBooked,
    HostGone,
    HoursNotPossible,
    NoPlaceLeft,
    NotYourTrust,
    TooManyPlaces,
)
from tests.unit.role_modelling.facts import (
    BEGINS,
    BOOKED,
    BOOKING,
    DOCTOR,
    ELSEWHERE,
    ENDS,
    HOST,
    NOW,
    OBJECTIVE,
    PLACEMENT,
    SLOT,
    TERMS,
    TODAY,
    WISH,
    a_doctor,
    booked,
)

WHICH: dict[str, Any] = {
    "slot_id": WISH.slot_id,
    "trust": "R0B",
    "kind": "non_clinical",
    "title": WISH.title,
    "host_id": HOST.person_id,
    "starts_at": BEGINS,
    "ends_at": ENDS,
    "places": 2,
}


@pytest.mark.parametrize("role", sorted(HOSTS))
def test_whoever_leads_at_the_trust_may_offer_hours_beside_them(role: Role) -> None:
    decision = offer(WISH, by=Actor(HOST.person_id, frozenset({Grant(role, "R0B")})), terms=TERMS)

    assert decision.events == (ShadowingOffered(**WHICH, grades=(), offered_at=NOW),)


@pytest.mark.parametrize(
    "grant",
    [Grant(Role.SENIOR_LEADER, "RXF"), Grant(Role.ROTA_COORDINATOR, "R0B"), Grant(Role.RESIDENT_DOCTOR)],
    ids=["at another trust", "in a role that hosts nobody", "as a doctor"],
)
def test_nobody_else_offers_anything(grant: Grant) -> None:
    with pytest.raises(NotYourTrust):
        offer(WISH, by=Actor(HOST.person_id, frozenset({grant})), terms=TERMS)


@pytest.mark.parametrize(
    ("news", "obstacle"),
    [
        ({"ends_at": BEGINS}, HoursNotPossible),
        ({"starts_at": NOW}, HoursNotPossible),
        ({"starts_at": NOW + timedelta(days=366), "ends_at": NOW + timedelta(days=367)}, HoursNotPossible),
        ({"ends_at": BEGINS + timedelta(days=14, minutes=1)}, HoursNotPossible),
        ({"places": 21}, TooManyPlaces),
    ],
    ids=["no hours", "begun", "too far ahead", "too long", "a crowd"],
)
def test_hours_and_places_keep_the_regions_rules(news: dict[str, Any], obstacle: type[Declined]) -> None:
    with pytest.raises(obstacle):
        offer(replace(WISH, **news), by=HOST, terms=TERMS)


def test_a_booking_is_said_without_what_the_doctor_wants_to_learn() -> None:
    decision = booked()

    assert decision.events == (ShadowingBooked(**WHICH, booking_id=BOOKING, doctor_id=DOCTOR.person_id, booked_at=NOW),)
    assert (decision.slot.free_places, decision.slot.bookings[0].objective) == (1, OBJECTIVE)


@pytest.mark.parametrize(
    "placement",
    [
        replace(PLACEMENT, host="RXF"),
        replace(PLACEMENT, start=TODAY + timedelta(days=1)),
        replace(PLACEMENT, end=TODAY - timedelta(days=1)),
        replace(PLACEMENT, cancelled=True),
    ],
    ids=["at another trust", "not yet", "no longer", "cancelled"],
)
def test_for_whom_it_is_not_there_is_no_such_slot(placement: Placement) -> None:
    with pytest.raises(NotFound):
        booked(placements=[placement])


def test_a_slot_for_some_grades_is_there_for_those_alone() -> None:
    narrow = replace(SLOT, grades=("Specialty Training Year 5",))

    with pytest.raises(NotFound):
        booked(narrow)
    assert booked(narrow, placements=[replace(PLACEMENT, grade="Specialty Training Year 5")]).events


def test_nobody_shadows_themselves() -> None:
    with pytest.raises(NotFound):
        booked(by=HOST)


@pytest.mark.parametrize(
    ("facts", "obstacle"),
    [
        ({"at": BEGINS, "today": date(2026, 12, 1)}, AlreadyBegun),
        ({"host_is_there": False}, HostGone),
        ({"match": 2}, LostUpdate),
    ],
    ids=["begun", "its host gone", "another version"],
)
def test_what_is_not_open_cannot_be_booked(facts: dict[str, Any], obstacle: type[Declined]) -> None:
    assert booked(at=BEGINS - timedelta(microseconds=1)).events
    with pytest.raises(obstacle):
        booked(**facts)


def test_a_doctor_has_one_place_and_there_are_no_more_than_were_offered() -> None:
    with pytest.raises(AlreadyBooked):
        booked(BOOKED)

    full = booked(BOOKED, a_doctor(7000011)).slot
    with pytest.raises(NoPlaceLeft):
        booked(full, a_doctor(7000012))


def test_each_sees_what_is_theirs() -> None:
    slot = booked(BOOKED, a_doctor(7000011)).slot

    def seen(by: Actor, *placements: Placement) -> list[UUID]:
        return [each.doctor_id for each in slot.bookings_seen_by(by, placements=placements, on=TODAY)]

    assert seen(HOST) == [DOCTOR.person_id, UUID(int=7000011)]
    assert seen(DOCTOR) == [DOCTOR.person_id], "also once they have left the trust"
    assert seen(a_doctor(7000012), PLACEMENT) == []
    for stranger in (a_doctor(7000012), ELSEWHERE):
        with pytest.raises(NotFound):
            seen(stranger)
