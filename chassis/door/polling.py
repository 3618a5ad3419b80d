"""A poll that passes nothing over: what aiokafka cannot parse must not take its neighbours with it.

aiokafka empties partition after partition; when one raises, what it had taken from the others is gone and their
positions have moved. So after any error we go back to where the database is, and for a while take each partition for
itself. The one that raised goes on record by record, and stands still before the one that nobody can parse.
"""

import asyncio
import contextlib
import time
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from itertools import chain

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import ConsumerStoppedError, IllegalStateError

from chassis.clients import AWAY, answered
from chassis.door.lanes import LANES, lane_of
from chassis.door.offsets import Offsets
from chassis.telemetry import Telemetry

_WAIT_MS = 200
"""How long a poll waits for a first record; it returns with it at once."""
_TRIES = 3
_AFTER_AN_ERROR = 0.5
_CAREFUL_FOR = 30.0
"""Seconds after the last error."""


class Poll:
    """Asks for the next batch; ``at_most`` records of each lane."""

    def __init__(self, offsets: Offsets, *, at_most: int, telemetry: Telemetry) -> None:
        self.standing: dict[TopicPartition, str] = {}
        """Partitions that stand before a record that cannot be parsed: at which offset, and why."""
        self._offsets = offsets
        self._at_most = at_most
        self._telemetry = telemetry
        self._failed: Counter[TopicPartition] = Counter()
        self._careful_until = 0.0

    async def __call__(self, consumer: AIOKafkaConsumer) -> tuple[ConsumerRecord, ...]:
        if time.monotonic() < self._careful_until:
            return await self._one_by_one(consumer)
        self._failed.clear()
        try:
            return await self._of_each_lane(consumer)
        except ConsumerStoppedError:
            raise
        except Exception as error:
            self._telemetry.log.warning("a poll failed and is repeated", error=type(error).__name__)
            self._careful_until = time.monotonic() + _CAREFUL_FOR
            await self._back(consumer, consumer.assignment())
            return ()

    async def _of_each_lane(self, consumer: AIOKafkaConsumer) -> tuple[ConsumerRecord, ...]:
        """aiokafka alone empties one partition before it looks at the next, and a poll would be all in one lane."""
        taken: list[ConsumerRecord] = []
        mine: Collection[TopicPartition] = consumer.assignment() - consumer.paused()
        for lane in range(LANES):
            if its := [partition for partition in mine if lane_of(partition.partition) == lane]:
                found = await consumer.getmany(*its, timeout_ms=0, max_records=self._at_most)
                taken += chain(*found.values())
        if not taken:
            found = await consumer.getmany(timeout_ms=_WAIT_MS, max_records=self._at_most)
            taken += chain(*found.values())
        return tuple(taken)

    def begin_anew(self) -> None:
        """With another consumer, which knows nothing of the old one's troubles."""
        self.standing.clear()
        self._failed.clear()
        self._careful_until = 0.0

    async def _one_by_one(self, consumer: AIOKafkaConsumer) -> tuple[ConsumerRecord, ...]:
        """One partition after the other; what one of them raises costs the others nothing."""
        asked = consumer.assignment() - consumer.paused()
        taken: list[ConsumerRecord] = []
        errors: dict[TopicPartition, Exception] = {}
        for partition in asked:
            at_most = 1 if self._failed[partition] else self._at_most - len(taken)
            try:
                found = await consumer.getmany(partition, timeout_ms=0, max_records=at_most)
            except ConsumerStoppedError:
                raise
            except Exception as error:
                errors[partition] = error
                continue
            if records := found.get(partition):
                taken += records
                self._failed[partition] = min(self._failed[partition], 1)
            if len(taken) >= self._at_most:
                break
        if errors:
            self._careful_until = time.monotonic() + _CAREFUL_FOR
            await self._back(consumer, errors)
            if len(errors) < len(asked) or len(asked) == 1:  # what all of them raise is no record's fault
                self._blame(consumer, errors)
        await asyncio.sleep(_AFTER_AN_ERROR if errors else 0 if taken else _WAIT_MS / 1000)
        return tuple(taken)

    async def _back(self, consumer: AIOKafkaConsumer, partitions: Iterable[TopicPartition]) -> None:
        """To where the database is: what was polled and not handed over is polled again. Nothing goes on before."""
        for partition in set(partitions):
            while partition in consumer.assignment():
                try:
                    offset = self._offsets.taken.get(partition)
                    if offset is None:
                        offset = await answered(consumer.committed(partition), within=5) or 0
                    consumer.seek(partition, offset)  # before the log's beginning it goes there
                    break
                except IllegalStateError:
                    break  # revoked meanwhile: whoever has it now begins where it was committed
                except AWAY:
                    await asyncio.sleep(_AFTER_AN_ERROR)

    def _blame(self, consumer: AIOKafkaConsumer, errors: Mapping[TopicPartition, Exception]) -> None:
        for partition, error in errors.items():
            self._failed[partition] += 1
            if self._failed[partition] < _TRIES:
                continue
            at = self._offsets.taken.get(partition, self._offsets.committed.get(partition, 0))
            self.standing[partition] = f"{partition.topic}/{partition.partition} at {at}: {type(error).__name__}"
            with contextlib.suppress(IllegalStateError):
                consumer.pause(partition)
            self._telemetry.log.critical("a partition stands still", topic=partition.topic, offset=at)
