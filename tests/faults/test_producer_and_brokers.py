"""Faults between the relay and its broker, F08, F11, F12: commands go on, and what waited is sent in order."""

import asyncio
import contextlib
import signal
import time
from typing import Any

import psutil
import pytest

from contracts import Topic
from fairlead.embedded.kafka import takes_requests
from tests.faults.judging import assert_sound
from tests.faults.load import Load
from tests.faults.log import records
from tests.faults.running import Fault
from tests.faults.stage import OTHERS, Process, Town, all_but, until
from tests.journeys.conftest import Server

HANGING = 6.0
"""Seconds that the broker hangs before it dies; with its restart a sixth of the minute that F08 speaks of, or more.

The relay's patience with one batch is shortened alike.
"""
IMPATIENT = {"chassis.sending._SEND_PATIENCE": 3.0}
GRACE = 25.0
"""Seconds from SIGTERM to the end; half of what a pod is given."""


async def begun(town: Town, **registry: Any) -> tuple[Load, Process]:
    """Everybody runs, the registry in a process of its own; the first files are in."""
    town.start(*OTHERS)
    process = town.start("registry", **registry)
    await town.answers("registry", "leave")
    load = Load(town)
    await load.set_up()
    return load, process


async def test_F08_while_all_brokers_are_down_commands_go_on_and_then_all_is_sent(town: Town, broker: Server) -> None:
    load, registry = await begun(town, constants=IMPATIENT)
    before = _connections(registry)
    async with load.going_on():
        await load.acted(3)
        broker.kill(signal.SIGSTOP)
        promised = len(load.promised_imports) + len(load.promised_leave)
        await asyncio.sleep(HANGING)
        broker.kill(signal.SIGKILL)
        await load.acted(3)
        assert await town.value("registry", "SELECT count(*) FROM outbox") > 0, "the outage was none"
        assert len(load.promised_imports) + len(load.promised_leave) > promised, "no command was taken"
        port = int(town.bootstrap.rpartition(":")[2])
        await until(lambda: takes_requests(port), "Kafka is back", within=120)
    await assert_sound(town, load, within=120)
    assert _connections(registry) <= before + 3, "producers that were thrown away hold their connections"


def _connections(process: Process) -> int:
    return len([one for one in psutil.Process(process.pid).net_connections() if one.status == psutil.CONN_ESTABLISHED])


async def a_member_torn(town: Town, at: str, *, times: int) -> tuple[Load, Process]:
    """Notifications, for itself; after ten seconds its clients meet an error there that they do not expect."""
    town.start(*all_but("notifications"))
    member = town.start("notifications", faults=[Fault(at, do="torn", times=times, after=10.0)])
    await town.answers("registry", "leave")
    load = Load(town)
    await load.set_up()
    return load, member


async def test_F08_a_group_member_whose_client_gives_up_is_made_anew(town: Town) -> None:
    load, member = await a_member_torn(town, "within the group", times=2)
    async with load.going_on():
        await asyncio.sleep(10)
        async with town.running("notifications", parts=["consumer"], ordinal=1):  # the group is dealt anew
            await until(lambda: _made_anew(member), "the first member is made anew")
        await load.acted(3)
    await assert_sound(town, load)


async def test_F08_clients_that_no_longer_learn_who_leads_are_made_anew(town: Town, broker: Server) -> None:
    load, member = await a_member_torn(town, "asking who leads", times=3)
    async with load.going_on():
        await asyncio.sleep(10)
        broker.kill(signal.SIGKILL)  # whoever lost a connection asks: the member, the relay's producer, FastStream's
        await until(lambda: _made_anew(member), "the member is made anew", within=60)
        await load.acted(3)
    await assert_sound(town, load)
    assert "relay begins again" in member.log.read_text(), "the producer kept its dead client"


async def test_F08_an_outage_longer_than_a_member_is_patient_ends_nobody(town: Town, broker: Server) -> None:
    """Its client is thrown away while it asks brokers that are away: that must not end who throws it."""
    town.start(*all_but("notifications"))
    member = town.start("notifications", constants={"chassis.door.consumer.DEBT_PATIENCE": 4.0})
    await town.answers("registry", "leave")
    load = Load(town)
    await load.set_up()
    async with load.going_on():
        await load.acted(3)
        broker.kill(signal.SIGSTOP)  # what it was about to commit stays owed
        await asyncio.sleep(1)
        broker.kill(signal.SIGKILL)
        await until(lambda: _made_anew(member), "the member is made anew", within=60)
    await assert_sound(town, load, within=120)


async def _made_anew(member: Process) -> bool:
    return "is made anew" in member.log.read_text()


@pytest.mark.parametrize("error", ["out of order", "fenced"])
async def test_F11_after_a_fatal_error_of_the_producer_another_one_goes_on(town: Town, error: str) -> None:
    fault = Fault("before the send", do=error, nth=town.chance.randint(2, 5), times=2)
    load, registry = await begun(town, faults=[fault])
    async with load.going_on():
        await load.acted(10)
    await assert_sound(town, load)
    assert "relay begins again" in registry.log.read_text(), "no error was met"


OVERSIZE = """
    INSERT INTO outbox (topic, key, event_id, type, subject, sequence, time, correlation, traceparent, data)
    SELECT 'placements.v1', key, gen_random_uuid(), 'fairlead.placement.changed.v1', gen_random_uuid()::text, 1, now(),
        gen_random_uuid(), '00-' || repeat('a', 32) || '-' || repeat('b', 16) || '-00',
        convert_to(repeat('x', 1200000), 'UTF8')
    FROM (SELECT doctor_id::text AS key FROM placement ORDER BY id LIMIT 1) AS anyone
"""
"""What the chassis refuses at insert: the broker refuses it too, and with it all that this producer sends later."""


async def test_F11_a_record_too_large_poisons_one_producer_and_not_the_next(town: Town) -> None:
    load, registry = await begun(town)
    async with load.going_on():
        await load.acted(3)
        await town.ask("registry", OVERSIZE)
        await until(lambda: _complains(registry), "the broker refuses it")
        await town.ask("registry", "DELETE FROM outbox WHERE length(data) > 1000000")
        await load.acted(5)
    await assert_sound(town, load)
    largest = max(len(record.value) for record in await records(town, Topic.PLACEMENTS))
    assert largest < 1_000_000


async def _complains(process: Process) -> bool:
    return "relay begins again" in process.log.read_text()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP], ids=["killed", "frozen"])
async def test_F12_a_service_asked_to_end_while_all_brokers_are_down_ends_within_its_grace(
    town: Town, broker: Server, how: signal.Signals
) -> None:
    load, registry = await begun(town)
    others = town.start("feedback", ordinal=1)  # a member that has to leave as well
    await load.change()
    broker.kill(how)
    try:
        await load.change()
        began = time.monotonic()
        ends = await asyncio.gather(registry.stop(within=60), others.stop(within=60))
        took = time.monotonic() - began
    finally:
        with contextlib.suppress(AssertionError):  # killed, it starts by itself
            broker.kill(signal.SIGCONT)
    town.start("registry")
    await assert_sound(town, load, within=90)
    assert set(ends) == {0}
    assert took < GRACE
