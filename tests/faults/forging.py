"""The pen of an owner: says facts through its real unit of work, and spoils them between its commit and its relay."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import asyncpg

from chassis.clock import Clock, SystemClock
from chassis.database import Database
from chassis.telemetry import Telemetry
from contracts import Event

Row = Mapping[str, Any]


class Pen:
    """Writes in the databases of the owners, whose relays may run or not."""

    def __init__(self, databases: Mapping[str, str], *, clock: Clock | None = None) -> None:
        self._databases = databases
        self._clock = clock or SystemClock()

    async def say(self, *events: Event) -> list[UUID]:
        """Each owner's events in one transaction, numbered and kept as the service does it. Returns their ids."""
        ids: dict[int, UUID] = {}
        for owner in dict.fromkeys(event.topic.family.owner for event in events):
            mine = [n for n, event in enumerate(events) if event.topic.family.owner == owner]
            telemetry = Telemetry(owner)
            database = Database(self._databases[owner], telemetry=telemetry, clock=self._clock, pool_size=1)
            try:
                async with database.begin() as work:
                    ids |= dict(zip(mine, work.say(*(events[n] for n in mine)), strict=True))
            finally:
                await database.close()
                telemetry.close()
        return [ids[n] for n in range(len(events))]

    async def spoil(self, owner: str, event_id: UUID, **columns: Any) -> None:
        """Change what waits in the outbox; the relay sends it as it finds it."""
        named = ", ".join(f"{name} = ${n}" for n, name in enumerate(columns, 2))
        async with self.open(owner) as database:
            changed = await database.execute(
                f"UPDATE outbox SET {named} WHERE event_id = $1", event_id, *columns.values()
            )
        assert changed == "UPDATE 1", f"{event_id} does not wait in the outbox of {owner}"

    async def add_field(self, owner: str, event_id: UUID, **fields: Any) -> None:
        """What a newer writer would say besides."""
        async with self.open(owner) as database:
            data = await database.fetchval("SELECT data FROM outbox WHERE event_id = $1", event_id)
        await self.spoil(owner, event_id, data=json.dumps({**json.loads(data), **fields}).encode())

    async def take_out(self, owner: str, event_id: UUID) -> Row:
        """Remove one event from between its neighbours."""
        async with self.open(owner) as database:
            row = await database.fetchrow("DELETE FROM outbox WHERE event_id = $1 RETURNING *", event_id)
        assert row is not None, f"{event_id} does not wait in the outbox of {owner}"
        return dict(row)

    async def put_back(self, owner: str, row: Row) -> None:
        """The same event under the same number, behind everything that was said meanwhile."""
        columns = {name: value for name, value in row.items() if name != "id"}
        places = ", ".join(f"${n}" for n in range(1, len(columns) + 1))
        async with self.open(owner) as database:
            await database.execute(f"INSERT INTO outbox ({', '.join(columns)}) VALUES ({places})", *columns.values())

    async def back_up(self, owner: str) -> None:
        """Keep the relay's tables as they are now."""
        async with self.open(owner) as database:
            for table in _OF_THE_RELAY:
                await database.execute(f"DROP TABLE IF EXISTS {table}_backup")
                await database.execute(f"CREATE TABLE {table}_backup AS TABLE {table}")

    async def restore(self, owner: str) -> int:
        """Put the relay's tables back to the last backup; no relay may run. Returns how many events wait again."""
        async with self.open(owner) as database, database.transaction():
            for table in _OF_THE_RELAY:
                await database.execute(f"DELETE FROM {table}")
                await database.execute(f"INSERT INTO {table} OVERRIDING SYSTEM VALUE TABLE {table}_backup")
            return int(await database.fetchval("SELECT count(*) FROM outbox"))

    @asynccontextmanager
    async def open(self, service: str) -> AsyncIterator[Any]:
        """A plain connection to a service's database."""
        connection = await asyncpg.connect(self._databases[service], timeout=5)
        try:
            yield connection
        finally:
            await connection.close()


_OF_THE_RELAY = ("outbox", "ledger")
