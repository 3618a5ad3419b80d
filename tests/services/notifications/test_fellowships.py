"""What fellows hear, and who answers for the time that was promised to them."""

from uuid import uuid4

import pytest

from contracts.vocabulary import Role
from tests.services.notifications.conftest import Notifications, decided
from tests.unit.notifications.facts import (
    DOCTOR,
    DOCTOR_ADDRESS,
    a_coordinator,
    a_person,
    an_appointment,
    an_organisation,
)
from tests.unit.notifications.fellowship_facts import a_reported_share, an_appointed_fellow, an_ended_fellowship

BOARD_LEAD = uuid4()
AT_ONCE = {"mail": "sent", "inbox": "sent", "push": "withheld: no_subscription"}


@pytest.fixture(autouse=True)
async def everybody(notifications: Notifications) -> None:
    await notifications.hears(
        a_person(),
        a_coordinator(BOARD_LEAD, email="board@example.nhs.uk"),
        an_appointment(BOARD_LEAD, role=Role.SLRDE),
        an_organisation(),
    )


async def test_a_fellow_reads_what_is_recorded_of_them(notifications: Notifications) -> None:
    [stamp] = await notifications.hears(an_appointed_fellow())
    await notifications.sends()

    assert await notifications.told(DOCTOR) == decided(stamp, **AT_ONCE)
    [item] = await notifications.inbox(DOCTOR)
    assert "Post: chief registrar" in item["lines"]
    assert "Protected for leading: 40% of your time" in item["lines"]


async def test_that_one_has_ended_is_told_and_why_behind_sign_in(notifications: Notifications) -> None:
    await notifications.hears(an_ended_fellowship(reason="withdrawn"))
    await notifications.sends()

    [mail] = notifications.relay.to(DOCTOR_ADDRESS)
    assert "withdrawn" not in mail.as_string()
    [item] = await notifications.inbox(DOCTOR)
    assert "Reason: the post is withdrawn" in item["lines"]


async def test_less_time_than_stated_is_told_to_who_answers_for_it_and_enough_to_nobody(
    notifications: Notifications,
) -> None:
    [short] = await notifications.hears(a_reported_share(percent=39))
    await notifications.hears(a_reported_share(percent=40))
    await notifications.sends()

    assert await notifications.told(BOARD_LEAD) == decided(short, **AT_ONCE)
    assert await notifications.told(DOCTOR) == {}
    [mail] = notifications.relay.to("board@example.nhs.uk")
    assert not any(word in mail.as_string() for word in ("Patel", "39%"))
    [item] = await notifications.inbox(BOARD_LEAD)
    assert item["title"] == "Less protected time than stated: Dr Amara Patel"
