"""F09, F10, F40: a cluster of three that loses members or too many of them, and a second one that takes over."""

import asyncio
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from fairlead.embedded.children import Children
from fairlead.embedded.kafka import start_kafka
from fairlead.embedded.layout import Layout
from fairlead.embedded.ports import HOST
from tests.faults.brokers import NODES, Brokers, three_brokers
from tests.faults.judging import assert_sound
from tests.faults.load import Load
from tests.faults.mirroring import mirror
from tests.faults.servers import empty_topics
from tests.faults.stage import OTHERS, SERVICES, Town, until
from tests.postgres import free_tcp_port

PLACEMENTS = "placements.v1"
SAID = "SELECT coalesce(sum(count), 0) FROM ledger WHERE reader = 'said'"


@pytest.fixture(scope="module")
async def cluster(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Brokers]:
    async with three_brokers(tmp_path_factory.mktemp("brokers")) as brokers:
        yield brokers


@pytest.fixture
async def brokers(town: Town, cluster: Brokers) -> Brokers:
    """All three up with empty topics, every record on each of them; the town's services are to use them."""
    for number in set(NODES) - set(cluster.alive):
        await cluster.start(number)
    await empty_topics(cluster.bootstrap, replication=3)
    await cluster.whole(PLACEMENTS, "leave.v1", "notifications.v1")
    town.bootstrap = cluster.bootstrap
    town.settings["replication_factor"] = 3
    return cluster


async def at_work(town: Town) -> Load:
    load = Load(town)
    town.start("registry")
    town.start(*OTHERS)
    await town.answers("registry", "leave")
    await load.set_up()
    return load


async def test_F09_leaders_that_are_killed_or_leave_amid_batches_cost_no_record_and_no_order(
    town: Town, brokers: Brokers
) -> None:
    load = await at_work(town)
    async with load.going_on():
        for end in (brokers.kill, brokers.stop):
            await load.acted(town.chance.randint(3, 10))
            leader = await brokers.leader_of(PLACEMENTS, town.chance.randrange(12))
            await end(leader)
            await until(lambda: _somebody_leads(brokers), "somebody else leads")
            await load.acted(10)
            await brokers.start(leader)
            await brokers.whole(PLACEMENTS)
    await assert_sound(town, load, within=120)


async def test_F10_with_too_few_replicas_nothing_is_acknowledged_and_afterwards_all_is_sent(
    town: Town, brokers: Brokers
) -> None:
    load = await at_work(town)
    await assert_sound(town, load)
    survivor, *others = town.chance.sample(NODES, 3)
    before = await town.value("registry", SAID)
    for number in others:
        brokers.freeze(number)  # it keeps its connections, answers nobody, and leaves the in-sync set
    try:
        for _ in range(3):
            await load.change()
        await load.imported()
        await asyncio.sleep(6)
        assert await town.value("registry", "SELECT count(*) FROM outbox") > 0, "one replica is not enough"
        assert await town.value("registry", SAID) == before, "nothing was called sent"
    finally:
        for number in others:
            brokers.freeze(number, by=signal.SIGCONT)
    await assert_sound(town, load, within=120)
    assert survivor in brokers.alive


async def test_F10_a_leader_that_hangs_after_the_append_gets_no_record_twice_into_the_projections(
    town: Town, brokers: Brokers
) -> None:
    load = await at_work(town)
    async with load.going_on():
        for _ in range(2):
            await load.acted(5)
            leader = await brokers.leader_of(PLACEMENTS, town.chance.randrange(12))
            brokers.freeze(leader)  # what it has appended is not answered; the others elect a new leader
            try:
                await asyncio.sleep(8)
            finally:
                brokers.freeze(leader, by=signal.SIGCONT)
            await brokers.whole(PLACEMENTS)
    await assert_sound(town, load, within=120)


@pytest.mark.parametrize("moved", ["at rest", "with records to take"])
async def test_F40_a_mirror_with_repeats_and_offsets_set_back_is_absorbed(
    town: Town, tmp_path: Path, moved: str
) -> None:
    load = Load(town)
    owner, listeners = town.start("registry"), town.start(*OTHERS)
    await town.answers("registry", "leave")
    await load.set_up()
    await assert_sound(town, load)
    await listeners.stop()
    if moved == "with records to take":
        await load.change(15)
        await load.imported()
        await _relayed(town)
    await owner.stop()
    layout, port = Layout.of(tmp_path / "second"), free_tcp_port()
    layout.create()
    children = Children(layout, say=lambda _: None)
    try:
        await start_kafka(layout, children, port=port, controller_port=free_tcp_port())
        first, town.bootstrap = town.bootstrap, f"{HOST}:{port}"
        await empty_topics(town.bootstrap)
        copied = await mirror(first, town.bootstrap, groups=OTHERS, chance=town.chance)
        assert copied.records > 100
        assert copied.repeated > 0
        assert copied.rewound > 0
        town.start("registry")
        town.start(*OTHERS)
        await town.answers("registry", "leave")
        async with load.going_on():
            await load.acted(10)
        await assert_sound(town, load, within=90)
    finally:
        await town.close()
        await children.stop("kafka")


async def _relayed(town: Town) -> None:
    async with asyncio.timeout(30):
        while any([await town.value(name, "SELECT count(*) FROM outbox") for name in SERVICES]):
            await asyncio.sleep(0.1)


async def _somebody_leads(brokers: Brokers) -> bool:
    return set((await brokers.leaders(PLACEMENTS)).values()) <= set(brokers.alive)
