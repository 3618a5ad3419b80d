"""What a lead hears of a doctor's own activity, and the doctor of the lead's answer."""

from tests.services.notifications.conftest import Notifications, decided
from tests.unit.notifications.facts import (
    COORDINATOR,
    COORDINATOR_ADDRESS,
    DOCTOR,
    DOCTOR_ADDRESS,
    a_coordinator,
    a_person,
)
from tests.unit.notifications.opportunity_facts import a_confirmed_activity, a_declined_activity, a_recorded_activity


async def test_the_lead_is_asked_to_confirm_what_the_doctor_did(notifications: Notifications) -> None:
    await notifications.hears(a_person(), a_coordinator())
    [stamp] = await notifications.hears(a_recorded_activity())
    await notifications.sends()

    assert await notifications.told(COORDINATOR) == decided(
        stamp, mail="sent", inbox="sent", push="withheld: no_subscription"
    )
    [mail] = notifications.relay.to(COORDINATOR_ADDRESS)
    assert mail["Subject"] == "A doctor asks you to confirm what they did"
    [item] = await notifications.inbox(COORDINATOR)
    assert item["title"] == "Recorded by: Dr Amara Patel"
    assert "What: an improvement project" in item["lines"]
    assert "Time spent: 10 hours" in item["lines"]


async def test_the_doctor_reads_in_the_inbox_that_it_is_confirmed(notifications: Notifications) -> None:
    await notifications.hears(a_person(), a_confirmed_activity())
    await notifications.sends()

    assert notifications.relay.to(DOCTOR_ADDRESS) == []
    [item] = await notifications.inbox(DOCTOR)
    assert item["title"] == "What you did is confirmed"


async def test_the_mail_says_that_there_is_an_answer_and_not_which(notifications: Notifications) -> None:
    await notifications.hears(a_person(), a_declined_activity())
    await notifications.sends()

    [mail] = notifications.relay.to(DOCTOR_ADDRESS)
    assert mail["Subject"] == "There is an answer about what you recorded"
    assert "not confirmed" not in mail.as_string()
    [item] = await notifications.inbox(DOCTOR)
    assert "Reason: it was not quite as you recorded it: change it" in item["lines"]
