"""What operators did to a service: who, when, what and why, written in the transaction that did it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select

from chassis.tables import audit
from chassis.work import UnitOfWork

_EVERYBODYS = frozenset({"set", "projection.rebuilt"})
"""What is everybody's where it has no place; any other deed without one is about one trust's record or import."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing done by an operator, or who sets rules; ``about`` names it by kind and number, ``reason`` they gave.

    ``place``: the code of the one place that it is about; empty where it is everybody's, or the service cannot tell.
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
    """The latest first; with ``at`` those about these places, and those without one.

    Of one without a place that is not surely everybody's, then neither what it is about nor the reason is told.
    """
    query = select(*(audit.c[name] for name in Deed.__slots__)).order_by(audit.c.id.desc()).limit(at_most)
    if at is not None:
        query = query.where(audit.c.place.in_(["", *sorted(at)]))
    found = [Deed(**row) for row in await work.all(query)]
    return found if at is None else [_told_to_others(deed) for deed in found]


def _told_to_others(deed: Deed) -> Deed:
    """That it was done, without an operator's words on what may be another place's matter."""
    return deed if deed.place or deed.deed in _EVERYBODYS else replace(deed, about="", reason="")
