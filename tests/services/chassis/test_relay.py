"""The relay beside another of its kind, and before a broker that does not acknowledge."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from types import SimpleNamespace
from typing import Any
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


def meanwhile(broker: Broker, monkeypatch: pytest.MonkeyPatch, do: Callable[[Sequence[Any]], Awaitable[None]]) -> None:
    """While each batch is on its way to the broker, do that with its rows."""

    class Watched(sender_to(broker)):  # type: ignore[misc]
        async def send(self, rows: Sequence[Any]) -> dict[int, int]:
            await do(rows)
            return await super().send(rows)  # type: ignore[no-any-return]

    monkeypatch.setattr("chassis.relay.Sender", Watched)


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
        rows = await work.driver.fetch(_READ, 0, BATCH, [])
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


async def test_what_became_visible_late_goes_before_what_began_after_it(
    toy: Toy, broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has the lowest id, and its transaction ended while the relay was in the middle of a long outbox."""
    monkeypatch.setattr("chassis.relay.BATCH", 2)
    late, *others = await say(toy, 9)
    sent: list[UUID] = []

    async def move(event_id: UUID, shard: int) -> None:
        async with toy.begin() as work:
            await work.driver.execute("UPDATE outbox SET shard = $2 WHERE event_id = $1", event_id, shard)

    async def end_the_late_one(rows: Sequence[Any]) -> None:
        if not sent:
            await move(late, 0)
        sent.extend(row["event_id"] for row in rows)

    await move(late, 1)
    meanwhile(broker, monkeypatch, end_the_late_one)
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as running:
        running.create_task(Relay(toy.running.database.url, "", telemetry=toy.running.telemetry).run(stop))
        await until_all_is_sent(toy)
        stop.set()

    assert sorted(sent) == sorted([late, *others])
    assert [each for each in sent if each != late] == others
    assert sent.index(late) <= 4, "with the batch that is read next"


async def test_what_is_said_while_a_batch_is_on_its_way_does_not_wait_for_its_delete(
    toy: Toy, broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of few events the delete took as long as the sending, and the next ones waited for both."""
    relay_deeds: list[str] = []
    for name in ("_read", "_delete"):
        monkeypatch.setattr(Relay, name, _noted(relay_deeds, name, getattr(Relay, name)))

    async def say_another(_: Sequence[Any]) -> None:
        relay_deeds.append("send")
        if relay_deeds.count("send") == 1:
            await say(toy, 1)
            relay.nudge()

    meanwhile(broker, monkeypatch, say_another)
    await say(toy, 1)
    relay = Relay(toy.running.database.url, "", telemetry=toy.running.telemetry)
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as running:
        running.create_task(relay.run(stop))
        await until_all_is_sent(toy)
        stop.set()

    assert relay_deeds[:6] == ["_read", "send", "_read", "_delete", "send", "_delete"]


def _noted(deeds: list[str], name: str, method: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    async def noted(*arguments: Any, **named: Any) -> Any:
        deeds.append(name)
        return await method(*arguments, **named)

    return noted


async def test_with_a_long_outbox_it_says_that_it_lives_at_each_batch(
    toy: Toy, broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or a standby would end a relay that works, for a stamp which is 3 seconds old."""
    monkeypatch.setattr("chassis.relay.BATCH", 1)
    seconds = iter(range(0, 10_000, 2))
    monkeypatch.setattr("chassis.relay.time", SimpleNamespace(monotonic=lambda: float(next(seconds))))
    await say(toy, 5)
    seen = []

    async def look(_: Sequence[Any]) -> None:
        async with toy.begin() as work:
            seen.append((await work.driver.fetchval("SELECT seen_at FROM relay WHERE shard = 0"), relay.last_turn))

    meanwhile(broker, monkeypatch, look)
    stop = asyncio.Event()
    relay = Relay(toy.running.database.url, "", telemetry=toy.running.telemetry)
    async with asyncio.TaskGroup() as running:
        running.create_task(relay.run(stop))
        await until_all_is_sent(toy)
        stop.set()

    assert len(set(seen)) == len({stamp for stamp, _ in seen}) == len({turn for _, turn in seen}) == 5


async def test_a_relay_that_is_stopped_begins_no_further_batch(
    toy: Toy, broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chassis.relay.BATCH", 2)
    await say(toy, 6)
    await Relay(toy.running.database.url, "", telemetry=toy.running.telemetry).run(broker.turn_over)
    assert (len(broker.arrivals), await toy.count("outbox")) == (2, 4)
