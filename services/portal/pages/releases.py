"""Who booked a course and needs release from duty; whoever plans the rota says where that cannot be (O-E2, R17)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar
from uuid import UUID

from fastapi import Response

from chassis.errors import LostUpdate, NotFound
from contracts.vocabulary import DUTY_REASONS, AppealOutcome, RefusalReason
from contracts.vocabulary.labels import REFUSALS
from services.portal.domain.offices import JUDGES, RELEASERS
from services.portal.gateway import SaidNo
from services.portal.pages import facts, words
from services.portal.pages.checking import CheckPage
from services.portal.pages.facts import Fact
from services.portal.pages.faults import told, too_long
from services.portal.pages.listing import Listed, ListPage, older
from services.portal.pages.page import Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.shapes.training import Course, Courses, Seat
from services.portal.pages.training import API, of_appeal
from services.portal.pages.visit import Visit, Visiting
from services.portal.pages.words import Tag

router = Pages()
PATH = "/releases"
BACK = Link("Release for courses", PATH)
_WRITTEN = {
    "words": ("Explanation", "Explain why, for the doctor to read"),
    "alternative": ("Instead", "Offer something instead, such as another date"),
    "next_step": ("What the doctor can do next", "Write what the doctor can do next"),
}
"""The words of a refusal (R17): what they are called, and what is said where they are missing."""


@dataclass(frozen=True, kw_only=True)
class ReleasePage(Page):
    """One doctor's seat, of which nobody is released by saying nothing: only that they are not is said."""

    template: ClassVar = "release.html.jinja"
    path: str
    facts: tuple[Fact, ...]
    version: int
    may_refuse: bool
    may_answer: bool
    outcomes: tuple[tuple[str, str], ...] = tuple((each.value, tag.text) for each, tag in words.RELEASE_APPEALS.items())
    reasons: tuple[tuple[str, str], ...]
    values: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""


@router.get(PATH)
async def releases(visit: Visiting, after: UUID | None = None) -> Response:
    page = await visit.ask.get(Courses, f"{API}/courses", after=after)
    shown = ListPage(
        title=BACK.text,
        intro="Doctors who book a course count on their release. Say so early where it cannot be.",
        listed=tuple(Listed(f"{PATH}/{each.id}", each.title, _when(each)) for each in page.items),
        empty="No course is planned where you plan the rotas.",
        older=older(PATH, page.next),
    )
    return visit.show(shown)


@router.get(PATH + "/{course_id:uuid}")
async def releases_of_course(course_id: UUID, visit: Visiting, done: str = "") -> Response:
    found = await visit.ask.get(Course, f"{API}/courses/{course_id}")
    called = await facts.names_shown(visit, {seat.doctor_id for seat in found.bookings})
    shown = ListPage(
        title=found.title,
        back=BACK,
        intro=_when(found),
        listed=tuple(
            Listed(f"{PATH}/{course_id}/{each.id}", facts.doctor(each.doctor_id, called), "", _standing(found, each))
            for each in found.bookings
        ),
        empty="Nobody has booked yet.",
        notice=_DONE.get(done, ""),
    )
    return visit.show(shown)


@router.get(PATH + "/{course_id:uuid}/{booking_id:uuid}")
async def release(course_id: UUID, booking_id: UUID, visit: Visiting) -> Response:
    return await _show(visit, course_id, booking_id)


@router.post(PATH + "/{course_id:uuid}/{booking_id:uuid}")
async def refuse_release(course_id: UUID, booking_id: UUID, visit: Visiting) -> Response:
    """For good, for the seat is free again: it is checked first."""
    values, step = {name: visit.text(name) for name in ("reason", *_WRITTEN)}, visit.text("step")
    faults = tuple(fault for name in _WRITTEN for fault in _missing(name, values[name]))
    if values["reason"] not in DUTY_REASONS:
        faults = (Fault("reason", "Select a reason"), *faults)
    if step == "change" or faults:
        return await _show(visit, course_id, booking_id, values=values, faults=() if step == "change" else faults)
    if step == "send":
        return await _send(visit, course_id, booking_id, "refusal", values, values=values, done="refused")
    path = f"{PATH}/{course_id}/{booking_id}"
    reason = words.sentence(REFUSALS[RefusalReason(values["reason"])])
    page = CheckPage(
        title="Check your answers before refusing",
        back=Link("Back", path),
        path=path,
        checked=(Fact("Reason", reason), *(Fact(called, values[name]) for name, (called, _) in _WRITTEN.items())),
        carried=(*values.items(), ("_version", visit.text("_version"))),
        send="Refuse release",
        note="The doctor reads this, and whoever runs the course. The seat is free again.",
    )
    return visit.show(page)


def _missing(name: str, text: str) -> tuple[Fault, ...]:
    return too_long(name, text) if text else (Fault(name, _WRITTEN[name][1]),)


