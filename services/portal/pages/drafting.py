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


@router.get(_NEW)
async def draft_form(visit: Visiting, suggestion: UUID | None = None) -> Response:
    """Empty, or with what a resident suggested."""
    values = dict.fromkeys(draft_fields.FIELDS, "") | {
        "chairing": "usual",
        "recurrence": Recurrence.ONCE.value,
        "places": "1",
    }
    trusts = await portfolio.edited(visit)
    values["trust"] = trusts[0][0] if len(trusts) == 1 else ""
    if suggestion is None:
        return _form(visit, _NEW, await draft_fields.choices(visit), values, ())
    idea = await visit.ask.get(shapes.Suggestion, f"/api/opportunities/suggestions/{suggestion}")
    values |= {"trust": idea.trust, "kind": idea.kind, "title": idea.title}
    values["registration"] = await _registration(visit, idea.suggested_by)
    return _form(visit, _NEW, await draft_fields.choices(visit), values, (("suggestion", str(suggestion)),))


@router.post(_NEW)
async def draft_opportunity(visit: Visiting) -> Response:
    return await _take(visit, _NEW, (("suggestion", visit.text("suggestion")),), None)


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
        "registration": await _registration(visit, found.co_producer_id),
        "recurrence": found.recurrence.value,
        "places": str(found.places),
        "grades": ", ".join(found.grades),
        "protected_minutes": str(found.protected_minutes or ""),
        **typed(first_day=found.first_day, last_day=found.last_day),
    }
    return _form(visit, _path(draft_id), await draft_fields.choices(visit), values, (("_version", str(found.version)),))


@router.post(portfolio.DRAFTS.href + "/{draft_id:uuid}/change")
async def redraft(draft_id: UUID, visit: Visiting) -> Response:
    """It waits for its co-producer anew."""
    if not (await _edited(visit, draft_id)).waits:
        return visit.go(f"{portfolio.DRAFTS.href}/{draft_id}?done=overtaken")
    return await _take(visit, _path(draft_id), (("_version", visit.text("_version")),), draft_id)


async def _take(visit: Visit, path: str, carried: Carried, draft_id: UUID | None) -> Response:
    """From the form to the answers to check, back to change them, or on their way."""
    values, step = {name: visit.text(name) for name in draft_fields.FIELDS}, visit.text("step")
    choices = await draft_fields.choices(visit)
    body, faults = draft_fields.read(values, choices)
    if values["registration"]:
        maker = await facts.whose(visit, values["registration"])
        body["co_producer_id"] = str(maker)
        if maker is None:
            faults = (*faults, Fault("registration", "Nobody is known by this number"))
    if step == "send" and not faults:
        try:
            return await _send(visit, body, draft_id)
        except SaidNo as no:
            faults = _told(no)
    if step == "change" or faults:
        return _form(visit, path, choices, values, carried, faults=() if step == "change" else faults)
    page = CheckPage(
        back=Link("Back", path),
        path=path,
        checked=await draft_fields.checked(visit, choices, values, body),
        carried=(*values.items(), *carried),
        send="Send it to be confirmed",
        note="The doctor you made it with is told. It is published once they have confirmed it.",
    )
    return visit.show(page)


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


def _form(
    visit: Visit,
    path: str,
    choices: draft_fields.Choices,
    values: Mapping[str, str],
    carried: Carried,
    *,
    faults: tuple[Fault, ...] = (),
) -> Response:
    page = DraftForm(
        back=portfolio.DRAFTS,
        path=path,
        choices={name: tuple(offered.items()) for name, offered in choices.items()},
        values=values,
        carried=carried,
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
    """A draft, or what has come of it. Raises NotFound for what is of no trust that they look after."""
    found = await visit.ask.get(shapes.Offer, f"{_PUBLISHED}/{draft_id}")
    if not portfolio.edits(visit, found.trust):
        raise NotFound
    return found


async def _registration(visit: Visit, doctor_id: UUID) -> str:
    """Empty where none is known: then it is to be typed."""
    found = await visit.ask.post("/api/registry/people/search", {"id": str(doctor_id)})
    return next((each.registration or "" for each in shapes.Found.model_validate(found).items), "")


def _path(draft_id: UUID) -> str:
    return f"{portfolio.DRAFTS.href}/{draft_id}/change"
