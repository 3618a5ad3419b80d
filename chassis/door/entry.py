"""A batch through the door: one transaction, again on passing errors, halved on lasting ones, at last one held."""

import asyncio
import contextlib
import random
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from uuid import UUID

from chassis.database import Database, is_passing
from chassis.door.books import Books, Key
from chassis.door.counting import tell
from chassis.door.handling import Handling, SomeDeclined
from chassis.door.held import Noting, held_lately, held_of, keys_behind_gaps, mark_first, mark_replayed, mark_waiting
from chassis.door.limits import HeldLimit, HeldWatch, TooManyHeld
from chassis.door.record import Claim, RawRecord, claim, read
from chassis.door.sorting import Known, Sorting
from chassis.errors import Declined
from chassis.hearing import Hearing
from chassis.telemetry import Telemetry
from chassis.work import UnitOfWork

PATIENCE = 60.0
"""Seconds of passing errors before the batch is given back to Kafka; the poll interval must not run out."""
TRIES = 3


class Door:
    """Takes records for one service. Whatever returns from :meth:`take` is committed."""

    def __init__(
        self,
        database: Database,
        *,
        service: str,
        hearings: Mapping[str, Hearing],
        telemetry: Telemetry,
        journal: bool = False,
        limit: HeldLimit | None = None,
        patience: float = PATIENCE,
    ) -> None:
        self.service = service
        self._database = database
        self._hearings = hearings
        self._telemetry = telemetry
        self._journal = journal
        self._watch = HeldWatch(limit or HeldLimit())
        self._patience = patience

    async def take(self, records: Sequence[RawRecord]) -> None:
        """Apply each record once, in order per key.

        Raises TooManyHeld when the fault is ours, and the passing error after :data:`PATIENCE` seconds of it;
        nothing of what was not committed is lost, because its offsets were not.
        """
        began = time.monotonic()
        if records:
            await self._take_patiently([claim(record) for record in records])
        self._telemetry.metrics.batch_seconds.observe(time.monotonic() - began)

    async def remember(self) -> None:
        """After a restart: what was held within the last minute still counts, or a storm would begin anew each time."""
        async with self._database.begin() as work:
            self._watch.remember(await held_lately(work, self.service, seconds=self._watch.seconds))

    async def replay(self, key: Key, *, noting: Noting | None = None) -> int:
        """Apply what is held under a key, in order: all at once; where one fails, one by one up to it.

        Returns how many were applied; ``noting`` is told so in each transaction. Raises what the handler raises of the
        one that stays first.
        """
        try:
            return await self._replay(key, noting)
        except Exception as error:
            if is_passing(error):
                raise
        replayed = 0
        while released := await self._replay(key, noting, at_most=1):
            replayed += released
        return replayed

    async def _replay(self, key: Key, noting: Noting | None, *, at_most: int | None = None) -> int:
        for carefully in (False, True):
            with contextlib.suppress(SomeDeclined):
                async with self._database.begin(consumer=self.service) as work:
                    released = await self._release(key, work, carefully=carefully, at_most=at_most)
                    if noting is not None:
                        await noting(work, released)
                return released
        raise AssertionError("carefully, nothing is declined unseen")

    async def _release(self, key: Key, work: UnitOfWork, *, carefully: bool, at_most: int | None = None) -> int:
        """As far as it goes; what comes first then waits for the version that it lacks."""
        books, released = Books(work.driver, self.service, work.now), 0
        while rows := await held_of(work, self.service, key, at_most=at_most):
            arrivals = [read(row.raw) for row in rows]
            known = Known(await books.positions(arrivals), held={})
            sorting = Sorting(self._hearings, known).sort(arrivals)
            await Handling(self._telemetry, work, carefully=carefully).run(sorting)
            await books.advance(sorting.reached)
            still = {holding.arrival.raw.offset: holding for holding in sorting.held}
            ended = [row.id for row in rows if row.raw.offset not in still]
            await mark_replayed(work, ended)
            await mark_waiting(work, [(row.id, still[row.raw.offset]) for row in rows if row.raw.offset in still])
            released += len(ended)
            if not ended or not sorting.filled or at_most is not None:
                break
        return released

    async def _release_what_waited(self, key: Key, work: UnitOfWork, *, carefully: bool) -> None:
        """In the transaction of the record it waited for: no crash comes between. What fails for good stays held, and
        what comes before it does not wait for it."""
        at_most: int | None = None
        while True:
            try:
                async with work.attempt():
                    released = await self._release(key, work, carefully=carefully, at_most=at_most)
            except SomeDeclined:
                raise
            except Exception as error:
                if is_passing(error):
                    raise
                if at_most is None:
                    at_most = 1
                    continue
                name = type(error).__name__
                self._telemetry.log.exception("released record held", error=name, topic=key[0])
                await mark_first(work, self.service, key, reason="failed", detail=f"{name} when its gap was filled")
                return
            if at_most is None or not released:
                return

    async def release_gaps(self) -> None:
        """Apply what waits for a version that another member has taken meanwhile; one key's failure is its own."""
        async with self._database.begin() as work:
            keys = await keys_behind_gaps(work, self.service)
        for key in keys:
            try:
                await self.replay(key)
            except Exception as error:
                if is_passing(error):
                    raise
                async with self._database.begin() as work:
                    detail = f"{type(error).__name__} when its gap was filled"
                    await mark_first(work, self.service, key, reason="failed", detail=detail)

    async def _take_patiently(self, claims: list[Claim]) -> None:
        until, tries, pause = time.monotonic() + self._patience, 0, 0.05
        while True:
            try:
                await self._apply(claims)
                return
            except TooManyHeld:
                raise
            except Exception as error:
                if is_passing(error):
                    if time.monotonic() > until:
                        raise
                elif isinstance(error, Declined) or (tries := tries + 1) == TRIES:
                    lasting = error
                    break
                self._telemetry.log.warning("batch failed", error=type(error).__name__, records=len(claims))
            await asyncio.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311 - jitter, not secrecy
            pause = min(pause * 2, 5.0)
        await self._divide(claims, lasting)

    async def _divide(self, claims: list[Claim], error: Exception) -> None:
        """Find the record that fails: the rest is applied, that one held."""
        if len(claims) == 1:
            one = claims[0]
            self._telemetry.log.error(
                "record held",
                error=type(error).__name__,
                event_id=str(one.id),
                topic=one.raw.topic,
                offset=one.raw.offset,
                exc_info=error,
            )
            await self._apply(claims, failed={one.id: f"{type(error).__name__} after {TRIES} tries"})
            return
        middle = len(claims) // 2
        await self._take_patiently(claims[:middle])
        await self._take_patiently(claims[middle:])

    async def _apply(self, claims: list[Claim], *, failed: Mapping[UUID, str] | None = None) -> None:
        try:
            ended = await self._transaction(claims, failed or {}, carefully=False)
        except SomeDeclined:
            ended = await self._transaction(claims, failed or {}, carefully=True)
        tell(self._telemetry.metrics, *ended, now=self._database.clock.now())

    async def _transaction(
        self, claims: list[Claim], failed: Mapping[UUID, str], *, carefully: bool
    ) -> tuple[Sorting, Counter[str]]:
        """How each new record ended, and how many of each topic the inbox knew."""
        with contextlib.ExitStack() as counted:  # around the commit
            return await self._begun(claims, failed, counted, carefully=carefully)

    async def _begun(
        self, claims: list[Claim], failed: Mapping[UUID, str], counted: contextlib.ExitStack, *, carefully: bool
    ) -> tuple[Sorting, Counter[str]]:
        async with self._database.begin(consumer=self.service) as work:
            books = Books(work.driver, self.service, work.now)
            arrivals = await books.new_among(claims)
            known = Known(
                positions=await books.positions(arrivals) if arrivals else {},
                held=await books.first_held(arrivals) if arrivals else {},
                failed=failed,
            )
            sorting = Sorting(self._hearings, known).sort(arrivals)
            counted.enter_context(self._watch.counting(len(sorting.taken), sorting.held_for_cause))
            await Handling(self._telemetry, work, carefully=carefully).run(sorting)
            await books.advance(sorting.reached, sorting.taken)
            if sorting.held:
                await books.hold(sorting.held)
            if self._journal:
                await books.journal(sorting.taken)
            for key in sorted(sorting.filled):
                await self._release_what_waited(key, work, carefully=carefully)
        return sorting, Counter(one.raw.topic for one in claims) - Counter(one.topic for one in arrivals)
