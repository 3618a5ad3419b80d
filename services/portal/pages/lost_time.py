"""Protected time that was lost: a few answers on one page, and the lists of who may read them (R40-R48).

Whoever looks at a screen, a history or a trace learns nothing: no address and no title says what is behind it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from fastapi import Response

from services.portal.domain.offices import READERS
from services.portal.gateway import SaidNo
from services.portal.pages import exception_access, facts, shapes, words
from services.portal.pages.dates import day_fields, day_in, day_written, typed
from services.portal.pages.faults import told, whole_number
from services.portal.pages.listing import Listed, ListPage, older
from services.portal.pages.page import Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting

router = Pages()
PATH, API = "/private", "/api/leave/lost-time"
BACK = Link("Private items", PATH)
COUNTS = f"{PATH}/numbers"
_NEW, _TO_ANSWER, _SHARED = f"{PATH}/new", f"{PATH}/to-answer", f"{PATH}/shared"
_CHOSEN = {
    "minutes": "Select how much time was lost",
    "kind": "Select what the time was for",
    "because": "Select why it was lost",
    "exception_report": "Select whether you have raised an exception report",
}
"""What is said where they are missing, in the order of the form."""
_FIELDS = (*day_fields("session_on"), *_CHOSEN, "exception_reference")
_AT_FIELDS: Mapping[str, str] = {"reference-without-report": "exception_reference"}
_LONGEST, _STEP = 720, 15
"""Minutes, as the form offers them; what is taken, the leave service says."""

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class LostTimeForm(Page):
    template: ClassVar = "lost_time_form.html.jinja"
    title: str = "New private report"
    back: Link | None = BACK
    path: str = _NEW
    statement: str
    system: str | None
    """Where the contractual report is raised: an address, or a name."""
    minutes: Choices
    kinds: Choices
    causes: Choices
    exception_reports: Choices
    values: Mapping[str, str]


@router.get(PATH)
async def private(visit: Visiting, after: UUID | None = None) -> Response:
    """One's own reports, and the way to those that one may read: to look at these is noted."""
    page = await visit.ask.get(shapes.LostTimes, API, after=after)
    links = [Link("See what others share with you", _SHARED)]
    if visit.is_a_doctor:
        links.append(Link("Say if you can report exceptions where you work", exception_access.PATH))
    if visit.roles & READERS:
        links.insert(0, Link("See what waits for an answer at your trust", _TO_ANSWER))
        links.append(Link("See the numbers of your trust", COUNTS))
    return visit.show(
        ListPage(
            title=BACK.text,
            intro=_INTRO if visit.is_a_doctor else "Doctors' reports of protected time that they did not get.",
            begin=Link("Report lost time", _NEW) if visit.is_a_doctor else None,
            links=tuple(links),
            listed=tuple(_listed(each, facts.day(each.session_on)) for each in page.items),
            empty="You have reported nothing.",
            older=older(PATH, page.next),
        )
    )


@router.get(_TO_ANSWER)
async def private_to_answer(visit: Visiting, after: UUID | None = None, everything: bool = False) -> Response:
    """What an office of theirs lets them read."""
    page = await visit.ask.get(shapes.LostTimes, f"{API}/at-my-trust", waiting=not everything, after=after)
    waiting, whole = (
        Link("See only what waits for an answer", _TO_ANSWER),
        Link("See all", f"{_TO_ANSWER}?everything=true"),
    )
    here, other = (whole, waiting) if everything else (waiting, whole)
    return await _others(visit, page, title="Private items of your trust", path=here.href, links=(other,))


@router.get(_SHARED)
async def private_shared(visit: Visiting, after: UUID | None = None) -> Response:
    page = await visit.ask.get(shapes.LostTimes, f"{API}/shared-with-me", after=after)
    return await _others(visit, page, title="Private items shared with you", path=_SHARED)


@router.get(_NEW)
async def lost_time_form(visit: Visiting) -> Response:
    return await _form(visit, typed(session_on=visit.today))


@router.post(_NEW)
async def report_lost_time(visit: Visiting) -> Response:
    """On its way without being asked again: it takes a minute, and can be withdrawn until it is resolved."""
    values = {name: visit.text(name) for name in _FIELDS}
    report, faults = _read(values)
    if faults:
        return await _form(visit, values, faults)
    try:
        sent = await visit.ask.post(API, report, key=visit.key)
    except SaidNo as no:
        otherwise = _AT_FIELDS.get(no.said, "session_on-day")
        return await _form(visit, values, told(no, _FIELDS, otherwise=otherwise))
    return visit.go(f"{PATH}/{shapes.Raised.model_validate(sent).id}?done=true")


_INTRO = (
    "Self-development time, teaching or leadership time that you did not get. Only you, the director of medical "
    "education and the guardian of safe working hours where you are employed read it, unless you share it."
)


def labels(choices: tuple[shapes.Choice, ...]) -> Choices:
    return tuple((one.code, one.label) for one in choices)


async def _others(
    visit: Visit, page: shapes.LostTimes, *, title: str, path: str, links: tuple[Link, ...] = ()
) -> Response:
    called = await facts.names_shown(visit, {each.doctor_id for each in page.items})
    shown = ListPage(
        title=title,
        back=BACK,
        intro="Each doctor can see that you looked.",
        links=links,
        listed=tuple(_listed(each, facts.doctor(each.doctor_id, called)) for each in page.items),
        empty="There is nothing here.",
        older=older(path, page.next),
    )
    return visit.show(shown)


def _listed(of: shapes.LostTime, heading: str) -> Listed:
    return Listed(f"{PATH}/{of.id}", heading, "Overdue" if of.overdue else "", words.LOST_TIME[of.status])


async def _form(visit: Visit, values: Mapping[str, str], faults: tuple[Fault, ...] = ()) -> Response:
    said = await visit.ask.get(shapes.LostTimeForm, f"{API}/form")
    page = LostTimeForm(
        statement=said.statement,
        system=said.exception_system,
        minutes=tuple((str(n), words.time_spent(n)) for n in range(_STEP, _LONGEST + _STEP, _STEP)),
        kinds=labels(said.kinds),
        causes=labels(said.causes),
        exception_reports=labels(said.exception_reports),
        values=values,
        faults=faults,
    )
    return visit.show(page)


def _read(values: Mapping[str, str]) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    """The report as the service takes it, and what is missing."""
    faults: list[Fault] = []
    on = day_in(values, "session_on", "day", faults)
    faults += [Fault(name, missing) for name, missing in _CHOSEN.items() if not values[name]]
    report = {name: values[name] for name in _CHOSEN} | {
        "session_on": day_written(on),
        "minutes": whole_number(values["minutes"]),
        "exception_reference": values["exception_reference"] or None,
    }
    return report, tuple(faults)
