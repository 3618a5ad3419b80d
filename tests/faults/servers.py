"""What is fresh for each town on servers that stay: a clone of each service's database, and empty topics."""

import asyncio
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
from aiokafka.admin import AIOKafkaAdminClient

from chassis.migrations import migrate
from chassis.topics import ensure_topics
from contracts import Topic
from fairlead.embedded.postgres import ROLE_SETTINGS
from tests.faults.running import APPS
from tests.postgres import TestPostgres


@dataclass(frozen=True, slots=True)
class Databases:
    """Migrated databases to clone; each belongs to its service's own role, as in a region."""

    postgres: TestPostgres
    passwords: dict[str, str]
    templates: dict[str, str]

    @classmethod
    async def of(cls, postgres: TestPostgres) -> "Databases":
        made = cls(postgres, {name: secrets.token_hex(16) for name in APPS}, {})
        for name, app in APPS.items():
            await _make_role(postgres, name, made.passwords[name])
            url = await made._handed_over(await postgres.database(), name)
            await migrate(url, Path(app.__file__).parent / "migrations")
            made.templates[name] = url
        return made

    async def fresh(self) -> dict[str, str]:
        """A new database for each service; the URL that the service itself connects with."""
        return {
            name: await self._handed_over(await self.postgres.database(template=template), name)
            for name, template in self.templates.items()
        }

    async def _handed_over(self, url: str, role: str) -> str:
        await _execute(self.postgres, f"ALTER DATABASE {urlsplit(url).path[1:]} OWNER TO {role}")
        at = urlsplit(url)
        return at._replace(netloc=f"{role}:{self.passwords[role]}@{at.hostname}:{at.port}").geturl()


async def _make_role(postgres: TestPostgres, role: str, password: str) -> None:
    """The role as a region has it; on a server that has it already it gets our password."""
    await _execute(
        postgres,
        f"DO $$ BEGIN CREATE ROLE {role}; EXCEPTION WHEN duplicate_object THEN END $$",
        f"ALTER ROLE {role} LOGIN NOSUPERUSER PASSWORD '{password}'",
        *(f"ALTER ROLE {role} SET {setting} = '{value}'" for setting, value in ROLE_SETTINGS.items()),
    )


async def _execute(postgres: TestPostgres, *statements: str) -> None:
    connection = await asyncpg.connect(postgres.url("postgres"))
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


async def empty_topics(bootstrap: str, *, replication: int = 1, topics: Collection[Topic] = tuple(Topic)) -> None:
    """Delete what there is, with the offsets that groups have committed there, and create it again."""
    names = {topic.value for topic in topics}
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap.split(","))
    await admin.start()
    try:
        if there := names & set(await admin.list_topics()):
            await admin.delete_topics(sorted(there))
        while names & set(await admin.list_topics()):
            await asyncio.sleep(0.05)
    finally:
        await admin.close()
    await ensure_topics(bootstrap, topics, replication=replication)
