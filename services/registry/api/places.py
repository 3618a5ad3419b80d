"""Organisations, deaneries and placements."""

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import RowMapping

from chassis.errors import NotFound
from chassis.http import Begun, IsoDate, Router
from contracts import Actor
from contracts.vocabulary import OdsCode, OrganisationKind, PlacementSource, PlacementType, PublicText
from services.registry import store
from services.registry.domain.access import may_see
from services.registry.domain.appointments import merge
from services.registry.domain.organisations import Organisation
from services.registry.domain.refusals import NotTaken
from services.registry.domain.successors import left_to

router = Router(prefix="/api/registry", tags=["registry"])


class DeaneryBody(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    name: PublicText
    trusts: list[OdsCode] = Field(max_length=500)
    valid_from: Annotated[IsoDate, Field(alias="from")]


class SuccessorBody(BaseModel):
    model_config = ConfigDict(extra="forbid")

    successor: OdsCode


class OrganisationView(BaseModel):
    code: str
    kind: OrganisationKind
    name: str
    parent: str | None
    region: str | None
    opened_on: date | None
    closed_on: date | None
    confirmed: bool
    successor: str | None
    trusts: list[str]


class PlacementView(BaseModel):
    id: UUID
    tis_id: str | None
    doctor_id: UUID
    post: str
    host: str
    site: str
    employer: str | None
    lead_employer: str | None
    programme: str | None
    grade: str
    specialty: str | None
    type: PlacementType
    wte: Decimal
    start: date
    end: date
    clinical_supervisor_id: UUID | None
    educational_supervisor_id: UUID | None
    cancelled: bool
    source: PlacementSource


class PlacementPage(BaseModel):
    items: list[PlacementView]


@router.put("/deaneries/{code}", status_code=204)
async def set_up_deanery(code: OdsCode, body: DeaneryBody, work: Begun) -> None:
    """A deanery with the trusts it answers for from a day on; the same day again replaces them."""
    await store.write_alone(work)
    known = await store.organisations(work)
    if unknown := sorted(set(body.trusts) - known.keys()):
        raise NotTaken(f"no organisation is known by {', '.join(unknown)}; import the register of organisations first")
    before = known.get(code)
    if before is not None and before.kind is not OrganisationKind.DEANERY:
        raise NotTaken(f"{code} is the code of {before.name}, which is no deanery")
    trusts = tuple(dict.fromkeys(body.trusts))
    region = before.region if before else None
    deanery = Organisation(code, OrganisationKind.DEANERY, body.name, None, region, body.valid_from)
    if before == deanery and trusts == await store.trusts_of_deanery(work, code, on=body.valid_from):
        return
    await store.keep_organisations(work, [deanery])
    await store.keep_deanery(work, code, valid_from=body.valid_from, trusts=trusts)
    work.say(deanery.registered(trusts))


@router.put("/organisations/{code}/successor", status_code=204)
async def name_successor(code: OdsCode, body: SuccessorBody, work: Begun) -> None:
    """Which trust a closed one is merged into: its people answer for what is left.

    The same again changes nothing, unless the closing day moved meanwhile: then who answers from when follows it.
    """
    await store.write_alone(work)
    known = await store.organisations(work)
    if code not in known or body.successor not in known:
        raise NotFound
    held = await store.held_at(work, {code, body.successor, *left_to(code, known)})
    merger = merge(known[code], known[body.successor], known=known, held=held, today=work.today)
    await store.keep_organisations(work, [merger.closed])
    await store.keep_held(work, merger.appointments)
    work.say(*merger.events)


@router.get("/organisations/{code}")
async def show_organisation(code: str, work: Begun) -> OrganisationView:
    found = await store.organisation(work, code.upper())
    trusts = await store.trusts_of_deanery(work, found.code, on=work.today)
    return OrganisationView(
        code=found.code,
        kind=found.kind,
        name=found.name,
        parent=found.parent,
        region=found.region,
        opened_on=found.opened_on,
        closed_on=found.closed_on,
        confirmed=found.confirmed,
        successor=found.successor,
        trusts=list(trusts),
    )


@router.get("/placements/{placement_id}")
async def show_placement(placement_id: UUID, work: Begun) -> PlacementView:
    row = await store.placement(work, placement_id)
    if not is_visible(work.actor, row):
        raise NotFound
    return PlacementView(**row)


@router.get("/doctors/{doctor_id}/placements")
async def list_placements(doctor_id: UUID, work: Begun) -> PlacementPage:
    """All placements of a doctor that the caller may see, the latest first; cancelled ones too."""
    rows = [row for row in await store.placements_of(work, doctor_id) if is_visible(work.actor, row)]
    if not rows and work.actor.person_id != doctor_id:
        raise NotFound
    return PlacementPage(items=[PlacementView(**row) for row in rows])


def is_visible(actor: Actor, row: RowMapping) -> bool:
    supervisors = (row["clinical_supervisor_id"], row["educational_supervisor_id"])
    return may_see(
        actor,
        doctor_id=row["doctor_id"],
        host=row["host"],
        programme=row["programme"],
        employers=(row["employer"], row["lead_employer"]),
        supervisors=supervisors,
    )
