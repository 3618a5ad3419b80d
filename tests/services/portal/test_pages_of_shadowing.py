"""A doctor books hours beside somebody who leads, gives them back, or looks back on them (M-E1)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from contracts.vocabulary import Role
from tests.services.portal.browser import Browser
from tests.services.portal.town import CHAMPION, DOCTOR, OTHER_DOCTOR, Town

TITLE = "A day with the chief operating officer"


@pytest.fixture
async def slot_id(campus: Town) -> UUID:
    """Four hours in two weeks, of the champion's."""
    begins = campus.portal.clock.now() + timedelta(days=14)
    slot: dict[str, Any] = {
        "trust": "R0B",
        "kind": "non_clinical",
        "title": TITLE,
        "starts_at": begins.isoformat(),
        "ends_at": (begins + timedelta(hours=4)).isoformat(),
    }
    async with campus.services["role_modelling"].http(await campus.person(CHAMPION, Role.CHAMPION)) as http:
        made = await http.post("/api/role_modelling/slots", json=slot)
    assert made.status_code == 201, made.text
    return UUID(made.json()["id"])


@pytest.fixture
async def doctor(campus: Town) -> Browser:
    return await campus.signed_in(DOCTOR)


async def books(browser: Browser, slot_id: UUID, objective: str = "How a bed meeting is chaired") -> str:
    """The address of the booking."""
    path = f"/shadowing/{slot_id}"
    booked = await browser.send(await browser.open(path), to=path, objective=objective)
    assert "Your place is booked" in booked.text
    return booked.url.path


async def it_took_place(campus: Town, booking: str) -> None:
    """Fifteen days later, the host has said that the doctor came."""
    for driver in (*campus.services.values(), campus.portal):
        driver.clock.forward(days=15)
    async with campus.services["role_modelling"].http(await campus.person(CHAMPION, Role.CHAMPION)) as http:
        path = f"/api/role_modelling/bookings/{booking.rpartition('/')[2]}/completion"
        done = await http.post(path, json={"attended": True, "minutes": 240})
    assert done.status_code == 204, done.text


async def test_hours_are_found_booked_and_looked_back_on_by_their_doctor_alone(
    campus: Town, doctor: Browser, slot_id: UUID
) -> None:
    found = await doctor.open("/shadowing")
    booking = await books(doctor, slot_id)
    mine = await doctor.open("/shadowing/bookings")
    await it_took_place(campus, booking)
    doctor = await campus.signed_in(DOCTOR)
    form = await doctor.open(booking)
    empty = await doctor.send(form, to=f"{booking}/debrief", note=" ")
    written = await doctor.send(form, to=f"{booking}/debrief", note="Ask <b>early</b> for beds.")

    assert TITLE in found.text
    assert "Booked" in mine.text
    for said in ("Chidi Obi", "How a bed meeting is chaired", "240 minutes", "You were there"):
        assert said in form.text
    assert (empty.status_code, empty.text.count("Write what you learned")) == (422, 2)
    assert "Nobody reads it but you" in written.text
    assert "Ask &lt;b&gt;early&lt;/b&gt; for beds." in written.text
    host = await campus.signed_in(CHAMPION)
    assert (await host.open(booking)).status_code == 404


async def test_a_place_is_given_back_with_a_reason(doctor: Browser, slot_id: UUID) -> None:
    booking = await books(doctor, slot_id)
    form = await doctor.open(booking)

    without = await doctor.send(form, to=f"{booking}/give-back", reason="service_pressure")
    given = await doctor.send(form, to=f"{booking}/give-back", reason="not_released")
    late = await doctor.send(form, to=f"{booking}/give-back", reason="not_released", _key="another")

    assert (without.status_code, without.text.count("Select why you give it back")) == (422, 2)
    assert "Your place is given back" in given.text
    assert "The doctor was not released from duty" in given.text
    assert f"{booking}/give-back" not in given.text
    assert (late.status_code, "nothing was sent" in late.text) == (409, True)


