"""What kept the promises to one doctor, and what they say was not kept."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import and_, exists, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from chassis.copies import keep_rows
from chassis.errors import NotFound
from chassis.work import UnitOfWork
from contracts.vocabulary import CriterionCode, PlacementType, Role
from services.reporting.domain import Keeping, Spell
from services.reporting.store.facts import Fact
from services.reporting.store.leadership import courses_attended
from services.reporting.store.tables import appointment, kept_promise, placement, promise_dispute, self_development

_SPELL = select(
    placement.c.placement_id,
    placement.c.doctor_id,
    placement.c.host,
    placement.c.starts_on.label("first_day"),
    placement.c.ends_on.label("last_day"),
    exists()
    .where(self_development.c.placement_id == placement.c.placement_id, self_development.c.required > 0)
    .label("time_owed"),
).where(placement.c.type == PlacementType.IN_POST, ~placement.c.cancelled)


async def keep_promises(work: UnitOfWork, rows: Collection[Fact]) -> None:
    await keep_rows(work, kept_promise, rows)


async def kept_promises(work: UnitOfWork, which: Collection[UUID]) -> dict[UUID, Fact]:
    """Those that are kept, by what keeps them."""
    rows = await work.all(
        select(kept_promise).where(kept_promise.c.fact_id.in_(sorted(which)), kept_promise.c.kept_on.is_not(None))
    )
    return {row["fact_id"]: dict(row) for row in rows}


async def spells_of(work: UnitOfWork, doctor_id: UUID) -> list[Spell]:
    """A doctor's placements in post, the latest first."""
    theirs = _SPELL.where(placement.c.doctor_id == doctor_id).order_by(
        placement.c.starts_on.desc(), placement.c.placement_id
    )
    return [Spell(**row) for row in await work.all(theirs)]


async def spell(work: UnitOfWork, placement_id: UUID, *, doctor_id: UUID) -> Spell:
    """One of the doctor's placements in post. Raises NotFound."""
    row = await work.first(_SPELL.where(placement.c.placement_id == placement_id, placement.c.doctor_id == doctor_id))
    if row is None:
        raise NotFound("there is no such placement, or it is not yours")
    return Spell(**row)


async def keepings_of(work: UnitOfWork, spells: Collection[Spell], *, doctor_id: UUID, today: date) -> list[Keeping]:
    """What kept a promise of these placements of the doctor's; a champion does while in post, to the last day."""
    here = func.coalesce(kept_promise.c.trust, placement.c.host).in_([placement.c.host, placement.c.former_host])
    at = and_(
        here,
        placement.c.doctor_id == kept_promise.c.doctor_id,
        or_(
            placement.c.placement_id == kept_promise.c.placement_id,
            and_(
                kept_promise.c.placement_id.is_(None),
                kept_promise.c.day.between(placement.c.starts_on, placement.c.ends_on),
            ),
        ),
    )
    said = select(
        placement.c.placement_id, kept_promise.c.code, kept_promise.c.event_id, kept_promise.c.kept_on.label("on")
    ).join_from(kept_promise, placement, at)
    theirs = said.where(kept_promise.c.doctor_id == doctor_id, kept_promise.c.kept_on.is_not(None))
    found = [Keeping(**row) for row in await work.all(theirs)]
    hosts = {one.host for one in spells}
    of = appointment.c
    named = select(appointment).where(of.role == Role.CHAMPION, of.trust.in_(hosts), ~of.deputy)
    champions = await work.all(named.order_by(of.starts_on))
    for one in spells:
        day = min(today, one.last_day)
        in_post = [
            row for row in champions if row["trust"] == one.host and row["starts_on"] <= day <= (row["ends_on"] or day)
        ]
        found += [Keeping(one.placement_id, CriterionCode.M_E3, row["event_id"], row["starts_on"]) for row in in_post]
    return found + await courses_attended(work, spells, doctor_id=doctor_id)


async def disputes_of(work: UnitOfWork, doctor_id: UUID) -> dict[tuple[UUID, CriterionCode], date]:
    """When the doctor said of which promise of which placement that it was not kept."""
    mine = select(promise_dispute).join(placement, placement.c.placement_id == promise_dispute.c.placement_id)
    rows = await work.all(mine.where(placement.c.doctor_id == doctor_id))
    return {(row["placement_id"], CriterionCode(row["code"])): row["disputed_on"] for row in rows}


async def keep_dispute(work: UnitOfWork, spell: Spell, code: CriterionCode) -> None:
    """It is said on a later day (:func:`take_unsaid_disputes`); a second tap changes nothing."""
    kept = {"placement_id": spell.placement_id, "code": code, "disputed_on": work.today, "organisation": spell.host}
    await work.run(insert(promise_dispute).values(**kept).on_conflict_do_nothing())


async def take_unsaid_disputes(work: UnitOfWork) -> list[tuple[str, CriterionCode, date]]:
    """Of which organisation, which promise, and when, of the days before this one, in no order; each is taken once."""
    unsaid = and_(promise_dispute.c.organisation.is_not(None), promise_dispute.c.disputed_on < work.today)
    rows = await work.all(select(promise_dispute).where(unsaid).order_by(func.random()))
    await work.run(update(promise_dispute).where(unsaid).values(organisation=None))
    return [(row["organisation"], CriterionCode(row["code"]), row["disputed_on"]) for row in rows]
