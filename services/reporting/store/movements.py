"""When a figure moved, and because of which event: cells a batch touched, and every new figure of a cell."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import delete, func, insert, select
from sqlalchemy.dialects.postgresql import distinct_on

from chassis.work import UnitOfWork
from services.reporting.domain import Cell, Evidence, Figure
from services.reporting.store.evidence import added_up
from services.reporting.store.tables import Row, movement, touched


@dataclass(frozen=True, slots=True)
class Touch:
    """The event because of which a cell may have moved, and its time; no event: only time passed."""

    at: datetime
    because: UUID | None


async def note_touched(work: UnitOfWork, touches: Mapping[Cell, Touch], evidence: Mapping[Cell, Evidence]) -> None:
    """Cells to look at again, each with the last event that touched it, and what of the batch is evidence for it."""
    rows = [
        (*cell, touch.because, touch.at, *((seen.events, seen.last_event, seen.last_at) if seen else (0, None, None)))
        for cell, touch in touches.items()
        for seen in (evidence.get(cell),)
    ]
    columns = ["code", "trust", "quarter", "because", "at", "evidence", "last_evidence", "evidence_at"]
    if rows:
        await work.copy(touched, columns, rows)


async def take_touched(work: UnitOfWork) -> dict[Cell, Touch]:
    """All cells noted so far with the last event each, taken away; what is evidence among them is added up.

    Statements after this one see the facts of every batch whose notes it took.
    """
    taken = delete(touched).returning(*touched.c).cte("taken")
    last = select(taken).ext(distinct_on(taken.c.code, taken.c.trust, taken.c.quarter)).add_cte(added_up(taken))
    rows = await work.all(last.order_by(taken.c.code, taken.c.trust, taken.c.quarter, taken.c.id.desc()))
    return {Cell(row["code"], row["trust"], row["quarter"]): Touch(row["at"], row["because"]) for row in rows}


async def touched_waiting(work: UnitOfWork) -> int:
    """How many touched cells are not recorded yet."""
    row = await work.one(select(func.count().label("waiting")).select_from(touched))
    return int(row["waiting"])


async def last_recorded(
    work: UnitOfWork, *, codes: Iterable[str], quarters: Collection[date] | None = None
) -> dict[Cell, Figure]:
    """Each cell's figure as it was last recorded."""
    latest = (
        select(movement)
        .ext(distinct_on(movement.c.code, movement.c.trust, movement.c.quarter))
        .where(movement.c.code.in_(sorted(codes)))
        .order_by(movement.c.code, movement.c.trust, movement.c.quarter, movement.c.id.desc())
    )
    if quarters is not None:
        latest = latest.where(movement.c.quarter.in_(sorted(quarters)))
    return {
        Cell(row["code"], row["trust"], row["quarter"]): Figure(row["numerator"], row["denominator"])
        for row in await work.all(latest)
    }


async def record(work: UnitOfWork, moved: Mapping[Cell, tuple[Figure, Touch]]) -> None:
    rows = [
        {
            "code": cell.code,
            "trust": cell.trust,
            "quarter": cell.quarter,
            "numerator": figure.numerator,
            "denominator": figure.denominator,
            "at": touch.at,
            "because": touch.because,
        }
        for cell, (figure, touch) in moved.items()
    ]
    if rows:
        await work.run(insert(movement), rows)


async def last_moved(work: UnitOfWork, *, trusts: Collection[str] | None) -> dict[Cell, datetime]:
    """When each trust's cell last moved; the region's cell moved when one of these trusts' cells did."""
    asked = select(movement.c.code, movement.c.trust, movement.c.quarter, func.max(movement.c.at).label("at"))
    asked = asked.where(movement.c.trust.is_not(None) if trusts is None else movement.c.trust.in_(sorted(trusts)))
    found: dict[Cell, datetime] = {}
    for row in await work.all(asked.group_by(movement.c.code, movement.c.trust, movement.c.quarter)):
        for trust in (row["trust"], None):
            cell = Cell(row["code"], trust, row["quarter"])
            found[cell] = max(row["at"], found.get(cell, row["at"]))
    return found


async def movements(
    work: UnitOfWork,
    *,
    code: str | None,
    trust: str | None,
    quarter: date | None,
    among: Collection[str] | None,
    before: int | None,
    limit: int,
) -> Sequence[Row]:
    """Movements, newest first, before the movement of that id; ``among`` leaves only these trusts' own."""
    asked = select(movement).order_by(movement.c.id.desc()).limit(limit)
    if code is not None:
        asked = asked.where(movement.c.code == code)
    if trust is not None:
        asked = asked.where(movement.c.trust == trust)
    if quarter is not None:
        asked = asked.where(movement.c.quarter == quarter)
    if among is not None:
        asked = asked.where(movement.c.trust.in_(sorted(among)))
    if before is not None:
        asked = asked.where(movement.c.id < before)
    return await work.all(asked)
