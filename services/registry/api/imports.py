"""Files: sending one in, following it, and getting its rejected rows back to correct."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import File, Form, Query, Response, UploadFile
from pydantic import BaseModel
from sqlalchemy import RowMapping

from chassis.errors import Forbidden, NotFound
from chassis.http import Begun, Router
from chassis.ids import uuid7
from chassis.trace_context import current_traceparent
from chassis.work import UnitOfWork
from contracts.vocabulary import ImportKind
from services.registry import gateway, policy, store
from services.registry.domain.access import sees_every_import
from services.registry.domain.refusals import CellsDropped, FileGone, FileTooLarge, NothingRejected, NotTaken
from services.registry.domain.tally import warning_lines

LARGEST = 50_000_000
_FORM = 100_000  # its other fields, and what stands between them
router = Router(prefix="/api/registry", tags=["registry"], largest_body=LARGEST + _FORM)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Progress(BaseModel):
    done: int
    total: int


class ImportView(BaseModel):
    """``report.rejected`` is null in a list of imports, which tells only how many rows: ``rejected_rows``."""

    id: UUID
    asked_at: datetime
    finished_at: datetime | None
    kind: ImportKind
    file: str
    state: str
    progress: Progress
    report: dict[str, Any]
    reason: str | None = None
    dry_run: bool
    taken_as: UUID | None = None
    """Of a rehearsal that was confirmed: the import that took its file in."""


class ImportPage(BaseModel):
    items: list[ImportView]
    next: UUID | None = None


@router.post("/imports", status_code=202)
async def import_file(
    work: Begun,
    file: Annotated[UploadFile, File()],
    *,
    kind: Annotated[ImportKind, Form()],
    dry_run: Annotated[bool, Form()] = False,
    confirm: Annotated[bool, Form()] = False,
    snapshot: Annotated[bool, Form()] = False,
) -> ImportView:
    """Send a file in; it is taken in apart from this request."""
    _check_may_import(work, kind)
    content = await file.read()
    if snapshot and kind is not ImportKind.PLACEMENTS:
        raise NotTaken("a snapshot is only taken of placements; send the file in without it")
    if len(content) > LARGEST:
        raise FileTooLarge(f"{len(content):,} bytes, at most {LARGEST:,}; split the file")
    import_id = uuid7(work.now)
    await store.add_import(
        work,
        import_id,
        content,
        kind=kind,
        file=(file.filename or "unnamed").replace("\\", "/").rsplit("/", 1)[-1][:200],
        dry_run=dry_run,
        confirm=confirm,
        snapshot=snapshot,
        traceparent=current_traceparent(),
    )
    work.nudge("imports")
    return await _view(work, await store.import_(work, import_id))


@router.get("/imports")
async def list_imports(
    work: Begun, before: UUID | None = None, limit: Annotated[int, Query(ge=1, le=100)] = 20
) -> ImportPage:
    """Reports of past imports with the count of their rejected rows, the latest first; ``before`` the last one seen."""
    mine = None if sees_every_import(work.actor) else work.actor.person_id
    rows = await store.find_imports(work, before=before, limit=limit + 1, asked_by=mine)
    items = [_shown(row, None) for row in rows[:limit]]
    return ImportPage(items=items, next=items[-1].id if len(rows) > limit else None)


@router.get("/imports/{import_id}")
async def show_import(import_id: UUID, work: Begun) -> ImportView:
    return await _view(work, await _seen(work, import_id))


@router.post("/imports/{import_id}/confirmation", status_code=202)
async def confirm_import(import_id: UUID, work: Begun) -> ImportView:
    """Take in the file that was rehearsed, as it was, with what its rejected rows leave out."""
    rehearsed = await _seen(work, import_id)
    if rehearsed["asked_by"] != work.actor.person_id:
        raise NotFound
    _check_may_import(work, ImportKind(rehearsed["kind"]))
    if rehearsed["finished_at"] is None:
        raise NotTaken("the file is still being looked at: confirm it when that is over")
    taken = uuid7(work.now)
    if not await store.take_rehearsed(work, rehearsed, taken, traceparent=current_traceparent()):
        raise FileGone
    work.nudge("imports")
    return await _view(work, await store.import_(work, taken))


@router.get("/imports/{import_id}/rejected.xlsx")
async def download_corrections(import_id: UUID, work: Begun) -> Response:
    """The rejected rows as a spreadsheet: correct them there and send it in."""
    row = await _seen(work, import_id)
    rejected = await store.rejected_rows(work, import_id)
    if not rejected:
        raise NothingRejected
    if any(each["cells"] is None for each in rejected):
        raise CellsDropped
    content = gateway.corrections(row["header"], [(r["row"], r["faults"], r["cells"]) for r in rejected])
    name = f"rejected-{import_id}.xlsx"
    return Response(content, media_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@router.get("/imports/{import_id}/changes.csv")
async def download_changes(import_id: UUID, work: Begun) -> Response:
    """Which placements the import added, changed or removed, and which fields of those that it changed (R35)."""
    await _seen(work, import_id)
    content = await store.changes_of(work, import_id)
    name = f"changes-{import_id}.csv"
    return Response(content, media_type="text/csv", headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _check_may_import(work: UnitOfWork, kind: ImportKind) -> None:
    """When it is sent in, and again when it is confirmed: roles end. Raises Forbidden."""
    if not work.actor.roles & policy.MAY_IMPORT[kind]:
        raise Forbidden(f"To import {kind} needs one of the roles {', '.join(sorted(policy.MAY_IMPORT[kind]))}")


async def _seen(work: UnitOfWork, import_id: UUID) -> RowMapping:
    """Raises NotFound."""
    row = await store.import_(work, import_id)
    if row["asked_by"] != work.actor.person_id and not sees_every_import(work.actor):
        raise NotFound
    return row


async def _view(work: Begun, row: RowMapping) -> ImportView:
    rejected = await store.rejected_rows(work, row["id"]) if row["rejected"] else []
    faults = [{"row": each["row"], **fault} for each in rejected for fault in each["faults"]]
    return _shown(row, faults)


def _shown(row: RowMapping, faults: list[dict[str, Any]] | None) -> ImportView:
    counted = ("rows", "added", "changed", "unchanged", "removed", *(["absent"] if row["absent"] else []))
    report = {"kind": row["kind"], "file": row["file"], **{name: row[name] for name in counted}}
    return ImportView(
        id=row["id"],
        asked_at=row["asked_at"],
        finished_at=row["finished_at"],
        kind=row["kind"],
        file=row["file"],
        state=row["state"],
        progress=Progress(done=row["done"], total=row["total"]),
        report={
            **report,
            "rejected": faults,
            "rejected_rows": row["rejected"],
            "warnings": warning_lines(row["warnings"]),
        },
        reason=row["reason"],
        dry_run=row["dry_run"],
        taken_as=row["taken_as"],
    )
