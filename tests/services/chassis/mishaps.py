"""Mishaps: a process that dies, or whose connection is cut, before or after any statement to its database."""

import contextlib
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any

import asyncpg
import pytest
from asyncpg.prepared_stmt import PreparedStatement

_OF_A_CONNECTION = ("execute", "executemany", "fetch", "fetchrow", "fetchval", "copy_records_to_table", "prepare")
_ENDINGS = (("COMMIT;",), ("ROLLBACK;",))
_GIVE_WAY = "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'deadlock_detected'; END $$"
_OF_A_PREPARED_STATEMENT = ("fetch", "fetchrow", "fetchval", "executemany")


class Died(BaseException):
    """The process was killed: nothing of it runs any more."""


class Cut(asyncpg.ConnectionDoesNotExistError):  # type: ignore[misc]  # asyncpg has no types
    """The network went away under a statement."""


class Deadlock(Exception):
    """The database chooses this transaction to give way: its own error, raised by itself."""


@dataclass(frozen=True, slots=True)
class Mishap:
    """What happens, at which statement, and whether the database had carried it out already."""

    what: type[BaseException]
    at: int
    after: bool = False


class Statements:
    """Every statement of this process on its way to the database; one of them may meet a mishap."""

    def __init__(self) -> None:
        self._mishap: Mishap | None = None
        self._count = 0
        self.dead = False

    @contextlib.contextmanager
    def meeting(self, mishap: Mishap | None) -> Iterator["Statements"]:
        self._mishap, self._count, self.dead = mishap, 0, False
        try:
            yield self
        finally:
            self._mishap, self.dead = None, False

    def watched(self, method: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def run(subject: Any, *arguments: Any, **options: Any) -> Any:
            connection = subject._connection if isinstance(subject, PreparedStatement) else subject
            if self.dead:
                self._end(connection, Died)
            mishap = self._now(connection, ends=arguments[:1] in _ENDINGS)
            if mishap is not None and mishap.what is Deadlock:
                await _execute(connection, _GIVE_WAY)
            if mishap is not None and not mishap.after:
                self._end(connection, mishap.what)
            result = await method(subject, *arguments, **options)
            if mishap is not None:
                self._end(connection, mishap.what)
            return result

        return run

    def _now(self, connection: asyncpg.Connection, *, ends: bool) -> Mishap | None:
        """The mishap, if this statement meets it; only inside a transaction does a deadlock happen."""
        self._count += 1
        mishap = self._mishap
        if mishap is None or self._count < mishap.at:
            return None
        if mishap.what is Deadlock and (ends or not connection.is_in_transaction()):
            return None
        self._mishap = None
        return mishap

    def _end(self, connection: asyncpg.Connection, what: type[BaseException]) -> None:
        """A dead process sends no rollback: the server finds its connection closed."""
        connection.terminate()
        self.dead = self.dead or what is Died
        raise what("a mishap of the test")


_execute = asyncpg.Connection.execute
"""As it is before it is watched."""


def watch(patch: pytest.MonkeyPatch, statements: Statements) -> None:
    for kind, ways in ((asyncpg.Connection, _OF_A_CONNECTION), (PreparedStatement, _OF_A_PREPARED_STATEMENT)):
        for way in ways:
            patch.setattr(kind, way, statements.watched(getattr(kind, way)))
