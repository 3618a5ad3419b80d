"""Each event once, in its stream's order, whatever comes in twice, late, early or not at all."""

import asyncio
import random
from collections import defaultdict
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import text

from chassis.upkeep import upkeep_job
from contracts import Stamp
from contracts.feedback import FeedbackGiven
from tests.services.chassis.conftest import Toy
from tests.services.chassis.toy import FEEDBACK, a_failed, a_feedback, a_sent


def versions(toy: Toy, event: FeedbackGiven, count: int) -> list[Stamp]:
    """The stamps of versions 1..count of one stream."""
    return [toy.stamped(event) for _ in range(count)]


async def arrive(toy: Toy, event: FeedbackGiven, *stamps: Stamp) -> None:
    await toy.running.door.take([toy.record(event, stamp) for stamp in stamps])


async def position(toy: Toy, subject: UUID) -> int | None:
    async with toy.begin() as work:
        row = await work.first(text(f"SELECT sequence FROM stream_position WHERE subject = '{subject}'"))
    return row["sequence"] if row else None


async def test_an_event_heard_again_has_no_second_effect(toy: Toy) -> None:
    event = a_feedback()
    [stamp] = await toy.hears(event)
    await toy.hears(event, stamp=stamp)
    await arrive(toy, event, stamp, stamp)

    assert await toy.effects() == [stamp.id]
    assert len(await toy.said()) == 1


async def test_an_event_twice_in_one_batch_has_one_effect(toy: Toy) -> None:
    event = a_feedback()
    [stamp] = versions(toy, event, 1)
    await arrive(toy, event, stamp, stamp)
    assert await toy.effects() == [stamp.id]


async def test_a_late_duplicate_after_the_inbox_forgot_it_is_stopped_by_its_position(toy: Toy) -> None:
    event = a_feedback()
    [stamp] = await toy.hears(event)
    toy.clock.forward(days=31)
    assert not await toy.run_job("upkeep")
    assert await toy.count("inbox") == 0

    await toy.hears(event, stamp=stamp)

    assert await toy.effects() == [stamp.id]
    assert await toy.count("journal") == 1


async def test_the_inbox_remembers_what_is_still_held(toy: Toy) -> None:
    event = a_feedback()
    _, second = versions(toy, event, 2)
    await arrive(toy, event, second)
    toy.clock.forward(days=31)
    await toy.run_job("upkeep")

    await arrive(toy, event, second)

    assert len(await toy.held()) == 1
    async with toy.begin() as work:
        [row] = await work.all(text("SELECT count FROM ledger WHERE reader = 'toy'"))
    assert row["count"] == 1, "held once, counted once"


async def test_upkeep_forgets_only_what_came_long_ago_however_old_it_was_then(toy: Toy) -> None:
    young, old = a_feedback(), a_feedback()
    await toy.hears(young)
    toy.clock.forward(days=31)
    await toy.hears(old, stamp=toy.stamped(old, time=toy.clock.now() - timedelta(days=90)))
    await toy.run_job("upkeep")
    assert await toy.count("inbox") == 1
    assert upkeep_job(30).exclusive


async def test_a_gap_is_held_and_then_released_in_order(toy: Toy) -> None:
    event = a_feedback()
    one, two, three, four = versions(toy, event, 4)

    await arrive(toy, event, one, three, four)
    assert await toy.effects() == [one.id]
    assert [(held.reason, held.state) for held in await toy.held()] == [("gap", "held"), ("behind", "held")]

    await arrive(toy, event, two)
    assert await toy.effects() == [one.id, two.id, three.id, four.id]
    assert await toy.held() == []
    assert len(await toy.said()) == 4
    assert await position(toy, event.feedback_id) == 4


async def test_a_second_gap_behind_the_first_is_released_too(toy: Toy) -> None:
    event = a_feedback()
    one, two, three, four, five = versions(toy, event, 5)

    await arrive(toy, event, one, three, five)
    await arrive(toy, event, two)
    assert await toy.effects() == [one.id, two.id, three.id]
    assert [held.reason for held in await toy.held()] == ["gap"], "it waits for version 4 now"

    await arrive(toy, event, four)
    assert await toy.effects() == [one.id, two.id, three.id, four.id, five.id]


async def test_good_records_do_not_wait_for_a_bad_one_behind_them(toy: Toy) -> None:
    """Released by the version they waited for, up to the one that fails; it is the one that is blamed."""
    event = a_sent()
    stamps = versions(toy, event, 5)
    log = [
        toy.record(a_sent(notification_id=event.notification_id, attempts=666 if n == 4 else 1), stamp)
        for n, stamp in enumerate(stamps, start=1)
    ]
    await toy.running.door.take([log[0], *log[2:]])
    await toy.running.door.take([log[1]])

    assert await toy.effects() == [stamp.id for stamp in stamps[:3]]
    assert [(held.event_id, held.reason) for held in await toy.held()] == [
        (stamps[3].id, "failed"),
        (stamps[4].id, "behind"),
    ]


