"""What hosts and doctors hear of shadowing; why it was cancelled stays behind sign-in."""

import pytest

from tests.services.notifications.conftest import Notifications, decided
from tests.unit.notifications.facts import (
    COORDINATOR,
    COORDINATOR_ADDRESS,
    DOCTOR,
    DOCTOR_ADDRESS,
    a_booking,
    a_cancelled_slot,
    a_completed_booking,
    a_coordinator,
    a_person,
    a_place_given_back,
)

HOST, HOST_ADDRESS = COORDINATOR, COORDINATOR_ADDRESS


@pytest.fixture(autouse=True)
async def everybody(notifications: Notifications) -> None:
    await notifications.hears(a_person(), a_coordinator())


def body(mail: object) -> str:
    part = mail.get_body(("plain",))  # type: ignore[attr-defined]
    return str(part.get_content())


async def test_the_host_is_told_by_mail_and_inbox_who_comes_and_when(notifications: Notifications) -> None:
    [stamp] = await notifications.hears(a_booking())
    await notifications.sends()

    assert await notifications.told(HOST) == decided(stamp, mail="sent", inbox="sent", push="withheld: no_subscription")
    assert await notifications.told(DOCTOR) == {}
    [mail] = notifications.relay.to(HOST_ADDRESS)
    assert "Patel" not in mail["Subject"]
    assert "When: Tuesday 1 December 2026, 09:00 to 13:00" in body(mail)
    [item] = await notifications.inbox(HOST)
    assert item["title"] == "Booked: Dr Amara Patel"


async def test_a_cancelled_slot_tells_its_doctors_and_not_the_host_who_did_it(notifications: Notifications) -> None:
    [stamp] = await notifications.hears(a_cancelled_slot())
    await notifications.sends()

    assert await notifications.told(DOCTOR) == decided(
        stamp, mail="sent", inbox="sent", push="withheld: no_subscription"
    )
    assert await notifications.told(HOST) == {}
    [mail] = notifications.relay.to(DOCTOR_ADDRESS)
    assert "pressure" not in body(mail)
    [item] = await notifications.inbox(DOCTOR)
    assert "Reason: the service is under too much pressure that day" in item["lines"]


async def test_a_place_given_back_tells_the_host_and_not_the_doctor(notifications: Notifications) -> None:
    await notifications.hears(a_place_given_back())
    await notifications.sends()

    assert await notifications.told(DOCTOR) == {}
    [mail] = notifications.relay.to(HOST_ADDRESS)
    assert not any(word in body(mail) for word in ("Patel", "released"))
    [item] = await notifications.inbox(HOST)
    assert item["title"] == "Given back: Dr Amara Patel"
    assert "Reason: the doctor was not released from duty" in item["lines"]


@pytest.mark.parametrize(
    ("attended", "title"), [(True, "Look back on your shadowing"), (False, "You are recorded as not having come")]
)
async def test_what_took_place_asks_the_doctor_in_the_inbox_to_look_back(
    notifications: Notifications, attended: bool, title: str
) -> None:
    [stamp] = await notifications.hears(a_completed_booking(attended=attended, minutes=240 * attended))
    await notifications.sends()

    assert await notifications.told(DOCTOR) == decided(
        stamp, mail="withheld: inbox_only", inbox="sent", push="withheld: not_urgent"
    )
    assert notifications.relay.taken == []
    assert [item["title"] for item in await notifications.inbox(DOCTOR)] == [title]
