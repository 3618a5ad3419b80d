"""Roles that a trust must have filled and that nobody holds: how long, and who enters the next (R74)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from fastapi import Response
from pydantic import BaseModel, ConfigDict

from chassis.errors import NotFound
from contracts.vocabulary import Role
from contracts.vocabulary.labels import ROLES
from services.portal.pages import facts, words
from services.portal.pages.facts import Fact
from services.portal.pages.listing import Listed, ListPage
from services.portal.pages.page import Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting

router = Pages()
BACK = Link("Roles that nobody holds", "/vacancies")
_SENDING = Link("Send in a file of appointments", "/uploads")
_NAMED = "Whoever is senior at the trust names somebody; its medical education team, or the deanery, enters them."
_ENTERED = "You can enter who holds it: with their name, their number or address, and from when."
_PEER = "A peer lead is a resident doctor who works at the trust, and leads there no longer than they do."


class Vacancy(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: UUID
    trust: str
    role: Role
    since: date
    days: int


class Vacancies(BaseModel):
    items: tuple[Vacancy, ...]


@dataclass(frozen=True, kw_only=True)
class VacancyPage(Page):
    template: ClassVar = "vacancy.html.jinja"
    back: Link | None = BACK
    facts: tuple[Fact, ...]
    next: tuple[str, ...]
    """What is to be done, a sentence each."""
    link: Link | None
    """Where who visits can do it themselves."""


@router.get(BACK.href)
async def vacancies(visit: Visiting) -> Response:
    found = await open_vacancies(visit)
    return visit.show(
        ListPage(
            title=BACK.text,
            listed=tuple(
                [
                    Listed(
                        f"{BACK.href}/{each.id}",
                        await _heading(visit, each),
                        f"For {words.counted(each.days, 'day')}, since {facts.day(each.since)}",
                    )
                    for each in found
                ]
            ),
            empty="Somebody holds each role that must be filled.",
        )
    )


@router.get(BACK.href + "/{vacancy_id:uuid}")
async def vacancy(vacancy_id: UUID, visit: Visiting) -> Response:
    """Raises NotFound once somebody holds it."""
    found = next((each for each in await open_vacancies(visit) if each.id == vacancy_id), None)
    if found is None:
        raise NotFound
    enters = _enters(visit, found.trust)
    peer = (_PEER,) if found.role is Role.RDPL else ()
    page = VacancyPage(
        title=await _heading(visit, found),
        facts=(
            Fact("Role", words.sentence(ROLES[found.role])),
            Fact("Where", await facts.place(visit, found.trust)),
            Fact("Nobody has held it since", facts.day(found.since)),
        ),
        next=(_ENTERED if enters else _NAMED, *peer),
        link=_SENDING if enters else None,
    )
    return visit.show(page)


async def open_vacancies(visit: Visit) -> tuple[Vacancy, ...]:
    """Those of their trust, or of the trusts that their deanery answers for, the longest first."""
    return (await visit.ask.get(Vacancies, "/api/registry/vacancies")).items


def _enters(visit: Visit, trust: str) -> bool:
    """Whether the registry takes appointments there from them: of their own trust, or as analyst of its deanery."""
    owns = visit.holds({Role.MEDED_ADMIN}, at=trust)
    return owns or Role.DEANERY_ANALYST in visit.roles


async def _heading(visit: Visit, of: Vacancy) -> str:
    return f"No {ROLES[of.role]} at {await facts.place(visit, of.trust)}"
