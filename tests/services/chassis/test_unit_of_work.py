"""What a transaction says: all of it or nothing, numbered 1..n, in the order it was decided."""

import asyncio
import random
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy import insert, select

from chassis.work import LARGEST_EVENT
from contracts.feedback import FeedbackGiven
from contracts.leave import NoticeDue
from contracts.notifications import NotificationSent
from tests.services.chassis.conftest import Toy
from tests.services.chassis.toy import a_feedback, a_sent, effect, thing


async def test_a_unit_of_work_that_raises_says_nothing_and_keeps_nothing(toy: Toy) -> None:
    with pytest.raises(RuntimeError, match="after all"):
        async with toy.begin() as work:
            await work.run(insert(thing).values(id=uuid4(), name="gone"))
            work.say(a_feedback())
            raise RuntimeError("after all")

    assert (await toy.said(), await toy.count("thing"), await toy.count("stream")) == ([], 0, 0)


async def test_nothing_is_said_before_the_commit(toy: Toy) -> None:
    async with toy.begin() as work:
        work.say(a_feedback())
        await work.settle()
        assert await toy.said() == []
        work._said.clear()  # settled above by hand; the block's end must not do it twice
    assert len(await toy.said()) == 1


async def test_a_rolled_back_number_is_given_again(toy: Toy) -> None:
    event = a_feedback()
    for fails in (False, True, False):
        try:
            async with toy.begin() as work:
                work.say(event)
                await work.settle()
                if fails:
                    raise RuntimeError
                work._said.clear()
        except RuntimeError:
            pass
    assert [row["sequence"] for _, row in await toy.said_with_stamps()] == [1, 2]


async def test_under_twelve_racing_writers_outbox_order_is_version_order(toy: Toy) -> None:
    subjects = [a_feedback() for _ in range(5)]
    seed = random.randrange(10**6)

    async def write(dice: random.Random) -> None:
        for _ in range(20):
            try:
                async with toy.begin() as work:
                    await work.run(insert(thing).values(id=uuid4(), name="early write"))
                    await asyncio.sleep(dice.random() / 200)
                    work.say(*dice.sample(subjects, k=dice.randint(1, 4)))
                    if dice.random() < 0.1:
                        raise RuntimeError
            except RuntimeError:
                pass

    await asyncio.gather(*(write(random.Random(seed + n)) for n in range(12)))

    versions: dict[str, list[int]] = {}
    for _, row in await toy.said_with_stamps():
        versions.setdefault(row["subject"], []).append(row["sequence"])
    assert len(versions) == 5
    for subject, found in versions.items():
        assert found == list(range(1, len(found) + 1)), f"{subject} is out of order, seed {seed}"


