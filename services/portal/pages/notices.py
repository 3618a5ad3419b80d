"""What a notice is about: what it may not hold itself, and where all of it is, by kind."""

from collections.abc import Awaitable, Callable, Mapping

from chassis.errors import Forbidden, NotFound
from services.portal.domain.offices import (
    DRAFTERS,
    JUDGES,
    PLANNERS,
    PUBLISHERS,
    RECORDERS,
    RELEASERS,
    SEE_COMMITMENTS,
    SEE_VACANCIES,
)
from services.portal.pages import facts, leave_facts, portfolio, shapes, vacancies
from services.portal.pages.declarations import Declaration
from services.portal.pages.enquiries import Enquiry
from services.portal.pages.facts import Fact
from services.portal.pages.fellowships import Fellowship
from services.portal.pages.page import Link
from services.portal.pages.shapes.training import Course
from services.portal.pages.training import is_own_seat
from services.portal.pages.visit import Visit

Told = tuple[tuple[Fact, ...], Link | None]
"""What the notice itself may not hold, and where to read on."""
_Tell = Callable[[Visit, str], Awaitable[Told]]


async def what_it_is_about(visit: Visit, about: shapes.About) -> Told:
    """What is gone, or no longer theirs to see, is left out: the notice stays. Raises ServiceAway."""
    tell = TELLS.get(about.kind)
    try:
        return await tell(visit, about.id) if tell else ((), None)
    except (NotFound, Forbidden):
        return (), None


async def _of_leave(visit: Visit, which: str) -> Told:
    leave = await visit.ask.get(shapes.Leave, f"/api/leave/requests/{which}")
    if leave.doctor_id == visit.person_id:
        return await leave_facts.refusal(visit, leave), Link("See the request", f"/leave/{which}")
    return (), Link("See the request", f"/{'appeals' if leave.open_appeal else 'approvals'}/{which}")


async def _of_placement(visit: Visit, which: str) -> Told:
    mine = await visit.ask.get(shapes.Placements, "/api/registry/people/me/placements")
    if any(str(placement.id) == which for placement in mine.items):
        return (), Link("See your placements", f"/placements#placement-{which}")
    if visit.roles & RECORDERS:
        found = await visit.ask.get(shapes.Placement, f"/api/registry/placements/{which}")
        if not found.cancelled:
            return (), Link("See what is due before it", f"/information?since={found.start}")
    return (), None


async def _of_dispute(visit: Visit, which: str) -> Told:
    dispute = await visit.ask.get(shapes.Dispute, f"/api/registry/disputes/{which}")
    return (*facts.of_dispute(dispute), *facts.answer_of(dispute)), Link("See the dispute", f"/disputes/{which}")


async def _of_feedback(visit: Visit, which: str) -> Told:
    said = await visit.ask.get(shapes.Feedback, f"/api/feedback/written/{which}")
    return (
        Fact("Activity", said.activity),
        Fact("What went well", said.did_well),
        Fact("What to do more of", said.do_more),
        Fact("Next step", said.next_step),
    ), None


async def _of_participation(visit: Visit, which: str) -> Told:
    told = await visit.ask.get(shapes.Participation, f"/api/opportunities/participations/{which}")
    said = (("Why it is of interest", told.why), ("The answer", told.words))
    mine = told.doctor_id == visit.person_id
    link = Link("See what you asked for", f"/interest/{which}") if mine else Link("Answer it", f"/leading/{which}")
    return tuple(Fact(label, text) for label, text in said if text), link


async def _of_booking(visit: Visit, which: str) -> Told:
    told = await visit.ask.get(shapes.Booking, f"/api/role_modelling/bookings/{which}")
    if told.doctor_id != visit.person_id:
        link = Link("See the booking", f"/hosting/bookings/{which}")
        return (Fact("What the doctor wants to learn", told.objective),), link
    text = "Write your debrief" if told.status == "attended" else "See your booking"
    return (), Link(text, f"/shadowing/bookings/{which}")


async def _of_shadowing(visit: Visit, which: str) -> Told:
    """Hours that were cancelled as a whole: for who hosted them, and who had booked."""
    slot = await visit.ask.get(shapes.Slot, f"/api/role_modelling/slots/{which}")
    if slot.host_id == visit.person_id:
        return (), Link("See these hours", f"/hosting/{which}")
    return (), Link("See what you booked", "/shadowing/bookings")


async def _of_appointment(_: Visit, __: str) -> Told:
    """Somebody who leaves soon: the role is vacant only then, and nothing is to be seen before."""
    return (Fact("What to do", "Whoever sends in your trust's appointments enters who follows, and from when."),), None


async def _of_seat(visit: Visit, which: str) -> Told:
    """Whoever plans rotas or judges may be a doctor too, and then have booked it themselves."""
    if visit.roles & (RELEASERS | JUDGES) and not await is_own_seat(visit, which):
        return (), Link("See who booked", "/releases")
    return (), Link("See your courses", "/training/seats") if visit.is_a_doctor else None


async def _of_training(visit: Visit, which: str) -> Told:
    await visit.ask.get(Course, f"/api/opportunities/training/courses/{which}")
    return (), Link("See the course", f"/training/{which}")


