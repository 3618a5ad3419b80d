"""Self-development time of placements."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, fields
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, Select, and_, func, literal, not_, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from chassis.copies import keep_rows
from chassis.rules import rule, rules_at
from chassis.work import UnitOfWork
from contracts import Actor
from contracts.vocabulary import PlacementType
from services.leave.domain import Placement
from services.leave.domain.time import SCHEDULERS, Hours, SelfDevelopment
from services.leave.store.appointments import somebody_holds
from services.leave.store.organisations import whose_rules, whose_rules_at
from services.leave.store.tables import placements
from services.leave.store.time.tables import self_development, time_owed

_HOURS, _STAGES = "sdt.hours_per_week", "sdt.stages"
_TIME = tuple(field.name for field in fields(SelfDevelopment))


async def sdt_hours(work: UnitOfWork, hosts: Collection[str]) -> Mapping[str, Hours]:
    """Hours a week of full time as they are at each of these hosts, by host (R38)."""
    found = await rules_at(work, [_HOURS, _STAGES], await whose_rules_at(work, hosts), on=work.today)
    return {
        host: Hours({stage: Decimal(str(many)) for stage, many in values[_HOURS].items()}, values[_STAGES])
        for host, values in found.items()
    }


async def sdt_uses(work: UnitOfWork, host: str | None) -> tuple[str, ...]:
    """What it may be used for at this host; everybody's list for who is in post nowhere (R39)."""
    of = await whose_rules(work, host) if host else ()
    return tuple(await rule(work, "sdt.uses", on=work.today, of=of))


async def placement_to_plan(work: UnitOfWork, placement_id: UUID) -> Placement:
    """One placement, held. Raises NotFound."""
    return Placement(**await work.one(_one(placement_id).with_for_update()))


async def look_at_placement(work: UnitOfWork, placement_id: UUID) -> Placement:
    """One placement without holding it, to show. Raises NotFound."""
    return Placement(**await work.one(_one(placement_id)))


async def placements_to_plan(work: UnitOfWork, *, actor: Actor, after: UUID | None, limit: int) -> list[Placement]:
    """Those in post now or later whose time they plan, one page in the order of their ids.

    At a trust whose rotas they plan, and of its doctors at a host where nobody else plans any.
    """
    trusts = [grant.scope for grant in actor.grants if grant.role in SCHEDULERS and grant.scope]
    there = placements.c
    planned = (
        somebody_holds(work, literal(role), there.host, besides=[there.doctor_id]) for role in sorted(SCHEDULERS)
    )
    of_theirs = and_(there.employer.in_(trusts), not_(or_(*planned)), there.doctor_id != actor.person_id)
    page = select(placements).where(
        or_(there.host.in_(trusts), of_theirs),
        there.type == PlacementType.IN_POST,
        ~there.cancelled,
        there.end >= work.today,
    )
    if after is not None:
        page = page.where(there.placement_id > after)
    return [Placement(**row) for row in await work.all(page.order_by(there.placement_id).limit(limit))]


async def self_development_of(work: UnitOfWork, placement_ids: Collection[UUID]) -> dict[UUID, SelfDevelopment]:
    """What was scheduled for these placements, by placement; held."""
    return _by_placement(await work.all(_scheduled(placement_ids).with_for_update()))


async def look_at_self_development(work: UnitOfWork, placement_ids: Collection[UUID]) -> dict[UUID, SelfDevelopment]:
    """The same without holding it, to show."""
    return _by_placement(await work.all(_scheduled(placement_ids)))


async def keep_self_development(work: UnitOfWork, time: SelfDevelopment) -> None:
    stated = insert(self_development).values(asdict(time))
    news = {name: stated.excluded[name] for name in _TIME if name != "placement_id"}
    await work.run(stated.on_conflict_do_update(index_elements=["placement_id"], set_=news))


async def placements_owed(work: UnitOfWork, *, at_most: int) -> list[tuple[Placement, int]]:
    """Placements in post whose time was not looked at today, or never, each with what was said of it before; held.

    Those that somebody schedules or changes at this moment are passed over: what they say comes first.
    """
    said, there = time_owed.c, placements.c
    again = and_(there.end >= work.today, or_(said.looked_on.is_(None), said.looked_on < work.today))
    asked = (
        select(placements, func.coalesce(said.minutes, 0).label("said"))
        .outerjoin(time_owed, said.placement_id == there.placement_id)
        .where(there.type == PlacementType.IN_POST, ~there.cancelled, or_(said.placement_id.is_(None), again))
        .order_by(there.placement_id)
        .limit(at_most)
        .with_for_update(of=placements, skip_locked=True)
    )
    rows = [dict(row) for row in await work.all(asked)]
    return [(Placement(**row), minutes) for row in rows for minutes in [row.pop("said")]]


async def note_owed(work: UnitOfWork, minutes: Mapping[UUID, int]) -> None:
    """So much is said of these today, also with what is scheduled for them."""
    rows = [{"placement_id": one, "minutes": many, "looked_on": work.today} for one, many in minutes.items()]
    await keep_rows(work, time_owed, rows)
    known = (time_owed.c.placement_id == self_development.c.placement_id, time_owed.c.placement_id.in_(sorted(minutes)))
    other = self_development.c.required != time_owed.c.minutes
    await work.run(update(self_development).where(*known, other).values(required=time_owed.c.minutes))


async def look_at_owed_again(work: UnitOfWork, of: Collection[UUID]) -> None:
    if of:
        await work.run(update(time_owed).where(time_owed.c.placement_id.in_(sorted(of))).values(looked_on=None))


def _one(placement_id: UUID) -> Select[Any]:
    return select(placements).where(placements.c.placement_id == placement_id)


def _scheduled(placement_ids: Collection[UUID]) -> Select[Any]:
    of = self_development.c
    asked = select(*(of[name] for name in _TIME)).where(of.placement_id.in_(sorted(placement_ids)))
    return asked.order_by(of.placement_id)


def _by_placement(rows: Iterable[RowMapping]) -> dict[UUID, SelfDevelopment]:
    return {row["placement_id"]: SelfDevelopment(**row) for row in rows}
