"""What a trust offers: looked at again, put on the trust's page, closed, by its lead and who looks after it (O-E1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from fastapi import Response

from chassis.errors import LostUpdate, NotFound
from contracts.vocabulary import ClosingReason
from services.portal.domain.offices import EDITORS
from services.portal.gateway import SaidNo
from services.portal.pages import facts, shapes, words
from services.portal.pages.checking import CheckPage
from services.portal.pages.facts import Fact
from services.portal.pages.faults import told, too_long
from services.portal.pages.listing import Listed, ListPage, older
from services.portal.pages.page import HOME, Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting
from services.portal.pages.words import Tag

router = Pages()
PATH, API = "/portfolio", "/api/opportunities/published"
PORTFOLIO = Link("What your trust offers", PATH)
DRAFTS = Link("Drafts", "/drafts")
DRAFT = Link("Draft an opportunity", "/drafts/new")
_ENDINGS: Mapping[ClosingReason, str] = {
    ClosingReason.FILLED: "Every place is filled",
    ClosingReason.OVER: "It is over",
    ClosingReason.NOT_TAKING_PLACE: "It is not taking place",
}
_JOINING = ("contact", "route")


@dataclass(frozen=True, kw_only=True)
class OfferPage(Page):
    template: ClassVar = "offer.html.jinja"
    back: Link | None = PORTFOLIO
    path: str
    tag: Tag
    facts: tuple[Fact, ...]
    version: int
    public: str
    """The trust's page, where everybody reads it."""
    is_live: bool
    may_close: bool
    reasons: tuple[tuple[str, str], ...] = tuple((reason.value, text) for reason, text in _ENDINGS.items())
    values: Mapping[str, str]
    notice: str = ""


@router.get(PATH)
async def portfolio(visit: Visiting, after: UUID | None = None) -> Response:
    page = await visit.ask.get(shapes.Offers, API, after=after)
    return visit.show(
        ListPage(
            title=PORTFOLIO.text,
            begin=DRAFT,
            links=(DRAFTS, *([Link("What doctors suggest", "/suggestions")] if visit.roles & EDITORS else [])),
            listed=tuple(
                Listed(_where(visit, each), each.title, words.sentence(facts.spell(each)), _standing(visit, each))
                for each in page.items
            ),
            empty="Nothing is open there today.",
            older=older(PATH, page.next),
        )
    )


@router.get(PATH + "/{opportunity_id:uuid}")
async def offer(opportunity_id: UUID, visit: Visiting, done: str = "") -> Response:
    return await _show(visit, opportunity_id, notice=_DONE.get(done, ""))


@router.post(PATH + "/{opportunity_id:uuid}/review")
async def review_offer(opportunity_id: UUID, visit: Visiting) -> Response:
    """It stands as it is; nothing else is asked."""
    return await _send(visit, opportunity_id, "review", {}, {}, done="reviewed")


@router.post(PATH + "/{opportunity_id:uuid}/joining")
async def put_on_page(opportunity_id: UUID, visit: Visiting) -> Response:
    values = {name: visit.text(name) for name in _JOINING}
    faults = tuple(fault for name in _JOINING for fault in too_long(name, values[name], at_most=300))
    if faults:
        return await _show(visit, opportunity_id, values=values, faults=faults)
    body = {name: text or None for name, text in values.items()}
    return await _send(visit, opportunity_id, "joining", body, values, done="on-page")


@router.post(PATH + "/{opportunity_id:uuid}/close")
async def close_offer(opportunity_id: UUID, visit: Visiting) -> Response:
    """For good: it is checked first."""
    values, step = {"reason": visit.text("reason")}, visit.text("step")
    if step == "change" or values["reason"] not in set(ClosingReason):
        faults = () if step == "change" else (Fault("reason", "Select why it is closed"),)
        return await _show(visit, opportunity_id, values=values, faults=faults)
    if step == "send":
        return await _send(visit, opportunity_id, "closure", values, values, done="closed")
    reason = ClosingReason(values["reason"])
    page = CheckPage(
        back=Link("Back", f"{PATH}/{opportunity_id}"),
        path=f"{PATH}/{opportunity_id}/close",
        checked=(Fact("Why it is closed", _ENDINGS[reason]),),
        carried=(*values.items(), ("_version", visit.text("_version"))),
        send="Close it",
        note=_CALLED_OFF if reason is ClosingReason.NOT_TAKING_PLACE else _CLOSED,
    )
    return visit.show(page)


