"""Who answers for what at a trust, and where they are reached."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from fastapi import Response
from pydantic import BaseModel, ConfigDict

from contracts.vocabulary import Role
from contracts.vocabulary.labels import ROLES
from services.portal.pages import facts, words
from services.portal.pages.facts import Fact
from services.portal.pages.page import HOME, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visiting

router = Pages()


class Contact(BaseModel):
    model_config = ConfigDict(frozen=True)

    role: Role
    person_id: UUID
    name: str | None
    deputy: bool
    contact: str | None


class Contacts(BaseModel):
    items: tuple[Contact, ...]


@dataclass(frozen=True, kw_only=True)
class ContactsPage(Page):
    template: ClassVar = "contacts.html.jinja"
    back: Link | None = HOME
    facts: tuple[Fact, ...]


@router.get("/trusts/{code}/contacts")
async def contacts(code: str, visit: Visiting) -> Response:
    found = await visit.ask.get(Contacts, f"/api/registry/organisations/{code}/contacts")
    return visit.show(
        ContactsPage(
            title=f"Who answers for what at {await facts.place(visit, code)}",
            facts=tuple(_fact(each) for each in found.items),
        )
    )


def _fact(each: Contact) -> Fact:
    role = words.sentence(ROLES[each.role])
    who = each.name or "Whose name is not known yet"
    return Fact(f"{role}, deputy" if each.deputy else role, f"{who}, {each.contact}" if each.contact else who)
