"""What one receiving domain is sent: so many a minute; others as they come."""

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


async def told(notifications: Notifications, domain: str, many: int, *, first: int = 0) -> list[str]:
    """So many doctors with mailboxes there have something to read; their addresses."""
    doctors = {uuid4(): f"doctor{number}@{domain}" for number in range(first, first + many)}
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


async def test_what_waits_for_its_domain_goes_in_the_order_it_was_decided_in(limited: Notifications) -> None:
    waiting = []
    for number in range(12):
        waiting += await told(limited, SLOW, 1, first=number)
        limited.driver.clock.forward(seconds=0.1)
    limited.driver.clock.forward(minutes=1)
    for _ in range(3):
        await limited.sends()
        limited.driver.clock.forward(minutes=1)

    assert sent(limited, SLOW) == waiting


async def test_what_was_withheld_meanwhile_takes_no_room(limited: Notifications) -> None:
    await told(limited, SLOW, 30)
    await limited.sends()
    async with limited.driver.begin() as work:
        await work.driver.execute("UPDATE mail SET state = 'withheld' WHERE state = 'due'")
    late = await told(limited, SLOW, 1, first=99)
    limited.driver.clock.forward(minutes=1)
    await limited.sends()

    assert sent(limited, SLOW)[-1:] == late


@pytest.mark.parametrize("reply", ["421 rcpt", "450 rcpt", "451 data", "452 rcpt"])
async def test_a_domain_that_asks_to_come_back_delays_its_own_mail_alone(
    notifications: Notifications, reply: str
) -> None:
    notifications.relay.always[SLOW] = reply
    slow, quick = await told(notifications, SLOW, 15), await told(notifications, QUICK, 15)
    for _ in range(5):
        await four_workers(notifications)
        notifications.driver.clock.forward(seconds=1)
    assert sorted(sent(notifications, QUICK)) == sorted(quick)

    notifications.relay.always.clear()
    await notifications.forward(seconds=90)
    assert sorted(sent(notifications, SLOW)) == sorted(slow)
    assert await notifications.due() == 0


async def test_a_domain_that_refuses_each_recipient_at_first_has_all_when_it_takes_them(
    notifications: Notifications,
) -> None:
    """As mail servers do that greylist: nobody waits for another recipient's second try."""
    recipients = await told(notifications, SLOW, 40)
    notifications.relay.always |= dict.fromkeys(recipients, "451 rcpt")
    await four_workers(notifications)
    assert set(notifications.relay.tried) == set(recipients)

    notifications.relay.always.clear()
    await notifications.forward(seconds=90)
    assert sorted(sent(notifications, SLOW)) == sorted(recipients)


async def test_no_domain_is_remembered_once_nothing_was_sent_to_it_for_an_hour(limited: Notifications) -> None:
    async def remembered() -> set[str]:
        async with limited.driver.begin() as work:
            return {row["domain"] for row in await work.driver.fetch("SELECT domain FROM receiving_domain")}

    await told(limited, QUICK, 1)
    await limited.sends()
    await limited.forward(minutes=59)
    assert await remembered() == {QUICK}
    await limited.forward(minutes=2)

    assert await remembered() == set()


async def test_without_a_limit_nothing_is_counted(notifications: Notifications) -> None:
    await told(notifications, QUICK, 3)
    await notifications.sends()

    async with notifications.driver.begin() as work:
        assert await work.driver.fetchval("SELECT count(*) FROM receiving_domain") == 0
