"""What the log itself holds: every record that was ever appended, copies included."""

from collections import Counter

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.structs import ConsumerRecord

from contracts import FAMILIES, Topic
from tests.faults.stage import Town


async def records(town: Town, topic: Topic) -> list[ConsumerRecord]:
    """All of a topic, partition by partition, in order of the log."""
    partitions = [TopicPartition(topic.value, number) for number in range(FAMILIES[topic].partitions)]
    consumer = AIOKafkaConsumer(
        bootstrap_servers=town.bootstrap.split(","),
        enable_auto_commit=False,
        auto_offset_reset="earliest",  # else it may jump to the end before it is told to seek
    )
    await consumer.start()
    try:
        consumer.assign(partitions)
        ends = await consumer.end_offsets(partitions)
        await consumer.seek_to_beginning(*partitions)
        found: list[ConsumerRecord] = []
        while any([await consumer.position(partition) < end for partition, end in ends.items()]):
            for batch in (await consumer.getmany(timeout_ms=500)).values():
                found += batch
        return found
    finally:
        await consumer.stop()


async def copies(town: Town, topic: Topic) -> int:
    """How many records repeat an event that is in the log already."""
    ids = Counter(dict(record.headers)["ce_id"] for record in await records(town, topic))
    return sum(ids.values()) - len(ids)
