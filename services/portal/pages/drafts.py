"""A draft of an opportunity, read and confirmed by the resident it was made with, or handed back (O-E1)."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from fastapi import Response

from chassis.errors import LostUpdate, NotFound
from contracts.vocabulary import TurnDownReason
from services.portal.gateway import SaidNo
from services.portal.pages import facts, shapes, words
from services.portal.pages.facts import Fact
from services.portal.pages.page import Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting

router = Pages()
BACK = Link("Inbox", "/inbox")


@dataclass(frozen=True, kw_only=True)
class DraftPage(Page):
    template: ClassVar = "draft.html.jinja"
    back: Link | None = BACK
    path: str
    facts: tuple[Fact, ...]
    version: int
    waits: bool
    """For the reader's word; what is published or handed back does not."""
    notice: str = ""
    is_done: bool = False


@router.get("/drafts/{draft_id:uuid}")
async def draft(draft_id: UUID, visit: Visiting, done: str = "") -> Response:
    return await _show(visit, draft_id, notice=_DONE.get(done, ""), is_done=True)


@router.post("/drafts/{draft_id:uuid}/confirm")
async def confirm_draft(draft_id: UUID, visit: Visiting) -> Response:
    """It is live from then on."""
    return await _send(visit, draft_id, "confirmation", None, done="confirmed")


@router.post("/drafts/{draft_id:uuid}/hand-back")
async def hand_back_draft(draft_id: UUID, visit: Visiting) -> Response:
    """It is not as they agreed; whoever drafted it is told."""
    return await _send(visit, draft_id, "refusal", {"reason": TurnDownReason.NOT_AS_AGREED}, done="handed-back")


_DONE = {
    "confirmed": "You have confirmed it. It is published, and your trust's residents can ask for it.",
    "handed-back": "You have handed it back. Whoever drafted it is told that it is not as agreed.",
}
_CHANGED = "This draft has changed since you opened it, so nothing was sent. Below is how it stands now."


async def _send(visit: Visit, draft_id: UUID, how: str, body: dict[str, str] | None, *, done: str) -> Response:
    """On the version they read: nobody confirms what was changed meanwhile."""
    try:
        await visit.ask.post(f"/api/opportunities/drafts/{draft_id}/{how}", body, key=visit.key, version=visit.version)
    except LostUpdate:
        return await _show(visit, draft_id, notice=_CHANGED, status=409)
    except SaidNo as no:
        return await _show(visit, draft_id, notice=words.sentence(no.detail), status=409)
    return visit.go(f"/drafts/{draft_id}?done={done}")


async def _show(
    visit: Visit, draft_id: UUID, *, notice: str, is_done: bool = False, status: int | None = None
) -> Response:
    """Raises NotFound for everybody but the one it was made with."""
    found = await visit.ask.get(shapes.Opportunity, f"/api/opportunities/published/{draft_id}")
    if found.co_producer_id != visit.person_id:
        raise NotFound
    called = await facts.names(visit, {found.lead_id})
    page = DraftPage(
        title=found.title,
        path=f"/drafts/{draft_id}",
        facts=facts.of_opportunity(found, lead=called.get(found.lead_id), where=await facts.place(visit, found.trust)),
        version=found.version,
        waits=found.waits_for(visit.person_id),
        notice=notice,
        is_done=is_done,
    )
    return visit.show(page, status=status)
