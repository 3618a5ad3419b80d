"""The relay beside another of its kind, and before a broker that does not acknowledge."""

import asyncio
from uuid import UUID

import pytest
from aiokafka.errors import KafkaTimeoutError

from chassis.relay import _READ, BATCH, Relay
from tests.services.chassis.broker import Answer, Broker, sender_to
from tests.services.chassis.conftest import Toy
from tests.services.chassis.toy import a_feedback


@pytest.fixture
def broker(monkeypatch: pytest.MonkeyPatch) -> Broker:
    broker = Broker()
    monkeypatch.setattr("chassis.relay.Sender", sender_to(broker))
    return broker


async def say(toy: Toy, count: int) -> list[UUID]:
    async with toy.begin() as work:
        return work.say(*(a_feedback() for _ in range(count)))


async def until_all_is_sent(toy: Toy) -> None:
    async with asyncio.timeout(20):
        while await toy.count("outbox"):
            await asyncio.sleep(0.05)


async def test_of_two_relays_one_leads_and_sends_each_event_once(toy: Toy, broker: Broker) -> None:
    stop = asyncio.Event()
    relays = [Relay(toy.running.database.url, "", telemetry=toy.running.telemetry) for _ in range(2)]
    said = []
    async with asyncio.TaskGroup() as running:
        for relay in relays:
            running.create_task(relay.run(stop))
        for _ in range(20):
            said += await say(toy, 3)
            await asyncio.sleep(0.02)
        await until_all_is_sent(toy)
        leading = [relay.leads for relay in relays]
        stop.set()

    assert sorted(leading) == [False, True]
    assert sorted(arrival.id for arrival in broker.arrivals) == sorted(said)


async def test_a_turn_carries_no_more_than_memory_bears(toy: Toy) -> None:
    await say(toy, 60)
    async with toy.begin() as work:
        await work.driver.execute("UPDATE outbox SET data = convert_to(repeat('x', 800000), 'UTF8')")
        rows = await work.driver.fetch(_READ, 0, BATCH, 0)
        every = await work.driver.fetch("SELECT id FROM outbox ORDER BY id")
    assert [row["id"] for row in rows] == [row["id"] for row in every[:42]], (
        "the first 32 MB, and the row that ends them"
    )


async def test_what_is_not_acknowledged_stays_until_it_is(toy: Toy, broker: Broker) -> None:
    said = await say(toy, 3)
    relay = Relay(toy.running.database.url, "", telemetry=toy.running.telemetry)
    broker.answers.append(Answer(0.0, KafkaTimeoutError))
    await relay.run(broker.turn_over)
    assert (broker.arrivals, await toy.count("outbox")) == ([], 3)

    broker.turn_over.clear()
    await relay.run(broker.turn_over)
    assert sorted(arrival.id for arrival in broker.arrivals) == sorted(said)
    assert await toy.count("outbox") == 0
