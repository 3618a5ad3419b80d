"""What one receiving domain is sent: so many a minute, and less while it asks to come back; others as they come."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import replace
from uuid import uuid4

import pytest

from tests.services.driver import Driver
from tests.services.notifications.conftest import Notifications
from tests.unit.notifications.facts import DOCTOR, DOCTOR_ADDRESS, a_contact, a_person, some_feedback

SLOW, QUICK = "slow.example", "quick.example"


@pytest.fixture
async def limited(drive: Callable[..., Awaitable[Driver]], notifications: Notifications) -> Notifications:
    """Where an operator allows five mails a minute to one domain."""
    driver = await drive(
        "notifications",
        smtp_host="127.0.0.1",
        smtp_port=notifications.relay.port,
        mail_from="no-reply@fairlead.example",
        portal_url="http://p",
        mail_per_domain_per_minute=5,
    )
    return replace(notifications, driver=driver)


async def told(notifications: Notifications, domain: str, many: int) -> list[str]:
    """So many doctors with mailboxes there have something to read; their addresses."""
    doctors = {uuid4(): f"doctor{number}@{domain}" for number in range(many)}
    await notifications.hears(*[a_person(who, email=address) for who, address in doctors.items()])
    await notifications.hears(*[some_feedback(doctor_id=who) for who in doctors])
    return list(doctors.values())


async def four_workers(notifications: Notifications) -> None:
    async def work() -> None:
        while await notifications.driver.run_job("send mail"):
            pass

    await asyncio.gather(*[work() for _ in range(4)])


def sent(notifications: Notifications, domain: str) -> list[str]:
    return [address for address, _ in notifications.relay.taken if address.endswith(f"@{domain}")]


async def test_one_domain_is_sent_so_many_a_minute_by_all_workers_together_and_another_at_once(
    limited: Notifications,
) -> None:
    slow, quick = await told(limited, SLOW, 12), await told(limited, QUICK, 3)
    of_minute: Counter[int] = Counter()

    for _ in range(20):
        before = len(sent(limited, SLOW))
        await four_workers(limited)
        of_minute[limited.driver.clock.now().minute] += len(sent(limited, SLOW)) - before
        assert sorted(sent(limited, QUICK)) == quick
        limited.driver.clock.forward(seconds=10)

    assert list(of_minute.values())[:3] == [5, 5, 2]
    assert sorted(sent(limited, SLOW)) == sorted(slow)


async def test_what_comes_later_waits_behind_what_waits_and_an_attempt_that_failed_counts(
    limited: Notifications,
) -> None:
    first = await told(limited, SLOW, 7)
    limited.relay.then("451 data")
    await four_workers(limited)
    late = [f"late@{SLOW}"]
    await limited.hears(a_person(who := uuid4(), email=late[0]), some_feedback(doctor_id=who))
    counts = []

    for _ in range(9):
        counts.append(len(limited.relay.tried))
        limited.driver.clock.forward(seconds=20)
        await four_workers(limited)

    assert max(later - earlier for earlier, later in zip(counts, counts[3:], strict=False)) <= 5
    assert sorted(sent(limited, SLOW)) == sorted([*first, *late])


async def test_a_mail_that_waits_for_its_turn_goes_to_the_address_its_reader_has_by_then(
    limited: Notifications,
) -> None:
    await told(limited, SLOW, 5)
    await four_workers(limited)
    await limited.hears(a_person(email=f"before@{SLOW}"), some_feedback(doctor_id=DOCTOR))
    await four_workers(limited)
    await limited.hears(a_contact(email=DOCTOR_ADDRESS))
    await limited.forward(minutes=1)

    assert len(limited.relay.to(DOCTOR_ADDRESS)) == 1
    assert f"before@{SLOW}" not in limited.relay.tried


@pytest.mark.parametrize("reply", ["421 rcpt", "450 rcpt", "451 data", "452 rcpt"])
async def test_a_domain_that_asks_to_come_back_slows_itself_alone(notifications: Notifications, reply: str) -> None:
    notifications.relay.always[SLOW] = reply
    slow, quick = await told(notifications, SLOW, 15), await told(notifications, QUICK, 15)

    await four_workers(notifications)
    assert sorted(sent(notifications, QUICK)) == sorted(quick)
    tries = Counter(address.endswith(SLOW) for address in notifications.relay.tried)[True]
    assert tries <= 4 * 2, "each worker learns it from two mails of its own"
    for _ in range(40):
        notifications.driver.clock.forward(seconds=1)
        await four_workers(notifications)
    tries = Counter(address.endswith(SLOW) for address in notifications.relay.tried)[True]
    assert 3 <= tries <= 4 * 2 + 6, "one mail at a time, after waits of 1, 2, 4, 8 … seconds"

    notifications.relay.always.clear()
    for _ in range(3):
        notifications.driver.clock.forward(seconds=45)
        await four_workers(notifications)
    assert sorted(sent(notifications, SLOW)) == sorted(slow)
    assert await notifications.due() == 0


async def test_mailboxes_that_are_full_hold_up_nobody_elses_for_long(notifications: Notifications) -> None:
    full = [f"doctor{number}@{SLOW}" for number in range(2)]
    notifications.relay.always |= dict.fromkeys(full, "452 rcpt")
    await told(notifications, SLOW, 20)
    for _ in range(10):
        await notifications.forward(seconds=45)
    assert sorted(set(sent(notifications, SLOW))) == sorted(f"doctor{number}@{SLOW}" for number in range(2, 20))

    late = f"late@{SLOW}"
    await notifications.hears(a_person(who := uuid4(), email=late), some_feedback(doctor_id=who))
    for _ in range(3):
        await notifications.forward(seconds=45)

    assert late in sent(notifications, SLOW)
    assert not set(full) & set(sent(notifications, SLOW))


async def test_neither_a_final_refusal_nor_a_relay_that_is_away_slows_a_domain(notifications: Notifications) -> None:
    notifications.relay.open = False
    await told(notifications, SLOW, 3)
    await notifications.sends()
    notifications.relay.open = True
    notifications.relay.always[f"doctor1@{SLOW}"] = "550 rcpt"
    await notifications.forward(seconds=45)

    assert sorted(sent(notifications, SLOW)) == [f"doctor0@{SLOW}", f"doctor2@{SLOW}"]
    async with notifications.driver.begin() as work:
        assert await work.driver.fetchval("SELECT count(*) FROM receiving_domain") == 0


async def test_no_domain_is_remembered_once_nothing_was_sent_to_it_for_an_hour(limited: Notifications) -> None:
    async def remembered() -> set[str]:
        async with limited.driver.begin() as work:
            return {row["domain"] for row in await work.driver.fetch("SELECT domain FROM receiving_domain")}

    limited.relay.always[SLOW] = "451 rcpt"
    await told(limited, SLOW, 2)
    await told(limited, QUICK, 1)
    await limited.sends()
    await limited.forward(minutes=59)
    assert await remembered() == {SLOW, QUICK}
    await limited.forward(minutes=2)

    assert await remembered() == {SLOW}, "which was tried a moment ago"
