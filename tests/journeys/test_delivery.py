"""From A's commit to C's effect over a real Kafka, through every kind of death: once, in order, and counted."""

import asyncio
import signal
from uuid import uuid4

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition

from chassis.service import Part
from chassis.work import LARGEST_EVENT
from tests.journeys.conftest import Cluster
from tests.journeys.saying import ask, assert_delivered, reached, reached_some, say, until
from tests.services.chassis.toy import a_sent

pytestmark = pytest.mark.journey


async def test_2000_events_over_50_keys_arrive_once_and_in_order(cluster: Cluster) -> None:
    async with cluster.running("a"), cluster.running("b") as b, cluster.running("c"):
        await say(cluster, 2000)
        await reached(cluster, "c", 2000)

        async def ready() -> bool:
            state = await b.readiness.state()
            return bool(state["ready"] and state["lag"] == 0)

        await until(ready, within=10)
    await assert_delivered(cluster, 2000)
    partitions = await ask(cluster, "a", "SELECT DISTINCT partition FROM ledger WHERE reader = 'said'")
    assert len(partitions) > 6, "the keys are spread"


async def test_the_largest_event_we_may_say_passes_the_broker(cluster: Cluster) -> None:
    largest = a_sent(about=tuple(uuid4() for _ in range(LARGEST_EVENT // 39 - 10)))
    assert len(largest.write()) > LARGEST_EVENT - 1000
    async with cluster.running("a", parts=[Part.RELAY]) as a, cluster.running("c"):
        async with a.database.begin() as work:
            work.say(largest, a_sent(person_id=largest.person_id, attempts=2))
        await reached(cluster, "c", 2)


async def test_a_log_read_again_from_its_beginning_has_no_second_effect(cluster: Cluster) -> None:
    async with cluster.running("a"), cluster.running("b"), cluster.running("c"):
        await say(cluster, 600)
        await reached(cluster, "c", 600)
    await _commit_offsets_of(cluster, "b", at=0)
    async with cluster.running("a"), cluster.running("b") as b, cluster.running("c"):

        async def read_again() -> bool:
            seen = b.telemetry.metrics.inbox_duplicates.labels("feedback.v1")._value.get()
            return bool(seen >= 600)

        await until(read_again, within=30)
        await say(cluster, 100)
        await reached(cluster, "c", 700)
    await assert_delivered(cluster, 700)


async def _commit_offsets_of(cluster: Cluster, letter: str, *, at: int) -> None:
    partitions = [TopicPartition("feedback.v1", n) for n in range(12)]
    consumer = AIOKafkaConsumer(
        bootstrap_servers=cluster.bootstrap, group_id=cluster.name(letter), enable_auto_commit=False
    )
    consumer.assign(partitions)
    await consumer.start()
    try:

        async def committed() -> bool:
            """The group takes it once its members are gone."""
            try:
                await consumer.commit(dict.fromkeys(partitions, at))
            except Exception:
                return False
            return True

        await until(committed, within=20)
    finally:
        await consumer.stop()


async def test_members_that_join_and_leave_under_load_lose_and_double_nothing(cluster: Cluster) -> None:
    async with cluster.running("a"), cluster.running("b") as first, cluster.running("c"):
        saying = asyncio.create_task(say(cluster, 2000, each=20, pause=0.08))
        async with cluster.running("b", ordinal=1) as second:

            async def shared() -> bool:
                return bool(second.consumer and first.consumer and second.consumer.assigned and first.consumer.assigned)

            await until(shared, within=30)
        await saying
        await reached(cluster, "c", 2000)
    await assert_delivered(cluster, 2000)


async def test_a_broker_killed_under_load_costs_time_and_nothing_else(cluster: Cluster) -> None:
    async with cluster.running("a"), cluster.running("b"), cluster.running("c"):
        saying = asyncio.create_task(say(cluster, 1500, each=30, pause=0.05))
        await reached_some(cluster, 100)
        cluster.broker.kill(signal.SIGKILL)
        await saying  # commands go on while the broker is away
        await reached(cluster, "c", 1500)
    await assert_delivered(cluster, 1500)


async def test_a_database_server_stopped_at_once_under_load_costs_time_and_nothing_else(cluster: Cluster) -> None:
    async with cluster.running("a"), cluster.running("b"), cluster.running("c"):
        saying = asyncio.create_task(say(cluster, 1500, each=30, pause=0.05))
        await reached_some(cluster, 100)
        cluster.database_server.kill(signal.SIGQUIT)
        await saying
        await reached(cluster, "c", 1500)
    await assert_delivered(cluster, 1500)


@pytest.mark.parametrize("crash", ["before the send", "between ack and delete"])
async def test_a_relay_killed_sends_all_of_it_after_its_restart(cluster: Cluster, crash: str) -> None:
    await say(cluster, 300)
    async with cluster.process("a", parts="relay", crash=crash) as dying:
        assert await asyncio.wait_for(dying.wait(), 30) == -signal.SIGKILL
    assert await ask(cluster, "a", "SELECT count(*) FROM outbox") == [(300,)], "nothing is deleted unacknowledged"

    async with cluster.running("a", parts=[Part.RELAY]), cluster.running("b") as b, cluster.running("c"):
        await reached(cluster, "c", 300)
        duplicates = b.telemetry.metrics.inbox_duplicates.labels("feedback.v1")._value.get()
    assert duplicates == (300 if crash == "between ack and delete" else 0)
    await assert_delivered(cluster, 300)


@pytest.mark.parametrize("crash", ["inside the inbox", "between inbox and offset"])
async def test_a_consumer_killed_takes_all_of_it_once_after_its_restart(cluster: Cluster, crash: str) -> None:
    async with cluster.running("a"):
        await say(cluster, 300)
        async with cluster.process("b", parts="consumer", crash=crash) as dying:
            assert await asyncio.wait_for(dying.wait(), 30) == -signal.SIGKILL
        [(effects,)] = await ask(cluster, "b", "SELECT count(*) FROM effect")
        assert (effects > 0) == (crash == "between inbox and offset"), "all of a batch or nothing"

        async with cluster.running("b"), cluster.running("c"):
            await reached(cluster, "c", 300)
    await assert_delivered(cluster, 300)


@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGSTOP], ids=["killed", "frozen"])
async def test_a_standby_relay_takes_over_within_five_seconds(cluster: Cluster, by: signal.Signals) -> None:
    async def led() -> bool:
        return bool(await ask(cluster, "a", "SELECT 1 FROM relay WHERE seen_at > now() - interval '1 s'"))

    async with cluster.process("a", parts="relay") as first:
        await until(led)
        async with cluster.running("a", parts=[Part.RELAY]) as standby, cluster.running("b"), cluster.running("c"):
            saying = asyncio.create_task(say(cluster, 1000, each=20, pause=0.05))
            await reached_some(cluster, 100)
            assert not standby.relay.leads
            first.send_signal(by)

            async def takes_over() -> bool:
                return standby.relay.leads

            assert await until(takes_over) < 5
            await saying
            if by is signal.SIGSTOP:
                first.send_signal(signal.SIGCONT)  # it wakes with a batch in hand, and stands by
            await reached(cluster, "c", 1000)
            assert standby.relay.leads
    await assert_delivered(cluster, 1000)
