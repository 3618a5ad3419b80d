"""The ledger: how many events were said, and heard, per topic, partition and hour; with a hash of their ids.

Both sides count in the transaction that makes it true, so equal sums prove that nothing was lost or taken twice.
"""

SAID = "said"
"""The reader's name of the side that says; the side that hears is the consumer's name."""

LEDGER = """
    INSERT INTO ledger AS l (reader, topic, partition, hour, count, hash)
    SELECT $1, topic, partition, date_trunc('hour', time), count(*), sum(uuid_hash_extended(id, 0)::numeric)
    FROM unnest($2::text[], $3::int[], $4::timestamptz[], $5::uuid[]) AS taken (topic, partition, time, id)
    GROUP BY topic, partition, date_trunc('hour', time) ORDER BY 2, 3, 4
    ON CONFLICT (reader, topic, partition, hour)
        DO UPDATE SET count = l.count + excluded.count, hash = l.hash + excluded.hash
"""
"""One statement; $1 reader, then arrays: topics, partitions, times, event ids."""
