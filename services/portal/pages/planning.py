"""Planning a trust's course, and calling it off: for who looks after what the trust offers (O-E2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar
from uuid import UUID

from fastapi import Response

from chassis.errors import LostUpdate, NotFound
from contracts.vocabulary import TrainingCancellationReason, TrainingKind
from contracts.vocabulary.labels import TRAINING_CANCELLATIONS
from services.portal.domain.offices import SCHEDULERS
from services.portal.gateway import SaidNo
from services.portal.pages import facts, words
from services.portal.pages.checking import CheckPage
from services.portal.pages.dates import at, day_fields, day_in, time_in
from services.portal.pages.facts import Fact
from services.portal.pages.faults import told, too_long, whole_number
from services.portal.pages.page import Fault, Link, Page
from services.portal.pages.repeated import Repeated
from services.portal.pages.routing import Pages
from services.portal.pages.shapes.training import Course, Session
from services.portal.pages.training import API, BACK
from services.portal.pages.visit import Visit, Visiting

router = Pages()
_NEW = "/training/new"
_FIELDS = ("trust", "kind", "title", "seats", "grades")
_SESSIONS = Repeated(
    counted="session-count",
    another="another-session",
    at_most=30,
    names=lambda n: (*day_fields(f"session_{n}"), f"starts_{n}", f"ends_{n}"),
)
_REASONS = tuple((one.value, words.sentence(text)) for one, text in TRAINING_CANCELLATIONS.items())


@dataclass(frozen=True, kw_only=True)
class CourseForm(Page):
    template: ClassVar = "course_form.html.jinja"
    title: str = "Plan a course"
    back: Link | None = BACK
    path: str = _NEW
    trusts: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str], ...] = tuple((one.value, text) for one, text in words.TRAINING.items())
    another: str = _SESSIONS.another
    values: Mapping[str, str]

    @property
    def sessions(self) -> range:
        return _SESSIONS.numbers(self.values)


@dataclass(frozen=True, kw_only=True)
class CallOffForm(Page):
    template: ClassVar = "course_call_off.html.jinja"
    title: str = "Why does this course not take place?"
    path: str
    about: str
    version: int | None
    reasons: tuple[tuple[str, str], ...] = _REASONS
    values: Mapping[str, str] = field(default_factory=dict)


@router.get(_NEW)
async def course_form(visit: Visiting) -> Response:
    trusts = await facts.places(visit, visit.places_as(SCHEDULERS))
    only = trusts[0][0] if len(trusts) == 1 else ""
    return visit.show(CourseForm(trusts=trusts, values={"trust": only}))


@router.post(_NEW)
async def plan_course(visit: Visiting) -> Response:
    """From the form to the answers to check, and back to change them; from there it is open to be booked."""
    values, step = {name: visit.text(name) for name in _FIELDS} | _SESSIONS.typed_in(visit), visit.text("step")
    trusts = await facts.places(visit, visit.places_as(SCHEDULERS))
    asked, faults = _read(visit, values, dict(trusts))
    if step in (_SESSIONS.another, "change") or faults:
        shown = faults if step not in (_SESSIONS.another, "change") else ()
        return visit.show(CourseForm(trusts=trusts, values=values, faults=shown))
    if step != "send":
        return visit.show(_check(asked, values, dict(trusts)))
    try:
        planned = await visit.ask.post(f"{API}/courses", asked, key=visit.key)
    except SaidNo as no:
        wrong = told(no, tuple(values), otherwise="session_1-day")
        return visit.show(CourseForm(trusts=trusts, values=values, faults=wrong))
    return visit.go(f"/training/{planned['id']}?done=planned")


@router.get("/training/{course_id:uuid}/call-off")
async def call_off_course_form(course_id: UUID, visit: Visiting) -> Response:
    return visit.show(await _call_off(visit, course_id))


@router.post("/training/{course_id:uuid}/call-off")
async def call_off_course(course_id: UUID, visit: Visiting) -> Response:
    reason = visit.text("reason")
    if reason not in set(TrainingCancellationReason):
        missing = (Fault("reason", "Select why it does not take place"),)
        return visit.show(await _call_off(visit, course_id, version=visit.version, faults=missing))
    path = f"{API}/courses/{course_id}/cancellation"
    try:
        await visit.ask.post(path, {"reason": reason}, key=visit.key, version=visit.version)
    except (LostUpdate, SaidNo):
        return visit.go(f"/training/{course_id}?done=overtaken")
    return visit.go(f"/training/{course_id}?done=called-off")


async def _call_off(
    visit: Visit, course_id: UUID, *, version: int | None = None, faults: tuple[Fault, ...] = ()
) -> CallOffForm:
    """Raises NotFound for whose it is not, and where there is nothing to call off any more."""
    found = await visit.ask.get(Course, f"{API}/courses/{course_id}")
    if not found.may_be_called_off:
        raise NotFound
    begins = found.sessions[0]
    return CallOffForm(
        back=Link("Back", f"/training/{course_id}"),
        path=f"/training/{course_id}/call-off",
        about=f"{found.title}, {facts.hours(begins.starts_at, begins.ends_at)}",
        version=version or found.version,
        faults=faults,
    )


def _check(asked: Mapping[str, Any], values: Mapping[str, str], trusts: Mapping[str, str]) -> CheckPage:
    sessions = [Session.model_validate(each) for each in asked["sessions"]]
    return CheckPage(
        title="Check your answers before the course is offered",
        back=Link("Back", _NEW),
        path=_NEW,
        checked=(
            Fact("Where", trusts[asked["trust"]]),
            Fact("What it teaches", words.TRAINING[TrainingKind(asked["kind"])]),
            Fact("Title", asked["title"]),
            Fact("Seats", str(asked["seats"])),
            Fact("For", ", ".join(asked["grades"]) or "All grades"),
            Fact("When", "\n".join(facts.hours(each.starts_at, each.ends_at) for each in sessions)),
        ),
        carried=tuple(values.items()),
        send="Offer this course",
        note="Doctors who work there can book it at once. You answer for it, and are told of seats given back.",
    )


def _read(
    visit: Visit, values: Mapping[str, str], trusts: Mapping[str, str]
) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    """As the service takes it, and what is missing."""
    faults: list[Fault] = []
    if values["trust"] not in trusts:
        faults.append(Fault("trust", "Select where it is"))
    if values["kind"] not in set(TrainingKind):
        faults.append(Fault("kind", "Select what it teaches"))
    if not values["title"]:
        faults.append(Fault("title", "Enter what it is called"))
    faults += too_long("title", values["title"], at_most=200)
    seats = whole_number(values["seats"])
    if not seats:
        faults.append(Fault("seats", "Enter how many seats there are, in whole numbers"))
    grades = [line.strip() for line in values["grades"].splitlines() if line.strip()]
    if len(grades) > 30 or any(len(grade) > 80 for grade in grades):
        faults.append(Fault("grades", "Write at most 30 grades, each of at most 80 characters"))
    asked = {**{name: values[name] for name in ("trust", "kind", "title")}, "seats": seats, "grades": grades}
    sessions = [_session(values, n, faults) for n in _SESSIONS.filled(values) or (1,)]
    return asked | {"organiser_id": str(visit.person_id), "sessions": sessions}, tuple(faults)


def _session(values: Mapping[str, str], n: int, faults: list[Fault]) -> dict[str, str | None]:
    on = day_in(values, f"session_{n}", "day", faults)
    begins = time_in(values, f"starts_{n}", "time it starts", faults)
    ends = time_in(values, f"ends_{n}", "time it ends", faults)
    if begins and ends and ends <= begins:
        faults.append(Fault(f"ends_{n}", "The time it ends must be after the time it starts"))
    return {"starts_at": at(on, begins), "ends_at": at(on, ends)}
