"""Files in: choose one, see what it would do and which rows cannot be taken, correct them, confirm."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Self
from uuid import UUID

from fastapi import Response
from starlette.datastructures import UploadFile

from contracts.vocabulary import ImportKind
from services.portal.gateway import SaidNo
from services.portal.pages.imports import Import, Listed, kinds_for
from services.portal.pages.page import HOME, Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting

LARGEST = 50_000_000
_FORM = 100_000  # its other fields, and what stands between them
_AT_ONCE = 20
"""Rejected rows named at the top of the page; the table has all of them."""
_WAIT, _PAUSE = 4.0, 0.1
"""Seconds that a small file is waited for before the page that says how far it is."""

_LIST = Link("Send a file in", "/uploads")

router = Pages(largest_body=LARGEST + _FORM)

_SAID: Mapping[ImportKind, tuple[str, str]] = {
    ImportKind.PLACEMENTS: ("Placements", "The TIS placement sheet: who works where, and from when to when"),
    ImportKind.PEOPLE: ("People", "The TIS people sheet: who there is, and their programmes"),
    ImportKind.APPOINTMENTS: ("Appointments", "Who holds which role where, such as rota coordinator or champion"),
    ImportKind.STAFF: ("Staff", "A trust's own file of the doctors it employs outside training"),
    ImportKind.ORGANISATIONS: ("Organisations", "The register of trusts, etr.csv"),
}


_MOVES = "Doctors, and the rota coordinators of their trusts, are told of what changed for them within a minute."
_TOLD: Mapping[ImportKind, str] = {
    ImportKind.PLACEMENTS: _MOVES,
    ImportKind.PEOPLE: "Nobody is told of this. Mail goes to the new addresses from now on.",
    ImportKind.APPOINTMENTS: "Nobody is told of an appointment: tell those you appointed that they can sign in now.",
    ImportKind.STAFF: _MOVES,
    ImportKind.ORGANISATIONS: "Nobody is told of this. New trusts can be appointed at from now on.",
}
"""What follows from a file that was taken in."""


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    text: str
    hint: str
    chosen: bool

    @classmethod
    def of(cls, kind: ImportKind, *, chosen: str) -> Self:
        return cls(kind.value, *_SAID[kind], chosen=kind.value == chosen)


@dataclass(frozen=True, kw_only=True)
class Uploads(Page):
    template: ClassVar = "uploads.html.jinja"
    title: str = "Send a file in"
    back: Link | None = HOME
    choices: tuple[Choice, ...]
    recent: tuple[Import, ...]


@dataclass(frozen=True, kw_only=True)
class Upload(Page):
    """What one file would do, or did."""

    template: ClassVar = "upload.html.jinja"
    back: Link | None = _LIST
    upload: Import

    @property
    def told(self) -> str:
        """Who learns of it, once it is taken in."""
        return _TOLD[self.upload.kind]


@router.get("/uploads")
async def uploads(visit: Visiting, kind: str = "") -> Response:
    return visit.show(await _form(visit, chosen=kind))


@router.post("/uploads")
async def send_file(visit: Visiting) -> Response:
    """Look at the file, without taking it in."""
    kind, file = visit.text("kind"), visit.file("file")
    faults = _faults(visit, kind, file)
    if file is None or faults:
        return visit.show(await _form(visit, chosen=kind, faults=faults))
    content = {"file": (file.filename, await file.read())}
    try:
        sent = await visit.ask.post("/api/registry/imports", files=content, data={"kind": kind, "dry_run": "true"})
    except SaidNo as no:
        return visit.show(await _form(visit, chosen=kind, faults=(Fault("file", str(no)),)))
    await _wait(visit, sent["id"])
    return visit.go(f"/uploads/{sent['id']}")


@router.get("/uploads/{import_id:uuid}")
async def upload(import_id: UUID, visit: Visiting) -> Response:
    found = await visit.ask.get(Import, f"/api/registry/imports/{import_id}")
    faults = _of_the_file(found)
    return visit.show(Upload(title=found.headline, upload=found, faults=faults), status=200)


@router.post("/uploads/{import_id:uuid}/confirm")
async def confirm_file(import_id: UUID, visit: Visiting) -> Response:
    """Take in the file as it was looked at; where somebody else has confirmed it, see what became of it."""
    try:
        taken = await visit.ask.post(f"/api/registry/imports/{import_id}/confirmation", key=visit.key)
    except SaidNo as no:
        looked_at = await visit.ask.get(Import, f"/api/registry/imports/{import_id}")
        if looked_at.taken_as:
            return visit.go(f"/uploads/{looked_at.taken_as}")
        return visit.show(await _form(visit, chosen="", faults=(Fault("file", str(no)),)))
    await _wait(visit, taken["id"])
    return visit.go(f"/uploads/{taken['id']}")


@router.get("/uploads/{import_id:uuid}/rejected.xlsx")
async def rejected_rows(import_id: UUID, visit: Visiting) -> Response:
    """To correct them in a spreadsheet and send that in."""
    sheet = await visit.ask.file(f"/api/registry/imports/{import_id}/rejected.xlsx")
    headers = {**visit.look.headers(), "Content-Disposition": f'attachment; filename="rejected-{import_id}.xlsx"'}
    return Response(sheet.content, media_type=sheet.media_type, headers=headers)


@router.get("/uploads/{import_id:uuid}/changes.csv")
async def changed_placements(import_id: UUID, visit: Visiting) -> Response:
    """Which placements it added, changed or removed."""
    sheet = await visit.ask.file(f"/api/registry/imports/{import_id}/changes.csv")
    headers = {**visit.look.headers(), "Content-Disposition": f'attachment; filename="changes-{import_id}.csv"'}
    return Response(sheet.content, media_type=sheet.media_type, headers=headers)


async def _form(visit: Visit, *, chosen: str, faults: tuple[Fault, ...] = ()) -> Uploads:
    kinds = kinds_for(visit.roles)
    chosen = chosen or (kinds[0].value if len(kinds) == 1 else "")
    recent = await visit.ask.get(Listed, "/api/registry/imports", limit=10)
    choices = tuple(Choice.of(kind, chosen=chosen) for kind in kinds)
    return Uploads(choices=choices, recent=tuple(recent.items), faults=faults)


def _faults(visit: Visit, kind: str, file: UploadFile | None) -> tuple[Fault, ...]:
    faults = []
    if kind not in {each.value for each in kinds_for(visit.roles)}:
        faults.append(Fault("kind", "Select what the file holds"))
    if file is None:
        faults.append(Fault("file", "Select a file"))
    elif not file.size:
        faults.append(Fault("file", "The file is empty: select another one"))
    return tuple(faults)


def _of_the_file(found: Import) -> tuple[Fault, ...]:
    """What stands at the top of the page: each rejected row leads to its place in the table."""
    if found.state == "failed":
        return (Fault("maincontent", found.reason or "The file could not be read"),)
    if found.was_taken or not found.is_over:
        return ()
    rejected = found.report.rejected or ()
    first = tuple(
        Fault(f"fault-{n}", f"Row {one.row}, {one.column}: {one.reason}")
        for n, one in enumerate(rejected[:_AT_ONCE], start=1)
    )
    more = len(rejected) - len(first)
    return (*first, Fault("rejected", f"and {more} more")) if more else first


async def _wait(visit: Visit, import_id: str) -> None:
    for _ in range(int(_WAIT / _PAUSE)):
        found = await visit.ask.get(Import, f"/api/registry/imports/{import_id}")
        if found.is_over:
            return
        await asyncio.sleep(_PAUSE)
