"""Whether a service is ready, every reason why not, and what it still has to do."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from chassis.database import Database
from chassis.door import Consumer
from chassis.door.held import count_held, oldest_held
from chassis.ledger import SAID
from chassis.relay import Relay
from chassis.telemetry import Telemetry
from chassis.work import UnitOfWork

STUCK = 90.0
"""Seconds with one batch in hand, or without a turn of the relay, after which a service is not ready."""

SILENT = 30.0
"""Seconds without a poll, and no batch in hand, after which the consumer is taken for dead."""

_ASKING = 5.0
_RELAYING = """
    SELECT (SELECT seen_at > now() - interval '10 s' FROM relay WHERE shard = 0),
        coalesce((SELECT extract(epoch FROM now() - time) FROM outbox ORDER BY id LIMIT 1), 0)::float,
        clock_timestamp()
"""
_TOTALS = "SELECT reader, topic, sum(count)::bigint AS many, sum(hash)::numeric AS hash FROM ledger GROUP BY 1, 2"


class Relaying(NamedTuple):
    """What the database says: a relay stamps it, how old its oldest event is, and how far we are ahead of its clock."""

    leads: bool
    oldest: float
    ahead: float


@dataclass(frozen=True)
class Readiness:
    """What is asked of one process of a service: ``relay`` and ``consumer`` only where it runs them."""

    database: Database
    telemetry: Telemetry
    relay: Relay | None
    consumer: Consumer | None
    due: Callable[[UnitOfWork], Awaitable[int]] | None
    clock_skew_seconds: float

    async def state(self, *, books: bool = False) -> dict[str, Any]:
        """``ready``, ``reasons``, the counts of what is on its way; ``books``: and the ledger, said and heard by topic.

        The ledger grows by some thousand rows a day, so a probe does not ask for it.
        """
        counts = dict.fromkeys(("outbox", "lag", "held", "held_seconds", "due_deliveries"), 0)
        reasons: list[str] = []
        state: dict[str, Any] = {"ready": False, **counts, "reasons": reasons}
        try:
            async with asyncio.timeout(_ASKING), self.database.begin() as work:
                relaying = await self._look(work, state, books=books)
        except Exception as error:
            reasons.append(f"the database does not answer ({type(error).__name__})")
            return state
        self.telemetry.metrics.held_records.set(state["held"])
        self.telemetry.metrics.held_oldest_age_seconds.set(state["held_seconds"])
        reasons.extend(self._of_clock(relaying))
        reasons.extend(self._of_relay(relaying))
        if self.consumer is not None:
            lag = await self.consumer.lag()
            state["lag"] = lag or 0
            reasons.extend(self._of_consumer(self.consumer) or (["Kafka does not answer"] if lag is None else []))
        state["ready"] = not reasons
        return state

    async def _look(self, work: UnitOfWork, state: dict[str, Any], *, books: bool) -> Relaying:
        driver = work.driver
        state["outbox"] = await driver.fetchval("SELECT count(*) FROM (SELECT FROM outbox LIMIT 100001) AS counted")
        state["held"] = await count_held(work)
        state["held_seconds"] = int((await oldest_held(work)).total_seconds())
        if self.due is not None:
            state["due_deliveries"] = await self.due(work)
        state["said"], state["heard"] = {}, {}
        for row in await driver.fetch(_TOTALS) if books else ():
            side = state["said"] if row["reader"] == SAID else state["heard"]
            side[row["topic"]] = [row["many"], str(int(row["hash"]))]  # a Decimal writes 1E+20 where it ends in zeros
        leads, oldest, now = await driver.fetchrow(_RELAYING)
        return Relaying(bool(leads), float(oldest), (self.database.clock.now() - now).total_seconds())

    def _of_clock(self, found: Relaying) -> list[str]:
        """Which of the two clocks is wrong cannot be told from here."""
        if abs(found.ahead) <= self.clock_skew_seconds:
            return []
        where = "ahead of" if found.ahead > 0 else "behind"
        return [f"the clock is {abs(found.ahead):.0f} s {where} the database's; see that both hosts keep time (NTP)"]

    def _of_relay(self, relaying: Relaying) -> list[str]:
        if self.relay is None:
            return []
        reasons = [] if relaying.leads else ["no relay holds the outbox"]
        if relaying.oldest > STUCK:
            reasons.append(f"the outbox does not empty: its oldest event waits for {relaying.oldest:.0f} s")
        if time.monotonic() - self.relay.last_turn > STUCK:
            reasons.append("the relay does not come round")
        return reasons

    def _of_consumer(self, consumer: Consumer) -> list[str]:
        if consumer.stopped is not None:
            return [f"the consumer has stopped: {consumer.stopped}"]
        if consumer.missing:
            return [f"topics are missing: {', '.join(consumer.missing)}; run fairlead migrate"]
        if not consumer.assigned:
            return ["the consumer has no partition assigned"]
        reasons = [f"a record cannot be parsed, its partition stands: {where}" for where in consumer.standing]
        if consumer.seconds_since_poll > STUCK:
            reasons.append("the consumer is stuck in one batch")
        elif (silent := consumer.seconds_unpolled) > SILENT:
            reasons.append(f"the consumer has not polled for {silent:.0f} s; restart the service")
        return reasons
