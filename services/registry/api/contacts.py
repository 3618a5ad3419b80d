"""Who answers for what at a trust, and where they are reached: for everybody signed in."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel

from chassis.http import Begun, Router
from contracts.vocabulary import OdsCode, Role
from services.registry import store

router = Router(prefix="/api/registry", tags=["registry"])


class ContactView(BaseModel):
    role: Role
    person_id: UUID
    name: str | None
    deputy: bool
    since: date
    contact: str | None
    """The work address that was given with the appointment."""


class Contacts(BaseModel):
    items: tuple[ContactView, ...]


@router.get("/organisations/{code}/contacts")
async def list_contacts(code: OdsCode, work: Begun) -> Contacts:
    """Its champion, director of medical education, guardian, senior lead and peer lead of today; a site's are its
    trust's."""
    held = await store.reached_at(work, (await store.organisation(work, code)).host)
    names = await store.names(work, {one.person_id for one in held})
    return Contacts(
        items=tuple(
            ContactView(
                role=one.role,
                person_id=one.person_id,
                name=names.get(one.person_id),
                deputy=one.deputy,
                since=one.starts_on,
                contact=one.contact,
            )
            for one in held
        )
    )
