"""What operators did to a service: who, when, what and why, written in the transaction that did it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select

from chassis.tables import audit
from chassis.work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing done by an operator; ``about`` names it by kind and number, ``reason`` is what they gave."""

    at: datetime
    person_id: UUID
    deed: str
    about: str
    outcome: str
    reason: str


async def note_deed(
    work: UnitOfWork, deed: str, *, by: UUID, about: str, outcome: str = "done", reason: str = ""
) -> None:
    row = {"at": work.now, "person_id": by, "deed": deed, "about": about, "outcome": outcome, "reason": reason}
    await work.run(insert(audit).values(row))


async def deeds(work: UnitOfWork, *, at_most: int = 100) -> list[Deed]:
    """The latest first."""
    query = select(*(audit.c[name] for name in Deed.__slots__)).order_by(audit.c.id.desc()).limit(at_most)
    return [Deed(**row) for row in await work.all(query)]
