"""Shadowing is cancelled by the one side or the other, or takes place and is looked back on."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from contracts import Actor, Event, Grant
from contracts.role_modelling import ShadowingCancelled, ShadowingCompleted
from contracts.vocabulary import Role
from tests.services.role_modelling.conftest import AFTERWARDS, OBJECTIVE, Trust, a_doctor, a_host

CAME = {"attended": True, "minutes": 240}
BUSY, NOT_RELEASED = {"reason": "service_pressure"}, {"reason": "not_released"}
NOTE = {"note": "Ask for the numbers before the meeting"}


async def test_a_place_given_back_is_free_for_another(trust: Trust) -> None:
    slot_id = await trust.offers(places=1)
    booking_id = await trust.books(slot_id)

    answer = await trust.post(trust.doctor, f"/bookings/{booking_id}/cancellation", NOT_RELEASED)

    assert answer.status_code == 204
    (said,) = await trust.driver.said(ShadowingCancelled)
    assert (said.by, said.reason, said.whole, said.cancelled_by) == (
        *("doctor", "not_released", False),
        trust.doctor.person_id,
    )
    assert [str(one.booking_id) for one in said.bookings] == [booking_id]
    await trust.books(slot_id, await trust.another_doctor())


async def test_a_doctor_may_take_again_what_they_gave_back_and_not_what_was_taken_back(trust: Trust) -> None:
    slot_id = await trust.offers()
    await trust.post(trust.doctor, f"/bookings/{await trust.books(slot_id)}/cancellation", NOT_RELEASED)
    again = await trust.books(slot_id)

    taken = await trust.post(trust.host, f"/bookings/{again}/cancellation", {"reason": "place_not_suitable"})
    answer = await trust.post(trust.doctor, f"/slots/{slot_id}/bookings", OBJECTIVE)

    assert (taken.status_code, answer.status_code) == (204, 409)
    statuses = [one["status"] for one in (await trust.get(trust.doctor, "/bookings")).json()["items"]]
    assert sorted(statuses) == ["given_back", "taken_back"]


async def test_a_cancelled_slot_is_said_once_with_everybody_it_concerns(trust: Trust) -> None:
    slot_id = await trust.offers()
    other = await trust.another_doctor()
    await trust.books(slot_id)
    await trust.books(slot_id, other)

    answers = [await trust.post(trust.host, f"/slots/{slot_id}/cancellation", BUSY) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [204, 409]
    (said,) = await trust.driver.said(ShadowingCancelled)
    assert (said.whole, {one.doctor_id for one in said.bookings}) == (
        True,
        {trust.doctor.person_id, other.person_id},
    )
    assert await trust.open_to(await trust.another_doctor()) == []


async def test_what_took_place_is_completed_and_looked_back_on(trust: Trust) -> None:
    slot_id = await trust.offers()
    booking_id = await trust.books(slot_id)
    early = await trust.post(trust.host, f"/bookings/{booking_id}/completion", CAME)
    await trust.driver.set_clock(AFTERWARDS)

    done = await trust.post(trust.host, f"/bookings/{booking_id}/completion", CAME)
    written = await trust.put(trust.doctor, f"/bookings/{booking_id}/debrief", NOTE)

    assert (early.status_code, done.status_code, written.status_code) == (409, 204, 204)
    (said,) = await trust.driver.said(ShadowingCompleted)
    assert (str(said.booking_id), said.attended, said.minutes, said.kind) == (booking_id, True, 240, "non_clinical")
    [own] = (await trust.get(trust.doctor, "/bookings")).json()["items"]
    assert (own["status"], own["debrief"]) == ("attended", NOTE["note"])
    [hosted] = (await trust.get(trust.host, "/hosted")).json()["items"]
    [seen] = hosted["bookings"]
    assert (seen["status"], seen["debrief"], seen["debriefed_at"] is not None) == ("attended", None, True)


async def test_a_booking_is_found_by_its_doctor_and_its_host_and_the_debrief_by_its_doctor_alone(trust: Trust) -> None:
    booking_id = await trust.books(await trust.offers())
    await trust.driver.set_clock(AFTERWARDS)
    await trust.post(trust.host, f"/bookings/{booking_id}/completion", CAME)
    await trust.put(trust.doctor, f"/bookings/{booking_id}/debrief", NOTE)
    others = (await trust.another_doctor(), a_host(), a_host("RXF", Role.CHAMPION))

    own, seen, *hidden = [
        await trust.get(actor, f"/bookings/{booking_id}") for actor in (trust.doctor, trust.host, *others)
    ]

    assert (own.json()["debrief"], seen.json()["debrief"]) == (NOTE["note"], None)
    assert own.json()["slot"]["title"] == "A day with the chief operating officer"
    assert own.headers["etag"] == f'"v{own.json()["slot"]["version"]}"'
    assert [answer.status_code for answer in hidden] == [404, 404, 404]


async def test_words_of_doctors_are_in_no_event(trust: Trust) -> None:
    booking_id = await trust.books(await trust.offers())
    await trust.driver.set_clock(AFTERWARDS)
    await trust.post(trust.host, f"/bookings/{booking_id}/completion", CAME)
    await trust.put(trust.doctor, f"/bookings/{booking_id}/debrief", NOTE)

    said: list[Event] = await trust.driver.said()
    written = " ".join(event.model_dump_json() for event in said)
    assert len(said) == 3
    assert not any(words in written for words in (OBJECTIVE["objective"], NOTE["note"]))


async def test_the_trusts_champion_keeps_what_others_host_and_anothers_does_not(trust: Trust) -> None:
    booking_id = await trust.books(await trust.offers())
    champion, stranger = a_host(role=Role.CHAMPION), a_host("RXF", Role.CHAMPION)

    answers = [
        await trust.post(actor, f"/bookings/{booking_id}/cancellation", BUSY)
        for actor in (stranger, a_host(), a_doctor(), champion)
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404, 204]
    assert len((await trust.get(champion, "/hosted")).json()["items"]) == 1
    assert (await trust.get(stranger, "/hosted")).json()["items"] == []


async def test_a_host_who_has_left_keeps_nothing_there_any_more(trust: Trust) -> None:
    booking_id = await trust.books(await trust.offers())
    elsewhere = Actor(trust.host.person_id, frozenset({Grant(Role.SENIOR_LEADER, "RXF")}))

    answer = await trust.post(elsewhere, f"/bookings/{booking_id}/cancellation", BUSY)

    assert answer.status_code == 404
    assert (await trust.get(elsewhere, "/hosted")).json()["items"] == []


async def test_an_act_on_the_version_that_was_read_is_taken_and_on_an_older_one_lost(trust: Trust) -> None:
    slot_id = await trust.offers()
    tag = (await trust.get(trust.host, f"/slots/{slot_id}")).headers["etag"]
    booking_id = await trust.books(slot_id)

    stale = await trust.post(trust.host, f"/slots/{slot_id}/cancellation", BUSY, **{"If-Match": tag})
    newer = (await trust.get(trust.host, f"/slots/{slot_id}")).headers["etag"]
    fresh = await trust.post(trust.host, f"/bookings/{booking_id}/cancellation", BUSY, **{"If-Match": newer})

    assert (stale.status_code, fresh.status_code) == (412, 204)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("cancellation", {"reason": "because"}),
        ("cancellation", {"reason": "not_released"}),
        ("completion", {"attended": True, "minutes": 241}),
        ("completion", {"attended": "yes", "minutes": 1}),
        ("completion", {"attended": True, "minutes": 10**20}),
    ],
)
async def test_what_does_not_fit_is_sent_back(trust: Trust, path: str, body: dict[str, Any]) -> None:
    booking_id = await trust.books(await trust.offers())
    await trust.driver.set_clock(AFTERWARDS)

    assert (await trust.post(trust.host, f"/bookings/{booking_id}/{path}", body)).status_code == 422
    assert len(await trust.driver.said()) == 2


@pytest.mark.parametrize("reading", [lambda t: t.get(a_doctor(), "/bookings"), lambda t: t.get(a_host(), "/hosted")])
async def test_what_is_nobody_elses_is_in_nobody_elses_list(
    trust: Trust, reading: Callable[[Trust], Awaitable[Any]]
) -> None:
    await trust.books(await trust.offers())

    assert (await reading(trust)).json()["items"] == []
