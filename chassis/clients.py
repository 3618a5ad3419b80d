"""What aiokafka keeps to itself: whether a client's tasks still live, and how one that hangs is ended.

At an error that it does not expect a task of aiokafka ends, and nobody is told. One that uvloop makes likely: it
answers a write to a connection that was just reset with a RuntimeError, where aiokafka counts on an OSError.
"""

import asyncio
import contextlib
from collections.abc import Awaitable
from typing import Any, TypeVar

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.errors import KafkaError

from chassis.ending import is_being_cancelled

AWAY = (KafkaError, OSError, TimeoutError, RuntimeError)
"""What a question to Kafka may end with while Kafka is away."""

_GENTLY = 5.0

Answer = TypeVar("Answer")


async def answered(question: Awaitable[Answer], *, within: float) -> Answer:
    """What a client answers. Raises what it raises, and TimeoutError after ``within`` seconds or when it gave up.

    Where aiokafka awaits a task that it has just cancelled, its CancelledError would reach ours, which would then end
    as if somebody had asked it to: without a word. Only who cancels us may do that.
    """
    try:
        return await asyncio.wait_for(question, within)
    except asyncio.CancelledError:
        if is_being_cancelled():
            raise
        raise TimeoutError from None


def is_member(consumer: AIOKafkaConsumer) -> bool:
    """False once it was closed, or has given up its group, fetching, or asking who leads: it never resumes."""
    coordinator: Any = consumer._coordinator
    if coordinator is None or consumer._closed:
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
        await answered(producer.stop(), within=_GENTLY)
    with contextlib.suppress(Exception):
        await answered(producer._sender.close(), within=_GENTLY)
    with contextlib.suppress(Exception):
        await answered(producer.client.close(), within=_GENTLY)


async def end_connections(consumer: AIOKafkaConsumer) -> None:
    """Never raises; a fetcher that had failed leaves them open."""
    with contextlib.suppress(Exception):
        await answered(consumer._client.close(), within=_GENTLY)
