"""A leader offers hours beside them, and doctors of the trust take the places there are."""

import asyncio
from collections import Counter
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from contracts import Actor, Event
from contracts.registry import CodeChange, PlacementCancelled, PlacementChanged
from contracts.role_modelling import ShadowingBooked, ShadowingOffered
from contracts.vocabulary import Role
from tests.services.role_modelling.conftest import (
    OBJECTIVE,
    SLOT,
    Trust,
    a_doctor,
    a_host,
    a_placement,
    appointed,
    in_post,
    left,
)


async def test_what_is_offered_is_booked_and_the_objective_is_read_by_the_host_alone(trust: Trust) -> None:
    slot_id = await trust.offers(grades=["Foundation Year 2"])
    booking_id = await trust.books(slot_id)

    offered, booked = await trust.driver.said()
    assert isinstance(offered, ShadowingOffered)
    assert (str(offered.slot_id), offered.key, offered.grades) == (slot_id, slot_id, ("Foundation Year 2",))
    assert isinstance(booked, ShadowingBooked)
    assert (str(booked.booking_id), booked.key, booked.subject) == (booking_id, slot_id, slot_id)
    assert (booked.doctor_id, booked.host_id) == (trust.doctor.person_id, trust.host.person_id)

    hosted = (await trust.get(trust.host, "/hosted")).json()["items"]
    assert [(one["free_places"], [b["objective"] for b in one["bookings"]]) for one in hosted] == [
        (1, [OBJECTIVE["objective"]])
    ]
    shown = (await trust.get(await trust.another_doctor(), f"/slots/{slot_id}")).json()
    assert (shown["free_places"], shown["bookings"]) == (1, [])


async def test_of_many_doctors_at_the_same_moment_as_many_get_a_place_as_there_are(trust: Trust) -> None:
    slot_id = await trust.offers(places=3)
    doctors = [await trust.another_doctor() for _ in range(10)]

    answers = await asyncio.gather(*(trust.post(doctor, f"/slots/{slot_id}/bookings", OBJECTIVE) for doctor in doctors))

    assert Counter(answer.status_code for answer in answers) == {201: 3, 409: 7}
    assert {answer.json()["type"].rpartition("/")[2] for answer in answers if answer.status_code == 409} == {
        "no-place-left"
    }
    assert len(await trust.driver.said(ShadowingBooked)) == 3
    assert (await trust.get(trust.host, f"/slots/{slot_id}")).json()["free_places"] == 0


async def test_a_doctor_who_asks_ten_times_at_once_has_one_place(trust: Trust) -> None:
    slot_id = await trust.offers(places=5)

    answers = await asyncio.gather(
        *(trust.post(trust.doctor, f"/slots/{slot_id}/bookings", OBJECTIVE) for _ in range(10))
    )

    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: 9}
    [booking_id] = {answer.json()["id"] for answer in answers if answer.status_code == 201}
    assert {answer.json()["booking_id"] for answer in answers if answer.status_code == 409} == {booking_id}
    assert len(await trust.driver.said(ShadowingBooked)) == 1


async def test_a_place_given_back_while_others_ask_goes_to_one_of_them(trust: Trust) -> None:
    slot_id = await trust.offers(places=1)
    booking_id = await trust.books(slot_id)
    doctors = [await trust.another_doctor() for _ in range(4)]

    answers = await asyncio.gather(
        trust.post(trust.doctor, f"/bookings/{booking_id}/cancellation", {"reason": "not_released"}),
        *(trust.post(doctor, f"/slots/{slot_id}/bookings", OBJECTIVE) for doctor in doctors),
    )

    assert answers[0].status_code == 204
    taken = sum(answer.status_code == 201 for answer in answers[1:])
    assert taken <= 1, "whoever asked before it was free got none"
    assert (await trust.get(trust.host, f"/slots/{slot_id}")).json()["free_places"] == 1 - taken


async def test_a_repeated_command_has_one_effect(trust: Trust) -> None:
    first, again = [await trust.post(trust.host, "/slots", SLOT, **{"Idempotency-Key": "once"}) for _ in range(2)]

    assert (first.status_code, again.json()) == (201, first.json())
    assert len(await trust.driver.said(ShadowingOffered)) == 1


async def test_a_doctor_finds_what_is_for_them_where_they_work_today(trust: Trust) -> None:
    other = a_host("RXF")
    await trust.driver.hears(appointed(other))
    here, narrow = await trust.offers(), await trust.offers(grades=["Specialty Training Year 5"])
    there = await trust.offers(other, trust="RXF", starts_at="2026-11-30T09:00:00Z")
    senior = await trust.another_doctor(grade="Specialty Training Year 5")
    both = await trust.another_doctor()
    await trust.driver.hears(in_post(both, host="RXF", start=date(2026, 11, 1)))

    assert await trust.open_to(trust.doctor) == [UUID(here)]
    assert sorted(await trust.open_to(senior)) == sorted([UUID(here), UUID(narrow)])
    assert await trust.open_to(both) == [UUID(there), UUID(here)], "soonest first"
    assert await trust.open_to(a_doctor()) == []
    for slot_id in (there, narrow):
        assert (await trust.get(trust.doctor, f"/slots/{slot_id}")).status_code == 404
        assert (await trust.post(trust.doctor, f"/slots/{slot_id}/bookings", OBJECTIVE)).status_code == 404


