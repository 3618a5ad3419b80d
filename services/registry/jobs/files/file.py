"""What a file of any kind is: rows that were read, and the same few steps with each chunk of them."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from uuid import UUID

from chassis.work import SYSTEM, UnitOfWork
from contracts import Actor, Event
from services.registry.domain.cells import Cell, text
from services.registry.domain.columns import Columns, columns_of
from services.registry.domain.record import Fault, Rejected
from services.registry.domain.tally import Tally
from services.registry.domain.verdict import Cannot, Verdict
from services.registry.gateway import CannotRead

Numbered = Iterator[tuple[int, list[Cell]]]
"""The rows of a sheet that hold anything, with their numbers."""

CHUNK = 1_000
"""Rows that are looked up, and taken in, together."""

BREATH = 100
"""Rows between two moments in which others on this event loop come round."""


class File(ABC):
    """Rows as read; a row that could not be read is a Rejected already."""

    header: Sequence[str]
    items: Sequence[Any]
    columns: Columns | None = None
    register: Any
    """What is known of the rows in hand, and what they make of it."""

    def __init__(self, rows: Numbered, *, import_id: UUID, asker: Actor = SYSTEM) -> None:
        self.import_id = import_id
        self.asker = asker
        self.read(rows)

    @abstractmethod
    def read(self, rows: Numbered) -> None:
        """All rows. Raises CannotRead, NotThisKind."""

    @abstractmethod
    async def begin(self, work: UnitOfWork) -> None:
        """Forget what was known: in this transaction everything is looked up anew."""

    @abstractmethod
    async def look(self, work: UnitOfWork, rows: Sequence[Any]) -> None:
        """Learn what is known of what these rows are about."""

    @abstractmethod
    def decide(self, row: Any) -> tuple[Verdict, Sequence[str]]:
        """What one row does, and warnings about it besides those of reading it. Raises Cannot."""

    @abstractmethod
    async def keep(self, work: UnitOfWork) -> Sequence[Event]:
        """Write what was decided. Returns what is to be said of it."""

    def forget(self) -> None:
        """Let go of what would be said: a rehearsal says nothing, and 75,000 events are heavy."""
        self.register.events.clear()

    async def take(self, work: UnitOfWork, items: Sequence[Any], tally: Tally) -> None:
        """Look up and decide, row by row in the order of the file; nothing is written yet."""
        await self.look(work, [item for item in items if not isinstance(item, Rejected)])
        for taken, item in enumerate(items):
            if taken % BREATH == 0:
                await asyncio.sleep(0)
            if isinstance(item, Rejected):
                tally.reject(item)
                continue
            try:
                verdict, warnings = self.decide(item)
            except Cannot as no:
                tally.reject(self._rejected(item, no))
            else:
                tally.end(verdict)
                tally.warn(item.number, (*item.warnings, *warnings))

    def _rejected(self, row: Any, no: Cannot) -> Rejected:
        column = self.columns.name(no.name) if self.columns else no.name
        value = self.columns.value(row.echo, no.name) if self.columns else ""
        about = row if no.doubtful else None
        return Rejected(row.number, (Fault(column, value, no.reason),), tuple(text(cell) for cell in row.echo), about)

    def _under_header(self, kind: str, rows: Numbered, read: Callable[[Columns, int, list[Cell]], Any]) -> list[Any]:
        """All rows under a header. Raises NotThisKind, CannotRead."""
        first = next(rows, None)
        if first is None:
            raise CannotRead("the file has no rows; export it again")
        self.columns = columns_of(kind, first[1])
        self.header = [self.columns.written[field] for field in self.columns.place]
        return [read(self.columns, number, self.columns.padded(cells)) for number, cells in rows]
