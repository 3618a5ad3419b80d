"""Who is told of a disputed placement and of its answer; the words stay where they were written."""

import pytest

from contracts import Grant
from contracts.vocabulary import DisputedField, DisputeOutcome, Role
from tests.services.driver import an_actor
from tests.services.notifications.conftest import Notifications, decided
from tests.unit.notifications.facts import (
    COORDINATOR,
    COORDINATOR_ADDRESS,
    DOCTOR,
    DOCTOR_ADDRESS,
    a_contact,
    a_coordinator,
    a_person,
    an_appointment,
)
from tests.unit.notifications.registry_facts import a_closed_dispute, a_dispute, a_placement

OWNER = COORDINATOR


@pytest.fixture
async def office(notifications: Notifications) -> Notifications:
    await notifications.hears(a_person(), a_coordinator(), an_appointment(role=Role.MEDED_ADMIN))
    return notifications


async def test_a_dispute_reaches_the_owner_of_the_data_by_mail_and_inbox_and_its_doctor_not_at_all(
    office: Notifications,
) -> None:
    dispute = a_dispute()
    [stamp] = await office.hears(dispute)
    await office.sends()

    assert await office.told(OWNER) == decided(stamp, mail="sent", inbox="sent", push="withheld: no_subscription")
    assert await office.told(DOCTOR) == {}
    [mail] = office.relay.to(COORDINATOR_ADDRESS)
    assert mail["Subject"] == "A doctor says that a placement is wrong"
    assert "Patel" not in mail.as_string()
    [item] = await office.inbox(OWNER)
    assert item["title"] == "Placement disputed: Dr Amara Patel"
    assert item["about"] == {"kind": "dispute", "id": str(dispute.dispute_id)}
    assert "Said to be wrong: the dates, the working time (WTE)" in item["lines"]


async def test_the_doctor_is_told_that_there_is_an_answer_and_reads_which_behind_sign_in(
    office: Notifications,
) -> None:
    [stamp] = await office.hears(a_closed_dispute(outcome=DisputeOutcome.STANDS))
    await office.sends()

    assert await office.told(DOCTOR) == decided(stamp, mail="sent", inbox="sent", push="withheld: no_subscription")
    [mail] = office.relay.to(DOCTOR_ADDRESS)
    body = mail.get_body(("plain",))
    assert body is not None
    assert "stands" not in body.get_content()
    [item] = await office.inbox(DOCTOR)
    assert "The answer: it stands as it is" in item["lines"]


async def test_hearing_the_same_dispute_twice_tells_once_and_another_of_the_same_placement_again(
    office: Notifications,
) -> None:
    placement = a_placement()
    first, second = (a_dispute(placement, fields=(field,)) for field in (DisputedField.DATES, DisputedField.GRADE))
    [stamp] = await office.hears(first)
    await office.hears(first, stamp=stamp)
    await office.hears(second)
    await office.sends()

    assert len(office.relay.to(COORDINATOR_ADDRESS)) == 2


async def test_a_summary_keeps_two_disputes_of_one_placement_apart(notifications: Notifications) -> None:
    """An administrator without an address is told of both when one comes, not only of the latest."""
    await notifications.hears(a_person(), a_coordinator(email=None), an_appointment(role=Role.MEDED_ADMIN))
    placement = a_placement()
    for field in (DisputedField.DATES, DisputedField.GRADE):
        await notifications.hears(a_dispute(placement, fields=(field,)))
    await notifications.hears(a_contact(COORDINATOR, email=COORDINATOR_ADDRESS))
    await notifications.sends()

    [mail] = notifications.relay.to(COORDINATOR_ADDRESS)
    body = mail.get_body(("plain",))
    assert body is not None
    assert "the dates" in body.get_content()
    assert "the grade" in body.get_content()


async def test_an_answer_about_a_placement_that_is_over_still_reaches_its_doctor(office: Notifications) -> None:
    over = a_placement(start="2026-01-01", end="2026-02-01")
    [stamp] = await office.hears(a_closed_dispute(over))
    await office.sends()

    assert (await office.told(DOCTOR))[stamp.id, "mail"] == "sent"


async def test_one_item_is_shown_to_whom_it_is_for_and_counted_until_it_is_read(office: Notifications) -> None:
    [stamp] = await office.hears(a_dispute())
    owner, doctor = (an_actor(Grant(Role.MEDED_ADMIN, "R0B"), person_id=who) for who in (OWNER, DOCTOR))
    path = f"/api/notifications/inbox/{stamp.id}"

    async with office.driver.http(owner) as http:
        shown = await http.get(path)
        before = (await http.get("/api/notifications/inbox/unread")).json()
        await http.post(f"{path}/read")
        after = (await http.get("/api/notifications/inbox/unread")).json()
    async with office.driver.http(doctor) as http:
        not_theirs = await http.get(path)

    assert shown.json() == (await office.inbox(OWNER))[0] | {"read": False}
    assert (before, after) == ({"unread": 1}, {"unread": 0})
    assert not_theirs.status_code == 404
