"""What was received and issued before placements, and what their doctors say of it."""

from collections.abc import Collection, Mapping
from operator import attrgetter
from uuid import UUID

from sqlalchemy import func, select

from chassis.rules import rules_at
from chassis.work import UnitOfWork
from contracts.vocabulary import PlacementInformation
from services.registry.domain.information import Recorded
from services.registry.domain.placements import DaysAhead
from services.registry.store import tables
from services.registry.store.organisations import whose_rules
from services.registry.store.sets import upsert

_columns = attrgetter(*tables.placement_information.c.keys())


async def days_before_start(work: UnitOfWork, hosts: Collection[str]) -> Mapping[str, DaysAhead]:
    """When each is due at each of these hosts, by host: rules ``registry.details_days``,
    ``registry.work_schedule_days`` and ``registry.rota_days``."""
    names = {one: f"registry.{one}_days" for one in PlacementInformation}
    found = await rules_at(work, names.values(), await whose_rules(work, hosts), on=work.today)
    return {host: {one: values[name] for one, name in names.items()} for host, values in found.items()}


async def information_of(
    work: UnitOfWork, placements: Collection[UUID]
) -> dict[tuple[UUID, PlacementInformation], Recorded]:
    """What the hosts of today received and issued: another one's rota is of no use where the doctor works now."""
    of, about = tables.placement_information, tables.placement.c
    asked = select(of).join(tables.placement, about.id == of.c.placement_id)
    theirs = of.c.host == func.coalesce(about.former_host, about.host)
    rows = await work.all(asked.where(of.c.placement_id.in_(list(placements)), theirs))
    return {(row["placement_id"], row["information"]): Recorded(**row) for row in rows}


async def keep_information(work: UnitOfWork, recorded: Collection[Recorded]) -> None:
    await upsert(work, tables.placement_information, [_columns(one) for one in recorded])
