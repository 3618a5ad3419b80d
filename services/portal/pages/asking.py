"""Asking for leave: a short form, the answers to check, and on its way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from fastapi import Response

from services.portal.gateway.services import SaidNo
from services.portal.pages import facts, shapes, words
from services.portal.pages.checking import CheckPage
from services.portal.pages.dates import day_fields, day_in, day_written
from services.portal.pages.facts import Fact
from services.portal.pages.page import Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting

router = Pages()
PATH = "/leave/new"
BACK = Link("My leave", "/leave")

_SINGLE = ("type", "leadership", "activity", "provider", "short_notice_reason")
_FIELDS = (*_SINGLE, *day_fields("first_day", "last_day"))
_ANSWERED: Mapping[str, tuple[str, str]] = {
    "days-in-wrong-order": ("last_day-day", "The last day must be the same as or after the first day"),
    "leave-starts-too-soon": ("first_day-day", "The first day must be after today"),
    "short-notice-unexplained": ("short_notice_reason", "Say why you ask at short notice"),
    "no-placement": ("first_day-day", ""),
}
"""By what the leave service says no to: the field it is told at, and the words where its own speak of fields."""


@dataclass(frozen=True, kw_only=True)
class LeaveForm(Page):
    template: ClassVar = "leave_form.html.jinja"
    title: str = "Ask for leave"
    back: Link | None = BACK
    path: str = PATH
    types: tuple[tuple[str, str], ...] = tuple((type_.value, text) for type_, text in words.LEAVE_TYPES.items())
    values: Mapping[str, str]


@router.get("/leave/new")
async def leave_form(visit: Visiting) -> Response:
    return visit.show(LeaveForm(values={}))


@router.post("/leave/new")
async def ask_for_leave(visit: Visiting) -> Response:
    values = {name: visit.text(name) for name in _FIELDS}
    wish, faults = _wish(values, visit.today)
    if visit.text("step") == "change":
        return visit.show(LeaveForm(values=values))
    if not faults:
        try:
            return await (_send(visit, wish) if visit.text("step") == "send" else _check(visit, wish, values))
        except SaidNo as no:
            faults = _told(no)
    return visit.show(LeaveForm(values=values, faults=faults))


async def _send(visit: Visit, wish: Mapping[str, Any]) -> Response:
    sent = await visit.ask.post("/api/leave/requests", wish, key=visit.key)
    return visit.go(f"/leave/{shapes.Raised.model_validate(sent).id}/sent")


async def _check(visit: Visit, wish: Mapping[str, Any], values: Mapping[str, str]) -> Response:
    """The answers, once the service would take them. Raises SaidNo."""
    checked = shapes.Checked.model_validate(await visit.ask.post("/api/leave/requests/check", wish))
    return visit.show(
        CheckPage(
            back=Link("Back", PATH),
            path=PATH,
            checked=_checked(wish),
            carried=tuple(values.items()),
            send="Send request",
            note="The rota coordinator of the trust where you are then decides first. You are told of every step.",
            warnings=checked.warnings,
        )
    )


def _wish(values: Mapping[str, str], today: date) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    """What is asked for, as the service takes it, and what is wrong with it that can be seen without asking."""
    faults: list[Fault] = []

    def needed(name: str, otherwise: str, *, among: tuple[str, ...] = (), at_most: int = 200) -> str:
        value = values[name]
        if not value or (among and value not in among):
            faults.append(Fault(name, otherwise))
        elif len(value) > at_most:
            faults.append(Fault(name, f"Write at most {at_most:,} characters"))
        return value

    wish: dict[str, Any] = {
        "type": needed("type", "Select what kind of leave it is", among=tuple(words.LEAVE_TYPES)),
        "leadership": needed("leadership", "Select whether it is for leadership", among=("yes", "no")) == "yes",
        "activity": needed("activity", "Enter what you will do"),
        "provider": needed("provider", "Enter who provides it"),
    }
    first = day_in(values, "first_day", "first day", faults)
    last = day_in(values, "last_day", "last day", faults)
    if first and first <= today:
        faults.append(Fault("first_day-day", _ANSWERED["leave-starts-too-soon"][1]))
    if first and last and last < first:
        faults.append(Fault("last_day-day", _ANSWERED["days-in-wrong-order"][1]))
    if len(values["short_notice_reason"]) > 2000:
        faults.append(Fault("short_notice_reason", "Write at most 2,000 characters"))
    days = {"first_day": day_written(first), "last_day": day_written(last)}
    return {**wish, **days, "short_notice_reason": values["short_notice_reason"] or None}, tuple(faults)


def _told(no: SaidNo) -> tuple[Fault, ...]:
    if no.said in _ANSWERED:
        field, said = _ANSWERED[no.said]
        return (Fault(field, said or no.detail),)
    if no.errors:
        return tuple(Fault(each["field"], words.sentence(each["reason"])) for each in no.errors)
    raise no


def _checked(wish: Mapping[str, Any]) -> tuple[Fact, ...]:
    first, last = date.fromisoformat(wish["first_day"]), date.fromisoformat(wish["last_day"])
    return (
        Fact("Kind of leave", words.LEAVE_TYPES[wish["type"]]),
        Fact("For leadership development", "Yes" if wish["leadership"] else "No"),
        Fact("Activity", wish["activity"]),
        Fact("Provided by", wish["provider"]),
        Fact("Days", facts.days(first, last)),
        Fact("Why at short notice", wish["short_notice_reason"] or facts.NOT_GIVEN),
    )
