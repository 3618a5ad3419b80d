"""A doctor hears what was put into their rota; who plans it hears when its doctor does not get it."""

import pytest

from tests.services.notifications.conftest import Notifications, decided
from tests.unit.notifications.facts import (
    COORDINATOR,
    DOCTOR,
    a_coordinator,
    a_person,
    an_answer_about_time,
    an_appointment,
    some_scheduled_time,
)


@pytest.fixture(autouse=True)
async def everybody(notifications: Notifications) -> None:
    await notifications.hears(a_person(), a_coordinator(), an_appointment())


async def test_the_doctor_reads_in_the_inbox_how_much_it_is_and_is_to_be(notifications: Notifications) -> None:
    [stamp] = await notifications.hears(some_scheduled_time())
    await notifications.sends()

    told = decided(stamp, mail="withheld: inbox_only", inbox="sent", push="withheld: not_urgent")
    assert await notifications.told(DOCTOR) == told
    [item] = await notifications.inbox(DOCTOR)
    assert item["title"] == "Your self-development time is in the rota"
    assert "Each week: 1 hour 30 minutes. It is to be at least 2 hours." in item["lines"]


async def test_the_rota_coordinator_reads_that_a_doctor_does_not_get_it(notifications: Notifications) -> None:
    [stamp] = await notifications.hears(an_answer_about_time())
    await notifications.sends()

    told = decided(stamp, mail="withheld: inbox_only", inbox="sent", push="withheld: not_urgent")
    assert await notifications.told(COORDINATOR) == told
    [item] = await notifications.inbox(COORDINATOR)
    assert item["title"] == "Says that they do not get their time: Dr Amara Patel"


async def test_that_a_doctor_gets_it_is_news_to_nobody(notifications: Notifications) -> None:
    await notifications.hears(an_answer_about_time(gets_it=True))
    await notifications.sends()

    assert await notifications.told(COORDINATOR) == await notifications.told(DOCTOR) == {}
