"""A forum is called together (R72, R73)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from fastapi import Response

from services.portal.gateway import SaidNo
from services.portal.pages.dates import at, day_fields, day_in, time_in
from services.portal.pages.faults import told
from services.portal.pages.forums import PATH, convened, send
from services.portal.pages.page import Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting

router = Pages()
_CALL = (*day_fields("on"), "starts_at", "ends_at", "with_residents_forum")


@dataclass(frozen=True, kw_only=True)
class CallForm(Page):
    template: ClassVar = "forum_call.html.jinja"
    title: str = "Call the forum together"
    path: str
    version: int | None
    values: Mapping[str, str]


@router.get(PATH + "/{forum_id:uuid}/call")
async def call_form(forum_id: UUID, visit: Visiting) -> Response:
    found = await convened(visit, forum_id)
    return _call_form(visit, forum_id, {"with_residents_forum": found.is_shared}, version=found.version)


@router.post(PATH + "/{forum_id:uuid}/call")
async def call_forum(forum_id: UUID, visit: Visiting) -> Response:
    """Whoever works there on that day is invited in their inbox."""
    values = {name: visit.text(name) for name in _CALL}
    faults: list[Fault] = []
    on = day_in(values, "on", "day", faults)
    start = time_in(values, "starts_at", "time it starts", faults)
    end = time_in(values, "ends_at", "time it ends", faults)
    if faults:
        return _call_form(visit, forum_id, values, version=visit.version, faults=tuple(faults))
    shared = values["with_residents_forum"] == "yes"
    body = {"starts_at": at(on, start), "ends_at": at(on, end), "with_residents_forum": shared}
    try:
        return await send(visit, forum_id, f"{forum_id}/meetings", body, done="called", raises=True)
    except SaidNo as no:
        wrong = told(no, _CALL, otherwise="on-day")
        return _call_form(visit, forum_id, values, version=visit.version, faults=wrong)


def _call_form(
    visit: Visit, forum_id: UUID, values: Mapping[str, str], *, version: int | None, faults: tuple[Fault, ...] = ()
) -> Response:
    path = f"{PATH}/{forum_id}"
    page = CallForm(back=Link("Back", path), path=f"{path}/call", version=version, values=values, faults=faults)
    return visit.show(page)
