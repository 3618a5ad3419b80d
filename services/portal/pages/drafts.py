"""Drafts: confirmed by the resident one was made with, or handed back; changed or given up by who drafted it (O-E1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar
from uuid import UUID

from fastapi import Response

from chassis.errors import LostUpdate, NotFound
from contracts.vocabulary import TurnDownReason
from contracts.vocabulary.labels import TURN_DOWNS
from services.portal.domain.offices import DRAFTERS
from services.portal.gateway import SaidNo
from services.portal.pages import facts, portfolio, shapes, words
from services.portal.pages.facts import Fact
from services.portal.pages.listing import Listed, ListPage, older
from services.portal.pages.page import OVERTAKEN, Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting
from services.portal.pages.words import Tag

router = Pages()
PATH = portfolio.DRAFTS.href
BACK = Link("Inbox", "/inbox")
_REASONS = tuple((reason.value, words.sentence(text)) for reason, text in TURN_DOWNS.items())


@dataclass(frozen=True, kw_only=True)
class DraftPage(Page):
    template: ClassVar = "draft.html.jinja"
    back: Link | None = BACK
    path: str
    facts: tuple[Fact, ...]
    version: int
    waits: bool
    """For the reader's word; what is published or handed back does not."""
    may_change: bool
    """For whoever looks after the portfolio, as long as it waits."""
    ended: str
    """Why it waits for nobody any more."""
    reasons: tuple[tuple[str, str], ...] = _REASONS
    values: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""


@router.get(PATH)
async def drafts(visit: Visiting, after: UUID | None = None) -> Response:
    """What waits for one's own word, and all that waits where one looks after the portfolio."""
    page = await visit.ask.get(shapes.Offers, "/api/opportunities/drafts", after=after)
    edits = bool(visit.roles & DRAFTERS)
    return visit.show(
        ListPage(
            title=portfolio.DRAFTS.text,
            back=portfolio.PORTFOLIO if edits else Link("Opportunities", "/opportunities"),
            begin=portfolio.DRAFT if edits else None,
            listed=tuple([await _listed(visit, each) for each in page.items]),
            empty="No draft waits.",
            older=older(PATH, page.next),
        )
    )


@router.get("/drafts/{draft_id:uuid}")
async def draft(draft_id: UUID, visit: Visiting, done: str = "") -> Response:
    return await _show(visit, draft_id, notice=_DONE.get(done, ""))


@router.post("/drafts/{draft_id:uuid}/confirm")
async def confirm_draft(draft_id: UUID, visit: Visiting) -> Response:
    """It is live from then on."""
    return await _send(visit, draft_id, "confirmation", None, done="confirmed")


@router.post("/drafts/{draft_id:uuid}/hand-back")
async def hand_back_draft(draft_id: UUID, visit: Visiting) -> Response:
    """It is not as they agreed; whoever drafted it is told."""
    return await _send(visit, draft_id, "refusal", {"reason": TurnDownReason.NOT_AS_AGREED}, done="handed-back")


@router.post("/drafts/{draft_id:uuid}/give-up")
async def give_up_draft(draft_id: UUID, visit: Visiting) -> Response:
    """The trust does not offer it after all; whoever made it is told."""
    reason = visit.text("reason")
    if reason not in set(TurnDownReason):
        faults = (Fault("reason", "Select why it is given up"),)
        return await _show(visit, draft_id, values={"reason": reason}, faults=faults)
    return await _send(visit, draft_id, "refusal", {"reason": reason}, done="given-up")


_CHANGED = "This draft has changed since you opened it, so nothing was sent. Below is how it stands now."
_DONE = {
    OVERTAKEN: _CHANGED,
    "drafted": "It is sent to the doctor you made it with. It is published once they have confirmed it.",
    "given-up": "It is given up. Whoever made it is told.",
    "confirmed": "You have confirmed it. It is published, and your trust's residents can ask for it.",
    "handed-back": "You have handed it back. Whoever drafted it is told that it is not as agreed.",
}


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
    visit: Visit,
    draft_id: UUID,
    *,
    values: Mapping[str, str] | None = None,
    faults: tuple[Fault, ...] = (),
    notice: str = "",
    status: int | None = None,
) -> Response:
    """Raises NotFound for everybody but the one it was made with and who looks after the portfolio."""
    found = await visit.ask.get(shapes.Offer, f"/api/opportunities/published/{draft_id}")
    mine, edits = found.co_producer_id == visit.person_id, found.yours_to_edit
    if not (mine or edits):
        raise NotFound
    told_of = await _told_of(visit, found, mine=mine)
    page = DraftPage(
        title=found.title,
        back=BACK if mine else portfolio.DRAFTS,
        path=f"{PATH}/{draft_id}",
        facts=told_of,
        version=found.version,
        waits=found.waits_for(visit.person_id),
        may_change=edits and found.waits,
        ended=_ended(found),
        values=values or {},
        faults=faults,
        notice=notice,
    )
    return visit.show(page, status=status)


async def _told_of(visit: Visit, found: shapes.Offer, *, mine: bool) -> tuple[Fact, ...]:
    called = await facts.names(visit, {found.lead_id})
    told_of = facts.of_opportunity(found, lead=called.get(found.lead_id), where=await facts.place(visit, found.trust))
    if mine:
        return told_of
    made_with = await facts.names_shown(visit, {found.co_producer_id})
    return (*told_of, Fact("Made with", facts.doctor(found.co_producer_id, made_with)))


def _ended(found: shapes.Offer) -> str:
    if found.published_at is not None:
        return "It is published."
    return f"It is given up: {TURN_DOWNS[found.turned_down_because]}." if found.turned_down_because else ""


async def _listed(visit: Visit, of: shapes.Offer) -> Listed:
    mine = of.co_producer_id == visit.person_id
    tag = Tag("Yours to confirm", "yellow") if mine else Tag("Waits for the doctor it was made with", "blue")
    return Listed(f"{PATH}/{of.id}", of.title, await facts.place(visit, of.trust), tag)
