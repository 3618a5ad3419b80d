"""How many a forum's terms ask to be there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from fastapi import Response

from services.portal.gateway import SaidNo
from services.portal.pages.faults import told, whole_number
from services.portal.pages.forums import PATH, convened, send
from services.portal.pages.page import Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting

router = Pages()


@dataclass(frozen=True, kw_only=True)
class QuorumForm(Page):
    template: ClassVar = "forum_quorum.html.jinja"
    title: str = "How many must be there?"
    path: str
    version: int | None
    values: Mapping[str, str]


@router.get(PATH + "/{forum_id:uuid}/quorum")
async def quorum_form(forum_id: UUID, visit: Visiting) -> Response:
    found = await convened(visit, forum_id)
    return _form(visit, forum_id, str(found.quorum or ""), version=found.version)


@router.post(PATH + "/{forum_id:uuid}/quorum")
async def note_quorum(forum_id: UUID, visit: Visiting) -> Response:
    """Nothing: its terms name none."""
    written = visit.text("quorum")
    quorum = whole_number(written) if written else None
    if written and quorum is None:
        wrong: tuple[Fault, ...] = (Fault("quorum", "Enter how many in whole numbers, or nothing"),)
        return _form(visit, forum_id, written, version=visit.version, faults=wrong)
    body = {"quorum": quorum}
    try:
        return await send(visit, forum_id, f"{forum_id}/quorum", body, done="quorum", raises=True, replaces=True)
    except SaidNo as no:
        wrong = told(no, ("quorum",), otherwise="quorum")
        return _form(visit, forum_id, written, version=visit.version, faults=wrong)


def _form(
    visit: Visit, forum_id: UUID, written: str, *, version: int | None, faults: tuple[Fault, ...] = ()
) -> Response:
    path = f"{PATH}/{forum_id}"
    values = {"quorum": written}
    page = QuorumForm(back=Link("Back", path), path=f"{path}/quorum", version=version, values=values, faults=faults)
    return visit.show(page)
