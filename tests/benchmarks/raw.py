"""What this machine does with the bare clients, measured in the same run: the yardstick of every ratio."""

import asyncio
import time
from uuid import uuid4

import asyncpg
from aiokafka import AIOKafkaProducer

from chassis.sending import partition_of
from fairlead.commands.client import Region
from tests.benchmarks.region import running_region

_VALUE = b"x" * 600
_HEADERS = [(f"ce_header{n}", b"y" * 30) for n in range(8)]


def measure(many: int) -> tuple[float, float]:
    """Seconds for so many records through aiokafka's send_batch, and so many rows through COPY, 1,000 at a time."""
    with running_region() as here:
        return asyncio.run(_both(here, many))


async def _both(here: Region, many: int) -> tuple[float, float]:
    return await _send(here.addresses.kafka, many), await _copy(here.addresses.databases["portal"], many)


async def _send(bootstrap: str, many: int) -> float:
    producer = AIOKafkaProducer(
        bootstrap_servers=bootstrap, acks="all", enable_idempotence=True, max_batch_size=512 * 1024
    )
    await producer.start()
    try:
        partitions = len(await producer.partitions_for("notifications.v1"))
        began = time.monotonic()
        for first in range(0, many, 1000):
            batches = {number: producer.create_batch() for number in range(partitions)}
            for number in range(first, min(first + 1000, many)):
                key = str(number).encode().rjust(36, b"0")
                batch = batches[partition_of(key, partitions)]
                batch.append(key=key, value=_VALUE, timestamp=None, headers=_HEADERS)
            sent = [await producer.send_batch(b, "notifications.v1", partition=p) for p, b in batches.items()]
            await asyncio.gather(*sent)
        return time.monotonic() - began
    finally:
        await producer.stop()


async def _copy(database: str, many: int) -> float:
    connection = await asyncpg.connect(database)
    try:
        await connection.execute("CREATE TABLE yardstick (id uuid PRIMARY KEY, body bytea)")
        began = time.monotonic()
        for first in range(0, many, 1000):
            rows = [(uuid4(), _VALUE) for _ in range(min(1000, many - first))]
            await connection.copy_records_to_table("yardstick", records=rows)
        return time.monotonic() - began
    finally:
        await connection.execute("DROP TABLE IF EXISTS yardstick")
        await connection.close()
