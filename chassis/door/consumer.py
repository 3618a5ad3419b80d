"""The door's Kafka side: a static group member that commits an offset only after the database has."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Sequence
from typing import Any

from aiokafka import ConsumerRecord, TopicPartition
from aiokafka.errors import IllegalStateError, KafkaError
from faststream import AckPolicy
from faststream.kafka import KafkaBroker, KafkaMessage
from faststream.kafka.message import KafkaAckableMessage

from chassis.database import is_passing
from chassis.door.entry import Door
from chassis.door.limits import TooManyHeld
from chassis.door.offsets import REVOKE_PATIENCE, Drain, Offsets
from chassis.telemetry import Telemetry
from chassis.topics import missing_topics

MOST_RECORDS = 1000
"""A batch: the knee of the measured curve."""
DEBT_PATIENCE = 60.0
"""Seconds that offsets may be owed to Kafka before the group member is made anew."""
_AWAY = (KafkaError, OSError, TimeoutError, RuntimeError)
"""What a question to Kafka may end with; uvloop raises the last where aiokafka counts on an OSError: on a connection
that was closed under its hands."""
_WHAT_TO_DO = "see 'record held' in the log and fairlead held list, put the fault right, then restart the service"


class Consumer:
    """Polls the topics a service hears and hands whole batches to its door."""

    def __init__(
        self,
        door: Door,
        *,
        topics: Sequence[str],
        bootstrap: str,
        ordinal: int,
        session_timeout_ms: int,
        max_poll_interval_ms: int = 300_000,
        telemetry: Telemetry,
    ) -> None:
        self._door = door
        self._telemetry = telemetry
        self.topics = topics
        self.stopped: str | None = None
        """Why it takes nothing any more, until somebody has looked."""
        self.missing: list[str] = []
        """Topics that do not exist; without them a subscription would hang for ever."""
        self._bootstrap = bootstrap
        self._idle = asyncio.Event()
        self._idle.set()
        self._last_poll = self._settled = time.monotonic()
        self._offsets = Offsets()
        self._broker = KafkaBroker(
            bootstrap.split(","),
            client_id=f"fairlead-{door.service}",
            logger=logging.getLogger("faststream"),
            graceful_timeout=REVOKE_PATIENCE,
        )
        self._subscriber: Any = self._broker.subscriber(
            *topics,
            batch=True,
            group_id=door.service,
            group_instance_id=f"{door.service}-{ordinal}",
            ack_policy=AckPolicy.MANUAL,
            auto_offset_reset="earliest",
            max_records=MOST_RECORDS,
            batch_timeout_ms=20,
            fetch_max_wait_ms=250,  # the broker answers at once when there is something; this only bounds idle waiting
            session_timeout_ms=session_timeout_ms,
            heartbeat_interval_ms=min(3_000, session_timeout_ms // 3),
            max_poll_interval_ms=max_poll_interval_ms,
            rebalance_timeout_ms=max(30_000, session_timeout_ms),
            no_reply=True,
            listener=Drain(self._idle, self._offsets),
            parser=self._parse,
            decoder=_raw_records,
        )
        self._subscriber(self._handle)

    async def run(self, stop: asyncio.Event) -> None:
        """Until stopped: connect, with patience while Kafka is away, and poll."""
        while not stop.is_set():
            try:
                self.missing = await missing_topics(self._bootstrap, self.topics)
                if self.missing:
                    await asyncio.sleep(1)
                    continue
                await self._door.remember()
                await self._broker.start()
                break
            except Exception as error:
                if not (isinstance(error, KafkaError) or is_passing(error)):
                    raise
                self._telemetry.log.warning("kafka or the database is away", error=type(error).__name__)
                with contextlib.suppress(Exception):
                    await asyncio.wait_for(self._broker.stop(), 5)
                await asyncio.sleep(0.5)
        try:
            while not stop.is_set():
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), 1.0)
                if not self._is_member and not stop.is_set():
                    await self._join_anew()
                await self._settle_debts()
                await self._measure()
        finally:
            await self._broker.stop()

    @property
    def assigned(self) -> int:
        consumer = self._subscriber.consumer
        return len(consumer.assignment()) if consumer is not None else 0

    @property
    def seconds_since_poll(self) -> float:
        """How long one batch has been in hand; small while idle."""
        return 0.0 if self._idle.is_set() else time.monotonic() - self._last_poll

    @property
    def seconds_unpolled(self) -> float:
        """How long nobody has asked Kafka for more, while no batch is in hand: a poll loop that died says nothing."""
        consumer = self._subscriber.consumer
        if consumer is None or not self._idle.is_set():
            return 0.0
        return float(consumer._subscription.fetcher_idle_time)  # noqa: SLF001 - what aiokafka itself goes by

    @property
    def _is_member(self) -> bool:
        """False once aiokafka has given up its group, fetching or asking who leads: at an error it does not expect it
        does so for good, and tells nobody. Also when Kafka has not taken a commit for long, whatever the reason.

        One that uvloop makes likely: it answers a write to a connection that was just reset with a RuntimeError.
        """
        consumer = self._subscriber.consumer
        coordinator = consumer._coordinator if consumer is not None else None  # noqa: SLF001 - nowhere else to see it
        if coordinator is None or time.monotonic() - self._settled > DEBT_PATIENCE:
            return False
        tasks = (coordinator._coordination_task, consumer._fetcher._fetch_task, consumer._client._sync_task)  # noqa: SLF001
        return not any(task.done() for task in tasks)

    async def _join_anew(self) -> None:
        """Without this, each poll would repeat the old error for ever; what was taken and not committed comes again."""
        self._telemetry.log.warning("the group member has ended and is made anew")
        self._settled = time.monotonic()
        old = self._subscriber.consumer
        with contextlib.suppress(Exception):  # what is broken need not end in good order
            await asyncio.wait_for(self._subscriber.stop(), REVOKE_PATIENCE + 5)
        if old is not None:
            with contextlib.suppress(Exception):  # a fetcher that had failed leaves its connections open
                await asyncio.wait_for(old._client.close(), 5)  # noqa: SLF001
        try:
            await self._subscriber.start()
        except _AWAY as error:
            self._telemetry.log.warning("kafka is away", error=type(error).__name__)

    async def lag(self) -> int | None:
        """Records between each partition's end and what was taken; None while that cannot be asked."""
        consumer = self._subscriber.consumer
        if consumer is None or not (assigned := consumer.assignment()):
            return None
        try:
            ends = await asyncio.wait_for(consumer.end_offsets(assigned), 5)
            for partition in assigned - self._offsets.committed.keys():
                self._offsets.committed[partition] = await asyncio.wait_for(consumer.committed(partition), 5) or 0
        except _AWAY:
            return None
        return int(sum(max(0, ends[partition] - self._offsets.reached(partition)) for partition in assigned))

    async def _parse(self, raw: tuple[ConsumerRecord, ...]) -> KafkaAckableMessage:
        """Hand over raw records: nothing in them can raise here, or FastStream would commit past them."""
        return KafkaAckableMessage(
            raw_message=raw, body=b"", headers={}, message_id="", correlation_id="", consumer=self._subscriber.consumer
        )

    async def _handle(self, message: KafkaMessage) -> None:
        records: tuple[ConsumerRecord, ...] = message.raw_message
        self._idle.clear()
        self._last_poll = time.monotonic()
        try:
            await self._take(records)
        finally:
            self._idle.set()

    async def _take(self, records: tuple[ConsumerRecord, ...]) -> None:
        """Every path ends in a commit or a rewind: a path without either would be committed past by the next batch."""
        if self.stopped is not None:
            self._rewind(records, pause=True)
            return
        try:
            await self._door.take(records)
        except TooManyHeld as too_many:
            self.stopped = f"{too_many}; {_WHAT_TO_DO}"
            self._telemetry.log.critical("consumer stopped", reason=self.stopped)
            self._rewind(records, pause=True)
            return
        except Exception as error:
            self._telemetry.log.exception("batch given back", error=type(error).__name__)
            self._rewind(records)
            await asyncio.sleep(1)
            return
        reached = {(record.topic, record.partition): record.offset + 1 for record in records}
        self._offsets.taken.update({TopicPartition(*where): offset for where, offset in reached.items()})
        await self._settle_debts()

    def _rewind(self, records: tuple[ConsumerRecord, ...], *, pause: bool = False) -> None:
        """Back to each partition's first record of the batch; a partition that was revoked is somebody else's."""
        first: dict[TopicPartition, int] = {}
        for record in records:
            first.setdefault(TopicPartition(record.topic, record.partition), record.offset)
        consumer = self._subscriber.consumer
        for partition, offset in first.items():
            with contextlib.suppress(IllegalStateError):
                consumer.seek(partition, offset)
        if pause:
            consumer.pause(*consumer.assignment())

    async def _settle_debts(self) -> None:
        """Commit what was taken; a failure costs a redelivery and is repeated each second."""
        consumer = self._subscriber.consumer
        owed = self._offsets.owed(consumer.assignment()) if consumer is not None else {}
        if not owed:
            self._settled = time.monotonic()
            return
        try:
            await asyncio.wait_for(consumer.commit(owed), 10)
        except _AWAY as error:
            self._telemetry.log.warning("offset commit failed", error=type(error).__name__)
        else:
            self._offsets.committed.update(owed)
            self._settled = time.monotonic()

    async def _measure(self) -> None:
        if (lag := await self.lag()) is not None:
            self._telemetry.metrics.consumer_offset_lag.set(lag)


async def _raw_records(message: KafkaMessage) -> Any:
    return message.raw_message
