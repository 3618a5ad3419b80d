"""A doctor's own placements, and saying that one is wrong: what, in whose words, check, send."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from fastapi import Response

from chassis.errors import NotFound
from contracts.vocabulary import DisputedField
from services.portal.gateway.services import SaidNo
from services.portal.pages import facts, information, shapes, words
from services.portal.pages.checking import CheckPage, SentPage, reference
from services.portal.pages.enquiries import Enquiry, to_answer
from services.portal.pages.facts import Fact
from services.portal.pages.page import HOME, OVERTAKEN, Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting
from services.portal.pages.words import Tag

router = Pages()
BACK = Link("My placements", "/placements")


@dataclass(frozen=True, slots=True)
class Shown:
    """One placement on the page, with what was last told about it and what of it is in dispute."""

    id: UUID
    host: str
    heading: str
    is_cancelled: bool
    facts: tuple[Fact, ...]
    news: tuple[shapes.Item, ...]
    disputes: tuple[tuple[shapes.Dispute, Tag], ...]
    clocks: tuple[information.Shown, ...]
    """What is due before it begins."""


@dataclass(frozen=True, kw_only=True)
class PlacementsPage(Page):
    template: ClassVar = "placements.html.jinja"
    title: str = "My placements"
    back: Link | None = HOME
    asked: tuple[Enquiry, ...]
    """What their employers ask, and they have not answered."""
    current: tuple[Shown, ...]
    past: tuple[Shown, ...]
    notice: str = ""


@dataclass(frozen=True, kw_only=True)
class DisputeForm(Page):
    template: ClassVar = "dispute_form.html.jinja"
    title: str = "What is wrong with this placement?"
    back: Link | None = BACK
    placement: tuple[Fact, ...]
    path: str
    choices: tuple[tuple[str, str], ...] = tuple((field.value, text) for field, text in words.DISPUTED.items())
    chosen: tuple[str, ...] = ()
    words: str = ""


_DONE = {
    "not-received": "Who owes it to you is told that it has not come.",
    OVERTAKEN: "This has changed since you opened it, so nothing was sent. Below is how it stands now.",
}
_READ = "The medical education team of the trust reads this, answers it, and you are told."


@router.get("/placements")
async def placements(visit: Visiting, done: str = "") -> Response:
    mine = await visit.ask.get(shapes.Placements, "/api/registry/people/me/placements")
    told = await visit.ask.get(shapes.Inbox, "/api/notifications/inbox", limit=100)
    shown = [(each.end >= visit.today, await _shown(visit, each, told.items)) for each in mine.items]
    return visit.show(
        PlacementsPage(
            asked=await to_answer(visit),
            current=tuple(each for goes_on, each in shown if goes_on),
            past=tuple(each for goes_on, each in shown if not goes_on),
            notice=_DONE.get(done, ""),
        )
    )


@router.get("/placements/{placement_id:uuid}/dispute")
async def dispute_form(placement_id: UUID, visit: Visiting) -> Response:
    placement = await _mine(visit, placement_id)
    return visit.show(DisputeForm(placement=facts.of_placement(placement), path=_path(placement_id)))


@router.post("/placements/{placement_id:uuid}/dispute")
async def dispute_placement(placement_id: UUID, visit: Visiting) -> Response:
    """From the form to the answers to check, and back to change them; from there on its way."""
    placement = await _mine(visit, placement_id)
    chosen = tuple(field.value for field in DisputedField if field.value in visit.form.getlist("fields"))
    step, path = visit.text("step"), _path(placement_id)
    faults = _faults(chosen, visit.text("words"))
    if step != "send":
        faults = (*_said_before(placement, chosen), *faults)
    elif not faults:
        try:
            return await _send(visit, placement_id, chosen)
        except SaidNo as no:
            placement = await _mine(visit, placement_id)  # where somebody was faster, it says so now
            faults = _said_before(placement, chosen) or (Fault("words", words.sentence(no.detail)),)
    if faults or step == "change":
        form = DisputeForm(
            placement=facts.of_placement(placement),
            path=path,
            chosen=chosen,
            words=visit.text("words"),
            faults=() if step == "change" else faults,
        )
        return visit.show(form)
    said = "\n".join(words.DISPUTED[DisputedField(field)] for field in chosen)
    carried = (*(("fields", field) for field in chosen), ("words", visit.text("words")))
    checked = (Fact("What is wrong", said), Fact("In your words", visit.text("words")))
    return visit.show(
        CheckPage(
            path=path,
            checked=checked,
            carried=carried,
            send="Send to the trust",
            note=_READ if placement.has_owner else await facts.without_owner(visit, placement.host),
            back=Link("Back", path),
        )
    )


@router.get("/disputes/{dispute_id:uuid}/sent")
async def dispute_sent(dispute_id: UUID, visit: Visiting) -> Response:
    dispute = await visit.ask.get(shapes.Dispute, f"/api/registry/disputes/{dispute_id}")
    told = "The medical education team reads what you wrote and looks at the placement."
    if not dispute.has_owner:
        told = await facts.without_owner(visit, dispute.host)
    then = "You are told by mail and in your inbox when there is an answer. Until then the placement stands as it is."
    links = (Link("My placements", "/placements"), Link("See what you sent", f"/disputes/{dispute_id}"))
    return visit.show(
        SentPage(
            title="Sent to the trust" if dispute.has_owner else "Kept for the trust",
            reference=reference(dispute.id),
            next=(told, then),
            links=links,
        )
    )


async def _send(visit: Visit, placement_id: UUID, chosen: tuple[str, ...]) -> Response:
    body = {"fields": chosen, "words": visit.text("words")}
    sent = await visit.ask.post(f"/api/registry/placements/{placement_id}/disputes", body, key=visit.key)
    return visit.go(f"/disputes/{shapes.Raised.model_validate(sent).id}/sent")


def _said_before(placement: shapes.Placement, chosen: tuple[str, ...]) -> tuple[Fault, ...]:
    """Asked before the check; what is then sent, the registry judges, which knows a form that comes twice."""
    waiting = {field for dispute in placement.disputes if dispute.outcome is None for field in dispute.fields}
    again = [words.DISPUTED[field] for field in DisputedField if field in chosen and field in waiting]
    return (Fault("fields", f"{', '.join(again)}: you have said so, and there is no answer yet"),) if again else ()


def _faults(chosen: tuple[str, ...], said: str) -> tuple[Fault, ...]:
    faults = [] if chosen else [Fault("fields", "Select what is wrong")]
    if not said:
        faults.append(Fault("words", "Write what it should be, or what is wrong"))
    elif len(said) > 2000:
        faults.append(Fault("words", "Write at most 2,000 characters"))
    return tuple(faults)


async def _mine(visit: Visit, placement_id: UUID) -> shapes.Placement:
    """Raises NotFound for whatever is not theirs."""
    mine = await visit.ask.get(shapes.Placements, "/api/registry/people/me/placements")
    found = next((placement for placement in mine.items if placement.id == placement_id), None)
    if found is None:
        raise NotFound
    return found


async def _shown(visit: Visit, placement: shapes.Placement, told: tuple[shapes.Item, ...]) -> Shown:
    return Shown(
        id=placement.id,
        host=placement.host,
        heading=f"{placement.grade} at {placement.site_name or placement.site}",
        is_cancelled=placement.cancelled,
        facts=facts.of_placement(placement),
        news=tuple(item for item in told if item.about.id == str(placement.id))[:3],
        disputes=tuple((dispute, facts.tag_of(dispute)) for dispute in placement.disputes),
        clocks=await information.clocks_of(visit, placement),
    )


def _path(placement_id: UUID) -> str:
    return f"/placements/{placement_id}/dispute"
