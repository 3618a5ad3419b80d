"""What keeps a service from being ready is said in words that tell what to do, and only while it lasts."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from sqlalchemy import text

from chassis import health
from chassis.door import Consumer, TooManyHeld
from chassis.door.record import StoredRecord
from tests.services.chassis.conftest import Toy
from tests.services.chassis.toy import a_feedback


async def reasons(toy: Toy, *, clock_skew_seconds: float = 1e12) -> list[str]:
    readiness = replace(toy.running.readiness, clock_skew_seconds=clock_skew_seconds)
    found: list[str] = (await readiness.state())["reasons"]
    return found


async def database_clock(toy: Toy, *, ahead: float) -> None:
    """Ours stands; so it is set to the database's, and so many seconds ahead."""
    async with toy.begin() as work:
        now = (await work.one(text("SELECT clock_timestamp() AS now")))["now"]
    toy.clock.set(now)
    toy.clock.forward(seconds=ahead)


@pytest.mark.parametrize(("ahead", "said"), [(600, "the clock is 600 s ahead of"), (-600, "the clock is 600 s behind")])
async def test_a_clock_that_is_wrong_is_a_reason(toy: Toy, ahead: float, said: str) -> None:
    await database_clock(toy, ahead=ahead)
    [reason] = [one for one in await reasons(toy, clock_skew_seconds=300) if "clock" in one]
    assert reason.startswith(said)
    assert "NTP" in reason


async def test_a_clock_that_is_nearly_right_is_none(toy: Toy) -> None:
    await database_clock(toy, ahead=100)
    assert not [one for one in await reasons(toy, clock_skew_seconds=300) if "clock" in one]


@pytest.fixture
def joined(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """As if it had its partitions and Kafka answered."""

    async def lag(_: Consumer) -> int:
        return 0

    monkeypatch.setattr(Consumer, "assigned", 12)
    monkeypatch.setattr(Consumer, "lag", lag)
    return monkeypatch


async def of_consumer(toy: Toy) -> list[str]:
    return [reason for reason in await reasons(toy) if "consumer" in reason or "topics" in reason]


async def test_a_consumer_that_polls_is_no_reason(toy: Toy, joined: pytest.MonkeyPatch) -> None:
    assert await of_consumer(toy) == []


async def test_a_consumer_whose_poll_loop_has_died_is_a_reason(toy: Toy, joined: pytest.MonkeyPatch) -> None:
    joined.setattr(Consumer, "seconds_unpolled", health.SILENT + 1)
    assert await of_consumer(toy) == ["the consumer has not polled for 31 s; restart the service"]


async def test_a_consumer_that_is_stuck_in_one_batch_is_a_reason(toy: Toy, joined: pytest.MonkeyPatch) -> None:
    joined.setattr(Consumer, "seconds_since_poll", health.STUCK + 1)
    assert await of_consumer(toy) == ["the consumer is stuck in one batch"]


async def test_a_batch_that_is_given_back_again_and_again_is_a_reason(toy: Toy, joined: pytest.MonkeyPatch) -> None:
    """Each time it is in hand for less than the limit; together they are not."""
    consumer, now = toy.running.consumer, [1000.0]
    assert consumer is not None
    joined.setattr("chassis.door.consumer.time", SimpleNamespace(monotonic=lambda: now[0]))
    joined.setattr(consumer._subscriber, "consumer", SimpleNamespace(seek=lambda *_: None))

    async def fails(_: object) -> None:
        now[0] += health.STUCK / 2
        raise TimeoutError

    joined.setattr(consumer._door, "take", fails)
    for _ in range(3):
        await consumer._handle((poison(toy),))  # type: ignore[arg-type]

    assert consumer.seconds_since_poll > health.STUCK
    joined.undo()
    await consumer._handle(())
    assert consumer.seconds_since_poll == 0.0


async def test_what_was_said_is_told_in_digits_however_its_sum_ends(toy: Toy) -> None:
    async with toy.begin() as work:
        await work.driver.execute(
            "INSERT INTO ledger (reader, topic, partition, hour, count, hash)"
            " VALUES ('said', 'feedback.v1', 0, '2026-11-30 01:00+00', 3, 142897514094566470000)"
        )
    state = await toy.running.readiness.state(books=True)
    assert state["said"] == {"feedback.v1": [3, "142897514094566470000"]}


async def test_missing_topics_are_named(toy: Toy, joined: pytest.MonkeyPatch) -> None:
    assert toy.running.consumer is not None
    toy.running.consumer.missing = ["feedback.v1", "leave.v1"]
    assert await of_consumer(toy) == ["topics are missing: feedback.v1, leave.v1; run fairlead migrate"]


def poison(toy: Toy) -> StoredRecord:
    event = a_feedback()
    return replace(toy.record(event, toy.stamped(event)), value=b"{")


async def test_a_restart_in_the_middle_of_a_storm_does_not_let_another_nine_in(toy: Toy) -> None:
    for _ in range(9):
        await toy.running.door.take([poison(toy)])
    restarted = toy.another_door()
    await restarted.remember()

    with pytest.raises(TooManyHeld, match="10 of 10 records"):
        await restarted.take([poison(toy)])

    assert len(await toy.held()) == 9


async def test_a_restart_long_after_a_storm_begins_with_a_clean_slate(toy: Toy) -> None:
    for _ in range(9):
        await toy.running.door.take([poison(toy)])
    async with toy.begin() as work:
        await work.run(text("UPDATE held SET held_at = held_at - interval '2 minutes'"))
    restarted = toy.another_door()
    await restarted.remember()

    await restarted.take([poison(toy)])

    assert len(await toy.held()) == 10
