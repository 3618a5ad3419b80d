"""Asking for leave: a short form, the answers to check, and on its way."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from fastapi import Response

from contracts.vocabulary import LeaveType
from services.portal.gateway.services import SaidNo
from services.portal.pages import costs, facts, in_lieu, shapes, words
from services.portal.pages.checking import CheckPage
from services.portal.pages.dates import day_fields, day_in, day_written
from services.portal.pages.facts import Fact
from services.portal.pages.page import Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting

router = Pages()
PATH = "/leave/new"
BACK = Link("My leave", "/leave")

_TYPES = (LeaveType.STUDY, LeaveType.PROFESSIONAL)
"""Release from duty has a shorter form of its own."""
_SINGLE = ("type", "leadership", "activity", "provider", "short_notice_reason")
_YES_NO = ("yes", "no")
_FIELDS = (*_SINGLE, *day_fields("first_day", "last_day"), *costs.FIELDS)
_ANSWERED: Mapping[str, tuple[str, str]] = {
    "days-in-wrong-order": ("last_day-day", "The last day must be the same as or after the first day"),
    "leave-starts-too-soon": ("first_day-day", "The first day must be after today"),
    "short-notice-unexplained": ("short_notice_reason", "Say why you ask at short notice"),
    "no-placement": ("first_day-day", ""),
    "nobody-decides": ("first_day-day", ""),
    "hours-not-declared": ("within_hours", "Say that your hours keep to their limits"),
}
"""By what the leave service says no to: the field it is told at, and the words where its own speak of fields."""


@dataclass(frozen=True, kw_only=True)
class Form(Page):
    """Asking for leave of some kind."""

    back: Link | None = BACK
    path: str
    values: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class LeaveForm(Form):
    template: ClassVar = "leave_form.html.jinja"
    title: str = "Ask for leave"
    path: str = PATH
    types: tuple[tuple[str, str], ...] = tuple((type_.value, words.LEAVE_TYPES[type_]) for type_ in _TYPES)
    costs: tuple[tuple[str, str], ...] = tuple(words.COSTS.items())
    another: str = in_lieu.ANOTHER

    @property
    def pairs(self) -> tuple[in_lieu.Pair, ...]:
        return in_lieu.pairs(self.values)


@router.get("/leave/new")
async def leave_form(visit: Visiting) -> Response:
    return visit.show(LeaveForm(values={}))


@router.post("/leave/new")
async def ask_for_leave(visit: Visiting) -> Response:
    values = {name: visit.text(name) for name in _FIELDS} | in_lieu.typed_in(visit)
    if visit.text("step") == in_lieu.ANOTHER:
        return visit.show(LeaveForm(values=values))
    faults: list[Fault] = []
    kinds = tuple(type_.value for type_ in _TYPES)
    wish = {
        "type": needed(values, faults, "type", "Select what kind of leave it is", among=kinds),
        "leadership": needed(values, faults, "leadership", "Select whether it is for leadership", among=_YES_NO)
        == "yes",
        "activity": needed(values, faults, "activity", "Enter what you will do"),
        "provider": needed(values, faults, "provider", "Enter who provides it"),
        **days_asked(values, visit.today, faults),
        "costs": costs.costs_in(values, faults),
        **in_lieu.days_in(values, visit.today, faults),
    }
    return await asked(visit, LeaveForm, values, wish, faults, _checked)


async def asked(
    visit: Visit,
    form: Callable[..., Form],
    values: Mapping[str, str],
    wish: Mapping[str, Any],
    faults: Sequence[Fault],
    checked: Callable[[Mapping[str, Any]], tuple[Fact, ...]],
) -> Response:
    """From the form to the answers to check, and back to change them; from there it is sent."""
    if visit.text("step") == "change":
        return visit.show(form(values=values))
    if not faults:
        try:
            if visit.text("step") == "send":
                return await _send(visit, wish)
            return await _check(visit, wish, values, form(values=values).path, checked)
        except SaidNo as no:
            faults = _told(no)
    return visit.show(form(values=values, faults=tuple(faults)))


async def _send(visit: Visit, wish: Mapping[str, Any]) -> Response:
    sent = await visit.ask.post("/api/leave/requests", wish, key=visit.key)
    return visit.go(f"/leave/{shapes.Raised.model_validate(sent).id}/sent")


async def _check(
    visit: Visit,
    wish: Mapping[str, Any],
    values: Mapping[str, str],
    path: str,
    checked: Callable[[Mapping[str, Any]], tuple[Fact, ...]],
) -> Response:
    """The answers, once the service would take them. Raises SaidNo."""
    minded = shapes.Checked.model_validate(await visit.ask.post("/api/leave/requests/check", wish))
    return visit.show(
        CheckPage(
            back=Link("Back", path),
            path=path,
            checked=checked(wish),
            carried=tuple(values.items()),
            send="Send request",
            note="The rota coordinator of the trust where you are then decides first. You are told of every step.",
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


def days_asked(values: Mapping[str, str], today: date, faults: list[Fault]) -> dict[str, str | None]:
    """Which days, and why so soon, as the service takes it; with what of it can be seen to be wrong without asking."""
    first = day_in(values, "first_day", "first day", faults)
    last = day_in(values, "last_day", "last day", faults)
    if first and first <= today:
        faults.append(Fault("first_day-day", _ANSWERED["leave-starts-too-soon"][1]))
    if first and last and last < first:
        faults.append(Fault("last_day-day", _ANSWERED["days-in-wrong-order"][1]))
    if len(values["short_notice_reason"]) > 2000:
        faults.append(Fault("short_notice_reason", "Write at most 2,000 characters"))
    days = {"first_day": day_written(first), "last_day": day_written(last)}
    return {**days, "short_notice_reason": values["short_notice_reason"] or None}


def _told(no: SaidNo) -> tuple[Fault, ...]:
    if no.said in _ANSWERED:
        field, said = _ANSWERED[no.said]
        return (Fault(field, said or no.detail),)
    if day_off := in_lieu.field_of(no.field):
        return (Fault(day_off, no.detail),)
    if no.errors:
        return tuple(Fault(each["field"], words.sentence(each["reason"])) for each in no.errors)
    raise no


def _checked(wish: Mapping[str, Any]) -> tuple[Fact, ...]:
    return (
        Fact("Kind of leave", words.LEAVE_TYPES[wish["type"]]),
        Fact("For leadership development", "Yes" if wish["leadership"] else "No"),
        Fact("Activity", wish["activity"]),
        Fact("Provided by", wish["provider"]),
        *days_checked(wish),
        Fact("Expected costs", costs.told(_costs(wish)) or facts.NOT_GIVEN),
        Fact("Days off instead", in_lieu.told(_in_lieu(wish)) or facts.NOT_GIVEN),
    )


def _costs(wish: Mapping[str, Any]) -> list[tuple[str, Decimal]]:
    return [(each["kind"], Decimal(each["pounds"])) for each in wish["costs"]]


def _in_lieu(wish: Mapping[str, Any]) -> list[tuple[date, date]]:
    return [(date.fromisoformat(each["off"]), date.fromisoformat(each["instead"])) for each in wish["in_lieu"]]


def days_checked(wish: Mapping[str, Any]) -> tuple[Fact, Fact]:
    first, last = date.fromisoformat(wish["first_day"]), date.fromisoformat(wish["last_day"])
    return (
        Fact("Days", facts.days(first, last)),
        Fact("Why at short notice", wish["short_notice_reason"] or facts.NOT_GIVEN),
    )
