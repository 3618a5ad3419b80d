"""F13 to F15: members of a consumer group that come, go, die, hang and dawdle in the middle of a batch."""

import asyncio
from collections.abc import Awaitable, Callable
from random import Random

import pytest

from chassis.service import Part
from tests.faults.groups import generations, members
from tests.faults.judging import assert_sound
from tests.faults.load import Load
from tests.faults.running import Fault
from tests.faults.stage import OTHERS, Process, Town, all_but, until

CONSUMERS = ("leave", "notifications", "reporting")
MID_BATCH = Fault("inside the inbox", do="wait", times=1_000_000, seconds=0.15)
"""Every batch takes its time, so that whatever happens to the group finds one in hand."""


class Crowd:
    """Further members of the groups: at most three at a time, under names that come back."""

    def __init__(self, town: Town, chance: Random) -> None:
        self._town = town
        self._chance = chance
        self._there: dict[int, Process] = {}

    async def act(self) -> None:
        """Somebody joins, leaves in peace, or is killed."""
        doors: list[Callable[[], Awaitable[None]]] = [self._join] if len(self._there) < 3 else []
        if self._there:
            doors += [self._leave, self._kill]
        await self._chance.choice(doors)()

    async def disperse(self) -> None:
        for process in self._there.values():
            process.kill()

    async def _join(self) -> None:
        ordinal = self._chance.choice([n for n in range(1, 7) if n not in self._there])
        self._there[ordinal] = self._town.start(*CONSUMERS, parts={Part.CONSUMER}, ordinal=ordinal, faults=[MID_BATCH])

    async def _leave(self) -> None:
        await self._anyone().stop()

    async def _kill(self) -> None:
        self._anyone().kill()

    def _anyone(self) -> Process:
        return self._there.pop(self._chance.choice(sorted(self._there)))


@pytest.mark.parametrize("acts", [pytest.param(3, marks=pytest.mark.fast), 50])
async def test_F13_members_that_join_leave_and_die_amid_batches_change_nothing(town: Town, acts: int) -> None:
    load, crowd = Load(town), Crowd(town, town.chance)
    town.start("registry")
    town.start(*OTHERS, faults=[MID_BATCH])
    await town.answers("registry", "leave")
    await load.set_up()
    before = generations(town.folder / "logs", "reporting")
    async with load.going_on():
        for _ in range(acts):
            await crowd.act()
            await asyncio.sleep(town.chance.uniform(0.5, 2.0))
        await crowd.disperse()
    await assert_sound(town, load, within=90)
    dealt = generations(town.folder / "logs", "reporting") - before
    assert dealt >= acts // 8, f"the group was dealt anew {dealt} times only"


async def test_F14_a_handler_that_blocks_the_loop_beyond_the_session_is_evicted_and_comes_back(town: Town) -> None:
    load = Load(town)
    town.start("registry")
    town.start(*OTHERS)
    await town.answers("registry", "leave")
    await load.set_up()
    await assert_sound(town, load)
    blocked = town.start(
        "reporting",
        parts={Part.CONSUMER},
        ordinal=1,
        faults=[Fault("inside the inbox", do="block", seconds=10)],
    )
    await until(lambda: _has(town, "reporting", 2), "both are members")
    async with load.going_on():
        await load.acted(20)
        await until(lambda: _has(town, "reporting", 1), "the blocked one is evicted")
        await until(lambda: _has(town, "reporting", 2), "it has come back")
    assert blocked.alive
    await assert_sound(town, load)


async def test_F15_a_batch_that_outlasts_the_poll_interval_is_applied_once_though_others_join(town: Town) -> None:
    load = Load(town)
    slow = Fault("inside the inbox", do="wait", times=1_000_000, seconds=2.5)
    told = {"max_poll_interval_ms": 1_000}
    town.start("registry")
    town.start(*all_but("registry", "reporting"))
    town.start("reporting", settings=told, faults=[slow])
    await town.answers("registry", "leave")
    await load.set_up()
    async with load.going_on():
        await load.acted(10)
        second = town.start("reporting", parts={Part.CONSUMER}, ordinal=1, settings=told, faults=[slow])
        await until(lambda: _has(town, "reporting", 2), "the second one is a member", within=60)
        await load.acted(20)
        second.kill()
    await assert_sound(town, load, within=90)


async def _has(town: Town, group: str, many: int) -> bool:
    return await members(town.bootstrap, group) == many
