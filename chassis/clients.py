"""What aiokafka keeps to itself: whether a client's tasks still live, and how one that hangs is ended.

At an error that it does not expect a task of aiokafka ends, and nobody is told. One that uvloop makes likely: it
answers a write to a connection that was just reset with a RuntimeError, where aiokafka counts on an OSError.
"""

import asyncio
import contextlib
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.errors import KafkaError

AWAY = (KafkaError, OSError, TimeoutError, RuntimeError)
"""What a question to Kafka may end with while Kafka is away."""

_GENTLY = 5.0


def is_member(consumer: AIOKafkaConsumer) -> bool:
    """False once it has given up its group, fetching, or asking who leads: it never resumes."""
    coordinator: Any = consumer._coordinator
    if coordinator is None:
        return False
    tasks = (coordinator._coordination_task, consumer._fetcher._fetch_task, consumer._client._sync_task)
    return not any(task.done() for task in tasks)


def seconds_unpolled(consumer: AIOKafkaConsumer) -> float:
    """How long nobody has asked it for more."""
    return float(consumer._subscription.fetcher_idle_time)


def is_sending(producer: AIOKafkaProducer) -> bool:
    """False once it has given up sending, or asking who leads."""
    return not (producer._sender._sender_task.done() or producer.client._sync_task.done())


async def end_producer(producer: AIOKafkaProducer) -> None:
    """Never raises. With brokers away ``stop()`` may never return, and what it would have closed would send late."""
    with contextlib.suppress(Exception):
        await asyncio.wait_for(producer.stop(), _GENTLY)
    with contextlib.suppress(Exception):
        await asyncio.wait_for(producer._sender.close(), _GENTLY)
    with contextlib.suppress(Exception):
        await asyncio.wait_for(producer.client.close(), _GENTLY)


async def end_connections(consumer: AIOKafkaConsumer) -> None:
    """Never raises; a fetcher that had failed leaves them open."""
    with contextlib.suppress(Exception):
        await asyncio.wait_for(consumer._client.close(), _GENTLY)