async def test_an_oversize_event_is_refused_before_it_can_reach_the_relay(toy: Toy) -> None:
    vast = a_sent(about=tuple(uuid4() for _ in range(LARGEST_EVENT // 39 + 1)))
    assert len(vast.write()) > LARGEST_EVENT

    with pytest.raises(ValueError, match=r"has 9\d+ bytes, at most 900000"):
        async with toy.begin() as work:
            await work.run(insert(thing).values(id=uuid4(), name="gone too"))
            work.say(a_feedback(), vast)

    assert (await toy.said(), await toy.count("thing")) == ([], 0)


async def test_what_a_handler_says_has_the_same_id_when_it_is_said_again(toy: Toy) -> None:
    tried: list[list[object]] = []

    async def fail_once(work) -> None:
        tried.append(work.say(a_sent(), a_sent()))
        if len(tried) == 1:
            raise RuntimeError

    toy.trouble.by_trust["FLAKY"] = fail_once
    [stamp] = await toy.hears(a_feedback(trust="FLAKY"))

    rows = [row for _, row in await toy.said_with_stamps(NotificationSent)]
    assert tried[0] == tried[1] == [row["event_id"] for row in rows[1:]]
    assert len({row["event_id"] for row in rows}) == 3
    assert {(row["causation"], row["correlation"]) for row in rows} == {(stamp.id, stamp.correlation)}


async def test_what_a_person_says_begins_its_own_correlation(toy: Toy) -> None:
    async with toy.begin() as work:
        first, second = work.say(a_feedback(), a_feedback())

    rows = [row for _, row in await toy.said_with_stamps(FeedbackGiven)]
    assert [(row["event_id"], row["correlation"], row["causation"]) for row in rows] == [
        (first, first, None),
        (second, second, None),
    ]


async def test_extensions_travel_with_the_event(toy: Toy) -> None:
    async with toy.begin() as work:
        work.say(a_feedback(trust="R0B"))
    [(_, row)] = await toy.said_with_stamps()
    assert row["extensions"] == '{"trustcode": "R0B"}'


async def test_a_part_that_fails_alone_takes_back_what_it_wrote_and_said(toy: Toy) -> None:
    kept, undone = a_feedback(), a_feedback()
    async with toy.begin() as work:
        work.say(kept)
        with pytest.raises(RuntimeError):
            async with work.attempt():
                await work.run(insert(thing).values(id=uuid4(), name="undone"))
                work.say(undone)
                work.nudge("count")
                raise RuntimeError
        assert work.nudged == set()
    assert (await toy.said(), await toy.count("thing")) == ([kept], 0)


async def test_copy_alone_is_inside_the_transaction(toy: Toy) -> None:
    with pytest.raises(RuntimeError):
        async with toy.begin() as work:
            await work.copy(thing, ["id", "name", "version"], [(uuid4(), "copied", 1)])
            assert len(await work.all(select(thing))) == 1
            raise RuntimeError
    assert await toy.count("thing") == 0


async def test_the_relay_is_woken_only_by_a_commit_that_says_something(toy: Toy) -> None:
    woken: list[tuple[set[str], bool]] = []
    toy.running.database.after_commit.append(lambda nudged, said: woken.append((nudged, said)))

    async with toy.begin() as work:
        work.nudge("count")
    async with toy.begin() as work:
        work.say(a_feedback())
    with pytest.raises(RuntimeError):
        async with toy.begin() as work:
            work.say(a_feedback())
            work.nudge("count")
            raise RuntimeError

    assert woken == [({"count"}, False), (set(), True)]


async def test_a_statement_of_the_driver_sees_the_same_transaction(toy: Toy) -> None:
    async with toy.begin() as work:
        await work.run(insert(effect).values(topic="t", key="k", subject="s", sequence=1, event_id=uuid4()))
        driver = work.driver
        assert isinstance(driver, asyncpg.Connection)
        assert await driver.fetchval("SELECT count(*) FROM effect") == 1


async def test_of_an_untraceable_family_nothing_shows_what_an_event_was_said_because_of(toy: Toy) -> None:
    """Neither the cause given, nor the one of the unit of work, nor the span in which it is said."""
    [cause] = await toy.hears(a_feedback())
    notice = NoticeDue(notice_id=uuid4(), person_id=uuid4())

    with toy.running.telemetry.tracer.start_as_current_span("a request") as span:
        async with toy.begin(because=cause) as work:
            work.say(a_sent(), notice)
            work.say(notice, because=cause)

    trace = f"{span.get_span_context().trace_id:032x}"
    *_, (_, traced) = await toy.said_with_stamps(NotificationSent)
    assert (traced["causation"], traced["correlation"]) == (cause.id, cause.correlation)
    alone = [row for _, row in await toy.said_with_stamps(NoticeDue)]
    assert len(alone) == 2
    for row in alone:
        assert (row["causation"], row["correlation"]) == (None, row["event_id"])
        assert row["traceparent"].endswith("-00")
        assert trace not in row["traceparent"]
        assert cause.traceparent.split("-")[1] not in row["traceparent"]