@pytest.mark.parametrize("objective", ["", "x" * 2001, "\u200b"])
async def test_a_booking_needs_words_about_what_is_to_be_learned(
    doctor: Browser, slot_id: UUID, objective: str
) -> None:
    path = f"/shadowing/{slot_id}"

    page = await doctor.send(await doctor.open(path), to=path, objective=objective)

    assert page.status_code == 422
    assert 'href="#objective"' in page.text
    assert "You have not booked any shadowing" in (await doctor.open("/shadowing/bookings")).text


async def test_the_last_place_is_taken_once(campus: Town, doctor: Browser, slot_id: UUID) -> None:
    path = f"/shadowing/{slot_id}"
    await campus.has_placement(OTHER_DOCTOR)
    other = await campus.signed_in(OTHER_DOCTOR)
    form = await other.open(path)
    booking = await books(doctor, slot_id)

    late = await other.send(form, to=path, objective="The same")

    assert (late.status_code, "Every place is taken" in late.text) == (422, True)
    assert (await other.open(booking)).status_code == 404


async def test_the_host_sees_who_booked_takes_a_place_back_or_cancels_it_all(
    campus: Town, doctor: Browser, slot_id: UUID
) -> None:
    booking = await books(doctor, slot_id, "How a <b>bed</b> meeting is chaired")
    host, path = await campus.signed_in(CHAMPION), f"/hosting{booking.removeprefix('/shadowing')}"
    listed, slot = await host.open("/hosting"), await host.open(f"/hosting/{slot_id}")
    form = await host.open(path)
    without = await host.send(form, to=f"{path}/take-back", reason="no_longer_wanted")
    back = await host.send(form, to=f"{path}/take-back", reason="service_pressure")
    unsaid = await host.send(back, to=f"/hosting/{slot_id}/cancel")
    check = await host.send(back, to=f"/hosting/{slot_id}/cancel", reason="host_unavailable")
    cancelled = await host.send(check, to=f"/hosting/{slot_id}/cancel", step="send")

    assert "1 doctor booked" in listed.text
    assert "Dr Amara Okafor" in slot.text
    assert "How a &lt;b&gt;bed&lt;/b&gt; meeting is chaired" in form.text
    assert (without.status_code, without.text.count("Select why you take the place back")) == (422, 2)
    assert "The place is taken back" in back.text
    assert (unsaid.status_code, unsaid.text.count("Select why it is cancelled")) == (422, 2)
    assert "It cannot be taken back" in check.text
    assert "These hours are cancelled" in cancelled.text
    assert "Cancelled" in (await host.open("/hosting")).text
    assert "Cancelled by the host" in (await doctor.open(booking)).text
    assert (await doctor.open(path)).status_code == 404
    assert (await doctor.open(f"/hosting/{slot_id}")).status_code == 404


async def test_the_host_says_who_came_and_for_how_long(campus: Town, doctor: Browser, slot_id: UUID) -> None:
    booking = await books(doctor, slot_id)
    path = f"/hosting{booking.removeprefix('/shadowing')}"
    for driver in (*campus.services.values(), campus.portal):
        driver.clock.forward(days=15)
    host = await campus.signed_in(CHAMPION)
    form = await host.open(path)

    unsaid = await host.send(form, to=f"{path}/complete")
    how_long = await host.send(form, to=f"{path}/complete", attended="yes", minutes="long")
    done = await host.send(form, to=f"{path}/complete", attended="yes", minutes="180")
    late = await host.send(form, to=f"{path}/complete", attended="no", _key="another")

    assert f"{path}/take-back" not in form.text
    assert (unsaid.status_code, unsaid.text.count("Select whether the doctor came")) == (422, 2)
    assert (how_long.status_code, how_long.text.count("Enter the minutes in whole numbers")) == (422, 2)
    assert "It is recorded" in done.text
    assert "The doctor came" in done.text
    assert (late.status_code, "nothing was sent" in late.text) == (409, True)
    assert "180 minutes" in (await (await campus.signed_in(DOCTOR)).open(booking)).text
