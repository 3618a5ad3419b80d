"""F16 to F21: a database that restarts, forgets, is knotted, is kept waiting, or has no connection free."""

import asyncio
import signal

import pytest

from contracts.vocabulary import ImportKind
from fairlead.verifying import verified
from tests.faults.judging import assert_sound
from tests.faults.load import Load
from tests.faults.mischief import (
    connected,
    cross_locks,
    end_all_sessions,
    fail_statements,
    failed_statements,
    locked,
    snapshot,
    somebody_waits,
)
from tests.faults.running import Fault
from tests.faults.seeing import metric
from tests.faults.servers import Databases
from tests.faults.stage import OTHERS, SERVICES, Town, all_but, until
from tests.journeys.conftest import Server

SLOWLY = Fault("inside the inbox", do="wait", times=1_000_000, seconds=0.1)
_MAIL = "services.notifications.jobs.delivering"
SHORT_LEASE = {f"{_MAIL}.LEASE": 5.0, f"{_MAIL}.LONGEST": 2.0}
"""What a cut-off mail worker had in hand is not waited for a minute."""
SERIALIZATION_FAILURE, DEADLOCK, DISK_FULL, OUT_OF_MEMORY = "40001", "40P01", "53100", "53200"


async def at_work(town: Town) -> Load:
    """All services run and have taken the town's first files; every batch takes its time."""
    load = Load(town)
    town.start("registry")
    town.start(*OTHERS, faults=[SLOWLY], constants=SHORT_LEASE)
    await town.answers("registry", "leave")
    await load.set_up()
    return load


@pytest.mark.parametrize("by", [signal.SIGQUIT, signal.SIGKILL], ids=["stopped at once", "killed"])
async def test_F16_a_database_server_that_restarts_amid_batches_costs_time_only(
    town: Town, database_server: Server, by: signal.Signals
) -> None:
    load = await at_work(town)
    async with load.going_on():
        for _ in range(2):
            await load.acted(town.chance.randint(5, 20))
            database_server.kill(by)
    await assert_sound(town, load)


@pytest.mark.parametrize("times", [3, 25])
async def test_F16_sessions_terminated_amid_batches_are_opened_again(town: Town, times: int) -> None:
    load = await at_work(town)
    ended = 0
    async with load.going_on():
        for _ in range(times):
            await load.acted(town.chance.randint(1, 4))
            ended += await end_all_sessions(town, town.chance.choice(SERVICES))
    assert ended >= times // 3, "there were sessions to end"
    await assert_sound(town, load)


async def test_F17_a_database_that_forgot_what_it_had_committed_is_reported(town: Town, databases: Databases) -> None:
    """Negative: a failover to a replica that lags loses data, whoever delivers. The point is that it is seen."""
    load = await at_work(town)
    await assert_sound(town, load)
    lagging = await snapshot(databases, town.databases["reporting"])
    for _ in range(3):
        await load.change()
    await load.imported()
    await assert_sound(town, load)
    town.databases["reporting"] = lagging
    judged = {one.name[:3].strip(): one for one in await verified(town.region)}
    assert not judged["I1"].holds
    assert "reporting took" in judged["I1"].detail
    assert not judged["I9"].holds, "its offsets stand beyond what it has"
    assert not judged["I10"].holds, "the other listeners took more"


async def test_F17_an_owner_that_forgot_what_it_had_said_is_reported(town: Town, databases: Databases) -> None:
    load = await at_work(town)
    await assert_sound(town, load)
    lagging = await snapshot(databases, town.databases["registry"])
    await load.change()
    await load.imported()
    await assert_sound(town, load)
    town.databases["registry"] = lagging
    judged = {one.name[:3].strip(): one for one in await verified(town.region)}
    assert not judged["I1"].holds, "others have heard what it knows nothing of"
    assert not judged["I4"].holds, "others are further than its own numbering"


@pytest.mark.parametrize(
    ("service", "table", "code"),
    [
        ("reporting", "placement", SERIALIZATION_FAILURE),
        ("notifications", "decision", DEADLOCK),
        ("leave", "placement", DISK_FULL),
        ("reporting", "journal", OUT_OF_MEMORY),
    ],
)
async def test_F18_statements_that_fail_in_passing_are_tried_again_and_hold_nothing(
    town: Town, service: str, table: str, code: str
) -> None:
    load = await at_work(town)
    times = town.chance.randint(2, 5)
    await fail_statements(town, service, table, code=code, times=times)
    async with load.going_on():
        await load.change(10)
        await load.acted(5)
    await assert_sound(town, load)
    assert await failed_statements(town, service) > times, "it went on after the last failure"


async def test_F18_a_door_in_a_deadlock_gives_way_and_tries_again(town: Town) -> None:
    load = await at_work(town)
    gave_way = 0
    async with load.going_on():
        for _ in range(6):
            crossing = asyncio.create_task(cross_locks(town, "reporting", "inbox", "placement"))
            await load.change(3)
            gave_way += await crossing
            if gave_way == 2:
                break
    assert gave_way, "every deadlock was broken at our expense, none at the door's"
    await assert_sound(town, load)


async def test_F19_a_transaction_left_open_stops_no_relay_and_is_seen_and_ended(town: Town) -> None:
    load = await at_work(town)
    async with connected(town, "registry") as session:
        assert await session.fetchval("SHOW idle_in_transaction_session_timeout") == "30s"
        await session.execute("SET idle_in_transaction_session_timeout = '12s'")
        await session.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        await session.fetchval("SELECT count(*) FROM outbox")
        for _ in range(3):
            await load.change()
        await load.imported()

        async def relayed() -> bool:
            return not await town.value("registry", "SELECT count(*) FROM outbox")

        async def alarmed() -> bool:
            return await metric(town, "registry", "fairlead_oldest_idle_transaction_seconds") > 3

        await until(relayed, "the relay goes on", within=10)
        await until(alarmed, "the open transaction is measured", within=11)

        async def ended() -> bool:
            return bool(session.is_closed())

        await until(ended, "the server ends it", within=15)
    await assert_sound(town, load)


async def test_F21_a_pool_without_a_free_connection_makes_callers_wait_and_loses_nothing(town: Town) -> None:
    load = Load(town)
    town.start(*all_but("leave"))
    town.start("leave", settings={"pool_size": 2}, constants={"chassis.database._FREE_WITHIN": 1.5})
    await town.answers("registry", "leave")
    await load.set_up()
    async with locked(town, "leave", "leave_request"):
        asking = [asyncio.create_task(load.ask_leave()) for _ in range(20)]
        await somebody_waits(town, "leave")
        await load.change(10)

        async def refused() -> bool:
            return sum(task.done() and task.result() is None for task in asking) >= 15

        await until(refused, "callers are told to come back, not kept for ever", within=10)

        async def caught_up() -> bool:
            return await metric(town, "reporting", "fairlead_consumer_offset_lag") == 0

        await until(caught_up, "the others do not wait for it", within=10)
    await asyncio.gather(*asking)
    for _ in range(5):
        assert await load.ask_leave(), "it takes requests again"
    await load.bring_in(ImportKind.PLACEMENTS, load.town.folder / "placements-1.xlsx")
    await load.imported()
    await assert_sound(town, load)
