"""A throw-away PostgreSQL server of the embedded wheel, for tests: fast, real, gone afterwards."""

import contextlib
import itertools
import os
import secrets
import shutil
import socket
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import asyncpg

from fairlead.embedded.children import Children
from fairlead.embedded.layout import DATABASES, Layout
from fairlead.embedded.ports import HOST
from fairlead.embedded.postgres import start_postgres
from fairlead.embedded.secrets import ADMIN

_WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 4
_PORTS = range(10_000 + 2_500 * _WORKER, 12_500 + 2_500 * _WORKER)
"""A worker's own, below those of regions and of outgoing connections; from anywhere, since others may run tests too."""
_MEMORY, _PREFIX = Path("/dev/shm"), "fairlead-tests-"
_ROOM = 2 * 1024**3
"""What one worker's clones take at most."""
_in_turn = itertools.islice(itertools.cycle(_PORTS), secrets.randbelow(len(_PORTS)), None)


@dataclass(frozen=True)
class TestPostgres:
    __test__ = False  # not a test class, whatever its name

    host: str
    port: int
    password: str

    def url(self, database: str) -> str:
        return f"postgresql://{ADMIN}:{self.password}@{self.host}:{self.port}/{database}"

    async def database(self, template: str | None = None) -> str:
        """A new database, empty or cloned; its URL."""
        name = f"t_{uuid4().hex}"
        source = f" TEMPLATE {template.rsplit('/', 1)[1]} STRATEGY file_copy" if template else ""
        connection = await asyncpg.connect(self.url("postgres"))
        try:
            await connection.execute(f"CREATE DATABASE {name}{source}")
        finally:
            await connection.close()
        return self.url(name)

    async def drop(self, *urls: str) -> None:
        """Whoever is still connected notwithstanding: a run makes thousands, of ten megabytes each."""
        connection = await asyncpg.connect(self.url("postgres"))
        try:
            for url in urls:
                await connection.execute(f"DROP DATABASE {url.rsplit('/', 1)[1]} WITH (FORCE)")
        finally:
            await connection.close()


@contextlib.contextmanager
def in_memory(otherwise: Path) -> Iterator[Path]:
    """A folder where files cost no disk, if there is room: a run clones thousands of databases of 300 files each.

    A clone takes 0.02 s there, and 0.3 s on a virtual disk.
    """
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    if not os.access(_MEMORY, os.W_OK) or shutil.disk_usage(_MEMORY).free < _ROOM * workers:
        yield otherwise
        return
    for left in _MEMORY.glob(f"{_PREFIX}*"):
        if not Path("/proc", left.name.removeprefix(_PREFIX).partition("-")[0]).exists():  # of a run that was killed
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=f"{_PREFIX}{os.getpid()}-", dir=_MEMORY) as folder:
        yield Path(folder)


@contextlib.asynccontextmanager
async def running_postgres(folder: Path) -> AsyncIterator[TestPostgres]:
    """Started in its folder, ended with the block."""
    layout = Layout.of(folder)
    layout.create()
    passwords = {name: secrets.token_hex(16) for name in (ADMIN, *DATABASES)}
    children, port = Children(layout, say=lambda _: None), free_tcp_port()
    try:
        await start_postgres(layout, children, port=port, passwords=passwords)
        server = TestPostgres(HOST, port, passwords[ADMIN])
        await turn_off_fsync(server)
        yield server
    finally:
        await children.stop("postgres")


def free_tcp_port() -> int:
    """A port that was free a moment ago, and that nobody else of this run is given for a long time."""
    while True:
        with contextlib.suppress(OSError), socket.create_server((HOST, port := next(_in_turn))):
            return port


async def turn_off_fsync(server: TestPostgres) -> None:
    """The machine does not lose power during a test, and clones are made by the hundred."""
    connection = await asyncpg.connect(server.url("postgres"))
    try:
        await connection.execute("ALTER SYSTEM SET fsync = off")
        await connection.execute("SELECT pg_reload_conf()")
    finally:
        await connection.close()
