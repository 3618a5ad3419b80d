"""What operators did to a service: who, when, what and why, written in the transaction that did it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select

from chassis.tables import audit
from chassis.work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing done by an operator, or who sets rules; ``about`` names it by kind and number, ``reason`` they gave.

    ``place``: the code of the one place that it is about; empty where it is everybody's.
    """

    at: datetime
    person_id: UUID
    deed: str
    about: str
    outcome: str
    reason: str
    place: str


async def note_deed(
    work: UnitOfWork, deed: str, *, by: UUID, about: str, outcome: str = "done", reason: str = "", place: str = ""
) -> None:
    done = {"at": work.now, "person_id": by, "deed": deed, "about": about, "outcome": outcome}
    await work.run(insert(audit).values(**done, reason=reason, place=place))


async def deeds(work: UnitOfWork, *, at: Collection[str] | None = None, at_most: int = 100) -> list[Deed]:
    """The latest first; with ``at`` those about these places, and those that are everybody's."""
    query = select(*(audit.c[name] for name in Deed.__slots__)).order_by(audit.c.id.desc()).limit(at_most)
    if at is not None:
        query = query.where(audit.c.place.in_(["", *sorted(at)]))
    return [Deed(**row) for row in await work.all(query)]
