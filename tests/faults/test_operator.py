"""Faults amid an operator's repair (F36, F39): traffic goes on, twice, at once, interrupted, let go of for good."""

import asyncio
import contextlib
import signal
from functools import partial
from uuid import uuid4

import httpx
import pytest

from chassis.rebuilding import Projection, Rebuilt, rebuild
from services.feedback.projections import PROJECTIONS as OF_FEEDBACK
from services.reporting.projections import PROJECTIONS as OF_REPORTING
from tests.faults.facts import Doctor
from tests.faults.forging import Pen
from tests.faults.judging import assert_sound
from tests.faults.load import Load
from tests.faults.repairing import discard, held_by, replay
from tests.faults.running import APPS, Fault
from tests.faults.stage import OTHERS, Town, all_but, until

_SOME = "SELECT placement_id FROM placement ORDER BY placement_id LIMIT 5"
DEEDS = "SELECT deed FROM audit ORDER BY id"


async def test_F36_a_projection_rebuilt_amid_live_traffic_equals_the_log_and_tells_nobody(town: Town) -> None:
    """Broken by hand, made anew once in vain and once to the end; the verdict compares it with its owner's tables."""
    town.start("registry")
    town.start(*OTHERS)
    await town.answers("registry", "leave")
    load = Load(town)
    await load.set_up()
    async with load.going_on():
        await load.acted(5)
        for listener in ("reporting", "feedback"):
            await until(partial(_has_some, town, listener), f"{listener} has placements", within=120)
        await town.ask("reporting", f"UPDATE placement SET host = 'RZZ' WHERE placement_id IN ({_SOME})")
        await town.ask("feedback", f"DELETE FROM placement WHERE placement_id IN ({_SOME})")
        interrupted = asyncio.create_task(_rebuild(town, "reporting", OF_REPORTING[0]))
        await asyncio.sleep(0.2)
        interrupted.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await interrupted
        await town.ask("reporting", f"UPDATE placement SET host = 'RZZ' WHERE placement_id IN ({_SOME})")
        facts = await _rebuild(town, "reporting", OF_REPORTING[0])
        await load.acted(5)
        await town.ask("feedback", f"DELETE FROM placement WHERE placement_id IN ({_SOME})")  # moves bring some back
        others = [await _rebuild(town, "feedback", projection) for projection in OF_FEEDBACK]
    await assert_sound(town, load, within=90)
    assert facts.changed > 0
    assert sum(one.added for one in others) > 0
    assert await town.value("reporting", "SELECT count(*) FROM placement WHERE host = 'RZZ'") == 0


@pytest.mark.fast
async def test_F39_replayed_twice_at_once_amid_a_crash_and_discarded_every_record_ends_once(town: Town) -> None:
    """Eight announcements that one deployment cannot read, and the change behind each."""
    doctors = [Doctor() for _ in range(8)]
    await Pen(town.databases).say(*(one.announced() for one in doctors), *(one.put_off(1) for one in doctors))
    town.start(*all_but("reporting"))
    async with town.running("reporting", prepare=["tests.faults.deploys:reader_too_strict"]):
        await until(lambda: _holds(town, 16), "all of it is held", within=90)

    first, second, third, *others = await _firsts(town)
    dying = town.start("reporting", faults=[Fault("inside the inbox")])
    await town.answers("reporting")
    with pytest.raises(httpx.TransportError):
        await replay(town, "reporting", first)
    assert await dying.ended() == -signal.SIGKILL
    assert await _holds(town, 16), "all of a replay or nothing"

    town.start("reporting")
    await town.answers("reporting")
    assert [(await replay(town, "reporting", first))["replayed"] for _ in range(2)] == [2, 0]
    at_once = await asyncio.gather(*(replay(town, "reporting", second) for _ in range(3)))
    assert sorted(done["replayed"] for done in at_once) == [0, 0, 2]
    let_go = [await discard(town, "reporting", third) for _ in range(2)]
    assert [(done["discarded"], done["replayed"]) for done in let_go] == [(1, 1), (0, 0)]
    for held_id in others:
        await replay(town, "reporting", held_id)
    assert (await replay(town, "reporting", third))["replayed"] == 0, "what was let go of stays so"

    await assert_sound(town, by_hand=True, within=90)
    deeds = [row["deed"] for row in await town.ask("reporting", DEEDS)]
    assert (deeds.count("held.discarded"), deeds.count("held.replayed")) == (1, 8), "each deed once"


async def _rebuild(town: Town, service: str, projection: Projection) -> Rebuilt:
    settings = APPS[service].Settings(
        env="test", database=town.databases[service], kafka=town.bootstrap, public_keys={"keys": []}
    )
    by_place = APPS[service].service(settings).rules_by_place
    return await rebuild(projection, service=service, settings=settings, by=uuid4(), by_place=by_place, patience=60)


async def _has_some(town: Town, listener: str) -> bool:
    return bool(await town.value(listener, f"SELECT count(*) = 5 FROM ({_SOME}) AS few"))


async def _holds(town: Town, many: int) -> bool:
    return len(await held_by(town, "reporting")) == many


async def _firsts(town: Town) -> list[int]:
    rows = await town.ask("reporting", "SELECT min(id) AS id FROM held WHERE state = 'held' GROUP BY key ORDER BY 1")
    return [row["id"] for row in rows]
