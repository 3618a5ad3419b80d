"""What a doctor needs to take part, asked of one person in confidence. What it is stands in no address or title."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from fastapi import Response

from chassis.errors import LostUpdate
from services.portal.gateway import SaidNo
from services.portal.pages import facts, shapes
from services.portal.pages.checking import CheckPage
from services.portal.pages.facts import Fact
from services.portal.pages.faults import told, too_long
from services.portal.pages.page import Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting

router = Pages()
_API = "/api/opportunities"
_FIELDS = ("needs", "host_id")
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class ArrangementForm(Page):
    template: ClassVar = "arrangement_form.html.jinja"
    title: str = "What should be arranged?"
    path: str
    version: int | None
    hosts: Choices
    values: Mapping[str, str]


@router.get("/interest/{participation_id:uuid}/arrangement")
async def arrangement_form(participation_id: UUID, visit: Visiting) -> Response:
    """With what they asked before, to be asked otherwise; what is arranged is asked no more."""
    possible = await _possible(visit, participation_id)
    asked = await _asked_before(visit, participation_id)
    if asked is None:
        return await _form(visit, participation_id, possible, {"host_id": str(possible.lead_id)}, version=None)
    if again(visit, asked) is None:
        return visit.go(f"/arrangements/{asked.id}")
    values = {"needs": asked.needs, "host_id": str(asked.host_id)}
    return await _form(visit, participation_id, possible, values, version=asked.version)


@router.post("/interest/{participation_id:uuid}/arrangement")
async def ask_for_arrangement(participation_id: UUID, visit: Visiting) -> Response:
    possible = await _possible(visit, participation_id)
    hosts = await _hosts(visit, possible)
    values, step = {name: visit.text(name) for name in _FIELDS}, visit.text("step")
    faults = too_long("needs", values["needs"])
    if not values["needs"]:
        faults = (Fault("needs", "Write what you need"),)
    if values["host_id"] not in dict(hosts):
        faults = (*faults, Fault("host_id", "Select who should read it"))
    if step == "change" or faults:
        shown = () if step == "change" else faults
        return await _form(visit, participation_id, possible, values, version=visit.version, faults=shown)
    if step == "send":
        try:
            path = f"{_API}/participations/{participation_id}/adaptation"
            await visit.ask.put(path, values, version=visit.version)
        except LostUpdate:
            return visit.go("/arrangements?done=overtaken")
        except SaidNo as no:
            faults = told(no, _FIELDS, otherwise="needs")
            return await _form(visit, participation_id, possible, values, version=visit.version, faults=faults)
        return visit.go("/arrangements?done=sent")
    page = CheckPage(
        back=Link("Back", _path(participation_id)),
        path=_path(participation_id),
        checked=(Fact("What you need", values["needs"]), Fact("Who should read it", dict(hosts)[values["host_id"]])),
        carried=(*values.items(), ("_version", visit.text("_version"))),
        send="Send",
        note="They read this, and nobody else does. You are told when they answer.",
    )
    return visit.show(page)


def again(visit: Visit, of: shapes.Adaptation) -> Link | None:
    """For its doctor, while it is not arranged."""
    may_ask = of.doctor_id == visit.person_id and visit.is_a_doctor and of.status in ("requested", "refused")
    return Link("Ask otherwise, or somebody else", _path(of.participation_id)) if may_ask else None


async def _possible(visit: Visit, participation_id: UUID) -> shapes.Hosts:
    """Raises NotFound for what others asked to take part in."""
    return await visit.ask.get(shapes.Hosts, f"{_API}/participations/{participation_id}/hosts")


async def _asked_before(visit: Visit, participation_id: UUID) -> shapes.Adaptation | None:
    """What they asked to take part in this, which their list has: theirs, and what waits for them as a host."""
    after: UUID | None = None
    while True:
        page = await visit.ask.get(shapes.Adaptations, f"{_API}/adaptations", after=after, limit=100)
        for each in page.items:
            if each.participation_id == participation_id:
                return each
        if page.next is None:
            return None
        after = page.next


async def _hosts(visit: Visit, possible: shapes.Hosts) -> Choices:
    """By name, and who leads it first."""
    called = await facts.names(visit, possible.items)
    ordered = sorted(called, key=lambda person: (person != possible.lead_id, called[person]))
    return tuple((str(each), called[each] + (", who leads it" if each == possible.lead_id else "")) for each in ordered)


async def _form(
    visit: Visit,
    participation_id: UUID,
    possible: shapes.Hosts,
    values: Mapping[str, str],
    *,
    version: int | None,
    faults: tuple[Fault, ...] = (),
) -> Response:
    page = ArrangementForm(
        back=Link("Back", f"/interest/{participation_id}"),
        path=_path(participation_id),
        version=version,
        hosts=await _hosts(visit, possible),
        values=values,
        faults=faults,
    )
    return visit.show(page)


def _path(participation_id: UUID) -> str:
    return f"/interest/{participation_id}/arrangement"
