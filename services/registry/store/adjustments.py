"""What people need to do their work, and who arranges it with them."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from uuid import UUID

from sqlalchemy import delete, select, text
from sqlalchemy.dialects.postgresql import insert

from chassis.work import UnitOfWork
from contracts.vocabulary import Role
from services.registry.domain.access import SEES_AT_HOST
from services.registry.domain.adjustments import Adjustment
from services.registry.store.tables import adjustment as adjustments


async def find_adjustment(work: UnitOfWork, person_id: UUID) -> Adjustment | None:
    row = await work.first(select(adjustments).where(adjustments.c.person_id == person_id))
    return None if row is None else Adjustment(**{**row, "readers": tuple(row["readers"])})


async def keep_adjustment(work: UnitOfWork, kept: Adjustment) -> None:
    values = asdict(kept) | {"readers": list(kept.readers)}
    await work.run(insert(adjustments).values(values).on_conflict_do_update(index_elements=["person_id"], set_=values))


async def drop_adjustment(work: UnitOfWork, person_id: UUID) -> None:
    await work.run(delete(adjustments).where(adjustments.c.person_id == person_id))


async def adjustments_shown_to(work: UnitOfWork, reader: UUID) -> Sequence[Adjustment]:
    """Those that name this person, who arranges their writer's work today."""
    rows = await work.all(select(adjustments).where(adjustments.c.readers.contains([reader])))
    arrange = await who_arranges_for(work, [row["person_id"] for row in rows])
    return [
        Adjustment(**{**row, "readers": tuple(row["readers"])})
        for row in rows
        if reader in arrange.get(row["person_id"], ())
    ]


async def who_arranges_for(work: UnitOfWork, doctors: Collection[UUID]) -> dict[UUID, dict[UUID, set[Role]]]:
    """Doctor → who supervises, rosters or directs a placement of theirs that is not over, and as what."""
    asked = {"doctors": list(doctors), "on": work.today, "roles": sorted(SEES_AT_HOST)}
    found: dict[UUID, dict[UUID, set[Role]]] = {}
    for row in (await work.run(_ARRANGE, asked)).mappings():
        found.setdefault(row["doctor_id"], {}).setdefault(row["person_id"], set()).add(Role(row["role"]))
    return found


_ARRANGE = text(
    """
    WITH live AS (
        SELECT * FROM placement WHERE doctor_id = ANY(:doctors) AND NOT cancelled AND "end" >= :on
    ), arranging AS (
        SELECT doctor_id, clinical_supervisor_id AS person_id, 'supervisor' AS role FROM live
        UNION
        SELECT doctor_id, educational_supervisor_id, 'supervisor' FROM live
        UNION
        SELECT doctor_id, person_id, role FROM live JOIN appointment ON code = host AND role = ANY(:roles)
        WHERE starts_on <= :on AND (ends_on IS NULL OR ends_on >= :on)
        UNION
        SELECT doctor_id, person_id, role FROM live JOIN appointment ON code = programme AND role = 'tpd'
        WHERE starts_on <= :on AND (ends_on IS NULL OR ends_on >= :on)
    )
    SELECT doctor_id, person_id, role FROM arranging WHERE person_id <> doctor_id
    """
)
