"""Posts in which leading is the work: the register, what share of the time is protected in truth, and their end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from fastapi import Response
from pydantic import BaseModel, ConfigDict

from chassis.errors import LostUpdate
from contracts.vocabulary import FellowshipEnding, FellowshipKind
from contracts.vocabulary.labels import FELLOWSHIPS
from services.portal.domain.offices import KEEPERS
from services.portal.gateway import SaidNo
from services.portal.pages import appointing, facts, words
from services.portal.pages.checking import CheckPage
from services.portal.pages.dates import day_fields, day_in, day_written
from services.portal.pages.facts import Fact
from services.portal.pages.faults import told, whole_number
from services.portal.pages.listing import Listed, ListPage, older
from services.portal.pages.page import Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting
from services.portal.pages.words import Tag

router = Pages()
PATH, _API = appointing.BACK.href, "/api/opportunities/fellowships"
BACK = appointing.BACK
_ENDINGS = (
    (FellowshipEnding.LEFT.value, "The doctor left the post"),
    (FellowshipEnding.WITHDRAWN.value, "The post is withdrawn"),
    (FellowshipEnding.APPOINTED_IN_ERROR.value, "It was recorded in error"),
)
_END = ("reason", *day_fields("ended_on"))


class Fellowship(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: UUID
    doctor_id: UUID
    trust: str
    kind: FellowshipKind
    grade: str
    protected_percent: int
    reported_percent: int | None
    starts_on: date
    ends_on: date
    reason: FellowshipEnding | None
    ended_on: date | None
    version: int


class Fellowships(BaseModel):
    items: tuple[Fellowship, ...]
    next: UUID | None


@dataclass(frozen=True, kw_only=True)
class FellowshipPage(Page):
    template: ClassVar = "fellowship.html.jinja"
    back: Link | None = BACK
    path: str
    tag: Tag
    facts: tuple[Fact, ...]
    version: int
    may_report: bool
    may_end: bool
    reasons: tuple[tuple[str, str], ...] = _ENDINGS
    values: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""


@router.get(PATH)
async def fellowships(visit: Visiting, after: UUID | None = None) -> Response:
    page = await visit.ask.get(Fellowships, _API, after=after)
    called = await facts.names_shown(visit, {each.doctor_id for each in page.items})
    return visit.show(
        ListPage(
            title=BACK.text,
            begin=appointing.NEW if visit.roles & KEEPERS else None,
            listed=tuple(
                Listed(
                    f"{PATH}/{each.id}",
                    f"{facts.doctor(each.doctor_id, called)}, {FELLOWSHIPS[each.kind]}",
                    facts.days(each.starts_on, each.ends_on),
                    _standing(each, visit.today),
                )
                for each in page.items
            ),
            empty="Nobody is recorded where you work or hold a role.",
            older=older(PATH, page.next),
        )
    )


@router.get(PATH + "/{fellowship_id:uuid}")
async def fellowship(fellowship_id: UUID, visit: Visiting, done: str = "") -> Response:
    return await _show(visit, fellowship_id, notice=_DONE.get(done, ""))


@router.post(PATH + "/{fellowship_id:uuid}/share")
async def report_share(fellowship_id: UUID, visit: Visiting) -> Response:
    """As its holder sees it; they may say otherwise later."""
    values = {"percent": visit.text("percent")}
    percent = whole_number(values["percent"])
    if percent is None or percent > 100:
        faults = (Fault("percent", "Enter a whole number from 0 to 100"),)
        return await _show(visit, fellowship_id, values=values, faults=faults)
    return await _send(visit, fellowship_id, "share", {"percent": percent}, values=values, done="reported")


@router.post(PATH + "/{fellowship_id:uuid}/end")
async def end_fellowship(fellowship_id: UUID, visit: Visiting) -> Response:
    """For good: it is checked first."""
    values, step = {name: visit.text(name) for name in _END}, visit.text("step")
    faults = [] if values["reason"] in dict(_ENDINGS) else [Fault("reason", "Select why it ends")]
    last = day_in(values, "ended_on", "last day", faults)
    if step == "change" or faults or last is None:
        shown = () if step == "change" else tuple(faults)
        return await _show(visit, fellowship_id, values=values, faults=shown)
    if step == "send":
        body = {"reason": values["reason"], "ended_on": day_written(last)}
        return await _send(visit, fellowship_id, "ending", body, values=values, done="ended")
    page = CheckPage(
        back=Link("Back", f"{PATH}/{fellowship_id}"),
        path=f"{PATH}/{fellowship_id}/end",
        checked=(Fact("Why it ends", dict(_ENDINGS)[values["reason"]]), Fact("Last day", facts.day(last))),
        carried=(*values.items(), ("_version", visit.text("_version"))),
        send="End it",
        note="The doctor is told. It cannot be taken back.",
    )
    return visit.show(page)


_DONE = {
    "appointed": "It is entered. The doctor is told.",
    "reported": "Your answer is kept. Where it is less than was promised, the board's lead is told.",
    "ended": "It has ended. The doctor is told.",
}
_CHANGED = "This has changed since you opened it, so nothing was sent. Below is how it stands now."


async def _send(
    visit: Visit,
    fellowship_id: UUID,
    what: str,
    body: Mapping[str, Any],
    *,
    values: Mapping[str, str],
    done: str,
) -> Response:
    try:
        await visit.ask.post(f"{_API}/{fellowship_id}/{what}", body, key=visit.key, version=visit.version)
    except LostUpdate:
        return await _show(visit, fellowship_id, values=values, notice=_CHANGED, status=409)
    except SaidNo as no:
        if no.answered == 422:
            otherwise = "percent" if what == "share" else "ended_on-day"
            faults = told(no, tuple(values), otherwise=otherwise)
            return await _show(visit, fellowship_id, values=values, faults=faults)
        return await _show(visit, fellowship_id, values=values, notice=words.sentence(no.detail), status=409)
    return visit.go(f"{PATH}/{fellowship_id}?done={done}")


async def _show(
    visit: Visit,
    fellowship_id: UUID,
    *,
    values: Mapping[str, str] | None = None,
    faults: tuple[Fault, ...] = (),
    notice: str = "",
    status: int | None = None,
) -> Response:
    found = await visit.ask.get(Fellowship, f"{_API}/{fellowship_id}")
    called = await facts.names_shown(visit, {found.doctor_id})
    told_of = [
        Fact("Post", words.sentence(FELLOWSHIPS[found.kind])),
        Fact("Where", await facts.place(visit, found.trust)),
        Fact("When", facts.days(found.starts_on, found.ends_on)),
        Fact("Grade", found.grade),
        Fact("Time promised for leading", f"{found.protected_percent}%"),
    ]
    if found.reported_percent is not None:
        told_of.append(Fact("Time protected in truth", f"{found.reported_percent}%"))
    if found.reason and found.ended_on:
        told_of.append(Fact("Ended", f"{dict(_ENDINGS)[found.reason]}, {facts.day(found.ended_on)}"))
    keeps = visit.holds(KEEPERS, at=found.trust)
    page = FellowshipPage(
        title=facts.doctor(found.doctor_id, called),
        path=f"{PATH}/{fellowship_id}",
        tag=_standing(found, visit.today),
        facts=tuple(told_of),
        version=found.version,
        may_report=found.doctor_id == visit.person_id and found.reason is None and found.starts_on <= visit.today,
        may_end=keeps and found.reason is None,
        values=values or {},
        faults=faults,
        notice=notice,
    )
    return visit.show(page, status=status)


def _standing(of: Fellowship, today: date) -> Tag:
    if of.reason or of.ends_on < today:
        return Tag("Over", "grey")
    return Tag("To come", "blue") if of.starts_on > today else Tag("In post", "green")
