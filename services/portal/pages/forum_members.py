"""Who sits in the residents' forum of the contract: how many have each seat (R72)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from fastapi import Response

from services.portal.gateway import SaidNo
from services.portal.pages.faults import told, whole_number
from services.portal.pages.forum_seats import SEATS
from services.portal.pages.forums import PATH, convened, send
from services.portal.pages.page import Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting

router = Pages()


@dataclass(frozen=True, kw_only=True)
class MembersForm(Page):
    template: ClassVar = "forum_members.html.jinja"
    title: str = "Who sits in the forum?"
    path: str
    version: int | None
    seats: tuple[tuple[str, str], ...] = tuple(SEATS.items())
    values: Mapping[str, str]


@router.get(PATH + "/{forum_id:uuid}/members")
async def members_form(forum_id: UUID, visit: Visiting) -> Response:
    found = await convened(visit, forum_id)
    known = {seat: str(getattr(found.members, seat)) for seat in SEATS} if found.members else {}
    return _form(visit, forum_id, known, version=found.version)


@router.post(PATH + "/{forum_id:uuid}/members")
async def compose_forum(forum_id: UUID, visit: Visiting) -> Response:
    values = {seat: visit.text(seat) for seat in SEATS}
    counts = {seat: whole_number(text or "0") for seat, text in values.items()}
    faults = tuple(Fault(seat, "Enter how many in whole numbers") for seat, many in counts.items() if many is None)
    if faults:
        return _form(visit, forum_id, values, version=visit.version, faults=faults)
    try:
        return await send(visit, forum_id, f"{forum_id}/members", counts, done="composed", raises=True, replaces=True)
    except SaidNo as no:
        wrong = told(no, tuple(SEATS), otherwise=next(iter(SEATS)))
        return _form(visit, forum_id, values, version=visit.version, faults=wrong)


def _form(
    visit: Visit, forum_id: UUID, values: Mapping[str, str], *, version: int | None, faults: tuple[Fault, ...] = ()
) -> Response:
    path = f"{PATH}/{forum_id}"
    page = MembersForm(back=Link("Back", path), path=f"{path}/members", version=version, values=values, faults=faults)
    return visit.show(page)
