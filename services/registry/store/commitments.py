"""Commitments: one that stands per organisation, and those that were withdrawn."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, replace
from datetime import date
from uuid import UUID

from sqlalchemy import Select, insert, select, update

from chassis.work import UnitOfWork
from contracts.vocabulary import Role
from services.registry.domain.commitments import Commitment
from services.registry.store import tables
from services.registry.store.tables import commitment as commitments
from services.registry.store.tables import organisation as organisations


async def standing_commitment(work: UnitOfWork, trust: str) -> Commitment | None:
    """The one that is not withdrawn, to show or to compare with."""
    row = await work.first(_standing().where(commitments.c.trust == trust))
    return Commitment(**row) if row else None


async def commitment(work: UnitOfWork, commitment_id: UUID) -> Commitment:
    """Load it and hold it: nobody else decides about it until we commit. Raises NotFound."""
    held = select(commitments).where(commitments.c.commitment_id == commitment_id).with_for_update()
    return Commitment(**await work.one(held))


async def standing_commitments(
    work: UnitOfWork, *, trusts: Collection[str] | None, after: str | None, limit: int
) -> Sequence[Commitment]:
    """Those of these trusts, or of all, in the order of their codes, from behind the one named."""
    asked = _standing().order_by(commitments.c.trust).limit(limit)
    asked = asked.where(commitments.c.trust.in_(sorted(trusts))) if trusts is not None else asked
    asked = asked.where(commitments.c.trust > after) if after is not None else asked
    return [Commitment(**row) for row in await work.all(asked)]


async def unsaid_to_lapse(work: UnitOfWork, *, by: date, limit: int) -> Sequence[Commitment]:
    """Held: those whose review is due by a day, of which that has not been said. Who is closed reviews nothing."""
    closed = select(organisations.c.code).where(organisations.c.closed_on < work.today)
    due = (commitments.c.review_due <= by) & commitments.c.lapsing_said.is_distinct_from(commitments.c.review_due)
    due &= commitments.c.trust.not_in(closed)
    asked = _standing().where(due).order_by(commitments.c.commitment_id).limit(limit).with_for_update()
    return [Commitment(**row) for row in await work.all(asked)]


async def add_commitment(work: UnitOfWork, commitment: Commitment) -> None:
    await work.run(insert(commitments).values(asdict(commitment)))


async def keep_commitment(work: UnitOfWork, commitment: Commitment) -> Commitment:
    """Keep a held one as its next version."""
    following = replace(commitment, version=commitment.version + 1)
    same = commitments.c.commitment_id == commitment.commitment_id
    await work.run(update(commitments).where(same).values(asdict(following)))
    return following


async def champions_at(work: UnitOfWork, trust: str, *, on: date) -> set[UUID]:
    """Who is leadership champion there on a day; a deputy stands in for one and is none."""
    of = tables.appointment.c
    in_post = (of.starts_on <= on) & (of.ends_on.is_(None) | (of.ends_on >= on)) & ~of.deputy
    asked = select(of.person_id).where(of.role == Role.CHAMPION, of.code == trust, in_post)
    return {row["person_id"] for row in await work.all(asked)}


def _standing() -> Select[tuple[object, ...]]:
    return select(commitments).where(commitments.c.withdrawn_on.is_(None))
