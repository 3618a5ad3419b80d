"""Answers to whether doctors can report exceptions (R49)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, fields
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert

from chassis.clock import LONDON
from chassis.copies import keep_rows
from chassis.rules import rules_at
from chassis.work import UnitOfWork
from contracts.registry import Placement as PlacementSaid
from contracts.vocabulary import PlacementType
from services.leave.domain.time import Access, Onboarded
from services.leave.store.organisations import whose_rules_at
from services.leave.store.tables import placements
from services.leave.store.time.tables import exception_access

_WITHIN = "lost_time.access_within_days"
_ACCESS = tuple(field.name for field in fields(Access))


async def access_within_days(work: UnitOfWork, trusts: Collection[str]) -> Mapping[str, int]:
    """How many days each trust has to give access, by trust."""
    found = await rules_at(work, [_WITHIN], await whose_rules_at(work, trusts), on=work.today)
    return {trust: values[_WITHIN] for trust, values in found.items()}


async def access_of(work: UnitOfWork, placement_ids: Collection[UUID]) -> dict[UUID, Access]:
    """What is known of these placements, by placement."""
    asked = select(*(exception_access.c[name] for name in _ACCESS))
    rows = await work.all(asked.where(exception_access.c.placement_id.in_(sorted(placement_ids))))
    return {row["placement_id"]: Access(**row) for row in rows}


async def keep_access(work: UnitOfWork, access: Access) -> None:
    stated = insert(exception_access).values(asdict(access))
    news = {name: stated.excluded[name] for name in _ACCESS if name != "placement_id"}
    await work.run(stated.on_conflict_do_update(index_elements=["placement_id"], set_=news))


async def ask_anew(work: UnitOfWork, moved: Iterable[PlacementSaid]) -> None:
    """Of placements whose host or site is another one: what was answered is of no use any more."""
    rows = {one.placement_id: asdict(Access(one.placement_id, one.doctor_id, asked_from=work.today)) for one in moved}
    await keep_rows(work, exception_access, rows.values())


async def ask_after_rotas(work: UnitOfWork, rotas: Mapping[UUID, date]) -> None:
    """Of placements with a new rota, by its day: anew whose doctor had access before. A no, or no answer, stands with
    its own days: a rota gives the employer no more time."""
    if not rotas:
        return
    was = exception_access.c
    before = (was.placement_id == bindparam("which"), was.has_access, was.answered_at < bindparam("midnight"))
    anew = update(exception_access).where(*before)
    await work.run(
        anew.values(asked_from=bindparam("day"), has_access=None, answered_at=None),
        [
            {"which": which, "day": day, "midnight": datetime.combine(day, time(), LONDON)}
            for which, day in sorted(rotas.items())
        ],
    )


async def onboarded(work: UnitOfWork, trust: str) -> Onboarded:
    """Of the residents in post today: who has answered, and who has access."""
    there = placements.c
    answers = exception_access.c
    counted = select(
        func.count(there.doctor_id.distinct()).label("in_post"),
        func.count(there.doctor_id.distinct()).filter(answers.has_access.is_not(None)).label("answered"),
        func.count(there.doctor_id.distinct()).filter(answers.has_access).label("with_access"),
    )
    joined = placements.outerjoin(exception_access, answers.placement_id == there.placement_id)
    today = (there.start <= work.today, there.end >= work.today, ~there.cancelled)
    employed = func.coalesce(there.employer, there.host) == trust
    row = await work.one(counted.select_from(joined).where(employed, there.type == PlacementType.IN_POST, *today))
    return Onboarded(**row)
