"""Transactions that overlap: one mail per person and import, no line lost past a frozen mail, nobody overlooked."""

import asyncio
import contextlib
from uuid import uuid4

from tests.services.notifications.conftest import Notifications
from tests.unit.notifications.facts import (
    COORDINATOR,
    COORDINATOR_ADDRESS,
    DOCTOR,
    a_contact,
    a_coordinator,
    a_person,
    an_appointment,
    an_unconfirmed_person,
)
from tests.unit.notifications.leave_facts import a_touched_request
from tests.unit.notifications.registry_facts import a_change, a_completed_import, a_placement


async def test_batches_of_one_import_at_the_same_moment_make_one_mail(notifications: Notifications) -> None:
    await notifications.hears(a_coordinator(), an_appointment())
    for _ in range(10):
        import_id = uuid4()
        doctors = [uuid4() for _ in range(3)]
        await notifications.hears(*[a_person(doctor, email=f"{doctor}@example.org") for doctor in doctors])
        changes = [a_change(a_placement(doctor_id=doctor), import_id=import_id) for doctor in doctors]
        await asyncio.gather(
            *[notifications.hears(change) for change in changes],
            notifications.hears(a_completed_import(import_id, changed=3)),
        )
        await notifications.sends()

    mails = notifications.relay.to(COORDINATOR_ADDRESS)
    assert len(mails) == 10
    for mail in mails:
        body = mail.get_body(("plain",))
        assert body is not None
        assert body.get_content().count("Placement changed:") == 3


async def test_workers_that_freeze_while_changes_come_in_lose_no_line(notifications: Notifications) -> None:
    await notifications.hears(a_coordinator(), an_appointment(), a_person())
    import_id = uuid4()
    await notifications.hears(a_completed_import(import_id, changed=0))

    async def come_in() -> None:
        for _ in range(20):
            await notifications.hears(a_change(import_id=import_id))
            notifications.driver.clock.forward(seconds=1)

    coming = asyncio.create_task(come_in())
    while not coming.done():
        await notifications.driver.run_job("send mail")
    await coming
    await notifications.sends()

    bodies = [mail.get_body(("plain",)) for mail in notifications.relay.to(COORDINATOR_ADDRESS)]
    assert sum(body.get_content().count("Placement changed:") for body in bodies if body is not None) == 20
    assert await notifications.due() == 0


async def test_leave_touched_while_workers_freeze_makes_no_further_mail(notifications: Notifications) -> None:
    await notifications.hears(a_coordinator(), an_appointment(), a_person())
    for sent in range(1, 9):
        import_id = uuid4()
        await notifications.hears(a_change(import_id=import_id), a_completed_import(import_id, changed=1))
        notifications.driver.clock.forward(seconds=1)
        await asyncio.gather(
            *[notifications.hears(a_touched_request(import_id=import_id)) for _ in range(4)],
            *[notifications.driver.run_job("send mail") for _ in range(2)],
        )
        await notifications.sends()

        assert len(notifications.relay.to(COORDINATOR_ADDRESS)) == sent
    assert len(await notifications.inbox(COORDINATOR)) == 8 * 5
    assert await notifications.due() == 0


async def test_an_address_that_arrives_while_a_change_is_withheld_finds_it(notifications: Notifications) -> None:
    for _ in range(10):
        doctor = uuid4()
        await notifications.hears(an_unconfirmed_person(doctor))
        [_, [stamp]] = await asyncio.gather(
            notifications.hears(a_contact(doctor, email=f"{doctor}@example.org")),
            notifications.hears(a_change(a_placement(doctor_id=doctor))),
        )
        await notifications.sends()

        assert (await notifications.told(doctor))[stamp.id, "mail"] == "sent"
    assert await notifications.told(DOCTOR) == {}


async def test_a_batch_of_a_thousand_changes_costs_a_handful_of_statements(notifications: Notifications) -> None:
    await notifications.hears(a_coordinator(), an_appointment(), a_person())
    asked: list[str] = []
    engine = notifications.driver.running.database.engine
    async with contextlib.AsyncExitStack() as all_of_the_pool:
        for _ in range(notifications.driver.running.service.settings.pool_size):
            connection = await all_of_the_pool.enter_async_context(engine.connect())
            driver = (await connection.get_raw_connection()).driver_connection
            assert driver is not None
            driver.add_query_logger(lambda record: asked.append(record.query))
    await notifications.hears(*[a_change(import_id=uuid4()) for _ in range(1000)])

    async with notifications.driver.begin() as work:
        assert await work.driver.fetchval("SELECT count(*) FROM decision") == 6000
    assert 10 < len(asked) <= 30
