"""What an operator does about held records: apply them after all, or let go of one for good."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from chassis.audit import note_deed
from chassis.database import Database, is_passing
from chassis.door.books import Books, Key
from chassis.door.entry import Door
from chassis.door.held import HeldRow, held_of, mark_first
from chassis.door.record import Arrival, is_compacted, read, unpacked
from chassis.errors import Declined, NotFound
from chassis.tables import held
from chassis.telemetry import Telemetry
from chassis.work import UnitOfWork
from contracts import PLACE


class NotTheFirst(Declined):
    slug = "not-the-first-held"
    title = "An earlier record of this key is held: see to that one first"


class WaitsForAnother(Declined):
    slug = "waits-for-a-version"
    title = "It waits for an earlier version, which would be dropped with it"


class AppliedAlready(Declined):
    slug = "applied-already"
    title = "It has been applied meanwhile: there is nothing to discard"


@dataclass(frozen=True, slots=True)
class Repaired:
    """What a repair came to, for the whole key: a repeated one finds nothing left to do, and says 0."""

    discarded: int
    replayed: int
    still_held: int
    because: str | None
    """Why the first of those that are still held is; none: nothing is."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What an operator asks about a held record, as each step of it stands in the audit."""

    held_id: int
    by: UUID
    reason: str
    place: str
    """Whose record it is: their auditor reads the reason too."""

    async def note(self, work: UnitOfWork, deed: str, *, outcome: str = "done") -> None:
        said = {"about": f"held {self.held_id}", "reason": self.reason, "place": self.place}
        await note_deed(work, deed, by=self.by, outcome=outcome, **said)


class Repair:
    """Works on one service's held records. Each step is a transaction of its own with its line in the audit.

    Killed between two steps, the key waits as it stands: asked again, or at the next round of the job that releases
    gaps, it goes on.
    """

    def __init__(self, door: Door, database: Database, telemetry: Telemetry) -> None:
        self._door = door
        self._database = database
        self._telemetry = telemetry

    async def replay(self, held_id: int, *, by: UUID, reason: str, skip_gap: bool = False) -> Repaired:
        """Apply all that is held under this record's key, in order, as far as it goes. Raises NotFound.

        ``skip_gap``: the version that the first one waits for will never come; go on without it.
        """
        async with self._database.begin() as work:
            row = await _row(work, held_id)
            key, asked = _key(row), _Asked(held_id, by, reason, _place(row))
            if skip_gap:
                await self._skip_gap(work, key, asked)
        return await self._repaired(key, await self._replay(key, asked))

    async def discard(self, held_id: int, *, by: UUID, reason: str) -> Repaired:
        """Never apply this record; its stream goes on after it, and what waited behind it flows.

        Raises NotFound, NotTheFirst, WaitsForAnother, AppliedAlready.
        """
        async with self._database.begin() as work:
            row = await _row(work, held_id)
            key, asked = _key(row), _Asked(held_id, by, reason, _place(row))
            discarded = await self._discard(work, key, asked)
        return await self._repaired(key, await self._replay(key, asked), discarded=discarded)

    async def _discard(self, work: UnitOfWork, key: Key, asked: _Asked) -> int:
        first = next(iter(await held_of(work, self._door.service, key, at_most=1)), None)
        if first is None or first.id != asked.held_id:
            return await self._nothing_to_discard(work, asked.held_id, first)
        arrival, books = read(first.raw), Books(work.driver, self._door.service, work.now)
        if missing := await _missing_before(books, arrival):
            raise WaitsForAnother(f"version {missing} has not come; replay it with skip_gap if it never will")
        if arrival.stamp is not None:
            await books.advance({arrival.stream: arrival.stamp.sequence})
        ended = {"state": "discarded", "ended_at": work.now, "record": None}
        await work.run(update(held).where(held.c.id == first.id).values(ended))
        await asked.note(work, "held.discarded")
        return 1

    async def _nothing_to_discard(self, work: UnitOfWork, held_id: int, first: HeldRow | None) -> int:
        match (await _row(work, held_id))["state"]:
            case "discarded":
                return 0
            case "held" if first is not None:
                raise NotTheFirst(f"record {first.id} of this key is held before it: see to that one first")
            case _:
                raise AppliedAlready

    async def _skip_gap(self, work: UnitOfWork, key: Key, asked: _Asked) -> None:
        books = Books(work.driver, self._door.service, work.now)
        for row in await held_of(work, self._door.service, key, at_most=1):
            arrival = read(row.raw)
            if (missing := await _missing_before(books, arrival)) and arrival.stamp is not None:
                await books.advance({arrival.stream: arrival.stamp.sequence - 1})
                outcome = f"went on without version {missing} to {arrival.stamp.sequence - 1}"
                await asked.note(work, "held.gap_skipped", outcome=outcome)

    async def _replay(self, key: Key, asked: _Asked) -> int:
        """As far as it goes."""
        replayed = 0

        async def note(work: UnitOfWork, released: int) -> None:
            nonlocal replayed
            if released:
                await asked.note(work, "held.replayed", outcome=f"{released} applied")
                replayed += released

        try:
            await self._door.replay(key, noting=note)
        except Exception as error:
            if is_passing(error):
                raise
            await self._still_fails(key, error)
        return replayed

    async def _still_fails(self, key: Key, error: Exception) -> None:
        name = type(error).__name__
        self._telemetry.log.error("replayed record held", error=name, topic=key[0], exc_info=error)
        async with self._database.begin() as work:
            await mark_first(work, self._door.service, key, reason="failed", detail=f"{name} when it was replayed")

    async def _repaired(self, key: Key, replayed: int, *, discarded: int = 0) -> Repaired:
        topic, name = key
        query = (
            select(held.c.reason, held.c.detail)
            .where(held.c.consumer == self._door.service, held.c.topic == topic, held.c.key == name)
            .where(held.c.state == "held")
            .order_by(held.c.offset)
        )
        async with self._database.begin() as work:
            rows = await work.all(query)
        because = f"{rows[0]['reason']}: {rows[0]['detail']}" if rows else None
        return Repaired(discarded=discarded, replayed=replayed, still_held=len(rows), because=because)


async def _row(work: UnitOfWork, held_id: int) -> Any:
    row = await work.first(select(held).where(held.c.id == held_id))
    if row is None:
        raise NotFound(f"there is no held record {held_id}")
    return row


def _key(row: Any) -> Key:
    return row["topic"], row["key"]


def _place(row: Any) -> str:
    """The place that a held record says it is about; empty where it names none, or is no longer kept."""
    if row["record"] is None:
        return ""
    headers = dict(unpacked(row["topic"], row["partition"], row["offset"], row["record"]).headers)
    named = (headers.get(f"ce_{PLACE}") or b"").decode("ascii", "replace")
    return named if named.isalnum() and named.isascii() else ""


async def _missing_before(books: Books, arrival: Arrival) -> int | None:
    """The first version of its stream that lies between the last one taken and this one."""
    if arrival.stamp is None or is_compacted(arrival.topic):
        return None
    last = (await books.positions([arrival])).get(arrival.stream, 0)
    return last + 1 if arrival.stamp.sequence > last + 1 else None
