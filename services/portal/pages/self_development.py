"""Self-development time: whoever plans the rota says how much there is, its doctor whether they get it (R38, R39)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from fastapi import Response
from pydantic import BaseModel, ConfigDict

from chassis.errors import LostUpdate, NotFound
from services.portal.gateway import SaidNo
from services.portal.pages import facts, words
from services.portal.pages.facts import Fact
from services.portal.pages.faults import told, whole_number
from services.portal.pages.listing import Listed, ListPage, older
from services.portal.pages.page import HOME, Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting
from services.portal.pages.words import Tag

router = Pages()
PATH, _PLAN, _API = "/self-development", "/self-development/plan", "/api/leave/self-development"
BACK = Link("Self-development time in rotas", _PLAN)
_ANSWERS = {"yes": True, "no": False}
_SCHEDULE = ("minutes_per_week", "in_work_schedule")


class _Read(BaseModel):
    model_config = ConfigDict(frozen=True)


class Time(_Read):
    """A placement, the time it is to have, and the time it has."""

    placement_id: UUID
    doctor_id: UUID
    trust: str
    start: date
    end: date
    required_per_week: int
    minutes_per_week: int | None
    in_work_schedule: bool
    enough: bool
    gets_it: bool | None
    version: int | None


class MyTime(_Read):
    items: tuple[Time, ...]
    uses: tuple[str, ...]


class Times(_Read):
    items: tuple[Time, ...]
    next: UUID | None


@dataclass(frozen=True, slots=True)
class Part:
    """One placement's; ``may_answer`` once there is something to get."""

    id: UUID
    heading: str
    tag: Tag
    facts: tuple[Fact, ...]
    may_answer: bool


@dataclass(frozen=True, kw_only=True)
class MyTimePage(Page):
    template: ClassVar = "self_development.html.jinja"
    title: str = "Your self-development time"
    back: Link | None = HOME
    path: str = PATH
    parts: tuple[Part, ...]
    uses: tuple[str, ...]
    notice: str = ""


@dataclass(frozen=True, kw_only=True)
class PlanPage(Page):
    template: ClassVar = "self_development_plan.html.jinja"
    back: Link | None = BACK
    path: str
    tag: Tag
    facts: tuple[Fact, ...]
    version: int | None
    values: Mapping[str, str]
    notice: str = ""


@router.get(PATH)
async def my_self_development(visit: Visiting, done: bool = False) -> Response:
    return await _mine(visit, notice="Your answer is kept. You can change it at any time." if done else "")


@router.post(PATH)
async def confirm_self_development(visit: Visiting) -> Response:
    """One tap, and another where it changes."""
    try:
        placement_id, gets_it = UUID(visit.text("placement")), _ANSWERS[visit.text("gets_it")]
    except (ValueError, KeyError):
        raise NotFound from None
    try:
        await visit.ask.post(f"{_API}/{placement_id}/answer", {"gets_it": gets_it}, key=visit.key)
    except SaidNo as no:
        return await _mine(visit, notice=words.sentence(no.detail), status=409)
    return visit.go(f"{PATH}?done=true")


@router.get(_PLAN)
async def self_development_to_plan(visit: Visiting, after: UUID | None = None, done: bool = False) -> Response:
    page = await visit.ask.get(Times, f"{_API}/at-my-trust", after=after)
    called = await facts.names_shown(visit, {each.doctor_id for each in page.items})
    return visit.show(
        ListPage(
            title=BACK.text,
            listed=tuple(
                Listed(
                    f"{_PLAN}/{each.placement_id}",
                    facts.doctor(each.doctor_id, called),
                    f"{facts.days(each.start, each.end)}. {_scheduled(each)}",
                    _standing(each),
                )
                for each in page.items
            ),
            empty="Nobody is placed where you plan the rotas.",
            older=older(_PLAN, page.next),
            notice="It is kept. The doctor is told." if done else "",
        )
    )


