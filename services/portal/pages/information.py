"""What is due before placements: recorded by the trust for many at once, contradicted by the doctor (R30 to R33)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import ClassVar
from uuid import UUID

from fastapi import Response

from contracts.vocabulary import PlacementInformation
from services.portal.gateway import SaidNo
from services.portal.pages import facts, shapes, words
from services.portal.pages.dates import day_fields, day_in, day_written, typed
from services.portal.pages.faults import told
from services.portal.pages.listing import older
from services.portal.pages.page import HOME, Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting
from services.portal.pages.words import Tag

router = Pages()
PATH, API = "/information", "/api/registry/placements"
_EARLIER = timedelta(days=42)
_WHAT = {
    PlacementInformation.DETAILS: "Details from the deanery",
    PlacementInformation.WORK_SCHEDULE: "Work schedule",
    PlacementInformation.ROTA: "Rota",
}
_OWED_TO_DOCTOR = frozenset({PlacementInformation.WORK_SCHEDULE, PlacementInformation.ROTA})
_FIELDS = ("information", *day_fields("on"))


@dataclass(frozen=True, slots=True)
class Shown:
    """One of the three, as its doctor reads it; ``missing``: what they can say has not come."""

    what: str
    text: str
    tag: Tag
    missing: str | None


@dataclass(frozen=True, slots=True)
class Choice:
    """A doctor who starts, to be recorded together with others."""

    id: UUID
    text: str
    hint: str
    chosen: bool


@dataclass(frozen=True, kw_only=True)
class InformationPage(Page):
    template: ClassVar = "information.html.jinja"
    title: str = "What is due before placements"
    back: Link | None = HOME
    path: str
    begun: Link | None
    """To placements that have begun."""
    starting: tuple[Choice, ...]
    kinds: tuple[tuple[str, str], ...] = tuple((one.value, text) for one, text in _WHAT.items())
    values: Mapping[str, str] = field(default_factory=dict)
    older: str | None
    notice: str = ""


@router.get(PATH)
async def information(
    visit: Visiting, since: date | None = None, after: UUID | None = None, done: str = ""
) -> Response:
    """The soonest first, from today or the day named on."""
    return await _show(visit, since, after, values=typed(on=visit.today), notice=_DONE.get(done, ""))


@router.post(PATH)
async def record_information(visit: Visiting, since: date | None = None, after: UUID | None = None) -> Response:
    """For all that are chosen, or for none."""
    values = {name: visit.text(name) for name in _FIELDS}
    chosen = tuple(each for each in visit.form.getlist("placements") if isinstance(each, str))
    faults = [] if chosen else [Fault("placements", "Select whose it was")]
    if values["information"] not in set(PlacementInformation):
        faults.append(Fault("information", "Select what was received or issued"))
    on = day_in(values, "on", "day", faults)
    if faults:
        return await _show(visit, since, after, values=values, chosen=chosen, faults=tuple(faults))
    body = {"information": values["information"], "on": day_written(on), "placements": chosen}
    try:
        await visit.ask.post(f"{API}/information", body, key=visit.key)
    except SaidNo as no:
        wrong = told(no, ("placements", *_FIELDS), otherwise="on-day")
        if no.said in _SAID:
            wrong = (Fault("placements", _SAID[no.said]),)
        return await _show(visit, since, after, values=values, chosen=chosen, faults=wrong)
    return visit.go(f"{_path(since)}{'&' if since else '?'}done=recorded")


@router.post("/placements/{placement_id:uuid}/information/{which}/not-received")
async def miss_information(placement_id: UUID, which: PlacementInformation, visit: Visiting) -> Response:
    """Who owes it is told; a second tap says nothing new."""
    try:
        await visit.ask.post(f"{API}/{placement_id}/information/{which}/not-received", key=visit.key)
    except SaidNo:
        return visit.go("/placements?done=overtaken")
    return visit.go("/placements?done=not-received")


async def clocks_of(visit: Visit, placement: shapes.Placement) -> tuple[Shown, ...]:
    """How the three stand of a placement that goes on or is to come."""
    if placement.cancelled or placement.end < visit.today:
        return ()
    found = await visit.ask.get(shapes.Clocks, f"{API}/{placement.id}/information")
    return tuple(_shown(each) for each in found.items)


_DONE = {"recorded": "It is recorded. Each doctor can see it, and say if it has not come."}
_SAID = {
    "contradicted-since": "The doctor has said since that it did not come: enter that day or a later",
    "placement-cancelled": "One of these placements is cancelled: open this page anew",
}


def _shown(of: shapes.Clock) -> Shown:
    happened = f", recorded for {facts.day(of.recorded_on)}" if of.recorded_on else ""
    owed = of.information in _OWED_TO_DOCTOR and of.state != "not_due" and of.not_received_at is None
    return Shown(
        _WHAT[of.information],
        f"due by {facts.day(of.due)}{happened}",
        _standing(of),
        of.information.value if owed else None,
    )


def _standing(of: shapes.Clock) -> Tag:
    if of.not_received_at is not None:
        return Tag("You said that it has not come", "yellow")
    if of.state == "met":
        return Tag("In time", "green")
    if of.state == "late":
        return Tag(f"{words.counted(of.days_late, 'day')} late", "orange")
    return Tag("Not due yet", "grey") if of.state == "not_due" else Tag("Not recorded", "red")


def _line(of: shapes.Clock) -> str:
    """As the trust reads it."""
    what = _WHAT[of.information]
    if of.not_received_at is not None:
        return f"{what}: the doctor says that it has not come"
    if of.recorded_on is None:
        return f"{what}: due by {facts.day(of.due)}"
    late = f", {words.counted(of.days_late, 'day')} late" if of.state == "late" else ""
    return f"{what}: {facts.day(of.recorded_on)}{late}"


async def _show(
    visit: Visit,
    since: date | None,
    after: UUID | None,
    *,
    values: Mapping[str, str],
    chosen: tuple[str, ...] = (),
    faults: tuple[Fault, ...] = (),
    notice: str = "",
) -> Response:
    page = await visit.ask.get(shapes.ClocksOfMany, f"{API}/information", since=since, after=after)
    earlier = visit.today - _EARLIER
    shown = InformationPage(
        path=older(_path(since), after) or _path(since),
        begun=None if since else Link("Placements that have begun as well", _path(earlier)),
        starting=tuple(
            Choice(
                each.placement_id,
                f"{f'Dr {each.doctor}' if each.doctor else 'A doctor whose name is not known yet'}, "
                f"from {facts.day(each.start)}",
                ". ".join(_line(clock) for clock in each.clocks),
                str(each.placement_id) in chosen,
            )
            for each in page.items
        ),
        values=values,
        older=older(_path(since), page.next),
        faults=faults,
        notice=notice,
    )
    return visit.show(shown)


def _path(since: date | None) -> str:
    return f"{PATH}?since={since}" if since else PATH
