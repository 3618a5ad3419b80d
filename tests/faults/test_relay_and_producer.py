"""Faults of the relay and the consumer's commit, F01-F07: what was committed arrives, has one effect, and in order."""

import asyncio
import signal
from urllib.parse import urlsplit

import httpx
import pytest

from contracts import Grant, Topic
from contracts.vocabulary import Role
from fairlead.chaos.links import Link, Weather
from tests.faults.judging import assert_sound
from tests.faults.load import Load
from tests.faults.log import copies
from tests.faults.running import Fault
from tests.faults.stage import OTHERS, Process, Town, all_but, until

ALL_BUT_THE_RELAY = ("api", "jobs")
LEADER = "SELECT pid FROM relay WHERE seen_at > now() - interval '2 s'"


async def begun(town: Town) -> tuple[Load, Process]:
    """Everybody runs, the registry's relay in a process of its own; the first files are in."""
    town.start(*OTHERS)
    town.start("registry", parts=ALL_BUT_THE_RELAY)
    relay = town.start("registry", parts=["relay"])
    await town.answers("registry", "leave")
    load = Load(town)
    await load.set_up()
    return load, relay


@pytest.mark.parametrize("service", ["registry", "leave"])
async def test_F01_killed_between_the_commit_and_the_send_it_sends_after_its_restart(town: Town, service: str) -> None:
    rest = [name for name in ("registry", *OTHERS) if name != service]
    town.start(*rest)
    healthy = town.start(service)
    await town.answers("registry", "leave")
    load = Load(town)
    await load.set_up()
    await healthy.stop()
    dying = town.start(service, faults=[Fault("before the send", nth=town.chance.randint(1, 3))], lease=2.0)
    async with load.going_on():
        assert await dying.ended() == -signal.SIGKILL
        assert await town.value(service, "SELECT count(*) FROM outbox") > 0, "it was committed, and not sent"
        town.start(service)
    await assert_sound(town, load)


@pytest.mark.fast
async def test_F02_killed_after_the_acks_before_the_delete_it_sends_copies_without_effect(town: Town) -> None:
    load, relay = await begun(town)
    await relay.stop()
    at = town.chance.choice(["between ack and delete", "amid the send"])
    for nth in (1, 2):
        dying = town.start("registry", parts=["relay"], faults=[Fault(at, nth=nth)])
        async with load.going_on():
            assert await dying.ended() == -signal.SIGKILL
    town.start("registry", parts=["relay"])
    await assert_sound(town, load)
    if at != "amid the send":
        assert await copies(town, Topic.PLACEMENTS) + await copies(town, Topic.IMPORTS) > 0, "nothing was sent twice"


@pytest.mark.parametrize("service", ["leave", "notifications", "reporting"])
async def test_F03_killed_between_inbox_and_offset_it_hears_again_without_effect(town: Town, service: str) -> None:
    await _a_listener_dies(town, service, Fault("between inbox and offset", nth=town.chance.randint(1, 6)))


@pytest.mark.parametrize("service", ["leave", "notifications", "reporting"])
async def test_F04_killed_inside_the_inbox_all_of_the_batch_or_nothing_is_there(town: Town, service: str) -> None:
    await _a_listener_dies(town, service, Fault("inside the inbox", nth=town.chance.randint(1, 6)))


async def _a_listener_dies(town: Town, service: str, fault: Fault) -> None:
    """It dies twice; the second time in the middle of what it hears again."""
    town.start(*all_but(service))
    dying = town.start(service, faults=[fault])
    await town.answers("registry")
    load = Load(town)
    await load.set_up()
    async with load.going_on():
        assert await dying.ended() == -signal.SIGKILL
        again = town.start(service, faults=[Fault(fault.at, nth=1)])
        assert await again.ended() == -signal.SIGKILL
        town.start(service)
    await assert_sound(town, load)


@pytest.mark.fast
async def test_F05_what_is_rolled_back_after_the_outbox_insert_is_never_said(town: Town) -> None:
    town.start(*all_but("leave"))
    listening = town.start("leave")
    await town.answers("registry", "leave")
    load = Load(town)
    await load.set_up()
    await until(lambda: _knows(town, len(load.spells)), "leave knows the placements")
    await listening.stop()
    town.start("leave", faults=[Fault("before the commit", do="undo", times=3)])
    await town.answers("leave")
    answers = [await _asks(load) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [500, 500, 500, 201, 201]
    await assert_sound(town, load)
    assert await town.value("leave", "SELECT count(*) FROM leave_request") == 2
    assert await town.value("leave", "SELECT last_value FROM outbox_id_seq") == 5, "ids are taken and never seen"
    assert await town.value("reporting", "SELECT count(*) FROM journal WHERE topic = 'leave.v1'") == 2


async def _knows(town: Town, many: int) -> bool:
    return bool(await town.value("leave", "SELECT count(*) FROM placement") == many)


async def _asks(load: Load) -> httpx.Response:
    doctor = load.doctors[load.chance.randrange(len(load.doctors))]
    async with load.town.http("leave", Grant(Role.RESIDENT_DOCTOR, None), person=doctor) as client:
        return await client.post("/api/leave/requests", json=load.course())


@pytest.mark.parametrize("at", ["before the send", "amid the send", "between ack and delete"])
async def test_F06_a_relay_that_wakes_with_a_batch_in_hand_after_another_took_over_breaks_nothing(
    town: Town, at: str
) -> None:
    load, relay = await begun(town)
    await relay.stop()
    zombie = town.start("registry", parts=["relay"], faults=[Fault(at, do="freeze", nth=town.chance.randint(1, 3))])
    async with load.going_on():
        await until(lambda: _stands_still(town), "the zombie holds the lock, and a batch")
        town.start("registry", parts=["relay"], ordinal=1)
        await until(lambda: _led(town), "the standby has taken over", within=10)
        await load.acted(5)
        zombie.thaw()
        await load.acted(5)
    await assert_sound(town, load)
    assert zombie.alive, "it noticed that it had lost the lock, and stands by"


async def _stands_still(town: Town) -> bool:
    waiting = await town.value("registry", "SELECT count(*) FROM outbox")
    return bool(waiting and not await _led(town))


async def _led(town: Town) -> bool:
    return bool(await town.ask("registry", LEADER))


async def test_F07_a_relay_cut_off_from_its_database_is_replaced_within_five_seconds(town: Town) -> None:
    load, relay = await begun(town)
    await relay.stop()
    direct = urlsplit(town.databases["registry"])
    async with Link((direct.hostname or "", direct.port or 0), chance=town.chance) as link:
        around = direct._replace(netloc=direct.netloc.replace(f":{direct.port}", f":{link.port}")).geturl()
        cut_off = town.start("registry", parts=["relay"], settings={"database": around})
        await until(lambda: _led(town), "the first relay leads")
        town.start("registry", parts=["relay"], ordinal=1)
        await asyncio.sleep(1)
        first = await town.value("registry", "SELECT pid FROM relay")
        async with load.going_on():
            await load.acted(3)
            link.weather = Weather(blackhole=True)

            async def replaced() -> bool:
                leader = await town.ask("registry", LEADER)
                return bool(leader and leader[0][0] != first)

            took = await until(replaced, "another relay leads", within=30)
            await load.acted(5)
            link.heal()
            await load.acted(5)
        await assert_sound(town, load)
        assert took < 5
        assert cut_off.alive
