"""What time drives: one holder at a time, woken by a commit, and never lost to an error."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from chassis.jobs import Begin, Job, JobRunner, LeaseLost
from tests.services.chassis.conftest import Toy
from tests.services.chassis.toy import a_feedback, a_sent


def runner(toy: Toy, run: Callable[[Begin], Any], **options: Any) -> JobRunner:
    return JobRunner(
        Job(**{"name": "test", "run": run, "every": 60.0, **options}), toy.running.database, toy.running.telemetry
    )


class Recorder:
    """A job that notes its runs, and may do something else in each."""

    def __init__(self, *results: Any) -> None:
        self.runs = 0
        self.inside = 0
        self.most_inside = 0
        self._results = list(results)

    async def __call__(self, begin: Begin) -> bool:
        self.runs += 1
        self.inside += 1
        self.most_inside = max(self.most_inside, self.inside)
        await asyncio.sleep(0.05)
        self.inside -= 1
        result = self._results.pop(0) if self._results else False
        if isinstance(result, Exception):
            raise result
        return bool(result)

    async def reached(self, runs: int, *, within: float = 10.0) -> None:
        async with asyncio.timeout(within):
            while self.runs < runs:
                await asyncio.sleep(0.01)


async def test_of_two_replicas_one_runs_an_exclusive_job(toy: Toy) -> None:
    job = Recorder(*[True] * 4)
    first, second = runner(toy, job), runner(toy, job)
    assert await first.once()
    assert not await second.once()
    await asyncio.gather(first.once(), second.once())
    assert (job.runs, job.most_inside) == (2, 1)


async def test_a_lease_that_ran_out_is_taken_over(toy: Toy) -> None:
    job = Recorder()
    first, second = runner(toy, job, lease=0.3), runner(toy, job, lease=0.3)
    await first.once()
    await second.once()
    assert job.runs == 1
    await asyncio.sleep(0.4)
    await second.once()
    assert job.runs == 2
    await first.once()
    assert job.runs == 2, "now it is the other's"


async def test_whoever_comes_while_a_dead_one_holds_the_lease_runs_when_it_has_run_out(toy: Toy) -> None:
    job, stop = Recorder(), asyncio.Event()
    await runner(toy, job, lease=0.5).once()  # and is killed, so it gives nothing back

    running = asyncio.create_task(runner(toy, job, lease=0.5, every=3600.0).run(stop))
    await job.reached(2)

    stop.set()
    await running
    assert job.runs == 2


async def test_whoever_is_stopped_gives_the_lease_back_at_once(toy: Toy) -> None:
    job, stop = Recorder(), asyncio.Event()
    leaving = asyncio.create_task(runner(toy, job).run(stop))
    await job.reached(1)
    stop.set()
    await leaving
    await runner(toy, job).once()
    assert job.runs == 2


async def test_a_run_whose_lease_was_taken_ends_before_it_commits_more(toy: Toy) -> None:
    ticks = 0

    async def long(_: Begin) -> bool:
        nonlocal ticks
        while True:
            ticks += 1
            await asyncio.sleep(0.02)

    running = asyncio.create_task(runner(toy, long, lease=0.3).once())
    await asyncio.sleep(0.1)
    async with toy.begin() as work:
        await work.run(text("UPDATE lease SET holder = gen_random_uuid(), until = until + interval '1 h'"))
    with pytest.raises(LeaseLost):
        await running
    ended = ticks
    await asyncio.sleep(0.1)
    assert ticks == ended


async def test_a_long_run_keeps_its_lease(toy: Toy) -> None:
    entered = asyncio.Event()

    async def long(begin: Begin) -> bool:
        entered.set()
        await asyncio.sleep(1.2)
        return False

    job = Recorder()
    running = asyncio.create_task(runner(toy, long, lease=0.6).once())
    await entered.wait()
    await asyncio.sleep(0.9)
    await runner(toy, job, lease=0.6).once()
    await running
    assert job.runs == 0


async def test_a_nudge_wakes_a_job_long_before_its_time(toy: Toy) -> None:
    job, stop = Recorder(), asyncio.Event()
    one = runner(toy, job)
    toy.running.jobs["test"] = one
    running = asyncio.create_task(one.run(stop))
    await job.reached(1)
    async with toy.begin() as work:
        work.nudge("test")
        await asyncio.sleep(0.2)
        assert job.runs == 1, "not before the commit"
    await job.reached(2)
    stop.set()
    await asyncio.wait_for(running, 5)
    assert job.runs == 2


async def test_a_job_with_more_to_do_runs_again_at_once(toy: Toy) -> None:
    job, stop = Recorder(True, True, False), asyncio.Event()
    running = asyncio.create_task(runner(toy, job).run(stop))
    await job.reached(3)
    stop.set()
    await running


async def test_a_job_that_raises_is_counted_and_run_again(toy: Toy) -> None:
    job, stop = Recorder(RuntimeError("x"), False), asyncio.Event()
    running = asyncio.create_task(runner(toy, job, every=0.05).run(stop))
    await job.reached(2)
    stop.set()
    await running
    assert toy.running.telemetry.metrics.job_failures.labels("test")._value.get() == 1


async def test_workers_of_a_shared_job_run_side_by_side(toy: Toy) -> None:
    job, stop = Recorder(*[True] * 12), asyncio.Event()
    running = asyncio.create_task(runner(toy, job, workers=3, exclusive=False).run(stop))
    await job.reached(9)
    stop.set()
    await running
    assert job.most_inside == 3


async def test_what_two_runs_say_because_of_one_event_are_two_events_of_that_cause(toy: Toy) -> None:
    """A derived id would be the same in both, and the second be taken for a duplicate."""
    event = a_feedback()
    stamp = toy.stamped(event)

    async def say(begin: Begin) -> bool:
        async with begin(because=stamp) as work:
            work.say(a_sent())
        return False

    one = runner(toy, say)
    await one.once()
    await one.once()
    rows = [row for _, row in await toy.said_with_stamps()]
    assert len({row["event_id"] for row in rows}) == 2
    assert {(row["causation"], row["correlation"]) for row in rows} == {(stamp.id, stamp.correlation)}