async def _of_opportunity(visit: Visit, which: str) -> Told:
    try:
        told = await visit.ask.get(shapes.Opportunity, f"/api/opportunities/published/{which}")
    except NotFound:  # a suggestion has the id of what may come of it
        await visit.ask.get(shapes.Suggestion, f"/api/opportunities/suggestions/{which}")
        return (), Link("Read the suggestion", f"/suggestions/{which}")
    if told.waits_for(visit.person_id):
        return (), Link("Read it, and confirm it or hand it back", f"/drafts/{which}")
    if told.published_at is None:
        return (), Link("See the draft", f"/drafts/{which}")
    if portfolio.keeps(visit, told):
        return (), Link("Look after it", f"/portfolio/{which}")
    return (), Link("See the opportunity", f"/opportunities/{which}")


async def _of_pack(visit: Visit, which: str) -> Told:
    await visit.ask.get(shapes.WholePack, f"/api/opportunities/packs/{which}")
    return (), Link("See what is open to you", f"/packs/{which}")


async def _of_catalogue(visit: Visit, _: str) -> Told:
    """What is open at one's trust on that day is in it."""
    return (), Link("See what your trust offers", "/portfolio") if visit.roles & DRAFTERS else None


async def _of_adaptation(visit: Visit, which: str) -> Told:
    told = await visit.ask.get(shapes.Adaptation, f"/api/opportunities/adaptations/{which}")
    said = (("What is needed", told.needs), ("The answer", told.words))
    return tuple(Fact(label, text) for label, text in said if text), Link("Read it", f"/arrangements/{which}")


async def _of_activity(visit: Visit, which: str) -> Told:
    told = await visit.ask.get(shapes.Activity, f"/api/opportunities/activities/{which}")
    when = facts.days(told.first_day, told.last_day)
    said = (("Activity", told.title), ("When", when), ("Minutes", str(told.minutes)), ("The answer", told.words))
    return tuple(Fact(label, text) for label, text in said if text), Link("Read it", f"/activities/{which}")


async def _of_certificate(visit: Visit, which: str) -> Told:
    told = await visit.ask.get(shapes.Certificate, f"/api/recognition/certificates/{which}")
    printed = Link("Download the certificate (PDF)", f"/certificates/{which}/certificate.pdf")
    on_it = (Fact("Certified", told.title), Fact("Name on it", told.recipient), Fact("Code", told.code))
    return on_it, None if told.revoked_at else printed


async def _of_self_development(visit: Visit, which: str) -> Told:
    if visit.is_a_doctor:
        return (), Link("See your self-development time", "/self-development")
    return (), Link("See how it is planned", f"/self-development/plan/{which}") if visit.roles & PLANNERS else None


async def _of_calendar(visit: Visit, which: str) -> Told:
    return (), Link("See the calendar", f"/calendars/{which}") if visit.roles & PUBLISHERS else None


async def _of_entitlement(visit: Visit, _: str) -> Told:
    return (), Link("See what leave is left", "/leave/entitlement") if visit.is_a_doctor else None


async def _of_fellowship(visit: Visit, which: str) -> Told:
    await visit.ask.get(Fellowship, f"/api/opportunities/fellowships/{which}")
    return (), Link("See the post, and the time there is for it", f"/fellowships/{which}")


async def _of_declaration(visit: Visit, which: str) -> Told:
    await visit.ask.get(Declaration, f"/api/registry/declarations/{which}")
    return (), Link("Read it", f"/declarations/{which}")


async def _of_enquiry(visit: Visit, which: str) -> Told:
    told = await visit.ask.get(Enquiry, f"/api/registry/enquiries/{which}")
    text = "Answer it" if told.doctor_id == visit.person_id and told.answer is None else "Read it"
    return (Fact("Question", told.question),), Link(text, f"/enquiries/{which}")


async def _of_commitment(visit: Visit, _: str) -> Told:
    return (), Link("See the commitment", "/commitments") if visit.roles & SEE_COMMITMENTS else None


async def _of_vacancy(visit: Visit, which: str) -> Told:
    """One that is filled by now stands in no list any more."""
    if not visit.roles & SEE_VACANCIES:
        return (), None
    if any(str(each.id) == which for each in await vacancies.open_vacancies(visit)):
        return (), Link("See what to do", f"/vacancies/{which}")
    return (), Link("See what is vacant now", "/vacancies")


async def _of_forum(visit: Visit, which: str) -> Told:
    await visit.ask.get(shapes.ForumWhole, f"/api/opportunities/forums/{which}")
    return (), Link("See the forum", f"/forums/{which}")


def _all_at(text: str, href: str) -> _Tell:
    """Where all of them are: the notice leads to no single one."""

    async def tell(_: Visit, __: str) -> Told:
        return (), Link(text, href)

    return tell


TELLS: Mapping[str, _Tell] = {
    "leave": _of_leave,
    "placement": _of_placement,
    "dispute": _of_dispute,
    "feedback": _of_feedback,
    "shadowing": _of_shadowing,
    "appointment": _of_appointment,
    "organisation": _all_at("See what is yours to do now", "/home"),
    "booking": _of_booking,
    "opportunity": _of_opportunity,
    "induction_pack": _of_pack,
    "search": _all_at("See what is open to you", "/opportunities"),
    "catalogue": _of_catalogue,
    "adaptation": _of_adaptation,
    "activity": _of_activity,
    "seat": _of_seat,
    "training": _of_training,
    "notice": _all_at("See your private items", "/private"),
    "sdt": _of_self_development,
    "capacity": _of_calendar,
    "commitment": _of_commitment,
    "vacancy": _of_vacancy,
    "forum": _of_forum,
    "fellowship": _of_fellowship,
    "entitlement": _of_entitlement,
    "declaration": _of_declaration,
    "enquiry": _of_enquiry,
    "participation": _of_participation,
    "certificate": _of_certificate,
}
"""By what a notice is about: each kind that is told leads somewhere, or says what else is to be done."""
