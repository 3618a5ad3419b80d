"""How the hot statements find their rows in tables that nobody has analysed yet: as those of a new consumer are."""

import asyncpg

from chassis.door.books import _POSITIONS
from chassis.relay import _DELETE, _READ, SETTINGS
from tests.services.chassis.conftest import Toy

MANY = 5_000
_POSITIONS_OF_A_NEW_CONSUMER = f"""
    INSERT INTO stream_position (consumer, topic, subject, sequence)
    SELECT 'new', 'feedback.v1', gen_random_uuid()::text, 1 FROM generate_series(1, {MANY})
"""
_A_LONG_OUTBOX = f"""
    INSERT INTO outbox (topic, key, event_id, type, subject, sequence, time, correlation, traceparent, data)
    SELECT 'feedback.v1', n::text, gen_random_uuid(), 'type', n::text, 1, now(), gen_random_uuid(), '', 'data'
    FROM generate_series(1, {MANY}) AS n
"""


async def plan(toy: Toy, rows: str, statement: str, parameters: str) -> str:
    """As chosen for these parameters on the relay's connection, or one like it."""
    connection = await asyncpg.connect(toy.running.database.url, server_settings=SETTINGS)
    try:
        await connection.execute(rows)
        await connection.execute(f"PREPARE asked AS {statement}")
        return "\n".join(row[0] for row in await connection.fetch(f"EXPLAIN EXECUTE asked ({parameters})"))
    finally:
        await connection.close()


async def test_a_position_is_looked_up_by_its_whole_key(toy: Toy) -> None:
    """A join read all positions of the consumer for each batch: 11 ms for one record, of 8,000 streams."""
    found = await plan(toy, _POSITIONS_OF_A_NEW_CONSUMER, _POSITIONS, """'new', '{"feedback.v1": {"one": 0}}'""")
    assert "(topic = one.topic) AND (subject = each.subject))" in found, found


async def test_the_first_rows_of_a_long_outbox_are_read_without_sorting_it(toy: Toy) -> None:
    found = await plan(toy, _A_LONG_OUTBOX, _READ, "0, 1000, '{}'")
    assert "Index Scan using outbox_pkey" in found, found
    assert "Sort" not in found, found


async def test_what_was_sent_is_deleted_by_its_id(toy: Toy) -> None:
    found = await plan(toy, _A_LONG_OUTBOX, _DELETE, "'{1,2,3}', '{0,0,0}'")
    assert "Index Scan using outbox_pkey" in found, found
