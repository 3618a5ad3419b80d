"""A doctor hears what was put into their rota; who plans it hears when its doctor does not get it."""

import pytest

from contracts.vocabulary import Role
from tests.services.notifications.conftest import Notifications, decided
from tests.unit.notifications.facts import COORDINATOR, DOCTOR, TPD, a_coordinator, a_person, an_appointment
from tests.unit.notifications.leave_facts import a_published_calendar, an_answer_about_time, some_scheduled_time


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


async def test_of_a_practice_the_employers_planner_reads_it(notifications: Notifications) -> None:
    await notifications.hears(an_answer_about_time(trust="A81001", planned_at="R0B"))

    [item] = await notifications.inbox(COORDINATOR)
    assert item["title"] == "Says that they do not get their time: Dr Amara Patel"


async def test_that_a_doctor_gets_it_is_news_to_nobody(notifications: Notifications) -> None:
    await notifications.hears(an_answer_about_time(gets_it=True))
    await notifications.sends()

    assert await notifications.told(COORDINATOR) == await notifications.told(DOCTOR) == {}


async def test_a_calendar_is_told_to_who_plans_and_where_it_is_short_to_who_answers_for_it(
    notifications: Notifications,
) -> None:
    director = "dme@example.org"
    await notifications.hears(a_coordinator(TPD, email=director), an_appointment(TPD, role=Role.DME))

    await notifications.hears(a_published_calendar())
    await notifications.hears(a_published_calendar(half_days_free=181))
    await notifications.sends()

    assert len(await notifications.inbox(COORDINATOR)) == 2
    [short] = await notifications.inbox(TPD)
    assert short["title"] == "A department cannot hold the study leave of its doctors"
    assert "Study leave that these days earn them: 90.5 days" in short["lines"]
    assert "Too few: 0.5 days. More can be let away before the roster is made." in short["lines"]
    [mail] = notifications.relay.to(director)
    assert mail["Subject"] == short["title"]


async def test_a_calendar_that_is_still_short_is_told_without_another_mail(notifications: Notifications) -> None:
    director = "dme@example.org"
    await notifications.hears(a_coordinator(TPD, email=director), an_appointment(TPD, role=Role.DME))

    await notifications.hears(a_published_calendar())
    await notifications.hears(a_published_calendar(half_days_owed=190, short_before=True))
    await notifications.sends()

    titles = {item["title"] for item in await notifications.inbox(TPD)}
    assert titles == {
        "A department cannot hold the study leave of its doctors",
        "A calendar of study leave is published: General Surgery",
    }
    assert len(notifications.relay.to(director)) == 1
