"""Asking to be released from duty for something inside the trust: what for, what, and when."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from fastapi import Response

from contracts.vocabulary import LeavePurpose, LeaveType
from contracts.vocabulary.labels import RELEASES
from services.portal.pages import particulars, shapes, words
from services.portal.pages.asking import Form, asked, days_asked, days_checked, needed
from services.portal.pages.dates import day_fields, typed
from services.portal.pages.facts import Fact
from services.portal.pages.page import Fault
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting

router = Pages()
PATH = "/leave/release"

_SINGLE = ("purpose", "activity", "short_notice_reason")
_FIELDS = (*_SINGLE, *particulars.PLACE, *day_fields("first_day", "last_day"))


@dataclass(frozen=True, kw_only=True)
class ReleaseForm(Form):
    template: ClassVar = "release_form.html.jinja"
    title: str = "Ask for release from duty"
    path: str = PATH
    purposes: tuple[tuple[str, str], ...] = tuple((one.value, words.sentence(text)) for one, text in RELEASES.items())


@router.get("/leave/release")
async def release_form(visit: Visiting) -> Response:
    return visit.show(ReleaseForm(values={}))


@router.post("/leave/release")
async def ask_for_release(visit: Visiting) -> Response:
    return await taken(visit, ReleaseForm)


async def taken(visit: Visit, form: Callable[..., ReleaseForm], **kept: Any) -> Response:
    """What was typed into the form, on its way; ``kept`` is what of a returned request the form does not ask for."""
    values = {name: visit.text(name) for name in _FIELDS}
    faults: list[Fault] = []
    wish = {
        **kept,
        "type": LeaveType.RELEASE,
        "purpose": needed(values, faults, "purpose", "Select what it is for", among=tuple(RELEASES)),
        "activity": needed(values, faults, "activity", "Enter what you will do"),
        **days_asked(values, faults),
        **particulars.place_in(values, faults),
    }
    return await asked(visit, form, values, wish, faults, _checked)


def typed_before(leave: shapes.Leave) -> dict[str, str]:
    """A request as it stands in the form."""
    place = {name: text for name, text in particulars.typed(leave).items() if name in particulars.PLACE}
    days = typed(first_day=leave.first_day, last_day=leave.last_day)
    return {**{name: getattr(leave, name) or "" for name in _SINGLE}, **place, **days}


def _checked(wish: Mapping[str, Any]) -> tuple[Fact, ...]:
    return (
        Fact("What it is for", words.sentence(RELEASES[LeavePurpose(wish["purpose"])])),
        Fact("Activity", wish["activity"]),
        *particulars.place(wish.get("location"), remote=wish.get("remote", False)),
        *days_checked(wish),
    )
