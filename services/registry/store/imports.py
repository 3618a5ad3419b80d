"""Imports: the uploaded file until it is in, how far it is, and its report for ever."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, delete, func, insert, select, text, update

from chassis.work import UnitOfWork
from contracts import Actor, Grant
from contracts.vocabulary import Role
from services.registry.domain.record import Rejected
from services.registry.domain.tally import Tally
from services.registry.store.tables import imports, rejected_row, upload

UNFINISHED = ("queued", "reading", "applying")


@dataclass(frozen=True, slots=True)
class Import:
    id: UUID
    kind: str
    file: str
    dry_run: bool
    confirm: bool
    snapshot: bool
    attempts: int
    done: int
    total: int
    traceparent: str | None
    asked_by: UUID
    asked_as: list[tuple[str, str | None]]
    content: bytes

    @property
    def asker(self) -> Actor:
        """Who sent it, with the roles they held then."""
        return Actor(self.asked_by, frozenset(Grant(Role(role), scope) for role, scope in self.asked_as))


async def add_import(work: UnitOfWork, import_id: UUID, content: bytes, **facts: Any) -> None:
    grants = [[grant.role.value, grant.scope] for grant in work.actor.grants]
    asked = {"asked_by": work.actor.person_id, "asked_as": grants, "asked_at": work.now}
    await work.run(insert(imports).values({"id": import_id, "state": "queued", **asked, **facts}))
    await work.run(insert(upload).values(import_id=import_id, content=content))


async def import_(work: UnitOfWork, import_id: UUID) -> RowMapping:
    """Raises NotFound."""
    return await work.one(select(imports).where(imports.c.id == import_id))


async def find_imports(
    work: UnitOfWork, *, before: UUID | None, limit: int, asked_by: UUID | None = None
) -> Sequence[RowMapping]:
    """The latest first: their ids sort by time. Those of one person, or all."""
    asked = select(imports).order_by(imports.c.id.desc()).limit(limit)
    asked = asked.where(imports.c.asked_by == asked_by) if asked_by else asked
    return await work.all(asked.where(imports.c.id < before) if before else asked)


async def unfinished_imports(work: UnitOfWork) -> int:
    asked = select(func.count().label("many")).select_from(imports).where(imports.c.state.in_(UNFINISHED))
    return int((await work.one(asked))["many"])


async def attempt(work: UnitOfWork) -> Import | None:
    """The oldest import that is not finished, with its file; notes that it is being tried."""
    oldest = select(imports.c.id).where(imports.c.state.in_(UNFINISHED)).order_by(imports.c.id).limit(1)
    trying = (
        update(imports)
        .where(imports.c.id.in_(oldest.scalar_subquery()), imports.c.id == upload.c.import_id)
        .where(imports.c.state.in_(UNFINISHED))  # asked again of the row itself: it may have ended meanwhile
        .values(attempts=imports.c.attempts + 1, state="reading")
    )
    names = [name for name in Import.__slots__ if name != "content"]
    row = await work.first(trying.returning(*(imports.c[name] for name in names), upload.c.content))
    return Import(**row) if row else None


async def hold_import(work: UnitOfWork, import_id: UUID, *, done: int) -> bool:
    """Hold the import for this transaction; False if it is not where we left it: somebody else goes on with it."""
    row = await work.one(select(imports.c.done, imports.c.state).where(imports.c.id == import_id).with_for_update())
    return bool(row["done"] == done and row["state"] in UNFINISHED)


async def advance(work: UnitOfWork, import_id: UUID, tally: Tally, *, done: int, total: int) -> None:
    """Add a chunk's count to the import's, and keep the rows it rejected. After a step forward attempts start anew."""
    row = await import_(work, import_id)
    counts = {name: row[name] + many for name, many in tally.counts().items()}
    warnings = _joined(row["warnings"], tally.warnings)
    state = {"state": "applying", "done": done, "total": total, "attempts": 0, "warnings": warnings}
    await work.run(update(imports).where(imports.c.id == import_id).values({**counts, **state}))
    await add_rejected(work, import_id, tally.rejected)


async def end(
    work: UnitOfWork, import_id: UUID, state: str, *, reason: str | None = None, keep_file: bool = False, **facts: Any
) -> RowMapping:
    """Finish an import one way or the other; its file is kept only for who has yet to confirm it. Returns its row."""
    values = {"state": state, "reason": reason, "finished_at": work.now, **facts}
    await work.run(update(imports).where(imports.c.id == import_id).values(values))
    if not keep_file:
        await work.run(delete(upload).where(upload.c.import_id == import_id))
    return await import_(work, import_id)


async def take_rehearsed(work: UnitOfWork, rehearsed: RowMapping, import_id: UUID, **facts: Any) -> bool:
    """Begin an import of the very file that was rehearsed; False if that is no longer kept, or was taken already."""
    taken = update(upload).where(upload.c.import_id == rehearsed["id"]).values(import_id=import_id)
    if (await work.run(taken)).rowcount == 0:
        return False
    grants = [[grant.role.value, grant.scope] for grant in work.actor.grants]
    same = {name: rehearsed[name] for name in ("kind", "file", "snapshot")}
    asked = {"asked_by": work.actor.person_id, "asked_as": grants, "asked_at": work.now}
    values = {"id": import_id, "state": "queued", "dry_run": False, "confirm": True, **same, **asked, **facts}
    await work.run(insert(imports).values(values))
    await work.run(update(imports).where(imports.c.id == rehearsed["id"]).values(taken_as=import_id))
    return True


async def drop_rehearsed(work: UnitOfWork, *, before: datetime) -> None:
    """Let go of files that nobody has confirmed."""
    old = select(imports.c.id).where(imports.c.finished_at < before)
    await work.run(delete(upload).where(upload.c.import_id.in_(old)))


async def add_rejected(work: UnitOfWork, import_id: UUID, rejected: Iterable[Rejected]) -> None:
    rows = [
        (
            *(import_id, row.number),
            json.dumps([{"column": f.column, "value": f.value, "reason": f.reason} for f in row.faults]),
            json.dumps(row.cells),
        )
        for row in rejected
    ]
    if rows:
        await work.copy(rejected_row, ["import_id", "row", "faults", "cells"], rows)


async def rejected_rows(work: UnitOfWork, import_id: UUID) -> Sequence[RowMapping]:
    """In the order of the file."""
    return await work.all(
        select(rejected_row).where(rejected_row.c.import_id == import_id).order_by(rejected_row.c.row)
    )


async def drop_cells(work: UnitOfWork, *, before: datetime, limit: int) -> int:
    """Drop cells and values, not reasons, of some rejected rows of imports that ended before. Returns how many."""
    return int((await work.run(_DROP_CELLS, {"before": before, "limit": limit})).rowcount)


_DROP_CELLS = text(
    """
    UPDATE rejected_row AS r SET
        cells = NULL,
        faults = (
            SELECT jsonb_agg(fault || jsonb_build_object('value', '') ORDER BY place)
            FROM jsonb_array_elements(r.faults) WITH ORDINALITY AS f (fault, place)
        )
    FROM (
        SELECT import_id, "row" FROM rejected_row JOIN import ON import.id = import_id
        WHERE cells IS NOT NULL AND finished_at < :before LIMIT :limit
    ) AS old
    WHERE r.import_id = old.import_id AND r."row" = old."row"
    """
)


def _joined(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    joined = dict(before)
    for warning, about in now.items():
        old = joined.get(warning, {"rows": 0, "first": []})
        joined[warning] = {"rows": old["rows"] + about["rows"], "first": [*old["first"], *about["first"]][:5]}
    return joined
