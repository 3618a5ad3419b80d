"""Rows of an outbox as records of Kafka: our own batches, one per partition, every acknowledgement awaited."""

import asyncio
import contextlib
from collections.abc import Sequence
from typing import Any
from zlib import crc32

from aiokafka import AIOKafkaProducer
from opentelemetry.context import Context
from opentelemetry.trace import SpanKind

from chassis.clients import answered, end_producer, is_sending
from chassis.cloudevents import headers_of, source_of, stamp_in
from chassis.telemetry import Telemetry
from chassis.trace_context import is_sampled, links_to

_SEND_PATIENCE = 60.0


def partition_of(key: bytes, partitions: int) -> int:
    """The partition of a key: crc32, as librdkafka's ``consistent``; every producer of a topic must agree."""
    return crc32(key) % partitions


class Sender:
    """An idempotent producer that lives until the first error."""

    def __init__(self, bootstrap: str, *, telemetry: Telemetry) -> None:
        self._bootstrap = bootstrap
        self._telemetry = telemetry
        self._source = source_of(telemetry.service)
        self._producer: AIOKafkaProducer | None = None

    @property
    def gave_up(self) -> bool:
        """Whether the producer will never send again."""
        return self._producer is not None and not is_sending(self._producer)

    async def send(self, rows: Sequence[Any]) -> dict[int, int]:
        """Send all, await every acknowledgement, return each row's partition. Raises KafkaError or TimeoutError."""
        traces = [row["traceparent"] for row in rows]
        span = self._send_span(traces, len(rows)) if any(map(is_sampled, traces)) else contextlib.nullcontext()
        with span:
            producer = await self._started_producer()
            async with asyncio.timeout(_SEND_PATIENCE):
                partitions, acknowledgements = await self._append(producer, rows)
                await asyncio.gather(*acknowledgements)
        return partitions

    def _send_span(self, traces: list[str], count: int) -> Any:
        return self._telemetry.tracer.start_as_current_span(
            "send outbox",
            context=Context(),
            kind=SpanKind.CLIENT,
            links=links_to(traces),
            record_exception=False,
            set_status_on_exception=False,
            attributes={
                "messaging.system": "kafka",
                "messaging.operation.type": "send",
                "messaging.operation.name": "send",
                "messaging.batch.message_count": count,
            },
        )

    async def _append(self, producer: AIOKafkaProducer, rows: Sequence[Any]) -> tuple[dict[int, int], list[Any]]:
        """One open batch per partition, closed and sent when full: a key's order is the rows' order.

        All are handed over in one go: if the producer's own task had a turn between two of them, it would send the
        first alone, and the others after its acknowledgement.
        """
        partitions: dict[int, int] = {}
        acknowledgements: list[Any] = []
        open_batches: dict[tuple[str, int], Any] = {}
        counts: dict[str, int] = {}
        for row in rows:
            topic, key, data = row["topic"], row["key"].encode(), row["data"]
            headers = headers_of(stamp_in(row, source=self._source), row["extensions"])
            if topic not in counts:
                counts[topic] = len(await producer.partitions_for(topic))
            where = (topic, partition_of(key, counts[topic]))
            partitions[row["id"]] = where[1]
            batch = open_batches.get(where)
            if batch is None:
                batch = open_batches[where] = producer.create_batch()
            if batch.append(key=key, value=data, timestamp=None, headers=headers) is None:
                acknowledgements.append(await self._dispatch(producer, batch, where))
                batch = open_batches[where] = producer.create_batch()
                batch.append(key=key, value=data, timestamp=None, headers=headers)
        for where, batch in open_batches.items():
            acknowledgements.append(await self._dispatch(producer, batch, where))
        return partitions, acknowledgements

    async def _dispatch(self, producer: AIOKafkaProducer, batch: Any, where: tuple[str, int]) -> Any:
        batch.close()
        return await producer.send_batch(batch, where[0], partition=where[1])

    async def _started_producer(self) -> AIOKafkaProducer:
        if self._producer is None:
            producer = AIOKafkaProducer(
                bootstrap_servers=self._bootstrap.split(","),
                client_id=f"fairlead-{self._telemetry.service}-relay",
                acks="all",
                enable_idempotence=True,
                linger_ms=0,
                max_batch_size=512 * 1024,
                max_request_size=1024 * 1024,
                request_timeout_ms=10_000,
            )
            try:
                await answered(producer.start(), within=15)
            except BaseException:
                await end_producer(producer)
                raise
            self._producer = producer
        return self._producer

    async def drop(self) -> None:
        """Any error makes a new one: after an OutOfOrderSequence the old one never recovers."""
        producer, self._producer = self._producer, None
        if producer is not None:
            await end_producer(producer)
