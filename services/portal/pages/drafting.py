"""Drafting what a trust would offer, with the resident it was made with; changing it until they confirm it (O-E1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from fastapi import Response

from chassis.errors import LostUpdate, NotFound
from contracts.vocabulary import Recurrence
from services.portal.gateway import SaidNo
from services.portal.pages import draft_fields, facts, portfolio, shapes
from services.portal.pages.checking import Carried, CheckPage
from services.portal.pages.dates import typed
from services.portal.pages.faults import told
from services.portal.pages.page import Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting

router = Pages()
API, _PUBLISHED = "/api/opportunities/drafts", "/api/opportunities/published"
_NEW = portfolio.DRAFT.href


@dataclass(frozen=True, kw_only=True)
class DraftForm(Page):
    template: ClassVar = "draft_form.html.jinja"
    title: str = "What would you offer?"
    path: str
    choices: Mapping[str, tuple[tuple[str, str], ...]]
    """By the field that offers them."""
    values: Mapping[str, str]
    carried: Carried
    """Which suggestion it takes up, or which version it changes."""
    made_with: str | None
    """What the doctor is called whom it is made with where no other's number is typed."""


@router.get(_NEW)
async def draft_form(visit: Visiting, suggestion: UUID | None = None) -> Response:
    """Empty, or with what a resident suggested."""
    values = dict.fromkeys(draft_fields.FIELDS, "") | {
        "chairing": "usual",
        "recurrence": Recurrence.ONCE.value,
        "places": "1",
    }
    trusts = await portfolio.drafted_for(visit)
    values["trust"] = trusts[0][0] if len(trusts) == 1 else ""
    if suggestion is None:
        return await _form(visit, _NEW, await draft_fields.choices(visit), values, (), None)
    idea = await _idea(visit, suggestion)
    values |= {"trust": idea.trust, "kind": idea.kind, "title": idea.title}
    carried = (("suggestion", str(suggestion)),)
    return await _form(visit, _NEW, await draft_fields.choices(visit), values, carried, idea.suggested_by)


@router.post(_NEW)
async def draft_opportunity(visit: Visiting) -> Response:
    """Made with who suggested it, unless another's number is typed."""
    written = visit.text("suggestion")
    try:
        suggestion = UUID(written) if written else None
    except ValueError:
        raise NotFound from None
    made_with = (await _idea(visit, suggestion)).suggested_by if suggestion else None
    return await _take(visit, _NEW, (("suggestion", written),), None, made_with)


@router.get(portfolio.DRAFTS.href + "/{draft_id:uuid}/change")
async def redraft_form(draft_id: UUID, visit: Visiting) -> Response:
    found = await _edited(visit, draft_id)
    if not found.waits:
        raise NotFound
    values = {
        "trust": found.trust,
        "kind": found.kind,
        "title": found.title,
        "setting": found.setting.value,
        "chairing": "yes" if found.chairing else "no",
        "lead_id": str(found.lead_id),
        "registration": "",
        "recurrence": found.recurrence.value,
        "places": str(found.places),
        "grades": ", ".join(found.grades),
        "protected_minutes": str(found.protected_minutes or ""),
        "description": found.description or "",
        "time_commitment": found.time_commitment or "",
        "part_time_note": found.part_time_note or "",
        "joined_remotely": "yes" if found.joined_remotely else "",
        **typed(first_day=found.first_day, last_day=found.last_day),
    }
    carried = (("_version", str(found.version)),)
    choices = await draft_fields.choices(visit)
    return await _form(visit, _path(draft_id), choices, values, carried, found.co_producer_id)


@router.post(portfolio.DRAFTS.href + "/{draft_id:uuid}/change")
async def redraft(draft_id: UUID, visit: Visiting) -> Response:
    """It waits for its co-producer anew."""
    found = await _edited(visit, draft_id)
    if not found.waits:
        return visit.go(f"{portfolio.DRAFTS.href}/{draft_id}?done=overtaken")
    carried = (("_version", visit.text("_version")),)
    return await _take(visit, _path(draft_id), carried, draft_id, found.co_producer_id)


