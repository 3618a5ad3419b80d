"""Said = heard: both sides count the same events into the same cells, however a record ended."""

from typing import Any
from uuid import uuid4

from sqlalchemy import text

from chassis import relay
from chassis.cloudevents import headers_of
from chassis.door.record import StoredRecord
from chassis.ledger import SAID, hash_of
from contracts import Stamp
from contracts.feedback import FeedbackGiven
from tests.services.chassis.conftest import Toy
from tests.services.chassis.toy import a_feedback, with_headers

STAMPED = ("type", "subject", "key", "sequence", "time", "correlation", "causation", "traceparent")


async def cells(toy: Toy, reader: str) -> list[Any]:
    query = "SELECT topic, partition, hour, count, hash FROM ledger WHERE reader = :reader ORDER BY 1, 2, 3"
    async with toy.begin() as work:
        return [tuple(row.values()) for row in await work.all(text(query).bindparams(reader=reader))]


async def test_what_was_said_is_what_was_heard_cell_by_cell(toy: Toy) -> None:
    """Applied, declined, ignored, held and repeated records alike; as the relay writes its side on deletion."""
    gappy = a_feedback()
    for events in (
        [a_feedback(), a_feedback(trust="NO"), a_feedback(trust="BAD")],
        [gappy, gappy, gappy],
        [a_feedback()],
    ):
        async with toy.begin() as work:
            work.say(*events)
        toy.clock.forward(hours=1)

    async with toy.begin() as work:
        rows = await work.all(text("SELECT * FROM outbox ORDER BY id"))
        partitions = [row["event_id"].int % 3 for row in rows]
        await work.driver.execute(relay._DELETE, [*(row["id"] for row in rows), 0], [*partitions, 0])
        assert await work.driver.fetchval("SELECT count(*) FROM outbox") == 0
    records = [
        _record(offset, row, partition) for offset, (row, partition) in enumerate(zip(rows, partitions, strict=True))
    ]
    records[0], records[-1] = records[-1], records[0]
    records[5] = with_headers(records[5], ce_type=b"fairlead.unheard.of.v1")
    await toy.running.door.take(records)
    await toy.running.door.take(records)

    heard = await cells(toy, "toy")
    assert heard == await cells(toy, SAID)
    assert sum(row[3] for row in heard) == 7
    assert len({row[2] for row in heard}) == 3, "by the hour of the event, not of its arrival"


def _record(offset: int, row: Any, partition: int) -> StoredRecord:
    stamp = Stamp(
        **{
            name: row[name]
            for name in ("type", "subject", "key", "sequence", "time", "correlation", "causation", "traceparent")
        },
        id=row["event_id"],
        source="/services/toy",
    )
    return StoredRecord(row["topic"], partition, offset, row["key"].encode(), row["data"], headers_of(stamp))


async def test_another_event_of_the_same_count_shows_in_the_hash(toy: Toy) -> None:
    await toy.hears(a_feedback())
    [(*_, count, sum_of_hashes)] = await cells(toy, "toy")
    async with toy.begin() as work:
        row = await work.one(text("SELECT id FROM journal"))
    assert (count, sum_of_hashes) == (1, hash_of(row["id"]))
    assert hash_of(uuid4()) != hash_of(row["id"])


async def test_the_journal_keeps_one_slim_row_of_each_event_and_its_cause(toy: Toy) -> None:
    cause = a_feedback()
    [because] = await toy.hears(cause)
    effect = a_feedback(doctor_id=cause.doctor_id)
    [stamp] = await toy.hears(effect, stamp=toy.stamped(effect, causation=because.id, correlation=because.correlation))
    await toy.hears(effect, stamp=stamp)

    async with toy.begin() as work:
        rows = await work.all(text("SELECT * FROM journal ORDER BY noted_at, id"))
    found = {row["id"]: row for row in rows}
    assert set(found) == {because.id, stamp.id}
    assert (found[stamp.id]["causation"], found[stamp.id]["correlation"]) == (because.id, because.correlation)
    assert found[stamp.id]["type"] == FeedbackGiven.type
    assert found[stamp.id]["sequence"] == 1
    assert set(found[stamp.id]) == {
        *("id", "type", "topic", "subject", "sequence", "source", "causation", "correlation"),
        *("traceparent", "time", "noted_at"),
    }
