"""How many events stand behind the figures, and the last of them."""

from collections.abc import Collection, Iterable

from sqlalchemy import CTE, case, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by, insert

from chassis.work import UnitOfWork
from services.reporting.domain import Cell, Evidence
from services.reporting.store.tables import evidence


def added_up(taken: CTE) -> CTE:
    """The part of the statement that adds what was taken from ``touched`` to the evidence of each cell."""
    cell = (taken.c.code, taken.c.trust, taken.c.quarter)
    newest_first = aggregate_order_by(taken.c.last_evidence, taken.c.evidence_at.desc(), taken.c.id.desc())
    sums = (
        select(*cell, func.sum(taken.c.evidence), func.array_agg(newest_first)[1], func.max(taken.c.evidence_at))
        .where(taken.c.evidence > 0)
        .group_by(*cell)
    )
    more = insert(evidence).from_select([column.name for column in evidence.c], sums)
    new = more.excluded
    later = new.last_at >= evidence.c.last_at
    return more.on_conflict_do_update(
        index_elements=list(evidence.primary_key),
        set_={
            "events": evidence.c.events + new.events,
            "last_event": case((later, new.last_event), else_=evidence.c.last_event),
            "last_at": func.greatest(evidence.c.last_at, new.last_at),
        },
    ).cte("added")


async def evidence_of(
    work: UnitOfWork, *, codes: Iterable[str], trusts: Collection[str] | None
) -> dict[Cell, Evidence]:
    """What stands behind the figures of these trusts together, by code and quarter; ``None``: of all trusts."""
    asked = select(evidence).where(evidence.c.code.in_(sorted(codes)))
    if trusts is not None:
        asked = asked.where(evidence.c.trust.in_(sorted(trusts)))
    found: dict[Cell, Evidence] = {}
    for row in await work.all(asked):
        cell = Cell(row["code"], None, row["quarter"])
        one = Evidence(row["events"], row["last_event"], row["last_at"])
        found[cell] = found[cell] + one if cell in found else one
    return found
