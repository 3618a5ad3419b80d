"""Takes one uploaded file in: read it, see what it would do, then do it in chunks that each commit with their count."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

from opentelemetry import context

from chassis.jobs import Begin
from chassis.rules import rule
from chassis.trace_context import parent_of
from chassis.work import UnitOfWork
from contracts.registry import ImportCompleted
from contracts.vocabulary import ImportKind
from services.registry import store
from services.registry.domain.placements import Guard
from services.registry.domain.tally import Tally
from services.registry.jobs.files import BREATH, CHUNK, CannotRead, File, Limits, PlacementsFile, read_file

MOST_ATTEMPTS = 5


async def bring_in(begin: Begin, *, limits: Limits) -> bool:
    """Take the oldest waiting file in, or go on where it was left. True: there may be another."""
    async with begin() as work:
        waiting = await store.attempt(work)
    if waiting is None:
        return False
    with _trace_of(waiting.traceparent):
        if waiting.attempts > MOST_ATTEMPTS:
            reason = f"given up after {MOST_ATTEMPTS} attempts with {waiting.done} of {waiting.total} rows in; "
            await _fail(begin, waiting, reason + "import the file again to complete it")
            return True
        try:
            file = await asyncio.to_thread(
                read_file, waiting.kind, waiting.content, limits, import_id=waiting.id, asker=waiting.asker
            )
        except CannotRead as why:
            await _fail(begin, waiting, str(why))
            return True
        if waiting.snapshot and not file.items:
            await _fail(begin, waiting, "the file has no rows, so that a snapshot would cancel all; export it again")
            return True
        await _bring_in(begin, waiting, file)
    return True


async def _bring_in(begin: Begin, waiting: store.Import, file: File) -> None:
    """Rehearse unless there is no question that a rehearsal could answer; then do it."""
    absent: list[UUID] = []
    async with begin() as work:
        asks_first = waiting.done == 0 and not waiting.confirm and await _may_be_too_much(work, file)
        if asks_first or waiting.dry_run or waiting.snapshot:
            tally, absent = await _rehearse(work, waiting, file)
            too_much = await _too_much(work, file) if asks_first else None
            if waiting.dry_run or too_much:
                await _report(work, waiting, file, tally, too_much)
                return
    await _apply(begin, waiting, file)
    if isinstance(file, PlacementsFile):
        await _cancel_absent(begin, waiting, file, absent)
    await _complete(begin, waiting, file)


async def _may_be_too_much(work: UnitOfWork, file: File) -> bool:
    """Whether a rehearsal could find more than goes without confirmation: never in a first file, nor among people."""
    return isinstance(file, PlacementsFile) and await store.any_placement(work)


async def _rehearse(work: UnitOfWork, waiting: store.Import, file: File) -> tuple[Tally, list[UUID]]:
    """Everything but writing: what the whole file would do."""
    tally = Tally()
    await file.begin(work)
    for chunk in _chunks(file, 0):
        await file.take(work, chunk, tally)
        file.forget()
    absent = await file.absent(work, tally) if waiting.snapshot and isinstance(file, PlacementsFile) else []
    await _warn_of_the_whole(file, tally, absent=absent)
    tally.removed, tally.absent = tally.removed + len(absent), len(absent)
    return tally, absent


async def _too_much(work: UnitOfWork, file: File) -> str | None:
    """Why the file has to be confirmed, if it has."""
    if not isinstance(file, PlacementsFile):
        return None
    share, rows, absent_share = [
        await rule(work, f"registry.confirm_{name}", on=work.today) for name in ("share", "rows", "absent_share")
    ]
    known = await store.placements_by_host(work, on=work.today)
    return Guard(share, rows, absent_share).asks(file.moved, file.lost, known, file.trusts())


async def _report(work: UnitOfWork, waiting: store.Import, file: File, tally: Tally, too_much: str | None) -> None:
    """What would happen; nothing did."""
    await _hold(work, waiting, done=waiting.done)
    if waiting.dry_run and too_much:
        tally.note(f"this file will ask to be confirmed: {too_much}")
    await store.advance(work, waiting.id, tally, done=0, total=len(file.items))
    state = "done" if waiting.dry_run else "needs_confirmation"
    await store.end(work, waiting.id, state, reason=too_much, keep_file=True, header=list(file.header))


async def _apply(begin: Begin, waiting: store.Import, file: File) -> None:
    """Chunk by chunk: rows, count and what is said commit together, so a crash resumes at the next chunk."""
    done, total = waiting.done, len(file.items)
    for chunk in _chunks(file, done):
        async with begin() as work:
            await store.write_alone(work)
            await _hold(work, waiting, done=done)
            tally = Tally()
            await file.begin(work)
            await file.take(work, chunk, tally)
            await _keep(work, waiting, file, tally)
            done += len(chunk)
            await store.advance(work, waiting.id, tally, done=done, total=total)


async def _cancel_absent(begin: Begin, waiting: store.Import, file: PlacementsFile, absent: Sequence[UUID]) -> None:
    total = len(file.items)
    for start in range(0, len(absent), CHUNK):
        async with begin() as work:
            await store.write_alone(work)
            await _hold(work, waiting, done=total)
            tally = Tally()
            await file.begin(work)
            tally.absent = file.cancel(await store.live_placements(work, absent[start : start + CHUNK]))
            tally.removed = tally.absent
            await _keep(work, waiting, file, tally)
            await store.advance(work, waiting.id, tally, done=total, total=total)


async def _keep(work: UnitOfWork, waiting: store.Import, file: File, tally: Tally) -> None:
    events = await file.keep(work)
    tally.hear(events)
    await store.add_changes(work, waiting.id, events)
    for said, event in enumerate(events):
        work.say(event, fresh_trace=True)
        if said % BREATH == 0:
            await asyncio.sleep(0)


async def _complete(begin: Begin, waiting: store.Import, file: File) -> None:
    async with begin() as work:
        await _hold(work, waiting, done=len(file.items))
        tally = Tally()
        if isinstance(file, PlacementsFile):
            await file.learn_all(work)
        await _warn_of_the_whole(file, tally)
        await store.advance(work, waiting.id, tally, done=len(file.items), total=len(file.items))
        row = await store.end(work, waiting.id, "done", header=list(file.header))
        work.say(
            ImportCompleted(
                import_id=waiting.id,
                kind=ImportKind(waiting.kind),
                completed_at=work.now,
                rows=row["rows"],
                rejected=row["rejected"],
                announced=row["said_announced"],
                changed=row["said_changed"],
                cancelled=row["said_cancelled"],
            )
        )


async def _warn_of_the_whole(file: File, tally: Tally, *, absent: Sequence[UUID] = ()) -> None:
    if isinstance(file, PlacementsFile):
        await file.mind_full_time(tally, absent=frozenset(absent))
        for caveat in file.caveats:
            tally.note(caveat)


async def _fail(begin: Begin, waiting: store.Import, reason: str) -> None:
    async with begin() as work:
        await _hold(work, waiting, done=waiting.done)
        await store.end(work, waiting.id, "failed", reason=reason)


async def _hold(work: UnitOfWork, waiting: store.Import, *, done: int) -> None:
    """Hold the import at this row before writing anything of it: our lease may have run out, and another gone on.

    Raises LookupError.
    """
    if not await store.hold_import(work, waiting.id, done=done):
        raise LookupError(f"import {waiting.id} is not at row {done} any more: another process goes on with it")


def _chunks(file: File, start: int) -> Iterator[Sequence[object]]:
    return (file.items[at : at + CHUNK] for at in range(start, len(file.items), CHUNK))


@contextmanager
def _trace_of(traceparent: str | None) -> Iterator[None]:
    """In the trace of the request that brought the file."""
    token = context.attach(parent_of(traceparent)) if traceparent else None
    try:
        yield
    finally:
        if token is not None:
            context.detach(token)