_CLOSED = "Nobody can ask for it any more. What was offered stands. It cannot be taken back."
_CALLED_OFF = (
    "Nobody can ask for it any more. Whoever waits or was offered a place is told that it is not taking place. "
    "It cannot be taken back."
)
_DONE = {
    "reviewed": "You have said that it stands as it is.",
    "on-page": "The page of the trust says so from now on.",
    "closed": "It is closed.",
}
_CHANGED = "This has changed since you opened it, so nothing was sent. Below is how it stands now."


async def drafted_for(visit: Visit) -> tuple[tuple[str, str], ...]:
    """The trusts for which they may draft, by name: those of a programme the service knows."""
    found = await visit.ask.get(shapes.TrustCodes, "/api/opportunities/drafts/trusts")
    return await facts.places(visit, found.items)


def edits(visit: Visit, trust: str) -> bool:
    return visit.holds(EDITORS, at=trust)


def keeps(visit: Visit, of: shapes.Opportunity) -> bool:
    """Its lead while they hold a role there, and who looks after it."""
    leads = of.lead_id == visit.person_id and any(grant.scope == of.trust for grant in visit.grants)
    return leads or of.yours_to_edit


def _where(visit: Visit, of: shapes.Offer) -> str:
    """What is only open where they work is theirs to read, as every doctor does."""
    return f"{PATH if keeps(visit, of) else '/opportunities'}/{of.id}"


async def _send(
    visit: Visit, opportunity_id: UUID, what: str, body: Mapping[str, Any], values: Mapping[str, str], *, done: str
) -> Response:
    path = f"{API}/{opportunity_id}/{what}"
    try:
        if what == "joining":
            await visit.ask.put(path, body, version=visit.version)
        else:
            await visit.ask.post(path, body, key=visit.key, version=visit.version)
    except LostUpdate:
        return await _show(visit, opportunity_id, values=values, notice=_CHANGED, status=409)
    except SaidNo as no:
        if no.answered == 422 and values:
            faults = told(no, tuple(values), otherwise=next(iter(values)))
            return await _show(visit, opportunity_id, values=values, faults=faults)
        return await _show(visit, opportunity_id, values=values, notice=words.sentence(no.detail), status=409)
    return visit.go(f"{PATH}/{opportunity_id}?done={done}")


async def _show(
    visit: Visit,
    opportunity_id: UUID,
    *,
    values: Mapping[str, str] | None = None,
    faults: tuple[Fault, ...] = (),
    notice: str = "",
    status: int | None = None,
) -> Response:
    """Raises NotFound for what is no offer of theirs to look after."""
    found = await visit.ask.get(shapes.Offer, f"{API}/{opportunity_id}")
    if found.published_at is None or not keeps(visit, found):
        raise NotFound
    called = await facts.names(visit, {found.lead_id})
    told_of = facts.of_opportunity(found, lead=called.get(found.lead_id), where=await facts.place(visit, found.trust))
    if found.review_due and found.closed_at is None:
        told_of = (*told_of, Fact("To be looked at again by", facts.day(found.review_due)))
    page = OfferPage(
        title=found.title,
        back=PORTFOLIO if found.yours_to_edit else HOME,
        path=f"{PATH}/{opportunity_id}",
        tag=_standing(visit, found),
        facts=told_of,
        version=found.version,
        public=f"/areas/{found.trust}",
        is_live=found.closed_at is None,
        may_close=found.closed_at is None and found.yours_to_edit,
        values={"contact": found.contact or "", "route": found.route or "", **(values or {})},
        faults=faults,
        notice=notice,
    )
    return visit.show(page, status=status)


def _standing(visit: Visit, of: shapes.Offer) -> Tag:
    if of.closed_because:
        return Tag(f"Closed: {_ENDINGS[of.closed_because][:1].lower()}{_ENDINGS[of.closed_because][1:]}", "grey")
    if of.review_due and of.review_due < visit.today:
        return Tag("To be looked at again", "red")
    return Tag("Open", "green")
