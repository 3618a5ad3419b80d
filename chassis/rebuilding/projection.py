"""What can be made anew: tables that hold nothing but what the log says, folded."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Table

from chassis.hearing import Hearing, hearings_of
from chassis.work import UnitOfWork
from contracts import EVENTS


@dataclass(frozen=True)
class Projection:
    """Tables and the handlers that fold events into them: with primary keys, and from no clock and no other table."""

    name: str
    tables: Sequence[Table]
    folds: Sequence[Callable[..., Awaitable[None]]]
    beside: Sequence[Table] = ()
    """Further tables that the folds write to: what they write in a rebuild is thrown away."""
    changed: Callable[[UnitOfWork], Awaitable[None]] | None = None
    """What follows, in the same transaction, where the new tables were not the old ones."""

    @property
    def hearings(self) -> dict[str, Hearing]:
        return dict(hearings_of(self.folds))

    @property
    def topics(self) -> list[str]:
        return sorted({EVENTS[type_].topic.value for type_ in self.hearings})


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild read, and by how many rows the tables had differed from the log."""

    projection: str
    events: int
    rows: int
    added: int
    changed: int
    removed: int