@router.post(PATH + "/{course_id:uuid}/{booking_id:uuid}/answer")
async def answer_release_appeal(course_id: UUID, booking_id: UUID, visit: Visiting) -> Response:
    """For good: it is checked first."""
    values, step = {name: visit.text(name) for name in ("outcome", "answer")}, visit.text("step")
    faults = too_long("answer", values["answer"])
    if not values["answer"]:
        faults = (Fault("answer", "Explain your answer, for the doctor to read"),)
    if values["outcome"] not in set(AppealOutcome):
        faults = (Fault("outcome", "Select what your answer is"), *faults)
    if step == "change" or faults:
        return await _show(visit, course_id, booking_id, values=values, faults=() if step == "change" else faults)
    if step == "send":
        body = {"outcome": values["outcome"], "words": values["answer"]}
        return await _send(visit, course_id, booking_id, "appeal/answer", body, values=values, done="answered")
    path = f"{PATH}/{course_id}/{booking_id}"
    outcome = words.RELEASE_APPEALS[AppealOutcome(values["outcome"])].text
    page = CheckPage(
        back=Link("Back", path),
        path=f"{path}/answer",
        checked=(Fact("Your answer", outcome), Fact("Explanation", values["answer"])),
        carried=(*values.items(), ("_version", visit.text("_version"))),
        send="Send the answer",
        note="The doctor reads this. Whoever plans the rota is told what you answer, but not your words. It is final.",
    )
    return visit.show(page)


_CHANGED = "Bookings of this course have changed since you opened it, so nothing was sent. Below is how it stands now."


_DONE = {
    "refused": "The doctor is told, with your reasons.",
    "answered": "Your answer is sent. The doctor and whoever plans the rota are told.",
}


async def _send(
    visit: Visit,
    course_id: UUID,
    booking_id: UUID,
    what: str,
    body: Mapping[str, str],
    *,
    values: Mapping[str, str],
    done: str,
) -> Response:
    path = f"{API}/bookings/{booking_id}/{what}"
    try:
        await visit.ask.post(path, body, key=visit.key, version=visit.version)
    except LostUpdate:
        return await _show(visit, course_id, booking_id, values=values, notice=_CHANGED, status=409)
    except SaidNo as no:
        if no.answered == 422:
            faults = told(no, tuple(values), otherwise=tuple(values)[1])
            return await _show(visit, course_id, booking_id, values=values, faults=faults)
        return await _show(visit, course_id, booking_id, notice=words.sentence(no.detail), status=409)
    return visit.go(f"{PATH}/{course_id}?done={done}")


async def _show(
    visit: Visit,
    course_id: UUID,
    booking_id: UUID,
    *,
    values: Mapping[str, str] | None = None,
    faults: tuple[Fault, ...] = (),
    notice: str = "",
    status: int | None = None,
) -> Response:
    found = await visit.ask.get(Course, f"{API}/courses/{course_id}")
    seat = _seat(found, booking_id)
    called = await facts.names_shown(visit, {seat.doctor_id})
    decided_by = await facts.name(visit, seat.decided_by if seat.reason else None)
    page = ReleasePage(
        title=f"{facts.doctor(seat.doctor_id, called)}: {found.title}",
        back=Link("Back", f"{PATH}/{course_id}"),
        path=f"{PATH}/{course_id}/{booking_id}",
        facts=(
            Fact("When", "\n".join(facts.hours(each.starts_at, each.ends_at) for each in found.sessions)),
            Fact("Where", await facts.place(visit, found.trust)),
            Fact("Seat", words.ATTENDEES[seat.status].text),
            *((Fact("Decided by", decided_by),) if decided_by else ()),
            *_refused(seat),
            *of_appeal(found, seat),
        ),
        version=found.version,
        may_refuse=seat.status == "booked"
        and visit.holds(RELEASERS, at=found.trust)
        and not found.is_released(seat.doctor_id),
        may_answer=_waits(found, seat)
        and visit.holds(JUDGES, at=found.trust)
        and visit.person_id not in (seat.doctor_id, seat.decided_by),
        reasons=tuple(
            (reason.value, words.sentence(text)) for reason, text in REFUSALS.items() if reason in found.refusal_codes
        ),
        values=values or {},
        faults=faults,
        notice=notice,
    )
    return visit.show(page, status=status)


def _refused(seat: Seat) -> tuple[Fact, ...]:
    """Why they are not released, for who is to judge that."""
    if seat.reason is None:
        return ()
    said = [("Reason", words.sentence(REFUSALS[seat.reason]))]
    said += [(called, text) for name, (called, _) in _WRITTEN.items() if (text := getattr(seat, name))]
    return tuple(Fact(label, text) for label, text in said)


def _seat(of: Course, booking_id: UUID) -> Seat:
    """Raises NotFound."""
    seat = next((each for each in of.bookings if each.id == booking_id), None)
    if seat is None:
        raise NotFound
    return seat


def _standing(of: Course, seat: Seat) -> Tag:
    return words.OPEN_APPEAL if _waits(of, seat) else words.ATTENDEES[seat.status]


def _waits(of: Course, seat: Seat) -> bool:
    """Whether its appeal is to be answered."""
    return seat.is_appealed and of.cancelled_at is None


def _when(of: Course) -> str:
    return facts.hours(of.sessions[0].starts_at, of.sessions[-1].ends_at)
