"""A programme's public catalogue: planned, changed, and released, by the deanery or the programme's director (R37)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar
from urllib.parse import quote
from uuid import UUID

from fastapi import Response

from chassis.errors import Forbidden, LostUpdate, NotFound
from services.portal.gateway import SaidNo
from services.portal.pages import facts, shapes
from services.portal.pages.checking import Carried, CheckPage
from services.portal.pages.dates import day_fields, day_in, day_written, typed
from services.portal.pages.facts import Fact
from services.portal.pages.faults import told
from services.portal.pages.listing import Listed, ListPage
from services.portal.pages.page import HOME, OVERTAKEN, Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting
from services.portal.pages.words import Tag

router = Pages()
PATH, API = "/catalogues", "/api/opportunities/catalogues"
CATALOGUES = Link("Catalogues of programmes", PATH)
_NEW = f"{PATH}/new"
_MOST_TRUSTS = 200  # as the service takes them: each is looked up by itself
_FIELDS = ("programme", "trusts", *day_fields("preferences_open_on"))


@dataclass(frozen=True, kw_only=True)
class PlanForm(Page):
    template: ClassVar = "catalogue_form.html.jinja"
    title: str = "When do preferences open?"
    back: Link | None = CATALOGUES
    path: str
    values: Mapping[str, str]
    carried: Carried = ()
    """Which version it changes."""


@dataclass(frozen=True, kw_only=True)
class PlannedPage(Page):
    template: ClassVar = "planned_catalogue.html.jinja"
    back: Link | None = CATALOGUES
    path: str
    tag: Tag
    facts: tuple[Fact, ...]
    version: int
    public: str
    """Where everybody reads it, once it is released."""
    notice: str = ""


@router.get(PATH)
async def planned_catalogues(visit: Visiting) -> Response:
    found = await visit.ask.get(shapes.PlannedCatalogues, API)
    return visit.show(
        ListPage(
            title=CATALOGUES.text,
            back=HOME,
            begin=Link("Plan a catalogue", _NEW),
            listed=tuple(
                Listed(
                    f"{PATH}/{each.id}",
                    f"Programme {each.programme}",
                    f"Preferences open on {facts.day(each.preferences_open_on)}",
                    _standing(visit, each),
                )
                for each in found.items
            ),
            empty="None is planned whose preferences are still to open.",
        )
    )


@router.get(_NEW)
async def plan_form(visit: Visiting) -> Response:
    return visit.show(PlanForm(path=_NEW, values={}))


@router.post(_NEW)
async def plan_catalogue(visit: Visiting) -> Response:
    return await _take(visit, _NEW, None)


@router.get(PATH + "/{catalogue_id:uuid}")
async def planned_catalogue(catalogue_id: UUID, visit: Visiting, done: str = "") -> Response:
    return await _show(visit, catalogue_id, notice=_DONE.get(done, ""))


@router.get(PATH + "/{catalogue_id:uuid}/change")
async def plan_anew_form(catalogue_id: UUID, visit: Visiting) -> Response:
    found = await _planned(visit, catalogue_id)
    values = {"programme": found.programme, "trusts": ", ".join(found.trusts)}
    values |= typed(preferences_open_on=found.preferences_open_on)
    carried = (("_version", str(found.version)),)
    return visit.show(PlanForm(path=f"{PATH}/{catalogue_id}/change", values=values, carried=carried))


@router.post(PATH + "/{catalogue_id:uuid}/change")
async def plan_anew(catalogue_id: UUID, visit: Visiting) -> Response:
    return await _take(visit, f"{PATH}/{catalogue_id}/change", catalogue_id)


@router.post(PATH + "/{catalogue_id:uuid}/release")
async def release_catalogue(catalogue_id: UUID, visit: Visiting) -> Response:
    """For good: it is checked first."""
    found = await _planned(visit, catalogue_id)
    path = f"{PATH}/{catalogue_id}"
    if visit.text("step") == "change":
        return visit.go(path)
    if visit.text("step") != "send":
        page = CheckPage(
            back=Link("Back", path),
            path=f"{path}/release",
            checked=await _told_of(visit, found),
            carried=(("_version", visit.text("_version")),),
            send="Make it public",
            note="Everybody reads what these trusts offer, without signing in. It cannot be taken back.",
        )
        return visit.show(page)
    try:
        await visit.ask.post(f"{API}/{catalogue_id}/release", key=visit.key, version=visit.version)
    except (LostUpdate, SaidNo):
        return await _show(visit, catalogue_id, notice=_CHANGED, status=409)
    return visit.go(f"{path}?done=released")


_CHANGED = "This has changed since you opened it, so nothing was sent. Below is how it stands now."
_DONE = {
    "planned": "It is planned. The medical education teams of its trusts are told.",
    "released": "It is public. The medical education teams of its trusts are told.",
    OVERTAKEN: _CHANGED,
}


async def _take(visit: Visit, path: str, catalogue_id: UUID | None) -> Response:
    """From the form to the answers to check, back to change them, or on their way."""
    values, step = {name: visit.text(name) for name in _FIELDS}, visit.text("step")
    carried = (("_version", visit.text("_version")),)
    body, faults = _read(values)
    trusts = {code: await facts.known_place(visit, code) for code in body["trusts"]} if not faults else {}
    if unknown := [code for code, name in trusts.items() if name is None]:
        faults = (Fault("trusts", f"No organisation is known by this code: {unknown[0]}"),)
    if step == "send" and not faults:
        try:
            return await _send(visit, body, catalogue_id)
        except SaidNo as no:
            faults = told(no, _FIELDS, otherwise="programme")
        except Forbidden:
            faults = (Fault("programme", "You do not plan for this programme"),)
    if step == "change" or faults:
        shown = () if step == "change" else faults
        return visit.show(PlanForm(path=path, values=values, carried=carried, faults=shown))
    page = CheckPage(
        back=Link("Back", path),
        path=path,
        checked=(
            Fact("Programme", body["programme"]),
            Fact("Trusts", "\n".join(name for name in trusts.values() if name)),
            Fact("Preferences open on", facts.day(date.fromisoformat(body["preferences_open_on"]))),
        ),
        carried=(*values.items(), *carried),
        send="Plan it",
        note="The medical education teams of these trusts are told by when it is to be public.",
    )
    return visit.show(page)


async def _send(visit: Visit, body: Mapping[str, Any], catalogue_id: UUID | None) -> Response:
    """Raises SaidNo. Who changes what has changed since sees how it stands."""
    if catalogue_id is None:
        made = await visit.ask.post(API, body, key=visit.key)
        return visit.go(f"{PATH}/{shapes.Raised.model_validate(made).id}?done=planned")
    try:
        await visit.ask.put(f"{API}/{catalogue_id}", body, version=visit.version)
    except LostUpdate:
        return visit.go(f"{PATH}/{catalogue_id}?done=overtaken")
    return visit.go(f"{PATH}/{catalogue_id}?done=planned")


async def _show(visit: Visit, catalogue_id: UUID, *, notice: str, status: int | None = None) -> Response:
    found = await _planned(visit, catalogue_id)
    public = f"/programmes/catalogue?programme={quote(found.programme, safe='')}"
    page = PlannedPage(
        title=f"Programme {found.programme}",
        path=f"{PATH}/{catalogue_id}",
        tag=_standing(visit, found),
        facts=(*await _told_of(visit, found), *readings(found)),
        version=found.version,
        public=public if found.released_at else "",
        notice=notice,
    )
    return visit.show(page, status=status)


async def _planned(visit: Visit, catalogue_id: UUID) -> shapes.PlannedCatalogue:
    """Raises NotFound for what they do not plan, and what is over."""
    found = await visit.ask.get(shapes.PlannedCatalogues, API)
    one = next((each for each in found.items if each.id == catalogue_id), None)
    if one is None:
        raise NotFound
    return one


async def _told_of(visit: Visit, of: shapes.PlannedCatalogue) -> tuple[Fact, ...]:
    return (
        Fact("Trusts", "\n".join([await facts.place(visit, code) for code in of.trusts])),
        Fact("Preferences open on", facts.day(of.preferences_open_on)),
        Fact("To be public by", facts.day(of.release_by)),
    )


def readings(of: shapes.PlannedCatalogue) -> tuple[Fact, ...]:
    """Once anybody could, and where that is counted."""
    if of.released_at is None or of.views is None:
        return ()
    return (Fact("Times read", f"{of.views}, of them {of.views_last_week} in the last seven days"),)


def _read(values: Mapping[str, str]) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    faults: list[Fault] = []
    trusts = list(dict.fromkeys(code.strip().upper() for code in values["trusts"].split(",") if code.strip()))
    if not values["programme"]:
        faults.append(Fault("programme", "Enter the number of the programme"))
    if not trusts:
        faults.append(Fault("trusts", "Enter the codes of its trusts"))
    elif len(trusts) > _MOST_TRUSTS:
        faults.append(Fault("trusts", f"Enter at most {_MOST_TRUSTS} codes"))
    elif wrong := [code for code in trusts if not (code.isascii() and code.isalnum() and len(code) <= 9)]:
        faults.append(Fault("trusts", f"This is no code of a trust: {wrong[0]}"))
    opens = day_in(values, "preferences_open_on", "day", faults)
    body = {"programme": values["programme"], "trusts": trusts, "preferences_open_on": day_written(opens)}
    return body, tuple(faults)


def _standing(visit: Visit, of: shapes.PlannedCatalogue) -> Tag:
    if of.released_at is not None:
        return Tag("Public", "green")
    late = of.release_by < visit.today
    return Tag("Late to be made public", "red") if late else Tag("To be made public", "blue")
