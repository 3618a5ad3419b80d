"""The door's Kafka side: a static group member that commits an offset only after the database has."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Sequence
from typing import Any

from aiokafka import ConsumerRecord, TopicPartition
from aiokafka.errors import IllegalStateError
from faststream import AckPolicy
from faststream.kafka import KafkaBroker, KafkaMessage
from faststream.kafka.message import KafkaAckableMessage

from chassis.clients import AWAY, answered, end_connections, is_member, seconds_unpolled
from chassis.database import is_passing
from chassis.door.entry import Door
from chassis.door.lanes import lanes
from chassis.door.limits import TooManyHeld
from chassis.door.offsets import REVOKE_PATIENCE, Drain, Offsets
from chassis.door.polling import Poll
from chassis.telemetry import Telemetry
from chassis.topics import missing_topics

MOST_RECORDS = 1000
"""A lane's share of a poll, and so a transaction: the knee of the measured curve."""
SETTLE_EVERY = 0.1
"""Seconds between two commits of offsets."""
DEBT_PATIENCE = 60.0
"""Seconds that offsets may be owed to Kafka, or nothing be polled, before the group member is made anew."""
JOIN_PATIENCE = 120.0
"""Seconds that a group may need to give a new member its partitions."""
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
        self._last_poll = time.monotonic()
        self._offsets = Offsets(telemetry)
        self._poll = Poll(self._offsets, at_most=MOST_RECORDS, telemetry=telemetry)
        self._broker = KafkaBroker(
            bootstrap.split(","),
            client_id=f"fairlead-{door.service}",
            apply_types=False,  # or each batch waits for a thread that looks at its type
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
            fetch_max_wait_ms=250,  # the broker answers at once when there is something; this only bounds idle waiting
            session_timeout_ms=session_timeout_ms,
            heartbeat_interval_ms=min(3_000, session_timeout_ms // 3),
            max_poll_interval_ms=max_poll_interval_ms,
            rebalance_timeout_ms=max(30_000, session_timeout_ms),
            no_reply=True,
            listener=Drain(self._idle, self._offsets, lambda: self._subscriber.consumer),
            parser=self._parse,
            decoder=_raw_records,
        )
        self._subscriber(self._handle)
        self._subscriber.get_msg = self._poll  # type: ignore[method-assign]  # its own loses records beside a bad one

    async def run(self, stop: asyncio.Event) -> None:
        """Until stopped: connect, with patience while Kafka is away, and poll."""
        remembered = False
        while not stop.is_set():
            try:
                self.missing = await answered(missing_topics(self._bootstrap, self.topics), within=30)
                if self.missing:
                    await asyncio.sleep(1)
                    continue
                if not remembered:
                    await self._door.remember()
                    remembered = True
                await answered(self._broker.start(), within=JOIN_PATIENCE)
                break
            except Exception as error:
                if not (isinstance(error, AWAY) or is_passing(error)):
                    raise
                self._telemetry.log.warning("kafka or the database is away", error=type(error).__name__)
                with contextlib.suppress(Exception):
                    await answered(self._broker.stop(), within=5)
                await asyncio.sleep(0.5)
        settling = asyncio.create_task(self._settle_often())
        try:
            while not stop.is_set():
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), 1.0)
                if not self._is_member and not stop.is_set():
                    await self._join_anew()
                await self._measure()
        finally:
            settling.cancel()
            await self._offsets.settle(self._subscriber.consumer)
            with contextlib.suppress(TimeoutError):
                await answered(self._broker.stop(), within=REVOKE_PATIENCE + 5)

    async def _settle_often(self) -> None:
        """Beside the batches: none waits for Kafka to note an offset, which is a hint; a kill costs a redelivery."""
        while True:
            settled = await self._offsets.settle(self._subscriber.consumer)
            await asyncio.sleep(SETTLE_EVERY if settled else 1.0)

    @property
    def assigned(self) -> int:
        consumer = self._subscriber.consumer
        return len(consumer.assignment()) if consumer is not None else 0

    @property
    def seconds_since_poll(self) -> float:
        """How long one batch has been in hand, however often it was given back; small while idle."""
        return 0.0 if self._idle.is_set() and not self._offsets.given_back else time.monotonic() - self._last_poll

    @property
    def standing(self) -> Sequence[str]:
        """Partitions of ours that stand before a record which cannot be parsed: where, and why."""
        consumer = self._subscriber.consumer
        mine = consumer.assignment() if consumer is not None else set()
        return sorted(why for partition, why in self._poll.standing.items() if partition in mine)

    @property
    def seconds_unpolled(self) -> float:
        """How long nobody has asked Kafka for more, while no batch is in hand: a poll loop that died says nothing."""
        consumer = self._subscriber.consumer
        if consumer is None or not self._idle.is_set():
            return 0.0
        return seconds_unpolled(consumer)

    @property
    def _is_member(self) -> bool:
        """False once aiokafka has given up, or for long nobody polled or Kafka took no commit, whatever the reason."""
        consumer = self._subscriber.consumer
        if consumer is None or max(self._offsets.seconds_unsettled, self.seconds_unpolled) > DEBT_PATIENCE:
            return False
        return is_member(consumer)

    async def _join_anew(self) -> None:
        """Without this, each poll would repeat the old error for ever; what was taken and not committed comes again."""
        self._telemetry.log.warning("the group member has ended and is made anew")
        await self._leave()
        self._offsets.begin_anew()
        self._poll.begin_anew()
        try:
            await answered(self._subscriber.start(), within=JOIN_PATIENCE)
        except AWAY as error:
            self._telemetry.log.warning("kafka is away", error=type(error).__name__)
            await self._leave()

    async def _leave(self) -> None:
        """Never raises: what is broken need not end in good order."""
        old = self._subscriber.consumer
        with contextlib.suppress(Exception):
            await answered(self._subscriber.stop(), within=REVOKE_PATIENCE + 5)
        if old is not None:
            await end_connections(old)

    async def lag(self) -> int | None:
        """Records between each partition's end and what was taken; None while that cannot be asked."""
        return await self._offsets.lag(self._subscriber.consumer)

    async def _parse(self, raw: tuple[ConsumerRecord, ...]) -> KafkaAckableMessage:
        """Hand over raw records: nothing in them can raise here, or FastStream would commit past them."""
        return KafkaAckableMessage(
            raw_message=raw, body=b"", headers={}, message_id="", correlation_id="", consumer=self._subscriber.consumer
        )

    async def _handle(self, records: tuple[ConsumerRecord, ...]) -> None:
        self._idle.clear()
        if not self._offsets.given_back:
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
        taken = await asyncio.gather(*(self._take_lane(lane) for lane in lanes(records)))
        self._offsets.given_back = not all(taken)

    async def _take_lane(self, records: Sequence[ConsumerRecord]) -> bool:
        """False where the records were given back."""
        try:
            await self._door.take(records)
        except TooManyHeld as too_many:
            self.stopped = f"{too_many}; {_WHAT_TO_DO}"
            self._telemetry.log.critical("consumer stopped", reason=self.stopped)
            self._rewind(records, pause=True)
            return True
        except Exception as error:
            self._telemetry.log.exception("batch given back", error=type(error).__name__)
            self._rewind(records)
            await asyncio.sleep(1)
            return False
        self._offsets.take(records)
        return True

    def _rewind(self, records: Sequence[ConsumerRecord], *, pause: bool = False) -> None:
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

    async def _measure(self) -> None:
        if (lag := await self.lag()) is not None:
            self._telemetry.metrics.consumer_offset_lag.set(lag)


async def _raw_records(message: KafkaMessage) -> Any:
    return message.raw_message
