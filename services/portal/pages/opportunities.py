"""What a doctor can take part in: find it, say that one would like to, see what came of it, and withdraw."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar
from uuid import UUID

from fastapi import Response

from chassis.errors import LostUpdate, NotFound
from services.portal.gateway import SaidNo
from services.portal.pages import facts, portfolio, shapes, words
from services.portal.pages.facts import Fact
from services.portal.pages.faults import told, too_long
from services.portal.pages.packs import PACKS
from services.portal.pages.page import HOME, Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.suggestions import SUGGESTIONS
from services.portal.pages.visit import Visit, Visiting
from services.portal.pages.words import Tag

router = Pages()
BACK = Link("Opportunities", "/opportunities")
MINE = Link("What you asked for", "/interest")


@dataclass(frozen=True, slots=True)
class Offer:
    """One opportunity in a list."""

    id: UUID
    title: str
    text: str
    places_left: int


@dataclass(frozen=True, kw_only=True)
class OpportunitiesPage(Page):
    template: ClassVar = "opportunities.html.jinja"
    title: str = "Opportunities to lead"
    back: Link | None = HOME
    links: tuple[Link, ...]
    """To what else there is for them."""
    offers: tuple[Offer, ...]
    next: UUID | None


@dataclass(frozen=True, kw_only=True)
class OpportunityPage(Page):
    template: ClassVar = "opportunity.html.jinja"
    back: Link | None = BACK
    path: str
    facts: tuple[Fact, ...]
    may_ask: bool
    why_not: str
    """Where a doctor reads what they cannot ask for."""
    keep: Link | None
    """For its lead, and who looks after it."""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class MyInterestPage(Page):
    template: ClassVar = "my_interest.html.jinja"
    title: str = "What you asked for"
    back: Link | None = BACK
    asked: tuple[tuple[shapes.Participation, Tag], ...]
    next: UUID | None


@dataclass(frozen=True, kw_only=True)
class InterestPage(Page):
    template: ClassVar = "interest.html.jinja"
    back: Link | None = MINE
    path: str
    tag: Tag
    facts: tuple[Fact, ...]
    version: int
    may_withdraw: bool
    """While it waits; they may ask for what they need as well."""
    missed: bool
    notice: str = ""


@router.get("/opportunities")
async def opportunities(visit: Visiting, after: UUID | None = None) -> Response:
    page = await visit.ask.get(shapes.Opportunities, "/api/opportunities/published", after=after)
    offers = tuple([await _offer(visit, each) for each in page.items])
    return visit.show(OpportunitiesPage(links=_FOR_DOCTORS if visit.is_a_doctor else (), offers=offers, next=page.next))


@router.get("/opportunities/{opportunity_id:uuid}")
async def opportunity(opportunity_id: UUID, visit: Visiting) -> Response:
    return await _show(visit, opportunity_id)


@router.post("/opportunities/{opportunity_id:uuid}")
async def express_interest(opportunity_id: UUID, visit: Visiting) -> Response:
    """Once: who asks again is led to what they have asked (O-E1)."""
    why = visit.text("why")
    if faults := too_long("why", why):
        return await _show(visit, opportunity_id, why=why, faults=faults)
    try:
        path = f"/api/opportunities/published/{opportunity_id}/interest"
        made = await visit.ask.post(path, {"why": why or None}, key=visit.key)
    except SaidNo as no:
        return await _show(visit, opportunity_id, why=why, faults=told(no, ("why",), otherwise="why"))
    return visit.go(f"/interest/{shapes.Raised.model_validate(made).id}?done=sent")


@router.get("/interest")
async def my_interest(visit: Visiting, after: UUID | None = None) -> Response:
    page = await visit.ask.get(shapes.Participations, "/api/opportunities/participations", after=after)
    asked = tuple((each, words.PARTICIPATIONS[each.status]) for each in page.items)
    return visit.show(MyInterestPage(asked=asked, next=page.next))


@router.get("/interest/{participation_id:uuid}")
async def interest(participation_id: UUID, visit: Visiting, done: str = "") -> Response:
    return await _asked(visit, participation_id, notice=_DONE.get(done, ""))


@router.post("/interest/{participation_id:uuid}/withdraw")
async def withdraw_interest(participation_id: UUID, visit: Visiting) -> Response:
    path = f"/api/opportunities/participations/{participation_id}/withdrawal"
    try:
        await visit.ask.post(path, key=visit.key, version=visit.version)
    except LostUpdate:
        return await _asked(visit, participation_id, notice=_CHANGED, status=409)
    except SaidNo as no:
        return await _asked(visit, participation_id, notice=words.sentence(no.detail), status=409)
    return visit.go(f"/interest/{participation_id}?done=withdrawn")


_FOR_DOCTORS = (PACKS, SUGGESTIONS, Link("Drafts that you made with your trust", "/drafts"))
_DONE = {
    "sent": "Your interest is sent. You are told when there is an answer.",
    "withdrawn": "You have withdrawn. Its lead is told.",
}
_CHANGED = "This has changed since you opened it, so nothing was sent. Below is how it stands now."


def _may_ask(visit: Visit, of: shapes.Opportunity) -> bool:
    is_open = of.published_at is not None and of.closed_at is None
    return is_open and of.works_there and of.lead_id != visit.person_id and visit.is_a_doctor


def _why_not(visit: Visit, of: shapes.Opportunity) -> str:
    if of.closed_at is not None:
        return "It is closed. Nobody can ask for it any more."
    return "Whoever works there can ask to take part." if visit.is_a_doctor and not of.works_there else ""


def _may_keep(visit: Visit, of: shapes.Opportunity) -> bool:
    return of.published_at is not None and portfolio.keeps(visit, of)


async def _offer(visit: Visit, of: shapes.Opportunity) -> Offer:
    text = f"{words.sentence(facts.spell(of))}, {await facts.place(visit, of.trust)}"
    return Offer(of.id, of.title, text, of.places_left)


async def _show(visit: Visit, opportunity_id: UUID, *, why: str = "", faults: tuple[Fault, ...] = ()) -> Response:
    found = await visit.ask.get(shapes.Opportunity, f"/api/opportunities/published/{opportunity_id}")
    called = await facts.names(visit, {found.lead_id})
    page = OpportunityPage(
        title=found.title,
        path=f"/opportunities/{opportunity_id}",
        facts=facts.of_opportunity(found, lead=called.get(found.lead_id), where=await facts.place(visit, found.trust)),
        may_ask=_may_ask(visit, found),
        why_not=_why_not(visit, found),
        keep=Link("Look after it", f"/portfolio/{opportunity_id}") if _may_keep(visit, found) else None,
        values={"why": why},
        faults=faults,
    )
    return visit.show(page)


async def _asked(visit: Visit, participation_id: UUID, *, notice: str, status: int | None = None) -> Response:
    found = await visit.ask.get(shapes.Participation, f"/api/opportunities/participations/{participation_id}")
    if found.doctor_id != visit.person_id:
        raise NotFound
    page = InterestPage(
        title=found.title,
        path=f"/interest/{participation_id}",
        tag=words.PARTICIPATIONS[found.status],
        facts=facts.of_participation(found, where=await facts.place(visit, found.trust)),
        version=found.version,
        may_withdraw=found.status in ("interested", "offered"),
        missed=found.status == "no_show",
        notice=notice,
    )
    return visit.show(page, status=status)
