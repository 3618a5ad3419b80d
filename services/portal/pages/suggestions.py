"""What residents would like their trust to offer: suggested, and drafted or turned down by who looks after it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar
from uuid import UUID

from fastapi import Response

from chassis.clock import london_date
from chassis.errors import LostUpdate
from contracts.vocabulary.labels import TURN_DOWNS
from services.portal.domain.offices import EDITORS
from services.portal.gateway import SaidNo
from services.portal.pages import facts, portfolio, shapes, words
from services.portal.pages.checking import CheckPage
from services.portal.pages.facts import Fact
from services.portal.pages.faults import told, too_long
from services.portal.pages.listing import Listed, ListPage, older
from services.portal.pages.page import Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting
from services.portal.pages.words import Tag

router = Pages()
PATH, API = "/suggestions", "/api/opportunities/suggestions"
SUGGESTIONS = Link("What you suggested", PATH)
KINDS = "/api/opportunities/kinds"
_NEW = f"{PATH}/new"
_FIELDS = ("trust", "kind", "title", "words")
_ANSWER = ("reason", "words")

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class SuggestionForm(Page):
    template: ClassVar = "suggestion_form.html.jinja"
    title: str = "What should your trust offer?"
    back: Link | None = SUGGESTIONS
    path: str = _NEW
    places: Choices
    """Where they work today."""
    kinds: Choices
    values: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class SuggestionPage(Page):
    template: ClassVar = "suggestion.html.jinja"
    path: str
    tag: Tag
    facts: tuple[Fact, ...]
    version: int
    draft: str
    """Where it is drafted, while it waits for that."""
    reasons: Choices = tuple((reason.value, words.sentence(text)) for reason, text in TURN_DOWNS.items())
    values: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""


@router.get(PATH)
async def suggestions(visit: Visiting, after: UUID | None = None, done: str = "") -> Response:
    """One's own, and those that wait where one looks after what is offered."""
    page = await visit.ask.get(shapes.Suggestions, API, after=after)
    edits = bool(visit.roles & EDITORS)
    return visit.show(
        ListPage(
            title="What doctors suggest" if edits else SUGGESTIONS.text,
            back=portfolio.PORTFOLIO if edits else Link("Opportunities", "/opportunities"),
            begin=Link("Suggest something", _NEW) if visit.is_a_doctor else None,
            listed=tuple([await _listed(visit, each) for each in page.items]),
            empty="No suggestion waits for you." if edits else "You have suggested nothing.",
            older=older(PATH, page.next),
            notice=_DONE.get(done, ""),
        )
    )


@router.get(_NEW)
async def suggestion_form(visit: Visiting) -> Response:
    places = await _works_at(visit)
    return await _form(visit, places, {"trust": places[0][0] if len(places) == 1 else ""})


@router.post(_NEW)
async def suggest(visit: Visiting) -> Response:
    values, step = {name: visit.text(name) for name in _FIELDS}, visit.text("step")
    places, kinds = await _works_at(visit), await visit.ask.get(shapes.Kinds, KINDS)
    faults = _faults(values, places, kinds)
    if step == "send" and not faults:
        try:
            body = {**values, "words": values["words"] or None}
            await visit.ask.post(API, body, key=visit.key)
            return visit.go(f"{PATH}?done=sent")
        except SaidNo as no:
            faults = told(no, _FIELDS, otherwise="title")
    if step == "change" or faults or not places:
        return await _form(visit, places, values, faults=faults if places and step != "change" else ())
    page = CheckPage(
        back=Link("Back", _NEW),
        path=_NEW,
        checked=(
            Fact("Where", dict(places)[values["trust"]]),
            Fact("What kind", kinds.title(values["kind"])),
            Fact("What you would call it", values["title"]),
            Fact("In your words", values["words"] or facts.NOT_GIVEN),
        ),
        carried=tuple(values.items()),
        send="Send the suggestion",
        note="Who looks after what the trust offers drafts it or says why not, and you are told.",
    )
    return visit.show(page)


@router.get(PATH + "/{suggestion_id:uuid}")
async def suggestion(suggestion_id: UUID, visit: Visiting) -> Response:
    return await _show(visit, suggestion_id)


