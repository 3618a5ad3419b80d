"""Placements that doctors have declared themselves."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from uuid import UUID

from sqlalchemy import ColumnElement, insert, select, update

from chassis.paging import page_of
from chassis.rules import rule
from chassis.work import UnitOfWork
from contracts import Actor
from services.registry.domain.declarations import Declaration
from services.registry.domain.disputes import DATA_OWNER
from services.registry.store.tables import declaration as declarations


async def add_declaration(work: UnitOfWork, declaration: Declaration) -> None:
    await work.run(insert(declarations).values(asdict(declaration)))


async def declaration(work: UnitOfWork, declaration_id: UUID) -> Declaration:
    """Load it and hold it: nobody else answers it until we commit. Raises NotFound."""
    which = declarations.c.declaration_id == declaration_id
    return Declaration(**await work.one(select(declarations).where(which).with_for_update()))


async def look_at_declaration(work: UnitOfWork, declaration_id: UUID) -> Declaration:
    """Load it without holding it, to show. Raises NotFound."""
    return Declaration(**await work.one(select(declarations).where(declarations.c.declaration_id == declaration_id)))


async def keep_declaration(work: UnitOfWork, declaration: Declaration) -> Declaration:
    """Keep a held one as its next version."""
    following = replace(declaration, version=declaration.version + 1)
    which = declarations.c.declaration_id == declaration.declaration_id
    await work.run(update(declarations).where(which).values(asdict(following)))
    return following


async def declarations_by(work: UnitOfWork, *, doctor_id: UUID, after: UUID | None, limit: int) -> list[Declaration]:
    """A doctor's own, newest first, from behind the one named."""
    return await _page(work, declarations.c.doctor_id == doctor_id, after=after, limit=limit)


async def declarations_waiting_for(
    work: UnitOfWork, *, actor: Actor, after: UUID | None, limit: int
) -> list[Declaration]:
    """Those without an answer that this person gives, newest first, from behind the one named."""
    hosts = [grant.scope for grant in actor.grants if grant.role is DATA_OWNER and grant.scope]
    theirs = declarations.c.host.in_(hosts) & (declarations.c.doctor_id != actor.person_id)
    return await _page(work, theirs & declarations.c.answer.is_(None), after=after, limit=limit)


async def unanswered_declarations(work: UnitOfWork, doctor_id: UUID) -> Sequence[Declaration]:
    of = declarations.c
    rows = await work.all(select(declarations).where(of.doctor_id == doctor_id, of.answer.is_(None)))
    return [Declaration(**row) for row in rows]


async def most_declarations_waiting(work: UnitOfWork) -> int:
    """How many of one doctor may wait for an answer."""
    return int(await rule(work, "registry.most_declarations_waiting", on=work.today))


async def _page(work: UnitOfWork, which: ColumnElement[bool], *, after: UUID | None, limit: int) -> list[Declaration]:
    of = declarations.c
    page = page_of(select(declarations).where(which), of.declared_at, of.declaration_id, after=after, limit=limit)
    return [Declaration(**row) for row in await work.all(page)]