async def _take(visit: Visit, path: str, carried: Carried, draft_id: UUID | None, made_with: UUID | None) -> Response:
    """From the form to the answers to check, back to change them, or on their way."""
    values, step = {name: visit.text(name) for name in draft_fields.FIELDS}, visit.text("step")
    choices = await draft_fields.choices(visit)
    body, faults = draft_fields.read(values, choices)
    number = values["registration"]
    maker = await facts.whose(visit, number) if number else made_with
    if maker is None:
        faults = (*faults, Fault("registration", _UNKNOWN if number else _UNNAMED))
    body["co_producer_id"] = str(maker)
    if step == "send" and not faults:
        try:
            return await _send(visit, body, draft_id)
        except SaidNo as no:
            faults = _told(no)
    if step == "change" or faults:
        return await _form(visit, path, choices, values, carried, made_with, faults=() if step == "change" else faults)
    page = CheckPage(
        back=Link("Back", path),
        path=path,
        checked=await draft_fields.checked(visit, choices, values, body),
        carried=(*values.items(), *carried),
        send="Send it to be confirmed",
        note="The doctor you made it with is told. It is published once they have confirmed it.",
    )
    return visit.show(page)


_UNKNOWN = "Nobody is known by this number"
_UNNAMED = "Enter the registration number of the doctor you made it with"


async def _send(visit: Visit, body: Mapping[str, Any], draft_id: UUID | None) -> Response:
    """Raises SaidNo. Who changes what has changed since sees how it stands."""
    if draft_id is None:
        suggestion = visit.text("suggestion") or None
        made = await visit.ask.post(API, {**body, "suggestion_id": suggestion}, key=visit.key)
        return visit.go(f"{portfolio.DRAFTS.href}/{shapes.Raised.model_validate(made).id}?done=drafted")
    try:
        await visit.ask.put(f"{API}/{draft_id}", body, version=visit.version)
    except LostUpdate:
        return visit.go(f"{portfolio.DRAFTS.href}/{draft_id}?done=overtaken")
    return visit.go(f"{portfolio.DRAFTS.href}/{draft_id}?done=drafted")


async def _form(
    visit: Visit,
    path: str,
    choices: draft_fields.Choices,
    values: Mapping[str, str],
    carried: Carried,
    made_with: UUID | None,
    *,
    faults: tuple[Fault, ...] = (),
) -> Response:
    page = DraftForm(
        back=portfolio.DRAFTS,
        path=path,
        choices={name: tuple(offered.items()) for name, offered in choices.items()},
        values=values,
        carried=carried,
        made_with=facts.doctor(made_with, await facts.names_shown(visit, {made_with})) if made_with else None,
        faults=faults,
    )
    return visit.show(page)


def _told(no: SaidNo) -> tuple[Fault, ...]:
    """The doctor is named by number here, and by id there."""
    return tuple(
        Fault("registration" if each.field == "co_producer_id" else each.field, each.text)
        for each in told(no, (*draft_fields.FIELDS, "co_producer_id"), otherwise="title")
    )


async def _edited(visit: Visit, draft_id: UUID) -> shapes.Offer:
    """A draft, or what has come of it. Raises NotFound for what they do not look after."""
    found = await visit.ask.get(shapes.Offer, f"{_PUBLISHED}/{draft_id}")
    if not found.yours_to_edit:
        raise NotFound
    return found


async def _idea(visit: Visit, suggestion: UUID) -> shapes.Suggestion:
    return await visit.ask.get(shapes.Suggestion, f"/api/opportunities/suggestions/{suggestion}")


def _path(draft_id: UUID) -> str:
    return f"{portfolio.DRAFTS.href}/{draft_id}/change"
