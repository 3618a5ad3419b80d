"""Asking for leave of whatever kind: a form, the answers to check, and on its way."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from fastapi import Response

from chassis.errors import LostUpdate
from services.portal.gateway.services import SaidNo
from services.portal.pages import facts, funding, in_lieu, particulars, shapes, words
from services.portal.pages.checking import CheckPage
from services.portal.pages.dates import day_in, day_written
from services.portal.pages.facts import Fact
from services.portal.pages.page import OVERTAKEN, Fault, Link, Page
from services.portal.pages.visit import Visit

BACK = Link("My leave", "/leave")
_API = "/api/leave/requests"
_ANSWERED: Mapping[str, tuple[str, str]] = {
    "days-in-wrong-order": ("last_day-day", "The last day must be the same as or after the first day"),
    "leave-starts-too-soon": ("first_day-day", ""),
    "short-notice-unexplained": ("short_notice_reason", "Say why you ask at short notice"),
    "no-placement": ("first_day-day", ""),
    "nobody-decides": ("first_day-day", ""),
    "of-another-placement": ("first_day-day", ""),
    "leave-started": ("first_day-day", "The first day is over: enter another"),
    "remote": ("remote", "What you join remotely is not abroad: choose one of them"),
    "hours-not-declared": ("within_hours", "Say that your hours keep to their limits"),
    "no-days-in-lieu": ("off_1-day", "Where you work, a day off has no other day instead: leave these empty"),
    "supervisor_agrees": ("supervisor_agrees", "Say that your educational supervisor agrees"),
    "rota_agrees": ("rota_agrees", "Say that whoever plans your rota agrees"),
    "external_ref": ("external_ref", "Enter its reference in the other system"),
    "until_midday": ("until_midday", "Leave on one day cannot begin and end at midday"),
    "days": ("days", ""),
}
"""By the field that the leave service says no to, or by what it says: where it is told, and the words where its own
speak of fields.
"""
_CHANGED = "This request has changed since you opened it, so nothing was sent. Read it again: what you wrote is kept."
_DECIDED = "The rota coordinator of the trust where you are then decides first. You are told of every step."
_NOTES: Mapping[str, str] = {
    "mirror": "Nobody decides about it here: it is noted, with its reference.",
    "pre_check": f"{_DECIDED} Once it is agreed here, ask in the other system, which decides.",
}


@dataclass(frozen=True, kw_only=True)
class Form(Page):
    """Asking for leave of some kind."""

    back: Link | None = BACK
    path: str
    values: Mapping[str, str]
    anew: UUID | None = None
    """The request that was returned, and is asked anew here."""
    missing: str = ""
    """What of that is to be completed or changed."""
    version: int | None = None
    notice: str = ""


async def asked(
    visit: Visit,
    form: Callable[..., Form],
    values: Mapping[str, str],
    wish: Mapping[str, Any],
    faults: Sequence[Fault],
    checked: Callable[[Mapping[str, Any]], tuple[Fact, ...]],
) -> Response:
    """From the form to the answers to check, and back to change them; from there it is sent."""
    shown = form(values=values)
    if visit.text("step") == "change":
        return visit.show(shown)
    if not faults:
        try:
            if visit.text("step") == "send":
                return await _send(visit, wish, shown)
            return await _check(visit, wish, shown, checked)
        except LostUpdate:
            return await _overtaken(visit, shown)
        except SaidNo as no:
            if no.said == "not-returned":
                return await _overtaken(visit, shown)
            faults = _told(no, values)
    return visit.show(replace(shown, faults=tuple(faults)))


async def _overtaken(visit: Visit, form: Form) -> Response:
    """Changed since it was opened: what was written is kept where it can still be sent, else what stands is shown."""
    leave = await visit.ask.get(shapes.Leave, f"{_API}/{form.anew}")
    if leave.status == "returned":
        kept = replace(form, version=leave.version, missing=leave.missing, notice=_CHANGED)
        return visit.show(kept, status=409)
    return visit.go(f"/leave/{leave.id}?done={OVERTAKEN}")


async def _send(visit: Visit, wish: Mapping[str, Any], form: Form) -> Response:
    if form.anew:
        sent = await visit.ask.put(f"{_API}/{form.anew}", wish, version=form.version)
    else:
        sent = await visit.ask.post(_API, wish, key=visit.key)
    return visit.go(f"/leave/{shapes.Raised.model_validate(sent).id}/sent")


async def _check(
    visit: Visit, wish: Mapping[str, Any], form: Form, checked: Callable[[Mapping[str, Any]], tuple[Fact, ...]]
) -> Response:
    """The answers, once the service would take them. Raises LostUpdate, SaidNo."""
    path = f"{_API}/{form.anew}/check" if form.anew else f"{_API}/check"
    minded = shapes.Checked.model_validate(await visit.ask.post(path, wish, version=form.version))
    seen = (("_version", str(form.version)),) if form.version is not None else ()
    return visit.show(
        CheckPage(
            back=Link("Back", form.path),
            path=form.path,
            checked=(*checked(wish), *funding.fact(minded.funded_percent)),
            carried=(*form.values.items(), *seen),
            send="Send request",
            note=_NOTES.get(minded.standing, _DECIDED),
            warnings=minded.warnings,
        )
    )


def needed(
    values: Mapping[str, str], faults: list[Fault], name: str, otherwise: str, *, among: tuple[str, ...] = ()
) -> str:
    """An answer on one line, or one of several; what is wrong with it is added to the faults."""
    value = values[name]
    if not value or (among and value not in among):
        faults.append(Fault(name, otherwise))
    elif len(value) > 200:
        faults.append(Fault(name, "Write at most 200 characters"))
    return value


def days_asked(values: Mapping[str, str], faults: list[Fault]) -> dict[str, str | None]:
    """Which days, and why so soon, as the service takes it; with what of it can be seen to be wrong without asking."""
    first = day_in(values, "first_day", "first day", faults)
    last = day_in(values, "last_day", "last day", faults)
    if first and last and last < first:
        faults.append(Fault("last_day-day", _ANSWERED["days-in-wrong-order"][1]))
    if len(values["short_notice_reason"]) > 2000:
        faults.append(Fault("short_notice_reason", "Write at most 2,000 characters"))
    days = {"first_day": day_written(first), "last_day": day_written(last)}
    return {**days, "short_notice_reason": values["short_notice_reason"] or None}


def _told(no: SaidNo, values: Mapping[str, str]) -> tuple[Fault, ...]:
    if answered := _ANSWERED.get(no.field) or _ANSWERED.get(no.said):
        field, said = answered
        return (Fault(field, said or words.sentence(no.detail)),)
    if day_off := in_lieu.field_of(no.field, values):
        return (Fault(day_off, no.detail),)
    if no.errors:
        return tuple(Fault(each["field"], words.sentence(each["reason"])) for each in no.errors)
    raise no


def days_checked(wish: Mapping[str, Any]) -> tuple[Fact, Fact]:
    first, last = date.fromisoformat(wish["first_day"]), date.fromisoformat(wish["last_day"])
    halves = particulars.midday(begins=wish.get("from_midday", False), ends=wish.get("until_midday", False))
    return (
        Fact("Days", facts.days(first, last) + halves),
        Fact("Why at short notice", wish["short_notice_reason"] or facts.NOT_GIVEN),
    )
