"""What residents, who convenes their forum, and who is to do something hear of it."""

from uuid import uuid4

import pytest

from contracts import Event
from contracts.vocabulary import ForumKind, Role
from tests.services.notifications.conftest import Notifications, decided
from tests.unit.notifications.facts import COORDINATOR, DOCTOR, a_coordinator, a_person, an_appointment, an_organisation
from tests.unit.notifications.forum_facts import (
    a_called_forum,
    a_closed_action,
    a_forum_called_off,
    a_founded_forum,
    a_proposed_forum,
    a_request_for_a_forum,
    an_agreed_action,
    an_overdue_forum,
)

CHAMPION, PEER_LEAD, BOARD_LEAD = uuid4(), uuid4(), uuid4()
INBOX_ONLY = {"mail": "withheld: inbox_only", "inbox": "sent", "push": "withheld: not_urgent"}
AT_ONCE = {"mail": "sent", "inbox": "sent", "push": "withheld: no_subscription"}


@pytest.fixture(autouse=True)
async def everybody(notifications: Notifications) -> None:
    holders = ((CHAMPION, Role.CHAMPION), (PEER_LEAD, Role.RDPL), (BOARD_LEAD, Role.SLRDE))
    await notifications.hears(
        a_person(),
        a_coordinator(),
        *(a_coordinator(who, email=f"{role}@example.nhs.uk") for who, role in holders),
        *(an_appointment(who, role=role) for who, role in holders),
        an_organisation(),
    )


async def test_who_convenes_is_asked_and_reads_by_when(notifications: Notifications) -> None:
    [stamp] = await notifications.hears(a_request_for_a_forum())
    await notifications.sends()

    for reader in (CHAMPION, PEER_LEAD):
        assert await notifications.told(reader) == decided(stamp, **AT_ONCE)
    assert await notifications.told(BOARD_LEAD) == await notifications.told(DOCTOR) == {}
    [item] = await notifications.inbox(CHAMPION)
    assert "Found it by: Sunday 20 December 2026" in item["lines"]
    assert "Patel" not in str(item), "whoever asked speaks for all"


async def test_a_forum_that_is_overdue_is_told_to_who_answers_for_it_and_to_who_asked(
    notifications: Notifications,
) -> None:
    [stamp] = await notifications.hears(an_overdue_forum())
    await notifications.sends()

    for reader in (CHAMPION, BOARD_LEAD):
        assert await notifications.told(reader) == decided(stamp, **AT_ONCE)
    assert await notifications.told(DOCTOR) == decided(stamp, **INBOX_ONLY)
    assert [one["title"] for one in await notifications.inbox(DOCTOR)] == ["The forum you asked for is late"]


async def test_who_asked_hears_at_once_that_it_is_founded_and_of_an_unasked_one_nobody_does(
    notifications: Notifications,
) -> None:
    [stamp] = await notifications.hears(a_founded_forum())
    await notifications.hears(a_founded_forum(requested_by=None, found_by=None))
    await notifications.sends()

    assert await notifications.told(DOCTOR) == decided(stamp, **AT_ONCE)


@pytest.mark.parametrize("event", [a_called_forum(), a_forum_called_off()], ids=["called", "called off"])
async def test_the_invited_read_in_their_inbox_when_it_meets_or_does_not(
    notifications: Notifications, event: Event
) -> None:
    [stamp] = await notifications.hears(event)
    await notifications.sends()

    assert await notifications.told(DOCTOR) == decided(stamp, **INBOX_ONLY)
    assert notifications.relay.taken == []
    [item] = await notifications.inbox(DOCTOR)
    assert "When: Tuesday 1 December 2026, 13:00 to 14:00" in item["lines"]


async def test_whoever_called_it_needs_no_invitation(notifications: Notifications) -> None:
    await notifications.hears(a_called_forum(invited=(DOCTOR, PEER_LEAD), called_by=PEER_LEAD))

    assert await notifications.told(PEER_LEAD) == {}
    assert len(await notifications.inbox(DOCTOR)) == 1


async def test_who_is_to_do_something_is_told_at_once_and_who_convenes_reads_what_came_of_it(
    notifications: Notifications,
) -> None:
    [agreed] = await notifications.hears(an_agreed_action())
    [closed] = await notifications.hears(a_closed_action())
    await notifications.sends()

    assert await notifications.told(COORDINATOR) == decided(agreed, **AT_ONCE)
    for reader in (CHAMPION, PEER_LEAD):
        assert await notifications.told(reader) == decided(closed, **INBOX_ONLY)
        assert "What came of it: it is done" in (await notifications.inbox(reader))[0]["lines"]


async def test_who_takes_it_on_themselves_is_not_told(notifications: Notifications) -> None:
    await notifications.hears(an_agreed_action(agreed_by=COORDINATOR))

    assert await notifications.told(COORDINATOR) == {}


async def test_of_the_residents_forum_guardian_and_director_read_what_came_of_it(
    notifications: Notifications,
) -> None:
    guardian = uuid4()
    await notifications.hears(a_coordinator(guardian), an_appointment(guardian, role=Role.GUARDIAN))

    await notifications.hears(
        a_called_forum(kind=ForumKind.RESIDENTS, with_residents_forum=False), a_closed_action(kind=ForumKind.RESIDENTS)
    )

    [item] = await notifications.inbox(guardian)
    assert item["title"] == "An action of your residents' forum is closed"
    assert await notifications.inbox(CHAMPION) == []
    [called] = await notifications.inbox(DOCTOR)
    assert called["title"] == "Your trust's residents' forum meets"


async def test_of_who_sets_up_the_residents_forum_the_other_is_asked_and_the_first_hears_of_the_yes(
    notifications: Notifications,
) -> None:
    guardian, director = uuid4(), uuid4()
    await notifications.hears(
        *(a_coordinator(who, email=f"{who}@example.nhs.uk") for who in (guardian, director)),
        an_appointment(guardian, role=Role.GUARDIAN),
        an_appointment(director, role=Role.DME),
    )
    [stamp] = await notifications.hears(a_proposed_forum(proposed_by=director))
    await notifications.sends()
    asked, before = await notifications.told(guardian), await notifications.told(director)

    of_both = {"kind": ForumKind.RESIDENTS, "requested_by": None, "found_by": None, "proposed_by": director}
    await notifications.hears(a_founded_forum(**of_both, founded_by=guardian))

    assert (asked, before) == (decided(stamp, **AT_ONCE), {})
    [item] = await notifications.inbox(director)
    assert item["title"] == "The residents' forum that you proposed is founded"