async def test_what_came_in_any_order_is_applied_in_order_once_complete(toy: Toy) -> None:
    for seed in range(15):
        dice = random.Random(seed)
        doctor = uuid4()
        events = [a_feedback(doctor_id=doctor if n < 2 else uuid4()) for n in range(4)]
        log = [(event, stamp) for event in events for stamp in versions(toy, event, 4)]
        arrivals = log + dice.sample(log, k=6)
        dice.shuffle(arrivals)
        while arrivals:
            size = dice.randint(1, 6)
            batch, arrivals = arrivals[:size], arrivals[size:]
            await toy.running.door.take([toy.record(event, stamp) for event, stamp in batch])
        for _ in range(4):  # what two subjects of one key hold up for each other is an operator's to release
            await toy.running.door.replay((FEEDBACK, str(doctor)))

        done = await toy.effects()
        assert len(done) == len(set(done)), f"an effect twice, seed {seed}"
        for event in events:
            ours = [stamp.id for other, stamp in log if other is event]
            assert [event_id for event_id in done if event_id in ours] == ours, f"out of order, seed {seed}"
    assert await toy.held() == []


async def test_a_key_is_not_held_up_by_another(toy: Toy) -> None:
    gappy, other = a_feedback(), a_feedback()
    _, two = versions(toy, gappy, 2)
    [stamp] = versions(toy, other, 1)
    await toy.running.door.take([toy.record(gappy, two), toy.record(other, stamp)])
    assert await toy.effects() == [stamp.id]


async def test_another_subject_of_a_held_key_waits_behind_it(toy: Toy) -> None:
    doctor = uuid4()
    gappy, other = a_feedback(doctor_id=doctor), a_feedback(doctor_id=doctor)
    one, two = versions(toy, gappy, 2)
    await arrive(toy, gappy, two)
    [behind] = await toy.hears(other)
    assert await toy.effects() == []

    await arrive(toy, gappy, one)
    assert await toy.effects() == [one.id, two.id, behind.id]


async def test_what_fails_when_its_gap_is_filled_stays_held_and_the_filler_is_applied(toy: Toy) -> None:
    good = a_feedback()
    bad = good.model_copy(update={"trust": "BAD"})
    one, two, three = versions(toy, good, 3)
    await arrive(toy, good, one)
    await arrive(toy, bad, three)
    await arrive(toy, good, two)

    assert await toy.effects() == [one.id, two.id]
    assert len(await toy.said()) == 2
    [held] = await toy.held()
    assert (held.reason, held.detail, held.event_id) == ("failed", "RuntimeError when its gap was filled", three.id)


async def test_what_declines_when_its_gap_is_filled_is_noted_and_moved_on_from(toy: Toy) -> None:
    good = a_feedback()
    declining = good.model_copy(update={"trust": "NO"})
    one, two, three = versions(toy, good, 3)
    await arrive(toy, good, one)
    await arrive(toy, declining, three)
    await arrive(toy, good, two)

    assert await toy.effects() == [one.id, two.id]
    assert (await toy.held(), await position(toy, good.feedback_id)) == ([], 3)


async def test_a_batch_handler_gets_log_order_and_a_poll_at_once(toy: Toy) -> None:
    doctor = uuid4()
    events = [a_sent(person_id=doctor), a_failed(), a_sent(), a_failed(person_id=doctor)]
    stamps = await toy.hears(*events)
    assert toy.trouble.batches == [[str(stamp.id) for stamp in stamps]]


async def test_two_doors_racing_on_the_same_batches_apply_each_event_once(toy: Toy) -> None:
    log = []
    for _ in range(40):
        event = a_feedback()
        log += [toy.record(event, stamp) for stamp in versions(toy, event, 3)]
    doors = [toy.running.door, toy.another_door(), toy.another_door()]

    async def work_through(door, size: int) -> None:
        for start in range(0, len(log), size):
            await door.take(log[start : start + size])

    await asyncio.gather(*(work_through(door, size) for door, size in zip(doors, (17, 23, 40), strict=True)))

    per_stream: dict[str, list[int]] = defaultdict(list)
    async with toy.begin() as work:
        for row in await work.all(text("SELECT subject, sequence FROM effect ORDER BY id")):
            per_stream[row["subject"]].append(row["sequence"])
    assert len(per_stream) == 40
    assert set(map(tuple, per_stream.values())) == {(1, 2, 3)}
    assert (await toy.held(), len(await toy.said())) == ([], 120)


async def test_a_next_version_waits_for_the_one_that_another_door_has_in_hand(toy: Toy) -> None:
    event = a_feedback()
    slow = event.model_copy(update={"trust": "SLOW"})
    one, two, three = versions(toy, event, 3)
    await arrive(toy, event, one)
    entered, go_on = asyncio.Event(), asyncio.Event()

    async def take_its_time(work) -> None:
        entered.set()
        await go_on.wait()

    toy.trouble.by_trust["SLOW"] = take_its_time
    first = asyncio.create_task(arrive(toy, slow, two))
    await entered.wait()
    second = asyncio.create_task(toy.another_door().take([toy.record(event, three)]))
    await asyncio.sleep(0.3)
    go_on.set()
    await asyncio.gather(first, second)

    assert (await toy.effects(), await toy.held()) == ([one.id, two.id, three.id], [])