async def test_who_moves_away_finds_another_trusts_slots_and_keeps_their_booking(trust: Trust) -> None:
    slot_id = await trust.offers()
    mover, placement = a_doctor(), a_placement(a_doctor())
    placement = placement.model_copy(update={"doctor_id": mover.person_id})
    await trust.driver.hears(in_post(mover, placement_id=placement.placement_id))
    await trust.books(slot_id, mover)
    moved = placement.model_copy(update={"host": "RXF"})
    change = CodeChange(field="host", old="R0B", new="RXF")
    await trust.driver.hears(
        PlacementChanged(placement=moved, changes=(change,), changed_at=trust.driver.clock.now(), notice_days=0)
    )

    assert (await trust.get(mover, f"/slots/{await trust.offers()}")).status_code == 404
    assert (await trust.get(mover, f"/slots/{slot_id}")).status_code == 200
    await trust.driver.hears(PlacementCancelled(placement=moved, cancelled_at=trust.driver.clock.now(), notice_days=0))
    assert [one["slot"]["id"] for one in (await trust.get(mover, "/bookings")).json()["items"]] == [slot_id]


@pytest.mark.parametrize("facts", [{}, {"ends_on": date(2026, 11, 30)}], ids=["they left", "they leave before it"])
async def test_what_a_host_who_will_be_gone_has_offered_is_no_longer_open(trust: Trust, facts: dict[str, Any]) -> None:
    slot_id = await trust.offers()
    news: Event = appointed(trust.host, **facts) if facts else left(trust.host, date(2026, 11, 21))
    await trust.driver.hears(news)

    assert await trust.open_to(trust.doctor) == []
    answer = await trust.post(trust.doctor, f"/slots/{slot_id}/bookings", OBJECTIVE)
    assert (answer.status_code, answer.json()["title"]) == (409, "The host will not be there")


async def test_full_begun_and_own_slots_are_not_in_the_list(trust: Trust) -> None:
    full, later = await trust.offers(places=1), await trust.offers()
    await trust.books(full, await trust.another_doctor())
    assert await trust.open_to(trust.doctor) == [UUID(later)]

    trust.driver.clock.forward(days=9)
    assert await trust.open_to(trust.doctor) == []
    answer = await trust.post(trust.doctor, f"/slots/{later}/bookings", OBJECTIVE)
    assert (answer.status_code, answer.json()["title"]) == (409, "This shadowing has begun")


async def test_who_may_offer_and_who_may_book(trust: Trust) -> None:
    slot_id = await trust.offers()

    async def offering(actor: Actor) -> int:
        return (await trust.post(actor, "/slots", SLOT)).status_code

    assert await offering(a_host(role=Role.SLRDE)) == 201
    elsewhere = await trust.post(trust.host, "/slots", SLOT | {"trust": "RXF"})
    assert (elsewhere.status_code, elsewhere.json()["type"]) == (403, "/problems/not-your-trust")
    assert await offering(trust.doctor) == 403
    assert await offering(a_host(role=Role.ROTA_COORDINATOR)) == 403
    assert (await trust.post(trust.host, f"/slots/{slot_id}/bookings", OBJECTIVE)).status_code == 403


@pytest.mark.parametrize(
    "facts",
    [
        {"starts_at": "2026-12-01T09:00:00"},
        {"starts_at": 1_796_115_600},
        {"starts_at": "9999-12-31T23:59:59-12:00", "ends_at": "9999-12-31T23:59:59-13:00"},
        {"ends_at": "2026-12-01T09:00:00Z"},
        {"starts_at": "2026-11-22T08:59:00Z"},
        {"kind": "theatre"},
        {"title": "\u200b"},
        {"title": "x" * 201},
        {"title": "Board\nmeeting"},
        {"places": 0},
        {"places": 10**12},
        {"grades": [""]},
        {"host_id": "00000000-0000-0000-0000-000000000001"},
    ],
    ids=lambda facts: "-".join(f"{name}={str(value)[:26]}" for name, value in facts.items()),
)
async def test_what_cannot_be_offered_is_sent_back(trust: Trust, facts: dict[str, Any]) -> None:
    assert (await trust.post(trust.host, "/slots", SLOT | facts)).status_code == 422
    assert await trust.driver.said() == []


async def test_lists_are_read_page_by_page(trust: Trust) -> None:
    offered = [await trust.offers() for _ in range(3)]
    for slot_id in offered:
        await trust.books(slot_id)
    reader = await trust.another_doctor()

    for actor, path, name in (
        (reader, "/slots", "id"),
        (trust.host, "/hosted", "id"),
        (trust.doctor, "/bookings", "slot"),
    ):
        first = (await trust.get(actor, path, limit=2)).json()
        rest = (await trust.get(actor, path, limit=2, after=first["next"])).json()
        found = [item[name] for item in first["items"] + rest["items"]]
        assert sorted(one["id"] if name == "slot" else one for one in found) == sorted(offered)
        assert (len(first["items"]), len(rest["items"]), rest["next"]) == (2, 1, None)
