"""Which statements really go to PostgreSQL, by kind: counted at the driver's protocol, below everything of ours."""

import contextlib
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from asyncpg.connection import Connection

_TABLE = re.compile(r'\b(INSERT INTO|UPDATE|DELETE FROM|COPY|FROM)\s+"?(?!unnest|jsonb_each)(\w+)', re.IGNORECASE)


def kind(statement: str) -> str:
    """Its first word and the first table it names: ``INSERT inbox``, ``SELECT held``, ``COMMIT``."""
    word = statement.split(maxsplit=1)[0].strip(";").upper()
    table = _TABLE.search(statement)
    return f"{word} {table[2]}" if table else word


@contextlib.contextmanager
def counted() -> Iterator[Counter[str]]:
    """Every statement of every connection while the block runs; a statement with many rows of values is one."""
    found: Counter[str] = Counter()
    slot = Connection.__dict__["_protocol"]
    Connection._protocol = property(lambda one: _Counting(slot.__get__(one), found), slot.__set__)
    try:
        yield found
    finally:
        Connection._protocol = slot


class _Counting:
    """Stands before the driver's protocol; what executes is noted, everything passes."""

    def __init__(self, protocol: Any, found: Counter[str]) -> None:
        self._protocol = protocol
        self._found = found

    def __getattr__(self, name: str) -> Any:
        return getattr(self._protocol, name)

    def query(self, query: str, *more: Any, **named: Any) -> Any:
        return self._note(query, self._protocol.query(query, *more, **named))

    def bind_execute(self, state: Any, *more: Any, **named: Any) -> Any:
        return self._note(state.query, self._protocol.bind_execute(state, *more, **named))

    def bind_execute_many(self, state: Any, *more: Any, **named: Any) -> Any:
        return self._note(state.query, self._protocol.bind_execute_many(state, *more, **named))

    def copy_in(self, statement: str, *more: Any, **named: Any) -> Any:
        return self._note(statement, self._protocol.copy_in(statement, *more, **named))

    def _note(self, statement: str, result: Any) -> Any:
        self._found[kind(statement)] += 1
        return result
