"""Parts of a service that end: asked to, by an error, or without a word."""

import asyncio

import pytest

from chassis.clients import answered
from chassis.ending import PartEnded, until_stopped


async def cancelled_by_itself() -> None:
    """As aiokafka does it: a task is cancelled, then awaited, and nobody catches what comes of it."""
    task = asyncio.create_task(asyncio.sleep(60))
    await asyncio.sleep(0)
    task.cancel()
    await task


async def returns() -> None:
    await asyncio.sleep(0)


@pytest.mark.parametrize("part", [cancelled_by_itself, returns])
async def test_a_part_that_ends_unasked_says_so(part) -> None:
    with pytest.raises(ExceptionGroup) as met:
        async with asyncio.TaskGroup() as group:
            group.create_task(until_stopped(part(), asyncio.Event()))
    assert met.group_contains(PartEnded, match=part.__name__)


async def test_a_part_may_end_once_it_was_asked_to() -> None:
    stop = asyncio.Event()
    stop.set()
    await until_stopped(returns(), stop)


async def test_what_a_part_raises_is_raised() -> None:
    async def fails() -> None:
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="the disk is full"):
        await until_stopped(fails(), asyncio.Event())


@pytest.mark.parametrize(
    "waiting",
    [lambda: until_stopped(asyncio.sleep(60), asyncio.Event()), lambda: answered(asyncio.sleep(60), within=60)],
)
async def test_who_cancels_us_is_obeyed(waiting) -> None:
    task = asyncio.create_task(waiting())
    await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_client_that_cancels_itself_has_only_not_answered() -> None:
    with pytest.raises(TimeoutError):
        await answered(cancelled_by_itself(), within=60)


async def test_a_client_has_so_long_to_answer() -> None:
    with pytest.raises(TimeoutError):
        await answered(asyncio.sleep(60), within=0.01)
