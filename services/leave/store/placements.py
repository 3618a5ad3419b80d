"""Leave's own copy of the placements, kept in batches."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, select, update

from chassis.copies import keep_rows
from chassis.work import UnitOfWork
from contracts.registry import PlacementAnnounced, PlacementCancelled, PlacementChanged
from services.leave.domain import Desk, FormerWte, Placement, director, former_wte
from services.leave.store.tables import organisations, placements

_ADD = (
    update(placements)
    .where(placements.c.placement_id == bindparam("of"))
    .values(former_wtes=placements.c.former_wtes.op("||")(bindparam("ended", type_=placements.c.former_wtes.type)))
)


async def keep_placements(
    work: UnitOfWork, events: Sequence[PlacementAnnounced | PlacementChanged | PlacementCancelled]
) -> None:
    """Keep what each placement is by the last of its events, in one statement; the door keeps their order.

    The WTEs that changes ended are added to those it had (R2).
    """
    rows = {
        event.placement.placement_id: {
            "placement_id": event.placement.placement_id,
            "doctor_id": event.placement.doctor_id,
            "host": event.placement.host,
            "site": event.placement.site,
            "programme": event.placement.programme,
            "grade": event.placement.grade,
            "type": event.placement.type,
            "wte": event.placement.wte,
            "start": event.placement.start,
            "end": event.placement.end,
            "cancelled": isinstance(event, PlacementCancelled),
            "employer": event.placement.lead_employer or event.placement.employer,
            "specialty": event.placement.specialty,
        }
        for event in events
    }
    await keep_rows(work, placements, rows.values())
    former: dict[UUID, list[FormerWte]] = {}
    for event in events:
        if isinstance(event, PlacementChanged) and (ended := former_wte(event)):
            former.setdefault(event.placement.placement_id, []).append(ended)
    if former:
        await work.run(_ADD, [{"of": one, "ended": tuple(ended)} for one, ended in sorted(former.items())])


async def placements_of(work: UnitOfWork, doctor_id: UUID) -> list[Placement]:
    """All of a doctor's placements, held: a change of one waits until we commit, and then sees what we kept."""
    return [Placement(**row) for row in await work.all(_of(doctor_id).with_for_update(read=True))]


async def placements_alone(work: UnitOfWork, doctor_id: UUID) -> list[Placement]:
    """The same, held alone: whoever else adjusts this doctor's year, or asks in it, waits and sees what we kept."""
    return [Placement(**row) for row in await work.all(_of(doctor_id).with_for_update())]


async def hold_placements(work: UnitOfWork, doctor_ids: Collection[UUID]) -> None:
    """Those of all these doctors as ``placements_of`` does, in the order in which batches of them are kept."""
    of = placements.c
    await work.run(
        select(of.placement_id)
        .where(of.doctor_id.in_(sorted(doctor_ids)))
        .order_by(of.placement_id)
        .with_for_update(read=True)
    )


async def known_placements(work: UnitOfWork, doctor_id: UUID) -> list[Placement]:
    """The same without holding them, to show or reckon with: a change of one does not wait for us."""
    return [Placement(**row) for row in await work.all(_of(doctor_id))]


async def director_of(work: UnitOfWork, placement: Placement) -> Desk | None:
    """Who decides where a desk for leave from a placement is empty or silent, by what its host is (R10)."""
    host = await work.first(select(organisations.c.kind).where(organisations.c.code == placement.host))
    return director(placement, host["kind"] if host else None)


async def employer_of(work: UnitOfWork, placement_id: UUID) -> str | None:
    """Who employs the doctor of a placement, where that is known."""
    placement = await work.first(select(placements.c.employer).where(placements.c.placement_id == placement_id))
    return placement["employer"] if placement else None


def _of(doctor_id: UUID) -> Select[Any]:
    """In one order, so that two who hold them never wait for each other."""
    return select(placements).where(placements.c.doctor_id == doctor_id).order_by(placements.c.placement_id)
