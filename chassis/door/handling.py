"""The handlers of one batch: wave after wave, each under its span, and what the domain declines left behind."""

from contextlib import ExitStack, nullcontext

from opentelemetry import trace

from chassis.door.sorting import Due, Sorting, waves
from chassis.door.spans import batch_span, heard
from chassis.errors import Declined
from chassis.telemetry import Telemetry
from chassis.trace_context import is_sampled
from chassis.work import UnitOfWork


class SomeDeclined(Exception):
    """A handler declined, and its effects are in a transaction with others': the same again, carefully."""


class Handling:
    """Runs what is due. ``carefully``: each handler in a part of its own, so that a declining one undoes only that."""

    def __init__(self, telemetry: Telemetry, work: UnitOfWork, *, carefully: bool) -> None:
        self._telemetry = telemetry
        self._work = work
        self._carefully = carefully

    async def run(self, sorting: Sorting) -> None:
        """Raises SomeDeclined, unless carefully; Declined where a batch handler declined several at once."""
        if not sorting.due:
            return
        traces = [one.arrival.stamp.traceparent for one in sorting.due if one.arrival.stamp]
        with batch_span(self._telemetry, traces) if any(map(is_sampled, traces)) else nullcontext():
            for wave in waves(sorting.due):
                for group in wave.values():
                    await self._run_group(group, sorting)

    async def _run_group(self, group: list[Due], sorting: Sorting) -> None:
        if group[0].hearing.batch and len(group) > 1:
            await self._run_batch(group)  # which of them it declines is found by halving
            return
        for one in group:
            await self._run_unless_declined(one, sorting)

    async def _run_unless_declined(self, one: Due, sorting: Sorting) -> None:
        try:
            async with self._work.attempt() if self._carefully else nullcontext():
                await (self._run_batch([one]) if one.hearing.batch else self._run_one(one))
        except Declined as no:
            if not self._carefully:
                raise SomeDeclined from no
            sorting.decline(one)
            self._telemetry.log.info("declined", event_id=str(one.arrival.id), slug=no.slug)

    async def _run_batch(self, group: list[Due]) -> None:
        with ExitStack() as spans:
            batch = [heard(self._telemetry, one, spans)[0] for one in group]
            await group[0].hearing.run(batch, self._work)

    async def _run_one(self, one: Due) -> None:
        with ExitStack() as spans:
            heard_one, span = heard(self._telemetry, one, spans)
            if span is not None:
                spans.enter_context(trace.use_span(span, record_exception=False, set_status_on_exception=False))
            self._work.cause = heard_one
            try:
                await one.hearing.run(one.event, self._work)
            finally:
                self._work.cause = None