@router.get(_PLAN + "/{placement_id:uuid}")
async def self_development_plan(placement_id: UUID, visit: Visiting) -> Response:
    return await _plan(visit, placement_id)


@router.post(_PLAN + "/{placement_id:uuid}")
async def schedule_self_development(placement_id: UUID, visit: Visiting) -> Response:
    values = {name: visit.text(name) for name in _SCHEDULE}
    minutes = whole_number(values["minutes_per_week"])
    faults = [] if minutes is not None else [Fault("minutes_per_week", "Enter the minutes in whole numbers")]
    if values["in_work_schedule"] not in _ANSWERS:
        faults.append(Fault("in_work_schedule", "Select whether it is in the work schedule"))
    if faults:
        return await _plan(visit, placement_id, values=values, faults=tuple(faults))
    body = {"minutes_per_week": minutes, "in_work_schedule": _ANSWERS[values["in_work_schedule"]]}
    try:
        await visit.ask.put(f"{_API}/{placement_id}", body, version=visit.version)
    except LostUpdate:
        return await _plan(visit, placement_id, notice=_CHANGED, status=409)
    except SaidNo as no:
        wrong = told(no, _SCHEDULE, otherwise="minutes_per_week")
        return await _plan(visit, placement_id, values=values, faults=wrong)
    return visit.go(f"{_PLAN}?done=true")


_CHANGED = "This has changed since you opened it, so nothing was sent. Below is how it stands now."


async def _mine(visit: Visit, *, notice: str, status: int | None = None) -> Response:
    mine = await visit.ask.get(MyTime, _API)
    parts = tuple([await _part(visit, each) for each in mine.items])
    return visit.show(MyTimePage(parts=parts, uses=mine.uses, notice=notice), status=status)


async def _part(visit: Visit, of: Time) -> Part:
    heading = f"{await facts.place(visit, of.trust)}, {facts.days(of.start, of.end)}"
    may_answer = of.minutes_per_week is not None and of.start <= visit.today
    return Part(of.placement_id, heading, _standing(of), _facts(of), may_answer)


async def _plan(
    visit: Visit,
    placement_id: UUID,
    *,
    values: Mapping[str, str] | None = None,
    faults: tuple[Fault, ...] = (),
    notice: str = "",
    status: int | None = None,
) -> Response:
    found = await visit.ask.get(Time, f"{_API}/{placement_id}")
    called = await facts.names_shown(visit, {found.doctor_id})
    kept = {
        "minutes_per_week": str(found.required_per_week if found.minutes_per_week is None else found.minutes_per_week),
        "in_work_schedule": "" if found.minutes_per_week is None else "yes" if found.in_work_schedule else "no",
    }
    page = PlanPage(
        title=f"Self-development time of {facts.doctor(found.doctor_id, called)}",
        path=f"{_PLAN}/{placement_id}",
        tag=_standing(found),
        facts=(Fact("Placement", facts.days(found.start, found.end)), *_facts(found)),
        version=found.version,
        values=values or kept,
        faults=faults,
        notice=notice,
    )
    return visit.show(page, status=status)


def _facts(of: Time) -> tuple[Fact, ...]:
    wanted = words.time_spent(of.required_per_week) if of.required_per_week else "Nothing is laid down"
    return (
        Fact("Each week, at least", wanted),
        Fact("Each week, in the rota", _scheduled(of)),
        Fact("In the work schedule", "Yes" if of.in_work_schedule else "No"),
    )


def _scheduled(of: Time) -> str:
    return "Nothing is scheduled" if of.minutes_per_week is None else words.time_spent(of.minutes_per_week)


def _standing(of: Time) -> Tag:
    if of.minutes_per_week is None:
        return Tag("Not scheduled", "grey")
    if of.gets_it is None:
        return Tag("Scheduled", "blue")
    return Tag("The doctor gets it", "green") if of.gets_it else Tag("The doctor does not get it", "red")
