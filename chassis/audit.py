"""What operators did to a service: who, when, what and why, written in the transaction that did it."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select

from chassis.tables import audit
from chassis.work import UnitOfWork

_EVERYBODYS = frozenset({"set", "projection.rebuilt"})
"""What is everybody's where it has no place; any other deed without one is about one trust's record or import."""

_OF_RECORDS = frozenset({"held.discarded", "held.gap_skipped", "held.replayed"})
"""What is done about one place's record; that it was, the others learn too."""


WhoseRules = Callable[[UnitOfWork, Collection[str]], Awaitable[Mapping[str, tuple[str, ...]]]]
"""Of each of these places whose own rules hold there today: its own, and its deanery's where one answers for it."""


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


async def deeds(
    work: UnitOfWork, *, at: Collection[str] | None = None, whose: WhoseRules | None = None, at_most: int = 100
) -> list[Deed]:
    """The latest first; with ``at`` those about these places, those without one, and all that is done about records.

    ``whose``: where a service knows it; a deanery's are its trusts too. Of another place's record, and of what has no
    place and is not surely everybody's, then neither what it is about nor the reason is told, nor whose it is.
    """
    query = select(*(audit.c[name] for name in Deed.__slots__)).order_by(audit.c.id.desc()).limit(at_most)
    if at is None:
        return [Deed(**row) for row in await work.all(query)]
    theirs = await _with_trusts(work, at, whose)
    rows = await work.all(query.where(audit.c.place.in_(["", *sorted(theirs)]) | audit.c.deed.in_(_OF_RECORDS)))
    return [_told_to(theirs, Deed(**row)) for row in rows]


async def _with_trusts(work: UnitOfWork, at: Collection[str], whose: WhoseRules | None) -> frozenset[str]:
    """These places, and those with a deed that deaneries among them answer for today."""
    if whose is None:
        return frozenset(at)
    named = await work.all(select(audit.c.place).where(audit.c.place != "").distinct())
    ruled = await whose(work, {row["place"] for row in named})
    return frozenset({*at, *(place for place, codes in ruled.items() if not {*codes}.isdisjoint(at))})


def _told_to(theirs: Collection[str], deed: Deed) -> Deed:
    """Of what may be another place's matter that it was done, without an operator's words."""
    is_theirs = deed.place in theirs if deed.place else deed.deed in _EVERYBODYS
    return deed if is_theirs else replace(deed, about="", reason="", place="")