@router.post(PATH + "/{suggestion_id:uuid}/turn-down")
async def turn_down_suggestion(suggestion_id: UUID, visit: Visiting) -> Response:
    values = {name: visit.text(name) for name in _ANSWER}
    faults = too_long("words", values["words"])
    if values["reason"] not in set(TURN_DOWNS):
        faults = (Fault("reason", "Select why it is not taken up"), *faults)
    if faults:
        return await _show(visit, suggestion_id, values=values, faults=faults)
    body = {**values, "words": values["words"] or None}
    try:
        await visit.ask.post(f"{API}/{suggestion_id}/refusal", body, key=visit.key, version=visit.version)
    except LostUpdate:
        return await _show(visit, suggestion_id, notice=_CHANGED, status=409)
    except SaidNo as no:
        if no.answered == 422:
            return await _show(visit, suggestion_id, values=values, faults=told(no, _ANSWER, otherwise="words"))
        return await _show(visit, suggestion_id, notice=words.sentence(no.detail), status=409)
    return visit.go(f"{PATH}?done=turned-down")


_DONE = {
    "sent": "Your suggestion is sent. You are told what comes of it.",
    "turned-down": "Your answer is sent. The doctor is told.",
}
_CHANGED = "This has changed since you opened it, so nothing was sent. Below is how it stands now."


async def _form(
    visit: Visit, places: Choices, values: Mapping[str, str], *, faults: tuple[Fault, ...] = ()
) -> Response:
    kinds = (await visit.ask.get(shapes.Kinds, KINDS)).items
    offered = tuple((kind.code, words.sentence(kind.title)) for kind in kinds)
    return visit.show(SuggestionForm(places=places, kinds=offered, values=values, faults=faults))


async def _show(
    visit: Visit,
    suggestion_id: UUID,
    *,
    values: Mapping[str, str] | None = None,
    faults: tuple[Fault, ...] = (),
    notice: str = "",
    status: int | None = None,
) -> Response:
    found = await visit.ask.get(shapes.Suggestion, f"{API}/{suggestion_id}")
    mine = found.suggested_by == visit.person_id
    waits = found.status == "open" and portfolio.edits(visit, found.trust)
    page = SuggestionPage(
        title=found.title,
        back=SUGGESTIONS if mine else Link("What doctors suggest", PATH),
        path=f"{PATH}/{suggestion_id}",
        tag=words.SUGGESTIONS[found.status],
        facts=await _told_of(visit, found, mine=mine),
        version=found.version,
        draft=f"{portfolio.DRAFT.href}?suggestion={suggestion_id}" if waits else "",
        values=values or {},
        faults=faults,
        notice=notice,
    )
    return visit.show(page, status=status)


async def _told_of(visit: Visit, found: shapes.Suggestion, *, mine: bool) -> tuple[Fact, ...]:
    kinds = await visit.ask.get(shapes.Kinds, KINDS)
    told_of = [
        Fact("What kind", words.sentence(kinds.title(found.kind))),
        Fact("Where", await facts.place(visit, found.trust)),
        Fact("Suggested on", facts.day(london_date(found.suggested_at))),
    ]
    if not mine:
        called = await facts.names_shown(visit, {found.suggested_by})
        told_of.append(Fact("Suggested by", facts.doctor(found.suggested_by, called)))
    if found.words:
        told_of.append(Fact("In the doctor's words", found.words))
    if found.reason:
        told_of.append(Fact("Why it is not taken up", words.sentence(TURN_DOWNS[found.reason])))
    if found.answer:
        told_of.append(Fact("The answer", found.answer))
    if name := await facts.name(visit, found.decided_by):
        told_of.append(Fact("Decided by", name))
    return tuple(told_of)


async def _works_at(visit: Visit) -> Choices:
    mine = await visit.ask.get(shapes.Placements, "/api/registry/people/me/placements")
    today = (each for each in mine.items if each.start <= visit.today <= each.end and not each.cancelled)
    return tuple({each.host: each.host_name or each.host for each in today}.items())


def _faults(values: Mapping[str, str], places: Choices, kinds: shapes.Kinds) -> tuple[Fault, ...]:
    faults = [] if values["trust"] in dict(places) else [Fault("trust", "Select where you work")]
    if values["kind"] not in {kind.code for kind in kinds.items}:
        faults.append(Fault("kind", "Select what kind it is"))
    if not values["title"]:
        faults.append(Fault("title", "Enter what you would call it"))
    return (*faults, *too_long("title", values["title"], at_most=200), *too_long("words", values["words"]))


async def _listed(visit: Visit, of: shapes.Suggestion) -> Listed:
    when = f"{await facts.place(visit, of.trust)}, {facts.day(london_date(of.suggested_at))}"
    return Listed(f"{PATH}/{of.id}", of.title, when, words.SUGGESTIONS[of.status])
